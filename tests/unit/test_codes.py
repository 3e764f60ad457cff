"""Code lists of an office lie over the shipped ones key by key; what is incomplete or not read is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from cakupan import codes
from cakupan.findings import Refusal, message


def laid(folder: Path, name: str, text: str) -> codes.Entries:
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return codes.read(name, folder)


def test_one_key_changes_one_key(tmp_path: Path) -> None:
    shipped = codes.read("segments")["BPU"]
    own = laid(tmp_path, "segments", '[BPU]\ngrace_months = 2\nname = { id = "Mandiri" }\n')["BPU"]
    assert own == shipped | {"grace_months": 2, "name": {"id": "Mandiri", "en": shipped["name"]["en"]}}


def test_false_takes_a_key_away(tmp_path: Path) -> None:
    assert "grace_months" not in laid(tmp_path, "segments", "[BPU]\ngrace_months = false\n")["BPU"]


def test_a_mark_of_bytes_before_the_text_is_no_fault(tmp_path: Path) -> None:
    text = '[OJEK]\nname = { id = "Ojek", en = "Drivers" }\n'
    (tmp_path / "groups.toml").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert codes.read("groups", tmp_path)["OJEK"]["name"]["id"] == "Ojek"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("segments", '[OJOL]\nname = { id = "Ojol", en = "Ojol" }\n', "segments.toml: [OJOL] belum menyebut prior"),
        ("segments", '[BPU]\ngrace = 2\n', "segments.toml: grace pada [BPU] tidak dibaca"),
        ("segments", '[BPU]\ngrace_months = "dua"\n', "grace_months pada [BPU] salah bentuk"),
        ("segments", 'BPU = 3\n', "pada [BPU] salah bentuk"),
        ("groups", '[OJEK]\nname = { id = "Ojek" }\n', "groups.toml: [OJEK] belum menyebut name.en"),
        ("groups", '[RT_RW]\nwithin = ["DESA_KAMI"]\n', "dalam kelompok DESA_KAMI, yang tidak ada"),
        ("groups", '[RT_RW]\naliases = "RT"\n', 'tulis seperti ["…", "…"]'),
        ("payers", '[CSR_A]\nname = { id = "A", en = "A" }\n', "payers.toml: [CSR_A] belum menyebut bears"),
        ("definitions", '[list]\nsource = "Perbup"\n', "tidak mengubah hitungannya"),
        ("definitions", '[x]\nparameters = { age_from = 15 }\n', "parameters pada [x] tidak dibaca"),
    ],
)  # fmt: skip
def test_what_would_change_nothing_is_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        laid(tmp_path, name, text)
    assert said in message(refused.value.code, "id", **refused.value.words)
