"""The checker on a record: what is offered is made as one action, and what was set aside is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from calm_plan import NOW

from aftercare.care import Care, ProductFacts
from aftercare.care.checking import said_together
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model.editing import Draft
from aftercare.model.finding import KnownAllergen, Status, Together
from aftercare.model.preview_words import days_due
from aftercare.model.routine import Activity, Daily
from aftercare.model.rules import EveryDays
from aftercare.model.safety import Said

TODAY = NOW.date()
LATER = NOW + timedelta(days=1)


def use(care, name, *ingredients, slots=("evening",), kind="serum", rule=None, since=TODAY):
    product = care.add_product(ProductFacts(name, kind, ingredients), NOW)
    return care.add_step(Draft(name, slots, rule or Daily(), since, product=product.id), NOW)


@pytest.fixture
def burning(care):
    """Retinol and an acid on every evening, with a sunscreen."""
    care.answer_safety("pregnancy", Said.NO, NOW)
    use(care, "Night serum", "retinol", since=TODAY)
    use(care, "Peel", "glycolic acid", since=TODAY + timedelta(days=20))
    use(care, "Day shield", kind="sunscreen", slots=("morning",))
    return care


def pair(care):
    return next(each for each in care.findings(NOW).open if isinstance(each.about, Together))


def test_a_remark_its_offer_and_what_it_comes_to_beforehand(burning):
    finding = pair(burning)
    offer = burning.offered(finding, NOW)
    # every other evening, and one of them lies after the session
    names = {row.step.name: days_due(row.days) for row in burning.preview_of(offer, NOW).rows}
    assert (names["Night serum"], names["Peel"]) == (13, 4)
    assert burning.findings(NOW).open[0].key == finding.key


def test_what_is_offered_is_made_and_undone_as_one_action(burning):
    before = burning.present().routine
    finding = pair(burning)
    burning.take_advice(finding, burning.offered(finding, NOW), NOW)
    again = Care(burning.folder)
    assert finding.key not in [each.key for each in again.findings(NOW).open]
    steps = {each.name: each.terms[-1].rule for each in again.present().routine.steps.values()}
    assert isinstance(steps["Night serum"], EveryDays)
    burning.undo(NOW)
    assert burning.present().routine == before


def test_a_change_that_is_no_longer_what_was_offered_is_refused(burning):
    finding = pair(burning)
    offer = burning.offered(finding, NOW)
    peel = next(each for each in burning.present().routine.steps.values() if each.name == "Peel")
    burning.end_step(peel, NOW)
    with pytest.raises(NoLongerCurrent):
        burning.take_advice(finding, offer, NOW)


def test_two_sunscreens_that_were_added_do_not_share_an_id(care):
    care.answer_safety("pregnancy", Said.NO, NOW)
    use(care, "Night serum", "retinol")
    for _ in range(2):
        finding = next(each for each in care.findings(NOW).open if each.key.startswith("no_sunscreen"))
        care.take_advice(finding, care.offered(finding, NOW), NOW)
        added = [each for each in care.present().routine.steps.values() if each.id.startswith("own-sunscreen")]
        care.end_step(added[-1], NOW)
        care.edit_product(care.present().routine.products[added[-1].product], _as_gel(care, added[-1]), NOW)
    assert len({each.id for each in care.present().routine.steps.values() if "sunscreen" in each.id}) == 2


def _as_gel(care, step):
    from msgspec.structs import replace

    return replace(care.present().routine.products[step.product], name=f"Gel {step.id}", kind="gel")


def test_what_is_set_aside_is_remembered_with_its_reason_until_something_changes(burning):
    finding = pair(burning)
    with pytest.raises(BadInput):
        burning.set_aside(finding, "  ", NOW)
    burning.set_aside(finding, "my skin [b]bears[/b] it", NOW)
    again = Care(burning.folder)
    told = again.findings(LATER)
    assert finding.key not in [each.key for each in told.open]
    assert [(each.key, aside.reason) for each, aside in told.aside] == [(finding.key, "my skin [b]bears[/b] it")]
    product = again.present().routine.products["peel"]
    from msgspec.structs import replace

    again.edit_product(product, replace(product, ingredients=("glycolic acid", "urea")), LATER)
    assert finding.key in [each.key for each in again.findings(LATER).open]


def test_it_is_brought_back_and_both_are_undone(burning):
    finding = pair(burning)
    burning.set_aside(finding, "it is fine", NOW)
    burning.bring_back(finding.key, NOW)
    assert pair(burning).key == finding.key
    burning.undo(NOW)
    assert [each.key for each, _ in burning.findings(NOW).aside] == [finding.key]
    burning.undo(NOW)
    assert pair(burning).key == finding.key
    with pytest.raises(NotFound):
        burning.bring_back(finding.key, NOW)


def test_a_draft_tells_only_what_it_would_bring(burning):
    acid = burning.add_product(ProductFacts("Toner", "toner", ("salicylic acid",)), NOW)
    draft = Draft("Toner", ("evening",), Daily(), TODAY, product=acid.id)
    brought = burning.findings_with(draft, NOW)
    assert {each.about.interaction for each in brought if isinstance(each.about, Together)} == {
        "retinoid-acid",
        "aha-bha",
    }
    quiet = Draft("Walk", ("evening",), Daily(), TODAY, activity=Activity.OTHER)
    assert burning.findings_with(quiet, NOW) == ()


def test_a_routine_without_anything_to_remark(care):
    assert [each for each in care.findings(NOW).open if each.status is Status.FINDING] == []


def test_what_two_things_do_together():
    myth = said_together("niacinamide", "Vitamin C")
    assert (myth.row.id, myth.sure.evidence.value) == ("niacinamide-vitamin-c", "myth")
    assert myth.sure.source
    assert said_together("retinol", "vitamin c").row.id == "retinoid-vitamin-c"
    assert said_together("retinol", "glycolic acid").row.id == "retinoid-acid"
    assert said_together("squalane", "panthenol").row is None
    with pytest.raises(NotFound, match="retinoll"):
        said_together("retinoll", "squalane")


def test_what_the_client_is_allergic_to_is_remarked_on_once_they_have_said_so(care):
    use(care, "Daisy cream", "Chamomilla Recutita Flower Extract", kind="moisturiser")
    use(care, "Plain gel", "Glycerin", kind="gel")
    assert not [each for each in care.findings(NOW).open if isinstance(each.about, KnownAllergen)]
    care.answer_safety("allergen-daisy", Said.YES, NOW)
    care.answer_safety("other-allergens", Said.YES, NOW, ("glycerin",))
    told = [each.what for each in care.findings(NOW).open if isinstance(each.about, KnownAllergen)]
    assert [each.partition(" holds ")[0] for each in told] == ["“Daisy cream”", "“Plain gel”"]
    assert all("allergic" in each for each in told)
