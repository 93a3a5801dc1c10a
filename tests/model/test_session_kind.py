"""Which kinds of session the words of an appointment name, and which defaults follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.hold_default import default_holds
from aftercare.model.session_kind import done_in, kinds_named, names_session
from aftercare.store.reference import hold_defaults, session_kinds

KINDS = tuple(session_kinds().values())
HOLDS = tuple(hold_defaults().values())


def named(text):
    return [kind.id for kind in kinds_named(text, KINDS)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("facial needles, review", ["facial-needles", "review"]),
        ("Facial and body needles", ["facial-plus-body"]),
        ("COSMETIC  ACUPUNCTURE", ["facial-needles"]),
        ("needles and magnets", ["combined"]),
        ("thread-lift", ["thread-embedding"]),
        ("somebody came by", []),
        ("", []),
    ],
)
def test_the_words_of_an_appointment_name_kinds(text, kinds):
    assert named(text) == kinds


@given(st.lists(st.sampled_from(KINDS), min_size=1, unique_by=lambda kind: kind.id))
def test_kinds_written_one_after_the_other_are_found_in_that_order(kinds):
    assert named("; ".join(kind.label for kind in kinds)) == [kind.id for kind in kinds]


def rests_after(*ids):
    return {hold.id for hold in default_holds([session_kinds()[each] for each in ids], HOLDS)}


def test_after_facial_needles_everything_rests_that_is_said_to():
    assert rests_after("facial-needles") == set(hold_defaults())


def test_after_body_needles_skin_care_goes_on():
    assert rests_after("body-only") == {"exercise", "alcohol", "caffeine", "drive"}


def test_after_magnets_alone_or_a_talk_nothing_rests():
    assert rests_after("micromagnets") == rests_after("consult", "review") == set()


def test_after_threads_only_the_therapist_can_say():
    assert rests_after("thread-embedding") == rests_after("facial-needles", "thread-embedding") == set()


@pytest.mark.parametrize(
    ("word", "typed", "fits"),
    [
        ("facial needles", "Facial needles, review", True),
        ("facial needles", "face acupuncture", True),
        ("Facial needles", "cosmetic acupuncture", True),
        ("facial needles", "facial and body needles", True),
        ("facial needles", "needles with magnets", True),
        ("facial needles", "something of my own", True),
        ("facial needles", "body needles", False),
        ("facial needles", "micromagnets", False),
        ("facial needles", "review", False),
        ("facial needles", "threads", False),
        ("facial acupuncture session", "facial needles", True),
        ("needles", "body acupuncture", True),
        ("acupuncture", "facial needles", True),
        ("body needles", "facial and body needles", True),
        ("facial and body needles", "facial needles", False),
        ("check", "progress review", True),
        ("magnets", "combined session", True),
        ("facial needles, deep", "facial needles", False),
        ("facial needles, deep", "Facial needles, deep; review", True),
        ("threads", "thread lift", True),
        ("massage", "massage of the jaw", True),
        ("massage", "facial needles", False),
    ],
)
def test_a_plan_names_a_kind_of_session_by_any_of_its_names(word, typed, fits):
    assert names_session(word, typed, done_in(typed, KINDS)[0], KINDS) is fits
