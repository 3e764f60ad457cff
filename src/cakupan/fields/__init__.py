"""Kinds of value, one file each: how a cell is cleaned and judged.

The folder is the registry: `fields.get("day")` is the `FIELD` of `day.py`. A field cleans usual cells in SQL,
a whole column at a time; what that leaves is read once per distinct text: the plainest in SQL too where only the
whole column could tell how, all else in Python. Files whose name begins with an underscore hold what several share.
"""

from __future__ import annotations

from importlib import import_module

from cakupan.fields._dates import EPOCH_1900, EPOCH_1904
from cakupan.fields._shape import EMPTY, Field, Reading, Setting, is_nothing, no_survey

__all__ = ["EMPTY", "EPOCH_1900", "EPOCH_1904", "Field", "Reading", "Setting", "get", "is_nothing", "no_survey"]


def get(name: str) -> Field:
    """Return the field that the file of this name describes.

    Raises:
        KeyError: no such file.

    """
    try:
        module = import_module(f"{__name__}.{name}")
    except ModuleNotFoundError:
        raise KeyError(name) from None
    field: Field = module.FIELD
    return field
