"""Magnets: counted out and in, worn, missed, their skin, and which place comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.face_point import Means
from aftercare.model.flooring import Allowed, NotAllowed
from aftercare.model.magnet_event import (
    AdhesiveChanged,
    Found,
    GivenUp,
    MagnetEvent,
    Missed,
    Placed,
    Removed,
    Skin,
    SkinChecked,
    Spot,
)
from aftercare.model.magnet_offer import Around, BarKind, bar_at, next_places
from aftercare.model.magnet_place import MagnetPlace, off_by
from aftercare.model.magnets_still_told import still_told
from aftercare.model.magnets_worn import Counts, Magnets, in_order, magnets_worn
from aftercare.model.side import Side

DAY = timedelta(days=1)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
JAW, JAW_LEFT, BROW = Spot("jaw", Side.RIGHT), Spot("jaw", Side.LEFT), Spot("brow", Side.MIDDLE)
SPOTS = [JAW, JAW_LEFT, BROW, Spot("temple", Side.LEFT), Spot("chin", Side.MIDDLE)]


def place(spot: Spot, **more) -> MagnetPlace:
    return MagnetPlace(spot, spot.id, "ST6", Means.MAGNET, **more)


def around(**more) -> Around:
    return Around(**{"now": NOW, "allowed": Allowed(), "night": False, "rest": DAY, **more})


def at(hours: float) -> dict[str, object]:
    return {"id": f"2026-11-{hours:g}".replace(".", "-"), "at": NOW + timedelta(hours=hours)}


def test_out_on_and_in_again():
    on = Placed(**at(0), spots=(JAW, BROW))
    worn = magnets_worn([on])
    assert set(worn.worn) == {JAW, BROW}
    assert worn.counts == Counts(out=2, worn=2)
    off = magnets_worn([Removed(**at(24), spots=(JAW,)), Missed(**at(24.1), spots=(BROW,)), on])
    assert (off.worn, off.missing) == ({}, {BROW: NOW + timedelta(hours=24.1)})
    assert off.counts == Counts(out=2, back=1, missing=1)


def test_a_missing_one_is_looked_for_until_it_is_found_or_given_up():
    events: list[MagnetEvent] = [Placed(**at(0), spots=(JAW, BROW)), Missed(**at(1), spots=(JAW, BROW))]
    events += [Found(**at(2), spots=(JAW,)), GivenUp(**at(3), spots=(BROW,))]
    assert magnets_worn(events).missing == {}
    assert magnets_worn(events).counts == Counts(out=2, back=1, missing=1)


def test_a_new_adhesive_does_not_lengthen_the_wear():
    worn = magnets_worn([Placed(**at(0), spots=(JAW,)), AdhesiveChanged(**at(30), spots=(JAW,))]).worn[JAW]
    assert (worn.since, worn.adhesive_since) == (NOW, NOW + timedelta(hours=30))


def test_when_one_comes_off():
    evening = NOW + timedelta(hours=12)
    assert off_by(place(JAW, wear_hours=24), NOW, evening) == NOW + DAY
    assert off_by(place(JAW), NOW, evening) is None, "the program guesses no hours"
    assert off_by(place(JAW, wear_hours=24, at_mouth=True), NOW, evening) == evening
    assert off_by(place(JAW, wear_hours=8, at_mouth=True), NOW, evening) == NOW + timedelta(hours=8)
    assert off_by(place(JAW, at_mouth=True), NOW, evening) == evening


@pytest.mark.parametrize(
    ("of_place", "of_all", "kind"),
    [
        ({}, {"allowed": NotAllowed((), ("Pacemaker",))}, BarKind.EXCLUDED),
        ({"never": True}, {}, BarKind.NEVER),
        ({"at_eye": True}, {}, BarKind.EYE),
        ({"at_mouth": True}, {"night": True}, BarKind.MOUTH_AT_NIGHT),
        ({}, {"scan": NOW + DAY}, BarKind.SCAN),
        ({}, {"held": NOW + DAY}, BarKind.HELD),
    ],
)
def test_what_keeps_one_off(of_place, of_all, kind):
    assert bar_at(place(JAW), Magnets(), around()) is None
    bar = bar_at(place(JAW, **of_place), Magnets(), around(**of_all))
    assert bar is not None
    assert bar.kind is kind


def test_skin_that_is_not_clear_rests_until_it_is():
    came_off = [Placed(**at(-99), spots=(JAW,)), Removed(**at(-75), spots=(JAW,))]
    for skin in (Skin.MARK, Skin.ITCH, Skin.BLISTER):
        seen = magnets_worn([*came_off, SkinChecked(**at(-74), spots=(JAW,), skin=skin)])
        assert getattr(bar_at(place(JAW), seen, around()), "kind", None) is BarKind.SKIN
    clear = [SkinChecked(**at(-74), spots=(JAW,), skin=Skin.ITCH), SkinChecked(**at(-1), spots=(JAW,), skin=Skin.CLEAR)]
    assert bar_at(place(JAW), magnets_worn([*came_off, *clear]), around()) is None


def test_a_day_of_rest():
    came_off = magnets_worn([Placed(**at(-30), spots=(JAW,)), Removed(**at(-6), spots=(JAW,))])
    bar = bar_at(place(JAW), came_off, around())
    assert bar is not None
    assert (bar.kind, bar.until) == (BarKind.REST_DAY, NOW + timedelta(hours=18))
    assert bar_at(place(JAW), came_off, around(now=NOW + timedelta(hours=18))) is None


KINDS = st.sampled_from([Placed, Removed, Missed, Found, GivenUp, AdhesiveChanged, SkinChecked])


@st.composite
def happenings(draw) -> list[MagnetEvent]:
    found: list[MagnetEvent] = []
    for number in range(draw(st.integers(0, 25))):
        kind = draw(KINDS)
        spots = tuple(draw(st.lists(st.sampled_from(SPOTS), min_size=1, max_size=5, unique=True)))
        when = NOW - timedelta(hours=draw(st.integers(0, 24 * 20)))
        more = {"skin": draw(st.sampled_from(Skin))} if kind is SkinChecked else {}
        found.append(kind(id=f"2026-11-{number}", at=when, spots=spots, **more))
    return found


@given(happenings())
def test_what_was_counted_in_is_what_went_out_less_what_is_missing_and_still_on(events):
    counts = magnets_worn(events).counts
    assert counts.back == counts.out - counts.missing - counts.worn
    assert min(counts.back, counts.missing, counts.worn) >= 0


@given(happenings(), st.integers(0, 25))
def test_what_is_still_told_of_before_says_the_same_of_the_present_whatever_comes_then(events, split):
    ordered = in_order(events)
    before, since = ordered[:split], ordered[split:]
    whole, kept = magnets_worn(ordered), magnets_worn([*still_told(before), *since])
    assert (kept.worn, kept.missing, kept.ended) == (whole.worn, whole.missing, whole.ended)
    assert {spot: each.id for spot, each in kept.skin.items()} == {spot: each.id for spot, each in whole.skin.items()}
    assert still_told(still_told(before)) == still_told(before)
    assert kept.counts.worn == whole.counts.worn
    assert kept.counts.back == kept.counts.out - kept.counts.missing - kept.counts.worn


def test_of_many_wearings_the_last_two_are_still_told():
    often = [kind(**at(number), spots=(JAW,)) for number in range(40) for kind in (Placed, Removed)]
    assert len(still_told(often)) == 4


@given(happenings(), st.randoms(use_true_random=False))
def test_the_order_of_reading_does_not_matter(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert magnets_worn(shuffled) == magnets_worn(events)


@given(
    happenings(),
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=5, max_size=5),
    st.booleans(),
    st.booleans(),
)
def test_the_next_place_is_never_one_that_rests_or_is_barred_and_the_longest_rested_comes_first(
    events, flags, night, allowed
):
    magnets = magnets_worn(events)
    places = [
        place(spot, never=never, at_eye=eye, at_mouth=mouth)
        for spot, (never, eye, mouth) in zip(SPOTS, flags, strict=True)
    ]
    all_over = around(night=night, allowed=Allowed() if allowed else NotAllowed(("Pacemaker",), ()))
    offered = next_places(places, magnets, all_over)
    for each in offered:
        assert allowed
        assert not each.never
        assert not each.at_eye
        assert not (each.at_mouth and night)
        assert each.spot not in magnets.worn
        assert each.spot not in magnets.missing
        assert magnets.sore(each.spot) is None
        assert each.spot not in magnets.ended or magnets.ended[each.spot] + DAY <= NOW
    rested = [NOW - magnets.ended[each.spot] if each.spot in magnets.ended else timedelta.max for each in offered]
    assert rested == sorted(rested, reverse=True)
    assert {each.spot for each in places} >= {each.spot for each in offered}
