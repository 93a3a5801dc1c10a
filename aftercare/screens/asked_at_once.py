"""Asking at the moment when an answer is needed: a step that came in just now opens the safety questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from textual.screen import Screen

from aftercare.care import Care
from aftercare.model.routine import Routine

#: What a record begins with.
_NOTHING = Routine({}, {}, {})


def ask_at_once(screen: Screen[Any], care: Care, clock: Callable[[], datetime], before: Routine = _NOTHING) -> None:
    """Opens the safety questions over `screen` where what is new since `before` waits for an answer."""
    routine = care.present().routine
    if not routine.steps or routine == before:
        return

    def look() -> None:
        remarks = care.remarks_since(before, clock())
        first = remarks.asks_first
        if first is not None:
            screen.app.call_from_thread(_open, screen, care, clock, first)

    screen.run_worker(look, group="read-safety", thread=True, exclusive=True)


def _open(screen: Screen[Any], care: Care, clock: Callable[[], datetime], first: str) -> None:
    from aftercare.screens.safety import SafetyScreen

    if screen.is_attached:
        screen.app.push_screen(SafetyScreen(care, clock, first))
