"""Accounts, sessions and waiting after failures, in a file and on a server."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

import cakupan
from cakupan import batches, builds, ledger, people, store
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.store import Address

GOOD = "kopi pagi di Lumbir"
OTHER = "teh sore di Wangon"
FULL = "Siti Rekaan A."


@pytest.fixture(autouse=True)
def quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let passwords cost little, but where it is asked what they cost."""
    people._nobody.cache_clear()
    if "costly" not in request.keywords:
        cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        monkeypatch.setattr(people, "_hasher", lambda: cheap)
    yield
    people._nobody.cache_clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what moves the clock on by so many seconds."""
    gone = [0]
    begun = int(time.time())
    monkeypatch.setattr(people, "_now", lambda: begun + gone[0])

    def pass_(seconds: int) -> None:
        gone[0] += seconds

    return pass_


@pytest.fixture
def siti(address: Address) -> Address:
    people.add(address, "siti", FULL, "dinas", GOOD, region="33.02", unmasked=True)
    return address


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def wrong(address: Address, account: str = "siti", came_from: str = "") -> str:
    return code(lambda: people.sign_in(address, account, "bukan kata sandinya", came_from))


def told(address: Address) -> list[tuple[str, dict[str, object]]]:
    return [(event.kind, event.content) for event in ledger.events(address)]


def everything(address: Address) -> str:
    """Return all that stands in the tables, as text."""
    with store.reading(address) as link:
        return repr([link.execute(f"select * from {table.name}") for table in people.TABLES if link.has(table.name)])


def test_nobody_is_there_yet(address: Address) -> None:
    assert people.everyone(address) == []
    assert not people.anyone(address)
    assert people.find(address, "siti") is None
    assert people.who(address, "anything") is None
    assert not isinstance(address, Path) or not address.exists()


def test_an_account_is_made_and_signs_in(siti: Address) -> None:
    signed = people.sign_in(siti, " SITI ", GOOD, "10.0.0.1")
    assert signed.person == people.find(siti, "siti") == people.who(siti, signed.token)
    assert (signed.person.full_name, signed.person.role, signed.person.region) == (FULL, "dinas", "33.02")
    assert (signed.person.unmasked, signed.person.active) == (True, True)
    assert people.anyone(siti)
    people.sign_out(siti, signed.token)
    people.sign_out(siti, signed.token)
    assert people.who(siti, signed.token) is None
    assert told(siti) == [("account_made", {"account": "siti"}), ("sign_in", {"account": "siti"})]
    assert ledger.verify(siti) == 2


def test_neither_password_nor_token_nor_address_is_kept(siti: Address) -> None:
    signed = people.sign_in(siti, "siti", GOOD, "203.0.113.77")
    assert wrong(siti, "3302010107900001", "203.0.113.77") == "sign_in_wrong"
    kept = everything(siti)
    for secret in (GOOD, signed.token, "203.0.113", "3302010107900001", "bukan kata sandinya"):
        assert secret not in kept
    assert "$argon2id$" in kept
    assert FULL not in repr(told(siti))
    assert told(siti)[-1] == ("sign_in_failed", {"account": ""})


@pytest.mark.parametrize("typed", ["", "s'; drop table account; --", "\x00", "\ud800", "x" * 100_000, "%s?", "𝓼𝓲𝓽𝓲"])
def test_odd_things_typed_are_wrong_and_no_more(siti: Address, typed: str) -> None:
    assert wrong(siti, typed) == "sign_in_wrong"
    assert code(lambda: people.sign_in(siti, "siti", typed, typed)) == "sign_in_wrong"
    assert people.who(siti, typed) is None
    assert people.sign_in(siti, "siti", GOOD).person.account == "siti"


@pytest.mark.parametrize(
    ("account", "role", "password", "expected"),
    [
        ("siti", "dinas", GOOD, "account_exists"),
        ("SITI", "dinas", GOOD, "account_exists"),
        ("3302010107900001", "dinas", GOOD, "account_name"),
        ("siti@dinas", "dinas", GOOD, "account_name"),
        ("s", "dinas", GOOD, "account_name"),
        ("adi", "admin", GOOD, "no_choice"),
        ("adi", "dinas", "pendek", "password_easy"),
        ("adi", "dinas", "x" * 201, "password_easy"),
        ("adi", "dinas", "ababababababab", "password_easy"),
        ("adi", "dinas", "rahasia-adi-2025", "password_easy"),
    ],
)
def test_accounts_that_cannot_be_made(siti: Address, account: str, role: str, password: str, expected: str) -> None:
    before = everything(siti)
    assert code(lambda: people.add(siti, account, "X", role, password)) == expected
    assert everything(siti) == before


def test_a_change_counts_at_once_and_the_ledger_has_no_contents(siti: Address) -> None:
    token = people.sign_in(siti, "siti", GOOD).token
    people.change(siti, "siti", role="viewer", region="", unmasked=False, full_name="Siti B.", by="adi")
    person = people.who(siti, token)
    assert person is not None
    assert (person.role, person.region, person.unmasked, person.full_name) == ("viewer", "", False, "Siti B.")
    assert told(siti)[-1] == (
        "account_changed",
        {"account": "siti", "by": "adi", "changed": ["full_name", "region", "role", "unmasked"]},
    )
    assert code(lambda: people.change(siti, "siti", role="admin")) == "no_choice"
    assert code(lambda: people.change(siti, "adi", role="viewer")) == "account_missing"
    assert people.change(siti, "siti") == person
    assert len(told(siti)) == 3


def test_a_stop_ends_all_sessions(siti: Address) -> None:
    tokens = [people.sign_in(siti, "siti", GOOD).token for _ in range(3)]
    assert not people.stop(siti, "siti").active
    assert [people.who(siti, token) for token in tokens] == [None] * 3
    assert code(lambda: people.sign_in(siti, "siti", GOOD)) == "sign_in_wrong"
    assert not people.anyone(siti)
    people.change(siti, "siti", active=True)
    assert people.who(siti, tokens[0]) is None
    assert people.sign_in(siti, "siti", GOOD).person.active
    kinds = [kind for kind, _ in told(siti)]
    assert kinds[-4:] == ["account_stopped", "sign_in_failed", "account_changed", "sign_in"]


def test_a_new_password_ends_all_sessions(siti: Address) -> None:
    token = people.sign_in(siti, "siti", GOOD).token
    people.change(siti, "siti", password=OTHER)
    assert people.who(siti, token) is None
    assert code(lambda: people.sign_in(siti, "siti", GOOD)) == "sign_in_wrong"
    assert people.sign_in(siti, "siti", OTHER)
    assert OTHER not in everything(siti)


def test_people_change_their_own_password(siti: Address) -> None:
    token = people.sign_in(siti, "siti", GOOD).token
    assert code(lambda: people.renew(siti, "siti", "bukan itu lagi", OTHER)) == "sign_in_wrong"
    assert code(lambda: people.renew(siti, "siti", GOOD, GOOD)) == "password_same"
    assert code(lambda: people.renew(siti, "siti", GOOD, "pendek")) == "password_easy"
    assert people.who(siti, token)
    fresh = people.renew(siti, "siti", GOOD, OTHER)
    assert people.who(siti, token) is None
    assert people.who(siti, fresh.token) == fresh.person
    assert told(siti)[-2] == ("account_changed", {"account": "siti", "by": "siti", "changed": ["password"]})


def test_a_session_ends_without_a_visit_and_at_the_end_of_a_week(siti: Address, clock: Callable[[int], None]) -> None:
    idle, busy = (people.sign_in(siti, "siti", GOOD).token for _ in range(2))
    clock(people.IDLE - 1)
    assert people.who(siti, busy)
    clock(1)
    assert people.who(siti, idle) is None
    for _ in range(12):
        clock(people.IDLE - 3600)
        assert people.who(siti, busy)
    clock(people.LONGEST)
    assert people.who(siti, busy) is None
    people.sign_in(siti, "siti", GOOD)
    with store.reading(siti) as link:
        assert link.execute("select count(*) from session") == [(1,)]


def test_after_five_failures_one_waits_longer_and_longer_and_never_for_ever(
    siti: Address, clock: Callable[[int], None]
) -> None:
    for _ in range(people.FREE):
        assert wrong(siti) == "sign_in_wrong"
    waits = []
    for _ in range(12):
        with pytest.raises(Refusal) as refused:
            people.sign_in(siti, "siti", GOOD)
        assert refused.value.code == "sign_in_wait"
        waits.append(refused.value.words["seconds"])
        clock(int(str(waits[-1])))
        assert wrong(siti) == "sign_in_wrong"
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, *[people.SLOWEST] * 4]
    events = len(told(siti))
    assert wrong(siti) == "sign_in_wait"
    assert len(told(siti)) == events, "who waits fills no ledger"
    clock(people.SLOWEST)
    assert people.sign_in(siti, "siti", GOOD)
    assert people.sign_in(siti, "siti", GOOD), "who got in starts anew"


def test_an_account_that_is_not_there_waits_alike(siti: Address) -> None:
    answers = [[wrong(siti, account) for _ in range(7)] for account in ("siti", "tiada")]
    assert answers[0] == answers[1] == ["sign_in_wrong"] * 5 + ["sign_in_wait"] * 2


def test_one_network_that_guesses_many_accounts_is_slowed(siti: Address, clock: Callable[[int], None]) -> None:
    for number in range(people.FREE):
        assert wrong(siti, f"orang{number}", f"2001:db8::{number}") == "sign_in_wrong"
    assert wrong(siti, "orang9", "2001:db8::99") == "sign_in_wait"
    assert wrong(siti, "orang9", "2001:db8:0:1::99") == "sign_in_wrong"
    clock(2)
    assert people.sign_in(siti, "siti", GOOD, "2001:db8::7")
    assert people.sign_in(siti, "siti", GOOD, "2001:db8::8"), "an office behind one address recovers"


def test_an_own_account_does_not_wash_guesses_away(siti: Address, clock: Callable[[int], None]) -> None:
    people.add(siti, "budi", "Budi Rekaan", "viewer", OTHER)
    refused = 0
    for _ in range(20):
        refused += wrong(siti, came_from="192.0.2.1") == "sign_in_wait"
        people.sign_in(siti, "budi", OTHER, "192.0.2.9")
    assert refused >= 15


def test_failures_are_forgotten(siti: Address, clock: Callable[[int], None]) -> None:
    for _ in range(people.FREE):
        wrong(siti)
    clock(people.FORGOTTEN)
    assert [wrong(siti) for _ in range(people.FREE)] == ["sign_in_wrong"] * people.FREE


def test_a_clock_set_back_makes_nobody_wait_for_ever(siti: Address, clock: Callable[[int], None]) -> None:
    for _ in range(people.FREE):
        wrong(siti)
    clock(-1_000_000)
    with pytest.raises(Refusal) as refused:
        people.sign_in(siti, "siti", GOOD)
    assert refused.value.words["seconds"] == 2


def test_a_thousand_hands_at_once_have_five_guesses(siti: Address) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: wrong(siti), range(24)))
    assert answers.count("sign_in_wrong") <= people.FREE + 2


@pytest.mark.costly
def test_unknown_stopped_and_wrong_take_the_same_time_and_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.sqlite"
    for name in ("siti", "budi"):
        people.add(path, name, FULL, "viewer", GOOD)
    people.stop(path, "budi")
    monkeypatch.setattr(people, "FREE", 1000)
    wrong(path, "tiada")
    taken: dict[str, list[float]] = {"siti": [], "budi": [], "tiada": []}
    for _ in range(9):
        for name, times in taken.items():
            begun = time.perf_counter()
            assert wrong(path, name) == "sign_in_wrong"
            times.append(time.perf_counter() - begun)
    least = [min(times) for times in taken.values()]
    assert max(least) < 1.5 * min(least), {name: statistics.median(times) for name, times in taken.items()}


def test_a_stop_while_somebody_signs_in_wins(siti: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    real = people._matches

    def slow(kept: str, password: str) -> bool:
        found = real(kept, password)
        people.stop(siti, "siti")
        return found

    monkeypatch.setattr(people, "_matches", slow)
    monkeypatch.setattr(people, "_forgive", lambda _link, _marks: None)
    assert code(lambda: people.sign_in(siti, "siti", GOOD)) == "sign_in_wrong"
    with store.reading(siti) as link:
        assert link.execute("select count(*) from session") == [(0,)]


def test_accounts_move_with_the_ledger_and_sessions_do_not(siti: Address, tmp_path: Path) -> None:
    token = people.sign_in(siti, "siti", GOOD).token
    there = tmp_path / "there.sqlite"
    assert ledger.move(siti, there, (people.ACCOUNTS,)) == 2
    assert people.everyone(there) == people.everyone(siti)
    assert people.who(there, token) is None
    assert people.sign_in(there, "siti", GOOD)
    assert code(lambda: people.sign_in(siti, "siti", GOOD)) == "ledger_moved"
    assert ledger.move(siti, there, (people.ACCOUNTS,)) == 2
    assert len(people.everyone(there)) == 1


@pytest.fixture
def office(tmp_path: Path) -> cakupan.Workspace:
    office = cakupan.create(tmp_path / "office", region="33.02")
    file = tmp_path / "daftar.csv"
    file.write_text("NIK;Nama;Segmen;Kecamatan\n3302010107900001;ORANG REKAAN;PU;Lumbir\n", "utf-8")
    cakupan.add(office, file, kind="members", position="2025-01-31", received="2025-02-01")
    return office


def test_who_signs_in_changes_no_build(office: cakupan.Workspace) -> None:
    before = builds.build(office)
    tables = {path.name: path.read_bytes() for path in before.folder.glob("*.parquet")}
    people.add(office.ledger, "zxqvk", FULL, "dinas", GOOD)
    people.sign_in(office.ledger, "zxqvk", GOOD)
    wrong(office.ledger, "zxqvk")
    people.stop(office.ledger, "zxqvk")
    assert list(batches.events(office)) == []
    assert {event.kind for event in ledger.events(office.ledger)}.isdisjoint(batches.DECISIVE)
    after = builds.build(office)
    assert after.name == before.name
    assert {path.name: path.read_bytes() for path in after.folder.glob("*.parquet")} == tables
    assert builds.build(office, known_at=date(2025, 6, 30)).name
    assert not [path for path in after.folder.rglob("*") if path.is_file() and b"zxqvk" in path.read_bytes()]


def run(office: cakupan.Workspace, *words: str, typed: str = "") -> str:
    done = CliRunner().invoke(app, ["people", *words, "-w", str(office.folder)], input=typed, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert GOOD not in done.output
    return done.output


def test_the_commands(office: cakupan.Workspace) -> None:
    assert "people add" in run(office, "list")
    made = ["add", "siti", "--full-name", FULL, "--role", "village", "--region", "Lumbir", "--unmasked"]
    assert "siti" in run(office, *made, typed=f"{GOOD}\n{GOOD}\n")
    assert people.sign_in(office.ledger, "siti", GOOD).person.region == "33.02.01"
    run(office, "add", "budi", "--full-name", "Budi", "--role", "viewer", "--password-stdin", typed=f"{OTHER}\n")
    run(office, "change", "budi", "--password-stdin", "--role", "dinas", typed=f"{GOOD}\nmore\n")
    assert people.sign_in(office.ledger, "budi", GOOD).person.role == "dinas"
    run(office, "change", "siti", "--region", "", "--masked")
    run(office, "stop", "budi")
    assert "dihentikan" in run(office, "list")
    run(office, "change", "budi", "--start")
    told_ = {one["account"]: one for one in json.loads(run(office, "list", "--format", "json"))}
    assert told_["budi"]["active"] is True
    assert (told_["siti"]["region"], told_["siti"]["unmasked"]) == ("", False)
    assert "password" not in told_["siti"]
