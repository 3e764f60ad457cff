"""The desk without a browser: who may open which page, what a form changes, and what no page gives away."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient

import cakupan
from cakupan import followups, ledger, people, review, web
from cakupan.web import house

CONTOH = runpy.run_path(str(Path(__file__).parent.parent / "contoh" / "tulis.py"))
TRUTH, HOME, NEAR, PASSWORD = CONTOH["TRUTH"], "33.02", "http://127.0.0.1:8600", "sandi yang panjang"
VILLAGE, OTHER = TRUTH["village"]["C"]["code"], TRUTH["village"]["K"]["code"]
AT = TRUTH["position"].isoformat()
ACCOUNTS = (
    ("analis", "analyst", "", True), ("dinas", "dinas", "33.02.01", False), ("desa", "village", VILLAGE, True),
    ("sekdes", "village", VILLAGE, False), ("tamu", "viewer", "", False),
)  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return the imaginary office with lists, a pair that nobody has decided, activities, an agreement and accounts."""
    folder = tmp_path_factory.mktemp("desk")
    CONTOH["write"](folder)
    ws = cakupan.create(folder / "kantor", region=HOME)
    (folder / "kembar.csv").write_text(
        "NIK,Nama,Tgl Lahir,JK,Segmen,Kode Desa\n"
        f",SITI AMINAH,11-04-1986,P,BPU,{OTHER}\n3302011508900001,SLAMET,15-08-1990,L,BPU,{OTHER}\n"
    )
    (folder / "roster.csv").write_text(
        "NIK,Nama,Tgl Lahir,JK,Segmen,Kode Desa\n"
        f"3302015104860001,SITI AMINAH,11-04-1986,P,BPU,{OTHER}\n"
        f"3302015104860002,SITI AMINAH,11-04-1986,P,BPU,{OTHER}\n"
    )
    (folder / "kegiatan.csv").write_text(
        "Tanggal,Kegiatan,Kode Wilayah,Dengan,Komitmen,Penanggung Jawab,Batas Waktu,Selesai\n"
        f"2025-01-10,Rapat,{VILLAGE},Kelompok Tani,Mendaftarkan 20 orang,Kepala Desa,2025-02-01,belum\n"
        "2025-01-11,Rapat,33.02.02,PT Contoh,Mendaftarkan 5 orang,Pimpinan,2099-02-01,belum\n"
    )
    (folder / "perda.csv").write_text(
        "Wilayah,Jenis,Tentang,Nomor,Berlaku Sejak,Berlaku Sampai,Status\n"
        "33.02,Peraturan Daerah,Jaminan pekerja,7/2024,2024-01-01,2025-01-01,Ada\n"
    )
    cakupan.add(ws, folder / "daftar-pekerja.xlsx", kind="workers", position=AT, invented=True)
    cakupan.add(ws, folder / "rtrw.csv", kind="workers", group="RT_RW", position=AT)
    cakupan.add(ws, folder / "kembar.csv", kind="workers", position=AT)
    cakupan.add(ws, folder / f"peserta-{AT}.csv", kind="members", position=AT)
    cakupan.add(ws, folder / "roster.csv", kind="members", position=AT)
    cakupan.add(ws, folder / "kegiatan.csv", kind="activities")
    cakupan.add(ws, folder / "perda.csv", kind="instruments")
    cakupan.build(ws)
    for account, role, region, unmasked in ACCOUNTS:
        people.add(ws.ledger, account, account.title(), role, PASSWORD, region=region, unmasked=unmasked)
    return ws


@pytest.fixture(scope="module")
def served(office: cakupan.Workspace) -> Iterator[TestClient]:
    with TestClient(web.create(office), base_url=NEAR) as client:
        yield client


@pytest.fixture(scope="module")
def clients(served: TestClient) -> dict[str, TestClient]:
    """Return a signed-in browser for each account."""
    found = {}
    for account, *_ in ACCOUNTS:
        client = TestClient(served.app, base_url=NEAR)
        answer = client.post("/sign-in", data={"account": account, "password": PASSWORD}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        found[account] = client
    return found


def page(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text[:600]
    return answer.text


def token(client: TestClient, path: str = f"/tasks/{VILLAGE}") -> str:
    return re.findall(r'name="token" value="([^"]+)"', page(client, path))[0]


def rows(client: TestClient, path: str = f"/tasks/{VILLAGE}") -> dict[str, str]:
    """Return the numbers of the last words on the rows of a list, by row."""
    return dict(re.findall(r'name="n\.(\d+)" value="(\d+)"', page(client, path)))


def send(client: TestClient, path: str, status: int = 303, **told: object) -> str:
    answer = client.post(path, data=told, follow_redirects=False, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text[:600]
    return answer.headers.get("location", answer.text)


@pytest.mark.parametrize(
    ("account", "doors"),
    [
        ("analis", "/ /tasks /commitments /review /trail"), ("dinas", "/ /tasks /commitments"),
        ("desa", "/ /tasks"), ("tamu", "/"),
    ],
)  # fmt: skip
def test_everybody_sees_the_doors_that_open_and_no_others(
    clients: dict[str, TestClient], account: str, doors: str
) -> None:
    menu = page(clients[account], "/find?q=lumbir").split('class="doors"')[1].split("</nav>")[0]
    shown = {path for path in ("/", "/tasks", "/commitments", "/review", "/trail") if f'href="{path}"' in menu}
    assert shown == set(doors.split())
    for path in ("/tasks", "/commitments", "/review", "/review/decisions", "/trail"):
        opens = any(path.startswith(door) for door in doors.split() if door != "/")
        answer = clients[account].get(path, headers={"accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == (200 if opens else 403), path


def test_nobody_comes_in_without_an_account(served: TestClient) -> None:
    stranger = TestClient(served.app, base_url=NEAR)
    for path in ("/tasks", f"/tasks/{VILLAGE}", "/review", "/commitments", "/trail"):
        assert stranger.get(path, follow_redirects=False).status_code in (303, 401)
    answer = stranger.post(f"/tasks/{VILLAGE}", data={"token": "x"}, follow_redirects=False)
    assert answer.status_code in (303, 401, 403)


def test_a_list_of_another_region_is_refused_in_every_way(clients: dict[str, TestClient]) -> None:
    desa = clients["desa"]
    mine = token(desa)
    for path in (f"/tasks/{OTHER}", f"/tasks/{OTHER}/print", "/tasks?region=33.02", "/tasks/33.02.01"):
        page(desa, path, 403)
    for path in (f"/tasks/{OTHER}", f"/tasks/{OTHER}/names", f"/tasks/{OTHER}/list.xlsx"):
        send(desa, path, 403, token=mine)
    page(clients["dinas"], "/tasks?region=33.02", 403)
    assert "Canduk" in page(clients["dinas"], "/tasks")
    assert "Mendaftarkan 5 orang" not in page(clients["dinas"], "/commitments")


def test_a_village_goes_straight_to_its_list_and_the_office_drills_down(clients: dict[str, TestClient]) -> None:
    answer = clients["desa"].get("/tasks", follow_redirects=False)
    assert answer.headers["location"] == f"/tasks/{VILLAGE}"
    assert "/tasks?region=33.02.01" in page(clients["analis"], "/tasks")
    text = page(clients["analis"], "/tasks?region=33.02.01")
    assert [text.index(f"/tasks/{TRUTH['village'][letter]['code']}") for letter in "CKP"] == sorted(
        text.index(f"/tasks/{TRUTH['village'][letter]['code']}") for letter in "CKP"
    )


def test_a_row_is_saved_once_and_shown_to_all(clients: dict[str, TestClient], office: cakupan.Workspace) -> None:
    desa = clients["desa"]
    key = next(iter(rows(desa)))
    before = len(ledger.events(office.ledger, kinds=("followup",)))
    told = {"token": token(desa), "do": "save", f"s.{key}": "WILLING", f"m.{key}": "<script>x()</script>"}
    assert "saved=1" in send(desa, f"/tasks/{VILLAGE}", **told, **{f"n.{key}": 0})
    text = page(clients["analis"], f"/tasks/{VILLAGE}")
    assert "&lt;script&gt;x()&lt;/script&gt;" in text
    assert "<script>x" not in text
    assert "&lt;script&gt;" in page(desa, f"/tasks/{VILLAGE}/print")
    assert "nothing=1" in send(desa, f"/tasks/{VILLAGE}", **told, **{f"n.{key}": rows(desa)[key]})
    assert len(ledger.events(office.ledger, kinds=("followup",))) == before + 1
    event = ledger.events(office.ledger, kinds=("followup",))[-1]
    assert (event.content["by"], event.content["region"], event.content["records"]) == ("desa", VILLAGE, [int(key)])


def test_what_somebody_else_said_since_is_not_overwritten(clients: dict[str, TestClient]) -> None:
    desa, analis = clients["desa"], clients["analis"]
    key, old = list(rows(desa).items())[1]
    row = {f"m.{key}": "", f"n.{key}": old}
    send(analis, f"/tasks/{VILLAGE}", token=token(analis), **row, **{f"s.{key}": "DEAD"})
    late = {**row, f"s.{key}": "VISITED", "token": token(desa)}
    assert "overtaken=1" in send(desa, f"/tasks/{VILLAGE}", **late)
    answer = desa.post(f"/tasks/{VILLAGE}", data=late, headers={"accept": "application/json"}).json()
    assert (answer["saved"], answer["overtaken"], answer["numbers"]) == (0, 1, {})
    assert re.search(rf'name="s\.{key}".*?value="DEAD" selected', page(desa, f"/tasks/{VILLAGE}"), re.S)


def test_the_same_is_said_of_all_that_are_picked(clients: dict[str, TestClient]) -> None:
    desa = clients["desa"]
    numbers = rows(desa)
    picked = list(numbers)[3:6]
    told = {"token": token(desa), "do": "picked", "pick": picked, "all_status": "REGISTERED", "all_remark": ""}
    assert "saved=3" in send(desa, f"/tasks/{VILLAGE}", **told, **{f"n.{key}": n for key, n in numbers.items()})
    assert set(rows(desa, f"/tasks/{VILLAGE}?status=REGISTERED")) == set(picked)
    assert set(rows(desa, f"/tasks/{VILLAGE}?status=joined")) == set(picked)
    assert set(rows(desa, f"/tasks/{VILLAGE}?group=RT_RW")) < set(numbers)
    assert "Tidak ada orang" in page(desa, f"/tasks/{VILLAGE}?group=NELAYAN")


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"s": "VISITED", "m": "3302011205900001"}, 400),
        ({"s": "SLEEPS", "m": ""}, 400),
        ({"s": "VISITED", "m": ""}, 403),
    ],
)
def test_forms_that_say_what_may_not_be_said_change_nothing(
    clients: dict[str, TestClient], office: cakupan.Workspace, told: dict[str, str], status: int
) -> None:
    desa = clients["desa"]
    key, number = list(rows(desa).items())[7]
    before = len(ledger.events(office.ledger))
    mine = token(desa) if status == 400 else token(clients["analis"])
    send(
        desa,
        f"/tasks/{VILLAGE}",
        status,
        token=mine,
        **{f"n.{key}": number} | {f"{f}.{key}": t for f, t in told.items()},
    )
    assert len(ledger.events(office.ledger)) == before


def test_a_row_of_another_list_is_left_alone(clients: dict[str, TestClient], office: cakupan.Workspace) -> None:
    key = next(iter(rows(clients["analis"], f"/tasks/{OTHER}")))
    desa = clients["desa"]
    answer = send(desa, f"/tasks/{VILLAGE}", token=token(desa), **{f"n.{key}": 0, f"s.{key}": "DEAD", f"m.{key}": ""})
    assert "gone=1" in answer
    assert rows(clients["analis"], f"/tasks/{OTHER}")[key] == "0"


def test_names_are_shown_to_who_may_and_asks_and_it_is_noted(
    clients: dict[str, TestClient], office: cakupan.Workspace
) -> None:
    desa, name, nik = clients["desa"], CONTOH["name"]("C4").upper(), CONTOH["nik"]("C4")
    assert name not in page(desa, f"/tasks/{VILLAGE}")
    send(clients["sekdes"], f"/tasks/{VILLAGE}/names", 403, token=token(clients["sekdes"]))
    leave = send(desa, f"/tasks/{VILLAGE}/names", token=token(desa))
    text = page(desa, leave)
    assert name in text
    assert nik in text
    (event,) = ledger.events(office.ledger, kinds=("unmasked",))
    assert event.content == {"account": "desa", "region": VILLAGE, "what": "page"}
    paper = page(desa, leave.replace("?", "/print?"))
    assert name in paper
    assert nik not in paper
    assert str(CONTOH["born"]("C4").year) not in paper.split("<tbody>")[1]
    word = leave.split("names=")[1]
    for other in ("sekdes", "analis"):
        assert name not in page(clients[other], f"/tasks/{VILLAGE}?names={word}")
    assert name not in page(desa, f"/tasks/{VILLAGE}?names=9{word}")


def test_the_workbook_is_masked_unless_leave_was_given(
    clients: dict[str, TestClient], office: cakupan.Workspace
) -> None:
    desa, name = clients["desa"], CONTOH["name"]("C4").upper()

    def told(path: str) -> set[object]:
        answer = desa.post(path, data={"token": token(desa)})
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
        return {cell.value for line in sheet.iter_rows() for cell in line}

    assert name not in told(f"/tasks/{VILLAGE}/list.xlsx")
    leave = send(desa, f"/tasks/{VILLAGE}/names", token=token(desa))
    assert {name, CONTOH["nik"]("C4")} <= told(leave.replace("?", "/list.xlsx?"))
    assert ledger.events(office.ledger, kinds=("unmasked",))[-1].content["what"] == "xlsx"


def test_the_trail_says_who_did_what_and_names_no_worker(
    clients: dict[str, TestClient], office: cakupan.Workspace
) -> None:
    analis = clients["analis"]
    picked = [followups.Change(int(key), "REGISTERED", "") for key in list(rows(analis))[:3]]
    followups.say(office, [replace(one, status="VISITED") for one in picked], by="desa", region=VILLAGE)
    followups.say(office, picked, by="desa", region=VILLAGE)
    ledger.append(office.ledger, "unmasked", {"account": "desa", "region": VILLAGE, "what": "page"})
    text = page(analis, "/trail")
    assert "Status 3 orang di Desa Cirahab: Sudah didaftarkan" in text
    assert "script" not in text.split("<tbody>")[1]
    assert not re.search(r"\d{16}", text.split("<main")[1])
    only = page(analis, "/trail?kind=unmasked&person=desa").split("<tbody>")[1]
    assert "Nama dan NIK dibuka: Desa Cirahab" in only
    assert "Status" not in only
    assert "Signed in" in page(analis, "/trail?lang=en&kind=sign_in")
    for n in range(120):
        ledger.append(office.ledger, "withdrawal_of_nothing", {"number": n})
    first = page(analis, "/trail")
    numbers = [int(n) for n in re.findall(r'<td class="n">(\d+)</td>', first)]
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == 50
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert f'<td class="n">{numbers[-1] - 1}</td>' in page(analis, older.replace("&amp;", "&"))


def test_a_pair_is_decided_and_taken_back(
    clients: dict[str, TestClient], office: cakupan.Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed: list[object] = []
    monkeypatch.setattr(house.House, "changed", lambda _: changed.append(1))
    analis = clients["analis"]
    text = page(analis, "/review")
    assert "tanggal lahir sama" in text
    assert "SITI AMINAH" not in text
    (path,) = re.findall(r'action="(/review/[0-9a-f]{10})"', text)
    mine = token(analis, "/review")
    send(analis, path, 403, token="x", verdict="same", why="KTP dicek")
    send(analis, path, 400, token=mine, verdict="same", why="")
    send(analis, path, 400, token=mine, verdict="same", why="NIK 3302015104860001")
    send(analis, path, 422, token=mine, verdict="perhaps", why="KTP dicek")
    assert not review.decisions(office)
    where = send(analis, path, token=mine, verdict="same", why="<b>KTP</b>")
    (made,) = review.decisions(office)
    assert (made.verdict, made.by, made.why) == ("same", "analis", "<b>KTP</b>")
    assert path not in page(analis, where)
    assert "&lt;b&gt;KTP&lt;/b&gt;" in page(analis, "/review/decisions")
    send(analis, f"/review/undo/{made.number}", token=mine)
    assert review.decisions(office)[0].state == "undone"
    assert path in page(analis, "/review")
    assert len(changed) == 2


def test_commitments_come_overdue_first_and_are_kept_and_made(
    clients: dict[str, TestClient], office: cakupan.Workspace
) -> None:
    analis, dinas = clients["analis"], clients["dinas"]
    text = page(analis, "/commitments")
    assert text.index("Mendaftarkan 20 orang") < text.index("Mendaftarkan 5 orang")
    assert "sudah berakhir" in text
    (number,) = re.findall(r'action="/commitments/(\d+)/done"', page(dinas, "/commitments"))
    mine = token(dinas, "/commitments")
    other = next(n for n in re.findall(r'action="/commitments/(\d+)/done"', text) if n != number)
    send(dinas, f"/commitments/{other}/done", 400, token=mine)
    send(dinas, f"/commitments/{number}/done", token=mine)
    new = {"commitment": "Anggaran <i>diusulkan</i>", "partner": "=Bappeda", "day": "2025-03-01", "due": "2025-04-01"}
    send(dinas, "/commitments", 403, token=mine, where="33.02", **new)
    send(dinas, "/commitments", 400, token=mine, **new | {"due": "2025-02-31"})
    send(dinas, "/commitments", 400, token=mine, **new | {"partner": "NIK 3302015104860001"})
    send(dinas, "/commitments", token=mine, **new)
    text = page(dinas, "/commitments")
    assert "Anggaran &lt;i&gt;diusulkan&lt;/i&gt;" in text
    assert text.count("menunggu susunan berikutnya") == 2
    cakupan.build(office)
    with cakupan.results.Answers(office) as answers:
        told = answers.engine.rows("select commitment, done, region from engagement order by day, commitment")
    assert told == [
        ("Mendaftarkan 20 orang", True, VILLAGE), ("Mendaftarkan 5 orang", False, "33.02.02"),
        ("Anggaran <i>diusulkan</i>", False, "33.02.01"),
    ]  # fmt: skip
