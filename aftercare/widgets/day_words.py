"""Sessions, waits and states as the screens put them into their cells."""

from __future__ import annotations

from datetime import date, tzinfo

from aftercare.model.check_off import Barred, Held, Missed, Paused, Pending
from aftercare.model.day_start import DayStarts
from aftercare.model.note import Note
from aftercare.model.session import Session
from aftercare.model.today import DueStep, TodayView
from aftercare.model.words import answer_words, cover_words, short_day, wait_words


def note_in_words(note: Note, view: TodayView) -> str:
    """The text of a note, with the name of the step that it is about."""
    about = next((due.step.name for due in view.due if due.step.id == note.step), note.step)
    return f"{about}: {note.text}" if about else note.text


def session_in_words(session: Session, today: date) -> str:
    """Such as "Thu 26 Nov 17:30"."""
    return f"{short_day(session.at.date(), today)} {session.at:%H:%M}"


def next_number_in_words(view: TodayView) -> str:
    """Such as "session 6 of 12, review", of the next session; nothing where the plan names no course."""
    if view.course is None or view.next_session is None:
        return ""
    from aftercare.model.course_line import numbered_words

    return numbered_words(view.course, view.next_session)


def course_in_words(view: TodayView) -> str:
    """Such as "session 5 of 12, review at 6"; nothing where the plan names no course."""
    if view.course is None:
        return ""
    from aftercare.model.course_line import course_line_words

    return course_line_words(view.course)


def wait_in_words(seconds: int) -> str:
    """Such as "wait 1 min"; nothing for none."""
    return f"wait {wait_words(seconds)}" if seconds > 0 else ""


def state_in_words(due: DueStep, starts: DayStarts, zone: tzinfo | None = None) -> str:
    """Such as "done 21:04", "skipped: no time", "missed"; nothing while it is pending."""
    match due.state:
        case Pending():
            return ""
        case Missed():
            return "missed"
        case Barred():
            return "not offered"
        case Held() | Paused():
            return cover_words(due.state, due.occurrence.day, zone)
        case _:
            return answer_words(due.state, due.occurrence.day, starts)
