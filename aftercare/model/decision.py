"""What was decided for a step on a date, as a value: verdicts, states and the rulings behind them."""

from __future__ import annotations

from datetime import date, datetime
from typing import assert_never

from msgspec import Struct

from aftercare.model.as_needed import Allowance
from aftercare.model.check_off import Answer, Barred, Held, Paused, StateWithCover, state_of
from aftercare.model.routine import Id
from aftercare.model.rulings import ComingBack, HeldBy, PausedBy, Ruling, Verdict, reason_of, verdict_of

_WEIGHTIEST_FIRST = (Verdict.DUE, Verdict.BARRED, Verdict.PAUSED, Verdict.HELD, Verdict.NOT_DUE)


class SlotDecision(Struct, frozen=True):
    """What was decided for one slot, whose instant `at` is in UTC; `state` is None where there is no occurrence.

    An answer that was given stays the state, also where the step turns out not to be due, or held.
    """

    slot: Id
    at: datetime
    rulings: tuple[Ruling, ...]
    verdict: Verdict
    state: StateWithCover | None

    @property
    def reason(self) -> Ruling:
        """The ruling that settled it."""
        return reason_of(self.rulings)


class Decision(Struct, frozen=True):
    """What was decided for `step` on `day`: for each slot of its terms, in the order of the day.

    `rulings` are those for the day as a whole, and all that there are where no slot comes into question. A step as
    needed has its `allowance` on the running date.
    """

    step: Id
    day: date
    rulings: tuple[Ruling, ...]
    slots: tuple[SlotDecision, ...] = ()
    allowance: Allowance | None = None

    @property
    def verdict(self) -> Verdict:
        """Due where a slot is due, else paused or held where a slot is, else not due."""
        if not self.slots:
            return verdict_of(self.rulings)
        found = {each.verdict for each in self.slots}
        return next(each for each in _WEIGHTIEST_FIRST if each in found)

    @property
    def reason(self) -> Ruling:
        """The ruling that settled it, in the first slot that has its verdict."""
        if not self.slots:
            return reason_of(self.rulings)
        verdict = self.verdict
        return next(each.reason for each in self.slots if each.verdict is verdict)


def state_under(
    verdict: Verdict, reason: Ruling, answer: Answer | None, day: date, today: date
) -> StateWithCover | None:
    """The state of an occurrence on `day` for which `verdict` was found, seen on `today`; None where there is none."""
    if answer is not None:
        return answer
    match verdict:
        case Verdict.NOT_DUE:
            return None
        case Verdict.BARRED:
            return Barred()
        case Verdict.PAUSED:
            return Paused(reason.pause.last if isinstance(reason, PausedBy) else None)
        case Verdict.HELD:
            match reason:
                case HeldBy():
                    return Held(reason.until)
                case ComingBack(again=again, until=until):
                    return Held(again or until)
            return None
        case Verdict.DUE:
            return state_of(None, day, today)
        case _:
            assert_never(verdict)
