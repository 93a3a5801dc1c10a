"""What to leave out after a session that is no step, until when, and what only a person can say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.ended_session import EndedSession
from aftercare.model.hold import Authority
from aftercare.model.plan_hold import HeldActivity, OfActivity
from aftercare.model.rest import AfterOne, Rests, activity_words, follows, reference_of
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
    """What the last session asks for beside the steps, seen at an instant: what to leave out, and what to ask.

    `provisional`: nobody has said yet whether it took place.
    """

    session: Session
    end: datetime
    provisional: bool
    leave_out: tuple[LeaveOut, ...]
    asks: tuple[str, ...]


#: How long after a session its remarks without hours are told.
_TOLD = timedelta(hours=24)
#: Activities whose hold is told as a hold of the steps that do them, not as something to leave out besides.
_STEPS_ONLY = frozenset({HeldActivity.MAGNETS, HeldActivity.ACUPRESSURE})


def after_session(ended: Iterable[EndedSession], rests: Rests, now: datetime, today: date) -> AfterSession | None:
    """What the sessions behind `now` (aware) still ask for, under the name of the last; None where that is nothing."""
    behind = [each for each in ended if each.end <= now and each.session.attendance is not Attendance.CANCELLED]
    if not behind:
        return None
    last = max(behind, key=lambda each: each.end)
    found: dict[str, LeaveOut] = {}
    asks: list[str] = []
    for each in behind:
        after = follows(each.session, rests, today)
        for one in _left_out(after, each.end, rests):
            known = found.get(one.label)
            if one.until > now and (known is None or known.until < one.until):
                found[one.label] = one
        if now - each.end < _TOLD:
            asks += [default.ask for default in after.defaults if default.ask]
            asks += [
                f"After {kind.label.lower()} your therapist alone can say what rests, and for how long: ask them."
                for kind in kinds_named(each.session.kind, rests.kinds)
                if not kind.default_holds
            ]
    if not found and not asks:
        return None
    in_order = sorted(found.values(), key=lambda each: (each.until, each.label))
    provisional = last.session.attendance is Attendance.PLANNED
    return AfterSession(last.session, last.end, provisional, tuple(in_order), tuple(dict.fromkeys(asks)))


def _left_out(after: AfterOne, end: datetime, rests: Rests) -> Iterator[LeaveOut]:
    said = {each.what.activity for each in after.plan if isinstance(each.what, OfActivity)}
    for hold in after.plan:
        if isinstance(hold.what, OfActivity) and hold.hours and hold.what.activity not in _STEPS_ONLY:
            until = end + timedelta(hours=hold.hours)
            label = _default_label(hold.what.activity, rests) or activity_words(hold.what.activity)
            yield LeaveOut(label, until, hold.origin, note=hold.reason)
    for default in after.defaults:
        open_ones = set(default.activities) - said - _STEPS_ONLY
        if default.on and default.hours and open_ones:
            until = end + timedelta(hours=default.hours)
            yield LeaveOut(default.label, until, reference_of(default, rests), default.why)


def _default_label(activity: HeldActivity, rests: Rests) -> str | None:
    return next((each.label for each in rests.defaults if each.activities == (activity,)), None)
