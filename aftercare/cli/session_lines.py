"""The sessions as `session` lists them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftercare.care import Care
from aftercare.cli.terminal import literal, literal_lines, styled, table
from aftercare.cli.wording import clock_time
from aftercare.model.appointment import attendance_words, has_begun, moved_words
from aftercare.model.session import Attendance, Session
from aftercare.model.session_told import next_session
from aftercare.model.words import day_in_full


def course_lines(care: Care, now: datetime) -> list[str]:
    """The course as a line, with what is not counted in it."""
    line = care.course_line(now)
    if line is None:
        return []
    from aftercare.model.course_line import course_line_words, unanswered_words

    open_ones = unanswered_words(line)
    return [f"The course: {course_line_words(line)}{f' ({open_ones})' if open_ones else ''}", ""]


def session_lines(care: Care, sessions: list[Session], now: datetime) -> list[str]:
    """Those to come and those past, with what was used in each, and what is done before the next today."""
    coming = [each for each in sessions if not has_begun(each, now)]
    past = [each for each in sessions if has_begun(each, now)]
    following, lines = next_session(sessions, now), list[str]()
    for title, group in (("To come", coming), ("Past", past)):
        if group:
            rows = [
                (
                    f"  {each.at:%a %Y-%m-%d %H:%M}",
                    attendance_words(each, now),
                    literal(f"{each.kind}{number}"),
                    each.id,
                    moved_words(each),
                )
                for each, number in zip(group, _numbers(care, group, now), strict=True)
            ]
            lines += ["", styled(title, bold=True)]
            for line, each in zip(table(rows), group, strict=True):
                lines += [line.rstrip(), *_used(each)]
                if each == following:
                    prepared = care.preparing(each, care.today(now), now)
                    lines += [f"      before it: {literal(one.text)}" for one in prepared]
    return lines[1:]


def told_lines(
    session: Session, said: str, coming: Session | None, *, points: str | None, products: str | None
) -> list[str]:
    """What was told of a session now, as it is kept."""
    parts = (
        ("points", ", ".join(session.points) if points is not None else ""),
        ("in the room", ", ".join(session.products) if products is not None else ""),
        ("said, now in the journal", said),
        ("next", f"{day_in_full(coming.at.date())}, {clock_time(coming.at)}" if coming else ""),
    )
    return [f"  {name}: {' '.join(literal_lines(told))}" for name, told in parts if told]


def same_day_lines(session: Session, sessions: Iterable[Session]) -> list[str]:
    """What else stands on the day of `session`: one of the two may have been meant to take the other's place."""
    return [
        f"On that day there is also “{each.kind}”, {clock_time(each.at)}. If it is the same one, take this back "
        f"(`aftercare undo`) and move that one: `aftercare session move {each.id} …`."
        for each in sessions
        if each.id != session.id and each.at.date() == session.at.date() and stands(each)
    ]


def stands(session: Session) -> bool:
    """Whether it was not cancelled."""
    return session.attendance is not Attendance.CANCELLED


def _numbers(care: Care, group: list[Session], now: datetime) -> list[str]:
    line = care.course_line(now)
    if line is None:
        return [""] * len(group)
    from aftercare.model.course_line import number_words

    return [f", {words}" if (words := number_words(line, each.id)) else "" for each in group]


def _used(session: Session) -> list[str]:
    points = [f"      points: {literal(', '.join(session.points))}"] if session.points else []
    return points + ([f"      in the room: {literal(', '.join(session.products))}"] if session.products else [])
