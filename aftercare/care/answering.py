"""What is due on a day, and answering it: done, or skipped with a reason."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from aftercare.care.circumstances import Surrounded
from aftercare.care.course import Coursing
from aftercare.care.elsewhere import HadElsewhere
from aftercare.care.resting import ended_sessions, rests_of
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.as_needed import Allowance
from aftercare.model.check_off import Answer, CheckOff, Done, Occurrence, Skipped
from aftercare.model.circumstances import Use
from aftercare.model.deciding import decide
from aftercare.model.decision import Decision
from aftercare.model.deed import Deed
from aftercare.model.learned_types import learned
from aftercare.model.note import Note
from aftercare.model.routine import Id, Step
from aftercare.model.rulings import BarredBy, ComingBack, HeldBy, PausedBy, Verdict
from aftercare.model.slot_instant import DatedZone
from aftercare.model.tables import month_of
from aftercare.model.text import typed_text
from aftercare.model.today import TodayView, today_view
from aftercare.model.words import times

if TYPE_CHECKING:
    from aftercare.model.leaving_out import AfterSession

_DAY = timedelta(days=1)


class Answering(Surrounded, HadElsewhere, Coursing):
    """The day and its check-offs."""

    def day(self, now: datetime, day: date | None = None) -> TodayView:
        """What is due on `day` (today by default), in layering order, with what was answered and noted."""
        present = self.present()
        now = self.wall(now)
        today = self.today(now)
        on = day or today
        # of today, yesterday's open evening is told too
        days = (on, on - _DAY) if on == today else (on,)
        circumstances = self.circumstances(now, *days)
        with self._record.guard:
            notes = [
                msgspec.convert(document, learned(Note))
                for document in self._record.versions.live.get(tables.ENTRIES, {}).values()
                if document.get("day") == on.isoformat() and document.get("kind", tables.NOTE) == tables.NOTE
            ]
        view = today_view(
            present.client,
            present.routine,
            circumstances,
            notes,
            present.sessions.values(),
            present.practitioner,
            on,
            present.programme,
            self._where(on),
            self._after_session(circumstances.zones, now) if on == today else None,
            self.after_procedures(now) if on == today else (),
        )
        return replace(view, course=self.course_line(now), preparing=self.preparing(view.next_session, on, now))

    def _after_session(self, zones: tuple[DatedZone, ...], now: datetime) -> AfterSession | None:
        """What the last session still asks for; the reference data is read only where one does."""
        present, today = self.present(), self.today(now)
        behind = ended_sessions(present, zones, now, today)
        if not behind:
            return None
        from aftercare.model.leaving_out import after_session

        return after_session(behind, rests_of(present, present.routine, self.folder.snapshots), now, today)

    def _where(self, day: date) -> dict[Id, tuple[str, ...]]:
        """Where on the face the steps are done on `day`, in words; the zones are read only where a step names one."""
        steps = (step.as_on(day) for step in self.present().routine.steps.values())
        named = [step for step in steps if step.zones]
        if not named:
            return {}
        from aftercare.model.zone import zone_words
        from aftercare.store.reference import zones

        return {step.id: zone_words(step.zones, zones()) for step in named}

    def why(self, step: Id, now: datetime, day: date | None = None) -> Decision:
        """Whether `step` is due on `day` (today by default), with the chain of rules that decided. Raises NotFound."""
        on = day or self.today(now)
        return decide(self._step(step), on, self.present().routine, self.circumstances(now, on))

    def tick(self, occurrence: Occurrence, now: datetime) -> bool:
        """Answers `occurrence` with done. False where it was done already, and nothing was written.

        Raises NotFound and BadInput where the step is not due there.
        """
        now = self.wall(now)
        return self._answer(occurrence, Done(now), Deed.TICK, now)

    def skip(self, occurrence: Occurrence, reason: str, now: datetime) -> bool:
        """Answers `occurrence` with skipped, for a reason. False where it was skipped for that reason already.

        Raises NotFound and BadInput where the step is not due there or the reason is missing.
        """
        now = self.wall(now)
        return self._answer(occurrence, Skipped(now, typed_text(reason, "reason")), Deed.SKIP, now)

    def tick_slot(self, slot: Id, day: date, now: datetime) -> int:
        """Answers every open step of a slot with done, as one action; returns how many there were. Raises BadInput."""
        now = self.wall(now)
        self._record.need(month_of(day))
        with self._writing():
            if day > self.today(now):
                raise BadInput(f"{day} is still to come.", "Answer it on its day.")
            found = [each for each in self.day(now, day).slots if each.slot.id == slot]
            occurrences = [due.occurrence for each in found for due in each.open]

            def put() -> None:
                for each in occurrences:
                    check_off = CheckOff(each.step, each.day, each.slot, Done(now))
                    self._put(tables.CHECK_OFFS, each.id, check_off)

            self._do(Deed.TICK_SLOT, now, put)
        return len(occurrences)

    def reopen(self, occurrence: Occurrence, now: datetime) -> bool:
        """Takes an answer away, so that the step is open, or missed, again. False where there is none."""
        self._record.need(month_of(occurrence.day))
        with self._writing():
            if self._database.fetch(tables.CHECK_OFFS, occurrence.id) is None:
                return False
            self._do(Deed.REOPEN, now, lambda: self._database.delete(tables.CHECK_OFFS, occurrence.id))
        return True

    def use(self, step: Id, now: datetime) -> Allowance:
        """Notes one use of a step as needed; returns what is left. Raises NotFound, and BadInput where none is left."""
        now = self.wall(now)
        with self._looking_closely():
            of = self._step(step)
            decision = self.why(step, now)
            allowance = decision.allowance
            self._check_offered(of, decision, None)
            if allowance is None:
                raise BadInput(f"“{of.name}” is not there as needed today.", "`aftercare today` lists what is.")
            if isinstance(decision.reason, PausedBy | HeldBy | ComingBack) and decision.verdict is not Verdict.DUE:
                from aftercare.model.why_words import not_now_words

                why = not_now_words(of.name, decision.reason, now.tzinfo, self.today(now))
                raise BadInput(why, f"`aftercare why {of.id}` tells who says so.")
            if allowance.next is None or allowance.next > now:
                zone = now.tzinfo
                again = f"{allowance.next.astimezone(zone):%a %H:%M}" if allowance.next else ""
                enough = "a short while ago" if allowance.left else "which is the most for a day"
                often = f"{times(allowance.used)} today, " if allowance.used else ""
                raise BadInput(
                    f"“{of.name}” was used {often}{enough}.", f"It is allowed again from {again} on." if again else ""
                )
            used = Use(f"{month_of(self.today(now))}-{os.urandom(6).hex()}", step, now)
            self._do(Deed.USE, now, lambda: self._put(tables.USES, used.id, used))
            left = self.why(step, now).allowance
            assert left is not None
        return left

    def _answer(self, occurrence: Occurrence, answer: Answer, deed: Deed, now: datetime) -> bool:
        self._record.need(month_of(occurrence.day))
        with self._writing():
            self._check_due(occurrence, now)
            known = self._database.fetch(tables.CHECK_OFFS, occurrence.id)
            if known is not None and _same(msgspec.convert(known, learned(CheckOff)).answer, answer):
                return False
            check_off = CheckOff(occurrence.step, occurrence.day, occurrence.slot, answer)
            self._do(deed, now, lambda: self._put(tables.CHECK_OFFS, occurrence.id, check_off))
        return True

    def _check_due(self, occurrence: Occurrence, now: datetime) -> None:
        step = self._step(occurrence.step)
        if occurrence.day > self.today(now):
            raise BadInput(f"“{step.name}” on {occurrence.day} is still to come.", "Answer it on its day.")
        decision = self.why(step.id, now, occurrence.day)
        self._check_offered(step, decision, occurrence.slot)
        # what was held or paused and done all the same is told as it was
        if not any(each.slot == occurrence.slot and each.state is not None for each in decision.slots):
            raise BadInput(f"“{step.name}” is not due on {occurrence.day} ({occurrence.slot}).")

    def _check_offered(self, step: Step, decision: Decision, slot: Id | None) -> None:
        """Raises BadInput where a floor lies over the step in `slot`, or on the day where it is as needed."""
        rulings = next((each.rulings for each in decision.slots if each.slot == slot), decision.rulings)
        floor = next((each.floor for each in rulings if isinstance(each, BarredBy)), None)
        if floor is not None:
            from aftercare.model.floor_words import floor_sentence, next_step

            raise BadInput(f"“{step.name}” is not offered. {floor_sentence(floor)}", next_step(floor))

    def _step(self, step: Id) -> Step:
        found = self.present().routine.steps.get(step)
        if found is None:
            raise NotFound(f"There is no step “{step}”.")
        return found


def _same(known: Answer, answer: Answer) -> bool:
    match known, answer:
        case Done(), Done():
            return True
        case Skipped(reason=before), Skipped(reason=after):
            return before == after
    return False
