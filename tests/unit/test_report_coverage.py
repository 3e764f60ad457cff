"""The coverage report as a page and as a workbook, on made-up answers with the face of the real ones."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from html.parser import HTMLParser
from importlib import resources
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from cakupan import builds, intake, reports, workspace
from cakupan.findings import Refusal
from cakupan.reports.coverage import facts as gathered
from cakupan.reports.coverage import flow
from cakupan.reports.voice import bare
from cakupan.results import Answers
from cakupan.results.shapes import LEVELS, Aim, Lately, Question, Result, level_of

AT = date(2025, 3, 31)
ACTIVE, ELIGIBLE, GOAL = 214_687, 684_654, Fraction(2, 5)
LAST_YEAR, CAME, LEFT = date(2024, 12, 31), 15_480, 5_313
SIDES = {
    name: SimpleNamespace(header={"side": "to" if name in ("joined", "returned", "moved_in") else "from"})
    for name in flow.MEASURES
}
SEGMENTS = {"PU": (159_475, 312_004), "JAKON": (19_398, 41_250), "BPU": (35_814, 331_400)}
GROUPS = {"NON_ASN": (12_171, 51_674), "BPD": (3_379, 3_379), "MISKIN_EKSTREM": (1_999, 223_022)}
DISTRICTS = """
    Lumbir Wangon Jatilawang Rawalo Kebasen Kemranjen Sumpiuh Tambak Somagede Kalibagor Banyumas Patikraja Purwojati
    Ajibarang Gumelar Pekuncen Cilongok Karanglewas Sokaraja Kembaran Sumbang Baturraden Kedungbanteng
    Purwokerto_Selatan Purwokerto_Barat Purwokerto_Timur Purwokerto_Utara
""".split()  # noqa: SIM905 - a list of 27 quoted names reads worse
PROVINCES = """
    11 12 13 14 15 16 17 18 19 21 31 32 33 34 35 36 51 52 53 61 62 63 64 65 71 72 73 74 75 76 81 82 91 92 93 94 95 96
""".split()  # noqa: SIM905
PAPUA = "91+93+94+95"
TARGET = Aim(Fraction(2, 5), date(2024, 12, 31), "Radar Banyumas, 24 April 2024")
LATELY = tuple(
    Lately(months, years, date(2024, 3, 31), AT, months * (1_190 - 280 * years))
    for years in (0, 1)
    for months in (3, 6, 12)[: 3 - years]
)
MEASURES = {
    "coverage": ("ratio", "Cakupan", "Coverage"),
    "active": ("persons", "Peserta aktif", "Active members"),
    "eligible": ("persons", "Pekerja yang dapat dilindungi", "Eligible workers"),
    "uncovered": ("persons", "Belum terlindungi", "Uncovered"),
    "gap_points": ("points", "Kesenjangan ke target (poin)", "Gap to target (points)"),
    "gap_workers": ("persons", "Kesenjangan ke target (orang)", "Gap to target (workers)"),
    "growth": ("points", "Kenaikan cakupan", "Growth of coverage"),
    "pace": ("persons_month", "Laju yang diperlukan", "Pace needed"),
    **{name: ("persons", f"Cara {name}", f"Way {name}") for name in flow.MEASURES},
}


def share(seed: str) -> Fraction:
    """Return a ratio between 12 and 62 percent that depends on the seed alone."""
    return Fraction(120 + int(hashlib.sha256(seed.encode()).hexdigest()[:6], 16) % 500, 1000)


@dataclass
class Fake:
    """Answers of one scene; `refuse` names measures that it cannot answer."""

    workspace: Any = field(default_factory=lambda: SimpleNamespace(folder=None))
    home: str = "33.02"
    build: str = "b-0f3a9c61d2e4"
    basis: str = "list"
    refuse: frozenset[str] = frozenset()
    titles: dict[str, str] = field(default_factory=dict)
    invented: bool = True
    aim: Aim | None = TARGET
    engine: Any = field(default_factory=lambda: SimpleNamespace(rows=lambda _select: []))
    told: Any = field(default_factory=lambda: lambda _select: [])
    measures: Mapping[str, Any] = field(default_factory=lambda: SIDES)

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
        return (
            f"Kecamatan {DISTRICTS[int(code[6:]) - 1]}".replace("_", " ")
            if code.startswith("33.02.")
            else f"Provinsi {code}"
        )

    def ask(self, question: Question) -> list[Result]:
        if question.measure in self.refuse:
            raise Refusal("no_measure", measure=question.measure, known="coverage")
        if question.basis not in ("", self.basis):
            return self.published(question)
        if "moment" in question.by:
            return [self.result("coverage", moment=day, over=pair) for day, pair in self.months().items()]
        if not question.by:
            return self.whole(question)
        if "segment" in question.by:
            return [self.result(question.measure, segment=code, over=pair) for code, pair in self.segments().items()]
        if "group" in question.by:
            return [self.result(question.measure, group=code, over=pair) for code, pair in self.groups().items()]
        return self.by_region(question.measure, question.by[0])

    def whole(self, question: Question) -> list[Result]:
        if question.measure == "active" and question.at == LAST_YEAR:
            return [self.result("active", moment=LAST_YEAR, over=(ACTIVE - CAME + LEFT, ELIGIBLE))]
        ahead = question.measure != "pace" or (self.aim and self.aim.due > AT)
        return [self.result(question.measure)] if ahead else []

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
            "pace": Fraction(round(GOAL * eligible) - active, 9),
            **dict.fromkeys(flow.MEASURES, Fraction(0)),
            "joined": Fraction(CAME),
            "lapsed": Fraction(LEFT),
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
            target=self.aim if measure in ("gap_points", "gap_workers") else None,
            lately=LATELY if measure == "pace" else (),
        )

    def measure_text(self, name: str) -> dict[str, Any]:
        unit, indonesian, english = MEASURES[name]
        text = {"id": f"Arti {indonesian.lower()}.", "en": f"Meaning of {english.lower()}."}
        return {"name": {"id": indonesian, "en": english}, "text": text, "unit": unit, "formula": "active ÷ eligible"}

    def definition_text(self, code: str) -> dict[str, Any]:
        name = {"list": "Daftar nama sendiri"}.get(code, "Pekerja eligible BPJS Ketenagakerjaan")
        return {"name": {"id": name, "en": name}, "text": {"id": "Penyebutnya.", "en": "Its denominator."}}

    def statement(self, measure: str) -> str:
        return f"--- {measure}\nselect e.cell, a.top, 1 as bottom\nfrom eligible e\njoin active a on 1 < 2"

    def findings(self) -> list[dict[str, Any]]:
        text = {
            "id": "NIK tinggal 12 angka karena Excel membulatkannya; kirim ulang kolom NIK sebagai teks.",
            "en": "The NIK lost digits because Excel rounded it; send the NIK column again as text.",
        }
        shared = {"batch": "x", "kind": "workers", "batch_name": "SE Pekerja Banyumas 2025.xlsx"}
        return [
            {"code": "region_unknown", "severity": "error", "text": text, "n": 41, **shared},
            {"code": "nik_lost", "severity": "warning", "text": text, "n": 1_204, **shared},
            {"code": "skipped_title", "severity": "note", "text": text, "n": 230, **shared},
        ]

    def batches(self) -> list[dict[str, Any]]:
        counts = {"rows": 685_201, "accepted": 684_930, "warned": 1_204, "quarantined": 41, "skipped": 230}
        named = {"batch": "x", "role": "base", "group": "", "invented": self.invented}
        return [
            {**named, "name": "SE Pekerja Banyumas 2025.xlsx", "kind": "workers", "position": "2025-03-31", **counts},
            {**named, "name": '=HYPERLINK("x").csv', "kind": "figures", "position": None, **dict.fromkeys(counts, 0)},
        ]


def page(fake: Fake, folder: Path, **options: Any) -> str:
    return reports.write("coverage", fake, folder / "laporan.html", **options).read_text("utf-8")


def opened(file: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # data bars are an extension that the reader does not know
        return openpyxl.load_workbook(io.BytesIO(file.read_bytes()))


def book(fake: Fake, folder: Path, **options: Any) -> openpyxl.Workbook:
    file = reports.write("coverage", fake, folder / "laporan.xlsx", **options)
    return opened(file)


def words(html: str) -> str:
    """Return what a reader sees, without the drawings."""
    visible = re.sub(r"<(style|svg)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", visible))


class Outline(HTMLParser):
    """Checks that tags close in order, and collects what accessibility asks for."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [str(value) for key, value in attrs if key == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    assert parser.open == []
    return parser


@pytest.mark.parametrize("home", ["33.02", "ID"])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_is_one_light_file_that_asks_nothing_of_the_net(home: str, lang: str, tmp_path: Path) -> None:
    html = page(Fake(home=home, basis="list" if home != "ID" else "figure"), tmp_path, lang=lang)
    assert len(html.encode()) < 300_000
    tags = outline(html).tags
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags}
    assert not re.search(r"url\(|@import", html)
    assert all(
        not value or value.startswith("#")
        for _, attrs in tags
        for key, value in attrs.items()
        if key in ("href", "src")
    )


def test_the_headline_stands_with_its_counts_date_basis_and_receipt(tmp_path: Path) -> None:
    said = words(page(Fake(), tmp_path))
    assert "31,36 persen" in said
    assert "214.687 dari 684.654 pekerja terlindungi pada 31 Maret 2025." in said
    assert "daftar nama" in said
    assert re.search(r"cakupan why r-[0-9a-f]{12}", said)
    assert "8,64 poin persen" in said
    assert "59.175 orang" in said
    assert "+3,79 poin persen" in said
    assert "Target 40% pada 31 Desember 2024 (Radar Banyumas, 24 April 2024)" in said
    assert "{" not in said.replace("{…}", "")


def test_english_is_spoken_when_asked(tmp_path: Path) -> None:
    said = words(page(Fake(), tmp_path, lang="en"))
    assert "214,687 of 684,654 workers were protected on 31 March 2025." in said
    assert "8.64 percentage points" in said


def test_a_target_of_the_past_is_late_and_one_to_come_has_a_pace(tmp_path: Path) -> None:
    assert "Tenggat target 40 persen, yaitu 31 Desember 2024, sudah lewat" in words(page(Fake(), tmp_path))
    ahead = Fake(aim=Aim(Fraction(2, 5), date(2025, 12, 31), "RPJMD"))
    said = words(page(ahead, tmp_path))
    assert "pada 31 Desember 2025, jumlah pekerja terlindungi harus bertambah bersih 6.575 pekerja per bulan" in said
    assert "3 bulan terakhir 1.190 910 6 bulan terakhir 1.190 910 12 bulan terakhir 1.190 –" in said
    assert "Target 40%" not in words(page(Fake(aim=None), tmp_path))


def test_pace_is_rounded_up_and_absent_when_the_target_is_met() -> None:
    ahead = gathered.gather(Fake(aim=Aim(Fraction(2, 5), date(2025, 12, 31), "RPJMD")))
    pace = gathered.pace(ahead)
    assert pace is not None
    assert (pace.needed, pace.gap) == (6_575, 59_175)
    assert 6_575 * 9 >= pace.gap > 6_574 * 9


def test_groups_are_said_to_overlap_and_segments_to_add(tmp_path: Path) -> None:
    said = words(page(Fake(), tmp_path))
    assert "jangan dijumlahkan" in said
    assert "Setiap orang dihitung satu kali" in said
    assert "1.999" in said
    assert "0,90%" in said


def test_published_figures_stand_apart_with_source_date_and_hedge(tmp_path: Path) -> None:
    html = page(Fake(), tmp_path)
    section = html.split('id="beside"')[1].split("</section>")[0]
    said = words(section)
    assert "kurang dari 30%" in said
    assert "24 April 2024" in said
    assert "Radar Banyumas, 24 April 2024" in said
    assert "angka publikasi" in said


def test_every_region_has_a_row_and_those_without_data_say_so(tmp_path: Path) -> None:
    html = page(Fake(), tmp_path)
    section = html.split('id="regions"')[1].split("</section>")[0]
    assert section.count('<th scope="row">') == len(DISTRICTS)
    assert words(section).rstrip().endswith("Purwokerto Utara – – – – –")


def test_the_nation_is_drawn_with_former_areas_on_the_provinces_that_replaced_them(tmp_path: Path) -> None:
    html = page(Fake(home="ID", basis="figure", invented=False), tmp_path)
    section = html.split('id="regions"')[1].split("</section>")[0]
    assert "Kalbar" in section
    assert "Papua (wilayah sampai 2022) masih mencakup wilayah lamanya" in words(section)
    assert section.count('<th scope="row">') == len(PROVINCES) + 1


def test_invented_data_carry_a_banner(tmp_path: Path) -> None:
    assert "Data contoh – orang-orangnya rekaan" in words(page(Fake(), tmp_path))
    assert "rekaan" not in words(page(Fake(invented=False), tmp_path))


def test_findings_have_counts_and_mends_and_rows_add_up(tmp_path: Path) -> None:
    said = words(page(Fake(), tmp_path))
    assert "1.204 peringatan NIK tinggal 12 angka" in said
    assert "Catatan: baris yang dilewati dan sejenisnya (230)" in said
    assert "kirim ulang kolom NIK sebagai teks" in said
    assert "Jumlah 685.201 684.930 1.204 41 230" in said


def test_every_measure_shows_meaning_formula_and_select(tmp_path: Path) -> None:
    html = page(Fake(aim=Aim(Fraction(2, 5), date(2025, 12, 31), "RPJMD")), tmp_path)
    section = html.split('id="definitions"')[1].split("</section>")[0]
    nobody = len(flow.MEASURES) - len({"joined", "lapsed"})
    assert section.count("<details>") == len(MEASURES) - nobody
    assert "active ÷ eligible" in section
    assert "1 &lt; 2" in section


def test_the_page_is_marked_up_for_everyone(tmp_path: Path) -> None:
    found = outline(page(Fake(), tmp_path))
    assert len(found.ids) == len(set(found.ids))
    names = [tag for tag, _ in found.tags]
    assert names.count("h1") == 1
    assert names.count("table") == names.count("caption")
    assert all("scope" in attrs for tag, attrs in found.tags if tag == "th")
    levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    pictures = [attrs for tag, attrs in found.tags if tag == "svg" or attrs.get("role") == "img"]
    assert all(attrs.get("aria-label") or attrs.get("aria-labelledby") for attrs in pictures)
    targets = {attrs["href"] for tag, attrs in found.tags if tag == "a"}
    assert targets <= {f"#{name}" for name in found.ids}


def test_names_from_files_are_escaped(tmp_path: Path) -> None:
    html = page(Fake(titles={"33.02": '<b>Kabupaten</b> & "Banyumas"'}), tmp_path)
    assert "<b>Kabupaten" not in html
    outline(html)


def test_what_cannot_be_measured_is_said_and_leaves_the_rest(tmp_path: Path) -> None:
    said = words(page(Fake(refuse=frozenset({"growth", "gap_points", "gap_workers"})), tmp_path))
    assert "Yang tidak dapat diukur" in said
    assert "growth" in said
    assert "Kekurangan ke target" not in said
    assert "31,36 persen" in said


def test_nothing_known_and_strange_wishes_are_refused(tmp_path: Path) -> None:
    for fake, name, file, code in (
        (Fake(refuse=frozenset({"coverage"})), "coverage", "a.html", "report_empty"),
        (Fake(), "coverage", "a.odt", "report_format"),
        (Fake(), "ngarang", "a.html", "report_unknown"),
        (Fake(), "paritrana", "a.html", "report_within"),
        (Fake(), "coverage", "nowhere/a.xlsx", "disk_folder"),
    ):
        with pytest.raises(Refusal) as refused:
            reports.write(name, fake, tmp_path / file)
        assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_only_numbers_of_one_kind_are_compared(tmp_path: Path) -> None:
    class Mixed(Fake):
        def by_region(self, measure: str, level: str) -> list[Result]:
            found = super().by_region(measure, level)
            return [replace(found[0], basis="figure", source="Koran"), *found[1:]]

    html = page(Mixed(), tmp_path)
    section = html.split('id="regions"')[1].split("</section>")[0]
    assert "Hanya wilayah dengan dasar dan definisi yang sama" in words(section)
    assert "angka publikasi" in words(section)
    drawn = re.findall(r"<svg.*?</svg>", section, flags=re.S)[0]
    assert "Lumbir" not in drawn
    assert "Wangon" in drawn


def test_levels_and_shared_kinds_of_regions() -> None:
    levels = {"ID": "nation", "33": "province", "33.02": "regency", "33.02.01": "district", "33.02.01.2001": "village"}
    assert {code: level_of(code) for code in levels} == levels
    assert bare(["Kecamatan A", "Kecamatan B C"]) == ["A", "B C"]
    assert bare(["Kabupaten Tegal", "Kota Tegal"]) == ["Kabupaten Tegal", "Kota Tegal"]


def test_the_workbook_has_its_sheets_with_real_numbers(tmp_path: Path) -> None:
    sheets = book(Fake(), tmp_path)
    names = ["Ringkasan", "Tren", "Keluar masuk", "Segmen", "Kelompok", "Wilayah", "Mutu Data", "Definisi", "Kuitansi"]
    assert sheets.sheetnames == names
    segment = {cell.value: cell.column for cell in sheets["Segmen"][4]}
    told = [sheets["Keluar masuk"].cell(row, 2).value for row in range(5, 9)]
    assert told == [ACTIVE - CAME + LEFT, CAME, -LEFT, ACTIVE]
    row = sheets["Segmen"][5]
    coverage = row[segment["Cakupan"] - 1]
    assert coverage.value == pytest.approx(159_475 / 312_004)
    assert coverage.number_format == "0.00%"
    assert row[segment["Terlindungi"] - 1].value == 159_475
    assert row[segment["Pekerja"] - 1].number_format == "#,##0"
    assert sheets["Tren"][5][0].is_date


def test_sheets_are_frozen_filtered_and_print_on_one_width(tmp_path: Path) -> None:
    sheets = book(Fake(), tmp_path)
    for sheet in sheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        if sheet.title != "Ringkasan":
            assert sheet.freeze_panes == "B5"
            assert sheet.auto_filter.ref
    assert sheets["Ringkasan"]._charts
    assert sheets["Tren"]._charts


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    fake = Fake(titles={"33.02.01": "=1+1", "33.02.02": "+62", "33.02.03": "-x", "33.02.04": "@SUM(A1)"})
    file = reports.write("coverage", fake, tmp_path / "laporan.xlsx")
    with zipfile.ZipFile(file) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all("<f>" not in sheet for sheet in sheets)
    values = [cell.value for row in opened(file)["Wilayah"] for cell in row]
    assert {"=1+1", "+62", "-x", "@SUM(A1)"} <= set(values)


def test_every_receipt_is_listed_once(tmp_path: Path) -> None:
    sheet = book(Fake(), tmp_path)["Kuitansi"]
    listed = [row[0].value for row in sheet.iter_rows(min_row=5)]
    assert len(listed) == len(set(listed))
    assert set(listed) == {result.receipt for result in gathered.gather(Fake()).results()}


def test_the_same_answers_make_the_same_files(tmp_path: Path) -> None:
    for suffix in (".html", ".xlsx"):
        first, second = (reports.write("coverage", Fake(), tmp_path / f"{n}{suffix}").read_bytes() for n in "ab")
        assert first == second


def test_real_answers_make_the_report_of_the_nation(tmp_path: Path) -> None:
    figures = Path(str(resources.files("cakupan"))) / "demo" / "figures" / "province-2022-2025.csv"
    office = workspace.create(tmp_path / "pusat", "ID")
    intake.add(office, figures, intake.Said(kind="figures", received=date(2026, 11, 21)))
    builds.build(office)
    with Answers(office) as answers:
        html = reports.write("coverage", answers, tmp_path / "indonesia.html").read_text("utf-8")
        sheets = opened(reports.write("coverage", answers, tmp_path / "indonesia.xlsx"))
    outline(html)
    regions = html.split('id="regions"')[1].split("</section>")[0]
    assert "Kalbar" in regions
    assert "DKI Jakarta" in words(regions)
    assert "angka publikasi" in words(html)
    assert "province-2022-2025.csv" in words(html)
    assert sheets["Wilayah"].max_row > 38
