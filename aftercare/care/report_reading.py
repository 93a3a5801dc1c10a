"""What a report is made from, read from the record: months of years, each once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property

from aftercare.care.circumstances import Answers, session_ends
from aftercare.care.course import Coursing, is_with_therapist
from aftercare.care.heeding import Heeding
from aftercare.care.helping import sign_reader
from aftercare.care.journal_tables import journal_tables
from aftercare.care.long_reading import Stretch, read_stretch
from aftercare.care.photographing import Photographing
from aftercare.care.planning import Planning
from aftercare.care.shelving import Shelving
from aftercare.care.watching import Watching
from aftercare.model.circumstances import Use
from aftercare.model.photo import Photo
from aftercare.model.progress import Told, silent
from aftercare.model.report import Report
from aftercare.model.report_making import ReportBasis, report_of
from aftercare.model.report_reactions import SignTables
from aftercare.model.report_wish import ReportPart, ReportWish
from aftercare.model.routine import Id, Routine
from aftercare.model.session import Attendance
from aftercare.model.tables import month_of
from aftercare.store import reference

_DAY = timedelta(days=1)


class ReportReading(Coursing, Heeding, Photographing, Planning, Shelving, Watching):
    """A record read for one report, and let go of again."""

    _months: frozenset[str] = frozenset()
    _told: Told = staticmethod(silent)
    _stretch = Stretch([], [], [])

    def made(self, wish: ReportWish, now: datetime, told: Told) -> Report:
        """The report; `told` hears of how many months are read. Blocks on the disk. Raises DiskTrouble."""
        begin = wish.first - max((each.within_days or 0 for each in self._signs_known.alarms), default=0) * _DAY
        self._months = frozenset(
            each for each in self._record.months() if month_of(begin) <= each <= month_of(wish.last)
        )
        self._told = told
        asked = [wish.first + number * _DAY for number in range((wish.last - wish.first).days + 1)]
        circumstances = self.circumstances(now, *asked)
        read = (each for each in self._stretch.entries if begin <= each.day <= wish.last)
        entries = sorted(read, key=lambda each: (each.day, each.at, each.id))
        wants_photos = ReportPart.PHOTOS in wish.parts
        photos = [each for each in entries if isinstance(each, Photo) and self.photo_file(each)] if wants_photos else []
        present = self.present()
        ends = [
            each.at for each in session_ends(present, self.zones(now)) if each.attendance is not Attendance.CANCELLED
        ]
        basis = ReportBasis(
            client=present.client,
            practitioner=present.practitioner,
            course=self.course_line(now),
            programme=present.programme,
            plan=self.plan_in_force(),
            routine=present.routine,
            circumstances=circumstances,
            sessions=present.sessions,
            elsewhere=frozenset(each.id for each in present.sessions.values() if not is_with_therapist(each)),
            pauses=present.pauses.values(),
            questions=present.questions.values(),
            procedures=present.procedures.values(),
            watch=self.watch_answers(),
            entries=entries,
            session_ends=ends,
            shelf=self.shelf(now) if ReportPart.SHELF in wish.parts else None,
            photo_facts={each.id: self.photo_facts(each) for each in photos},
            tables=journal_tables(),
            signs=self._signs_known,
        )
        return report_of(basis, wish)

    def _answered(
        self, routine: Routine, days: Sequence[date], looked_back: Mapping[Id, date | None], months: Iterable[str]
    ) -> tuple[Answers, tuple[Use, ...]]:
        """What was answered in `months`, read together with what else the report wants of them."""
        wanted = sorted(self._months.union(months))
        self._stretch = read_stretch(self._record, wanted, lambda done, of: self._told(done, of + 1))
        self._told(len(wanted) + 1, len(wanted) + 1)
        answers: Answers = {step: {} for step in routine.steps}
        for each in self._stretch.check_offs:
            if (of_step := answers.get(each.step)) is not None:
                of_step.setdefault(each.day, {})[each.slot] = each.answer
        return answers, tuple(self._stretch.uses)

    @cached_property
    def _signs_known(self) -> SignTables:
        alarms = tuple(reference.alarming_values().values())
        return SignTables(reference.red_flags(), reference.red_flag_levels(), alarms, sign_reader())
