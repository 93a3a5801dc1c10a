"""The rows in which the appointments are listed: sessions with what belongs to them, and questions for the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from textual.content import Content

from aftercare.model.appointment import attendance_words, moved_words
from aftercare.model.course_line import CourseLine, course_line_words, unanswered_words
from aftercare.model.preparing import ToPrepare
from aftercare.model.question import Question
from aftercare.model.session import Session
from aftercare.model.words import short_day
from aftercare.widgets.day_words import session_in_words
from aftercare.widgets.drawn_text import clipped, drawn, filled, fitted

#: What stands at a planned session that lies within a wait.
_ASK_FIRST = "ask first"
_MUTED = "$foreground-muted"
#: The cells of when it is, such as "Wed 30 Sep 2026 17:30", and of what is known of it, each with two blanks behind it.
WHEN, STATE = 23, 20
#: So many lines of a question are shown; enter shows all.
_LONGEST = 3


def session_row(
    session: Session, now: datetime, width: int, number: int | None, prepared: Iterable[ToPrepare], *, ask_first: bool
) -> Content:
    """A session: when, what is known of it and what it is, with its `number` in the course; under it what is done
    before it today, and what was used in it.
    """
    state = attendance_words(session, now)
    if ask_first:
        state = f"{state}, {_ASK_FIRST}"
    look = "$text-warning" if state.endswith(("?", _ASK_FIRST)) else _MUTED
    moved = moved_words(session) if width > 80 or not session.planned_at else "moved"
    told = f"{session.kind} ({moved})" if moved else session.kind
    told = told if number is None else f"{number} · {told}"
    used = (("points", session.points), ("in the room", session.products))
    below = [f"before it: {each.text}" for each in prepared]
    below += [f"{what}: {', '.join(names)}" for what, names in used if names]
    return Content.assemble(
        (filled(session_in_words(session, now.date()), WHEN), "bold"),
        (filled(state, STATE), look),
        filled(told, width - WHEN - STATE),
        *((f"\n  {drawn(clipped(each, width - 2))}", _MUTED) for each in below),
    )


def question_row(question: Question, width: int, today: date) -> Content:
    """A question, with the day on which it came up."""
    first, *more = fitted(" ".join(question.text.split()), width - 16, _LONGEST)
    lines = [filled(first, width - 16), *more]
    when = short_day(question.at.date(), today)
    return Content.assemble(f"? {lines[0]}", (f"  {when}", _MUTED), *(f"\n  {each}" for each in lines[1:]))


def course_row(line: CourseLine, width: int) -> Content:
    """The course as a line, with what is not counted in it."""
    words = course_line_words(line)
    open_ones = unanswered_words(line)
    told = f"{words[:1].upper()}{words[1:]}"
    return Content.assemble(
        (clipped(told, width), "bold"), *([(f"\n{clipped(open_ones, width)}", "$text-warning")] if open_ones else [])
    )
