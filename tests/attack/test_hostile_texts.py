"""Documents that were damaged, locked, blown up or made to hurt: one sentence with the mend, and nothing more."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cakupan.findings import Refusal
from cakupan.verify.documents import LARGEST, LONGEST, MOST_NUMBERS, read_document


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as told:
        read_document("naskah", content)
    assert "naskah" in str(told.value)
    return told.value.code


def read_or_refused(content: bytes) -> str:
    try:
        read_document("naskah", content)
    except Refusal as told:
        return told.code
    return "read"


def word() -> bytes:
    made = docx.Document()
    made.add_paragraph("592.806 dari 1.312.370 pekerja")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


LOCKED = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj 4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<"
    + b"11" * 32 + b">/U<" + b"22" * 32 + b">>>endobj\ntrailer<</Root 1 0 R/Encrypt 4 0 R/ID[<33><33>]/Size 5>>"
)  # fmt: skip
MAIN = "word__document.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + f"]><w:document {SPACE}><w:body><w:p><w:r><w:t>&a8;</w:t></w:r></w:p></w:body></w:document>"
)  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "text_empty"),
        (b" \r\n\x00\xef\xbb\xbf", "text_empty"),
        (b"<html><body><script>var a = 5;</script></body></html>", "text_empty"),
        (b"\x89PNG\r\n\x1a\n....", "text_foreign"),
        (b"{\\rtf1 12 orang}", "text_foreign"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "text_foreign"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (bytes(range(32)) * 90, "text_foreign"),
        (packed(xl__workbook=b"<x/>"), "text_foreign"),
        (packed(mimetype=b"x"), "text_foreign"),
        (packed(**{MAIN: b"<w:document"}), "file_damaged"),
        (packed(**{MAIN: LAUGHS.encode()}), "file_damaged"),
        (packed(**{MAIN: f"<w:document {SPACE}><w:p/></w:document>".encode()}), "text_empty"),
        (b"%PDF-1.7\nnothing that holds", "file_damaged"),
        (LOCKED, "file_encrypted"),
        (b"1" * (LONGEST + 1), "text_long"),
        (b"7 orang, " * (MOST_NUMBERS + 1), "text_many"),
        (b" " * (LARGEST + 1), "text_large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_document_that_unpacks_without_end_is_stopped() -> None:
    body = f"<w:document {SPACE}><w:body><w:p><w:r><w:t>".encode() + b"9" * (64 << 20)
    assert refused(packed(**{MAIN: body})) == "text_long"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000,
        "<" * 400_000,
        "<p " * 200_000,
        "<!--" * 200_000,
        "<script>" * 100_000,
        "<td>1</td>" * 60_000,
        "<nav>" * 50_000 + "12 orang",
        "&#" * 300_000,
    ],
    ids=lambda page: page[:8],
)
def test_a_page_of_nothing_but_tags_ends(page: str) -> None:
    assert read_or_refused(f"<html>{page}".encode()) in ("read", "text_empty", "text_long", "text_many")


@given(st.integers(0, 2**32))
def test_a_damaged_document_is_read_or_refused(seed: int) -> None:
    dice = random.Random(seed)
    for content in (word(), LOCKED):
        harmed = bytearray(content)
        for _ in range(dice.randrange(1, 30)):
            harmed[dice.randrange(len(harmed))] = dice.randrange(256)
        cut = bytes(harmed[: dice.randrange(len(harmed))]) if dice.random() < 0.5 else bytes(harmed)
        assert read_or_refused(cut)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for head in (b"", b"%PDF-", b"PK\x03\x04", b"<html>"):
        assert read_or_refused(head + content)
