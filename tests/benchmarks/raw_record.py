"""Records of any size, written raw: no action is committed one by one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec

from aftercare.care import Care, Home
from aftercare.model.check_off import CheckOff, Done, Occurrence
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient, Daily, Step, Terms
from aftercare.model.tables import CHECK_OFFS
from aftercare.store.line import SCHEMA, Action, Change, encode

NOW = datetime.now().astimezone()
YEARS = 10
#: Twelve steps twice a day: so many occurrences there are to answer.
_A_DAY = 24


def fill(home: Home, documents: int) -> None:
    """A record of `documents` check-offs, spread over ten years up to yesterday."""
    care = Care.start(home, NOW, name="Anna")
    names = [f"step-{n}" for n in range(12)]

    def routine() -> None:
        for n, name in enumerate(names):
            terms = Terms(NOW.date() - timedelta(days=365 * YEARS), ("morning", "evening"), Daily())
            care._put("steps", name, Step(name, f"Step number {n}", n * 5, (terms,), ByClient()))

    care._do(Deed.IMPORT_PLAN, NOW, routine)
    months: dict[str, list[bytes]] = {}
    days = 365 * YEARS
    for n in range(documents):
        day = NOW.date() - timedelta(days=days - n * days // documents)
        at = datetime(day.year, day.month, day.day, 20, n % 60, tzinfo=UTC)
        occurrence = Occurrence(names[n % 12], day, ("morning", "evening")[n // 12 % 2])
        document = msgspec.to_builtins(CheckOff(occurrence.step, day, occurrence.slot, Done(at)))
        # more than a person could ever do in a day: the id tells them apart
        check_off_id = occurrence.id if documents <= days * _A_DAY else f"{occurrence.id}-{n}"
        change = Change(CHECK_OFFS, check_off_id, (), document)
        action = Action("bench000", n + 1, int(at.timestamp() * 1000), SCHEMA, Deed.TICK, (change,))
        months.setdefault(f"{day:%Y-%m}", []).append(b"\n" + encode(action)[1] + b"\n")
    records = home.client("me").records
    for month, lines in months.items():
        (records / f"{month}.bench000.log").write_bytes(b"".join(lines))


def days_ago(n: int) -> date:
    """A date before today."""
    return NOW.date() - timedelta(days=n)
