"""What to leave out after the last session, with its reasons, what comes back first, and how long needles wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from aftercare.model.after_words import after_heading, leave_out_detail, return_words
from aftercare.model.procedure import ProcedureKind
from aftercare.model.procedure_words import wait_told
from aftercare.model.today import TodayView
from aftercare.screens.why_sheet import WhySheet


class AfterSheet(WhySheet):
    """Tells all of it; it changes nothing."""

    NUMBERED: ClassVar[bool] = False

    def __init__(self, view: TodayView, quoted: Mapping[ProcedureKind, str]) -> None:
        super().__init__("", after_parts(view, quoted), title="After a session")


def after_parts(view: TodayView, quoted: Mapping[ProcedureKind, str]) -> list[tuple[str, list[str]]]:
    """Headings with their sentences; `quoted` is what clinics say of what was had elsewhere."""
    parts: list[tuple[str, list[str]]] = []
    if view.after is not None:
        for one in view.after.leave_out:
            first, *more = leave_out_detail(one, view.now)
            parts.append((first, more))
        parts += [("Ask", list(view.after.asks))] if view.after.asks else []
        parts = [(after_heading(view.after, view.now), []), *parts]
    if view.returns:
        parts.append(("What comes back first", [return_words(each, view.now) for each in view.returns]))
    for each in view.elsewhere:
        first, *more = wait_told(each, view.today, quoted)
        parts.append((first, more))
    return parts or [("Nothing has to be left out", ["No session asks for it at the moment."])]
