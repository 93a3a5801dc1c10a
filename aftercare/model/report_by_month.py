"""A long list of a report: the first of it in full, the rest by month. What is told so is never left out silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

from msgspec import Struct

from aftercare.model.report import ReportedReaction, ReportedSign

#: So many lines of a list are told in full.
IN_FULL = 100
#: So many different words of a month are counted each, the others together.
_MOST_WORDS = 5


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


T = TypeVar("T", bound=_Dated)


class MonthLine(Struct, frozen=True):
    """What a month has of it: how often, and of what how often."""

    month: str
    number: int
    words: str


class Shortened(Struct, Generic[T], frozen=True):
    """The lines that are told in full, the months of the others, and what says so; nothing where all are in full."""

    in_full: tuple[T, ...]
    months: tuple[MonthLine, ...] = ()
    said: str = ""


def short_reactions(reactions: Sequence[ReportedReaction]) -> Shortened[ReportedReaction]:
    """The latest in full."""
    return _shortened(reactions, "latest", lambda each: (each.what, each.where, each.to and f"to {each.to}"))


def short_signs(signs: Sequence[ReportedSign]) -> Shortened[ReportedSign]:
    """The most urgent in full."""
    return _shortened(signs, "most urgent", lambda each: (f"{each.label} ({each.urgency})",))


def _shortened(lines: Sequence[T], first: str, of: Callable[[T], tuple[str, ...]]) -> Shortened[T]:
    rest = lines[IN_FULL:]
    if not rest:
        return Shortened(tuple(lines))
    months: dict[tuple[int, int], list[T]] = {}
    for each in rest:
        months.setdefault((-each.day.year, -each.day.month), []).append(each)
    told = tuple(
        MonthLine(f"{found[0].day:%B} {found[0].day.year}", len(found), _counted([of(each) for each in found]))
        for _, found in sorted(months.items())
    )
    said = (
        f"Here are the {IN_FULL} {first} in full and the {len(rest):,} others by month. "
        "Each of them is in full in the report as JSON, and in one of fewer days."
    )
    return Shortened(tuple(lines[:IN_FULL]), told, said)


def _counted(words: Sequence[tuple[str, ...]]) -> str:
    """Such as "redness 12×, itch 3×; nose 10×; to Night serum 2×": each place by itself."""
    return "; ".join(told for of in zip(*words, strict=True) if (told := _most(Counter(each for each in of if each))))


def _most(times: Counter[str]) -> str:
    told = [f"{words} {number}×" for words, number in times.most_common(_MOST_WORDS)]
    rest = times.total() - sum(number for _, number in times.most_common(_MOST_WORDS))
    return ", ".join([*told, *([f"others {rest}×"] if rest else [])])
