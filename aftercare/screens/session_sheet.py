"""All of one session, or of one question for the next: what is done before it, what was used and said in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from aftercare.model.question import Question
from aftercare.model.session_told import SessionTold, session_parts
from aftercare.model.words import short_day
from aftercare.screens.why_sheet import WhySheet


class SessionSheet(WhySheet):
    """Tells all of one session; it changes nothing."""

    def mark(self, number: int) -> str:
        return "·"

    def __init__(self, told: SessionTold, now: datetime) -> None:
        super().__init__("", session_parts(told, now), title="Session")


class QuestionSheet(WhySheet):
    """Tells all of one question; it changes nothing."""

    NUMBERED: ClassVar[bool] = False

    def __init__(self, question: Question, today: date) -> None:
        asked = f"Written down on {short_day(question.at.date(), today)}"
        super().__init__("", [(asked, question.text.splitlines())], title="To ask at the next session")
