"""Routines to be checked, by the reference tables as they are."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from aftercare.model.checks.weeks import Knowledge, Situation
from aftercare.model.circumstances import Circumstances
from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.pack import Pack
from aftercare.model.routine import EVENING, MORNING, ByClient, Daily, FromPlan, Product, Routine, Step, Terms
from aftercare.model.slot_instant import DatedZone
from aftercare.store import reference

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Berlin"))
LONG_AGO = date(2026, 1, 1)
PLAN, OWN = FromPlan("calm", 1), ByClient()


@cache
def knowledge():
    return Knowledge(
        IngredientNames(reference.ingredients()),
        reference.ingredient_classes(),
        reference.interactions(),
        reference.product_kinds(),
        reference.titration_rules(),
        reference.sun_flags(),
        reference.sources(),
    )


def using(*ingredients, name=None, rule=None, slots=("evening",), since=LONG_AGO, origin=OWN, kind="serum", **of):
    """A step with a product of its own that holds `ingredients`, named after the first."""
    called = name or (ingredients[0] if ingredients else kind)
    product = Product(called, called.capitalize(), kind, OWN, ingredients, **of)
    return product, Step(called, called.capitalize(), 40, (Terms(since, slots, rule or Daily()),), origin, called)


SUNSCREEN = using(kind="sunscreen", slots=("morning",))


def situation(*used, packs=(), tests=(), allergies=(), opened=True, **more):
    """`used` are pairs of product and step; where `opened`, each product has been open for long."""
    products = {product.id: product for product, _ in used}
    held = {f"pack-{each}": Pack(f"pack-{each}", each, LONG_AGO, pao=120) for each in products} if opened else {}
    routine = Routine({each.id: each for each in (MORNING, EVENING)}, products, {step.id: step for _, step in used})
    return Situation(
        routine,
        Circumstances(NOW, (DatedZone(date(2020, 1, 1), "Europe/Berlin"),), **more),
        knowledge(),
        held | {each.id: each for each in packs},
        {each.id: each for each in tests},
        frozenset(allergies),
    )
