"""The report to the therapist: read from the record, shown before it is written, and handed out as a file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from aftercare.care.course import is_with_therapist
from aftercare.care.photographing import Photographing
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

if TYPE_CHECKING:
    from aftercare.model.report import Report

_DAY = timedelta(days=1)
#: Pixels of the longer side of a photo in a report: enough for half a page.
_LONGEST = 1000


class ReportForm(StrEnum):
    """As what a report is written."""

    HTML = "html"
    TEXT = "text"
    JSON = "json"


SUFFIXES = {ReportForm.HTML: ".html", ReportForm.TEXT: ".txt", ReportForm.JSON: ".json"}


class Reporting(Photographing):
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
            sessions = filter(is_with_therapist, self.present().sessions.values())
            begun, since = days_since_session(sessions, self.wall(now), today)
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
        from aftercare.care.report_reading import ReportReading

        return ReportReading(self.folder).made(wish, now, told)

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
