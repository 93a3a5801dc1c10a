"""What a thing of the routine was before: each past day is told with what was then said of it.

A dated thing has a list of its former states, oldest first, each with the last day on which it held. The thing itself
is as it was said last, which may be for a day to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from msgspec import UNSET, Struct
from msgspec.structs import asdict, replace


class Former(Protocol):
    """A former state: fields of the thing as they were up to and with the day `until`. UNSET is as it was said next."""

    @property
    def until(self) -> date:
        """The last day on which it held."""


State = TypeVar("State", bound=Former)
Dated = TypeVar("Dated", bound=Struct)


def as_on(thing: Dated, former: Sequence[Former], day: date) -> Dated:
    """`thing` as it was, or will be, on `day`."""
    for each in reversed(former):
        if each.until < day:
            break
        thing = replace(thing, **_told(each))
    return thing


def before_change(
    thing: Struct, former: Sequence[State], kind: type[State], since: date, said: Mapping[str, object]
) -> tuple[State, ...]:
    """The former states of `thing` once `said` holds from the day `since` on, whatever else is still to come."""
    last = since - timedelta(days=1)
    was = as_on(thing, former, last)
    states: Iterable[State] = (
        *(each for each in former if each.until < last),
        _state(was, kind, last),
        *(_with(each, said) for each in former if each.until > last),
    )
    return _apart(replace(thing, **said), tuple(states), kind)


def _apart(thing: Struct, former: Sequence[State], kind: type[State]) -> tuple[State, ...]:
    """`former` without the states that differ in nothing from what follows them."""
    found: list[State] = []
    following = thing
    for each in reversed(former):
        was = replace(following, **_told(each))
        if _state(was, kind, each.until) != _state(following, kind, each.until):
            found.append(each)
        following = was
    return tuple(reversed(found))


def _state(thing: Struct, kind: type[State], until: date) -> State:
    return kind(**{"until": until, **{name: getattr(thing, name) for name in names_of(kind)}})


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a thing that its former states of `kind` keep."""
    # not `fields`, which works out every type anew: most of what a plan takes
    names: tuple[str, ...] = kind.__struct_fields__
    return tuple(name for name in names if name != "until")


def _with(state: Any, said: Mapping[str, object]) -> Any:
    return replace(state, **said)


def _told(state: Any) -> dict[str, Any]:
    return {name: value for name, value in asdict(state).items() if name != "until" and value is not UNSET}
