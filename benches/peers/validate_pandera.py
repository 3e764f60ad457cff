"""What a careful analyst writes with pandera: the rules of `rules` on whole columns, every failing row told (lazy).

python -m benches.peers.validate_pandera FILE
"""

from __future__ import annotations

import json
import sys
import time

import pandas as pd
import pandera.errors
import pandera.pandas as pa

from benches.peers import rules


def days(text: pd.Series) -> pd.Series:
    """Return dates; each distinct spelling is read once."""
    told = {one: rules.day(one) for one in text.dropna().unique()}
    return pd.to_datetime(text.map(told), errors="coerce")


def in_place(rows: pd.DataFrame) -> pd.Series:
    """Say whether each village lies in its kecamatan."""
    village = rows[rules.HEADS["village"]].str.replace(rules.VILLAGE_MARK, "", regex=True).str.upper()
    district = rows[rules.HEADS["district"]].str.replace(rules.DISTRICT_MARK, "", regex=True).str.upper()
    return (district + "/" + village).isin(rules.places())


def agrees(rows: pd.DataFrame) -> pd.Series:
    """Say whether birth date and sex are those of the NIK."""
    nik, born = rows[rules.HEADS["nik"]].str.replace(rules.NIK_MARKS, "", regex=True), days(rows[rules.HEADS["born"]])
    female = rows[rules.HEADS["sex"]].map(rules.SEXES)
    told = nik.str.fullmatch(rules.NIK).fillna(False) & born.notna() & female.notna()
    day = (born.dt.day + 40 * female.eq(True)).astype("Int64").astype("string").str.zfill(2)
    return ~told | (nik.str.slice(6, 12) == day + born.dt.strftime("%m%y"))


def once(rows: pd.DataFrame) -> pd.Series:
    """Say whether no other row has the NIK."""
    nik = rows[rules.HEADS["nik"]].str.replace(rules.NIK_MARKS, "", regex=True)
    return nik.isna() | ~nik.duplicated(keep="first")


SCHEMA = pa.DataFrameSchema(
    {
        rules.HEADS["nik"]: pa.Column(
            "str", pa.Check(lambda nik: nik.str.replace(rules.NIK_MARKS, "", regex=True).str.fullmatch(rules.NIK))
        ),
        rules.HEADS["name"]: pa.Column("str"),
        rules.HEADS["born"]: pa.Column("str", pa.Check(lambda text: days(text).notna())),
        rules.HEADS["sex"]: pa.Column("str", pa.Check.isin(list(rules.SEXES))),
        rules.HEADS["wage"]: pa.Column("str", pa.Check(lambda text: text.str.fullmatch(rules.WAGE))),
    },
    checks=[pa.Check(in_place), pa.Check(agrees), pa.Check(once)],
)


def load(file: str) -> pd.DataFrame:
    """Return the rows as text; those below the list, which have no number, are left out."""
    if file.endswith(".xlsx"):
        rows = pd.read_excel(file, header=3, dtype="str")
        return rows[rows["No"].str.isdigit().fillna(False)]
    return pd.read_csv(file, sep="\t", dtype="str")


def main() -> None:
    start = time.perf_counter()
    rows = load(sys.argv[1])
    failing: set[object] = set()
    try:
        SCHEMA.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as error:
        failing = set(error.failure_cases["index"].dropna())
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rows": len(rows), "failing": len(failing)}))


if __name__ == "__main__":
    main()
