"""The text of documents: whatever they are called, as people read them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
import typst

from cakupan.findings import Refusal
from cakupan.verify.documents import open_document, read_document

SAID = "Cakupan Jambi 45,17 persen, atau 592.806 dari 1.312.370 pekerja – “naik”."


def text(content: bytes, name: str = "naskah") -> str:
    return read_document(name, content).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_plain_text_in_whatever_encoding(encoding: str) -> None:
    assert text(SAID.encode(encoding)) == SAID


def test_blanks_of_another_width_do_not_break_a_number() -> None:
    assert text("592\u00a0806\u200b orang\r\n\r\n\r\n\r\ndua\ftiga".encode()) == "592 806 orang\n\ndua\ntiga"


def word(fill: object = None, **parts: bytes) -> bytes:
    made = docx.Document()
    if callable(fill):
        fill(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue() if not parts else repacked(out.getvalue(), **parts)


def repacked(content: bytes, **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        held = {name: old.read(name) for name in old.namelist()} | {f"word/{key}.xml": parts[key] for key in parts}
        for name, piece in held.items():
            new.writestr(name, piece)
    return out.getvalue()


BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{}</w:body></w:document>'
)


def body(inner: str) -> bytes:
    return word(document=BODY.format(inner).encode())


def test_word_has_paragraphs_lists_and_rows() -> None:
    def fill(made: docx.document.Document) -> None:
        made.add_heading("Siaran pers")
        made.add_paragraph(SAID)
        made.add_paragraph("butir 12 orang", style="List Bullet")
        made.add_paragraph("")
        grid = made.add_table(2, 2)
        for at, cell in enumerate(["Lumbir", "120", "Wangon", "1.120"]):
            grid.cell(at // 2, at % 2).text = cell

    assert text(word(fill)).splitlines() == ["Siaran pers", SAID, "butir 12 orang", "Lumbir | 120", "Wangon | 1.120"]


def test_word_leaves_out_what_was_struck_moved_raised_or_said_twice() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>kotak 7</w:t></w:r></w:p></w:txbxContent>"
    told = (
        "<w:p><w:pPr><w:numPr/></w:pPr><w:del><w:r><w:delText>11</w:delText></w:r></w:del><w:r><w:t>592</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:tab/><w:t>orang</w:t></w:r>'
        "<w:moveFrom><w:r><w:t>pindah</w:t></w:r></w:moveFrom></w:p>"
        f"<w:p><w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent><w:t>sesudah</w:t></w:r></w:p>"
    )
    assert text(body(told)).splitlines() == ["- 592 orang", "kotak 7", "sesudah"]


def page(source: str, folder: Path) -> bytes:
    (folder / "page.typ").write_text(source, "utf-8")
    return bytes(typst.compile(str(folder / "page.typ")))


LONG = "Penyelenggaraan perlindungan ketenagakerjaan orang-orang rentan, tenaga-tenaga harian terus ditingkatkan. " * 6


def test_pdf_joins_lines_and_leaves_the_frame_out(tmp_path: Path) -> None:
    source = (
        '#set page(paper: "a6", numbering: "1 / 1", header: [Siaran Pers])\n#set text(lang: "id", hyphenate: true)\n'
        "#set par(justify: true)\n= Judul\n"
        + LONG
        + "\n#table(columns: 3, [Lumbir], [120], [40,0], [Wangon], [1.120], "
        "[33,9])\n#pagebreak()\n" + LONG + "\n#pagebreak()\n" + LONG
    )
    lines = text(page(source, tmp_path)).splitlines()
    assert lines == ["Judul", LONG.strip(), "Lumbir 120 40,0", "Wangon 1.120 33,9", LONG.strip(), LONG.strip()]


PICTURE = "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))"
DOT = (
    "#image(bytes((137,80,78,71,13,10,26,10,0,0,0,13,73,72,68,82,0,0,0,1,0,0,0,1,8,2,0,0,0,144,119,83,222,0,0,0,12,73,68,"
    "65,84,120,156,99,248,207,192,0,0,3,1,1,0,201,254,146,239,0,0,0,0,73,69,78,68,174,66,96,130)), width: 5cm)"
)


def test_a_pdf_of_pictures_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="scanned") as refused:
        read_document("pindai.pdf", page(DOT, tmp_path))
    assert refused.value.code == "text_scanned"
    told = read_document("campur.pdf", page(f"Ada 12 orang.\n#pagebreak()\n{DOT}", tmp_path))
    assert told.pictures == (2,)
    assert told.text == "Ada 12 orang."


def test_a_web_page_gives_what_its_reader_came_for() -> None:
    told = text(
        b"<!doctype html><html><head><title>Situs 99</title><style>p{width:5px}</style></head><body>"
        b"<nav><ul><li>Menu 1</li></ul></nav><script>var x = 5;</script><!-- 12 --><h1>Judul</h1>"
        b"<p>Cakupan&nbsp;45,17&#37;<br>naik<sup>2</sup> <b>592.806</b> orang</p><ul><li>satu</li></ul>"
        b"<table><tr><th>Lumbir<td>120</tr><tr><td>Wangon</td><td>7</td></tr></table>"
        b"<p style='display: none'>rahasia 8</p><footer>Kontak 021</footer></body></html>"
    )
    assert told.splitlines() == [
        "Judul", "Cakupan 45,17%", "naik 592.806 orang", "- satu", "Lumbir | 120", "Wangon | 7",
    ]  # fmt: skip


def test_an_article_is_read_without_what_stands_around_it() -> None:
    article = f"<header><h1>Judul</h1></header><p>{SAID}</p>" + "<p>Isi berita yang panjang.</p>" * 10
    told = text(f"<html><header>Iklan 5</header><article>{article}</article><p>Populer 10</p></html>".encode())
    assert told.startswith(f"Judul\n{SAID}\nIsi")
    assert "5" not in told.replace("45,17", "").replace("592.806", "")


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    (tmp_path / "berita.pdf").write_text(SAID, "utf-8")
    assert open_document(tmp_path / "berita.pdf").text == SAID
    assert text(page("Ada 12 orang.", tmp_path), "berita.txt") == "Ada 12 orang."
    assert text(word(lambda made: made.add_paragraph("7 orang")), "berita.doc") == "7 orang"
