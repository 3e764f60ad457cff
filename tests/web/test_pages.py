"""The application without a browser: what each address answers, whoever asks for what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import cakupan
from cakupan import people, web
from cakupan.results import Answers, Question
from cakupan.web import site

HOME, NEAR, PASSWORD = "33.02", "http://127.0.0.1:8600", "sandi yang panjang"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> cakupan.Workspace:
    """Return the imaginary office with its lists, and one village of many people so that something can be published."""
    folder = tmp_path_factory.mktemp("web")
    ws = cakupan.create(folder / "kantor", region=HOME)
    head = "NIK,Nama,Segmen,Kode Desa,Tgl Kepesertaan\n"
    rows = [
        f"33020{d}{n % 28 + 1:02d}0190{n:04d},ORANG {n},{('BPU', 'PU')[n % 2]},33.02.0{d}.2001,2023-05-01\n"
        for n in range(160)
        for d in (n % 3 + 1,)
    ]
    few = [f"3302040101900{n:03d},SEDIKIT {n},BPU,33.02.04.2001,2023-05-01\n" for n in range(7)]
    (folder / "pekerja.csv").write_text(head + "".join(rows + few))
    (folder / "peserta.csv").write_text(head + "".join(rows[:70] + few[:2]))
    (folder / "target.csv").write_text("region,date,value,unit,source\n33.02,2025-12-31,90,percent,rencana\n")
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, folder / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.add(ws, folder / "target.csv", kind="targets")
    cakupan.build(ws)
    people.add(ws.ledger, "analis", "Analis Contoh", "analyst", PASSWORD)
    return ws


@pytest.fixture(scope="module")
def client(office: cakupan.Workspace) -> Iterator[TestClient]:
    with TestClient(web.create(office), base_url=NEAR) as asked:
        yield signed_in(asked)


def signed_in(client: TestClient, account: str = "analis", password: str = PASSWORD) -> TestClient:
    answer = client.post("/sign-in", data={"account": account, "password": password}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return client


def page(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text[:400]
    return answer.text


def test_the_dashboard_says_what_show_says(client: TestClient, office: cakupan.Workspace) -> None:
    text = page(client, f"/region/{HOME}")
    with Answers(office) as answers:
        (coverage,) = answers.ask(Question("coverage"))
    assert coverage.value is not None
    assert f"{float(coverage.value * 100):.2f}".replace(".", ",") in text
    assert f"{coverage.numerator} dari {coverage.denominator} pekerja" in text
    assert "Kecamatan Lumbir" in page(client, "/region/33.02.01")


def test_every_number_is_a_door_that_opens(client: TestClient) -> None:
    doors = set(re.findall(r'href="(/why\?[^"]+)"', page(client, f"/region/{HOME}")))
    assert len(doors) > 10
    for door in doors:
        told = page(client, door.replace("&amp;", "&"))
        assert "cakupan why" in told


def test_a_receipt_that_a_page_showed_is_known_to_the_command(client: TestClient, office: cakupan.Workspace) -> None:
    door = re.findall(r'href="(/why\?measure=coverage[^"]+)"', page(client, f"/region/{HOME}"))[0]
    receipt = re.findall(r"cakupan why ([0-9a-f]{16})", page(client, door.replace("&amp;", "&")))[0]
    assert cakupan.why(office, receipt).result.measure == "coverage"
    assert receipt in page(client, f"/why?receipt={receipt}")


@pytest.mark.parametrize("form", ["svg", "png", "csv", "json"])
def test_a_picture_can_be_taken_along(client: TestClient, form: str) -> None:
    answer = client.get(f"/region/{HOME}/segments.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    begins = {"svg": b"<svg", "png": b"\x89PNG", "csv": b"measure,region", "json": b"{"}[form]
    assert answer.content.startswith(begins)


def test_one_page_for_chat_is_one_small_page(client: TestClient) -> None:
    content = client.get(f"/region/{HOME}/report.pdf").content
    assert content.startswith(b"%PDF")
    assert len(content) < 300_000
    assert len(re.findall(rb"/Type ?/Page\b", content)) == 1


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/region/33.99", 404), ("/region/33.02.01.9999", 404), ("/region/%2e%2e", 422), ("/region/33;drop", 422),
        ("/region/33.02?at=kemarin", 422), ("/region/33.02?at=1900-01-01", 404), ("/region/33.02/x.svg", 422),
        ("/region/33.02/trend.exe", 422), ("/why", 400), ("/why?measure=tidak-ada", 400), ("/why?receipt=x", 400),
        ("/why?measure=coverage&region='", 404), ("/static/..%2fapp.py", 404), ("/static/app.py", 404),
        ("/static/look.css", 200), ("/tidak-ada", 404), ("/language/fr", 422), ("/health", 200),
        ("/find?q=%27%20or%201=1--", 200), ("/find?q=" + "x" * 200, 422),
    ],
)  # fmt: skip
def test_odd_addresses_get_one_sentence(client: TestClient, path: str, status: int) -> None:
    for accept in ("text/html", "application/json"):
        answer = client.get(path, headers={"accept": accept}, follow_redirects=False)
        assert answer.status_code == status, path
        assert "Traceback" not in answer.text


def test_a_name_that_is_a_script_is_shown_as_it_is_written(client: TestClient) -> None:
    text = page(client, "/find?q=<script>alert(1)</script>")
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_pages_ask_nothing_of_other_hosts_and_carry_their_policy(client: TestClient) -> None:
    answer = client.get(f"/region/{HOME}")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)


def test_the_language_is_that_of_the_address_or_the_last_choice(client: TestClient) -> None:
    assert '<html lang="en">' in page(client, f"/region/{HOME}?lang=en")
    assert '<html lang="id">' in page(client, f"/region/{HOME}")
    answer = client.get("/language/en", headers={"referer": "http://127.0.0.1:8600/region/33.02.01"})
    assert answer.url.path == "/region/33.02.01"
    assert '<html lang="en">' in page(client, f"/region/{HOME}")
    away = client.get("/language/id", headers={"referer": "http://elsewhere.example/x"}, follow_redirects=False)
    assert away.headers["location"] == "/"


def test_words_stand_in_both_languages() -> None:
    from cakupan.web.answer import _words

    for key, words in _words().items():
        assert set(words) == {"id", "en"}, key
        assert set(re.findall(r"{(\w+)}", words["id"])) == set(re.findall(r"{(\w+)}", words["en"])), key


def test_before_the_first_build_a_page_says_what_to_do(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "baru", region=HOME)
    people.add(ws.ledger, "analis", "Analis Contoh", "analyst", PASSWORD)
    with TestClient(web.create(ws), base_url=NEAR) as asked:
        signed_in(asked)
        assert "cakupan build" in page(asked, f"/region/{HOME}", 409)


def test_a_newer_build_takes_the_place_of_the_one_that_is_served(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "kantor", region=HOME)
    head = "NIK,Nama,Segmen,Kode Desa,Tgl Kepesertaan\n"
    rows = [f"33020101019000{n:02d},ORANG {n},PU,33.02.01.2001,2023-05-01\n" for n in range(20)]
    (tmp_path / "pekerja.csv").write_text(head + "".join(rows))
    (tmp_path / "a.csv").write_text(head + "".join(rows[:5]))
    (tmp_path / "b.csv").write_text(head + "".join(rows[:15]))
    cakupan.add(ws, tmp_path / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, tmp_path / "a.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    people.add(ws.ledger, "analis", "Analis Contoh", "analyst", PASSWORD)
    app = web.create(ws)
    with TestClient(app, base_url=NEAR) as asked:
        signed_in(asked)
        assert "25,00" in page(asked, f"/region/{HOME}")
        cakupan.add(ws, tmp_path / "b.csv", kind="members", position="2025-03-31")
        cakupan.build(ws)
        page(asked, f"/region/{HOME}")
        app.state.house._coming.join()
        assert "75,00" in page(asked, f"/region/{HOME}")


def test_what_is_published_holds_nobody_and_no_small_count(office: cakupan.Workspace, tmp_path: Path) -> None:
    done = site.publish(office, tmp_path / "situs", "id")
    texts = {path.name: path.read_text("utf-8") for path in (tmp_path / "situs").iterdir()}
    assert {"index.html", "33.02.html", "33.02.01.html", "angka.csv", "look.css"} <= set(texts)
    assert done.left_out >= 2
    assert "33.02.04.html" not in texts, "seven people of whom two are protected"
    for name, text in texts.items():
        assert not re.search(r"\b\d{16}\b", text), name
        assert "ORANG" not in text
        assert "SEDIKIT" not in text
        assert "pekerja.csv" not in text, "names of files are not published"
        for door in re.findall(r'href="([^"#]+)"', text):
            assert door in texts, f"{name} leads to {door}"
    for line in texts["angka.csv"].splitlines()[1:]:
        cells = line.split(",")
        assert cells[7] == "" or not 0 < int(cells[7]) < 5 or cells[10] != "persons", line


def test_publishing_again_takes_the_place_of_what_was_there(office: cakupan.Workspace, tmp_path: Path) -> None:
    site.publish(office, tmp_path / "situs", "id")
    (tmp_path / "situs" / "lama.html").write_text("x")
    site.publish(office, tmp_path / "situs", "en")
    assert not (tmp_path / "situs" / "lama.html").exists()
    assert 'lang="en"' in (tmp_path / "situs" / "index.html").read_text("utf-8")
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "surat.txt").write_text("penting")
    with pytest.raises(cakupan.Refusal):
        site.publish(office, tmp_path / "lain", "id")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lain", "situs"]


def test_nobody_sees_anything_before_signing_in(office: cakupan.Workspace) -> None:
    with TestClient(web.create(office), base_url=NEAR) as asked:
        for path in (f"/region/{HOME}", "/why?measure=coverage", f"/region/{HOME}/report.pdf", "/find?q=x", "/"):
            answer = asked.get(path, headers={"accept": "text/html"}, follow_redirects=False)
            assert answer.status_code == 303
            assert answer.headers["location"].startswith("/sign-in?next=/")
            assert asked.get(path, headers={"accept": "application/json"}).status_code == 401


def test_whoever_comes_in_goes_where_they_wanted_and_nowhere_else(office: cakupan.Workspace) -> None:
    for after, lands in (("/region/33.02.01?at=2025-03-31", "/region/33.02.01?at=2025-03-31"), ("//evil.example", "/"),
                         ("https://evil.example", "/"), ("/\\evil.example", "/"), ("/a\r\nx: y", "/")):  # fmt: skip
        with TestClient(web.create(office), base_url=NEAR) as asked:
            told = {"account": "Analis", "password": PASSWORD, "after": after}
            answer = asked.post("/sign-in", data=told, follow_redirects=False)
            assert answer.headers["location"] == lands
            assert "httponly" in answer.headers["set-cookie"].lower()


def test_a_wrong_password_says_no_more_than_that(office: cakupan.Workspace) -> None:
    with TestClient(web.create(office), base_url=NEAR) as asked:
        said = [
            asked.post("/sign-in", data={"account": who, "password": "salah sekali"}) for who in ("analis", "siapa")
        ]
        assert {answer.status_code for answer in said} == {403}
        assert said[0].text == said[1].text


def test_only_our_own_forms_do_anything(client: TestClient) -> None:
    token = re.findall(r'name="token" value="(\w+)"', page(client, f"/region/{HOME}"))[0]
    assert client.post("/sign-out", data={"token": "x"}).status_code == 403
    assert (
        client.post("/sign-out", data={"token": token}, headers={"origin": "https://evil.example"}).status_code == 403
    )
    told = {"token": token}
    assert client.post("/sign-out", data=told, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert client.post("/sign-out", data=told, follow_redirects=False).headers["location"] == "/sign-in"
    assert client.get(f"/region/{HOME}", headers={"accept": "application/json"}).status_code == 401
    signed_in(client)


def test_every_address_that_changes_something_is_guarded(office: cakupan.Workspace) -> None:
    from cakupan.web.app import routes
    from cakupan.web.posted import hand, see_origin

    at_the_door = {"/sign-in", "/begin", "/files/new"}  # files see the token as they come: tests/web
    for route in routes().routes:
        if "GET" not in getattr(route, "methods", {"GET"}) and route.path not in at_the_door:  # type: ignore[attr-defined]
            calls = {one.call for one in route.dependant.dependencies}  # type: ignore[attr-defined]
            asks_only = route.path == "/api/verify"  # type: ignore[attr-defined]
            assert (see_origin if asks_only else hand) in calls, route.path  # type: ignore[attr-defined]


def test_the_first_account_is_made_by_who_started_the_server(tmp_path: Path) -> None:
    ws = cakupan.create(tmp_path / "baru", region=HOME)
    app = web.create(ws)
    with TestClient(app, base_url=NEAR) as asked:
        assert "cakupan people add" in asked.get("/sign-in").text
        assert asked.get("/begin?key=x").status_code == 403
        key = app.state.house.key
        told = {"key": key, "account": "siti", "full_name": "Siti", "password": "pendek"}
        assert asked.post("/begin", data=told).status_code == 403
        told["password"] = PASSWORD
        assert asked.post("/begin", data=told, follow_redirects=False).headers["location"] == "/"
        assert asked.get(f"/begin?key={key}").status_code == 403
        assert people.find(ws.ledger, "siti") is not None


def test_who_runs_the_server_learns_nothing_of_persons(
    office: cakupan.Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    from cakupan.web import watch

    watch.write_lines()
    with TestClient(web.create(office), base_url=NEAR, client=("127.0.0.1", 1)) as asked:
        signed_in(asked)
        asked.get("/region/33.02.01?at=2025-03-31")
        asked.get("/find?q=3302010107900001")
        told = asked.get("/metrics").text
    with TestClient(web.create(office), base_url=NEAR, client=("10.0.0.9", 1)) as asked:
        assert asked.get("/metrics").status_code == 403
    assert 'cakupan_requests_total{route="/region/{code}",status="200"} 1.0' in told
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    asked_for = [line for line in lines if line["event"] == "request"]
    assert {"/region/{code}", "/find"} <= {line["route"] for line in asked_for}
    for text in (told, json.dumps(lines)):
        assert "3302010107900001" not in text
        assert "analis" not in text
