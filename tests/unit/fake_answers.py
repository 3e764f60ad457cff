"""Made-up answers with the face of the real ones, for a kabupaten and for the nation."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from cakupan.findings import Refusal
from cakupan.results.shapes import LEVELS, Question, Result

AT = date(2025, 3, 31)
ACTIVE, ELIGIBLE, GOAL = 214_687, 684_654, Fraction(2, 5)
SEGMENTS = {"PU": (159_475, 312_004), "JAKON": (19_398, 41_250), "BPU": (35_814, 331_400)}
GROUPS = {"NON_ASN": (12_171, 51_674), "BPD": (3_379, 3_379), "MISKIN_EKSTREM": (1_999, 223_022)}
DISTRICTS = (
    "Lumbir Wangon Jatilawang Rawalo Kebasen Kemranjen Sumpiuh Tambak Somagede Kalibagor Banyumas Patikraja "
    "Purwojati Ajibarang Gumelar Pekuncen Cilongok Karanglewas Sokaraja Kembaran Sumbang Baturraden Kedungbanteng"
).split() + ["Purwokerto Selatan", "Purwokerto Barat", "Purwokerto Timur", "Purwokerto Utara"]
PROVINCES = (
    "11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 "
    "91 92 93 94 95 96"
).split()
PAPUA = "91+93+94+95"
TARGET_NOTE = "target 400000 ppm, 2024-12-31, Radar Banyumas, 24 April 2024"
MEASURES = {
    "coverage": ("ratio", "Cakupan", "Coverage"),
    "active": ("persons", "Peserta aktif", "Active members"),
    "eligible": ("persons", "Pekerja yang dapat dilindungi", "Eligible workers"),
    "uncovered": ("persons", "Belum terlindungi", "Uncovered"),
    "gap_points": ("points", "Kesenjangan ke target (poin)", "Gap to target (points)"),
    "gap_workers": ("persons", "Kesenjangan ke target (orang)", "Gap to target (workers)"),
    "growth": ("points", "Kenaikan cakupan", "Growth of coverage"),
    "target": ("ratio", "Target", "Target"),
}


def share(seed: str) -> Fraction:
    """Return a ratio between 12 and 62 percent that depends on the seed alone."""
    return Fraction(120 + int(hashlib.sha256(seed.encode()).hexdigest()[:6], 16) % 500, 1000)


@dataclass
class Fake:
    """Answers of one scene; `refuse` names measures that it cannot answer."""

    home: str = "33.02"
    build: str = "b-0f3a9c61d2e4"
    basis: str = "list"
    refuse: frozenset[str] = frozenset()
    titles: dict[str, str] = field(default_factory=dict)
    invented: bool = True
    due_note: str = TARGET_NOTE

    def latest(self) -> date:
        return AT

    def children(self, code: str) -> list[str]:
        if code == "ID":
            return list(PROVINCES)
        return [f"33.02.{number:02d}" for number in range(1, len(DISTRICTS) + 1)] if code == "33.02" else []

    def region_title(self, code: str) -> str:
        known = {"ID": "Indonesia", "33.02": "Kabupaten Banyumas", PAPUA: "Papua (wilayah sampai 2022)", **self.titles}
        if code in known:
            return known[code]
        return f"Kecamatan {DISTRICTS[int(code[6:]) - 1]}" if code.startswith("33.02.") else f"Provinsi {code}"

    def ask(self, question: Question) -> list[Result]:
        if question.measure in self.refuse:
            raise Refusal("no_measure", measure=question.measure, known="coverage")
        if question.basis not in ("", self.basis):
            return self.published(question)
        if "moment" in question.by:
            return [self.result("coverage", moment=day, over=pair) for day, pair in self.months().items()]
        if not question.by:
            return [self.result(question.measure)]
        if "segment" in question.by:
            return [self.result(question.measure, segment=code, over=pair) for code, pair in self.segments().items()]
        if "group" in question.by:
            return [self.result(question.measure, group=code, over=pair) for code, pair in self.groups().items()]
        return self.by_region(question.measure, question.by[0])

    def segments(self) -> Mapping[str, tuple[int, int]]:
        return SEGMENTS

    def groups(self) -> Mapping[str, tuple[int, int]]:
        return GROUPS if self.home == "33.02" else {}

    def months(self) -> dict[date, tuple[int, int]]:
        ends = [date(2024, m, d) for m, d in ((3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31))]
        ends += [date(2024, 11, 30), date(2024, 12, 31), date(2025, 1, 31), date(2025, 2, 28), AT]
        return {day: (ACTIVE - 1_190 * (12 - n), ELIGIBLE) for n, day in enumerate(ends)}

    def by_region(self, measure: str, level: str) -> list[Result]:
        assert level == LEVELS[1 if self.home == "ID" else 3]
        codes = self.children(self.home)
        if self.home == "ID":
            codes = [code for code in codes if code not in PAPUA.split("+")] + [PAPUA]
        wanted = codes[: -1 if self.home == "33.02" else None]
        return [self.result(measure, region=code, over=(int(share(code) * 25_000), 25_000)) for code in wanted]

    def published(self, question: Question) -> list[Result]:
        if question.basis != "figure" or question.measure != "coverage" or question.by:
            return []
        said = Result(
            "coverage", self.home, self.region_title(self.home), None, None, None, date(2024, 4, 24), None, None,
            Fraction(3, 10), "lt", "ratio", "bpjstk-eligible", "figure", "persons", "residence",
            "Radar Banyumas, 24 April 2024", "r-figure0001",
        )  # fmt: skip
        return [said]

    def result(
        self,
        measure: str,
        *,
        region: str = "",
        segment: str | None = None,
        group: str | None = None,
        moment: date = AT,
        over: tuple[int, int] = (ACTIVE, ELIGIBLE),
    ) -> Result:
        """Return the number that follows from one pair of counts."""
        active, eligible = over
        region = region or self.home
        value = {
            "coverage": Fraction(active, eligible),
            "active": Fraction(active),
            "eligible": Fraction(eligible),
            "uncovered": Fraction(eligible - active),
            "gap_points": (GOAL - Fraction(active, eligible)) * 100,
            "gap_workers": Fraction(round(GOAL * eligible) - active),
            "growth": Fraction(379, 100),
            "target": GOAL,
        }[measure]
        unit = MEASURES[measure][0]
        key = f"{measure}|{region}|{segment}|{group}|{moment}"
        return Result(
            measure=measure,
            region=region,
            region_name=self.region_title(region),
            segment=segment,
            group=group,
            programme=None,
            moment=moment,
            numerator=active if measure == "coverage" else None,
            denominator=eligible if measure == "coverage" else None,
            value=value,
            qualifier="exact",
            unit=unit,
            definition="list" if self.basis == "list" else "bpjstk-eligible",
            basis=self.basis,
            counting="persons",
            place="residence",
            source="" if self.basis == "list" else "Satudata Kemnaker, tabel 1726",
            receipt="r-" + hashlib.sha256(key.encode()).hexdigest()[:12],
            since=date(2024, 12, 31) if measure == "growth" else None,
            notes=(self.due_note,) if measure in ("gap_points", "gap_workers", "target") and self.due_note else (),
        )

    def measure_text(self, name: str) -> dict[str, Any]:
        unit, indonesian, english = MEASURES[name]
        text = {"id": f"Arti {indonesian.lower()}.", "en": f"Meaning of {english.lower()}."}
        return {"name": {"id": indonesian, "en": english}, "text": text, "unit": unit, "formula": "active ÷ eligible"}

    def definition_text(self, code: str) -> dict[str, Any]:
        name = {"list": "Daftar nama sendiri"}.get(code, "Pekerja eligible BPJS Ketenagakerjaan")
        return {"name": {"id": name, "en": name}, "text": {"id": "Penyebutnya.", "en": "Its denominator."}}

    def statement(self, measure: str) -> str:
        return "select e.cell, a.top, e.top as bottom\nfrom eligible e\njoin active a on a.cell = e.cell and 1 < 2"

    def findings(self) -> list[dict[str, Any]]:
        text = {
            "id": "NIK tinggal 12 angka karena Excel membulatkannya; kirim ulang kolom NIK sebagai teks.",
            "en": "The NIK lost digits because Excel rounded it; send the NIK column again as text.",
        }
        shared = {"batch": "x", "kind": "workers", "batch_name": "SE Pekerja Banyumas 2025.xlsx"}
        return [
            {"code": "region_unknown", "severity": "error", "text": text, "n": 41, **shared},
            {"code": "nik_lost", "severity": "warning", "text": text, "n": 1_204, **shared},
        ]

    def batches(self) -> list[dict[str, Any]]:
        counts = {"rows": 685_201, "accepted": 684_930, "warned": 1_204, "quarantined": 41, "skipped": 230}
        named = {"batch": "x", "role": "base", "group": "", "invented": self.invented}
        return [
            {**named, "name": "SE Pekerja Banyumas 2025.xlsx", "kind": "workers", "position": "2025-03-31", **counts},
            {**named, "name": "=HYPERLINK(\"x\").csv", "kind": "figures", "position": None, **dict.fromkeys(counts, 0)},
        ]
