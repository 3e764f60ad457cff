"""What each invented list says: one SELECT per list, in the words that offices put over their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from cakupan.synth import work
from cakupan.synth.dice import Dice
from cakupan.synth.people import People
from cakupan.synth.spoil import Rows

MARK = "DATA CONTOH – ORANG REKAAN"
#: Of ten thousand members, at each later position: who came since the one before, and who went.
_COME, _WENT = 600, 400
#: Months up to the last position of which payments are told.
_MONTHS = 24

_WORKER = f"""
select nik as "NIK", name as "Nama Lengkap", birth as "Tanggal Lahir", sex as "Jenis Kelamin",
       village_code as "Kode Wilayah", village as "Desa/Kelurahan", district as "Kecamatan",
       regency_title as "Kabupaten/Kota", segment as "Segmen", occupation as "Pekerjaan",
       least({{at}}, greatest(born + 5479, {{at}} - (31 + {{listed}} % 1500)::integer)) as "Terdaftar Sejak",
       '{MARK}' as "Keterangan"
from ({{rows}}) join synth_work w on w.place = job
"""
_GROUP = f"""
select nik as "NIK", name as "Nama Lengkap", birth as "Tanggal Lahir", sex as "Jenis Kelamin",
       village_code as "Kode Wilayah", village as "Desa/Kelurahan", district as "Kecamatan",
       regency_title as "Kabupaten/Kota", segment as "Segmen", '{MARK}' as "Keterangan"
from ({{rows}}) join synth_work w on w.place = job
"""
_MEMBER = f"""
select '99' || lpad(key::varchar, 9, '0') as "No. KPJ", nik as "NIK", name as "Nama Peserta", birth as "Tanggal Lahir",
       sex as "Jenis Kelamin", npp as "NPP", village_code as "Kode Wilayah", village as "Desa/Kelurahan",
       district as "Kecamatan", regency_title as "Kabupaten/Kota", segment as "Segmen", since as "Tanggal Kepesertaan",
       strftime(paid_through, '%Y-%m') as "Lunas s.d.", programmes as "Program", wage as "Upah",
       within as "Kantor Cabang", '{MARK}' as "Keterangan"
from ({{members}})
"""
_PAYMENT = f"""
select nik as "NIK", '99' || lpad(key::varchar, 9, '0') as "No. KPJ", name as "Nama Pembayar", segment as "Segmen",
       strftime(from_day, '%Y-%m') as "Bulan Awal", strftime(until_day, '%Y-%m') as "Bulan Akhir",
       a_month * (until_month - from_month + 1) as "Jumlah Iuran",
       least({{at}}, until_day + 4 + (on_time % 20)::integer) as "Tanggal Bayar", '{MARK}' as "Keterangan"
from dated
"""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: what it is, and its SELECTs over a stretch of its numbers, first .. past - 1.

    Attributes:
        word: what its file is called. kind: as of `cakupan add`. group: of a group's list, else empty text.
        numbers: how many numbers there are; a number gives no row, one or several.
        rows: the SELECT of what the list says. truth: that of key, unlisted and corruptions, of the same rows.

    """

    word: str
    kind: str
    position: date
    numbers: int
    rows: Callable[[int, int], str]
    truth: Callable[[int, int], str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of one invented delivery.

    Attributes:
        members: how many there are, on whichever roster.
        positions: days of the rosters, in order; the last is that of all other lists.
        groups: codes of the groups of `work.toml` of which there is a list.
        payments: whether there is a list of payments.

    """

    people: People
    members: int
    positions: tuple[date, ...]
    groups: tuple[str, ...] = ()
    payments: bool = False

    def all(self) -> Iterator[Listing]:
        """Yield every list in the order in which an office would take them in."""
        yield self._workers()
        yield from map(self._group, self.groups)
        if self.members:
            yield from map(self._roster, range(len(self.positions)))
            if self.payments:
                yield self._payments()

    def _workers(self) -> Listing:
        rows, listed = Rows(self.people, self.people.setting.workers, "workers"), self._dice.throw("key", "listed")

        def said(first: int, past: int) -> str:
            return _WORKER.format(rows=rows.select(self._person(first, past)), listed=listed, at=self._at)

        return Listing(
            "pekerja", "workers", self.people.at, self.people.workers, said,
            lambda first, past: rows.truth(self._person(first, past)),
        )  # fmt: skip

    def _group(self, code: str) -> Listing:
        rows = Rows(self.people, self.people.setting.workers, f"group/{code}")
        within = _within(self._dice, code)

        def source(first: int, past: int) -> str:
            return f"select * from ({self._person(first, past)}) where {within}"

        return Listing(
            f"kelompok-{code}", "workers", self.people.at, self.people.workers,
            lambda first, past: _GROUP.format(rows=rows.select(source(first, past))),
            lambda first, past: rows.truth(source(first, past)), code,
        )  # fmt: skip

    def _roster(self, turn: int) -> Listing:
        day = self.positions[turn]

        def said(first: int, past: int) -> str:
            return _MEMBER.format(members=self._membership(self._member(first, past, turn), _day(day)))

        return Listing(
            "peserta", "members", day, self.members, said,
            lambda first, past: self._member_rows.truth(self._member(first, past, turn)),
        )  # fmt: skip

    def _payments(self) -> Listing:
        last = len(self.positions) - 1
        month = 12 * self.people.at.year + self.people.at.month

        def parts(first: int, past: int) -> str:
            members = self._membership(self._member(first, past, last), self._at)
            return _text("payments.sql").format(members=members, at=self._at, last=month, months=_MONTHS)

        return Listing(
            "iuran", "payments", self.people.at, self.members,
            lambda first, past: parts(first, past) + _PAYMENT.format(at=self._at),
            lambda first, past: parts(first, past) + "select key, unlisted, corruptions from dated",
        )  # fmt: skip

    @property
    def _dice(self) -> Dice:
        return self.people.dice

    @property
    def _at(self) -> str:
        return _day(self.people.at)

    @property
    def _member_rows(self) -> Rows:
        return Rows(self.people, self.people.setting.members, "members")

    def _person(self, first: int, past: int) -> str:
        return f"select range as row, range as person, false as unlisted from range({first}, {past})"

    def _member(self, first: int, past: int, turn: int) -> str:
        """Return the SELECT of row, person and unlisted of the members on a roster."""
        unlisted = self._dice.below(self.people.setting.unlisted, self._dice.throw("row", "unlisted"))
        shuffled = self._dice.shuffled(f"select range as row from range({first}, {past})", "row", self.people.workers)
        all_of_them = f"select row, if({unlisted}, row, shuffled) as person, {unlisted} as unlisted from ({shuffled})"
        if len(self.positions) == 1:
            return all_of_them
        on_turn = self._dice.throw(self.people.key, "turn")
        return (
            f"select row, person, unlisted from (select *, {on_turn} as on_turn from ({all_of_them})) "
            f"where {self._turn(_COME)} <= {turn} and ({self._turn(_WENT, len(self.positions))} > {turn})"
        )

    def _turn(self, share: int, otherwise: int = 0) -> str:
        """Return the SQL of the position from which on a member is there (_COME) or gone (_WENT)."""
        later = len(self.positions) - 1
        first = later * _COME if share == _WENT else 0
        cases = "".join(
            f"when on_turn % 10000 < {first + share * turn} then {turn} " if share == _COME else
            f"when on_turn % 10000 between {first + share * (turn - 1)} and {first + share * turn - 1} then {turn} "
            for turn in range(1, later + 1)
        )  # fmt: skip
        return f"case {cases}else {otherwise} end" if cases else str(otherwise)

    def _membership(self, source: str, at: str) -> str:
        """Return the SELECT of members with their segment, days, pay and place of registration at a position."""
        uses = {"time": "time", "pay": "pay", "wage_throw": "wage", "employer": "employer", "turn": "turn"}
        return _text("members.sql").format(
            rows=self._member_rows.select(source), joined=self._turn(_COME), ends=", ".join(map(_day, self.positions)),
            at=at, **{name: self._dice.throw("key", use) for name, use in uses.items()},
        )  # fmt: skip


def _within(dice: Dice, code: str) -> str:
    """Return the SQL of whether a person belongs to a group: by lot, or by lot among those of some occupations."""
    share, places = work.group(code)
    drawn = dice.below(share, dice.throw("person", f"group/{code}"))
    job = f"{dice.throw('person', 'work')} % {work.PLACES}"
    spans = " or ".join(f"{job} between {first} and {past - 1}" for first, past in places)
    return f"{drawn} and ({spans})" if spans else drawn


def _day(day: date) -> str:
    return f"date '{day}'"


@cache
def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text("utf-8")
