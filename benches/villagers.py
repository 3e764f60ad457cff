"""Invented people for the repair of NIKs, and how lists write them: siblings, twins and namesakes among them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from itertools import accumulate
from random import Random

import duckdb

from cakupan.regions import region_path

#: Two neighbouring kabupaten of Java, and a town of Papua, whose NIKs are too long for a float.
REGENCIES = {"33.02": 0.7, "33.03": 0.25, "91.71": 0.05}
#: Workers of one kecamatan, as in Banyumas: the more there are, the more share all but the last digit.
_DENSITY = 25_000
_FIRST, _DAYS = date(1955, 1, 1), 50 * 365
_TWINS, _ALIKE, _MOVED = 0.012, 0.6, 0.05
_VOWELS = "AEIOU"
#: What stands before many names of men, and of women.
_FRONT = ("MUHAMMAD", "SITI")


@dataclass(frozen=True, slots=True)
class Villager:
    """Somebody invented, by what an identity card says."""

    nik: int
    name: str
    born: date
    female: bool
    village: str


class Names:
    """Invented names: few are borne by many, as anywhere."""

    def __init__(self) -> None:
        words = tomllib.loads((resources.files("cakupan.demo") / "names.toml").read_text("utf-8"))
        self.words = {key: text.upper().split() for key, text in words.items() if isinstance(text, str)}
        self.weights = {
            key: list(accumulate(1 / (rank + 8) for rank in range(len(found)))) for key, found in self.words.items()
        }

    def word(self, random: Random, key: str) -> str:
        """Return a word of a list, its first ones more often."""
        return random.choices(self.words[key], cum_weights=self.weights[key])[0]

    def name(self, random: Random, female: bool) -> str:
        """Return a name of one to three words."""
        k = random.random()
        sex, last = ("female", "second_female") if female else ("male", "second")
        if k < 0.2:
            return self.word(random, f"{sex}_single")
        front = [_FRONT[female]] if k > 0.9 else []
        middle = [self.word(random, sex)] if k < 0.4 else []
        return " ".join([*front, self.word(random, sex), *middle, self.word(random, last)])


def invent(count: int, seed: int = 7) -> list[Villager]:
    """Return so many people; those of one kecamatan, sex and day of birth have NIKs one after the other."""
    random, names = Random(seed), Names()
    places = _villages(count)
    serials: dict[int, int] = defaultdict(int)
    people: list[Villager] = []
    while len(people) < count:
        regency = random.choices(list(REGENCIES), list(REGENCIES.values()))[0]
        someone = _person(random, names, random.choice(places[regency]), serials)
        people.append(someone)
        if random.random() < _TWINS:
            people.append(_twin(random, names, someone, serials))
    return [_moved(random, places, person) for person in people[:count]]


def _villages(count: int) -> dict[str, list[str]]:
    """Return the villages of as many kecamatan of each kabupaten as so many people fill."""
    found: dict[str, list[str]] = {}
    for regency, share in REGENCIES.items():
        rows = duckdb.execute(
            "select code from read_parquet(?) where level = 'village' and code like ? "
            "qualify dense_rank() over (order by parent) <= ? order by code",
            [str(region_path()), f"{regency}.%", max(1, round(count * share / _DENSITY))],
        ).fetchall()
        found[regency] = [code for (code,) in rows]
    return found


def _person(random: Random, names: Names, village: str, serials: dict[int, int]) -> Villager:
    born, female = _FIRST + timedelta(random.randrange(_DAYS)), random.random() < 0.48
    return Villager(_nik(random, village, born, female, serials), names.name(random, female), born, female, village)


def _nik(random: Random, village: str, born: date, female: bool, serials: dict[int, int]) -> int:
    day = born.day + (40 if female else 0)
    front = int(f"{village.replace('.', '')[:6]}{day:02d}{born.month:02d}{born.year % 100:02d}")
    serials[front] += 1 if random.random() < 0.9 else random.randrange(2, 12)
    return front * 10000 + serials[front]


def _twin(random: Random, names: Names, one: Villager, serials: dict[int, int]) -> Villager:
    female = one.female if random.random() < 0.7 else not one.female
    name = names.name(random, female)
    if female == one.female and random.random() < _ALIKE:
        name = _resembling(random, names, one)
    while name == one.name:  # no parents do that
        name = names.name(random, female)
    return Villager(_nik(random, one.village, one.born, female, serials), name, one.born, female, one.village)


def _resembling(random: Random, names: Names, one: Villager) -> str:
    """Return a twin's name: Rina for Rini, or a second first name before the same last."""
    first, *rest = one.name.split()
    if first in _FRONT and rest:
        return f"{first} {_resembling(random, names, replace(one, name=' '.join(rest)))}"
    places = [place for place, letter in enumerate(first) if letter in _VOWELS]
    if random.random() < 0.5 and places:
        place = random.choice(places)
        other = random.choice([vowel for vowel in _VOWELS if vowel != first[place]])
        return " ".join([first[:place] + other + first[place + 1 :], *rest])
    return " ".join([names.word(random, "female" if one.female else "male"), *rest])


def _moved(random: Random, places: dict[str, list[str]], person: Villager) -> Villager:
    if random.random() >= _MOVED:
        return person
    return replace(person, village=random.choice(places[random.choice(list(REGENCIES))]))


def written(random: Random, person: Villager) -> tuple[str, str, str, str]:
    """Return name, birth date, sex and village as one list has them, with the faults of lists."""
    born = person.born.isoformat() if random.random() < 0.95 else ""
    if born and random.random() < 0.01:
        born = (person.born + timedelta(random.randrange(1, 400))).isoformat()
    sex = "P" if person.female else "L"
    k = random.random()
    sex = "" if k < 0.05 else ("L" if sex == "P" else "P") if k < 0.053 else sex
    return _called(random, person.name), born, sex, person.village


def _called(random: Random, name: str) -> str:
    words = name.split()
    k = random.random()
    if k < 0.03 and len(words) > 1:
        words.pop()
    elif k < 0.05 and len(words) > 1:
        words[-1] = words[-1][0]
    elif k < 0.08:
        place = random.randrange(len(words))
        words[place] = _mistyped(random, words[place])
    elif k < 0.10:
        words.insert(0, "H.")
    elif k < 0.13 and words[0] == _FRONT[0]:
        words[0] = random.choice(("MUH", "M", "MOCHAMAD", "MUHAMAD"))
    return " ".join(words) if random.random() < 0.7 else " ".join(words).title()


def _mistyped(random: Random, word: str) -> str:
    place = random.randrange(len(word))
    letter = chr(65 + random.randrange(26))
    kind = random.randrange(4)
    if kind == 0:
        return word[:place] + letter + word[place + 1 :]
    if kind == 1 and len(word) > 3:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + letter + word[place:]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def rows(people: list[Villager], seed: int) -> Iterator[tuple[int, str, str, str, str]]:
    """Yield the row of each person in one list: NIK and what `written` gives."""
    random = Random(seed)
    return ((person.nik, *written(random, person)) for person in people)
