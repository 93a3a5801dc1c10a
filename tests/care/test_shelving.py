"""The shelf, seen through a second Care on the same disk."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from calm_plan import NOW, a_plan
from msgspec.structs import replace

from aftercare.care import Care, PackFacts, ProductFacts
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model.check_off import Done, Occurrence
from aftercare.model.deed import Deed
from aftercare.model.plan import PlanStep
from aftercare.model.routine import Daily, FromPlan, Product
from aftercare.model.shelf import Why

SUNDAY = date(2026, 11, 22)
DAY = timedelta(days=1)
GEL = ProductFacts("Aloe gel", "gel", pao=6, size=50)


def shelf(home, now=NOW):
    return {row.id: row for row in Care.open(home).shelf(now).rows}


def products(home):
    return Care.open(home).present().routine.products


def packs(home):
    return Care.open(home).present().packs


def steps(home):
    return Care.open(home).present().routine.steps


def deeds(care):
    return [each.action.what for each in care._record.actions("profile")]


def test_a_product_of_ones_own_with_its_first_pack_is_one_action(home, care):
    product = care.add_product(GEL, NOW, PackFacts(SUNDAY - DAY, price=12.5))
    assert product.id == "aloe-gel"
    (pack,) = packs(home).values()
    assert (pack.product, pack.opened, pack.price) == ("aloe-gel", SUNDAY - DAY, 12.5)
    assert shelf(home)[pack.id].must_go.day == date(2027, 5, 21)
    assert deeds(care)[-1] == Deed.ADD_PRODUCT
    undone = care.undo(NOW)
    assert (undone.deed, undone.titles) == (Deed.ADD_PRODUCT, ("Aloe gel",))
    assert not packs(home)
    assert "aloe-gel" not in products(home)


def test_ids_are_made_of_the_name_and_stay_free(home, care):
    made = [
        care.add_product(replace(GEL, name=name), NOW).id for name in ("Crème légère", "Creme Legere", "保湿", "Gel!")
    ]
    assert made == ["creme-legere", "creme-legere-2", "product", "gel-2"]


@pytest.mark.parametrize(
    ("facts", "pack", "said"),
    [
        (replace(GEL, name="  "), None, "The name is missing."),
        (replace(GEL, name="a\x1b[31m"), None, "cannot be seen"),
        (replace(GEL, name="x" * 81), None, "81 characters"),
        (replace(GEL, name="CALMING GEL"), None, "on the shelf already"),
        (replace(GEL, kind="paint"), None, "no kind of product"),
        (replace(GEL, pao=0), None, "out of its range"),
        (replace(GEL, ingredients=("a\u202eb",)), None, "cannot be seen"),
        (GEL, PackFacts(SUNDAY + DAY), "has not come"),
        (GEL, PackFacts(price=-1), "out of its range"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(home, care, facts, pack, said):
    with pytest.raises(BadInput, match=said):
        care.add_product(facts, NOW, pack)
    assert not packs(home)
    assert set(products(home)) == {"gel", "cream"}


def test_opening_a_new_one_finishes_the_one_before_in_one_action(home, care):
    first = care.open_pack("gel", PackFacts(SUNDAY - 30 * DAY, pao=6), NOW).pack
    opened = care.open_pack("gel", PackFacts(), NOW)
    assert packs(home)[first.id].finished == SUNDAY
    assert [each.id for each in opened.finished] == [first.id]
    assert (opened.pack.opened, opened.pack.pao) == (SUNDAY, None)
    care.undo(NOW)
    assert packs(home) == {first.id: first}


def test_an_unopened_one_is_opened_first_and_keeps_what_was_told(home, care):
    later = care.add_pack("gel", PackFacts(best_before=date(2028, 1, 31)), NOW)
    sooner = care.add_pack("gel", PackFacts(best_before=date(2027, 1, 31), price=9), NOW)
    opened = care.open_pack("gel", PackFacts(), NOW).pack
    assert opened == replace(sooner, opened=SUNDAY)
    chosen = care.open_pack("gel", PackFacts(), NOW, later.id, finish_former=False)
    assert chosen.pack.id == later.id
    assert chosen.finished == ()
    with pytest.raises(NotFound):
        care.open_pack("gel", PackFacts(), NOW, later.id)
    with pytest.raises(NotFound, match="no product “paint”"):
        care.open_pack("paint", PackFacts(), NOW)


def test_finishing_a_pack(home, care):
    pack = care.open_pack("gel", PackFacts(SUNDAY - 3 * DAY), NOW).pack
    with pytest.raises(BadInput, match="before it was opened"):
        care.finish_pack(pack, NOW, SUNDAY - 4 * DAY)
    with pytest.raises(BadInput, match="has not come"):
        care.finish_pack(pack, NOW, SUNDAY + DAY)
    care.finish_pack(pack, NOW)
    assert packs(home)[pack.id].finished == SUNDAY
    with pytest.raises(NoLongerCurrent):
        care.finish_pack(pack, NOW)
    assert care.undo(NOW).titles == ("Calming gel",)
    assert packs(home)[pack.id] == pack


def test_editing_both_is_one_action_and_what_was_changed_meanwhile_is_not_overwritten(home, care):
    product = care.add_product(GEL, NOW, PackFacts(SUNDAY))
    (pack,) = packs(home).values()
    after, pack_after = replace(product, name="Aloe gel 99%"), replace(pack, best_before=date(2027, 6, 30))
    care.edit_both(product, after, pack, pack_after, NOW)
    assert products(home)["aloe-gel"] == after
    assert packs(home)[pack.id] == pack_after
    with pytest.raises(NoLongerCurrent):
        care.edit_product(product, replace(product, pao=3), NOW)
    with pytest.raises(NoLongerCurrent):
        care.edit_pack(pack, replace(pack, price=1), NOW)
    care.undo(NOW)
    assert products(home)["aloe-gel"] == product
    assert packs(home)[pack.id] == pack


def test_what_the_plan_says_of_a_product_is_the_plans(home, care):
    gel = products(home)["gel"]
    with pytest.raises(BadInput, match="plan, which decides its name"):
        care.edit_product(gel, replace(gel, name="Other"), NOW)
    care.edit_product(gel, replace(gel, pao=9, size=50, dose=0.5), NOW)
    assert products(home)["gel"].pao == 9


def test_a_new_version_of_the_plan_leaves_what_was_read_off_the_pack(home, care):
    gel = products(home)["gel"]
    care.edit_product(gel, replace(gel, pao=9, size=50, dose=0.5), NOW)
    newer = a_plan(2, products=(Product("gel", "Calm gel", "gel", FromPlan("calm", 2)), a_plan(2).products[1]))
    care.import_plan(newer, NOW)
    kept = products(home)["gel"]
    assert (kept.name, kept.pao, kept.size, kept.dose) == ("Calm gel", 9, 50, 0.5)


# ---- one instead of the other


@pytest.fixture
def aloe(care):
    return care.add_product(GEL, NOW)


def test_the_steps_apply_the_new_one_and_keep_their_history(home, care, aloe):
    care.tick(Occurrence("gel", SUNDAY, "evening"), NOW)
    changed = care.substitute("gel", "aloe-gel", NOW, SUNDAY + DAY)
    assert [step.id for step in changed] == ["gel"]
    seen = {day: Care.open(home).day(NOW, day) for day in (SUNDAY, SUNDAY + DAY)}
    before, after = (next(each for each in view.due if each.step.id == "gel") for view in seen.values())
    assert (before.product.id, before.step.name, before.occurrence.id) == (
        "gel",
        "Calming gel",
        "gel:2026-11-22:evening",
    )
    assert isinstance(before.state, Done)
    assert (after.product.id, after.step.name) == ("aloe-gel", "Aloe gel")
    assert deeds(care)[-1] == Deed.SUBSTITUTE
    care.undo(NOW)
    assert steps(home)["gel"].product == "gel"
    assert steps(home)["gel"].former == ()


def test_a_new_version_of_the_plan_leaves_what_is_used_instead_until_the_plans_is_accepted(home, care, aloe):
    care.substitute("gel", "aloe-gel", NOW)
    care.import_plan(a_plan(2, title="Calm again"), NOW)
    assert (steps(home)["gel"].product, steps(home)["gel"].name) == ("aloe-gel", "Aloe gel")
    assert steps(home)["gel"].as_on(SUNDAY - DAY).product == "gel"
    cream = PlanStep("gel", "Rich cream", ("evening",), Daily(), product="cream", wait=60)
    care.import_plan(a_plan(3, steps=(a_plan().steps[0], cream)), NOW + DAY, accepted={"step:gel", "conflict:step:gel"})
    step = steps(home)["gel"]
    found = [step.as_on(day).product for day in (SUNDAY - DAY, SUNDAY, SUNDAY + DAY)]
    assert found == ["gel", "aloe-gel", "cream"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [("retinoid", "chosen for its kind alone"), ("rx-topical", "is prescribed")],
)
def test_what_is_brought_in_slowly_or_prescribed_does_not_change_places(home, care, kind, said):
    other = care.add_product(ProductFacts("Other", kind), NOW)
    for pair in (("gel", other.id), (other.id, "gel")):
        with pytest.raises(BadInput, match=said):
            care.substitute(*pair, NOW)
    assert steps(home)["gel"].product == "gel"


def test_a_change_that_changes_nothing_is_refused(care, aloe):
    with pytest.raises(BadInput, match="its own place"):
        care.substitute("gel", "gel", NOW)
    with pytest.raises(BadInput, match="No step uses “Aloe gel”"):
        care.substitute("aloe-gel", "gel", NOW)
    with pytest.raises(NotFound):
        care.substitute("gel", "paint", NOW)


def test_the_place_among_the_layers_goes_along(home, care):
    care.add_product(ProductFacts("Glow ampoule", "ampoule"), NOW)
    care.substitute("gel", "glow-ampoule", NOW)
    assert steps(home)["gel"].order == 38
    assert steps(home)["gel"].as_on(SUNDAY - DAY).order == 45


def test_a_product_that_is_renamed_takes_its_steps_along(home, care, aloe):
    care.substitute("gel", "aloe-gel", NOW)
    care.edit_product(aloe, replace(aloe, name="Aloe 99"), NOW)
    assert steps(home)["gel"].name == "Aloe 99"


def test_uses_of_months_ago_are_counted(home):
    begun = NOW - timedelta(days=70)
    care = Care.start(home, begun)
    care.import_plan(a_plan(), begun)
    care.open_pack("cream", PackFacts(SUNDAY - 65 * DAY, size=100, pao=12), NOW)
    for back in range(60):
        day = SUNDAY - back * DAY
        care.tick(Occurrence("cream", day, "evening"), NOW - timedelta(days=back))
    row = next(row for row in Care.open(home).shelf(NOW).rows if row.product.id == "cream")
    assert row.must_go.why is Why.PACK
    assert (row.supply.uses, round(row.supply.left)) == (60, 52)
    assert row.supply.runs_out is not None
