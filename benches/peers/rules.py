"""What a list of workers must say, told once for all validators that are measured: the rules of our own reader.

A NIK of sixteen digits, whatever marks stand between them, with a day that exists; a name; a date in one of five
spellings; a sex; an amount; a village that lies in its kecamatan. Birth date and sex agree with the NIK, and no NIK
stands there twice.
"""

from __future__ import annotations

import re
from datetime import date

from benches import people as of

HEADS = {"nik": "NIK", "name": "Nama Lengkap ", "born": "Tgl Lahir", "sex": "L/P", "village": "Desa/Kel",
         "district": "Kec.", "wage": "Upah (Rp)"}  # fmt: skip
ALL_HEADS = ("No", "NIK", "Nama Lengkap ", "Tgl Lahir", "L/P", "Alamat", "Desa/Kel", "Kec.", "Kab", "Pekerjaan",
             "Upah (Rp)", "Ket")  # fmt: skip
NIK_MARKS = r"[ .']"
NIK = r"\d{6}(?:[0-2]\d|3[01]|[4-6]\d|7[01])(?:0[1-9]|1[0-2])\d{6}"
SEXES = {"L": False, "Lk": False, "Laki-laki": False, "P": True, "Pr": True, "Perempuan": True}
WAGE = r"\d+(?:\.0)?|(?:Rp )?\d{1,3}(?:\.\d{3})*(?:,-)?"
MONTHS = {"Januari": 1, "Februari": 2, "Maret": 3, "April": 4, "Mei": 5, "Juni": 6, "Juli": 7, "Agustus": 8,
          "September": 9, "Oktober": 10, "November": 11, "Desember": 12}  # fmt: skip
VILLAGE_MARK, DISTRICT_MARK = r"(?i)^(?:desa|kel\.?) ", r"(?i)^kec\. "


def places() -> set[str]:
    """Return each village with its kecamatan as one text, in capitals."""
    return {f"{village.district}/{village.name}".upper() for village in of.villages()}


def day(text: str) -> date | None:
    """Return the date that a text states, day before month."""
    parts = re.split(r"[-/ ]", text.removesuffix(" 00:00:00"))
    if len(parts) != 3:
        return None
    if len(parts[0]) == 4:
        parts.reverse()
    try:
        return date(int(parts[2]), MONTHS.get(parts[1]) or int(parts[1]), int(parts[0]))
    except ValueError:
        return None
