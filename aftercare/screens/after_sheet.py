"""What to leave out after the last session, with its reasons, and what comes back first."""

from __future__ import annotations

from typing import ClassVar

from aftercare.model.after_words import after_heading, leave_out_detail, return_words
from aftercare.model.today import TodayView
from aftercare.screens.why_sheet import WhySheet


class AfterSheet(WhySheet):
    """Tells all of it; it changes nothing."""

    NUMBERED: ClassVar[bool] = False

    def __init__(self, view: TodayView) -> None:
        super().__init__("", after_parts(view), title="After a session")


def after_parts(view: TodayView) -> list[tuple[str, list[str]]]:
    """Headings with their sentences."""
    parts: list[tuple[str, list[str]]] = []
    if view.after is not None:
        for one in view.after.leave_out:
            first, *more = leave_out_detail(one, view.now)
            parts.append((first, more))
        parts += [("Ask", list(view.after.asks))] if view.after.asks else []
        parts = [(after_heading(view.after, view.now), []), *parts]
    if view.returns:
        parts.append(("What comes back first", [return_words(each, view.now) for each in view.returns]))
    return parts or [("Nothing has to be left out", ["No session asks for it at the moment."])]
