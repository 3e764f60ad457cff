"""No option is taken and then left aside: one that the answer does not heed is refused by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import typer

from cakupan.findings import Refusal

#: What every case is asked with.
_ALWAYS = {"segment", "event", "kind", "programme", "at_month", "overlay", "reading", "office", "form", "lang"}


def see_heeded(context: typer.Context, heeded: Collection[str], *case: str) -> None:
    """See that every option told is heeded.

    Args:
        context: the command as it was called.
        heeded: names of the arguments that the answer heeds, besides those that every case is asked with.
        case: words that say what was asked, such as segment and event.

    Raises:
        Refusal: the answer does not heed one; all of them are named.

    """
    left = [option for name, option in _told(context) if name not in _ALWAYS and name not in heeded]
    if left:
        raise Refusal("law_unheeded", options=", ".join(left), case=" ".join(filter(None, case)))


def _told(context: typer.Context) -> Iterator[tuple[str, str]]:
    """Yield the options that were told, by the names of their arguments, as they are typed."""
    for option in context.command.params:
        name = option.name or ""
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            off = context.params.get(name) is False and option.secondary_opts
            yield name, max(option.secondary_opts if off else option.opts, key=len)
