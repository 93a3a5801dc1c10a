"""Reports to write: one with everything in it, in which every text of a person is one that is given."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from aftercare.model.adherence import Tally
from aftercare.model.question import Question
from aftercare.model.report import (
    Change,
    Compared,
    ContextLine,
    Course,
    FaceOfMeasure,
    Mark,
    MeasureCourse,
    PhotoPair,
    Plotted,
    Report,
    ReportedPhoto,
    ReportedReaction,
    ReportedSession,
    ReportedSign,
    ReportedStep,
    ShelfLine,
    SkipReason,
    Verdict,
    WhoseStep,
    ZoneChange,
)
from aftercare.model.report_wish import ReportPart, ReportWish
from aftercare.store import reference

FIRST, LAST = date(2026, 11, 9), date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
DAY = timedelta(days=1)
#: A JPEG of one pixel.
PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "01" * 64
    + "ffc0000b080001000101011100ffc4001400010000000000"
    "000000000000000000000003ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9"
)
PICTURES = {"a" * 64: PIXEL, "b" * 64: PIXEL}


def a_step(name: str, number: int = 0, *, text: str = "no time") -> ReportedStep:
    """A step that was done, skipped, missed, held, changed and asked about."""
    return ReportedStep(
        id=f"step-{number}",
        name=name,
        whose=WhoseStep.PLAN if number % 3 else WhoseStep.OWN,
        rule="daily",
        amount=text,
        tally=Tally(9, 2, 1),
        held=2,
        paused=1,
        reasons=(SkipReason(text, (FIRST, LAST)),),
        missed_days=(FIRST + DAY,),
        changes=(Change(FIRST + 3 * DAY, name, f"now {text}"),),
        questions=(text,),
        plan_says=text,
        prescribed=True,
    )


def a_report(text: str = "words", many: int = 2, parts: frozenset[ReportPart] = frozenset(ReportPart)) -> Report:
    """A report with `many` of everything, in which every text that a person wrote is `text`."""
    steps = tuple(a_step(text, number, text=text) for number in range(many))
    compared = Compared(5.75, 3.25, 4, 3, Verdict.BETTER)
    few = Compared(5.0, None, 1, 0, Verdict.TOO_FEW)
    zones = tuple(
        ZoneChange(each.id, each.label, compared if at % 2 else few)
        for at, each in enumerate(list(reference.zones().values())[: 2 * many])
    )
    points = tuple(Plotted(FIRST + at * DAY, 2.0 + at % 5) for at in (0, 1, 2, 3, 12, 13))
    measures = tuple(
        MeasureCourse(
            measure="redness",
            label=text,
            better="lower is better",
            lowest=0,
            highest=10,
            every=1,
            points=points,
            days=6,
            compared=compared,
        )
        for _ in range(many)
    )
    return Report(
        wish=ReportWish(FIRST, LAST, parts, since="session-5"),
        made=NOW,
        client=text,
        therapist=text,
        practice=text,
        plan=text,
        concerns=(text,),
        since=text,
        course=Course(5, 12, NOW.replace(tzinfo=None) + 4 * DAY, LAST + 30 * DAY),
        days=14,
        days_checked_in=6,
        tally=Tally(9 * many, 2 * many, many),
        steps=steps,
        pauses=(text,) * many,
        questions=tuple(Question(f"q-{at}", NOW, text, "step-0" if at else None) for at in range(many)),
        settled=(Question("q-s", NOW, text, None, NOW),),
        reactions=tuple(ReportedReaction(FIRST + at % 14 * DAY, text, text, text, text) for at in range(many)),
        signs=tuple(ReportedSign(LAST, text, "to be seen by a doctor the same day", text) for _ in range(many)),
        elsewhere=(text,),
        faces=(FaceOfMeasure("redness", text, zones),),
        measures=measures,
        marks=(Mark(FIRST, "5", text, is_session=True), Mark(FIRST + 3 * DAY, "a", text, is_session=False)),
        sessions=tuple(ReportedSession(FIRST, text, text, 5, text) for _ in range(many)),
        shelf=tuple(ShelfLine(text, text, FIRST, text, text, (text,), (text,)) for _ in range(many)),
        context=tuple(ContextLine(text, 6, text) for _ in range(many)),
        photos=(
            PhotoPair(
                text, ReportedPhoto("a" * 64, FIRST, text, 1, 1), ReportedPhoto("b" * 64, LAST, text, 1, 1), (text,)
            ),
        ),
    )
