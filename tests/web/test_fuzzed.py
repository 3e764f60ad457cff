"""Every address with every parameter, as its description allows and does not: never a fault, never a traceback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import given

import cakupan
from cakupan import people, web
from cakupan.web.sight import form_token

PASSWORD = "sandi yang panjang"
HEAD = "NIK,Nama,Segmen,Kode Desa,Tgl Kepesertaan\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    """Return the application of a small office, and the session of its analyst."""
    folder = tmp_path_factory.mktemp("fuzzed")
    ws = cakupan.create(folder / "kantor", region="33.02")
    rows = [f"33020101019000{n:02d},ORANG {n},PU,33.02.01.2001,2023-05-01\n" for n in range(30)]
    (folder / "pekerja.csv").write_text(HEAD + "".join(rows))
    (folder / "peserta.csv").write_text(HEAD + "".join(rows[:12]))
    cakupan.add(ws, folder / "pekerja.csv", kind="workers", position="2025-03-31")
    cakupan.add(ws, folder / "peserta.csv", kind="members", position="2025-03-31")
    cakupan.build(ws)
    people.add(ws.ledger, "analis", "Analis", "analyst", PASSWORD, unmasked=True)
    app = web.create(ws)
    with TestClient(app, base_url="http://127.0.0.1:8600"):
        yield app, people.sign_in(ws.ledger, "analis", PASSWORD).token


#: At these a session begins or ends; tests of their own look at them.
AT_THE_DOOR = ("/sign-in", "/sign-out", "/begin")


def test_nothing_that_is_asked_breaks_anything(served: tuple[Any, str]) -> None:
    app, session = served
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [found.ok() for found in schema.get_all_operations()]
    asked = [one for one in operations if not one.path.startswith(AT_THE_DOOR)]
    assert len(asked) > 30
    for operation in asked:
        _fuzz(operation, session)


def _fuzz(operation: Any, session: str) -> None:
    """Ask one address in many ways, in the name of the analyst."""

    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        if isinstance(case.body, dict) and "token" in case.body:
            case.body["token"] = form_token(session)
        answer = case.call(cookies={"session": session}, headers={"host": "127.0.0.1:8600"})
        assert answer.status_code < 500, (operation.label, answer.text[:300])
        assert "Traceback" not in answer.text
        assert not re.search(r"File \"/", answer.text)

    one()
