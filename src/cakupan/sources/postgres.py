"""A table of a PostgreSQL database, named by URL: postgresql://user@host/database?table=schema.name.

What is read is first copied into a file, so that the batch keeps what it was counted from. A password may stand in
the URL, in PGPASSWORD or in ~/.pgpass; it is never written or said anywhere.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from cakupan.findings import Refusal

if TYPE_CHECKING:
    import psycopg

_URL = re.compile(r"postgres(?:ql)?:/", re.IGNORECASE)
_TIMEOUT = 10
#: What makes the same table the same bytes on every server, and lets nothing be changed.
_SESSION = (
    "set default_transaction_read_only = on; set datestyle = 'ISO, YMD'; set timezone = 'UTC'; "
    "set extra_float_digits = 1; set bytea_output = 'hex'; set intervalstyle = 'iso_8601'; set lock_timeout = '30s'"
)


def is_url(text: str) -> bool:
    """Say whether a text means a table of a database and no file."""
    return bool(_URL.match(text))


def fetch(url: str, folder: Path) -> Path:
    """Copy a table or view into a text file of that name in a folder and return the file.

    Rows are ordered by their content, so that the same rows are the same bytes.

    Raises:
        Refusal: the extra is not installed, the URL names no table, or the database refuses.

    """
    try:
        import psycopg
    except ImportError as error:
        raise Refusal("extra_missing", extra="postgres") from error
    address, table = _parts(url)
    target = folder / f"{re.sub(r'[^A-Za-z0-9_.-]', '_', table)}.csv"
    try:
        with psycopg.connect(address, autocommit=True, connect_timeout=_TIMEOUT) as link:
            link.execute(_SESSION)
            _copy(link, table, target)
    except psycopg.Error as error:
        # The server's own words may repeat what was in the URL, and so may the chain of the error.
        raise Refusal(_code(error), table=table) from None
    return target


def _parts(url: str) -> tuple[str, str]:
    """Return the URL without the table, and the table.

    Raises:
        Refusal: the URL is none, or names no table.

    """
    try:
        split = urlsplit(url)
        told = parse_qsl(split.query, keep_blank_values=True)
    except ValueError:
        raise Refusal("database_url") from None
    tables = [value for key, value in told if key == "table"]
    if len(tables) != 1 or not tables[0] or not split.path.strip("/"):
        raise Refusal("database_url")
    rest = urlencode([(key, value) for key, value in told if key != "table"])
    return split._replace(query=rest).geturl(), tables[0]


def _copy(link: psycopg.Connection, table: str, target: Path) -> None:
    from psycopg.sql import SQL, Identifier

    name = Identifier(*table.split(".", 1))
    select = SQL('select t.* from {} as t order by t::text collate "C"').format(name)
    how = SQL("copy ({}) to stdout (format csv, header, force_quote *, encoding 'UTF8')").format(select)
    with link.cursor().copy(how) as rows, target.open("wb") as out:
        for block in rows:
            out.write(block)


def _code(error: psycopg.Error) -> str:
    """Return what to say: whether the table is the trouble, or the way to it."""
    state = error.sqlstate or ""
    if state in ("42P01", "3F000", "42602"):
        return "table_missing"
    if state == "42501":
        return "table_denied"
    answered = state or "FATAL" in str(error)
    return "database_refused" if answered else "database_unreachable"
