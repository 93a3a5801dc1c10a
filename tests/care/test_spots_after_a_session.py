"""A spot of the face is tried only while the product may be on the face: a test waits, rests and goes on with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aftercare.care import Care, Home, ProductFacts
from aftercare.errors import BadInput
from aftercare.model.check_off import Barred, Held, Pending
from aftercare.model.editing import Draft
from aftercare.model.finding import PatchTestOpen
from aftercare.model.product_test import ProductTest
from aftercare.model.routine import Daily
from aftercare.model.safety import Said

EVENING = datetime(2026, 11, 19, 21, tzinfo=UTC)


@pytest.fixture
def care(own_home: Path) -> Care:
    """A record in which needles in the face ended at 18:30 today."""
    care = Care.start(Home.at(own_home), datetime(2026, 11, 1, 9, tzinfo=UTC))
    care.answer_safety("pregnancy", Said.NO, datetime(2026, 11, 1, 9, tzinfo=UTC))
    session = care.add_session(datetime(2026, 11, 19, 17, 30), "facial needles", EVENING)
    care.session_took_place(session.id, EVENING)
    return care


def test_a_retinoid_waits_for_the_end_of_its_rest(care: Care) -> None:
    night = care.add_product(ProductFacts("Night serum", "serum", ("retinal",)), EVENING)
    before = care.present().routine.steps
    with pytest.raises(BadInput, match="“Night serum” rests after your session") as refused:
        care.start_patch_test(night.id, EVENING)
    assert "Begin the test after Sat 18:30" in refused.value.next_step
    assert care.present().routine.steps == before
    assert care.patch_tests() == ()
    after = datetime(2026, 11, 21, 19, tzinfo=UTC)
    assert care.start_patch_test(night.id, after).test.product == night.id


def test_on_the_arm_it_may_begin_at_once(care: Care) -> None:
    cream = care.add_product(ProductFacts("Rich cream", "moisturiser", ("shea butter",)), EVENING)
    assert care.start_patch_test(cream.id, EVENING).row.id == "ten-days"


# ---- a test that has begun


BEGUN = datetime(2026, 11, 18, 21, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def record(own_home: Path) -> Care:
    """A record with a planned session of needles in the face, Thursday 19 at 17:30."""
    care = Care.start(Home.at(own_home), datetime(2026, 11, 1, 9, tzinfo=UTC))
    care.answer_safety("pregnancy", Said.NO, datetime(2026, 11, 1, 9, tzinfo=UTC))
    return care


def begun_test(care: Care, *ingredients: str) -> ProductTest:
    product = care.add_product(ProductFacts("Night serum", "serum", ingredients), BEGUN)
    test = care.start_patch_test(product.id, BEGUN).test
    session = care.add_session(datetime(2026, 11, 19, 17, 30), "facial needles", BEGUN)
    care.session_took_place(session.id, EVENING)
    return test


def asked(care: Care, test: ProductTest, days: int = 14) -> dict[int, type]:
    """How the test stands on each evening of November on which it is asked for, ticked where it is due."""
    found = {}
    for number in range(days):
        now = BEGUN + number * DAY
        for each in care.day(now, now.date()).due:
            if each.step.id == test.step:
                found[now.day] = type(each.state)
                if isinstance(each.state, Pending):
                    care.tick(each.occurrence, now)
    return found


def test_a_spot_rests_with_what_is_tried_and_still_takes_three_evenings(record: Care) -> None:
    test = begun_test(record, "retinal")
    assert test.last == date(2026, 11, 22)
    assert asked(record, test) == {18: Pending, 20: Held, 22: Pending, 24: Pending}
    assert record.runs_to(test, EVENING + 2 * DAY) == date(2026, 11, 24)
    # ticking does not end it: somebody says how it went
    assert record.open_test(test.product).is_open


def test_the_day_and_why_name_the_rest_of_the_spot(record: Care) -> None:
    test = begun_test(record, "retinal")
    friday = datetime(2026, 11, 20, 21, tzinfo=UTC)
    (due,) = [each for each in record.day(friday).due if each.step.id == test.step]
    assert "retin" in due.cover.hold.reason.lower()
    assert test.step in [each.step.id for each in record.day(friday).returns]


def test_what_waits_for_the_end_of_the_test_waits_for_the_later_one(record: Care) -> None:
    test = begun_test(record, "retinal")
    record.add_step(Draft("Night serum", ("evening",), Daily(), EVENING.date(), product=test.product), EVENING)
    (found,) = [each for each in record.findings(EVENING).open if isinstance(each.about, PatchTestOpen)]
    assert found.days[-1] == record.runs_to(test, EVENING)


def test_on_the_arm_it_goes_on(record: Care) -> None:
    test = begun_test(record, "shea butter")
    assert record.runs_to(test, EVENING) == test.last == date(2026, 11, 27)
    assert Held not in asked(record, test).values()


# ---- floors


@pytest.mark.parametrize("ingredient", ["retinal", "hydroquinone"])
def test_what_a_floor_keeps_back_is_not_tried_either(record: Care, ingredient: str) -> None:
    product = record.add_product(ProductFacts("Night serum", "serum", (ingredient,)), BEGUN)
    record.answer_safety("pregnancy", Said.YES, BEGUN)
    with pytest.raises(BadInput, match="A pregnancy is recorded") as refused:
        record.start_patch_test(product.id, BEGUN)
    assert "Ask your doctor" in refused.value.next_step
    assert record.patch_tests() == ()


@pytest.mark.parametrize("ingredient", ["retinal", "hydroquinone"])
def test_a_test_that_runs_is_not_offered_from_the_answer_on(record: Care, ingredient: str) -> None:
    test = begun_test(record, ingredient)
    record.answer_safety("pregnancy", Said.YES, EVENING + DAY)
    later = EVENING + 3 * DAY
    states = [each.state for each in record.day(later).due if each.step.id == test.step]
    assert states
    assert set(map(type, states)) == {Barred}
