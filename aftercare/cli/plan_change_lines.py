"""What a plan changes as lines of a command: grouped, a line a thing, and beneath it what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType

from aftercare.cli.terminal import literal, styled, table
from aftercare.model.plan_change import ChangeKind, PlanChange
from aftercare.model.plan_lines import grouped, words_of

_COLOURS = {
    ChangeKind.ADDED: "green",
    ChangeKind.CHANGED: "yellow",
    ChangeKind.MOVED: "yellow",
    ChangeKind.CONFLICT: "yellow",
    ChangeKind.ENDED: "magenta",
}


def change_lines(
    changes: Iterable[PlanChange],
    number: Callable[[PlanChange], str] = lambda _: "",
    mark: Callable[[PlanChange], str] = lambda _: "",
    about: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """The changes under the headings of their groups, each with its `number` before and its `mark` behind it.

    Beneath it stands what it is `about`, by its key, and what differs.
    """
    for heading, found in grouped(changes):
        yield ""
        yield styled(heading, bold=True)
        rows = [(number(each), each.thing.value, literal(each.name) + mark(each)) for each in found]
        for row, each in zip(table(rows), found, strict=True):
            yield "  " + styled(row, color=_COLOURS.get(each.kind))
            told = (about.get(each.key, ""), *words_of(each))
            yield from (f"        {literal(words)}" for words in told if words)
