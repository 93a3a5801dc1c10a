"""Which kinds of session the words of an appointment name, and which defaults follow them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.hold_default import default_holds
from aftercare.model.session_kind import kinds_named
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
