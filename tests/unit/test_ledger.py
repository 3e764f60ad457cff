"""The ledger, in a file and on a server: append-only, chained, and it says where it was touched."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import batches, ledger, store
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.store import Address
from postgres import OWNER, SECRET, connect

KILLS = 200 if "CAKUPAN_SOAK" in os.environ else 20
WRITER = """
import sys
from pathlib import Path
from cakupan import ledger
where = sys.argv[1] if sys.argv[1].startswith("postgresql") else Path(sys.argv[1])
for number in range(int(sys.argv[2])):
    ledger.append(where, "withdrawal", {"batch": f"{sys.argv[3]}-{number}"})
    print(number, flush=True)
"""


def writer(address: Address, events: int, name: str) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", WRITER, str(address), str(events), name]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def fill(address: Address, events: int) -> None:
    ledger.extend(address, "withdrawal", lambda: [{"batch": str(number)} for number in range(events)])


def told(address: Address) -> list[str]:
    return [event.content["batch"] for event in ledger.events(address)]


def test_events_come_back_in_order(address: Address) -> None:
    for number in range(3):
        ledger.append(address, "withdrawal", {"batch": str(number)})
    assert told(address) == ["0", "1", "2"]
    assert ledger.verify(address) == 3


def test_no_ledger_yet_is_empty(address: Address) -> None:
    assert ledger.events(address) == []
    assert ledger.verify(address) == 0
    assert not isinstance(address, Path) or not address.exists()
    assert ledger.extend(address, "withdrawal", list) == []
    assert ledger.verify(address) == 0


def test_the_tail_and_kinds_are_asked_for(address: Address) -> None:
    made = [ledger.append(address, kind, {"n": kind}) for kind in ("a", "b", "a", "c", "b")]
    assert [event.number for event in ledger.events(address, after=2)] == [3, 4, 5]
    assert [event.kind for event in ledger.events(address, kinds=("a", "c"))] == ["a", "a", "c"]
    assert ledger.events(address, after=3, kinds=("b",)) == made[4:]
    assert ledger.events(address, after=5) == []


def test_any_text_comes_back_as_it_was(address: Address) -> None:
    content = {"why": "100% ya? \\ 'kutip' \"dua\" \x00 \n é 🙂", "n": 2**60, "list": [1, None, True]}
    ledger.append(address, "a?%s", content)
    (event,) = ledger.events(address, kinds=("a?%s",))
    assert event.content == content
    assert ledger.verify(address) == 1


@pytest.mark.parametrize(
    ("touch", "where"),
    [
        ('update event set content = \'{"batch": "x"}\' where number = 2', 2),
        ("update event set content = 'no json' where number = 3", 3),
        ("delete from event where number = 2", 2),
        ("update event set happened_at = '2020-01-01T00:00:00+00:00' where number = 1", 1),
    ],
)
def test_a_touched_chain_says_where(address: Address, touch: str, where: int) -> None:
    fill(address, 4)
    with store.writing(address, (ledger.TABLE,)) as link:
        link.execute(touch)
    with pytest.raises(Refusal) as refused:
        ledger.verify(address)
    assert refused.value.code == "ledger_changed"
    assert refused.value.words["number"] == where


def test_what_breaks_off_leaves_nothing(address: Address) -> None:
    fill(address, 2)

    class StopError(Exception):
        pass

    def half() -> None:
        with store.writing(address, (ledger.TABLE,)) as link:
            ledger.add(link, "withdrawal", {"batch": "never"})
            raise StopError

    for _ in range(3):
        with pytest.raises(StopError):
            half()
    fill(address, 1)
    assert told(address) == ["0", "1", "0"]


def test_many_threads_make_one_chain(address: Address) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: ledger.append(address, "withdrawal", {"batch": str(n)}), range(40)))
    assert ledger.verify(address) == 40


def test_two_processes_at_once_lose_nothing(address: Address) -> None:
    running = [writer(address, 200, name) for name in ("a", "b")]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert ledger.verify(address) == 400
    events = told(address)
    for name in ("a", "b"):
        assert [one for one in events if one.startswith(name)] == [f"{name}-{n}" for n in range(200)]
    assert events != sorted(events), "they took turns"


def test_a_kill_at_any_moment_leaves_a_chain_with_all_that_was_acknowledged(address: Address) -> None:
    chance, said, before = random.Random(7), 0, 0
    for turn in range(KILLS):
        process = writer(address, 1_000_000, str(turn))
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.06))
        process.kill()
        said = 1 + process.stdout.read().count("\n")  # what was read ahead of the first line is there too
        process.communicate(timeout=30)
        n = ledger.verify(address)
        assert before + said <= n <= before + said + 1, "the killed writer had begun one more"
        assert ledger.append(address, "withdrawal", {"batch": f"after {turn}"}).number in (n + 1, n + 2)
        before = ledger.verify(address)


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be looked at " * 20)
    with pytest.raises(Refusal) as refused:
        ledger.events(path)
    assert refused.value.code == "ledger_broken"


def test_a_file_without_a_folder_is_the_disk_that_refuses(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        ledger.append(tmp_path / "none" / "ledger.sqlite", "a", {})
    assert refused.value.code == "disk"


def test_a_file_of_before_gets_what_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with store.writing(path, ()) as link:
        link.execute(ledger.TABLE.make[0])
    fill(path, 2)
    with store.reading(path) as link:
        assert link.execute("select name from sqlite_master where name = 'event_kind'")


@pytest.fixture
def served(postgres: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Return the address of a database of its own, without an office."""
    monkeypatch.setenv("PGPASSWORD", SECRET)
    with connect(postgres) as link:
        link.execute("drop database if exists kantor")
        link.execute("create database kantor")
    yield f"postgresql://{OWNER}@127.0.0.1:{postgres}/kantor"
    store.let_go()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("/kantor", "/tiada"), "store_refused"),
        ((f"{OWNER}@", "orang@"), "store_refused"),
        (("127.0.0.1:", "127.0.0.1:1/x?was="), "store_unreachable"),
        (("/kantor", "/kantor?sslmode=rahasia"), "store_unreachable"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_one_sentence(served: str, change: tuple[str, str], code: str) -> None:
    for act in (lambda where: ledger.append(where, "a", {}), ledger.events):
        with pytest.raises(Refusal) as refused:
            act(served.replace(*change))
        assert refused.value.code == code
        assert refused.value.__cause__ is None
        assert not any(word in str(refused.value) for word in (SECRET, "127.0.0.1", "postgresql://", OWNER))


def test_a_user_without_rights_is_told(served: str, postgres: int) -> None:
    with connect(postgres) as link:
        link.execute("drop role if exists pembaca")
        link.execute(f"create role pembaca login password '{SECRET}'")
    with pytest.raises(Refusal) as refused:
        ledger.append(served.replace(OWNER, "pembaca"), "a", {})
    assert refused.value.code == "store_denied"
    ledger.append(served, "a", {})
    with pytest.raises(Refusal) as refused:
        ledger.append(served.replace(OWNER, "pembaca"), "a", {})
    assert refused.value.code == "store_denied"
    with store.writing(served, ()) as made:
        made.execute("grant usage on schema cakupan to pembaca")
        made.execute("grant select, insert on cakupan.event to pembaca")
    assert ledger.append(served.replace(OWNER, "pembaca"), "a", {}).number == 2


def test_a_server_that_was_away_is_found_again(served: str, postgres: int) -> None:
    def cut() -> None:
        with connect(postgres) as link:
            link.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity "
                "where datname = 'kantor' and application_name = 'cakupan'"
            )

    ledger.append(served, "a", {})
    cut()
    assert ledger.append(served, "a", {}).number == 2

    def broken() -> None:
        with store.writing(served, (ledger.TABLE,)) as link:
            ledger.add(link, "a", {})
            cut()
            ledger.add(link, "a", {})

    with pytest.raises(Refusal) as refused:
        broken()
    assert refused.value.code == "store_lost"
    assert ledger.append(served, "a", {}).number == 3


def test_who_waits_too_long_is_told(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def wait() -> None:
        with store.writing(served, (ledger.TABLE,)), ThreadPoolExecutor(1) as pool:
            pool.submit(ledger.append, served, "a", {}).result()

    monkeypatch.setattr(
        store, "_session", lambda schema: f"set local search_path to {schema}; set local lock_timeout = 200"
    )
    with pytest.raises(Refusal) as refused:
        wait()
    assert refused.value.code == "store_busy"
    assert ledger.events(served) == []


def test_offices_of_one_database_do_not_meet(served: str) -> None:
    fill(served, 1)
    fill(f"{served}?office=cilacap", 2)
    fill(f"{served}?connect_timeout=5&office=banyumas", 3)
    assert [ledger.verify(f"{served}{more}") for more in ("", "?office=cilacap", "?office=banyumas")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("postgresql://a:rahasia@host/db", "store_password"),
        ("postgresql://a:@host/db", "store_password"),
        ("postgresql://a@host/db?password=rahasia", "store_password"),
        ("postgresql://a@host/db?office=x;drop", "store_address"),
        ("postgresql://a@host/db?office=Banyumas", "store_address"),
        ("postgresql://a@host/db?office=a&office=b", "store_address"),
        ("postgresql://a@host", "store_address"),
        ("postgresql://[a/db", "store_address"),
        ("mysql://a@host/db", "store_address"),
        ("../elsewhere.sqlite", "store_address"),
        ("", "store_address"),
        (7, "store_address"),
    ],
)
def test_addresses_that_are_none(text: object, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        store.address(text, tmp_path)
    assert refused.value.code == code
    assert "rahasia" not in str(refused.value)


def test_addresses_of_an_office(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "office")
    assert office.ledger == office.folder / "ledger.sqlite"
    assert store.address("lain.sqlite", tmp_path) == tmp_path / "lain.sqlite"
    there = "postgresql://a@one,two:5433/db?office=banyumas&sslmode=require"
    assert store.address(there, tmp_path) == there


def office_of(folder: Path) -> cakupan.Workspace:
    office = cakupan.create(folder / "office", region="33.02")
    list_ = folder / "daftar.csv"
    list_.write_text("NIK;Nama;Segmen;Kecamatan\n3302010107900001;ORANG REKAAN;PU;Lumbir\n", "utf-8")
    batch = cakupan.add(office, list_, kind="members", position="2025-01-31").batch.name
    cakupan.withdraw(office, batch)
    return office


def run(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_an_office_moves_to_a_server_and_works_on(served: str, tmp_path: Path) -> None:
    office = office_of(tmp_path)
    before = ledger.events(office.ledger)
    settings = office.folder / "cakupan.toml"
    settings.write_bytes(settings.read_bytes() + b'\r\n[law]\r\nledger = "lain"\r\n')
    assert "1" in run("ledger", "move", served, "-w", str(office.folder))
    moved = cakupan.open(office.folder)
    assert moved.ledger == served
    assert settings.read_bytes().endswith(b'\r\n[law]\r\nledger = "lain"\r\n')
    assert tomllib.loads(settings.read_text("utf-8"))["region"] == "33.02"
    assert ledger.events(moved.ledger) == before
    assert batches.withdrawn(moved) == batches.withdrawn(office)
    with pytest.raises(Refusal) as refused:
        ledger.append(office.ledger, "withdrawal", {"batch": "lost"})
    assert refused.value.code == "ledger_moved"
    cakupan.add(moved, tmp_path / "daftar.csv", kind="members", position="2025-01-31")
    assert [event.kind for event in ledger.events(moved.ledger)] == ["withdrawal", "readmission"]
    assert "2" in run("ledger", "verify", "-w", str(office.folder))
    assert SECRET not in settings.read_text("utf-8")


def test_a_move_that_was_broken_off_is_finished(served: str, tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    fill(path, 5)
    fill_part = ledger.events(path)[:3]
    with store.writing(served, (ledger.TABLE,)) as link, store.reading(path) as old:
        link.insert(ledger.TABLE, old.execute("select * from event where number <= 3"))
    assert ledger.events(served) == fill_part
    assert ledger.move(path, served) == 5
    ledger.append(served, "withdrawal", {"batch": "later"})
    assert ledger.move(path, served) == 5
    assert ledger.verify(served) == 6
    assert ledger.events(path)[-1].kind == ledger.MOVED


def test_a_move_onto_another_ledger_is_refused(address: Address, tmp_path: Path) -> None:
    path = tmp_path / "mine.sqlite"
    fill(path, 3)
    fill(address, 1)
    ledger.append(address, "withdrawal", {"batch": "other"})
    for target, code in ((address, "ledger_differs"), (path, "ledger_there")):
        with pytest.raises(Refusal) as refused:
            ledger.move(path, target)
        assert refused.value.code == code
    assert ledger.append(path, "withdrawal", {"batch": "still open"}).number == 4
    assert ledger.verify(address) == 2


def test_and_back_into_a_file(served: str, tmp_path: Path) -> None:
    fill(served, 3)
    assert ledger.move(served, tmp_path / "back.sqlite") == 3
    assert ledger.verify(tmp_path / "back.sqlite") == 3
