"""From which day a sender's spreadsheet counts: a bare serial does not say, the NIK beside it does."""

from __future__ import annotations

from datetime import date

from cakupan.fields import EPOCH_1900, EPOCH_1904
from cakupan.sources.stage import Stage

#: So many NIKs must speak for 1904, and so many times more than for 1900; one in 36,525 does by chance.
_ENOUGH, _TIMES = 3, 5


def of(stage: Stage) -> date:
    """Return the day of serial 0 in a file: that of 1900 unless the NIKs of its rows speak for that of 1904."""
    if not {"nik", "birth_date"} <= stage.fields.keys():
        return EPOCH_1900
    early, late = stage.engine.rows(
        f"with serial as (select nik // 10000 % 1000000 % 400000 as told, cast(left(birth_date_o, 5) as integer) as n "
        "from stage where length(birth_date_o) between 5 and 7 and nik is not null "
        "and regexp_full_match(birth_date_o, '[1-9][0-9]{4}([.]0)?')) "
        f"select {_agreeing(EPOCH_1900)}, {_agreeing(EPOCH_1904)} from serial"
    )[0]
    return EPOCH_1904 if late >= _ENOUGH and late >= _TIMES * early else EPOCH_1900


def _agreeing(epoch: date) -> str:
    day = f"(date '{epoch}' + n)"
    return f"count(*) filter (told = day({day}) * 10000 + month({day}) * 100 + year({day}) % 100)"
