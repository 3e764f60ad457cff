"""`cakupan review`: pairs that may be one person, what people decide of them, and what that changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen
from cakupan import workspace as folders
from cakupan.cli.options import HERE, Format, Into, Language, Office, Output, say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.review import Outcome, Pair
    from cakupan.workspace import Workspace

_SHOWN, _WRITTEN = 20, 200
_BOOKS = (".xlsx", ".xls", ".xlsb", ".ods", ".csv")


def review(
    what: Annotated[
        list[str] | None,
        typer.Argument(help="ID pasangan, dua baris (KIRIMAN:LEMBAR:BARIS), atau berkas yang sudah diisi."),
    ] = None,
    same: Annotated[bool, typer.Option("--same", help="Putuskan: satu orang.")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="Putuskan: dua orang.")] = False,
    by: Annotated[str, typer.Option(help="Siapa yang memutuskan.")] = "",
    why: Annotated[str, typer.Option(help="Alasannya.")] = "",
    undo: Annotated[int | None, typer.Option(help="Batalkan keputusan menurut nomornya.")] = None,
    decisions: Annotated[bool, typer.Option("--decisions", help="Siapa memutuskan apa, kapan, mengapa.")] = False,
    joined: Annotated[bool, typer.Option("--joined", help="Yang sudah disatukan.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Satu NIK yang dihitung dua orang.")] = False,
    quality: Annotated[bool, typer.Option("--quality", help="Seberapa tepat penyatuannya.")] = False,
    truth: Annotated[
        Path | None, typer.Option(help="Berkas kebenaran untuk --quality: file, row (atau sheet, row_no), person.")
    ] = None,
    region: Annotated[str, typer.Option(help="Kode atau nama wilayah.")] = "",
    limit: Annotated[
        int | None, typer.Option(min=0, max=1_000_000, help="Paling banyak berapa pasangan; bawaan 20, di berkas 200.")
    ] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis nama, NIK dan tanggal lahir lengkap.")] = False,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Susun dan sebutkan tiap angka yang berubah, atau catat saja.")
    ] = True,
    office: Office = HERE,
    form: Output = Format.table,
    output: Into = None,
    lang: Language = "",
) -> None:
    """Periksa pasangan yang mungkin satu orang, yang paling berarti dahulu. / Review pairs that may be one person.

    Contoh: cakupan review --same 3f9a01b2c4 --by "Siti A." --why "KTP dicek"
    """
    ws = folders.open_workspace(office)
    speaks = lang or ws.language
    asked = [bool(chosen) for chosen in (same, apart, undo is not None, decisions, quality)]
    if sum(asked) > 1 or ((same or apart) and not what):
        raise Refusal("review_one_thing")
    if decisions:
        _decisions(ws, form, output, speaks)
    elif quality:
        _quality(ws, truth, region, form, speaks)
    elif any(asked) or (what and what[0].lower().endswith(_BOOKS)):
        verdict = "same" if same else "apart" if apart else ""
        _say(_act(ws, verdict, what or [], undo, by, why, build), form, speaks)
    elif output is not None and output.suffix.lower() == ".xlsx":
        _write(ws, output, {"joined": joined, "split": split, "region": region}, limit, unmasked, form, speaks)
    else:
        found = _pairs(ws, what or [], joined, split, region, _SHOWN if limit is None else limit)
        _show(found, unmasked, form, output, speaks)


def _act(ws: Workspace, verdict: str, what: list[str], undo: int | None, by: str, why: str, build: bool) -> Outcome:
    """Do what changes who is who: a verdict, an undo, or a workbook that came back."""
    from cakupan import review as room

    with screen.Progress() as progress:
        if undo is not None:
            return room.take_back(ws, undo, by=by, why=why, build=build, tell=progress)
        if not verdict:
            return room.read(ws, Path(what[0]), by=by, why=why, build=build, tell=progress)
        told = [part for word in what for part in word.split(",") if part]
        return room.decide(ws, verdict, told, by=by, why=why, build=build, tell=progress)


def _say(done: Outcome, form: Format, lang: str) -> None:
    if form is Format.table:
        screen.decided(done, lang)
    else:
        say_json(done.machine())


def _pairs(ws: Workspace, what: list[str], joined: bool, split: bool, region: str, limit: int) -> list[Pair]:
    from cakupan import review as room

    if what:
        return room.look_up(ws, what)
    return room.pairs(ws, joined=joined, split=split, region=region, limit=limit)


def _show(found: list[Pair], unmasked: bool, form: Format, output: Path | None, lang: str) -> None:
    from cakupan.review import evidence

    if form is Format.table and output is None:
        screen.pairs(found, lang, unmasked)
        return
    machine = [evidence.machine(pair, unmasked=unmasked) for pair in found]
    say_data([_flat(pair, lang) for pair in machine] if form is Format.csv else machine, form, output)


def _flat(pair: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return a pair as one row of plain cells."""
    told = {key: pair[key] for key in ("id", "standing", "probability", "value", "stake", "chance")}
    told |= {key: pair[key][lang] for key in ("evidence", "why")} | pair["effect"]
    for side in ("left", "right"):
        told |= {f"{side}_{key}": cell for key, cell in pair[side].items()}
    return told


def _write(
    ws: Workspace, output: Path, which: dict[str, Any], limit: int | None, unmasked: bool, form: Format, lang: str
) -> None:
    from cakupan import review as room

    n = room.write(ws, output, **which, limit=_WRITTEN if limit is None else limit, unmasked=unmasked)
    if form is Format.table:
        screen.told(lang, "review_written", n=n, file=output.name)
    else:
        say_json({"file": output.name, "pairs": n})


def _decisions(ws: Workspace, form: Format, output: Path | None, lang: str) -> None:
    from cakupan import review as room

    found = room.decisions(ws)
    if form is Format.table and output is None:
        screen.decisions(found, lang)
    else:
        say_data([one.machine() for one in found], form, output)


def _quality(ws: Workspace, truth: Path | None, region: str, form: Format, lang: str) -> None:
    from cakupan import review as room
    from cakupan.results import Answers

    with Answers(ws) as answers:
        done = room.quality(answers, truth, region)
        if form is Format.table:
            screen.quality(done, lang)
        else:
            say_json(done.machine())
