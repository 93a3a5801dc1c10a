"""What was reminded of, what comes next and what went wrong, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from aftercare.care import Home
from aftercare.cli import clock
from aftercare.cli.record_times import RecordTimes
from aftercare.cli.terminal import literal, remark, table

if TYPE_CHECKING:
    from aftercare.reminders.ledger import Delivery
    from aftercare.reminders.tick import Coming, Happened, Trouble

NOTHING = "Nothing is due in the next two days."


class Lines:
    """The lines about one home as it is now."""

    def __init__(self, home: Home) -> None:
        self._times = RecordTimes(home, clock.now())
        self._told: set[str] = set()

    def rows(self, rows: Sequence[Delivery]) -> list[str]:
        """A line each: when it was due, whose it is, what it is about, and what became of it."""
        from aftercare.reminders.row_words import about, outcome

        self._told |= {row.client for row in rows}
        return table(
            [
                (
                    self._times.when(row.due, row.client),
                    literal(row.client or "–"),
                    literal(about(row)),
                    literal(outcome(row, self._times.now(row.client))),
                )
                for row in rows
            ]
        )

    def next(self, coming: Sequence[Coming]) -> list[str]:
        """What is said next; nothing where nothing comes."""
        if not coming:
            return []
        first = coming[0]
        self._told.add(first.client)
        return [literal(f"Next: {self._times.when(first.at, first.client)}, {first.client}.")]

    def of_machine(self, at: datetime) -> str:
        """When something was that is nobody's, as what a service does."""
        return self._times.when(at, "")

    def zones(self) -> list[str]:
        """Which times those were, where that of this machine is another."""
        return [literal(line) for line in self._times.elsewhere(self._told)]


def trouble_words(trouble: Trouble) -> str:
    """What went wrong, and for whom."""
    return f"{trouble.client}: {trouble.error}" if trouble.client else str(trouble.error)


def tell_troubles(happened: Happened) -> None:
    """Says on standard error what went wrong."""
    for each in happened.troubles:
        remark(trouble_words(each))
