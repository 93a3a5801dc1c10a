"""The sample: a record to look around in. It lies in a home of its own and never among the real ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.model.check_off import Pending
from aftercare.model.plan import Plan
from aftercare.model.routine import EveryDays
from aftercare.model.safety import PREGNANCY, Said

_NAME = "needle_course"


def open_sample(home: Home, now: datetime) -> Care:
    """Opens the sample of `home`; makes it the first time, with what came before `now` answered already."""
    plans = sample_plans()
    plan = plans.get(_NAME) or next(iter(plans.values()))
    care = Care.start(home.sample(), now, name=plan.client)
    if not care.present().routine.steps:
        # it holds a retinal serum, which would wait for the answer
        care.answer_safety(PREGNANCY, Said.NO, now)
        care.import_plan(as_of(plan, care.today(now)), now)
        view = care.day(now)
        for slot in view.slots:
            if slot.slot.id == view.current:
                break
            for due in slot.due:
                if isinstance(due.state, Pending):
                    care.tick(due.occurrence, now)
    return care


def as_of(plan: Plan, today: date) -> Plan:
    """`plan` moved by whole weeks so that it began in the week before `today`: its days of the week stay."""
    began = plan.starts or plan.written
    if began is None:
        return plan
    weeks = timedelta(weeks=(today - began).days // 7)
    return replace(
        plan,
        starts=None,
        steps=tuple(
            replace(step, rule=replace(step.rule, start=step.rule.start + weeks))
            if isinstance(step.rule, EveryDays)
            else step
            for step in plan.steps
        ),
        sessions=tuple(replace(session, at=session.at + weeks) for session in plan.sessions),
    )
