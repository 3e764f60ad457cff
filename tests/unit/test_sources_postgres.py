"""A table of a real PostgreSQL server, started here on loopback, taken in by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import cakupan
from cakupan import cli
from cakupan.findings import Refusal
from postgres import SECRET, connect

WEIRD = 'da"ftar;--'


@pytest.fixture(scope="module")
def server(postgres: int) -> str:
    """Return host and port of a server with a table, a view and a user who may not see one of them."""
    fill(postgres)
    return f"127.0.0.1:{postgres}"


def fill(port: int) -> None:
    from psycopg.sql import SQL, Identifier

    with connect(port) as link:
        link.execute("create schema sipp")
        link.execute(
            "create table sipp.peserta (nik bigint, nama text, tgl_lahir date, segmen varchar(9), kecamatan text)"
        )
        link.execute(
            "insert into sipp.peserta values (3302010107900002, 'BUDI \"X\"; ANU', '1990-07-01', 'PU', 'Lumbir'), "
            "(3302010107900001, E'ADI\\nSARJO', null, 'BPU', 'Lumbir'), (null, null, null, null, null)"
        )
        link.execute(SQL("create view sipp.{} as select * from sipp.peserta").format(Identifier(WEIRD)))
        link.execute(f"create user tamu password '{SECRET}'")
        link.execute("grant usage on schema sipp to tamu")


def url(server: str, table: str, user: str = "pemilik", password: str = SECRET) -> str:
    return f"postgresql://{user}:{password}@{server}/postgres?table={table}"


@pytest.fixture
def office(tmp_path: Path) -> cakupan.Workspace:
    return cakupan.create(tmp_path / "office", region="33.02")


def test_table_is_taken_in_with_a_copy(server: str, office: cakupan.Workspace) -> None:
    taken = cakupan.add(office, url(server, "sipp.peserta"), kind="members", position="2025-01-31")
    about = taken.batch.about
    assert (about["file"], about["rows"], about["accepted"]) == ("sipp.peserta.csv", 4, 2)
    copy = (taken.batch.folder / "source.csv").read_text("utf-8")
    assert copy.splitlines()[0] == '"nik","nama","tgl_lahir","segmen","kecamatan"' or copy.startswith("nik,nama")
    assert not cakupan.add(office, url(server, "sipp.peserta"), kind="members", position="2025-01-31").new
    everything = b"".join(path.read_bytes() for path in office.folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in everything


def test_view_with_an_odd_name(server: str, office: cakupan.Workspace) -> None:
    from urllib.parse import quote

    taken = cakupan.add(office, url(server, f"sipp.{quote(WEIRD)}"), kind="members", position="2025-01-31")
    assert taken.batch.about["accepted"] == 2


def test_new_rows_are_a_new_batch(server: str, office: cakupan.Workspace) -> None:
    first = cakupan.add(office, url(server, "sipp.peserta"), kind="members", position="2025-01-31")
    with connect(int(server.partition(":")[2])) as link:
        link.execute("insert into sipp.peserta values (3302010107900003, 'CANDRA', null, 'PU', 'Lumbir')")
    second = cakupan.add(office, url(server, "sipp.peserta"), kind="members", position="2025-01-31")
    assert second.new
    assert second.batch.about["accepted"] == first.batch.about["accepted"] + 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("postgresql://pemilik:{secret}@{server}/postgres?table=sipp.tidak_ada", "table_missing"),
        ("postgresql://pemilik:{secret}@{server}/postgres?table=x; drop table sipp.peserta", "table_missing"),
        ("postgresql://tamu:{secret}@{server}/postgres?table=sipp.peserta", "table_denied"),
        ("postgresql://pemilik:{secret}salah@{server}/postgres?table=sipp.peserta", "database_refused"),
        ("postgresql://pemilik:{secret}@{server}/tiada?table=sipp.peserta", "database_refused"),
        ("postgresql://pemilik:{secret}@127.0.0.1:1/postgres?table=sipp.peserta", "database_unreachable"),
        ("postgresql://pemilik:{secret}@{server}/postgres?table=x&odd_{secret}=1", "database_unreachable"),
        ("postgresql://pemilik:{secret}@{server}/postgres", "database_url"),
        ("postgresql://pemilik:{secret}@[{server}/postgres?table=x", "database_url"),
        ("postgresql:/pemilik:{secret}@host/postgres?table=x", "database_unreachable"),
        ("POSTGRES://{secret}", "database_url"),
    ],
)
def test_refusals_say_no_password(
    server: str, office: cakupan.Workspace, address: str, code: str, capsys: Any, monkeypatch: Any
) -> None:
    told = address.format(server=server, secret=SECRET)
    with pytest.raises(Refusal) as refusal:
        cakupan.add(office, told, kind="members", position="2025-01-31")
    assert refusal.value.code == code
    assert SECRET not in str(refusal.value)
    assert refusal.value.__cause__ is None
    monkeypatch.setattr("sys.argv", ["cakupan", "add", told, "--as", "members", "-w", str(office.folder)])
    with pytest.raises(SystemExit):
        cli.main()
    out, err = capsys.readouterr()
    assert err.startswith("cakupan: ")
    assert SECRET not in out + err
    assert not office.batches()


def test_nothing_can_be_changed(server: str, office: cakupan.Workspace) -> None:
    port = int(server.partition(":")[2])
    with connect(port) as link:
        link.execute(
            "create or replace function sipp.ubah() returns int language sql as 'delete from sipp.peserta; select 1'"
        )
        link.execute("create or replace view sipp.jahat as select sipp.ubah() as nik, 'X' as nama")
        before = link.execute("select count(*) from sipp.peserta").fetchone()
    with pytest.raises(Refusal):
        cakupan.add(office, url(server, "sipp.jahat"), kind="members", position="2025-01-31")
    with connect(port) as link:
        assert link.execute("select count(*) from sipp.peserta").fetchone() == before
