"""A report put together from what the record has: pure, so that the same record and instant give the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import fmean

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.adherence import Tally
from aftercare.model.after_procedure import ASKED_FOR, is_to_come
from aftercare.model.appointment import attendance_words, has_begun, moved_words
from aftercare.model.check_in import CheckIn
from aftercare.model.circumstances import Circumstances
from aftercare.model.course_line import CourseLine
from aftercare.model.entry_words import JournalTables
from aftercare.model.journal import Entry
from aftercare.model.later_watch import WatchAnswer
from aftercare.model.pause import Pause
from aftercare.model.photo import Photo
from aftercare.model.photo_comparing import PhotoFacts, comparability
from aftercare.model.photo_words import seen_words
from aftercare.model.plan import Plan
from aftercare.model.procedure import Procedure
from aftercare.model.procedure_words import kind_words
from aftercare.model.programme import Programme
from aftercare.model.question import Question
from aftercare.model.report import (
    Change,
    ContextLine,
    Course,
    Mark,
    PhotoPair,
    Report,
    ReportedPhoto,
    ReportedSession,
    ReportedStep,
    ShelfLine,
)
from aftercare.model.report_reactions import SignTables, reported_reactions, reported_signs
from aftercare.model.report_skin import skin_over
from aftercare.model.report_steps import letters, reported_steps
from aftercare.model.report_wish import ReportPart, ReportWish
from aftercare.model.routine import Client, Id, Practitioner, Routine
from aftercare.model.session import Attendance, Session
from aftercare.model.session_entry import SessionEntry
from aftercare.model.shelf import ShelfView
from aftercare.model.shelf_words import alert_words, left_words, must_go_words
from aftercare.model.words import counted, short_day
from aftercare.model.zone import Zone

_DAY = timedelta(days=1)
#: What was said of a day that is no number is named so often at most.
_MOST_WORDS = 12
#: So many changes of one day are told beside a mark.
_MOST_CHANGES = 3


class ReportBasis(Struct, frozen=True, kw_only=True):
    """All that a report is made from. `entries` are those of its days and of as many before as signs look back to,
    in their order; `session_ends` are instants in UTC. `elsewhere` are the ids of sessions that are not with the
    therapist, such as an MRI.
    """

    client: Client
    practitioner: Practitioner | None
    course: CourseLine | None
    programme: Programme | None
    plan: Plan | None
    routine: Routine
    circumstances: Circumstances
    sessions: Mapping[str, Session]
    elsewhere: frozenset[Id] = frozenset()
    pauses: Iterable[Pause]
    questions: Iterable[Question]
    procedures: Iterable[Procedure]
    watch: Iterable[WatchAnswer]
    entries: Sequence[Entry]
    session_ends: Sequence[datetime]
    shelf: ShelfView | None
    photo_facts: Mapping[Id, PhotoFacts]
    tables: JournalTables
    signs: SignTables


def report_of(basis: ReportBasis, wish: ReportWish) -> Report:
    """The report. What is left out is never put into it."""
    now, today = basis.circumstances.now, basis.circumstances.today
    parts, first, last = wish.parts, wish.first, wish.last
    entries = [each for each in basis.entries if first <= each.day <= last]
    check_ins = [each for each in entries if isinstance(each, CheckIn)]
    questions = sorted(basis.questions, key=lambda each: (each.at, each.id))
    still_open = tuple(each for each in questions if each.settled is None and each.at.date() <= last)
    wants_questions = ReportPart.QUESTIONS in parts
    steps: tuple[ReportedStep, ...] = ()
    if ReportPart.PLAN in parts:
        asked = still_open if wants_questions else ()
        steps = reported_steps(basis.routine, basis.plan, basis.circumstances, asked, first, last)
    courses, faces = (
        skin_over(check_ins, basis.tables.measures, basis.tables.zones, first, last)
        if {ReportPart.MEASURES, ReportPart.FACE} & parts
        else ((), ())
    )
    wants_reactions = ReportPart.REACTIONS in parts
    ordered = numbered(basis.sessions.values(), basis.course, basis.elsewhere, now)
    begun = basis.sessions.get(wish.since) if wish.since is not None else None
    report = Report(
        wish=wish,
        made=now,
        client=basis.client.name,
        therapist=basis.practitioner.name if basis.practitioner else "",
        practice=basis.practitioner.practice if basis.practitioner else "",
        plan=f"{basis.plan.title} (version {basis.plan.version})" if basis.plan else "",
        concerns=basis.programme.concerns if basis.programme else (),
        since=f"{begun.kind}, {short_day(begun.at.date(), today)}" if begun else "",
        course=_course(basis, ordered, now) if ReportPart.SESSIONS in parts else None,
        days=(last - first).days + 1,
        days_checked_in=len({each.day for each in check_ins}),
        tally=_together(each.tally for each in steps),
        steps=steps,
        pauses=tuple(_pauses(basis, first, last)) if ReportPart.PLAN in parts else (),
        questions=still_open if wants_questions else (),
        settled=tuple(each for each in questions if each.settled and first <= each.settled.date() <= last)
        if wants_questions
        else (),
        reactions=reported_reactions(entries, basis.tables, basis.routine, last) if wants_reactions else (),
        signs=reported_signs(
            [each for each in basis.entries if each.day <= last],
            [each for each in basis.watch if each.day <= last],
            basis.session_ends,
            basis.tables,
            basis.signs,
            first,
            last,
        )
        if wants_reactions
        else (),
        elsewhere=tuple(_elsewhere(basis, first, last)) if wants_reactions else (),
        faces=faces if ReportPart.FACE in parts else (),
        measures=courses if ReportPart.MEASURES in parts else (),
        sessions=tuple(_sessions(ordered, entries, first, last, now)) if ReportPart.SESSIONS in parts else (),
        shelf=_shelf(basis.shelf, today) if basis.shelf is not None and ReportPart.SHELF in parts else (),
        context=tuple(_context(check_ins, basis.tables)) if ReportPart.CONTEXT in parts else (),
        photos=tuple(_pairs(entries, basis.photo_facts, basis.tables.zones)) if ReportPart.PHOTOS in parts else (),
    )
    return report if not (report.measures or report.faces) else _marked(report, ordered)


def _together(tallies: Iterable[Tally]) -> Tally:
    found = tuple(tallies)
    return Tally(sum(t.done for t in found), sum(t.skipped for t in found), sum(t.missed for t in found))


def numbered(
    sessions: Iterable[Session], course: CourseLine | None, elsewhere: Container[Id], now: datetime
) -> list[tuple[int | None, Session]]:
    """The sessions in the order of their times, with their numbers in the plan's course.

    Where the plan names none each has a number that took place or is to come, and is not `elsewhere`.
    """
    if course is not None:
        return [(course.numbers.get(each.id), each) for each in sorted(sessions, key=lambda one: (one.at, one.id))]
    found: list[tuple[int | None, Session]] = []
    number = 0
    for each in sorted(sessions, key=lambda one: (one.at, one.id)):
        coming = each.attendance is Attendance.PLANNED and not has_begun(each, now)
        counts = (coming or each.attendance is Attendance.TOOK_PLACE) and each.id not in elsewhere
        number += counts
        found.append((number if counts else None, each))
    return found


def _course(basis: ReportBasis, ordered: Iterable[tuple[int | None, Session]], now: datetime) -> Course | None:
    theirs = ((number, each) for number, each in ordered if each.id not in basis.elsewhere)
    standing = [(number, each) for number, each in theirs if each.attendance is not Attendance.CANCELLED]
    if not standing:
        return None
    had = sum(each.attendance is Attendance.TOOK_PLACE for _, each in standing)
    begun = sum(has_begun(each, now) for _, each in standing)
    number, coming = next(((number, each.at) for number, each in standing[begun:]), (None, None))
    review = basis.programme.review if basis.programme else None
    if (line := basis.course) is not None:
        return Course(line.had, line.course.sessions, coming, review, line.review, number, line.unanswered)
    return Course(had, len(standing), coming, review, next_number=number, unanswered=begun - had)


def _sessions(
    ordered: Iterable[tuple[int | None, Session]], entries: Iterable[Entry], first: date, last: date, now: datetime
) -> Iterator[ReportedSession]:
    """Those of the period, and the next one."""
    felt: dict[str, list[str]] = {}
    for entry in entries:
        if isinstance(entry, SessionEntry) and entry.text:
            felt.setdefault(entry.session, []).append(entry.text)
    coming = False
    for number, each in ordered:
        day = each.at.date()
        is_next = not coming and day > last and each.attendance is not Attendance.CANCELLED
        if first <= day <= last or is_next:
            coming = coming or is_next
            moved = moved_words(each)
            state = f"{attendance_words(each, now)}{f', {moved}' if moved else ''}"
            yield ReportedSession(day, each.kind, state, number, "\n".join(felt.get(each.id, ())))


def _marked(report: Report, ordered: Iterable[tuple[int | None, Session]]) -> Report:
    """The report with what its lines over time are marked with: sessions that were, and changes of steps."""
    wish, today = report.wish, report.made.date()
    marks = [
        Mark(
            each.at.date(),
            str(number or "–"),
            f"session {number}: {each.kind}" if number else f"session: {each.kind}",
            is_session=True,
        )
        for number, each in ordered
        if each.attendance is not Attendance.CANCELLED
        and ReportPart.SESSIONS in wish.parts
        and wish.first <= each.at.date() <= min(wish.last, today)
    ]
    by_day: dict[date, list[Change]] = {}
    for each in report.changes:
        by_day.setdefault(each.day, []).append(each)
    for sign, (day, changes) in zip(letters(), by_day.items(), strict=False):
        words = "; ".join(f"{each.of}: {each.what}" for each in changes)
        if len(changes) > _MOST_CHANGES:
            words = f"{changes[0].of} and {len(changes) - 1} more steps changed or begun"
        marks.append(Mark(day, sign, words, is_session=False))
    return replace(report, marks=tuple(sorted(marks, key=lambda each: (each.day, not each.is_session))))


def _pauses(basis: ReportBasis, first: date, last: date) -> Iterator[str]:
    for each in sorted(basis.pauses, key=lambda one: (one.first, one.id)):
        if each.first > last or (each.last is not None and each.last < first):
            continue
        until = f"to {short_day(each.last, last)}" if each.last is not None else "and still going on"
        names = [basis.routine.steps[step].name for step in each.steps if step in basis.routine.steps]
        what = ", ".join(names) or "the routine"
        yield f"{each.reason.value.capitalize()}: {what} paused from {short_day(each.first, last)} {until}"


def _elsewhere(basis: ReportBasis, first: date, last: date) -> Iterator[str]:
    """What was had elsewhere in the period, and before it for as long as needles may have to wait after it."""
    theirs = (each for each in basis.sessions.values() if each.id not in basis.elsewhere)
    coming = min((each.at.date() for each in theirs if is_to_come(each, last)), default=None)
    for each in sorted(basis.procedures, key=lambda one: (one.day, one.id)):
        if min(first, last - ASKED_FOR) <= each.day <= last:
            what = f"{short_day(each.day, last)}: {kind_words(each.what)}{f', {each.note}' if each.note else ''}"
            yield f"{what} ({counted((coming - each.day).days, 'day')} before the next session)" if coming else what


def _shelf(view: ShelfView, today: date) -> tuple[ShelfLine, ...]:
    return tuple(
        ShelfLine(
            name=row.product.name,
            kind=row.kind.label if row.kind else row.product.kind,
            opened=row.pack.opened if row.pack else None,
            must_go=must_go_words(row, today) if row.must_go else "not known",
            left=left_words(row.supply),
            alerts=tuple(alert_words(each, row) for each in row.alerts),
            steps=row.steps,
        )
        for row in view.rows
    )


def _context(check_ins: Iterable[CheckIn], tables: JournalTables) -> Iterator[ContextLine]:
    answers: dict[str, dict[date, bool | float | str]] = {}
    for entry in check_ins:
        for each in entry.context:
            answers.setdefault(each.item, {})[entry.day] = each.value
    for name, by_day in answers.items():
        item = tables.items.get(name)
        yield ContextLine(
            item.label if item else name, len(by_day), _said(list(by_day.values()), item.unit if item else "")
        )


def _said(values: Sequence[bool | float | str], unit: str) -> str:
    numbers = [float(each) for each in values if isinstance(each, int | float) and not isinstance(each, bool)]
    if numbers and len(numbers) == len(values):
        of = f" {unit}" if unit and unit != "day" else ""
        low, high = min(numbers), max(numbers)
        if low == high:
            return f"{low:g}{of} throughout"
        return f"mean {fmean(numbers):.1f}{of}, from {low:g} to {high:g}"
    times = Counter("yes" if each is True else "no" if each is False else str(each) for each in values)
    told = [f"{words}: {counted(number, 'day')}" for words, number in times.most_common(_MOST_WORDS)]
    rest = len(times) - len(told)
    return "; ".join([*told, *([f"and {rest} more"] if rest else [])])


def _pairs(entries: Iterable[Entry], facts: Mapping[Id, PhotoFacts], zones: Mapping[str, Zone]) -> Iterator[PhotoPair]:
    """The first and the last photo of each view, and what stands against comparing them."""
    views: dict[str, list[Photo]] = {}
    for each in entries:
        if isinstance(each, Photo) and each.id in facts:
            views.setdefault(seen_words(each, zones), []).append(each)
    for view, photos in views.items():
        ordered = sorted(photos, key=lambda each: (facts[each.id].taken, each.id))
        first, last = ordered[0], ordered[-1] if len(ordered) > 1 else None
        against = comparability(facts[first.id], facts[last.id]) if last is not None else ()
        yield PhotoPair(view, _photo(first), _photo(last) if last is not None else None, against)


def _photo(photo: Photo) -> ReportedPhoto:
    return ReportedPhoto(photo.sha256, photo.day, photo.text, photo.width, photo.height)
