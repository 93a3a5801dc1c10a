"""What a client would see by a plan that nobody has taken over: a record in memory, and no home touched."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from aftercare.care.circumstances import session_ends
from aftercare.care.kept import Present
from aftercare.care.planning import consider_first_plan
from aftercare.care.resting import holds_of_plan, reach_of
from aftercare.care.safety import remarks_on_first_plan
from aftercare.model import tables
from aftercare.model.circumstances import Circumstances
from aftercare.model.ended_session import SessionEnds, Standing
from aftercare.model.leaving_out import after_session
from aftercare.model.plan_days import AroundSession, PlanPreview, is_there
from aftercare.model.preview import PREVIEW_DAYS, preview
from aftercare.model.routine import EVENING, MORNING, Client, Routine
from aftercare.model.slot_instant import DatedZone, day_begins, zone_name

if TYPE_CHECKING:
    from aftercare.model.adopting import Adoption
    from aftercare.model.hold import Hold
    from aftercare.model.plan import Plan
    from aftercare.model.rest import Rests

_EVER = date(1, 1, 1)
_DAY = timedelta(days=1)


def preview_of_plan(plan: Plan, now: datetime, first: date | None = None) -> PlanPreview:
    """The days from `first` on (by default the first on which it holds) for a client who has taken `plan` over.

    It is taken over for its first day, or for `first` where it names none, and used as it says from then on. Nothing
    speaks against its steps here: what the client is asked about first is told as `remarks`. Writes nothing, and reads
    the reference data only. Raises BadPlan.
    """
    today = now.date()
    adoption = consider_first_plan(plan, now, first if first and not plan.starts else plan.starts or today)
    begins = adoption.effective
    first = first or begins
    present = present_of(adoption, plan)
    zones = (DatedZone(_EVER, zone_name(now)),)
    # as on the morning on which it begins: all that is to come is planned, and nothing was missed
    seen = day_begins(min(begins, first), zones, present.starts).astimezone(now.tzinfo)
    last = first + (PREVIEW_DAYS - 1) * _DAY
    asked = [min(begins, first), last]
    holds, rests = holds_of_plan(plan, present, asked, zones, seen)
    circumstances = Circumstances(
        now=seen, zones=zones, starts=present.starts, sessions=session_ends(present, zones), holds=holds
    )
    shown = preview(present.routine, circumstances, first)
    return PlanPreview(
        plan=plan,
        begins=begins,
        seen=seen,
        routine=present.routine,
        preview=shown,
        around=tuple(
            found
            for each in _around(present, zones, seen, holds, rests, first - reach_of(present), last)
            if (found := _reaching(each, first, day_begins(first, zones, present.starts)))
        ),
        remarks=remarks_on_first_plan(adoption).sentences,
    )


def sessions_of_plan(plan: Plan, now: datetime) -> tuple[AroundSession, ...]:
    """All sessions of `plan` with what each asks for, as `preview_of_plan` sees those of its days. Raises BadPlan."""
    if not plan.sessions:
        return ()
    days = [each.at.date() for each in plan.sessions]
    adoption = consider_first_plan(plan, now, min([*days, plan.starts or now.date()]))
    present = present_of(adoption, plan)
    zones = (DatedZone(_EVER, zone_name(now)),)
    seen = day_begins(min(days), zones, present.starts).astimezone(now.tzinfo)
    last = max(days) + reach_of(present)
    holds, rests = holds_of_plan(plan, present, [min(days), last], zones, seen)
    return tuple(_around(present, zones, seen, holds, rests, min(days), last))


def present_of(adoption: Adoption, plan: Plan) -> Present:
    """The present of a record that begins with `adoption`, which is that of `plan`."""
    found: dict[str, dict[str, Any]] = {}
    for each in adoption.writes:
        found.setdefault(each.table, {})[each.id] = each.document
    slots = {slot.id: slot for slot in (MORNING, EVENING)} | found.get(tables.SLOTS, {})
    return Present(
        client=Client(plan.client),
        routine=Routine(slots, found.get(tables.PRODUCTS, {}), found.get(tables.STEPS, {})),
        sessions=found.get(tables.SESSIONS, {}),
        practitioner=plan.practitioner,
        holds=found.get(tables.HOLDS, {}),
        points=found.get(tables.POINTS, {}),
        intervals=found.get(tables.INTERVALS, {}),
    )


def _reaching(around: AroundSession, first: date, begin: datetime) -> AroundSession | None:
    """Of a session before the day `first`, which begins at `begin`, only what reaches into it; None where nothing."""
    if around.session.at.date() >= first:
        return around
    holds = tuple(each for each in around.holds if each.last > begin)
    leave_out = tuple(each for each in around.leave_out if each.until > begin)
    return replace(around, holds=holds, leave_out=leave_out, asks=()) if holds or leave_out else None


def _around(
    present: Present,
    zones: tuple[DatedZone, ...],
    seen: datetime,
    holds: tuple[Hold, ...],
    rests: Rests,
    first: date,
    last: date,
) -> Iterator[AroundSession]:
    """The sessions that reach into the days from `first` to `last`, each with what it asks for."""
    ends = SessionEnds(present.routine, zones, present.starts, seen)
    for session in sorted(present.sessions.values(), key=lambda each: (each.at, each.id)):
        if not first <= session.at.date() <= last:
            continue
        ended = ends.ended(Standing(session))
        after = after_session([ended], rests, ended.end, session.at.date())
        of_session = tuple(
            each
            for each in holds
            if each.session == session.id
            and is_there(present.routine.steps[each.step], session.at.date(), min(each.last.date(), last))
        )
        end = ended.end.astimezone(seen.tzinfo)
        yield AroundSession(session, end, of_session, after.leave_out if after else (), after.asks if after else ())
