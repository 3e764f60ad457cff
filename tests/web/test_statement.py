"""The page and the address on which a text is verified, and the sentences to quote on a region's page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
import typst
from fastapi.testclient import TestClient

import cakupan
from cakupan import people, web
from cakupan.verify import read
from cakupan.workspace import Workspace

HOME, NEAR, PASSWORD = "33.02", "http://127.0.0.1:8600", "sandi yang panjang"
WRONG = "12.171 dari 51.674 pekerja di Kabupaten Banyumas, atau 46,8 persen, sudah terlindungi."
NIK = "3302011508900001"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Return an office with a village of ninety workers and one of seven."""
    folder = tmp_path_factory.mktemp("many")
    ws = cakupan.create(folder / "kantor", region=HOME)
    head = "NIK,Nama,Segmen,Kode Desa\n"
    rows = [f"330201{n % 28 + 1:02d}0190{n:04d},ORANG {n},PU,33.02.01.2001\n" for n in range(90)]
    few = [f"3302020101900{n:03d},SEDIKIT {n},PU,33.02.02.2001\n" for n in range(7)]
    (folder / "pekerja.csv").write_text(head + "".join(rows + few), "utf-8")
    (folder / "peserta.csv").write_text(head + "".join(rows[:31] + few[:2]), "utf-8")
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, folder / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    for account, role in (("ani", "analyst"), ("lihat", "viewer")):
        people.add(ws.ledger, account, f"Contoh {account}", role, PASSWORD)
    return ws


@pytest.fixture(scope="module")
def client(many: Workspace) -> Iterator[TestClient]:
    """Return somebody who has signed in at an office of enough people to be quoted."""
    ws = many
    with TestClient(web.create(ws), base_url=NEAR) as asked:
        answer = asked.post("/sign-in", data={"account": "ani", "password": PASSWORD}, follow_redirects=False)
        assert answer.status_code == 303
        yield asked


def token(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get("/verify").text)
    assert found
    return found[1]


def give(client: TestClient, text: str = "", file: tuple[str, bytes] | None = None) -> Any:
    data = {"token": token(client), "text": text, "published": ""}
    return client.post("/verify", data=data, files={"file": file or ("", b"")}, headers={"accept": "text/html"})


def test_figures_are_marked_where_they_stand_with_their_verdicts(client: TestClient) -> None:
    answer = give(client, f"Kata Dinas,\r\n{WRONG}")
    assert answer.status_code == 200
    marks = re.findall(
        r'<mark id="f\d" class="(\w+)">([\d.,]+)<span class="sign" aria-hidden="true">(.)</span>', answer.text
    )
    assert marks == [("fails", "12.171", "✗"), ("fails", "51.674", "✗"), ("fails", "46,8", "✗")]
    assert "23,55" in answer.text
    assert "Usul kalimat" in answer.text
    shown = re.search(r'<div class="statement"[^>]*>(.*?)</div>', answer.text, re.DOTALL)
    assert shown
    words = re.sub(r"<span.*?</span>|<[^>]+>", "", shown[1])
    assert unescape(words) == f"Kata Dinas,\n{WRONG}"


def test_a_text_is_held_against_the_office(client: TestClient) -> None:
    quoted = re.search(r'<blockquote id="q1">(.*?)</blockquote>', client.get(f"/region/{HOME}").text, re.DOTALL)
    assert quoted
    text = unescape(quoted[1])
    assert re.match(r"Per \d+ \w+ 20\d\d, cakupan Jamsostek pekerja di Kabupaten Banyumas", text)
    answer = give(client, text)
    assert "Sama dengan ruang kerja" in answer.text
    assert 'class="fails"' not in answer.text
    door = re.search(r'href="(/why\?receipt=[0-9a-f]+)"', answer.text)
    assert door
    assert client.get(door[1]).status_code == 200


def test_files_are_read_by_what_they_are(client: TestClient, tmp_path: Path) -> None:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph(WRONG)
    made.save(out)
    (tmp_path / "page.typ").write_text(WRONG, "utf-8")
    for name, content in {
        "berita.docx": out.getvalue(),
        "berita.pdf": bytes(typst.compile(str(tmp_path / "page.typ"))),
        "berita.html": f"<html><body><p>{WRONG}</p></body></html>".encode(),
        "berita.txt": WRONG.encode("utf-16"),
    }.items():
        answer = give(client, "teks lain 5", (name, content))
        assert answer.status_code == 200, name
        assert answer.text.count('class="fails"') == 3, name


@pytest.mark.parametrize(
    ("content", "status", "told"),
    [
        (b"%PDF-1.7 rusak", 400, "rusak"),
        (b"\x89PNG\r\n\x1a\n", 400, "PNG"),
        (b"satu " * 60_000, 400, "lebih panjang"),
        (b"1 " * 5_000, 400, "lebih dari 3000 angka"),
        (b"x" * (21 << 20), 413, "terlalu besar"),
    ],
    ids=["damaged", "picture", "long", "many", "large"],
)
def test_a_file_that_cannot_be_read_is_answered_in_a_sentence(
    client: TestClient, content: bytes, status: int, told: str
) -> None:
    answer = give(client, file=("../../<b>berita</b>.pdf", content))
    assert answer.status_code == status
    assert told in answer.text
    assert "<b>berita" not in answer.text


@pytest.mark.parametrize(
    "text", ["", "   ", "Tanpa satu pun.", "<script>alert(1)</script> 5 persen", "\u202e5 persen\x00"]
)
def test_odd_texts_make_a_page(client: TestClient, text: str) -> None:
    answer = give(client, text)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_nik_is_masked_wherever_it_would_be_shown(client: TestClient) -> None:
    assert NIK not in give(client, f"{WRONG} NIK {NIK}").text
    assert NIK not in client.post("/api/verify", json={"text": f"{WRONG} NIK {NIK}"}).text


def test_the_machine_form_is_that_of_the_command(client: TestClient) -> None:
    answer = client.post("/api/verify", json={"text": WRONG, "published": "2025-04-24", "lang": "id"})
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert [figure["text"] for figure in told["figures"]] == ["12.171", "51.674", "46,8"]
    assert told["relations"][0]["holds"] is False
    kept = read(WRONG).machine()
    assert {*told} == {*kept}


@pytest.mark.parametrize(
    ("asked", "told", "said"),
    [
        ({}, "text tidak ada", "text is missing"),
        ({"text": 5}, "text bukan tulisan", "text is no text"),
        ({"text": "x" * 200_001}, "text lebih panjang dari 200.000 huruf", "text is longer than 200,000 letters"),
        ({"text": "x", "published": "kemarin"}, "published bukan tanggal; tulis seperti 2025", "published is no date"),
        ({"text": "x", "published": "2025-13-45"}, "published bukan tanggal", "published is no date"),
        ({"text": "x", "lang": "fr"}, "lang tidak dikenal; pilih dari: id, en", "choose from: id, en"),
        ({"text": "x", "region": "33.02'; drop"}, "region bukan kode wilayah", "region is no code of a region"),
        ({"text": "x", "region": "Banyumaz"}, "Kemendagri seperti 33.02", "Kemendagri code as in 33.02"),
        ([], "bukan JSON yang sah", "is not valid JSON"),
        ("{", "bukan JSON yang sah", "is not valid JSON"),
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_told_what_why_and_how(
    client: TestClient, asked: Any, told: str, said: str
) -> None:
    given = {"content": asked, "headers": {"content-type": "application/json"}} if asked == "{" else {"json": asked}
    for lang, words in {"id": told, "en": said}.items():
        answer = client.post(f"/api/verify?lang={lang}", **given)
        assert answer.status_code == 422
        assert set(answer.json()) == {"detail"}
        assert words in answer.json()["detail"]
        assert "alamat" not in answer.json()["detail"].lower()


def test_a_request_that_is_no_json_is_told_so(client: TestClient) -> None:
    answer = client.post("/api/verify", content="Halo", headers={"content-type": "text/plain"})
    assert answer.status_code == 422
    assert "bukan JSON yang sah" in answer.json()["detail"]


def test_an_address_that_makes_no_sense_is_told_what_why_and_how(client: TestClient) -> None:
    for path, told in {
        "/region/Banyumaz": "code bukan kode wilayah",
        f"/region/{HOME}?at=kemarin": "at bukan tanggal",
        f"/region/{HOME}/report/brief.odt": "tidak dikenal; pilih dari: pdf",
    }.items():
        answer = client.get(path, headers={"accept": "application/json"})
        assert (answer.status_code, told in answer.text) == (422, True), (path, answer.text)


def test_a_file_that_is_empty_is_not_left_aside_without_a_word(client: TestClient) -> None:
    answer = give(client, WRONG, ("kosong.txt", b""))
    assert answer.status_code == 400
    assert "tidak memuat tulisan" in answer.text


def test_strangers_and_other_sites_get_nothing(client: TestClient) -> None:
    with TestClient(client.app, base_url=NEAR) as stranger:
        assert stranger.post("/api/verify", json={"text": WRONG}).status_code == 401
        assert stranger.get("/verify").status_code == 401
    assert (
        client.post("/api/verify", json={"text": WRONG}, headers={"origin": "http://evil.example"}).status_code == 403
    )
    assert client.post("/verify", data={"text": WRONG, "token": "x"}).status_code == 403
    assert client.post("/verify", data={"text": WRONG, "token": token(client), "published": "kapan"}).status_code == 400


def test_all_roles_find_the_page_in_the_menu(client: TestClient) -> None:
    with TestClient(client.app, base_url=NEAR) as asked:
        asked.post("/sign-in", data={"account": "lihat", "password": PASSWORD})
        assert 'href="/verify"' in asked.get(f"/region/{HOME}").text


def test_sentences_are_quoted_in_the_language_of_the_page_and_not_of_too_few(client: TestClient) -> None:
    assert "Sentences to quote" in client.get(f"/region/{HOME}?lang=en").text
    assert 'id="q1"' not in client.get("/region/33.02.02.2001").text
