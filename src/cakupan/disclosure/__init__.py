"""What may be seen of a person, and what may be told of few.

`masks` and `small` are for lists that people look at; `cells`, `beside`, `attack` and `close` for what is given away
for good.
"""

from cakupan.disclosure.masks import NIK_MASK, PLAIN, birth, name, nik, nik_sql
from cakupan.disclosure.small import SMALL, Counts, is_small, may_divide, withheld

__all__ = [
    "NIK_MASK",
    "PLAIN",
    "SMALL",
    "Counts",
    "birth",
    "is_small",
    "may_divide",
    "name",
    "nik",
    "nik_sql",
    "withheld",
]
