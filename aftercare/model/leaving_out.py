"""What to leave out after a session that is no step, until when, and what only a person can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.ended_session import EndedSession
from aftercare.model.hold import Authority
from aftercare.model.plan_hold import HeldActivity
from aftercare.model.rest import AfterOne, Rests, activity_words, follows, reference_of, said_of_activity
from aftercare.model.session import Attendance, Session
from aftercare.model.session_kind import kinds_named


class LeaveOut(Struct, frozen=True):
    """Something to leave out until the instant `until`, and who said so; `why` and `note` as they put it."""

    label: str
    until: datetime
    said_by: Authority
    why: str = ""
    note: str = ""


class AfterSession(Struct, frozen=True):
    """What sessions ask for beside the steps, seen at an instant: what to leave out, and what to ask.

    `session` is the last that asks for something: a review after needles asks for nothing.

    `provisional`: nobody has said yet whether it took place.
    """

    session: Session
    end: datetime
    provisional: bool
    leave_out: tuple[LeaveOut, ...]
    asks: tuple[str, ...]


#: How long after a session its remarks without hours are told.
_TOLD = timedelta(hours=24)
#: How long it is told that only the therapist can say what rests: as long as the longest of the defaults.
_ASKED = timedelta(hours=168)
#: Activities whose hold is told as a hold of the steps that do them, not as something to leave out besides.
_STEPS_ONLY = frozenset({HeldActivity.MAGNETS, HeldActivity.ACUPRESSURE})


def after_session(ended: Iterable[EndedSession], rests: Rests, now: datetime, today: date) -> AfterSession | None:
    """What the sessions behind `now` (aware) still ask for, under the name of the last that asks; None for nothing."""
    behind = [each for each in ended if each.end <= now and each.session.attendance is not Attendance.CANCELLED]
    found: dict[str, LeaveOut] = {}
    asks: list[str] = []
    last: EndedSession | None = None
    for each in sorted(behind, key=lambda one: one.end):
        after = follows(each.session, rests, today)
        lasting = [one for one in _left_out(after, each.end, rests) if one.until > now]
        for one in lasting:
            known = found.get(one.label)
            if known is None or known.until < one.until:
                found[one.label] = one
        asked = list(_asks(each, after, rests, now))
        asks += asked
        if lasting or asked:
            last = each
    if last is None:
        return None
    in_order = sorted(found.values(), key=lambda each: (each.until, each.label))
    provisional = last.session.attendance is Attendance.PLANNED
    return AfterSession(last.session, last.end, provisional, tuple(in_order), tuple(dict.fromkeys(asks)))


def _asks(ended: EndedSession, after: AfterOne, rests: Rests, now: datetime) -> Iterator[str]:
    """What only a person can say of what follows a session."""
    if now - ended.end < _TOLD:
        yield from (default.ask for default in after.defaults if default.ask)
    if now - ended.end < _ASKED:
        for kind in kinds_named(ended.session.kind, rests.kinds):
            if not kind.default_holds:
                yield f"After {kind.label.lower()} your therapist alone can say what rests, and for how long: ask them."


def _left_out(after: AfterOne, end: datetime, rests: Rests) -> Iterator[LeaveOut]:
    said = {done: holds for done in HeldActivity if (holds := said_of_activity(done, after, rests))}
    for done, holds in said.items():
        for hold in holds:
            if hold.hours and done not in _STEPS_ONLY:
                label = _default_label(done, rests) or activity_words(done)
                yield LeaveOut(label, end + timedelta(hours=hold.hours), hold.origin, note=hold.reason)
    for default in after.defaults:
        open_ones = set(default.activities) - set(said) - _STEPS_ONLY
        if default.on and default.hours and open_ones:
            until = end + timedelta(hours=default.hours)
            yield LeaveOut(default.label, until, reference_of(default, rests), default.why)


def _default_label(activity: HeldActivity, rests: Rests) -> str | None:
    return next((each.label for each in rests.defaults if each.activities == (activity,)), None)
