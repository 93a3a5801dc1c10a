"""Pauses, a step that stung, and questions for the therapist."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from aftercare.care.elsewhere import HadElsewhere
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.cover import is_prescribed
from aftercare.model.deed import Deed
from aftercare.model.pause import Pause, PauseReason
from aftercare.model.question import Question
from aftercare.model.routine import Id
from aftercare.model.text import typed_text

_DAY = timedelta(days=1)
#: Days that a step rests after it stung, where nobody says otherwise.
USUAL_REST = 3


class Pausing(HadElsewhere):
    """Leaving steps out for a while."""

    def pause(
        self,
        now: datetime,
        first: date | None = None,
        last: date | None = None,
        reason: PauseReason = PauseReason.OTHER,
        steps: tuple[Id, ...] = (),
    ) -> Pause:
        """Pauses `steps`, by default every one that is not prescribed, from `first` (today by default) to `last`, both
        included; without `last` until it is resumed. Raises BadInput and NotFound.
        """
        begins = first or self.today(now)
        if last is not None and last < begins:
            raise BadInput(f"The pause would end on {last}, before its first day {begins}.", "Give a later last day.")
        known = self.present().routine.steps
        for each in steps:
            if each not in known:
                raise NotFound(f"There is no step “{each}”.")
        pause = Pause(_new_id(), begins, last, reason, steps)
        self._do(Deed.PAUSE, now, lambda: self._put(tables.PAUSES, pause.id, pause))
        return pause

    def resume(self, now: datetime, steps: tuple[Id, ...] = ()) -> tuple[Pause, ...]:
        """Ends the pause of the routine, or that of `steps`, so that today is due again; returns what ended, as it was.

        Where none runs today, the ones to come are taken back. Raises NotFound where there is none, and BadInput for
        steps that only the pause of the whole routine covers.
        """
        today = self.today(now)
        with self._looking_closely():
            kept = self.present().pauses.values()
            meant = [each for each in kept if (set(steps) & set(each.steps) if steps else not each.steps)]
            running = [each for each in meant if each.includes(today)] or [each for each in meant if each.first > today]
            if not running and steps and any(each.includes(today) and not each.steps for each in kept):
                raise BadInput("The whole routine is paused, not this step alone.", "Resume without naming a step.")
            if not running:
                named = sorted({step for each in kept if each.includes(today) for step in each.steps})
                raise NotFound("Nothing is paused today.", f"Name what rests: {', '.join(named)}." if named else "")

            def end() -> None:
                for each in running:
                    if each.first >= today:
                        self._database.delete(tables.PAUSES, each.id)
                    else:
                        self._put(tables.PAUSES, each.id, replace(each, last=today - _DAY))
                    others = tuple(step for step in each.steps if step not in steps)
                    if steps and others:
                        rest = replace(each, id=_new_id(), first=max(each.first, today), steps=others)
                        self._put(tables.PAUSES, rest.id, rest)

            self._do(Deed.RESUME, now, end)
        return tuple(running)

    def rest_stung(self, step: Id, now: datetime, days: int = USUAL_REST) -> Pause | None:
        """Lets a step that stung rest for `days` days from today on, and keeps a question about it for the therapist.

        One that is begun in phases then goes on one phase lower. A prescribed step goes on: only the question is kept,
        and None is returned. Raises NotFound and BadInput.
        """
        from aftercare.model.rule_words import day_words
        from aftercare.model.titrating import gone_back

        routine = self.present().routine
        found = routine.steps.get(step)
        if found is None:
            raise NotFound(f"There is no step “{step}”.")
        if not 1 <= days <= 90:
            raise BadInput(f"A step cannot rest for {days} days.", "Say between 1 and 90.")
        today = self.today(now)
        question = Question(
            _new_id(), now, f"“{found.name}” stung on {day_words(today)}. What shall I do with it?", step
        )
        pause = Pause(_new_id(), today, today + (days - 1) * _DAY, PauseReason.STUNG, (step,))
        resting = not is_prescribed(found, routine, today)
        lower = gone_back(found, today, today + days * _DAY) if resting else None

        def put() -> None:
            if resting:
                self._put(tables.PAUSES, pause.id, pause)
            if lower is not None:
                self._put(tables.STEPS, lower.id, lower)
            self._put(tables.QUESTIONS, question.id, question)

        self._do(Deed.REST if resting else Deed.ASK, now, put)
        return pause if resting else None

    def ask(self, text: str, now: datetime, step: Id | None = None) -> Question:
        """Keeps a question for the therapist. Raises BadInput and NotFound."""
        if step is not None and step not in self.present().routine.steps:
            raise NotFound(f"There is no step “{step}”.")
        question = Question(_new_id(), now, typed_text(text, "question"), step)
        self._do(Deed.ASK, now, lambda: self._put(tables.QUESTIONS, question.id, question))
        return question

    def settle(self, question: Id, now: datetime) -> Question:
        """Says that a question is answered or let go. Raises NotFound."""
        with self._looking_closely():
            asked = {each.id: each for each in self.open_questions(now)}
            found = self.present().questions.get(question) or asked.get(question)
            if found is None:
                raise NotFound("There is no such question.")
            settled = replace(found, settled=now)
            self._do(Deed.SETTLE, now, lambda: self._put(tables.QUESTIONS, question, settled))
        return settled

    def open_questions(self, now: datetime) -> tuple[Question, ...]:
        """The questions that nobody has settled, in the order in which they were asked.

        Those that follow from what was had elsewhere are among them as long as no plan answers them.
        """
        unsettled = [each for each in self.present().questions.values() if each.settled is None]
        unsettled += [each.question for each in self.after_procedures(now) if each.question is not None]
        return tuple(sorted(unsettled, key=lambda each: each.at))


def _new_id() -> str:
    return os.urandom(6).hex()
