"""What follows from an injectable, a peel or a laser had elsewhere: how long needles wait, or the question.

There are no default days: what clinics quote differs from two weeks to four months. Nothing is moved or cancelled here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.procedure import Interval, Procedure
from aftercare.model.procedure_words import question_words
from aftercare.model.question import Question
from aftercare.model.routine import Id
from aftercare.model.session import Attendance, Session

#: How long after a procedure the question is asked: longer than the longest interval that any clinic quotes.
ASKED_FOR = timedelta(days=183)


class AfterProcedure(Struct, frozen=True):
    """What a procedure asks for on a day. By the therapist's `interval` needles wait up to the day `until`, when they
    may go on, and `within` are the planned sessions that lie before it. Without one there is the `question`.
    """

    procedure: Procedure
    interval: Interval | None = None
    until: date | None = None
    within: tuple[Session, ...] = ()
    question: Question | None = None


def after_procedures(
    procedures: Iterable[Procedure],
    intervals: Mapping[Id, Interval],
    sessions: Iterable[Session],
    questions: Mapping[Id, Question],
    day: date,
) -> tuple[AfterProcedure, ...]:
    """What the procedures ask for on `day`, those that wait first, by the day on which that ends.

    `intervals` are those of the plans by their ids, `sessions` those in which needles may be used, `questions` those
    that the record keeps: one that was settled is not asked again.
    """
    coming = sorted((each for each in sessions if is_to_come(each, day)), key=lambda each: each.at)
    found = []
    for procedure in procedures:
        if procedure.day > day:
            continue
        interval = interval_on(day, intervals.get(procedure.what.value))
        if interval is None:
            question = question_after(procedure, questions)
            if question.settled is None and day - procedure.day <= ASKED_FOR:
                found.append(AfterProcedure(procedure, question=question))
            continue
        until = procedure.day + timedelta(days=interval.days)
        if until > day:
            within = tuple(each for each in coming if each.at.date() < until)
            found.append(AfterProcedure(procedure, interval, until, within))
    return tuple(sorted(found, key=lambda each: (each.until or date.max, each.procedure.day, each.procedure.id)))


def interval_on(day: date, interval: Interval | None) -> Interval | None:
    """What the therapist says on `day` of a kind of procedure: what is in force, or will be with a plan to come."""
    if interval is None:
        return None
    if (standing := interval.as_on(day)) is not None:
        return standing
    return interval if interval.since is not None and interval.since > day else None


def question_after(procedure: Procedure, questions: Mapping[Id, Question]) -> Question:
    """The question about `procedure`, as it was settled or as it is to be asked.

    Its id follows from that of the procedure: two devices ask one question.
    """
    question_id = f"after-{procedure.id}"
    return questions.get(question_id) or Question(question_id, procedure.at, question_words(procedure))


def is_to_come(session: Session, day: date) -> bool:
    """Whether a session is planned for `day` or later."""
    return session.attendance is Attendance.PLANNED and session.at.date() >= day
