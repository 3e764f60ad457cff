"""What a careful analyst writes with pandas: the lists of a kabupaten cleaned, joined, counted, and one table out.

    python -m benches.peers.kabupaten_pandas FOLDER OUT.html --engine calamine|openpyxl

Whole columns at a time; each column is cleaned by the fewest passes that hold on these lists.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd

from cakupan.regions import region_path

POSITION = pd.Timestamp("2025-03-31")
REGENCY = "33.02"
_NAMES = {
    "Nama Lengkap": "nama", "Nama Peserta": "nama", "Tgl Lahir": "lahir", "L/P": "jk", "Desa/Kel": "desa",
    "Desa/Kelurahan": "desa", "Kecamatan": "kecamatan", "Penghasilan (Rp)": "upah", "Upah": "upah", "NIK": "nik",
    "Segmen": "segmen", "BLTH": "blth",
}  # fmt: skip
_MONTHS = {"Januari": "01", "Februari": "02", "Maret": "03", "April": "04", "Mei": "05", "Juni": "06", "Juli": "07",
           "Agustus": "08", "September": "09", "Oktober": "10", "November": "11", "Desember": "12"}  # fmt: skip
_SEGMENTS = {"BUKAN PENERIMA UPAH": "BPU", "PENERIMA UPAH": "PU"}
_PRIORITY = {"PU": 1, "PMI": 2, "JAKON": 3, "BPU": 4}


def load(file: Path, engine: str) -> pd.DataFrame:
    """Return the rows under the header, as text, without totals and signatures."""
    rows = pd.read_excel(file, header=3, dtype=str, engine=engine)
    rows = rows.rename(columns=lambda heading: _NAMES.get(heading.strip(), heading.strip()))
    rows["file"] = file.stem
    return rows[rows["No"].str.isdigit().fillna(False)]


def clean_nik(text: pd.Series) -> pd.DataFrame:
    """Return the NIK where it holds, and whether a written one is impossible."""
    digits = text.str.replace(r"[ .']", "", regex=True)
    shaped = digits.str.fullmatch(r"\d{16}").fillna(False).astype(bool)
    number = pd.to_numeric(digits.where(shaped), errors="coerce").fillna(0).astype("int64")
    day, month = number // 10**8 % 100, number // 10**6 % 100
    usual = shaped & day.mod(40).between(1, 31) & (day <= 71) & month.between(1, 12)
    return pd.DataFrame(
        {"nik": digits.where(usual), "impossible": digits.notna() & ~usual, "key": number.where(usual, 0)}
    )


def clean_name(text: pd.Series) -> pd.Series:
    """Return names in capitals, single spaces, without titles and degrees."""
    name = text.str.upper().str.replace(r",.*$", "", regex=True).str.replace(".", " ", regex=False)
    name = name.str.split().str.join(" ")
    return name.str.replace(r"^(?:(?:HJ|H|DRS|DR|IR) )+", "", regex=True)


def clean_day(text: pd.Series) -> pd.Series:
    """Return dates, written in any of the ways of these lists; day before month."""
    plain = text.str.slice(0, 10).str.replace("/", "-", regex=False)
    day = pd.to_datetime(plain, format="%Y-%m-%d", errors="coerce")
    rest = day.isna()
    day[rest] = pd.to_datetime(plain[rest], format="%d-%m-%Y", errors="coerce")
    rest = day.isna() & text.notna()
    parts = text[rest].str.split(expand=True)
    if len(parts.columns) == 3:
        written = parts[0] + "-" + parts[1].map(_MONTHS) + "-" + parts[2]
        day[rest] = pd.to_datetime(written, format="%d-%m-%Y", errors="coerce")
    return day


def clean_rupiah(text: pd.Series) -> pd.Series:
    """Return whole rupiah."""
    bare = text.str.replace(r"(?:,-|\.0)$|[Rp ]", "", regex=True).str.replace(".", "", regex=False)
    return pd.to_numeric(bare, errors="coerce").astype("Int64")


def places() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return kecamatan and villages of the kabupaten with the names by which rows call them."""
    region = pd.read_parquet(region_path(), columns=["code", "name", "level", "parent"])
    region = region[region["code"].str.startswith(REGENCY + ".")].assign(call=lambda t: call(t["name"]))
    district = region[region["level"] == "district"].set_index("call")["code"].rename("district").reset_index()
    village = region[region["level"] == "village"][["call", "parent", "code"]]
    return district.rename(columns={"call": "kec"}), village.rename(
        columns={"call": "des", "parent": "district", "code": "village"}
    )


def call(name: pd.Series) -> pd.Series:
    """Return names of places in capitals without their kind, blanks and signs."""
    bare = name.str.upper().str.replace(r"^(?:KECAMATAN|KEC|DESA|KELURAHAN|KEL|DS)\b[ .]*", "", regex=True)
    return bare.str.replace(r"[^A-Z0-9]", "", regex=True)


def located(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with district and village; each distinct pair of names is looked up once."""
    district, village = places()
    pairs = rows[["desa", "kecamatan"]].drop_duplicates()
    pairs = pairs.assign(des=call(pairs["desa"]), kec=call(pairs["kecamatan"]))
    pairs = pairs.merge(district, how="left", on="kec").merge(village, how="left", on=["district", "des"])
    return rows.merge(pairs[["desa", "kecamatan", "district", "village"]], how="left", on=["desa", "kecamatan"])


def cleaned(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return the accepted rows, and how many were accepted, warned and put aside."""
    rows = located(rows.reset_index(drop=True))
    rows = pd.concat([rows.drop(columns="nik"), clean_nik(rows["nik"])], axis=1)
    rows["nama"], rows["lahir"], rows["upah"] = (
        clean_name(rows["nama"]),
        clean_day(rows["lahir"]),
        clean_rupiah(rows["upah"]),
    )
    if "jk" in rows:
        rows["jk"] = rows["jk"].str.slice(0, 1).str.upper()
    rows["segmen"] = rows["segmen"].str.upper().replace(_SEGMENTS)
    bad = (
        rows["nama"].isna() | rows["impossible"] | (rows["nik"].isna() & rows["lahir"].isna()) | rows["district"].isna()
    )
    day, month, year = rows["key"] // 10**8 % 100, rows["key"] // 10**6 % 100, rows["key"] // 10**4 % 100
    born = rows["lahir"].dt
    differs = (rows["key"] > 0) & ((born.day != day % 40) | (born.month != month) | (born.year % 100 != year))
    again = rows["nik"].notna() & rows.duplicated(["file", "nik"])
    warned = ~bad & (rows["nik"].isna() | differs | again | rows["village"].isna() | rows["segmen"].isna())
    counts = {"accepted": int((~bad).sum()), "warned": int(warned.sum()), "quarantined": int(bad.sum())}
    good = rows[~bad].copy()
    named = good["nama"] + good["lahir"].dt.strftime("|%Y-%m-%d")
    good["person"] = good["nik"].fillna(named)
    return good, counts


def active(members: pd.DataFrame) -> pd.DataFrame:
    """Return each protected person once, in the principal segment."""
    paid = pd.to_datetime(members["blth"], format="%m/%Y", errors="coerce")
    ends = paid + pd.DateOffset(months=4)
    held = members[(members["segmen"] != "BPU") | paid.isna() | (ends > POSITION)]
    order = held.assign(rank=held["segmen"].map(_PRIORITY)).sort_values("rank", kind="stable")
    return order.drop_duplicates("person")


def coverage(eligible: pd.DataFrame, protected: pd.DataFrame, key: str) -> pd.DataFrame:
    """Return active, eligible and coverage by a column."""
    table = pd.DataFrame({"active": protected.groupby(key).size(), "eligible": eligible.groupby(key).size()})
    table = table.fillna(0).astype("int64")
    return table.assign(coverage=np.round(100 * table["active"] / table["eligible"].replace(0, np.nan), 2))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--engine", choices=("calamine", "openpyxl"), default="calamine")
    said = parser.parse_args()
    read = {
        name: pd.concat([load(file, said.engine) for file in sorted(said.folder.glob(f"{name}*.xlsx"))])
        for name in ("pekerja", "rt-rw", "peserta")
    }
    workers, fate = cleaned(read["pekerja"])
    group, fate_of_group = cleaned(read["rt-rw"])
    members, fate_of_members = cleaned(read["peserta"])
    eligible, protected = workers.drop_duplicates("person"), active(members)
    listed = group.drop_duplicates("person")
    reached = listed[listed["person"].isin(protected["person"])]
    parts = {
        "Kecamatan": coverage(eligible, protected, "district"),
        "Desa": coverage(eligible, protected, "village"),
        "Segmen": coverage(eligible, protected, "segmen"),
        "Kelompok": pd.DataFrame({"active": [len(reached)], "eligible": [len(listed)]}, index=["RT_RW"]),
    }
    page = "".join(f"<h2>{name}</h2>{table.to_html()}" for name, table in parts.items())
    said.out.write_text(f"<!doctype html><title>Cakupan</title>{page}", "utf-8")
    answers = {
        "accepted": [fate["accepted"], fate_of_group["accepted"], fate_of_members["accepted"]],
        "total": [len(protected), len(eligible)],
        "district": {code: [int(row.active), int(row.eligible)] for code, row in parts["Kecamatan"].iterrows()},
        "segment": {code: [int(row.active), int(row.eligible)] for code, row in parts["Segmen"].iterrows()},
        "group": [len(reached), len(listed)],
    }
    print(json.dumps({"rows": sum(map(len, read.values())), "answers": answers}))


if __name__ == "__main__":
    main()
