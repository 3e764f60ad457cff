"""A table of a real PostgreSQL server, started here on loopback, taken in by its URL."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cakupan
from cakupan import cli
from cakupan.findings import Refusal

SECRET = "rahasia-7h3"
WEIRD = 'da"ftar;--'


def program(name: str) -> str:
    found = shutil.which(name) or next(map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), "")
    if not found:
        pytest.skip("no PostgreSQL server on this machine: sh scripts/system postgres")
    return found


def unprivileged(folder: Path) -> list[str]:
    """Give the folder to somebody who may run the server, which root may not; return how to be that user."""
    if os.getuid():
        return []
    user = next((name for name in ("postgres", "nobody") if _known(name)), "nobody")
    shutil.chown(folder, user)
    return ["runuser", "-u", user, "--"]


def _known(name: str) -> bool:
    with contextlib.suppress(KeyError):
        return bool(pwd.getpwnam(name))
    return False


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Return host and port of a server with a table, a view and a user who may not see one of them."""
    folder = Path(tempfile.mkdtemp(prefix="cakupan-postgres-"))
    data = folder / "data"
    initdb, postgres = program("initdb"), program("postgres")
    (folder / "password").write_text(SECRET, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    become = unprivileged(folder)
    (folder / "password").chmod(0o644)
    make = [initdb, "-D", data, "-U", "pemilik", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}", "-N"]
    subprocess.run([*become, *map(str, make)], check=True, capture_output=True, cwd="/")
    start = [postgres, "-D", data, "-h", "127.0.0.1", "-p", port, "-k", folder, "-F"]
    process = subprocess.Popen(
        [*become, *map(str, start)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
    )
    try:
        fill(port)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def fill(port: int) -> None:
    import psycopg
    from psycopg.sql import SQL, Identifier

    for _ in range(100):
        with contextlib.suppress(psycopg.OperationalError), connect(port) as link:
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
            return
        subprocess.run(["sleep", "0.1"], check=True)
    pytest.fail("the server did not start")


def connect(port: int) -> Any:
    import psycopg

    return psycopg.connect(f"postgresql://pemilik:{SECRET}@127.0.0.1:{port}/postgres", autocommit=True)


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
