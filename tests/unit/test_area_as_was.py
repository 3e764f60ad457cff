"""A series stays comparable both ways: old codes are counted today, and an area may be asked as it was."""

from __future__ import annotations

from pathlib import Path

import cakupan


def test_an_area_is_asked_as_it_was_and_an_old_code_means_todays(tmp_path: Path) -> None:
    office = cakupan.create(tmp_path / "office", region="ID")
    file = tmp_path / "daftar.csv"
    codes = ["91.01", "93.01", "91.03", "94.01", "92.71", "33.02"]
    rows = [f"330216170890{n:04},JOKO {'ABCDEF'[n - 1]},{code}" for n, code in enumerate(codes, 1)]
    file.write_text("NIK,Nama,Kode Wilayah\n" + "\n".join(rows) + "\n", "utf-8")
    cakupan.add(office, file, kind="workers", position="2019-12-31", segment="BPU")
    cakupan.build(office)

    def eligible(region: str) -> list[tuple[str, int | None]]:
        return [(row.region, row.numerator) for row in cakupan.show(office, "eligible", region=region)]

    assert eligible("91+93+94+95") == [("91+93+94+95", 4)]
    assert eligible("92+96") == [("92+96", 1)]
    assert eligible("91.01") == eligible("93.01") == [("93.01", 2)]
    assert eligible("91") == [("91", 1)]
    assert eligible("Toba Samosir") == [("12.12", 0)]
