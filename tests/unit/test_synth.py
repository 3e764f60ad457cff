"""Invented lists are read here by themselves, beside the truth that was written with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

import cakupan
from cakupan import synth
from cakupan.cli import app
from cakupan.findings import Refusal
from cakupan.regions import region_path
from cakupan.synth import spelling, words, writing
from cakupan.synth.dice import MACROS, SIDES, Dice
from cakupan.synth.errors import CORRUPTIONS, Errors, Setting

WORKERS, MEMBERS, HOME = 30_000, 12_000, "33.02"
#: As hard as can be, but the list of workers is sound: beside it the rosters show what befell them.
KNOWN = replace(synth.HARD, workers=Errors())
AT = "2025-12-31"
DAYS = (date(2025, 6, 30), date(2025, 12, 31))
FIELDS = ("name", "nik", "birth", "sex", "home")


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database with the lists as workers and members, each row with its number, and the truth."""
    link = duckdb.connect()
    for table, word, name in (("workers", "pekerja", "Nama Lengkap"), ("members", "peserta", "Nama Peserta")):
        link.execute(
            f"""create table {table} as select file_row_number + 1 as row, "NIK" as nik, "{name}" as name,
            "Tanggal Lahir" as birth, "Jenis Kelamin" as sex, "Kode Wilayah" as home
            from read_parquet('{folder}/CONTOH-{word}-{AT}.parquet', file_row_number = true)"""
        )
    link.execute(f"create table truth as from '{folder}/CONTOH-kebenaran.parquet'")
    for table, word in (("worker", "pekerja"), ("member", "peserta")):
        link.execute(
            f"create view {table} as select l.*, t.person, t.listed, t.corruptions from {table}s l "
            f"join truth t on t.row = l.row and t.file = 'CONTOH-{word}-{AT}.parquet'"
        )
    return link


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return lists in which everything that can go wrong does, of one kabupaten."""
    folder = tmp_path_factory.mktemp("hard")
    synth.write(folder, WORKERS, MEMBERS, errors=KNOWN, region=HOME)
    link = opened(folder)
    link.execute(
        "create table pair as select m.*, w.name as true_name, w.nik as true_nik, w.birth as true_birth, "
        "w.sex as true_sex, w.home as true_home from member m join worker w using (person) where m.listed"
    )
    yield link
    link.close()


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return sound lists of the whole nation."""
    folder = tmp_path_factory.mktemp("nation")
    synth.write(folder, 60_000, 10, errors=synth.CLEAN)
    link = opened(folder)
    yield link
    link.close()


def one(link: duckdb.DuckDBPyConnection, select: str) -> Any:
    """Return the only value of a SELECT."""
    return link.execute(select).fetchall()[0][0]


def thrower() -> duckdb.DuckDBPyConnection:
    """Return a connection that knows the SQL of a throw."""
    link = duckdb.connect()
    for macro in MACROS:
        link.execute(macro)
    return link


def digest(folder: Path) -> dict[str, str]:
    """Return the hash of each file by its name."""
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())}


def test_same_seed_same_bytes_whatever_the_threads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_GROUP", 400)
    for name, seed, threads in (("one", 1, 1), ("two", 1, 2), ("other", 2, 2)):
        synth.write(tmp_path / name, 1000, 300, seed=seed, threads=threads, errors=synth.HARD, region="35")
    found = {name: digest(tmp_path / name) for name in ("one", "two", "other")}
    assert found["one"] == found["two"]
    assert not set(found["one"].values()) & set(found["other"].values())


def test_rows_do_not_hang_on_the_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {"errors": synth.CLEAN, "positions": DAYS, "payments": True, "form": "csv"}
    synth.write(tmp_path / "whole", 800, 500, **asked)
    monkeypatch.setattr(writing, "_GROUP", 400)
    synth.write(tmp_path / "pieces", 800, 500, **asked)
    assert digest(tmp_path / "whole") == digest(tmp_path / "pieces")


def test_rows_are_those_of_every_machine(tmp_path: Path) -> None:
    """A release of the engine that gave other people would be seen here; so is every change of words and shares."""
    synth.write(tmp_path, 500, 200, errors=synth.HARD, form="csv", payments=True)
    whole = hashlib.sha256("".join(digest(tmp_path).values()).encode()).hexdigest()
    assert whole == "cdb4463e27193c0e60030c05051b3258e2fefcaf421ea63181946ad0d3790bf6"


def test_throws_in_sql_are_those_in_python() -> None:
    dice = Dice(11)
    keys = [0, 1, 2, 999, 10**6, 2**31 - 3]
    found = thrower().execute(f"select {dice.throw('k', 'use')} from (select unnest({keys})::bigint as k)").fetchall()
    assert [value for (value,) in found] == [dice.number(key, "use") for key in keys]
    assert all(0 <= value < SIDES for (value,) in found)
    assert dice.number(5, "use") != dice.number(5, "other use") != Dice(12).number(5, "use")


@pytest.mark.parametrize("count", [1, 2, 3, 10, 1009, 6000])
def test_shuffle_is_a_permutation(count: int) -> None:
    chain = Dice(3).shuffled(f"select range as row from range({count})", "row", count)
    found = [value for (value,) in thrower().execute(f"select shuffled from ({chain}) order by row").fetchall()]
    assert sorted(found) == list(range(count))
    assert count < 10 or found != list(range(count))


def test_shuffle_parts_neighbours() -> None:
    """Of two numbers side by side the second falls into a part as often as any other, or twins would stay together."""
    chain = Dice(3).shuffled("select range as row from range(40000)", "row", 40_000)
    part = f"select shuffled as s from ({chain}) where row < 16000"
    both = one(thrower(), f"select count(*) from ({part}) a join ({part}) b on b.s = a.s + 1")
    assert 0.37 < both / 16_000 < 0.43


def test_nik_is_nobodys_and_true_to_its_bearer(nation: duckdb.DuckDBPyConnection) -> None:
    nation.execute(f"create or replace view place as from '{region_path()}'")
    wrong = one(
        nation,
        """select count(*) from worker where not regexp_full_match(nik, '[0-9]{16}') or nik[13:16] < '9001'
        or nik[7:12] <> lpad((day(birth) + if(sex = 'P', 40, 0))::varchar, 2, '0') || strftime(birth, '%m%y')
        or nik[1:2] || '.' || nik[3:4] || '.' || nik[5:6] not in (select code from place where level = 'district')
        or home not in (select code from place where level = 'village')""",
    )
    assert wrong == 0
    assert one(nation, "select count(distinct nik) from worker") == 60_000


def test_nik_differ_where_many_live_in_one_village(tmp_path: Path) -> None:
    synth.write(tmp_path, 150_000, 0, errors=synth.HARD, region="33.02.01.2001")
    link = duckdb.connect()
    link.execute(f"create view w as from '{tmp_path}/CONTOH-pekerja-{AT}.parquet'")
    link.execute(f"create view t as from '{tmp_path}/CONTOH-kebenaran.parquet'")
    sound = (
        'select nik from (select "NIK" as nik, row_number() over () as row from w) join t using (row) '
        "where not contains(corruptions, 'nik')"
    )
    assert one(link, f"select count(*) - count(distinct nik) from ({sound})") == 0
    assert one(link, 'select count(distinct "Kode Wilayah") from w') == 1


def test_ages_and_sexes_are_those_of_workers(nation: duckdb.DuckDBPyConnection) -> None:
    day = date(2025, 12, 31)
    first, last = nation.execute("select min(birth), max(birth) from worker").fetchall()[0]
    assert day - timedelta(days=70 * 366) < first < day - timedelta(days=68 * 365)
    assert day - timedelta(days=16 * 366) < last <= day - timedelta(days=15 * 365)
    assert 0.37 < one(nation, "select avg((sex = 'P')::int) from worker") < 0.41


def test_people_live_where_people_live(nation: duckdb.DuckDBPyConnection) -> None:
    found = nation.execute(
        f"""select p.population / sum(p.population) over (), w.n / 60000 from '{region_path()}' p
        join (select home[1:2] as code, count(*) as n from worker group by 1) w on w.code = p.code"""
    ).fetchall()
    assert len(found) == 38
    assert all(abs(share - seen) < 0.01 for share, seen in found)


def test_names_are_those_of_their_region(nation: duckdb.DuckDBPyConnection) -> None:
    def share(what: str, where: str) -> float:
        return float(one(nation, f"select avg(({what})::int) from worker where nik like '{where}%'"))

    assert 0.2 < share("name not like '% %'", "33") < 0.4
    assert share("regexp_matches(name, '^(I|NI) (WAYAN|MADE|NYOMAN|KETUT|PUTU|GEDE|LUH|KADEK|KOMANG)')", "51") > 0.3
    assert share("name ~ '.* (SIREGAR|NASUTION|HARAHAP|LUBIS|SIMANJUNTAK|SITORUS|SINAGA|GINTING)'", "12") > 0.07
    assert share("name ~ '.* (SIREGAR|NASUTION|HARAHAP|LUBIS|SIMANJUNTAK|SITORUS|SINAGA|GINTING)'", "34") < 0.01
    common = one(nation, "select max(n) from (select count(*) as n from worker group by name)")
    assert 60 < common < 1200


def test_truth_has_every_row_and_every_person_once(hard: duckdb.DuckDBPyConnection) -> None:
    rows = dict(hard.execute("select file, count(*) from truth group by file").fetchall())
    assert rows == {f"CONTOH-pekerja-{AT}.parquet": WORKERS, f"CONTOH-peserta-{AT}.parquet": MEMBERS}
    assert one(hard, "select count(distinct person) from worker where listed") == WORKERS
    assert one(hard, "select count(distinct person) from member") == MEMBERS
    assert (
        one(hard, "select count(*) from member where listed and person >= 30000 or not listed and person < 30000") == 0
    )
    assert 0.18 < one(hard, "select avg((not listed)::int) from member") < 0.22
    assert one(hard, "select count(*) from worker where corruptions <> ''") == 0


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_not_said_to_be_corrupt_is_sound(hard: duckdb.DuckDBPyConnection, field: str) -> None:
    """And what is said to be is not, but where a slip of the pen undoes another spelling."""
    same = f"{field} is not distinct from true_{field}"
    said = f"contains(' ' || corruptions, ' {field}_')"
    assert one(hard, f"select count(*) from pair where not ({same}) and not {said}") == 0
    undone = "contains(corruptions, 'name_spelling name_typo')"
    assert one(hard, f"select count(*) from pair where {same} and {said} and not {undone}") == 0


def test_corruptions_fall_as_often_as_they_should(hard: duckdb.DuckDBPyConnection) -> None:
    """Within four standard deviations, of the rows upon which they can fall."""
    can: dict[str, str] = {
        "name_dropped": "contains(true_name, ' ')", "name_order": "contains(true_name, ' ')", "name_spelling": "false",
        "name_parent": "false", "name_husband": "true_sex = 'P'", "name_birth_order": "false",
        "nik_last": "true_nik not like '%0'", "birth_swapped": "day(true_birth) <> month(true_birth)",
        "birth_first": "strftime(true_birth, '%d%m') <> '0101'", "home_near": "false",
    }  # fmt: skip
    for name in CORRUPTIONS:
        where = can.get(name, "true")
        said = f"list_contains(string_split(corruptions, ' '), '{name}')"
        rows, found = hard.execute(f"select count(*), sum(({said})::int) from pair where {where}").fetchall()[0]
        share = getattr(synth.HARD.members, name)
        if rows:
            assert abs(found - share * rows) < 4 * (share * rows) ** 0.5 + 0.06 * share * rows, name
        else:
            seen = one(hard, f"select count(*) from pair where {said}")
            assert name == "name_birth_order" or 0.5 * share * 9600 < seen < 1.1 * share * 9600, name


#: What each corruption does where it stands alone.
ALONE = {
    "name_typo": "levenshtein(name, true_name) between 1 and 2 and abs(length(name) - length(true_name)) <= 1",
    "name_dropped": "contains(true_name, name) or replace(true_name, split_part(true_name, ' ', 2) || ' ', '') = name",
    "name_order": "list_sort(string_split(name, ' ')) = list_sort(string_split(true_name, ' '))",
    "name_spelling": "abs(len(string_split(name, ' ')) - len(string_split(true_name, ' '))) <= 1",
    "name_title": "contains(name, true_name) and regexp_matches(name, '^(H|HJ|DRS|DRA)[.] |, [A-Z.]+$')",
    "name_parent": "starts_with(name, true_name || if(sex = 'P', ' BINTI ', ' BIN '))",
    "name_husband": "sex = 'P' and (name like 'NY. %' or split_part(name, ' ', 1) = split_part(true_name, ' ', 1))",
    "nik_typo": "length(nik) = 16 and hamming(nik, true_nik) between 1 and 2",
    "nik_two": "length(nik) = 16 and hamming(nik, true_nik) = 2",
    "nik_last": "nik = true_nik[1:15] || '0'",
    "nik_missing": "nik is null",
    "nik_other": "nik in (select nik from workers)",
    "nik_temporary": "length(nik) = 16 and starts_with(nik, '0' || replace(true_home, '.', '') || '00')",
    "birth_swapped": "year(birth) = year(true_birth) and if(day(true_birth) > 12, day(birth) = 1 and "
    "month(birth) = month(true_birth), day(birth) = month(true_birth) and month(birth) = day(true_birth))",
    "birth_year": "abs(year(birth) - year(true_birth)) = 1 and month(birth) = month(true_birth)",
    "birth_first": "birth = make_date(year(true_birth), 1, 1)",
    "birth_missing": "birth is null",
    "sex_missing": "sex is null",
    "sex_wrong": "sex <> true_sex",
    "home_far": "home[1:5] <> true_home[1:5]",
    "home_near": "home[1:5] = true_home[1:5]",
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_corruption_does_what_it_says(hard: duckdb.DuckDBPyConnection, name: str) -> None:
    told = hard.execute(
        f"select count(*), count(*) filter (where ({ALONE[name]}) is not true) from pair where corruptions = '{name}'"
    ).fetchall()[0]
    assert told[0] > 3
    assert told[1] == 0


def test_birth_order_is_left_out_in_bali(tmp_path: Path) -> None:
    only = Setting(members=Errors(name_birth_order=1.0))
    synth.write(tmp_path, 2000, 2000, errors=only, region="51.08")
    link = opened(tmp_path)
    rows = link.execute("select w.name, m.name, m.corruptions from member m join worker w using (person)").fetchall()
    named = [(was, seen) for was, seen, said in rows if said == "name_birth_order"]
    assert len(named) > 1000
    assert all(was.endswith(f" {seen}") and was.removesuffix(f" {seen}") in ORDERS for was, seen in named)
    assert all(was == seen for was, seen, said in rows if not said)


ORDERS = {word for pool in ("bali_urut_l", "bali_urut_p") for word in words.pools()[pool]}


def test_twins_and_namesakes(tmp_path: Path) -> None:
    synth.write(tmp_path, 20_000, 0, errors=Setting(twins=0.05, namesakes=0.1), region=HOME)
    link = duckdb.connect()
    link.execute(
        'create table w as select row_number() over () - 1 as person, "NIK" as nik, "Nama Lengkap" as name, '
        f'"Tanggal Lahir" as birth, "Kode Wilayah" as home from \'{tmp_path}/CONTOH-pekerja-{AT}.parquet\''
    )
    pairs = "from w a join w b on b.person = a.person + 1 and a.person % 2 = 0"
    twins = f"{pairs} where a.birth = b.birth and a.home = b.home and a.nik[1:6] = b.nik[1:6]"
    count, named = link.execute(f"select count(*), sum((a.name = b.name)::int) {twins}").fetchall()[0]
    assert 900 < count < 1100
    assert named < 5
    assert one(link, f"select avg(levenshtein(a.name, b.name)) {twins}") < 8
    assert 1800 < one(link, f"select count(*) {pairs} where a.name = b.name and a.home = b.home") < 2200
    assert one(link, "select count(distinct nik) from w") == 20_000


def test_spellings_are_those_that_offices_write() -> None:
    assert {"MOH.", "MOHD.", "M."} <= set(spelling.others("MUHAMMAD"))
    assert "SOEKARNO" in spelling.others("SUKARNO")
    assert "DJOKO" in spelling.others("JOKO")
    assert "TJAHJA" in spelling.others("CAHYA")
    assert "ACHMAD" in spelling.others("AHMAD")
    word_of = {number: word for word, number in words.numbers().items()}
    assert all(way != word_of[place // spelling.WAYS] for place, way in spelling.variants())
    assert len({place // spelling.WAYS for place, _ in spelling.variants()}) > 0.8 * len(word_of)


def test_words_are_words() -> None:
    """Each once in its pool, letters only; pools and mixes that a name needs are there, and whole."""
    for pool, line in words.pools().items():
        assert len(line) == len(set(line)), pool
        assert all(word.replace(" ", "").replace("'", "").replace("-", "").isalpha() for word in line), pool
    spread = {first: past for first, past, _ in words.patterns()}
    assert sum(past - first for first, past in spread.items()) == len(words.mixes()) * 2 * words.PATTERNS
    assert all(sum(mix.values()) == 100 for mix in words.page()["mix"].values())


def test_several_positions_come_and_go(tmp_path: Path) -> None:
    files = synth.write(tmp_path, 20_000, 10_000, errors=synth.CLEAN, positions=DAYS, payments=True)
    rosters = [file for file in files if file.kind == "members"]
    link = duckdb.connect()
    for name, file in zip(("one", "two"), rosters, strict=True):
        link.execute(f"create view {name} as from '{file.path}'")
    counts = link.execute(
        'select count(a."No. KPJ"), count(b."No. KPJ"), count(*) from one a full join two b using ("No. KPJ")'
    ).fetchall()[0]
    assert counts[2] == 10_000
    assert 500 < 10_000 - counts[0] < 700
    assert 300 < 10_000 - counts[1] < 500
    assert one(link, "select count(*) from one where \"Tanggal Kepesertaan\" > date '2025-06-30'") == 0
    came = 'from two where "No. KPJ" not in (select "No. KPJ" from one)'
    assert one(
        link,
        "select min(\"Tanggal Kepesertaan\") > date '2025-06-30' and "
        f"max(\"Tanggal Kepesertaan\") <= date '2025-12-31' {came}",
    )
    link.execute(f"create view paid as from '{next(file.path for file in files if file.kind == 'payments')}'")
    assert one(link, 'select count(*) from paid where "No. KPJ" not in (select "No. KPJ" from two)') == 0
    assert one(link, 'select count(distinct "No. KPJ") from paid') == counts[1]
    overlapping = one(
        link,
        'select count(*) from paid a join paid b using ("No. KPJ") where a."Bulan Awal" < b."Bulan Awal" '
        'and a."Bulan Akhir" >= b."Bulan Awal"',
    )
    assert overlapping == 0
    assert one(link, 'select min("Jumlah Iuran") > 0 and min("Bulan Awal") >= \'2024-01\' from paid')


@pytest.mark.parametrize("form", synth.FORMS)
def test_sound_lists_are_accepted_whole(tmp_path: Path, form: str) -> None:
    files = synth.write(
        tmp_path / "post", 1500, 600, errors=synth.CLEAN, region=HOME, groups=["PETANI"], payments=True, form=form
    )
    office = cakupan.create(tmp_path / "office", region=HOME)
    for file in files:
        assert file.path.name.startswith("CONTOH-")
        if file.kind == "truth":
            continue
        said: dict[str, Any] = {"kind": file.kind, "position": file.position, "group": file.group, "invented": True}
        about = cakupan.add(office, file.path, **said).batch.about
        assert (about["accepted"], about["warned"], about["quarantined"]) == (file.rows, 0, 0), file
    cakupan.build(office)
    result = cakupan.show(office, "coverage")[0]
    assert result.denominator == 1500
    assert 0 < result.numerator < 600


def test_hard_lists_lose_no_row(tmp_path: Path) -> None:
    files = synth.write(tmp_path / "post", 1500, 600, errors=synth.HARD, region=HOME)
    office = cakupan.create(tmp_path / "office", region=HOME)
    for file in files[:-1]:
        about = cakupan.add(office, file.path, kind=file.kind, position=file.position, invented=True).batch.about
        assert about["accepted"] + about["quarantined"] == file.rows
        assert about["quarantined"] < 0.05 * file.rows < about["warned"]


def test_own_setting(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("unlisted = 0.5\n[members]\nnik_missing = 1.0\n", "utf-8")
    setting = synth.read(own)
    assert setting == Setting(unlisted=0.5, members=Errors(nik_missing=1.0))
    synth.write(tmp_path / "out", 500, 200, errors=setting)
    assert one(opened(tmp_path / "out"), "select count(nik) from members") == 0


def test_page_tells_of_every_share(tmp_path: Path) -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "synth.md").read_text("utf-8")
    told = tmp_path / "told.toml"
    told.write_text(page.partition("```toml\n")[2].partition("```")[0], "utf-8")
    setting = synth.read(told)
    assert all(getattr(setting.members, name) for name in CORRUPTIONS)
    assert all((setting.unlisted, setting.twins, setting.namesakes, setting.moved, setting.members.together))


@pytest.mark.parametrize(
    "text",
    [
        "unlisted = 2\n",
        "[members]\nwrong = 0.1\n",
        "[members]\nnik_typo = 0.6\nnik_last = 0.6\n",
        "= 1",
        "twins = 0.6\n",
        'moved = "x"\n',
    ],
)
def test_setting_that_does_not_hold_is_refused(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text, "utf-8")
    with pytest.raises(Refusal) as refused:
        synth.read(own)
    assert refused.value.code == "settings_broken"


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"workers": 0}, "synth_counts"),
        ({"workers": 10, "members": 11}, "synth_counts"),
        ({"workers": 10, "region": "99"}, "no_region"),
        ({"workers": 10, "region": "33.0"}, "no_region"),
        ({"workers": 10, "form": "pdf"}, "synth_form"),
        ({"workers": 10, "groups": ["PETINGGI"]}, "synth_group"),
        ({"workers": 10**8, "region": HOME}, "synth_crowded"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, asked: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        synth.write(tmp_path, **asked)
    assert refused.value.code == code


def test_command(tmp_path: Path) -> None:
    asked = ["synth", "--workers", "300", "-o", str(tmp_path), "--region", "banyumas", "--hard", "--group", "rt_rw"]
    said = CliRunner().invoke(app, [*asked, "--format", "json"])
    assert said.exit_code == 0
    found = json.loads(said.stdout)
    assert [entry["kind"] for entry in found] == ["workers", "workers", "members", "truth"]
    assert {entry["file"] for entry in found} == {file.name for file in tmp_path.iterdir()}
    assert "300 baris" in CliRunner().invoke(app, asked).stdout
    assert CliRunner().invoke(app, [*asked, "--clean"]).exit_code == 2
