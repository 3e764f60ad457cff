"""Options that go together: a command takes a group of them as one argument."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, get_type_hints


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """Return a command in which an argument that is a dataclass stands as the options of its fields, in their order."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}

    def flat(**told: Any) -> None:
        for name, kind in groups.items():
            told[name] = kind(**{field.name: told.pop(field.name) for field in fields(kind)})
        command(**told)

    parameters = list(_flattened(command, hints))
    flat.__name__, flat.__doc__, flat.__module__ = command.__name__, command.__doc__, command.__module__
    flat.__annotations__ = {one.name: one.annotation for one in parameters}
    flat.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return flat


def _flattened(command: Callable[..., None], hints: dict[str, Any]) -> Iterator[inspect.Parameter]:
    for name, one in inspect.signature(command).parameters.items():
        kind = hints[name]
        if is_dataclass(kind):
            of = get_type_hints(kind, include_extras=True)
            yield from (_parameter(field.name, of[field.name], _default(field)) for field in fields(kind))
        else:
            yield _parameter(name, kind, one.default)


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _default(field: Field[Any]) -> Any:
    return inspect.Parameter.empty if field.default is MISSING else field.default
