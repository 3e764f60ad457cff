"""True statements without end: every number follows from invented facts, printed rounded, cut or hedged.

Whatever `verify.read` calls false in one of them is a false alarm. The same number gives the same statement.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from math import ceil, floor

from cakupan import wording
from cakupan.verify.places import titles

_GROUPS = (
    ("nelayan", "fishers"), ("ketua RT/RW", "neighbourhood heads"), ("kader posyandu", "health cadres"),
    ("perangkat desa", "village officials"), ("petani", "farmers"), ("guru honorer", "contract teachers"),
    ("pedagang pasar", "market traders"), ("pekerja rentan", "vulnerable workers"),
)  # fmt: skip
_PREMIUM = 16_800


@dataclass(frozen=True)
class Facts:
    """What is true of a region, and what of the one beside it."""

    place: str
    other: str
    workers: int
    active: int
    before: int
    target: Fraction
    day: date
    past: date
    segments: tuple[int, int, int]
    listed: int
    covered: int
    group: tuple[str, str]
    paid_for: int
    months: int
    rank: int
    ranked: int
    health: Fraction
    other_workers: int
    other_active: int

    @property
    def coverage(self) -> Fraction:
        """Return active workers of a hundred."""
        return Fraction(self.active * 100, self.workers)

    @property
    def earlier(self) -> Fraction:
        """Return the coverage of the day before, of as many workers."""
        return Fraction(self.before * 100, self.workers)

    @property
    def reached(self) -> Fraction:
        """Return the share of the group that is covered."""
        return Fraction(self.covered * 100, self.listed)


@cache
def _places() -> tuple[str, ...]:
    return tuple(title for code, title in sorted(titles().items()) if len(code) in (2, 5))


class Teller:
    """One statement being told: its facts, its language, and how it prints numbers."""

    def __init__(self, number: int) -> None:
        """Take the number of the statement, which decides everything."""
        self.dice = random.Random(number)
        self.lang = self.dice.choice(("id", "id", "en"))
        self.facts = self._facts()
        self.published = self.facts.day + timedelta(days=self.dice.randrange(1, 20))

    def _facts(self) -> Facts:
        dice = self.dice
        place, other = dice.sample(_places(), 2)
        workers = int(10 ** dice.uniform(4.3, 6.6))
        active = int(workers * dice.uniform(0.08, 0.85))
        day = date(2023, 1, 1) + timedelta(days=dice.randrange(1000))
        first = int(active * dice.uniform(0.3, 0.7))
        second = int((active - first) * dice.uniform(0.3, 0.8))
        target = Fraction(int(min(96, active * 100 / workers + dice.uniform(1, 25))) + 1)
        listed = int(10 ** dice.uniform(2.3, 4.5))
        ranked = dice.choice((38, 35, 27, 17, 14, 10))
        others = int(10 ** dice.uniform(4.3, 6.4))
        return Facts(
            place=place, other=other, workers=workers, active=active,
            before=int(active * dice.choice((dice.uniform(0.7, 0.98), dice.uniform(1.02, 1.1)))),
            target=target if dice.random() < 0.8 else target + Fraction(dice.randrange(100), 100),
            day=day, past=day - timedelta(days=dice.randrange(150, 400)),
            segments=(first, second, active - first - second), listed=listed,
            covered=int(listed * dice.uniform(0.05, 0.97)) + 1, group=dice.choice(_GROUPS),
            paid_for=dice.choice((500, 1000, 1250, 2400, 3750, 10_000, dice.randrange(200, 20_000))),
            months=dice.choice((3, 6, 8, 9, 10, 12)), rank=dice.randrange(1, ranked + 1), ranked=ranked,
            health=Fraction(dice.randrange(9000, 9999), 100), other_workers=others,
            other_active=int(others * dice.uniform(0.1, 0.8)),
        )  # fmt: skip

    def say(self, id: str, en: str) -> str:  # noqa: A002 - languages have no other names
        """Return the words of the statement's language."""
        return id if self.lang == "id" else en

    def pick(self, *ways: Callable[[], str]) -> str:
        """Return one of several ways to say something."""
        return self.dice.choice(ways)()

    def percent(self, value: Fraction, *, hedged: bool = True) -> str:
        """Return a percentage with its unit: rounded, cut, or hedged."""
        unit = self.say(self.dice.choice((" persen", "%", " %")), self.dice.choice((" percent", "%", " per cent")))
        if hedged and self.dice.random() < 0.12:
            return self._hedged(value, Fraction(1), unit)
        places = self.dice.choice((0, 1, 2, 2, 2)) if value >= 5 else 2
        return self._cut_or_rounded(value, places) + unit

    def points(self, one: Fraction, other: Fraction, *, plain: bool = False) -> str:
        """Return a difference of percentages with its unit."""
        unit = (
            self.say(" poin persen", " percentage points")
            if plain or self.dice.random() < 0.7
            else self.say(" persen", " points")
        )
        return self._cut_or_rounded(abs(one - other), 2) + unit

    def _cut_or_rounded(self, value: Fraction, places: int) -> str:
        shown = value if self.dice.random() < 0.7 else Fraction(floor(value * 10**places), 10**places)
        return wording.decimal(shown, self.lang, places=places)

    def _hedged(self, value: Fraction, step: Fraction, unit: str) -> str:
        below, above = floor(value / step) * step, ceil(value / step) * step
        ways = [(self.say("sekitar", "about"), wording.rounded(value / step) * step)]
        if below > 0:
            ways.append(
                (self.say(self.dice.choice(("lebih dari", "di atas")), self.dice.choice(("more than", "over"))), below)
            )
            if above - value < value / 12:
                ways.append(
                    (self.say(self.dice.choice(("hampir", "mendekati")), self.dice.choice(("nearly", "almost"))), above)
                )
        word, shown = self.dice.choice(ways)
        return f"{word} {self._short(shown)}{unit}"

    def _short(self, value: Fraction) -> str:
        for size, id, en in ((1_000_000, "juta", "million"), (1000, "ribu", "thousand")):  # noqa: A001
            if value >= 10 * size and value % size == 0:
                return f"{wording.count(value / size, self.lang)} {self.say(id, en)}"
        return wording.count(value, self.lang)

    def count(self, value: int, *, hedged: bool = True) -> str:
        """Return a count: in all its digits, in thousands or millions, or hedged."""
        chance = self.dice.random()
        if hedged and value >= 20_000 and chance < 0.1:
            return self._hedged(Fraction(value), Fraction(10 ** (len(str(value)) - 2)), "")
        if value >= 1_000_000 and chance < 0.3:
            return f"{self._cut_or_rounded(Fraction(value, 1_000_000), 2)} {self.say('juta', 'million')}"
        if value >= 100_000 and chance < 0.2:
            return f"{self._cut_or_rounded(Fraction(value, 1000), self.dice.choice((0, 1)))} {self.say('ribu', 'thousand')}"
        return wording.count(value, self.lang)

    def day(self, when: date) -> str:
        """Return a date in one of its forms, now and then with its day of the week."""
        names = wording.calendar(self.lang)["days"]
        weekday = names[(when.weekday() + 1) % 7]
        plain = wording.day(when, self.lang)
        return self.pick(
            lambda: plain,
            lambda: f"{weekday} ({when.day}/{when.month}/{when.year})",
            lambda: f"{weekday}, {plain}",
            lambda: plain,
        )


def _ratio(t: Teller) -> str:
    f = t.facts
    n, d, p, place = t.count(f.active), t.count(f.workers), t.percent(f.coverage), f.place
    on = wording.day(f.day, t.lang)
    return t.pick(
        lambda: t.say(
            f"Per {on}, {n} dari {d} pekerja di {place} telah terlindungi, atau {p}.",
            f"As of {on}, {n} of {d} workers in {place} were covered, or {p}.",
        ),
        lambda: t.say(
            f"Cakupan di {place} mencapai {p}, yakni {n} dari {d} pekerja.",
            f"Coverage in {place} reached {p}, that is {n} of {d} workers.",
        ),
        lambda: t.say(
            f"Dari {d} pekerja di {place}, yang sudah menjadi peserta {n} orang ({p}).",
            f"Of {d} workers in {place}, {n} are insured ({p}).",
        ),
        lambda: t.say(
            f"{place} mencatat {n} peserta aktif. Jumlah pekerja yang wajib dilindungi {d} orang, sehingga cakupannya {p}.",
            f"{place} has {n} active members. There are {d} eligible workers, so that coverage stands at {p}.",
        ),
        lambda: t.say(
            f"Baru {p} pekerja di {place} yang terlindungi: {n} orang dari {d}.",
            f"Only {p} of workers in {place} are protected: {n} out of {d}.",
        ),
        lambda: t.say(
            f"Tingkat kepesertaan {place} {p}. Angka itu setara {n} peserta dari {d} pekerja.",
            f"The membership rate of {place} is {p}, equal to {n} members out of {d} workers.",
        ),
        lambda: t.say(
            f"“Di {place} ada {d} pekerja, yang aktif {n}. Jadi {p},” katanya.",
            f"“{place} has {d} workers, of whom {n} are active. That is {p},” she said.",
        ),
    )


def _left(t: Teller) -> str:
    f = t.facts
    rest, p, q = t.count(f.workers - f.active), t.percent(f.coverage), t.percent(100 - f.coverage)
    n, d, place = t.count(f.active), t.count(f.workers), f.place
    return t.pick(
        lambda: t.say(
            f"Di {place}, {p} pekerja sudah terlindungi; sisanya, {q}, belum.",
            f"In {place}, {p} of workers are covered; the remaining {q} are not.",
        ),
        lambda: t.say(
            f"Pekerja di {place} {d} orang, peserta aktifnya {n} orang, sehingga {rest} orang belum terlindungi.",
            f"{place} has {d} workers and {n} active members, which leaves {rest} unprotected.",
        ),
        lambda: t.say(
            f"Masih ada {rest} pekerja atau {q} yang belum terdaftar di {place}, dari {d} pekerja.",
            f"Still {rest} workers, or {q}, are not covered in {place}, out of {d} workers.",
        ),
    )


def _aim(t: Teller) -> str:
    f = t.facts
    if f.target <= f.coverage:
        return _ratio(t)
    missing = f.target * f.workers / 100 - f.active
    gap, goal = (
        t.count(int(wording.rounded(missing))),
        t.percent(f.target, hedged=False) if f.target.denominator > 1 else f"{f.target}{t.say(' persen', ' percent')}",
    )
    aimed = t.count(int(wording.rounded(f.target * f.workers / 100)))
    p, n, d, place = t.percent(f.coverage), t.count(f.active), t.count(f.workers), f.place
    if f.target.denominator > 1:
        goal = wording.decimal(f.target, t.lang, places=2) + t.say(" persen", " percent")
    points = t.points(f.target, f.coverage, plain=True)
    year = f.day.year
    return t.pick(
        lambda: t.say(
            f"Cakupan {place} {p}, sedangkan target tahun {year} {goal}. Masih ada selisih {points}.",
            f"Coverage in {place} is {p}, while the target for {year} is {goal}. The gap is {points}.",
        ),
        lambda: t.say(
            f"{place} menargetkan {goal} pada akhir {year}. Dengan {n} peserta aktif dari {d} pekerja, masih dibutuhkan {gap} pekerja lagi.",
            f"{place} aims for {goal} by the end of {year}. With {n} active members out of {d} workers, another {gap} workers are needed.",
        ),
        lambda: t.say(
            f"Target {goal} di {place} berarti {aimed} pekerja dari {d} pekerja.",
            f"The target of {goal} in {place} means {aimed} workers of a workforce of {d}.",
        ),
        lambda: t.say(
            f"Dari {d} pekerja, {place} harus melindungi {aimed} orang untuk mencapai target {goal}; saat ini {n} orang.",
            f"Out of {d} workers, {place} must cover {aimed} to reach the target of {goal}; at present {n} are covered.",
        ),
    )


def _grown(t: Teller) -> str:
    f = t.facts
    n, b, p, e, place = (
        t.count(f.active, hedged=False),
        t.count(f.before, hedged=False),
        t.percent(f.coverage, hedged=False),
        t.percent(f.earlier, hedged=False),
        f.place,
    )
    change = t.count(abs(f.active - f.before), hedged=False)
    growth = t._cut_or_rounded(Fraction(abs(f.active - f.before) * 100, f.before), 1) + t.say(" persen", " percent")
    up = f.active > f.before
    verb = t.say("naik" if up else "turun", "rose" if up else "fell")
    points = t.points(f.coverage, f.earlier)
    on, past = wording.day(f.day, t.lang), wording.day(f.past, t.lang)
    return t.pick(
        lambda: t.say(
            f"Cakupan {place} {verb} {points}, dari {e} pada {past} menjadi {p} pada {on}.",
            f"Coverage in {place} {verb} by {points}, from {e} on {past} to {p} on {on}.",
        ),
        lambda: t.say(
            f"Peserta aktif di {place} {verb} dari {b} orang pada {past} menjadi {n} orang pada {on}, atau {'bertambah' if up else 'berkurang'} {change} orang.",
            f"Active members in {place} {verb} from {b} on {past} to {n} on {on}, {'an increase' if up else 'a decline'} of {change}.",
        ),
        lambda: t.say(
            f"Pada {past} peserta aktif {place} {b} orang, sedangkan pada {on} {n} orang. Artinya {'tumbuh' if up else 'turun'} {growth}.",
            f"On {past} {place} had {b} active members; on {on} it had {n}, which is {'a growth' if up else 'a decline'} of {growth}.",
        ),
    )


def _segments(t: Teller) -> str:
    f = t.facts
    a, b, c = (t.count(one, hedged=False) for one in f.segments)
    n, place = t.count(f.active, hedged=False), f.place
    return t.pick(
        lambda: t.say(
            f"Peserta aktif {place} {n} orang, terdiri atas {a} penerima upah, {b} bukan penerima upah, dan {c} pekerja jasa konstruksi.",
            f"{place} has {n} active members: {a} wage earners, {b} self-employed and {c} construction workers.",
        ),
        lambda: t.say(
            f"Menurut segmen, {place} memiliki {a} peserta PU, {b} peserta BPU, dan {c} peserta jasa konstruksi, sehingga seluruhnya {n} orang.",
            f"By segment, {place} counts {a} wage earners, {b} own-account workers and {c} construction workers, {n} in all.",
        ),
    )


def _group(t: Teller) -> str:
    f = t.facts
    name = f.group[0 if t.lang == "id" else 1]
    n, d, p, place = t.count(f.covered, hedged=False), t.count(f.listed, hedged=False), t.percent(f.reached), f.place
    return t.pick(
        lambda: t.say(
            f"Untuk {name}, {n} dari {d} orang sudah terdaftar, setara {p}.",
            f"Among {name}, {n} of {d} are enrolled, or {p}.",
        ),
        lambda: t.say(
            f"Jumlah {name} di {place} {d} orang; yang terlindungi {n} orang ({p}).",
            f"There are {d} {name} in {place}, and {n} of them are protected ({p}).",
        ),
        lambda: t.say(
            f"Dari {d} {name}, baru {p} atau {n} orang yang terlindungi.",
            f"Of {d} {name}, only {p} or {n} are covered.",
        ),
    )


def _paid(t: Teller) -> str:
    f = t.facts
    total = f.paid_for * _PREMIUM * f.months
    money = t.pick(
        lambda: wording.rupiah(total, t.lang),
        lambda: (
            f"Rp{t._cut_or_rounded(Fraction(total, 1_000_000), 2)} {t.say('juta', 'million')}"
            if total < 10**9
            else f"Rp{t._cut_or_rounded(Fraction(total, 10**9), 2)} {t.say('miliar', 'billion')}"
        ),
    )
    who, premium = wording.count(f.paid_for, t.lang), wording.rupiah(_PREMIUM, t.lang)
    return t.pick(
        lambda: t.say(
            f"Pemerintah {f.place} menanggung iuran {who} pekerja rentan, masing-masing {premium} per bulan selama {f.months} bulan, dengan anggaran {money}.",
            f"{f.place} pays contributions for {who} vulnerable workers, {premium} a month each for {f.months} months, at a cost of {money}.",
        ),
        lambda: t.say(
            f"Anggaran {money} disiapkan untuk {who} orang selama {f.months} bulan dengan iuran {premium} per orang per bulan.",
            f"A budget of {money} covers {who} people for {f.months} months at {premium} a month.",
        ),
    )


def _beside(t: Teller) -> str:
    f = t.facts
    p = t.percent(Fraction(f.other_active * 100, f.other_workers))
    n, d = t.count(f.other_active), t.count(f.other_workers)
    health, rank = t.percent(f.health), f.rank
    return t.pick(
        lambda: t.say(
            f"Sebagai pembanding, {f.other} mencatat {p} ({n} dari {d} pekerja).",
            f"By comparison, {f.other} reports {p} ({n} of {d} workers).",
        ),
        lambda: t.say(f"Sementara itu cakupan {f.other} {p}.", f"Meanwhile coverage in {f.other} is {p}."),
        lambda: t.say(
            f"Kepesertaan JKN di {f.place} sudah {health}.",
            f"Health insurance (JKN) already covers {health} of the population of {f.place}.",
        ),
        lambda: t.say(
            f"{f.place} menempati peringkat {rank} dari {f.ranked} daerah.",
            f"{f.place} ranks {rank} of {f.ranked} regions.",
        ),
        lambda: t.say(
            f"Santunan kematian Rp42 juta diserahkan kepada {t.dice.randrange(2, 9)} ahli waris, {t.day(f.day)}.",
            f"Death benefits of Rp42 million were handed to {t.dice.randrange(2, 9)} heirs on {t.day(f.day)}.",
        ),
        lambda: t.say(
            f"Kegiatan itu dihadiri {t.dice.randrange(20, 900)} orang dari {t.dice.randrange(3, 40)} kecamatan.",
            f"The event was attended by {t.dice.randrange(20, 900)} people from {t.dice.randrange(3, 40)} districts.",
        ),
        lambda: t.say(
            f"Klaim yang dibayarkan Rp{t.dice.randrange(2, 900)} miliar untuk {wording.count(t.dice.randrange(900, 20_000), t.lang)} kasus.",
            f"Claims of Rp{t.dice.randrange(2, 900)} billion were paid in {wording.count(t.dice.randrange(900, 20_000), t.lang)} cases.",
        ),
        lambda: t.say(
            f"Wilayah ini memiliki {t.dice.randrange(50, 400)} desa dan luas {wording.count(t.dice.randrange(10_000, 900_000), t.lang)} hektare.",
            f"The region has {t.dice.randrange(50, 400)} villages and {wording.count(t.dice.randrange(10_000, 900_000), t.lang)} hectares.",
        ),
    )


_TELLERS = (_ratio, _left, _aim, _grown, _segments, _group, _paid)


def statement(number: int) -> tuple[str, str, date]:
    """Return a true statement with its language and the day of its publication."""
    teller = Teller(number)
    told = [teller.dice.choice(_TELLERS)(teller)]
    chance = teller.dice.random()
    if chance < 0.75:
        told.append(_beside(teller))
    if chance < 0.15:
        told.append(teller.dice.choice((_group, _paid))(teller))
    teller.dice.shuffle(told)
    return " ".join(told), teller.lang, teller.published
