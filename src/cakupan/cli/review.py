"""`cakupan review`: pairs that may be one person, what people decide of them, and what that changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cakupan import screen
from cakupan.cli import reading
from cakupan.cli.groups import grouped
from cakupan.cli.options import Booked, Format, Within, only_plain
from cakupan.cli.output import say_data, say_json
from cakupan.findings import Refusal

if TYPE_CHECKING:
    from cakupan.review import Outcome, Pair
    from cakupan.workspace import Workspace

_SHOWN, _WRITTEN = 20, 200
_BOOKS = (".xlsx", ".xls", ".xlsb", ".ods", ".csv")


@dataclass(frozen=True)
class Decision:
    """What is decided or taken back, by whom and why."""

    same: Annotated[bool, typer.Option("--same", help="Putuskan: satu orang.")] = False
    apart: Annotated[bool, typer.Option("--apart", help="Putuskan: dua orang.")] = False
    by: Annotated[str, typer.Option(help="Siapa yang memutuskan.")] = ""
    why: Annotated[str, typer.Option(help="Alasannya.")] = ""
    undo: Annotated[int | None, typer.Option(help="Batalkan keputusan menurut nomornya.")] = None

    @property
    def verdict(self) -> str:
        """Return the word of the verdict; empty text where there is none."""
        return "same" if self.same else "apart" if self.apart else ""


@grouped
def review(
    what: Annotated[
        list[str] | None,
        typer.Argument(help="ID pasangan, dua baris (KIRIMAN:LEMBAR:BARIS), atau berkas yang sudah diisi."),
    ] = None,
    *,
    decision: Decision,
    decisions: Annotated[bool, typer.Option("--decisions", help="Siapa memutuskan apa, kapan, mengapa.")] = False,
    joined: Annotated[bool, typer.Option("--joined", help="Yang sudah disatukan.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Satu NIK yang dihitung dua orang.")] = False,
    quality: Annotated[bool, typer.Option("--quality", help="Seberapa tepat penyatuannya.")] = False,
    truth: Annotated[
        Path | None, typer.Option(help="Berkas kebenaran untuk --quality: file, row (atau sheet, row_no), person.")
    ] = None,
    region: Within = "",
    limit: Annotated[
        int | None, typer.Option(min=0, max=1_000_000, help="Paling banyak berapa pasangan; bawaan 20, di berkas 200.")
    ] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="Tulis nama, NIK dan tanggal lahir lengkap.")] = False,
    build: Annotated[
        bool, typer.Option("--build/--no-build", help="Susun dan sebutkan tiap angka yang berubah, atau catat saja.")
    ] = True,
    kept: Booked,
) -> None:
    """Periksa pasangan yang mungkin satu orang, yang paling berarti dahulu. / Review pairs that may be one person.

    Contoh: cakupan review --same 3f9a01b2c4 --by "Siti A." --why "KTP dicek"
    """
    ws, told = kept.ws, what or []
    asked = [bool(chosen) for chosen in (decision.same, decision.apart, decision.undo is not None, decisions, quality)]
    if sum(asked) > 1 or (decision.verdict and not told):
        raise Refusal("review_one_thing")
    acts = any(asked) or bool(told and told[0].lower().endswith(_BOOKS))
    if acts and kept.book:
        raise Refusal("output_ending", file=kept.book.name, known=".json")
    if acts and not decisions:
        only_plain(kept.form)
    if decisions:
        _decisions(kept)
    elif quality:
        _quality(truth, region, kept)
    elif acts:
        _say(_act(ws, told, decision, build), kept, book=not any(asked))
    elif kept.book:
        _write({"joined": joined, "split": split, "region": region}, limit, unmasked, kept)
    else:
        _show(_pairs(ws, told, joined, split, region, _SHOWN if limit is None else limit), unmasked, kept)


def _act(ws: Workspace, what: list[str], decision: Decision, build: bool) -> Outcome:
    """Do what changes who is who: a verdict, an undo, or a workbook that came back."""
    from cakupan import review as room

    said: dict[str, Any] = {"by": decision.by, "why": decision.why, "build": build}
    with screen.Progress() as progress:
        if decision.undo is not None:
            return room.take_back(ws, decision.undo, tell=progress, **said)
        if not decision.verdict:
            return room.read(ws, Path(what[0]), tell=progress, **said)
        told = [part for word in what for part in reading.words(word)]
        return room.decide(ws, decision.verdict, told, tell=progress, **said)


def _say(done: Outcome, kept: Booked, *, book: bool) -> None:
    from cakupan.screen.pairs import decided

    if kept.as_table:
        decided(done, kept.speaks, book=book)
    else:
        say_json(done.machine(), kept.output)


def _pairs(ws: Workspace, what: list[str], joined: bool, split: bool, region: str, limit: int) -> list[Pair]:
    from cakupan import review as room

    if what:
        return room.look_up(ws, what)
    return room.pairs(ws, joined=joined, split=split, region=region, limit=limit)


def _show(found: list[Pair], unmasked: bool, kept: Booked) -> None:
    from cakupan.review import evidence
    from cakupan.screen.pairs import pairs

    if kept.as_table:
        pairs(found, kept.speaks, unmasked)
        return
    machine = [evidence.machine(pair, unmasked=unmasked) for pair in found]
    flat = [_flat(pair, kept.speaks) for pair in machine] if kept.form is Format.csv else machine
    say_data(flat, kept.form, kept.output)


def _flat(pair: dict[str, Any], lang: str) -> dict[str, Any]:
    """Return a pair as one row of plain cells."""
    told = {key: pair[key] for key in ("id", "standing", "probability", "value", "stake", "chance")}
    told |= {key: pair[key][lang] for key in ("evidence", "why")} | pair["effect"]
    for side in ("left", "right"):
        told |= {f"{side}_{key}": cell for key, cell in pair[side].items()}
    return told


def _write(which: dict[str, Any], limit: int | None, unmasked: bool, kept: Booked) -> None:
    from cakupan import review as room

    output = kept.book
    assert output is not None
    n = room.write(kept.ws, output, **which, limit=_WRITTEN if limit is None else limit, unmasked=unmasked)
    if kept.form is Format.table:
        screen.told(kept.speaks, "review_written", n=n, file=output.name)
    else:
        say_json({"file": output.name, "pairs": n})


def _decisions(kept: Booked) -> None:
    from cakupan import review as room
    from cakupan.screen import pairs

    found = room.decisions(kept.ws)
    if kept.as_table:
        pairs.decisions(found, kept.speaks)
    else:
        say_data([one.machine() for one in found], kept.form, kept.output)


def _quality(truth: Path | None, region: str, kept: Booked) -> None:
    from cakupan import review as room
    from cakupan.results import Answers
    from cakupan.screen.quality import quality

    with Answers(kept.ws) as answers:
        done = room.quality(answers, truth, region)
        if kept.as_table:
            quality(done, kept.speaks)
        else:
            say_json(done.machine(), kept.output)
