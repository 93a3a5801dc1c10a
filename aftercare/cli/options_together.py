"""Several options that a command takes as one value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from msgspec import Struct

_Command = Callable[..., None]


def taken_as(
    name: str, kind: type[Struct], options: Sequence[Callable[[_Command], _Command]]
) -> Callable[[_Command], _Command]:
    """Gives a command these `options`; it takes them as `name`, a `kind` whose fields are called as they are."""

    def give(command: _Command) -> _Command:
        @wraps(command)
        def run(*args: Any, **typed: Any) -> None:
            together = kind(**{each: typed.pop(each) for each in kind.__struct_fields__})
            command(*args, **{name: together}, **typed)

        given: _Command = run
        for option in reversed(options):
            given = option(given)
        return given

    return give
