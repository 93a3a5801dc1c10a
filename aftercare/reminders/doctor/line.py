"""The doctor's words as values: one line for each link of the chain, and all of them together."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from aftercare.model.words import counted


class Verdict(StrEnum):
    """How a link is."""

    FINE = "fine"
    LOOK = "look"
    BROKEN = "broken"


GLYPHS = {Verdict.FINE: "✓", Verdict.LOOK: "!", Verdict.BROKEN: "✗"}


class Link(StrEnum):
    """The links of the chain, from the record to the desktop, in the order in which they are told."""

    RECORD = "record"
    REMINDERS = "reminders"
    QUIET = "quiet"
    ZONE = "zone"
    CLOCK = "clock"
    NEXT = "next"
    SERVICE = "service"
    LOCK = "lock"
    BEAT = "beat"
    AUTOSTART = "autostart"
    NOTIFIER = "notifier"
    BUS = "bus"
    LEDGER = "ledger"
    DELIVERY = "delivery"


TITLES = {
    Link.RECORD: "Record",
    Link.REMINDERS: "Reminders",
    Link.QUIET: "Quiet hours",
    Link.ZONE: "Time zone",
    Link.CLOCK: "Clock",
    Link.NEXT: "Next due",
    Link.SERVICE: "Service",
    Link.LOCK: "Lock",
    Link.BEAT: "Last look",
    Link.AUTOSTART: "At login",
    Link.NOTIFIER: "Notifier",
    Link.BUS: "Desktop",
    Link.LEDGER: "What was sent",
    Link.DELIVERY: "Last one",
}


class Line(Struct, frozen=True):
    """One link: how it is, what was found, and what to do, "" where there is nothing. Text from people is in it."""

    link: Link
    verdict: Verdict
    found: str
    to_do: str = ""


class Diagnosis(Struct, frozen=True):
    """All links at one instant."""

    at: datetime
    lines: tuple[Line, ...]

    def count(self, verdict: Verdict) -> int:
        """How many links are so."""
        return sum(line.verdict is verdict for line in self.lines)

    @property
    def broken(self) -> bool:
        """Whether something keeps reminders from arriving."""
        return self.count(Verdict.BROKEN) > 0

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        broken, look = self.count(Verdict.BROKEN), self.count(Verdict.LOOK)
        if broken:
            more = f", {look} more to look at" if look else ""
            return f"{counted(broken, 'link')} of the chain {'is' if broken == 1 else 'are'} broken{more}."
        return f"Nothing is broken; {counted(look, 'link')} to look at." if look else "All is in order."
