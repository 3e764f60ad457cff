"""Leave to see the people of one list by name for a while: bound to the person, the list and the hour."""

from __future__ import annotations

import hashlib
import hmac
import time

from cakupan import ledger
from cakupan.findings import Refusal
from cakupan.web.sight import Sight

#: Seconds for which names may be seen after they were asked for.
LASTS = 1800


def grant(sight: Sight, region: str, what: str) -> str:
    """Give leave, note in the ledger that it was given (to whom and where, no names), and return it as a word.

    Args:
        sight: who asks.
        region: the list.
        what: what is shown or written: a page, a workbook.

    Raises:
        Refusal: this account may not see people by name.

    """
    if not sight.unmasked:
        raise Refusal("not_unmasked")
    ledger.append(sight.house.workspace.ledger, "unmasked", {"account": sight.person, "region": region, "what": what})
    until = int(time.time()) + LASTS
    return f"{until}.{_seal(sight, region, until)}"


def granted(sight: Sight, region: str, word: str) -> bool:
    """Say whether a word is leave that this person has for this list now."""
    until, _, seal = word.partition(".")
    if not sight.unmasked or not until.isdecimal() or int(until) < time.time():
        return False
    return hmac.compare_digest(seal.encode(), _seal(sight, region, int(until)).encode())


def _seal(sight: Sight, region: str, until: int) -> str:
    told = f"{sight.person}\n{region}\n{until}"
    return hmac.new(sight.token.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]
