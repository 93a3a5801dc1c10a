"""A preview as rows of signs, for a widget and for the command line. No colour is needed to read it."""

from __future__ import annotations

from datetime import timedelta

from aftercare.model.decision import Decision
from aftercare.model.preview import Preview
from aftercare.model.rulings import BarredBy, OnWish, Verdict

SIGNS = {Verdict.DUE: "·", Verdict.PAUSED: "‖", Verdict.HELD: "◌", Verdict.BARRED: "⊘", Verdict.NOT_DUE: " "}
IF_NEEDED = "~"
_LEGEND = "· due   ‖ paused   ◌ held   ~ if needed"


def sign_of(decision: Decision) -> str:
    """The sign of one step on one day."""
    return IF_NEEDED if isinstance(decision.reason, OnWish) else SIGNS[decision.verdict]


def days_due(decisions: tuple[Decision, ...]) -> int:
    """On how many of the days it is due."""
    return sum(each.verdict is Verdict.DUE and not isinstance(each.reason, OnWish) for each in decisions)


def barred_words(decisions: tuple[Decision, ...]) -> str | None:
    """Why it is not offered on some of the days, as sentences; None where it is."""
    found = next((each.reason.floor for each in decisions if isinstance(each.reason, BarredBy)), None)
    if found is None:
        return None
    # what tells a floor is loaded when there is one
    from aftercare.model.floor_words import floor_words

    return floor_words(found)


def legend_of(preview: Preview) -> str:
    """What the signs of the grid mean."""
    barred = any(each.verdict is Verdict.BARRED for row in preview.rows for each in row.days)
    return f"{_LEGEND}   ⊘ not offered" if barred else _LEGEND


def header_of(preview: Preview) -> str:
    """The line over the grid: the date at the beginning of each week."""
    line, at = "", 0
    for number in range(_days(preview)):
        day = preview.first + timedelta(days=number)
        at += day.weekday() == 0 and number > 0
        if day.weekday() == 0 or (number == 0 and day.weekday() == 1):
            label = f"{day.day} {day:%b}"
            line = line.ljust(at) + label
        at += 1
    return line


def row_of(preview: Preview, decisions: tuple[Decision, ...]) -> str:
    """The signs of one row, with a mark before each Monday."""
    parts = []
    for number, decision in enumerate(decisions):
        monday = (preview.first + timedelta(days=number)).weekday() == 0
        parts.append(("│" if monday and number else "") + sign_of(decision))
    return "".join(parts)


def _days(preview: Preview) -> int:
    return max((len(row.days) for row in preview.rows), default=0)
