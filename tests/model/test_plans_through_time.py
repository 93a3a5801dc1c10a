"""A plan through its versions: what it says of a step or a product holds from its day on, and for no day before."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from msgspec.structs import replace
from plans_in_rows import DAY, DEC_1, GEL, GEL_STEP, NOV_16, NOV_20, a_plan, adopt, after, record

from aftercare.model.plan_change import Thing
from aftercare.model.routine import WAY, Activity, Product

OTHER = Product("aloe", "Aloe gel", "gel", GEL.origin)
NEW_WAY = {
    "name": "Cool gel",
    "order": 12.5,
    "amount": "2 pumps",
    "wait": 90,
    "instruction": "On dry skin.",
    "after": ("cream-evening",),
    "essential": True,
    "zones": ("chin",),
}


def with_step(version=2, **fields):
    products = (GEL, OTHER)
    starts = fields.pop("starts", None)
    return a_plan(version, products=products, steps=(replace(GEL_STEP, **fields),), starts=starts)


def way(step, day):
    return {name: getattr(step.as_on(day), name) for name in WAY}


@pytest.mark.parametrize("starts", [None, DEC_1], ids=["at once", "later"])
def test_nothing_that_a_version_says_of_a_step_holds_before_its_day(starts):
    before = record((a_plan(), NOV_16))
    now = record((a_plan(), NOV_16), (with_step(**NEW_WAY, starts=starts), NOV_20))
    old, new = before.steps["gel-evening"], now.steps["gel-evening"]
    begins = starts or NOV_20
    for day in (NOV_16, NOV_20 - DAY, begins - DAY):
        assert way(new, day) == way(old, day)
    assert {name: way(new, begins)[name] for name in NEW_WAY} == NEW_WAY


def test_an_activity_in_the_place_of_a_product_keeps_the_product_on_past_days():
    now = record((a_plan(), NOV_16), (with_step(product=None, activity=Activity.MASSAGE, order=45.0), NOV_20))
    step = now.steps["gel-evening"]
    assert (step.as_on(NOV_20 - DAY).product, step.as_on(NOV_20 - DAY).activity) == ("gel", None)
    assert (step.as_on(NOV_20).product, step.as_on(NOV_20).activity) == (None, Activity.MASSAGE)


def test_a_product_is_told_on_past_days_as_the_plan_then_told_it():
    renamed = replace(GEL, name="Night gel", prescribed=True, ingredients=("retinal",))
    now = record((a_plan(), NOV_16), (a_plan(2, products=(renamed,), starts=DEC_1), NOV_20))
    product = now.products["gel"]
    was, is_now = product.as_on(DEC_1 - DAY), product.as_on(DEC_1)
    assert (was.name, was.prescribed, was.ingredients) == ("Calming gel", False, ())
    assert (is_now.name, is_now.prescribed, is_now.ingredients) == ("Night gel", True, ("retinal",))


def test_a_later_version_takes_the_place_of_one_that_has_not_begun():
    third = Product("third", "Third gel", "gel", GEL.origin)
    later = with_step(2, product="aloe", starts=DEC_1)
    sooner = a_plan(3, products=(GEL, OTHER, third), steps=(replace(GEL_STEP, product="third"),))
    step = record((a_plan(), NOV_16), (later, NOV_16), (sooner, NOV_20)).steps["gel-evening"]
    days = (NOV_20 - DAY, NOV_20, DEC_1 - DAY, DEC_1, DEC_1 + DAY)
    assert [step.as_on(day).product for day in days] == ["gel", "third", "third", "third", "third"]


def test_what_a_version_that_has_not_begun_says_holds_from_the_day_of_one_that_says_the_same_sooner():
    later, sooner = with_step(2, amount="2 pumps", starts=DEC_1), with_step(3, amount="2 pumps")
    step = record((a_plan(), NOV_16), (later, NOV_16), (sooner, NOV_20)).steps["gel-evening"]
    assert [step.as_on(day).amount for day in (NOV_20 - DAY, NOV_20, DEC_1)] == ["", "2 pumps", "2 pumps"]


def test_a_version_that_goes_back_leaves_nothing_to_come_of_the_one_between():
    later = with_step(2, product="aloe", amount="2 pumps", starts=DEC_1)
    step = record((with_step(1), NOV_16), (later, NOV_16), (with_step(3), NOV_20)).steps["gel-evening"]
    assert {step.as_on(DEC_1 + each * DAY).product for each in range(-20, 20)} == {"gel"}
    assert step.former == ()


def test_what_the_client_puts_in_the_place_of_a_product_stays_until_the_plan_names_another():
    present = record((with_step(1), NOV_16))
    own = present.steps["gel-evening"].changed_from(NOV_20, product="aloe", name="Aloe gel", order=45.0)
    present = replace(present, steps={own.id: own})
    same = after(adopt(with_step(2, amount="2 pumps"), present, DEC_1), present).steps[own.id]
    assert (same.product, same.name, same.amount) == ("aloe", "Aloe gel", "2 pumps")
    third = Product("third", "Third gel", "gel", GEL.origin)
    other = a_plan(2, products=(GEL, OTHER, third), steps=(replace(GEL_STEP, product="third"),))
    step = after(adopt(other, present, DEC_1), present).steps[own.id]
    assert [(step.as_on(day).product, step.as_on(day).name) for day in (NOV_16, NOV_20, DEC_1)] == [
        ("gel", "Calming gel"),
        ("aloe", "Aloe gel"),
        ("third", "Calming gel"),
    ]


def test_what_the_client_planned_for_a_day_to_come_stays_to_come_through_a_version_that_says_the_same():
    present = record((with_step(1), NOV_16))
    own = present.steps["gel-evening"].changed_from(DEC_1, product="aloe", name="Aloe gel")
    present = replace(present, steps={own.id: own})
    adoption = adopt(with_step(2), present, NOV_20)
    assert [change.thing for change in adoption.changes] == [Thing.PLAN]
    assert after(adoption, present).steps[own.id] == own


def test_two_plans_with_a_step_and_a_product_of_the_same_id_keep_each_their_days():
    serum = replace(GEL, name="Quiet serum", kind="serum")
    quiet = a_plan(1, "quiet", products=(serum,), steps=(replace(GEL_STEP, name="Quiet", amount="3 drops"),))
    back = DEC_1 + 9 * DAY
    now = record((a_plan(), NOV_16), (quiet, NOV_20), (a_plan(), back))
    step, product = now.steps["gel-evening"], now.products["gel"]
    told = [(step.as_on(day).name, step.as_on(day).amount, product.as_on(day).name) for day in (NOV_16, NOV_20, back)]
    assert told == [("Calming gel", "", "Calming gel"), ("Quiet", "3 drops", "Quiet serum"), told[0]]
    alone = record((a_plan(), NOV_16))
    assert way(step, back) == way(alone.steps["gel-evening"], back)
    assert step.terms_on(back).rule == GEL_STEP.rule


def test_a_product_of_a_record_without_former_states_is_read():
    plain = msgspec.to_builtins(GEL)
    del plain["former"]
    assert msgspec.convert(plain, Product) == GEL
    assert GEL.as_on(date(2020, 1, 1)) == GEL
