"""A preview as rows of signs, for a widget and for the command line. No colour is needed to read it."""

from __future__ import annotations

from aftercare.model.decision import Decision
from aftercare.model.rulings import OnWish, Verdict

SIGNS = {Verdict.DUE: "·", Verdict.PAUSED: "‖", Verdict.HELD: "◌", Verdict.NOT_DUE: " "}
IF_NEEDED = "~"
LEGEND = "· due   ‖ paused   ◌ held   ~ if needed"


def sign_of(decision: Decision) -> str:
    """The sign of one step on one day."""
    return IF_NEEDED if isinstance(decision.reason, OnWish) else SIGNS[decision.verdict]


def days_due(decisions: tuple[Decision, ...]) -> int:
    """On how many of the days it is due."""
    return sum(each.verdict is Verdict.DUE and not isinstance(each.reason, OnWish) for each in decisions)
