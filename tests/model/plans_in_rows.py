"""Plans as tests write them, and the record that comes of accepting them one after the other."""

from datetime import date, datetime, timedelta

import msgspec

from aftercare.model import adoption as adoptions
from aftercare.model import tables
from aftercare.model.adoption import PRACTITIONER_ID, Adoption, Present
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.product_kind import Grade, PartOfDay, ProductKind, Usual, UsualPao
from aftercare.model.programme import PROGRAMME_ID
from aftercare.model.routine import Daily, FromPlan, Practitioner, Product, Rule
from aftercare.model.session import Session

NOV_16 = date(2026, 11, 16)
NOV_20 = date(2026, 11, 20)
DEC_1 = date(2026, 12, 1)
DAY = timedelta(days=1)
INES = Practitioner("Ines Moreau")
GEL = Product("gel", "Calming gel", "gel", FromPlan("calm", 1))
USUAL = Usual("1 fingertip unit", 60, "60 s", "daily", Grade.UNVERIFIED, "nobody")
PAO = UsualPao(Grade.UNVERIFIED, "nobody", 12, 12)
KINDS = {"gel": ProductKind("gel", "Gel", 45, PartOfDay.ANY, Grade.CONVENTION, "a convention", USUAL, PAO)}
GEL_STEP = PlanStep("gel-evening", "Calming gel", ("evening",), Daily(), product="gel", wait=60)
CREAM_STEP = PlanStep("cream-evening", "Cream", ("evening",), Daily(), order=60.0)
SESSION = Session("session-6", datetime(2026, 11, 26, 17, 30), "needles", FromPlan("calm", 1))


def a_plan(version: int = 1, plan_id: str = "calm", **fields: object) -> Plan:
    plan = Plan(plan_id, version, "Calm", INES, (GEL,), (), (GEL_STEP,), (SESSION,))
    origin = FromPlan(plan_id, version)
    plan = msgspec.structs.replace(plan, **fields)
    return msgspec.structs.replace(
        plan,
        products=tuple(msgspec.structs.replace(each, origin=origin) for each in plan.products),
        sessions=tuple(msgspec.structs.replace(each, origin=origin) for each in plan.sessions),
    )


def adopt(plan: Plan, present: Present, on: date, kinds=KINDS) -> Adoption:
    return adoptions.adopt(plan, present, kinds, on)


def with_rule(rule: Rule) -> tuple[PlanStep, ...]:
    return (msgspec.structs.replace(GEL_STEP, rule=rule),)


def after(adoption: Adoption, present: Present) -> Present:
    """The record once all writes are made, each read back from its plain form as from the disk."""
    tables_now = {
        tables.PRODUCTS: dict(present.products),
        tables.SLOTS: dict(present.slots),
        tables.STEPS: dict(present.steps),
        tables.SESSIONS: dict(present.sessions),
        tables.PLANS: {stored.id: stored for stored in present.plans},
        tables.PRACTITIONER: {PRACTITIONER_ID: present.practitioner},
        tables.PROGRAMME: {PROGRAMME_ID: present.programme},
        tables.HOLDS: dict(present.holds),
        tables.POINTS: dict(present.points),
        tables.INTERVALS: dict(present.intervals),
    }
    for write in adoption.writes:
        if write.document is None:
            del tables_now[write.table][write.id]
        else:
            kept = msgspec.convert(msgspec.to_builtins(write.document), type(write.document))
            assert kept == write.document
            tables_now[write.table][write.id] = kept
    return Present(
        products=tables_now[tables.PRODUCTS],
        slots=tables_now[tables.SLOTS],
        steps=tables_now[tables.STEPS],
        sessions=tables_now[tables.SESSIONS],
        plans=tuple(tables_now[tables.PLANS].values()),
        practitioner=tables_now[tables.PRACTITIONER][PRACTITIONER_ID],
        programme=tables_now[tables.PROGRAMME][PROGRAMME_ID],
        holds=tables_now[tables.HOLDS],
        points=tables_now[tables.POINTS],
        intervals=tables_now[tables.INTERVALS],
    )


def record(*accepted: tuple[Plan, date]) -> Present:
    """A record in which these plans were accepted on these days."""
    present = Present()
    for plan, on in accepted:
        present = after(adopt(plan, present, on), present)
    return present
