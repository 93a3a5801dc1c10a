"""The report as JSON, for programs: the values of the page under their own names."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from msgspec import Struct

from aftercare.model.adherence import Tally
from aftercare.model.question import Question
from aftercare.model.report import (
    Change,
    ContextLine,
    Course,
    FaceOfMeasure,
    Mark,
    MeasureCourse,
    PhotoPair,
    Report,
    ReportedReaction,
    ReportedSession,
    ReportedSign,
    ReportedStep,
    ShelfLine,
)
from aftercare.model.report_brief import Brief, brief_of
from aftercare.model.report_wish import ReportPart


class ReportDocument(Struct, frozen=True, kw_only=True):
    """A report. `parts` are in it and `left_out` are not: there an empty list does not mean that there was nothing.

    A report of its first page alone is `brief`, and has no details: they are null.
    """

    aftercare: str = "report"
    format: int = 1
    self_reported: bool = True
    made: datetime
    client: str
    therapist: str
    practice: str
    plan: str
    concerns: tuple[str, ...]
    first: date
    last: date
    days: int
    days_checked_in: int
    since: str
    parts: tuple[ReportPart, ...]
    left_out: tuple[ReportPart, ...]
    course: Course | None
    tally: Tally
    brief: Brief
    details: ReportDetails | None


class ReportDetails(Struct, frozen=True, kw_only=True):
    """What stands behind the first page."""

    steps: tuple[ReportedStep, ...]
    changes: tuple[Change, ...]
    pauses: tuple[str, ...]
    questions: tuple[Question, ...]
    settled: tuple[Question, ...]
    reactions: tuple[ReportedReaction, ...]
    signs: tuple[ReportedSign, ...]
    elsewhere: tuple[str, ...]
    faces: tuple[FaceOfMeasure, ...]
    measures: tuple[MeasureCourse, ...]
    marks: tuple[Mark, ...]
    sessions: tuple[ReportedSession, ...]
    shelf: tuple[ShelfLine, ...]
    context: tuple[ContextLine, ...]
    photos: tuple[PhotoPair, ...]


def report_document(report: Report) -> ReportDocument:
    """The report as it is written."""
    return ReportDocument(
        made=report.made,
        client=report.client,
        therapist=report.therapist,
        practice=report.practice,
        plan=report.plan,
        concerns=report.concerns,
        first=report.wish.first,
        last=report.wish.last,
        days=report.days,
        days_checked_in=report.days_checked_in,
        since=report.since,
        parts=tuple(each for each in ReportPart if each in report.wish.parts),
        left_out=report.wish.left_out,
        course=report.course,
        tally=report.tally,
        brief=brief_of(report),
        details=None
        if report.wish.brief
        else ReportDetails(**{name: getattr(report, name) for name in ReportDetails.__struct_fields__}),
    )


def report_json(report: Report) -> bytes:
    """The report as a JSON file."""
    return msgspec.json.encode(report_document(report)) + b"\n"
