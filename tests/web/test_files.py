"""Where files come in over the web: what strangers send, what nobody may, and what two people do at once."""

from __future__ import annotations

import io
import json
import os
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from cakupan import builds, intake, ledger, recipes, withdrawals
from cakupan.batches import standing
from cakupan.schema import KINDS
from cakupan.web import create, sight
from cakupan.web.shelf import called, kept
from cakupan.workspace import Workspace

from .conftest import AT, CONTOH, Visitor, until

LIST = "No;NIK;Nama;Desa;Kecamatan\n" + "\n".join(
    f"{n};{CONTOH['nik'](who)};{CONTOH['name'](who)};Cirahab;Lumbir" for n, who in enumerate(("C1", "C2", "C3"), 1)
)
ROWS = LIST.encode()


class Guest(TestClient):
    """Somebody who visits an office that runs in this process."""

    page, token, deliver, seen, enter, take, rested = (
        Visitor.page, Visitor.token, Visitor.deliver, Visitor.seen, Visitor.enter, Visitor.take, Visitor.rested,
    )  # fmt: skip


def visits(office: Workspace) -> Guest:
    """Return somebody who comes to an office from a page of its own."""
    return Guest(create(office), base_url="http://127.0.0.1", follow_redirects=False)


@pytest.fixture
def guest(office: Workspace) -> Iterator[Guest]:
    with visits(office) as made:
        made.enter()
        yield made


def becomes(guest: Guest, **who: Any) -> None:
    """Let the guest be somebody else: another person, role or region."""

    def somebody(request: Request) -> sight.Sight:
        return replace(sight.look(request), **who)

    guest.app.dependency_overrides[sight.look] = somebody  # type: ignore[attr-defined]


def waiting(office: Workspace) -> list[Path]:
    return sorted((office.folder / ".waiting").glob("[0-9a-f]*"))


def test_a_list_is_tried_taken_withdrawn_and_taken_back(guest: Guest, office: Workspace) -> None:
    at = guest.deliver(ROWS, "daftar-2025-03-31.csv", group="RT_RW", position="")
    page = guest.seen(at)
    assert re.findall(r'data-count="(\w+)">(\d+)<', page) == [
        ("new", "2"), ("changed", "0"), ("same", "1"), ("duplicate", "0"), ("rejected", "0"),
    ]  # fmt: skip
    assert 'value="2025-03-31"' in page
    assert "NIK (nik)" in page
    before = len(office.batches())
    batch = guest.take(at)
    assert len(office.batches()) == before + 1
    assert not [path for path in waiting(office) if (path / "about.json").exists() or list(path.glob("berkas*"))]
    assert guest.get(at).headers["location"] == batch
    assert guest.rested()["state"] == "done"
    assert "belum tampak" not in guest.page("/files")
    page = guest.page(batch)
    assert "3" in page
    assert "<code>nik</code>" in page
    page = until(lambda: (told := guest.page(f"{batch}/withdraw")) and "Muat ulang" not in told and told)
    foreseen = withdrawals.foresee(office, batch.rpartition("/")[2])
    assert f"{foreseen.reversed} baris" in page
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    told = {"token": guest.token(), "key": key[1]}
    assert guest.post(f"{batch}/withdraw", data=told).status_code == 303
    assert guest.post(f"{batch}/withdraw", data=told).status_code == 303
    assert len(standing(office)) == before
    assert "ditarik" in guest.page(batch)
    assert guest.rested()["state"] == "done"
    assert guest.post(f"{batch}/readmit", data=told).status_code == 303
    assert guest.post(f"{batch}/readmit", data=told).status_code == 303
    assert len(standing(office)) == before + 1
    assert re.findall(r"<li>(ditarik|diterima lagi),", guest.page(batch)) == [
        "ditarik",
        "diterima lagi",
    ]
    assert guest.rested()["state"] == "done"
    assert not builds.due(office)


def test_the_same_file_twice_and_two_people_at_once(guest: Guest, office: Workspace) -> None:
    first, second = guest.deliver(ROWS, "a.csv"), guest.deliver(ROWS, "b.csv")
    keys = [re.search(r'name="key" value="([^"]+)"', guest.seen(at)) for at in (first, second)]
    token, before = guest.token(), len(office.batches())
    answers: list[int] = []

    def say_yes(at: str, key: str) -> None:
        answers.append(guest.post(f"{at}/take", data={"token": token, "key": key}).status_code)

    hands = [
        threading.Thread(target=say_yes, args=(at, key[1]))
        for at, key in ((first, keys[0]), (first, keys[0]), (second, keys[1]))
        if key
    ]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert set(answers) <= {303, 409}
    assert 303 in answers
    left = {path.parent.name for path in (office.folder / ".waiting").glob("*/about.json")}
    for at in {f"/files/waiting/{name}" for name in left}:
        assert '"same">3<' in guest.seen(at)
        guest.take(at)
    assert len(office.batches()) == before + 1
    assert guest.rested()["state"] == "done"


def test_a_number_that_changed_since_must_be_looked_at_again(guest: Guest, office: Workspace) -> None:
    at = guest.deliver(ROWS)
    key = re.search(r'name="key" value="([^"]+)"', guest.seen(at))
    assert key
    intake.withdraw(office, office.batches()[0].name)
    answer = guest.post(f"{at}/take", data={"token": guest.token(), "key": key[1]})
    assert answer.status_code == 409
    assert "periksa lagi" in answer.text
    assert guest.take(at)


HOSTILE = [
    "../../../etc/passwd",
    "..\\..\\cakupan.toml",
    "/abs/olut.csv",
    "<script>alert(1)</script>.csv",
    '"><img src=x onerror=alert(1)>.csv',
    '=HYPERLINK("http://x","y").csv',
    "daftar\u202evsc.exe",
    "a" * 400 + ".csv",
    "CON",
    "batch.json",
    "about.json",
    "seen.json",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_shown(guest: Guest, office: Workspace, name: str) -> None:
    before = {path for path in office.folder.parent.rglob("*") if ".waiting" not in path.parts}
    at = guest.deliver(ROWS, name)
    page = guest.seen(at)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    (there,) = waiting(office)
    kinds = ("", ".csv", ".json")
    assert {path.name for path in there.iterdir()} <= {"about.json", "seen.json", *(f"berkas{kind}" for kind in kinds)}
    assert {path for path in office.folder.parent.rglob("*") if ".waiting" not in path.parts} == before
    told = json.loads((there / "about.json").read_text())["said"]["called"]
    assert told == called(name.replace('"', "%22"))
    assert len(told) <= 120
    assert not {"/", "\\"} & set(told)
    assert kept(called(name)) in {f"berkas{kind}" for kind in kinds}


def test_what_waits_is_closed_to_others_of_the_machine_and_swept_after_a_day(guest: Guest, office: Workspace) -> None:
    guest.deliver(ROWS)
    (there,) = waiting(office)
    assert there.parent.stat().st_mode & 0o077 == 0
    assert next(there.glob("berkas*")).stat().st_mode & 0o077 == 0
    old = time.time() - 90_000
    os.utime(there, (old, old))
    left = there.parent / ".0123-left"
    left.mkdir()
    os.utime(left, (old, old))
    guest.deliver(ROWS)
    assert len(waiting(office)) == 1
    assert not there.exists()
    assert not left.exists()


def test_what_is_too_large_is_kept_nowhere(office: Workspace) -> None:
    small = Workspace(office.folder, {**office.settings, "web": {"file_mb": 1}})
    with visits(small) as guest:
        guest.enter()
        told = {"token": guest.token(), "kind": "workers"}
        answer = guest.post("/files/new", data=told, files=[("files", ("besar.csv", b"x" * 1_500_000))])
        assert answer.status_code == 413
        assert "besar.csv lebih dari 1 MB" in answer.text
        assert not waiting(office)
        files = [("files", ("baik.csv", ROWS)), ("files", ("besar.csv", b"x" * 1_500_000))]
        assert guest.post("/files/new", data=told, files=files).status_code == 413
        assert not list((office.folder / ".waiting").iterdir())
        for _ in range(11):
            last = guest.post("/files/new", data=told, files=[("files", ("cukup.csv", b"x" * 1_000_000))])
        assert last.status_code == 507
        assert guest.post("/sign-out", data={"token": "x" * 3_000_000}).status_code in (400, 413)


def test_a_bomb_is_refused_in_one_sentence(guest: Guest, office: Workspace) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        info = zipfile.ZipInfo("xl/worksheets/sheet1.xml")
        archive.writestr(info, b"\0" * 30_000_000)
    raw = bytearray(packed.getvalue())
    size = (30_000_000).to_bytes(4, "little")
    raw = bytearray(bytes(raw).replace(size, (0xFFFFFFF0).to_bytes(4, "little")))
    page = guest.seen(guest.deliver(bytes(raw), "bom.xlsx"))
    assert 'role="alert"' in page
    assert "bom.xlsx" in page
    assert "terlalu besar" in page or "rusak" in page
    assert "/take" not in page


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", os.urandom(5000), b"\0" * 100, b"hanya satu kalimat"])
def test_what_is_no_list_is_refused_and_can_be_discarded(guest: Guest, office: Workspace, content: bytes) -> None:
    at = guest.deliver(content, "aneh.xlsx")
    page = guest.seen(at)
    assert 'role="alert"' in page
    assert "/take" not in page
    key = guest.post(f"{at}/take", data={"token": guest.token(), "key": "x"})
    assert key.status_code == 409
    assert guest.post(f"{at}/drop", data={"token": guest.token()}).status_code == 303
    assert not waiting(office)
    assert guest.get(at).status_code == 404


def test_forms_of_others_do_nothing(guest: Guest, office: Workspace) -> None:
    batch = office.batches()[0].name
    at = guest.deliver(ROWS)
    posts = [f"/files/{batch}/{what}" for what in ("mend", "withdraw", "readmit")] + ["/jobs"]
    posts += [at, *(f"{at}/{what}" for what in ("take", "drop", "columns"))]
    token = guest.token()
    for address in posts:
        assert guest.post(address, data={"token": "falsch"}).status_code == 403, address
        assert guest.post(address, data={}).status_code == 403, address
        for head in ({"origin": "https://lain.example"}, {"sec-fetch-site": "cross-site"}):
            assert guest.post(address, data={"token": token}, headers=head).status_code == 403, address
    file = [("files", ("daftar.csv", ROWS))]
    assert guest.post("/files/new", data={"token": "falsch"}, files=file).status_code == 403
    assert guest.post("/files/new", files=file).status_code == 403
    strange = guest.post("/files/new", data={"token": token}, files=file, headers={"origin": "https://lain.example"})
    assert strange.status_code == 403
    assert len(waiting(office)) == 1
    for body in (
        b"",
        b"x",
        b"--x\r\n",
        b'--x\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\nabc',
    ):
        head = {"content-type": "multipart/form-data; boundary=x"}
        assert guest.post("/files/new", content=body, headers=head).status_code in (400, 403)
    assert guest.post("/files/new", data={"token": token}).status_code == 400
    assert guest.post("/files/new", data={"token": token}, files=[("files", ("", b""))]).status_code == 400
    assert len(waiting(office)) == 1


def test_a_reader_looks_and_a_stranger_of_another_region_takes_nothing(guest: Guest, office: Workspace) -> None:
    batch = office.batches()[0].name
    at = guest.deliver(ROWS)
    token = guest.token()
    becomes(guest, role="viewer")
    assert guest.get("/files").status_code == 200
    assert "tidak mengunduh" in guest.page(f"/files/{batch}")
    assert guest.get("/files/new").status_code == 403
    for address in (f"/files/{batch}/mend", f"/files/{batch}/withdraw", "/jobs", f"{at}/take"):
        assert guest.post(address, data={"token": token}).status_code == 403, address
    becomes(guest, region="33.03")
    for address in (f"/files/{batch}/mend", f"/files/{batch}/withdraw"):
        assert guest.post(address, data={"token": token}).status_code == 403, address
    assert guest.get(f"/files/{batch}/withdraw").status_code == 403
    said = {"token": token, "kind": "workers", "region": "33.02"}
    assert guest.post("/files/new", data=said, files=[("files", ("a.csv", ROWS))]).status_code == 403
    assert len(waiting(office)) == 1
    assert guest.post(f"{at}/take", data={"token": token, "key": "x"}).status_code == 403


def test_a_file_waits_for_its_person_alone_and_is_there_after_signing_in_again(guest: Guest, office: Workspace) -> None:
    at = guest.deliver(ROWS, "milik-ani.csv")
    old = guest.token()
    assert guest.post("/sign-out", data={"token": old}).status_code == 303
    assert guest.post(f"{at}/take", data={"token": old, "key": "x"}).status_code in (303, 401)
    assert guest.post("/files/new", data={"token": old}, files=[("files", ("a.csv", ROWS))]).status_code in (303, 401)
    assert len(office.batches()) == 3
    assert len(waiting(office)) == 1
    guest.enter("budi")
    assert guest.get(at).status_code == 404
    assert "milik-ani" not in guest.page("/files")
    assert guest.post(f"{at}/drop", data={"token": guest.token()}).status_code == 404
    guest.enter("ani")
    assert "milik-ani.csv" in guest.page("/files")
    batch = guest.take(at)
    assert "ani" in guest.page(batch)
    assert office.batches()[-1].about["by"] == "ani"


def test_columns_are_chosen_and_remembered(guest: Guest, office: Workspace, lists: Path) -> None:
    content = (lists / "salah.xlsx").read_bytes()
    at = guest.deliver(content, "salah.xlsx")
    page = guest.seen(at)
    assert "belum dimengerti" in page
    layout = re.search(r'name="layout" value="(\w+)"', page)
    assert layout
    headings = dict(re.findall(r'<th scope="row" id="c-\w+-(\d+)">([^<]+)<', page))
    fields = {
        "Identitas Warga": "nik", "Yang Bekerja": "name", "Tgl Lahir": "birth_date", "L/P": "sex", "Segmen": "segment",
    }  # fmt: skip
    chosen = {f"column-{n}": fields[text] for n, text in headings.items() if text in fields}
    told = {"token": guest.token(), "layout": layout[1]}
    too_little = guest.post(f"{at}/columns", data={**told, "column-1": "nik"})
    assert too_little.status_code == 400
    assert "belum cukup" in too_little.text
    assert guest.post(f"{at}/columns", data={**told, "column-1": "../x"}).status_code == 400
    assert guest.post(f"{at}/columns", data={**told, **chosen}).status_code == 303
    page = guest.seen(at)
    assert re.findall(r'data-count="(new|rejected)">(\d+)<', page) == [("new", "26"), ("rejected", "2")]
    (recipe,) = [
        path for path in (office.folder / "recipes").glob("workers-*.toml") if "Ditetapkan" in path.read_text()
    ]
    assert "Identitas Warga" in recipe.read_text()
    assert recipes.edited(office.folder / "recipes")
    guest.take(at)
    assert "belum dimengerti" not in guest.seen(guest.deliver(content, "lagi.xlsx"))


def test_a_mended_workbook_needs_nothing_said_and_holds_no_formula(
    guest: Guest, office: Workspace, lists: Path, tmp_path: Path
) -> None:
    batch = guest.take(guest.deliver((lists / "daftar-pekerja.xlsx").read_bytes(), "=cmd|' /C calc'!A0.xlsx"))
    answer = guest.post(f"{batch}/mend", data={"token": guest.token(), "only_bad": "true"})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert re.fullmatch(r'attachment; filename="perbaikan-[0-9a-f]{8}\.xlsx"', answer.headers["content-disposition"])
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        pages = [packed.read(name) for name in packed.namelist() if name.startswith("xl/worksheets/")]
    assert pages
    assert not any(b"<f>" in page or b"<f " in page for page in pages)
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    for page in book:
        for row in page.iter_rows():
            if str(row[-1].value) == "13" and page.title == "Canduk":
                row[1].value = CONTOH["nik"]("K9")
    book.save(tmp_path / "kembali.xlsx")
    at = guest.deliver((tmp_path / "kembali.xlsx").read_bytes(), "apa saja.xlsx", kind="figures", position="2020-01-01")
    page = guest.seen(at)
    assert "berkas perbaikan dari kiriman" in page
    assert 'name="group"' not in page
    mended = guest.take(at)
    assert office.batches()[-1].about["mended"] == 1
    assert f'href="{batch}"' in guest.page(mended)
    again = guest.seen(guest.deliver((tmp_path / "kembali.xlsx").read_bytes()))
    assert '"new">0<' in again
    whole = guest.post(f"{mended}/mend", data={"token": guest.token()})
    assert len(whole.content) > len(answer.content)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_form(guest: Guest, kind: str) -> None:
    answer = guest.get(f"/templates/{kind}.xlsx")
    assert answer.status_code == 200
    assert "Daftar" in openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames
    assert f"/templates/{kind}.xlsx" in guest.page("/templates")


def test_what_is_not_there_is_said_in_one_sentence(guest: Guest) -> None:
    assert guest.get("/templates/x.xlsx").status_code == 404
    assert guest.get("/templates/..%2fx.xlsx").status_code in (404, 422)
    assert guest.get("/files/0123456789abcdef").status_code == 404
    assert guest.get("/files/waiting/" + "0" * 32).status_code == 404
    assert guest.get("/files/waiting/..%2f..%2finbox").status_code in (404, 422)
    assert guest.get("/files?page=999").status_code == 200


def test_a_build_that_is_due_is_made_when_the_server_starts(office: Workspace, lists: Path) -> None:
    before = office.current()
    intake.add(office, lists / "daftar-pekerja.xlsx", intake.Said("workers", AT, invented=True))
    assert builds.due(office)
    with visits(office) as guest:
        guest.enter()
        assert guest.get("/jobs.json").json()["busy"]
        assert guest.rested()["state"] == "done"
        assert office.current() != before
        house = guest.app.state.house  # type: ignore[attr-defined]
        assert house.answers().folder == office.current()
        assert (office.current() / "kept.sqlite").is_file()
        assert guest.get("/region/33.02").status_code == 200


def test_a_build_is_due_for_batches_and_for_decisions(office: Workspace) -> None:
    assert not builds.due(office)
    ledger.append(office.ledger, "given_back", {"batch": office.batches()[0].name})
    assert not builds.due(office)
    told = {"verdict": "apart", "left": 1, "right": 2, "by": "ani", "why": "contoh"}
    number = ledger.append(office.ledger, "decision", told).number
    assert builds.due(office)
    ledger.append(office.ledger, "decision_undone", {"number": number, "by": "ani", "why": "contoh"})
    assert not builds.due(office)
    intake.withdraw(office, office.batches()[0].name)
    assert builds.due(office)


def test_a_build_that_cannot_be_made_says_why_and_the_dashboard_stays(guest: Guest, office: Workspace) -> None:
    folder = office.folder / "checks"
    folder.mkdir()
    (folder / "rusak.sql").write_text('-- text_id = "x"\nselect 1 as salah')
    guest.take(guest.deliver(ROWS))
    told = guest.rested()
    assert told["state"] == "refused"
    assert "rusak" in told["sentence"]
    assert "belum tampak di dasbor" in guest.page("/files")
    assert guest.get("/region/33.02").status_code == 200
    (folder / "rusak.sql").unlink()
    assert guest.post("/jobs", data={"token": guest.token()}).status_code == 303
    assert guest.rested()["state"] == "done"
    assert "belum tampak di dasbor" not in guest.page("/files")


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [("peserta 2024-12-31.csv", "members", date(2024, 12, 31)), ("x_20240229.csv", "workers", date(2024, 2, 29)),
     ("2024-02-31.csv", "figures", None)],
)  # fmt: skip
def test_the_position_is_in_the_name(name: str, kind: str, expected: date | None) -> None:
    from cakupan.web.views.incoming import _position

    assert _position("", kind, name) == expected
    assert _position("2020-02-02", kind, name) == date(2020, 2, 2)
