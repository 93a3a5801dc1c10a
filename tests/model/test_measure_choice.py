"""Choosing what a check-in asks: what can be, what is, and what is suggested."""

from __future__ import annotations

import pytest

from aftercare.care.journal_tables import journal_tables
from aftercare.model.measure_choice import MeasureChoice
from aftercare.model.rating import Subject

GLOW, BROW = Subject("glow"), Subject("tension", "glabella")
RIGHT, LEFT = Subject("redness", "cheek-up-r"), Subject("redness", "cheek-up-l")


def choice(*subjects: Subject, context: tuple[str, ...] = ()) -> MeasureChoice:
    return MeasureChoice(journal_tables(), subjects, context, (GLOW, BROW), ("stress",))


def test_each_place_offers_what_is_rated_there() -> None:
    found = choice(BROW).of_zone("glabella")
    assert {each.label: each.asked for each in found}["Tension"]
    assert {each.label: each.suggested for each in found}["Tension"]
    assert not any(each.asked for each in found if each.label != "Tension")
    assert "Glow" not in {each.label for each in found}, "it is rated of the face as a whole"
    assert "Glow" in {each.label for each in choice().of_face}


def test_what_is_turned_comes_last_or_goes() -> None:
    one = choice(GLOW).turned(RIGHT)
    assert one.subjects == (GLOW, RIGHT)
    assert one.turned(GLOW).subjects == (RIGHT,)
    assert choice(GLOW).turned("stress").context == ("stress",)
    assert choice(GLOW, context=("stress",)).turned("stress").context == ()


@pytest.mark.parametrize("before", [(), (RIGHT,), (LEFT,)])
def test_both_sides_are_asked_together_and_left_together(before: tuple[Subject, ...]) -> None:
    both = choice(*before).on_both_sides(RIGHT)
    assert set(both.subjects) == {RIGHT, LEFT}
    assert both.on_both_sides(LEFT).subjects == ()


def test_every_line_has_a_key_of_its_own() -> None:
    found = choice()
    every = [
        *(each for zone in found.tables.zones for each in found.of_zone(zone)),
        *found.of_face,
        *found.items,
    ]
    assert len({each.key for each in every}) == len(every)


def test_the_zones_tell_how_much_of_them_is_asked() -> None:
    assert choice(GLOW, BROW, RIGHT, Subject("pores", "cheek-up-r")).by_zone == {"glabella": 1, "cheek-up-r": 2}
    assert choice().suggested_zones == ("glabella",)
