"""What is done before a session: the therapist's own lines first, then what is usual, with who says so."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from aftercare.model.grade import Grade
from aftercare.model.hold import FromReference
from aftercare.model.preparation import Preparation, PrepareOn, prepared_on
from aftercare.model.preparing import Usual, to_prepare
from aftercare.model.routine import FromPlan
from aftercare.model.session import Session
from aftercare.store.reference import preparations, session_kinds, sources

PLAN = FromPlan("p", 1)
USUAL = Usual(tuple(preparations().values()), tuple(session_kinds().values()), sources())
ROWS = {row.what: row.id for row in USUAL.rows}


def before(kind, *said, at_review=False):
    """What is done, each by the id of its row or the words of the plan."""
    found = to_prepare(kind, said, PLAN, USUAL, at_review=at_review)
    return [(each.when.value, ROWS.get(each.text, each.text)) for each in found]


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("facial needles", ["tell-what-is-new", "nothing-new", "way-home"]),
        ("facial needles, review", ["tell-what-is-new", "nothing-new", "photos", "way-home"]),
        ("facial and body", ["tell-what-is-new", "nothing-new", "face-and-body", "way-home"]),
        ("body needles", ["tell-what-is-new", "way-home"]),
        ("micromagnets", []),
        ("consultation", ["first-visit"]),
        ("review", ["photos"]),
        ("threads", []),
        ("MRI", ["magnets-off", "magnets-told"]),
        ("tuning the meridians", ["tell-what-is-new", "nothing-new", "way-home"]),
    ],
)
def test_what_is_usual_before_each_kind(kind, ids):
    assert [name for _, name in before(kind)] == ids


def test_photos_are_taken_before_a_session_at_which_the_course_is_looked_at():
    assert "photos" in dict(map(reversed, before("facial needles", at_review=True)))


def test_the_therapists_own_come_first_on_each_day_and_only_before_their_kinds():
    said = (
        Preparation("bare", "Come bare-faced.", PrepareOn.DAY_OF, ("facial needles",)),
        Preparation("rest", "Sleep as usual.", PrepareOn.DAY_BEFORE),
        Preparation("body", "Wear shorts.", PrepareOn.DAY_OF, ("body needles",)),
    )
    assert before("face acupuncture", *said) == [
        ("day-before", "Sleep as usual."),
        ("day-before", "tell-what-is-new"),
        ("day-before", "nothing-new"),
        ("day-of", "Come bare-faced."),
        ("day-of", "way-home"),
    ]


def test_a_line_of_the_plan_takes_the_place_of_a_default_but_never_of_a_floor():
    said = Preparation("way-home", "Take the tram.", PrepareOn.DAY_OF)
    assert ("day-of", "way-home") not in before("facial needles", said)
    floor = Preparation("magnets-off", "Leave them on.", PrepareOn.DAY_BEFORE)
    assert ("day-before", "magnets-off") in before("MRI", floor)


def test_each_says_who_says_so():
    said = Preparation("bare", "Come bare-faced.", PrepareOn.DAY_OF)
    found = {
        ROWS.get(each.text, each.text): each.said_by
        for each in to_prepare("facial needles", (said,), PLAN, USUAL, at_review=False)
    }
    assert found["Come bare-faced."] == PLAN
    assert found["way-home"] == FromReference("Clara Louise Baker, a clinic: information sheet", Grade.CONVENTION)
    assert found["nothing-new"] == FromReference("", Grade.UNVERIFIED)


def test_the_day_before_and_the_day_itself():
    one = Session("session-6", datetime(2026, 11, 26, 17, 30), "facial needles", PLAN)
    days = [prepared_on(one, date(2026, 11, day)) for day in (24, 25, 26, 27)]
    assert days == [None, PrepareOn.DAY_BEFORE, PrepareOn.DAY_OF, None]


@pytest.mark.parametrize(
    ("row", "grade", "source"),
    [
        ("tell-what-is-new", "C", "S29, S30, S31"),
        ("nothing-new", "U", "none"),
        ("photos", "U", "none"),
        ("first-visit", "C", "S8"),
        ("face-and-body", "C", "S10"),
        ("magnets-off", "B", "S46"),
        ("magnets-told", "B", "S46"),
        ("way-home", "C", "S34"),
    ],
)
def test_every_row_has_the_grade_and_source_of_the_fact_base(row, grade, source):
    assert list(preparations()) == list(ROWS.values())
    assert (preparations()[row].grade.value, preparations()[row].source) == (grade, source)
    assert set(preparations()[row].kinds) <= set(session_kinds())
