"""A small plan, and the evening on which it is looked at."""

from datetime import UTC, datetime

from aftercare.model.plan import Plan, PlanStep
from aftercare.model.routine import Daily, FromPlan, Practitioner, Product, Weekday, Weekdays
from aftercare.model.session import Session

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)


def a_plan(version=1, **fields) -> Plan:
    """A plan of two evening steps, one of them in the morning too."""
    origin = FromPlan("calm", version)
    stated = {
        "title": "Calm and firm",
        "practitioner": Practitioner("Ines Moreau", phone="+44 20 7946 0143"),
        "products": (Product("gel", "Calming gel", "gel", origin), Product("cream", "Cream", "moisturiser", origin)),
        "slots": (),
        "steps": (
            PlanStep("cream", "Barrier cream", ("morning", "evening"), Daily(), product="cream"),
            PlanStep("gel", "Calming gel", ("evening",), Weekdays((Weekday.SUN, Weekday.MON)), product="gel", wait=60),
        ),
        "sessions": (Session("session-6", datetime(2026, 11, 26, 17, 30), "facial needles", origin),),
    }
    return Plan("calm", version, **(stated | fields))
