"""Cells that mean what stands above them: ditto marks, and regions merged over the rows below."""

from __future__ import annotations

from cakupan.engine.duckdb import DuckDB
from cakupan.fields.region import LEVELS
from cakupan.sources import sections
from cakupan.sources.sheet import Remark, quoted
from cakupan.sources.stage import WHOLE_IN_SQL, Stage, Staged

#: Fields whose ditto marks are read. Never those that say who somebody is.
_REPEATABLE = ("region", "bps", *LEVELS, "segment", "group_code", "occupation")
#: Without the points, blanks and strokes around them.
_MARKS = (
    "idem", "sda", "s.d.a", "s. d. a", "s d a", "sd.a", '"', "''", "'' ''", '" "', "”", "“", "„", "″", "〃", "々", ",,",
    "//", "=//=",
)  # fmt: skip
#: Beyond so many bytes nothing is a ditto mark; it spares the comparison of long texts.
_LONGEST = 10
#: Between what the marks lie in the order of texts: signs, the two words in their usual spellings, signs of afar.
_BEGINNINGS = (
    (" ", "/~"), ("=", "=~"), ("IDEM", "IDEM."), ("Idem", "Idem."), ("idem", "idem."), ("S ", "S.~"), ("SDA", "SDA."),
    ("Sda", "Sda."), ("s ", "s.~"), ("sda", "sda."), ("\u007f", "\U0010ffff"),
)  # fmt: skip
#: Titles and headings that may stand in a column above its values.
_ABOVE = 8
#: Reasons for which a line is skipped that part nothing.
_NO_EDGE = ("skipped_blank", "")


def _is_mark(cell: str) -> str:
    """Return the SQL of whether a cell is a ditto mark; what cannot be one is told by its beginning, which is quick."""
    marks = ", ".join(quoted(mark) for mark in _MARKS)
    begins = " or ".join(f"{cell} between '{low}' and '{high}'" for low, high in _BEGINNINGS)
    return f"(({begins}) and strlen({cell}) <= {_LONGEST} and trim(lower({cell}), ' .-') in ({marks}))"


def dittos(stage: Stage) -> list[Remark]:
    """Give every cell with a ditto mark what stands above it; return one remark per column.

    Args:
        stage: the staged rows; those of the table `skipped` are left out.

    """
    remarks: list[Remark] = []
    for name in (name for name in _REPEATABLE if name in stage.fields):
        text = name if stage.fields[name] in WHOLE_IN_SQL else f"{name}_o"
        found = stage.engine.rows(
            f"select sheet_no, count(*) from stage where {_is_mark(text)} group by sheet_no order by sheet_no"
        )
        for number, count in found:
            _repeat(stage.engine, stage.sheets[number], name, text)
            remarks.append((stage.sheets[number].name, 0, "as_above", name, f"{count} sel"))
    return remarks


def _repeat(engine: DuckDB, staged: Staged, name: str, text: str) -> None:
    """Put what stands above into the cells of a column; a region of another section does not stand above."""
    columns = list(dict.fromkeys((name, text)))
    packed = ", ".join(f"{column} := {column}" for column in columns)
    filled = " or ".join(f"nullif(trim({column}), '') is not null" for column in columns)
    cells = ", ".join(f"{column} = f.above.{column}" for column in columns)
    mark = f"k.row is null and coalesce({_is_mark(text)}, false)"
    within = f"sum(case when code = '{sections.SKIPPED}' then 1 else 0 end) over (order by row)"
    part = within if name in LEVELS else "0"
    engine.connection.execute(
        f"update stage set {cells} from ("
        "select row, mark, last_value(own ignore nulls) over (partition by part order by row) as above from ("
        f"select *, {part} as part from (select s.rowid as row, k.code, {mark} as mark, "
        f"case when k.row is null and not ({mark}) and ({filled}) then struct_pack({packed}) end as own "
        f"from stage s left join skipped k on k.row = s.rowid where {_of(staged)}))) f "
        "where f.mark and f.row = stage.rowid"
    ).fetchall()


def _of(staged: Staged) -> str:
    return f"s.rowid >= {staged.data} and s.rowid < {staged.first + staged.length}"


def _data() -> str:
    return "not exists (select 1 from skipped where skipped.row = s.rowid)"


def merged(stage: Stage) -> list[Remark]:
    """Fill regions down where only the first row of each has its name; return one remark per column.

    A column is filled where its pattern says that the blanks mean the name above: the first row has one, half of
    the cells or more are blank, no name is written twice in a row, few names come again or stand alone.

    Args:
        stage: the staged rows; those of the table `skipped` are left out.

    """
    present = [level for level in LEVELS if level in stage.fields]
    if not present:
        return []
    filled = ", ".join(f"count({level})" for level in present)
    counts = stage.engine.rows(f"select sheet_no, count(*), {filled} from stage group by sheet_no order by sheet_no")
    remarks: list[Remark] = []
    for number, rows, *found in counts:
        staged = stage.sheets[number]
        for index, (level, named) in enumerate(zip(present, found, strict=True)):
            if 0 < named <= rows - named + _ABOVE and (blanks := _merged_away(stage.engine, staged, level)):
                _fill(stage.engine, staged, level, present[:index])
                remarks.append((staged.name, 0, "filled_down", level, f"{blanks} sel kosong"))
    return remarks


def _merged_away(engine: DuckDB, staged: Staged, level: str) -> int:
    """Return how many cells of a column are blank because their value stands above; 0 where its pattern is another."""
    of_data = f"from stage s where {_of(staged)} and {_data()}"
    ((rows, top),) = engine.rows(f"select count(*), min(s.rowid) {of_data}")
    ((first, starts, names, again, alone),) = engine.rows(
        "select min(row), count(*), count(distinct v), count(*) filter (v = last), count(*) filter (row + 1 = next) "
        "from (select row, v, lag(v) over (order by row) as last, lead(row) over (order by row) as next from "
        f"(select s.rowid as row, nullif(trim(s.{level}), '') as v {of_data}) where v is not null)"
    )
    few = names * 10 >= starts * 7 and again * 20 <= starts and alone * 3 <= starts
    return rows - starts if first == top and few and starts * 2 <= rows else 0


def _fill(engine: DuckDB, staged: Staged, level: str, higher: list[str]) -> None:
    """Fill a column down, but not past a line that parts rows, nor past where a higher region begins."""
    parts = "".join(f", nullif(trim({name}), '') as {name}" for name in higher)
    begins = "".join(
        f" or ({name} is not null and {name} is distinct from lag({name} ignore nulls) over (order by row))"
        for name in higher
    )
    parting = f"k.code is not null and k.code not in {_NO_EDGE}"
    engine.connection.execute(
        f"update stage set {level} = f.above from ("
        "select row, v, skipped, last_value(v ignore nulls) over (partition by part order by row) as above from ("
        "select *, sum(case when edge then 1 else 0 end) over (order by row) as part from ("
        f"select row, v, skipped, parting{begins} as edge from ("
        f"select s.rowid as row, nullif(trim(s.{level}), '') as v, k.row is not null as skipped, "
        f"{parting} as parting{parts} from stage s left join skipped k on k.row = s.rowid where {_of(staged)})))) f "
        "where f.v is null and not f.skipped and f.above is not null and f.row = stage.rowid"
    ).fetchall()
