"""A spot of the face is tried only once the product may come back to the face after a session."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aftercare.care import Care, Home, ProductFacts
from aftercare.errors import BadInput
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
