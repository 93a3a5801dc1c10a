"""A report to the therapist as values: what the plan asked, what became of it, and how the skin was.

All of it is what the client wrote down: nothing here is measured, and nothing is a diagnosis. It is made by
`report_making` and told by `aftercare.exchange.report`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from aftercare.model.adherence import Tally
from aftercare.model.question import Question
from aftercare.model.report_wish import ReportWish
from aftercare.model.routine import Id


class WhoseStep(StrEnum):
    """Who asked for a step."""

    PLAN = "plan"
    OWN = "own"


class Change(Struct, frozen=True):
    """What changed about a step, or a product, from the day `day` on."""

    day: date
    of: str
    what: str


class SkipReason(Struct, frozen=True):
    """Why a step was left out on purpose, and on which days."""

    reason: str
    days: tuple[date, ...]


class ReportedStep(Struct, frozen=True, kw_only=True):
    """A line of the plan, or a step of the client's own, with what became of it in the period.

    `tally` is of what was due; `held`, `paused` and `barred` never count. `uses` is of a step as needed, None of any
    other. `plan_says` is what the plan in force says where the client does it in another way. One without a `rule` is
    in the plan and not in the routine. `when` are its parts of the day. `product` is what it is done with,
    `in_place_of` what the plan names where that is another.
    """

    id: Id
    name: str
    whose: WhoseStep
    rule: str
    amount: str
    tally: Tally
    held: int = 0
    paused: int = 0
    barred: int = 0
    uses: int | None = None
    reasons: tuple[SkipReason, ...] = ()
    missed_days: tuple[date, ...] = ()
    changes: tuple[Change, ...] = ()
    questions: tuple[str, ...] = ()
    plan_says: str = ""
    when: str = ""
    product: str = ""
    in_place_of: str = ""
    prescribed: bool = False
    ended: date | None = None

    @property
    def was_used(self) -> bool:
        """Whether it was done at all."""
        return bool(self.uses or self.tally.done)


class ReportedSession(Struct, frozen=True):
    """A session of the period or to come, with its number in the plan's course, or else among those not cancelled."""

    day: date
    kind: str
    state: str
    number: int | None
    felt: str = ""


class Course(Struct, frozen=True):
    """Where the course stands: `had` of `planned` sessions, the next with its number, and the day of the review.

    Of as many as are `unanswered` nobody has said whether they took place; they are not among those had.
    `review_at` is the number of the session after which somebody looks at it next, where the plan names the course.
    """

    had: int
    planned: int
    next: datetime | None = None
    review: date | None = None
    review_at: int | None = None
    next_number: int | None = None
    unanswered: int = 0


class Verdict(StrEnum):
    """What can be said of two stretches of days. What is too thin gets no arrow."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few days to say"


class Compared(Struct, frozen=True):
    """The mean of the first days with a rating and of the last, and on how many days each was rated.

    `opens` is the first of all these days and `closes` the last. What changed by less than `least` is no clear change;
    None where the measure names no such number.
    """

    before: float | None
    after: float | None
    days_before: int
    days_after: int
    verdict: Verdict
    opens: date | None = None
    closes: date | None = None
    least: float | None = None

    @property
    def change(self) -> float | None:
        """By how much it went up; None where one of the two is not known."""
        return None if self.before is None or self.after is None else self.after - self.before


class ZoneChange(Struct, frozen=True):
    """How a measure changed in a zone."""

    zone: Id
    label: str
    compared: Compared


class FaceOfMeasure(Struct, frozen=True):
    """The zones in which one measure was rated."""

    measure: Id
    label: str
    zones: tuple[ZoneChange, ...]


class Plotted(Struct, frozen=True):
    """A value of a line: the mean of `days` rated days that begin with `day`."""

    day: date
    value: float
    days: int = 1


class MeasureCourse(Struct, frozen=True):
    """A measure over the period. Of several zones a day's value is their mean.

    Its scale goes from `lowest` to `highest`, `better` says which end is the better one ("" where it only describes).
    `every` is how many days a plotted value stands for.
    """

    measure: Id
    label: str
    better: str
    lowest: float
    highest: float
    every: int
    points: tuple[Plotted, ...]
    days: int
    compared: Compared


class Mark(Struct, frozen=True):
    """What is marked on every line over time: a session by its number, a change by its letter."""

    day: date
    sign: str
    words: str
    is_session: bool


class ReportedReaction(Struct, frozen=True):
    """A reaction or a bruise of the period."""

    day: date
    what: str
    where: str = ""
    to: str = ""
    text: str = ""


class ReportedSign(Struct, frozen=True):
    """A sign from the list of those to watch, of which something in the record may speak: never a diagnosis.

    `urgency` is how soon somebody is to see to it, `said` what the client did that it was found by ("wrote “…”").
    Where the client was asked for this very sign and said yes, it is `answered`.
    """

    day: date
    label: str
    urgency: str
    said: str
    answered: bool = False


class ReportedPhoto(Struct, frozen=True):
    """A photo, by the hash under which its picture is found."""

    sha256: str
    day: date
    words: str
    width: int
    height: int


class PhotoPair(Struct, frozen=True):
    """The first and the last photo of a view, side by side; `against` is what stands against comparing them."""

    view: str
    first: ReportedPhoto
    last: ReportedPhoto | None
    against: tuple[str, ...] = ()


class ShelfLine(Struct, frozen=True):
    """A product on the shelf, in words."""

    name: str
    kind: str
    opened: date | None
    must_go: str
    left: str
    alerts: tuple[str, ...]
    steps: tuple[str, ...]


class ContextLine(Struct, frozen=True):
    """One thing that may bear on the skin, over the period."""

    label: str
    days: int
    words: str


class Report(Struct, frozen=True, kw_only=True):
    """The whole report. A part that is left out is empty here: nothing of it can slip into what is written."""

    wish: ReportWish
    made: datetime
    client: str
    therapist: str = ""
    practice: str = ""
    plan: str = ""
    concerns: tuple[str, ...] = ()
    since: str = ""
    course: Course | None = None
    days: int
    days_checked_in: int = 0
    tally: Tally = Tally()
    steps: tuple[ReportedStep, ...] = ()
    pauses: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    settled: tuple[Question, ...] = ()
    reactions: tuple[ReportedReaction, ...] = ()
    signs: tuple[ReportedSign, ...] = ()
    elsewhere: tuple[str, ...] = ()
    faces: tuple[FaceOfMeasure, ...] = ()
    measures: tuple[MeasureCourse, ...] = ()
    marks: tuple[Mark, ...] = ()
    sessions: tuple[ReportedSession, ...] = ()
    shelf: tuple[ShelfLine, ...] = ()
    context: tuple[ContextLine, ...] = ()
    photos: tuple[PhotoPair, ...] = ()

    @property
    def nothing_left_out(self) -> str:
        """What is said where no step was left out: only where something was due was all of it done."""
        return "Nothing: all that was due was done." if self.tally.counted else "Nothing was due in these days."

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change of a step, in the order of the days."""
        return tuple(sorted((one for each in self.steps for one in each.changes), key=lambda one: (one.day, one.of)))
