"""Which tables a record has, where a document lies in time, and which of two concurrent versions is shown."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from msgspec import Struct, convert

from aftercare.model.check_in_choice import CheckInChoice
from aftercare.model.check_off import CheckOff
from aftercare.model.circumstances import Use
from aftercare.model.day_start import DatedStart
from aftercare.model.dismissal import Dismissal
from aftercare.model.face_point import FacePoint
from aftercare.model.later_watch import WatchAnswer
from aftercare.model.learned_types import learned
from aftercare.model.note import Note
from aftercare.model.pack import Pack
from aftercare.model.pause import Pause
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval, Procedure
from aftercare.model.product_test import ProductTest
from aftercare.model.programme import Programme
from aftercare.model.question import Question
from aftercare.model.reminder_settings import KindSettings, QuietHours
from aftercare.model.routine import Client, Practitioner, Product, Slot, Step
from aftercare.model.safety import Agreement, SafetyAnswer, Said
from aftercare.model.session import Session
from aftercare.model.set_aside import SetAside
from aftercare.model.slot_instant import DatedZone
from aftercare.model.snooze import Snooze
from aftercare.model.stock_count import StockCount

PROFILE = "profile"

#: The kind of an entry that names none.
NOTE = "note"

CHECK_OFFS = "check_offs"
ENTRIES = "entries"
CLIENT = "client"
PRACTITIONER = "practitioner"
PLANS = "plans"
PRODUCTS = "products"
SLOTS = "slots"
STEPS = "steps"
SESSIONS = "sessions"
#: What the plan in force is for, and its review.
PROGRAMME = "programme"
#: What the therapist wants left out after a session.
HOLDS = "holds"
#: What was done to the client's skin elsewhere.
PROCEDURES = "procedures"
#: How long the therapist waits with needles after it.
INTERVALS = "intervals"
#: The client's own points.
POINTS = "points"
PAUSES = "pauses"
#: Questions for the therapist.
QUESTIONS = "questions"
#: Bottles, jars and tubes.
PACKS = "packs"
#: What somebody saw was left of a pack, each an event of its own.
STOCK_COUNTS = "stock_counts"
#: Products that are, or were, tried on a small spot.
PRODUCT_TESTS = "patch_tests"
#: Remarks of the checker that the client lets be.
SET_ASIDE = "set_aside"
#: The zones of the tz database in which the client was, and from which day on.
TIME_ZONES = "time_zones"
#: When the client's days begin, and from which day on.
DAY_STARTS = "day_starts"
#: What the client said of themselves that a floor depends on, by question.
SAFETY = "safety"
#: What a doctor, a parent or a guardian agreed to.
AGREEMENTS = "agreements"
#: Uses of steps as needed, each an event of its own.
USES = "uses"
#: Answers to the question about late lumps and sores, by their days: at most 26 a year.
WATCH = "watch"
#: How each kind of reminder is set, by the kind.
REMINDERS = "reminders"
#: When nothing is said: one document.
QUIET_HOURS = "quiet_hours"
#: What a check-in asks, by the day from which on it does.
CHECK_IN_CHOICES = "check_in_choices"
#: Reminders that were put off, by the month of their new time and what they are about.
SNOOZES = "snoozes"
#: Reminders that were put away, by the month of that and what they are about.
DISMISSALS = "dismissals"
#: What happened to the magnets on the client's points, each an event of its own.
MAGNETS = "magnets"
#: Points that the client pressed, each an event of its own.
PRESSES = "presses"
#: What belongs to the month at the front of its id.
_BY_MONTH = frozenset({ENTRIES, USES, STOCK_COUNTS, SNOOZES, DISMISSALS, MAGNETS, PRESSES})

_DAY_IN_CHECK_OFF = re.compile(r":(\d{4}-\d{2})-\d{2}:")
_MONTH_AT_FRONT = re.compile(r"^(\d{4}-\d{2})-")


def month_of(day: date) -> str:
    """Such as "2026-11"."""
    return day.isoformat()[:7]


def period_of(table: str, document_id: str) -> str:
    """The month ("2026-11") that a document belongs to, or "profile" for what the present rests on.

    The month is part of the id, so a later change finds its file without a search.
    Raises ValueError where an id of a monthly table names no month.
    """
    if table == CHECK_OFFS:
        found = _DAY_IN_CHECK_OFF.search(document_id)
    elif table in _BY_MONTH:
        found = _MONTH_AT_FRONT.match(document_id)
    else:
        return PROFILE
    if found is None:
        raise ValueError(f"no month in the id {document_id!r} of {table}")
    return found.group(1)


def precedence(table: str, document: dict[str, Any] | None) -> int:
    """Which of two concurrent versions is shown, before the later stamp decides.

    An edit beats a deletion, done beats not done, and a sign that was found beats one that was not. Of two answers that
    a floor depends on the careful one counts, until somebody chooses.
    """
    if document is None:
        return 0
    if table == CHECK_OFFS and document.get("answer", {}).get("kind") == "done":
        return 2
    if table == WATCH and document.get("found"):
        return 2
    if table == SAFETY:
        return _CAREFUL.get(str(_last(document).get("said")), 1)
    if table == AGREEMENTS:
        return 1 if _last(document).get("agreed") else 2
    return 1


_CAREFUL = {Said.YES.value: 3, Said.RATHER_NOT_SAY.value: 2, Said.NO.value: 1}


def _last(document: dict[str, Any]) -> dict[str, Any]:
    """What was said last in a dated document."""
    dated: list[dict[str, Any]] = document.get("dated", [])
    return max(dated, key=lambda each: str(each.get("since", "")), default={})


#: What the documents of each table are. Plans are looked at when one is asked for: they are large.
_KINDS: dict[str, type[Struct]] = {
    CHECK_OFFS: CheckOff,
    CLIENT: Client,
    PRACTITIONER: Practitioner,
    PRODUCTS: Product,
    SLOTS: Slot,
    STEPS: Step,
    SESSIONS: Session,
    PROGRAMME: Programme,
    HOLDS: PlanHold,
    PROCEDURES: Procedure,
    INTERVALS: Interval,
    POINTS: FacePoint,
    PAUSES: Pause,
    QUESTIONS: Question,
    PACKS: Pack,
    PRODUCT_TESTS: ProductTest,
    SET_ASIDE: SetAside,
    TIME_ZONES: DatedZone,
    DAY_STARTS: DatedStart,
    USES: Use,
    STOCK_COUNTS: StockCount,
    WATCH: WatchAnswer,
    SAFETY: SafetyAnswer,
    AGREEMENTS: Agreement,
    REMINDERS: KindSettings,
    QUIET_HOURS: QuietHours,
    SNOOZES: Snooze,
    CHECK_IN_CHOICES: CheckInChoice,
    DISMISSALS: Dismissal,
}


#: Every table that this program knows.
TABLES = frozenset({*_KINDS, ENTRIES, PLANS, MAGNETS, PRESSES})


def kind_of_table(table: str) -> Any:
    """The type of the documents of `table`, a union where there are several; None where none is looked at."""
    if table == ENTRIES:
        from aftercare.model.journal import Entry

        return Entry
    if table == MAGNETS:
        from aftercare.model.magnet_event import MagnetEvent

        return MagnetEvent
    if table == PRESSES:
        from aftercare.model.press import Pressed

        return Pressed
    return _KINDS.get(table)


def fits(table: str, document_id: str, document: dict[str, Any] | None) -> bool:
    """Whether a document is what its table holds, so that everybody who asks for it can read it."""
    try:
        period_of(table, document_id)
        value = None if document is None else _value_of(table, document)
    except (ValueError, RecursionError):
        return False
    if table == ENTRIES:
        # the other kinds of entries look at that themselves
        return not isinstance(value, Note) or value.at.tzinfo is not None
    match value:
        case Use(at=at) | Question(at=at) | StockCount(at=at) | WatchAnswer(at=at):
            return at.tzinfo is not None
        case SetAside(at=at) | Procedure(at=at) | Dismissal(at=at):
            return at.tzinfo is not None
        case Snooze(at=at, until=until):
            return at.tzinfo is not None and until.tzinfo is not None
        case KindSettings(kind=of):
            return of == document_id
        case Session(at=at) | DatedStart(at=at) | Client(first_start=at):
            return at.tzinfo is None
    return True


def _value_of(table: str, document: dict[str, Any]) -> Struct | None:
    """What `document` is; None where its table is not looked at. Raises ValueError where it is no such thing."""
    if table == ENTRIES:
        # most of the newest month's lines are ticks and notes: the other kinds are loaded where there is one
        if document.get("kind", NOTE) == NOTE:
            return convert(document, learned(Note))
        from aftercare.model.journal import entry_of

        return entry_of(document)
    if table == MAGNETS:
        # loaded where there is one: most records have none
        from aftercare.model.magnet_event import event_of

        return event_of(document)
    if table == PRESSES:
        from aftercare.model.press import pressed_of

        return pressed_of(document)
    kind = _KINDS.get(table)
    return convert(document, learned(kind)) if kind else None


def say_the_same(table: str, one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    """Whether two concurrent versions differ in nothing that a person would have to choose between.

    Two devices that tick the same make one check-off, whichever of the two instants it shows; so with the watch.
    """
    if one is None or other is None:
        return one == other
    if table == WATCH:
        return bool(one["found"] == other["found"])
    if table == ENTRIES:
        return {"kind": NOTE, **one} == {"kind": NOTE, **other}
    if table != CHECK_OFFS:
        return one == other
    return bool({**one["answer"], "at": None} == {**other["answer"], "at": None})
