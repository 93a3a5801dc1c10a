"""How a link is said to be, and the words that several links share."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from aftercare.model.words import short_day
from aftercare.reminders.doctor.facts import Client, Facts, Trouble
from aftercare.reminders.doctor.line import Verdict

#: How a link is, what was found, and what to do.
Said = tuple[Verdict, str, str]

INSTALL = "`aftercare remind install` starts one now and at every login."
#: Clocks of two processes, and a tick that is under way, may be so far apart.
SLACK = timedelta(minutes=2)


def fine(found: str) -> Said:
    """Nothing to do."""
    return Verdict.FINE, found, ""


def look(found: str, to_do: str = "") -> Said:
    """Reminders may arrive, and it is worth a look."""
    return Verdict.LOOK, found, to_do


def broken(found: str, to_do: str = "") -> Said:
    """It keeps reminders from arriving."""
    return Verdict.BROKEN, found, to_do


def wrong(trouble: Trouble) -> Said:
    """What could not be found out."""
    return broken(trouble.words, trouble.next_step)


def when(at: datetime, facts: Facts) -> str:
    """An instant in this machine's wall time."""
    return _at_wall(at, facts.now)


def now_for(client: Client | None, facts: Facts) -> datetime:
    """The present instant in the wall time of a client's record, by which they are reminded."""
    elsewhere = client.elsewhere if client else None
    return facts.now.astimezone(ZoneInfo(elsewhere.zone)) if elsewhere and elsewhere.zone else facts.now


def when_for(client: Client | None, at: datetime, facts: Facts) -> str:
    """An instant as a client is reminded, and in this machine's wall time too where that is another."""
    now = now_for(client, facts)
    if now.tzinfo is facts.now.tzinfo:
        return when(at, facts)
    return f"{_at_wall(at, now)} in {now.tzinfo}, which is {when(at, facts)} here"


def _at_wall(at: datetime, now: datetime) -> str:
    wall = at.astimezone(now.tzinfo)
    return f"{short_day(wall.date(), now.date())} {wall:%H:%M}"
