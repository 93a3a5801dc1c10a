"""The rulings that decide whether a step is due: a chain of them tells a person "why not tonight", with its facts.

A chain ends with the ruling that settles it. Instants are aware and in UTC, except where a document gave them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum, auto

from msgspec import Struct

from aftercare.model.caution import Caution
from aftercare.model.floor import Floor
from aftercare.model.hold import Hold
from aftercare.model.pause import Pause
from aftercare.model.routine import Id
from aftercare.model.rules import CalendarRule, Cycle, Pattern


class Verdict(Enum):
    """What a chain of rulings comes to."""

    DUE = auto()
    NOT_DUE = auto()
    HELD = auto()
    PAUSED = auto()
    BARRED = auto()


class NotInForce(Struct, frozen=True, tag="not_in_force", tag_field="kind"):
    """No terms hold on the day: they ended on the day `ended`, or the next begin on `begins`, or both."""

    ended: date | None
    begins: date | None


class InForce(Struct, frozen=True, tag="in_force", tag_field="kind"):
    """The terms that hold on the day, from `since` to `until`, both included."""

    since: date
    until: date | None


class CourseDates(Struct, frozen=True, tag="course_dates", tag_field="kind"):
    """The course runs from `first` to `last`, both included."""

    first: date
    last: date
    due: bool


class CourseCount(Struct, frozen=True, tag="course_count", tag_field="kind"):
    """The course has `times` applications from `start` on, of which `done` came before this occurrence."""

    times: int
    start: date
    done: int
    due: bool


class OnCalendar(Struct, frozen=True, tag="on_calendar", tag_field="kind"):
    """The calendar decides by `rule`."""

    rule: CalendarRule
    due: bool


class InCycle(Struct, frozen=True, tag="in_cycle", tag_field="kind"):
    """The day has this `position` (from 1) of `cycle`, none before its start.

    `restarted` is the day on which the cycle went on after a hold or a pause, at its recovery position.
    """

    cycle: Cycle
    position: int | None
    restarted: date | None
    due: bool


class InPhase(Struct, frozen=True, tag="in_phase", tag_field="kind"):
    """The day lies in the phase `number` (from 1) of `phases`, which began on `began`; 0 before the first.

    `counted` of its `weeks` weeks were used as planned so far. `stepped_down` is the day of the step-down that led
    here, if one did.
    """

    number: int
    phases: int
    pattern: Pattern
    began: date
    counted: int
    weeks: int
    stepped_down: date | None
    due: bool


class NearSession(Struct, frozen=True, tag="near_session", tag_field="kind"):
    """The span after `session`, from `opens` to `closes`, both included, which decides or comes next or came last.

    All None where there is no session. `provisional`: its time has passed and nobody has said whether it took place.
    """

    session: Id | None
    opens: datetime | None
    closes: datetime | None
    provisional: bool
    due: bool


class SinceLast(Struct, frozen=True, tag="since_last", tag_field="kind"):
    """It was last done at `last` and is allowed again from `allowed` on; both None where it never was."""

    hours: int
    last: datetime | None
    allowed: datetime | None
    due: bool


class OnWish(Struct, frozen=True, tag="on_wish", tag_field="kind"):
    """The step is never due: it is there as needed, `used` of at most `at_most` times on this day."""

    at_most: int
    hours_apart: int
    used: int
    due: bool = False


class PausedBy(Struct, frozen=True, tag="paused_by", tag_field="kind"):
    """The client pauses."""

    pause: Pause


class HeldBy(Struct, frozen=True, tag="held_by", tag_field="kind"):
    """A hold covers the instant; where several do, the one that ends last.

    `then` are those that go on without a gap, each from the end of the one before. `free` is the instant at which it is
    free again where that is later still: it comes back in stages, and was used not long ago.
    """

    hold: Hold
    then: tuple[Hold, ...] = ()
    free: datetime | None = None

    @property
    def until(self) -> datetime:
        """The instant at which the step is really free again."""
        return self.free or (self.then or (self.hold,))[-1].end


class ComingBack(Struct, frozen=True, tag="coming_back", tag_field="kind"):
    """The hold is over and the step comes back in stages: at most every `every_days` days up to `until`.

    It was last used on the day `last`, and on that ground may be used again from `again` on (in UTC); both None where
    it was not.
    """

    hold: Hold
    every_days: int
    until: datetime
    last: date | None
    again: datetime | None
    due: bool


class AskFirst(Struct, frozen=True, tag="ask_first", tag_field="kind"):
    """It would be held, paused or barred, but stays due: "ask the prescriber or your therapist".

    It is `prescribed`, as somebody marked it; or nobody did, and what is in it is usually on prescription. With a
    caution nothing would keep it from being due: the therapist is to know first.
    """

    because: Hold | Pause | Floor | Caution
    prescribed: bool = True


class BarredBy(Struct, frozen=True, tag="barred_by", tag_field="kind"):
    """A floor lies over it: it is not offered, whatever the plan, a setting or a person says."""

    floor: Floor


RuleRuling = OnCalendar | InCycle | InPhase | NearSession | SinceLast | OnWish
CourseRuling = CourseDates | CourseCount
#: What lies over a rule that makes a step due.
Covering = BarredBy | PausedBy | HeldBy | ComingBack | AskFirst
Ruling = NotInForce | InForce | CourseRuling | RuleRuling | Covering


def verdict_of(chain: Sequence[Ruling]) -> Verdict:
    """What `chain` comes to."""
    for ruling in chain:
        match ruling:
            case NotInForce():
                return Verdict.NOT_DUE
            case BarredBy():
                return Verdict.BARRED
            case PausedBy():
                return Verdict.PAUSED
            case HeldBy() | ComingBack(due=False):
                return Verdict.HELD
            case InForce() | AskFirst():
                continue
            case _ if not ruling.due:
                return Verdict.NOT_DUE
    return Verdict.DUE


def reason_of(chain: Sequence[Ruling]) -> Ruling:
    """The ruling that settled `chain`: of what is due the rule's own or the question that goes with it."""
    return chain[-1]
