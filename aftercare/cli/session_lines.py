"""The sessions as `session` lists them."""

from __future__ import annotations

from datetime import datetime

from aftercare.care import Care
from aftercare.cli.terminal import literal, styled, table
from aftercare.model.appointment import attendance_words, has_begun, moved_words
from aftercare.model.session import Session
from aftercare.model.session_told import next_session


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


def _numbers(care: Care, group: list[Session], now: datetime) -> list[str]:
    line = care.course_line(now)
    if line is None:
        return [""] * len(group)
    from aftercare.model.course_line import number_words

    return [f", {words}" if (words := number_words(line, each.id)) else "" for each in group]


def _used(session: Session) -> list[str]:
    points = [f"      points: {literal(', '.join(session.points))}"] if session.points else []
    return points + ([f"      in the room: {literal(', '.join(session.products))}"] if session.products else [])
