"""What is due on a day, and answering it: done, or skipped with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

import msgspec

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import Answer, CheckOff, Done, Occurrence, Skipped
from aftercare.model.deed import Deed
from aftercare.model.due import due_slots
from aftercare.model.journal import Note
from aftercare.model.tables import month_of
from aftercare.model.text import typed_text
from aftercare.model.today import TodayView, today_view


class Answering(Kept):
    """The day and its check-offs."""

    def day(self, now: datetime, day: date | None = None) -> TodayView:
        """What is due on `day` (today by default), in layering order, with what was answered and noted."""
        present = self.present()
        now = self.wall(now)
        on = day or self.today(now)
        with self._record.guard:
            self._record.need(month_of(on))
            live = self._record.versions.live
            answers = _Answers(live.get(tables.CHECK_OFFS, {}))
            notes = [
                msgspec.convert(document, Note)
                for document in live.get(tables.ENTRIES, {}).values()
                if document.get("day") == on.isoformat()
            ]
        return today_view(
            present.client,
            present.routine,
            answers,
            notes,
            present.sessions.values(),
            present.practitioner,
            on,
            now,
        )

    def tick(self, occurrence: Occurrence, now: datetime) -> bool:
        """Answers `occurrence` with done. False where it was done already, and nothing was written.

        Raises NotFound and BadInput where the step is not due there.
        """
        return self._answer(occurrence, Done(now), Deed.TICK, now)

    def skip(self, occurrence: Occurrence, reason: str, now: datetime) -> bool:
        """Answers `occurrence` with skipped, for a reason. False where it was skipped for that reason already.

        Raises NotFound and BadInput where the step is not due there or the reason is missing.
        """
        return self._answer(occurrence, Skipped(now, typed_text(reason, "reason")), Deed.SKIP, now)

    def _answer(self, occurrence: Occurrence, answer: Answer, deed: Deed, now: datetime) -> bool:
        self._record.need(month_of(occurrence.day))
        with self._writing():
            self._check_due(occurrence, now)
            known = self._database.fetch(tables.CHECK_OFFS, occurrence.id)
            if known is not None and _same(msgspec.convert(known, CheckOff).answer, answer):
                return False
            check_off = CheckOff(occurrence.step, occurrence.day, occurrence.slot, answer)
            self._do(deed, now, lambda: self._put(tables.CHECK_OFFS, occurrence.id, check_off))
        return True

    def _check_due(self, occurrence: Occurrence, now: datetime) -> None:
        step = self.present().routine.steps.get(occurrence.step)
        if step is None:
            raise NotFound(f"There is no step “{occurrence.step}”.")
        if occurrence.day > self.today(now):
            raise BadInput(f"“{step.name}” on {occurrence.day} is still to come.", "Answer it on its day.")
        if occurrence.slot not in due_slots(step, occurrence.day):
            raise BadInput(f"“{step.name}” is not due on {occurrence.day} ({occurrence.slot}).")


class _Answers(Mapping[str, Answer]):
    """The answers by occurrence id, each turned into a value when it is asked for."""

    def __init__(self, documents: Mapping[str, dict[str, Any]]) -> None:
        self._documents = documents

    def __getitem__(self, key: str) -> Answer:
        return msgspec.convert(self._documents[key], CheckOff).answer

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)


def _same(known: Answer, answer: Answer) -> bool:
    match known, answer:
        case Done(), Done():
            return True
        case Skipped(reason=before), Skipped(reason=after):
            return before == after
    return False
