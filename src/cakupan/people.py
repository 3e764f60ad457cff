"""Who may sign in: accounts with role and region, passwords that nobody can read, sessions, and waiting after failures.

All of it lies beside the ledger. What happens to an account is an event; it names accounts and never holds more.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import time
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from cakupan import ledger, store
from cakupan.findings import Refusal
from cakupan.store import Address, Link, Row, Table

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: Branch analyst, official of a dinas, village secretary, and who only looks.
ROLES = ("analyst", "dinas", "village", "viewer")
#: Kinds of events; they count for no build.
MADE, CHANGED, STOPPED = "account_made", "account_changed", "account_stopped"
SIGNED_IN, FAILED = "sign_in", "sign_in_failed"

ACCOUNTS = Table(
    "account",
    ("name", "full_name", "role", "region", "unmasked", "active", "password", "made_at", "changed_at"),
    (
        "create table if not exists account (name text primary key, full_name text not null, role text not null, "
        "region text not null, unmasked integer not null, active integer not null, password text not null, "
        "made_at text not null, changed_at text not null)",
    ),
)
SESSIONS = Table(
    "session",
    ("token", "account", "made_at", "seen_at"),
    (
        "create table if not exists session (token text primary key, account text not null, made_at bigint not null, "
        "seen_at bigint not null)",
        "create index if not exists session_account on session (account)",
    ),
)
ATTEMPTS = Table(
    "attempt",
    ("who", "failures", "failed_at"),
    (
        "create table if not exists attempt (who text primary key, failures integer not null, "
        "failed_at bigint not null)",
    ),
)
TABLES = (ledger.TABLE, ACCOUNTS, SESSIONS, ATTEMPTS)

#: Seconds: a session without a visit, the longest session, how often a visit is noted.
IDLE, LONGEST, NOTED = 12 * 3600, 7 * 86400, 60
#: Failures that are free; the longest wait after more; when failures are forgotten.
FREE, SLOWEST, FORGOTTEN = 5, 300, 3600
_SHORTEST, _LONGEST_PASSWORD = 10, 200
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")
_SEEN = "name, full_name, role, region, unmasked, active, made_at, changed_at"
#: A check of a password takes 64 MB, so only so many run at once.
_checking = BoundedSemaphore(4)


@dataclass(frozen=True, slots=True)
class Person:
    """An account.

    Attributes:
        account: the name to sign in with.
        full_name: as the person is called on screens; never in the ledger.
        role: of `ROLES`.
        region: Kemendagri code of the region that the person is bound to; empty for the office's own.
        unmasked: whether NIK may be shown whole.
        active: whether the account may sign in.
        made_at, changed_at: moments (UTC).

    """

    account: str
    full_name: str
    role: str
    region: str
    unmasked: bool
    active: bool
    made_at: str
    changed_at: str


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person who has signed in, and the token that the browser brings back; only its hash is kept here."""

    person: Person
    token: str


def add(
    address: Address,
    account: str,
    full_name: str,
    role: str,
    password: str,
    *,
    region: str = "",
    unmasked: bool = False,
    by: str = "",
) -> Person:
    """Make an account and return it.

    Args:
        address: the database of the ledger.
        account: small letters, digits, dot, hyphen, underscore; 2 to 32, a letter first.
        full_name: as the person is called on screens.
        role: of `ROLES`.
        password: at least 10 characters.
        region: Kemendagri code; empty for the office's own.
        unmasked: whether NIK may be shown whole.
        by: the account of whoever makes it; empty for the command line.

    Raises:
        Refusal: the name is taken or not allowed, there is no such role, the password is too easy.

    """
    name = folded(account)
    if not name:
        raise Refusal("account_name")
    _known_role(role)
    kept = _hashed(password, name)
    now = _moment()
    with store.writing(address, TABLES) as link:
        if _read(link, name):
            raise Refusal("account_exists", account=name)
        link.insert(ACCOUNTS, [(name, full_name.strip(), role, region, int(unmasked), 1, kept, now, now)])
        ledger.add(link, MADE, _told(name, by))
        return _found(link, name)


def change(
    address: Address,
    account: str,
    *,
    full_name: str | None = None,
    role: str | None = None,
    region: str | None = None,
    unmasked: bool | None = None,
    active: bool | None = None,
    password: str | None = None,
    by: str = "",
) -> Person:
    """Change what is given of an account and return it; a new password or a stop ends all its sessions.

    Raises:
        Refusal: there is no such account or role, or the password is too easy.

    """
    name = folded(account)
    if role is not None:
        _known_role(role)
    told = {
        "full_name": full_name and full_name.strip(), "role": role, "region": region, "unmasked": unmasked,
        "active": active, "password": None if password is None else _hashed(password, name),
    }  # fmt: skip
    new = {key: int(value) if isinstance(value, bool) else value for key, value in told.items() if value is not None}
    with store.writing(address, TABLES) as link:
        before = _found(link, name)
        if new:
            _write(link, name, new)
            _note(link, name, new, stopped=before.active and active is False, by=by)
        return _found(link, name)


def _note(link: Link, name: str, new: Mapping[str, object], *, stopped: bool, by: str) -> None:
    """Put into the ledger that an account was stopped, or which of its columns changed; never what they hold."""
    if stopped:
        ledger.add(link, STOPPED, _told(name, by))
    if changed := sorted(new.keys() - ({"active"} if stopped else set())):
        ledger.add(link, CHANGED, _told(name, by) | {"changed": changed})


def stop(address: Address, account: str, by: str = "") -> Person:
    """Let an account sign in no more, and end its sessions; `change(active=True)` lets it in again.

    Raises:
        Refusal: there is no such account.

    """
    return change(address, account, active=False, by=by)


def find(address: Address, account: str) -> Person | None:
    """Return an account by its name, or None."""
    return next((person for person in everyone(address) if person.account == folded(account)), None)


def everyone(address: Address) -> list[Person]:
    """Return all accounts by name, stopped ones too."""
    with store.reading(address) as link:
        if not link.has(ACCOUNTS.name):
            return []
        return [_person(row) for row in link.execute(f"select {_SEEN} from account order by name")]


def anyone(address: Address) -> bool:
    """Say whether there is an account that may sign in."""
    return any(person.active for person in everyone(address))


def sign_in(address: Address, account: str, password: str, came_from: str = "") -> SignedIn:
    """Begin a session and return it with its token.

    Args:
        address: the database of the ledger.
        account: the name; capitals do not matter.
        password: as typed.
        came_from: network address of the browser, to slow down who guesses; only a mark of it is kept.

    Raises:
        Refusal: sign_in_wrong for an account that is not known or is stopped and for a wrong password, after the same
            time; sign_in_wait with the seconds to wait after several failures.

    """
    name = folded(account)
    kept = _prove(address, name, password, came_from)
    with store.writing(address, TABLES) as link:
        return _begin(link, name, kept)


def renew(address: Address, account: str, old: str, new: str, came_from: str = "") -> SignedIn:
    """Change the password of somebody who knows the old one, end all sessions of the account, and begin a new one.

    Raises:
        Refusal: as of `sign_in`; the new password is too easy, or the old one.

    """
    name = folded(account)
    kept = _prove(address, name, old, came_from)
    if _plain(old) == _plain(new):
        raise Refusal("password_same")
    fresh = _hashed(new, name)
    with store.writing(address, TABLES) as link:
        _still(link, name, kept)
        _write(link, name, {"password": fresh})
        _note(link, name, {"password": fresh}, stopped=False, by=name)
        return _begin(link, name, fresh)


def who(address: Address, token: str) -> Person | None:
    """Return whose session a token is, as the account is now; None where it ended, by itself or by somebody."""
    seal, now = _sealed(token), _now()
    with store.reading(address) as link:
        if not link.has(SESSIONS.name):
            return None
        seen = ", ".join(f"a.{column}" for column in _SEEN.split(", "))
        found = link.execute(
            f"select {seen}, s.made_at, s.seen_at from session s join account a on a.name = s.account "
            "where s.token = ? and a.active = 1",
            (seal,),
        )
    if not found or now - found[0][-1] >= IDLE or now - found[0][-2] >= LONGEST:
        return None
    if now - found[0][-1] >= NOTED:
        with store.writing(address, TABLES) as link:
            link.execute("update session set seen_at = ? where token = ?", (now, seal))
    return _person(found[0][:-2])


def sign_out(address: Address, token: str) -> None:
    """End a session; one that is not there is no trouble."""
    with store.writing(address, TABLES) as link:
        link.execute("delete from session where token = ?", (_sealed(token),))


def _prove(address: Address, name: str, password: str, came_from: str) -> str:
    """Return the kept hash of an account's password if the one given is its own.

    An attempt counts as failed before it is weighed, so that a thousand at once do not slip through.
    """
    marks = _marks(name, came_from)
    now = _now()
    with store.writing(address, TABLES) as link:
        if wait := max(_wait(link, mark, now) for mark in marks):
            raise Refusal("sign_in_wait", seconds=wait)
        for mark in marks:
            _count(link, mark, now)
        found = link.execute("select password, active from account where name = ?", (name,))
    right = _matches(found[0][0] if found else _nobody(), password)
    with store.writing(address, TABLES) as link:
        if right and found and found[0][1]:
            _forgive(link, marks)
            return str(found[0][0])
        # What was typed may be anything, even a password or a NIK: only names that exist are written down.
        ledger.add(link, FAILED, {"account": name if found else ""})
    raise Refusal("sign_in_wrong")


def _begin(link: Link, name: str, kept: str) -> SignedIn:
    """Begin a session of an account whose password was right."""
    person, token, now = _still(link, name, kept), secrets.token_urlsafe(32), _now()
    link.execute("delete from session where seen_at <= ? or made_at <= ?", (now - IDLE, now - LONGEST))
    link.execute("delete from attempt where failed_at <= ?", (now - FORGOTTEN,))
    link.insert(SESSIONS, [(_sealed(token), name, now, now)])
    ledger.add(link, SIGNED_IN, {"account": name})
    return SignedIn(person, token)


def _still(link: Link, name: str, kept: str) -> Person:
    """Return an account that has not been stopped and has no other password since it was looked at."""
    if not link.execute("select 1 from account where name = ? and password = ? and active = 1", (name, kept)):
        raise Refusal("sign_in_wrong")
    return _found(link, name)


def _write(link: Link, name: str, new: Mapping[str, object]) -> None:
    """Write columns of an account, and end its sessions where it was stopped or has a new password."""
    columns = ", ".join(f"{column} = ?" for column in (*new, "changed_at"))
    link.execute(f"update account set {columns} where name = ?", (*new.values(), _moment(), name))
    if "password" in new or new.get("active") == 0:
        link.execute("delete from session where account = ?", (name,))


def _read(link: Link, name: str) -> list[Row]:
    return link.execute(f"select {_SEEN} from account where name = ?", (name,))


def _found(link: Link, name: str) -> Person:
    rows = _read(link, name)
    if not rows:
        raise Refusal("account_missing", account=name or "?")
    return _person(rows[0])


def _person(row: Row) -> Person:
    account, full_name, role, region, unmasked, active, made_at, changed_at = row
    return Person(account, full_name, role, region, bool(unmasked), bool(active), made_at, changed_at)


def _told(name: str, by: str) -> dict[str, Any]:
    return {"account": name} | ({"by": by} if by else {})


def _known_role(role: str) -> None:
    if role not in ROLES:
        raise Refusal("no_choice", option="role", value=role, known=", ".join(ROLES))


def folded(account: str) -> str:
    """Return the name of an account as it is kept; empty for what can be nobody's."""
    name = unicodedata.normalize("NFKC", account[:_LONGEST_PASSWORD]).strip().casefold()
    return name if _NAME.fullmatch(name) else ""


def _marks(name: str, came_from: str) -> list[str]:
    """Return under what failures are counted: the account, and the network that the browser is in.

    A mark is so short that what was typed, or where from, cannot be told from it.
    """
    told = [f"account {name}", *([f"network {_network(came_from)}"] if came_from else [])]
    return [hashlib.sha256(one.encode(errors="replace")).hexdigest()[:6] for one in told]


def _network(came_from: str) -> str:
    """Return the network of one subscriber: an address of IPv4, the first half of one of IPv6."""
    try:
        found = ipaddress.ip_address(came_from.partition("%")[0])
    except ValueError:
        return came_from
    if isinstance(found, ipaddress.IPv6Address) and not found.ipv4_mapped:
        return str(ipaddress.ip_network((int(found), 64), strict=False))
    return str(getattr(found, "ipv4_mapped", None) or found)


def _wait(link: Link, mark: str, now: int) -> int:
    """Return for how many seconds nothing is tried: twice as long with each failure, up to `SLOWEST`."""
    found = link.execute("select failures, failed_at from attempt where who = ?", (mark,))
    if not found or found[0][0] < FREE or now - found[0][1] >= FORGOTTEN:
        return 0
    failures, failed_at = map(int, found[0])
    due = int(min(2 ** min(failures - FREE + 1, 20), SLOWEST))
    return max(0, min(due, failed_at + due - now))


def _count(link: Link, mark: str, now: int) -> None:
    """Count a failure; those long ago are forgotten."""
    link.execute("delete from attempt where who = ? and failed_at <= ?", (mark, now - FORGOTTEN))
    link.execute(
        "insert into attempt (who, failures, failed_at) values (?, 1, ?) "
        "on conflict (who) do update set failures = attempt.failures + 1, failed_at = excluded.failed_at",
        (mark, now),
    )


def _forgive(link: Link, marks: Sequence[str]) -> None:
    """Forget the failures of an account that got in, and half of those of its network.

    A whole office behind one address recovers as its people get in; who has an account cannot wash away his guesses.
    """
    account, *networks = marks
    link.execute("delete from attempt where who = ?", (account,))
    for network in networks:
        link.execute("update attempt set failures = failures / 2 where who = ?", (network,))


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher
    except ImportError as error:
        raise Refusal("extra_missing", extra="web") from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    """Return a hash that no password has: an account that is not there takes as long as one that is."""
    return _hasher().hash(secrets.token_urlsafe(32))


def _matches(kept: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    with _checking:
        try:
            return _hasher().verify(kept, _plain(password)[: _LONGEST_PASSWORD + 1])
        except VerificationError:
            return False


def _hashed(password: str, name: str) -> str:
    """Return what is kept of a new password.

    Raises:
        Refusal: it is too short or too easy.

    """
    plain = _plain(password)
    easy = len(set(plain)) < 5 or name in plain.casefold()
    if not _SHORTEST <= len(plain) <= _LONGEST_PASSWORD or easy:
        raise Refusal("password_easy", least=_SHORTEST, most=_LONGEST_PASSWORD)
    with _checking:
        return _hasher().hash(plain)


def _plain(password: str) -> str:
    """Return a password as every keyboard writes it; nobody's is so long that normalizing it is work."""
    return unicodedata.normalize("NFKC", password[: 4 * _LONGEST_PASSWORD]).encode(errors="replace").decode()


def _sealed(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()


def _now() -> int:
    return int(time.time())


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
