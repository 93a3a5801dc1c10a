"""What a decision looks at, gathered from the record: answers as far back as the rules ask, pauses, sessions, zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

import msgspec

from aftercare.care.flooring import floors_of
from aftercare.care.kept import Kept, Present
from aftercare.care.resting import holds_on
from aftercare.model import tables
from aftercare.model.check_off import Answer, CheckOff, Occurrence
from aftercare.model.circumstances import Circumstances, SessionEnd, Use
from aftercare.model.ended_session import end_of, standings
from aftercare.model.learned_types import learned
from aftercare.model.looking_back import known_from
from aftercare.model.product_test import trying
from aftercare.model.routine import Id, Routine, Step
from aftercare.model.rules import AsNeeded
from aftercare.model.scan import is_scan_kind
from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import DatedZone, day_begins, zone_name
from aftercare.model.tables import month_of

Answers: TypeAlias = dict[Id, dict[date, dict[Id, Answer]]]

_DAY = timedelta(days=1)
_EVER = date(1, 1, 1)
#: How many days a stage of a return may ask between two uses.
_SLOWEST = 28 * _DAY


class Surrounded(Kept):
    """The record with what surrounds its steps."""

    def circumstances(self, now: datetime, *days: date, routine: Routine | None = None) -> Circumstances:
        """What decides `routine` (the client's own by default) on `days` (today by default), as seen at `now`.

        Loads the months that the rules and the returns after holds look back to.
        """
        present = self.present()
        now = self.wall(now)
        of = routine or present.routine
        asked = days or (self.today(now),)
        zones = self.zones(now)
        tests = present.tests.values()
        on_face = trying(of, (each for each in tests if each.is_on_face))
        holds = holds_on(present, on_face, asked, zones, now, self.folder.snapshots)
        floors, cautions = floors_of(present, trying(of, tests), self.folder.snapshots)
        seen = min(*asked, self.today(now))
        looked_back = {step.id: known_from(step, seen) for step in of.steps.values()}
        for hold in holds:
            known = looked_back[hold.step]
            if hold.stages and (known is None or known > seen - _SLOWEST):
                looked_back[hold.step] = seen - _SLOWEST
        back_to = min((each for each in looked_back.values() if each is not None), default=min(asked))
        months = {month_of(each) for each in asked} | set(months_between(back_to, self.today(now)))
        answers, uses = self._answered(of, asked, looked_back, months)
        return Circumstances(
            now=now,
            zones=zones,
            starts=present.starts,
            answers=answers,
            uses=uses,
            sessions=session_ends(present, zones),
            pauses=tuple(present.pauses.values()),
            holds=holds,
            floors=floors,
            cautions=cautions,
        )

    def zones(self, now: datetime) -> tuple[DatedZone, ...]:
        """The zones in force, each from its day on; where the record names none, that of `now`."""
        return self.present().zones or (DatedZone(_EVER, zone_name(now)),)

    def _answered(
        self, routine: Routine, days: Sequence[date], looked_back: Mapping[Id, date | None], months: Iterable[str]
    ) -> tuple[Answers, tuple[Use, ...]]:
        """The answers to each step, of `days` alone where its rule does not look back, and the uses of `months`."""
        with self._record.guard:
            self._record.need(*sorted(months))
            answers = self._answers(routine, days, looked_back)
            uses = tuple(self._uses()) if any(_is_as_needed(step) for step in routine.steps.values()) else ()
        return answers, uses

    def _answers(self, routine: Routine, days: Sequence[date], looked_back: Mapping[Id, date | None]) -> Answers:
        """What was answered of each step: on `days` alone where nothing is looked back to."""
        kept = self._record.versions.live.get(tables.CHECK_OFFS, {})
        found: dict[Id, list[dict[str, Any]]] = {step: [] for step in routine.steps}
        for step, since in looked_back.items():
            if since is None:
                wanted = (Occurrence(step, day, slot).id for day in days for slot in routine.slots)
                found[step] = [kept[each] for each in wanted if each in kept]
        if back := {step for step, since in looked_back.items() if since is not None}:
            for each, document in kept.items():
                step = each.partition(":")[0]
                if step in back:
                    found[step].append(document)
        result: Answers = {}
        for step, documents in found.items():
            of_step = result.setdefault(step, {})
            for document in documents:
                check_off = msgspec.convert(document, learned(CheckOff))
                of_step.setdefault(check_off.day, {})[check_off.slot] = check_off.answer
        return result

    def _uses(self) -> Iterator[Use]:
        for document in self._record.versions.live.get(tables.USES, {}).values():
            yield msgspec.convert(document, learned(Use))


def session_ends(present: Present, zones: tuple[DatedZone, ...]) -> tuple[SessionEnd, ...]:
    """When each session ends, or ended before it was cancelled or moved, by the zone then in force."""

    def ends(session: Session) -> Iterator[SessionEnd]:
        if session.attendance is Attendance.CANCELLED and not session.former:
            yield SessionEnd(session.id, end_of(session, zones), session.attendance)
        for standing in standings(session):
            gone = day_begins(standing.until + _DAY, zones, present.starts) if standing.until else None
            of = standing.session
            yield SessionEnd(of.id, end_of(of, zones), of.attendance, gone)

    return tuple(
        each for session in present.sessions.values() if not is_scan_kind(session.kind) for each in ends(session)
    )


def months_between(first: date, last: date) -> Iterator[str]:
    """The months from that of `first` to that of `last`, such as "2026-11"."""
    day = first.replace(day=1)
    while day <= last:
        yield month_of(day)
        day = (day + 32 * _DAY).replace(day=1)


def _is_as_needed(step: Step) -> bool:
    return any(isinstance(terms.rule, AsNeeded) for terms in step.terms)
