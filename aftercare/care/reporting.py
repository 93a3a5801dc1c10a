"""The report to the therapist: read from the record, shown before it is written, and handed out as a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from aftercare.care.circumstances import session_ends
from aftercare.care.course import Coursing
from aftercare.care.heeding import Heeding
from aftercare.care.photographing import Photographing
from aftercare.care.planning import Planning
from aftercare.care.shelving import Shelving
from aftercare.care.watching import Watching
from aftercare.errors import NotFound
from aftercare.model import tables
from aftercare.model.progress import Told, silent
from aftercare.model.report_wish import (
    USUAL_PARTS,
    ReportPart,
    ReportWish,
    check_days,
    days_since_session,
)
from aftercare.model.session import Attendance
from aftercare.model.tables import month_of

if TYPE_CHECKING:
    from aftercare.model.report import Report
    from aftercare.model.report_reactions import SignTables

_DAY = timedelta(days=1)
#: Pixels of the longer side of a photo in a report: enough for half a page.
_LONGEST = 1000
_ALL = 1_000_000


class ReportForm(StrEnum):
    """As what a report is written."""

    HTML = "html"
    TEXT = "text"
    JSON = "json"


SUFFIXES = {ReportForm.HTML: ".html", ReportForm.TEXT: ".txt", ReportForm.JSON: ".json"}


class Reporting(Coursing, Heeding, Photographing, Planning, Shelving, Watching):
    """The report. Writes nothing to the record."""

    def report_wish(
        self,
        now: datetime,
        first: date | None = None,
        last: date | None = None,
        parts: Iterable[ReportPart] = USUAL_PARTS,
        *,
        whole: bool = False,
        brief: bool = False,
    ) -> ReportWish:
        """What a report is to have: by default the days since the last session, with the `whole` record all of them.

        No day before the record began is in it. Raises BadInput where its days cannot be.
        """
        today = self.today(now)
        until = last or today
        since = None
        if whole:
            begun = first or self._first_day(today)
        elif first is None:
            begun, since = days_since_session(self.present().sessions.values(), self.wall(now), today)
            if begun > until:
                begun, since = until, None
        else:
            begun = first
        check_days(begun, until, today)
        if first is not None:
            begun = max(begun, min(self._first_day(today), until))
        return ReportWish(begun, until, frozenset(parts), brief=brief, since=since)

    def _first_day(self, today: date) -> date:
        """The first day of which the record has anything."""
        begun = [each.terms[0].since for each in self.present().routine.steps.values()]
        with self._record.guard:
            if months := self._record.months():
                self._record.need(months[0])
                live = self._record.versions.live
                documents = (*live.get(tables.ENTRIES, {}).values(), *live.get(tables.CHECK_OFFS, {}).values())
                begun += [date.fromisoformat(each["day"]) for each in documents]
        return min((each for each in begun if each <= today), default=today)

    def report(self, wish: ReportWish, now: datetime, told: Told = silent) -> Report:
        """The report. Reads its months apart, which are let go of again; `told` hears of how many are read.

        Blocks on the disk. Raises DiskTrouble.
        """
        reading = type(self)(self.folder)
        reading.most_months = _ALL
        return reading._made(wish, now, told)

    def _made(self, wish: ReportWish, now: datetime, told: Told) -> Report:
        from aftercare.care.journal_tables import journal_tables
        from aftercare.model.photo import Photo
        from aftercare.model.report_making import ReportBasis, report_of

        back = max((each.within_days or 0 for each in self._signs_known.alarms), default=0)
        begin = wish.first - back * _DAY
        months = [each for each in self._record.months() if month_of(begin) <= each <= month_of(wish.last)]
        for number, month in enumerate(months):
            told(number, len(months) + 1)
            self._record.need(month)
        asked = [wish.first + number * _DAY for number in range((wish.last - wish.first).days + 1)]
        present = self.present()
        ends = [
            each.at for each in session_ends(present, self.zones(now)) if each.attendance is not Attendance.CANCELLED
        ]
        entries = self.entries(begin, wish.last)
        wants_photos = ReportPart.PHOTOS in wish.parts
        photos = [each for each in entries if isinstance(each, Photo) and self.photo_file(each)] if wants_photos else []
        basis = ReportBasis(
            client=present.client,
            practitioner=present.practitioner,
            course=self.course_line(now),
            programme=present.programme,
            plan=self.plan_in_force(),
            routine=present.routine,
            circumstances=self.circumstances(now, *asked),
            sessions=present.sessions,
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
        made = report_of(basis, wish)
        told(len(months) + 1, len(months) + 1)
        return made

    @cached_property
    def _signs_known(self) -> SignTables:
        from aftercare.care.helping import sign_reader
        from aftercare.model.report_reactions import SignTables
        from aftercare.store import reference

        alarms = tuple(reference.alarming_values().values())
        return SignTables(reference.red_flags(), reference.red_flag_levels(), alarms, sign_reader())

    def free_place(self, wish: ReportWish, form: ReportForm) -> str:
        """Where a report may go without writing over anything, as people write it: in their own folder."""
        name, number = f"aftercare-report-{wish.last.isoformat()}", 1
        while os.path.lexists(Path(f"~/{name}{SUFFIXES[form]}").expanduser()):
            number += 1
            name = f"aftercare-report-{wish.last.isoformat()}-{number}"
        return f"~/{name}{SUFFIXES[form]}"

    def report_written(self, report: Report, form: ReportForm) -> bytes:
        """The report as the file that is handed out. Blocks on the disk where it has photos. Raises DiskTrouble."""
        match form:
            case ReportForm.HTML:
                from aftercare.exchange.report.page import report_page
                from aftercare.store import reference

                return report_page(report, reference.face(), self._pictures(report))
            case ReportForm.TEXT:
                from aftercare.exchange.report.plain import report_text

                return report_text(report).encode()
            case ReportForm.JSON:
                from aftercare.exchange.report.document import report_json

                return report_json(report)

    def _pictures(self, report: Report) -> dict[str, bytes]:
        """The pictures of its photos, by their hashes."""
        photos = [each for pair in report.photos for each in (pair.first, pair.last) if each is not None]
        found = {}
        for each in photos:
            try:
                small = self._photo_files.smaller_picture(each.sha256, _LONGEST)
            except NotFound:
                continue
            found[each.sha256] = small.read_bytes()
        return found

    def hand_out_report(self, file: Path, data: bytes, *, force: bool = False) -> None:
        """Writes a report to `file`, for its owner alone. What lies there gives way with `force` alone.

        Raises BadInput, NotFound and DiskTrouble.
        """
        from aftercare.exchange.report.own import is_report
        from aftercare.store.outgoing import hand_out_pieces

        hand_out_pieces(file, (data,), is_report, "report", force=force, replaces_own=force)
