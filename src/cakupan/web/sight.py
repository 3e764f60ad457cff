"""Who asks, and what may be seen: every page, file and export passes here, and nowhere else is it decided."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from cakupan import people
from cakupan.findings import Refusal
from cakupan.web.house import House
from cakupan.wording import LANGS

LANGUAGE, SESSION = "language", "session"
#: Roles that change what the office holds of their region; all others look.
ACTING = ("analyst", "dinas", "village")
#: Pages of the menu: their address, their word, and whose they are.
_DOORS = (
    ("/", "dashboard", people.ROLES),
    ("/files", "files", people.ROLES),
    ("/verify", "verify", people.ROLES),
    ("/tasks", "work", ("village", "dinas", "analyst")),
    ("/commitments", "commitments", ("dinas", "analyst")),
    ("/review", "review", ("analyst",)),
    ("/trail", "trail", ("analyst",)),
)


@dataclass(frozen=True, slots=True)
class Sight:
    """One person's sight of the office.

    Attributes:
        house: the office and its open build.
        person: name of the account; empty where nobody need sign in.
        role: what the person is.
        region: the region that the person is bound to; numbers of others are seen, their people are not.
        unmasked: whether NIK may be shown whole.
        lang: id or en.
        token: what a form must bring back.

    """

    house: House
    person: str
    role: str
    region: str
    unmasked: bool
    lang: str
    token: str

    def doors(self) -> list[tuple[str, str]]:
        """Return the pages of the menu that this person may open, each with its word."""
        return [(path, word) for path, word, roles in _DOORS if self.role in roles]

    def acts(self) -> None:
        """See that this person may change what the office holds, and take lists of people out of it.

        Raises:
            Refusal: the account is for looking only.

        """
        if self.role not in ACTING:
            raise Refusal("not_your_role")

    def through(self, door: str) -> None:
        """See that this person may open a page of the menu, by its word.

        Raises:
            Refusal: it is not for what the person is.

        """
        if door not in (word for _, word in self.doors()):
            raise Refusal("not_your_door")

    def people_of(self, region: str) -> str:
        """Return the region whose people may be listed: the one asked, or the person's own where none was.

        Raises:
            Refusal: it lies outside the region that the person is bound to.

        """
        asked = region or self.region
        if self.region not in ("ID", asked) and not asked.startswith(f"{self.region}."):
            raise Refusal("not_your_region", region=asked)
        return asked


def look(request: Request) -> Sight:
    """Return what this request may see.

    Raises:
        Refusal: nobody has signed in.

    """
    house: House = request.app.state.house
    kept = request.cookies.get(SESSION, "")
    person = people.who(house.workspace.ledger, kept) if kept else None
    if person is None:
        raise Refusal("not_signed_in")
    return Sight(
        house=house,
        person=person.account,
        role=person.role,
        region=person.region or house.workspace.region,
        unmasked=person.unmasked,
        lang=spoken(request, house),
        token=form_token(kept),
    )


def form_token(kept: str) -> str:
    """Return what the forms of a session bring back; from it nobody can tell the session."""
    return hmac.new(kept.encode(), b"form", hashlib.sha256).hexdigest()


def spoken(request: Request, house: House) -> str:
    """Return the language asked in the address, else the one chosen before, else that of the office."""
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE, "")
    return asked if asked in LANGS else house.workspace.language


Looks = Annotated[Sight, Depends(look)]
