"""Runs of days, each from its first to its last: those that touch as one, and the parts within others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

_DAY = timedelta(days=1)


def merged(runs: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """`runs` of days in their order, those that touch or overlap as one."""
    result: list[tuple[date, date]] = []
    for first, last in sorted(runs):
        if result and first <= result[-1][1] + _DAY:
            result[-1] = result[-1][0], max(result[-1][1], last)
        else:
            result.append((first, last))
    return result


def clipped(runs: Iterable[tuple[date, date]], spans: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """The parts of `runs` that lie within one of `spans`."""
    within = tuple(spans)
    for first, last in runs:
        for begins, ends in within:
            if first <= ends and begins <= last:
                yield max(first, begins), min(last, ends)
