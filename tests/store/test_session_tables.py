"""Session kinds, courses and what rests after a session: every row of the fact base, with its hours and grade."""

from __future__ import annotations

import pytest

from aftercare.model.grade import Grade
from aftercare.store.reference import (
    allowed_at_once,
    course_patterns,
    hold_defaults,
    ingredient_classes,
    ingredients,
    procedures,
    product_kinds,
    session_kinds,
    sun_flags,
)

#: Section 4 of the fact base: the default hours and the grade; None where only a person can say.
HOURS = {
    "touch": (12, "C"),
    "wash": (4, "U"),
    "make-up": (24, "C"),
    "heavy": (24, "C"),
    "acids": (72, "C"),
    "retinoid": (48, "X"),
    "vitamin-c": (48, "X"),
    "benzoyl-peroxide": (48, "X"),
    "fragrance": (48, "C"),
    "sun": (48, "C"),
    "exercise": (24, "C"),
    "heat": (48, "C"),
    "swim": (24, "C"),
    "alcohol": (24, "C"),
    "caffeine": (24, "C"),
    "massage": (48, "C"),
    "procedure": (168, "C"),
    "hair-removal": (72, "U"),
    "shaving": (24, "U"),
    "injectables": (None, "C"),
    "sleep-on-face": (24, "C"),
    "drive": (None, "C"),
    "magnets": (24, "U"),
}


def test_every_hold_has_the_hours_and_the_grade_of_the_fact_base():
    assert {hold.id: (hold.hours, hold.grade.value) for hold in hold_defaults().values()} == HOURS


def test_where_an_ingredient_has_other_hours_than_its_hold_the_row_says_so():
    for hold in hold_defaults().values():
        others = {
            row.hold_hours
            for row in ingredients().values()
            if row.classes[0] in hold.ingredient_classes and row.hold_hours not in (None, hold.hours)
        }
        for hours in others:
            assert str(hours) in hold.note or "hours of their own" in hold.note, (hold.id, hours)


def test_caffeine_is_the_only_one_that_is_off():
    assert [hold.id for hold in hold_defaults().values() if not hold.on] == ["caffeine"]


def test_what_rests_is_known_to_the_other_tables():
    for row in (*hold_defaults().values(), *allowed_at_once().values(), *sun_flags().values()):
        assert set(row.ingredient_classes) <= set(ingredient_classes()), row.id
    for hold in hold_defaults().values():
        assert set(hold.product_kinds) <= set(product_kinds()), hold.id


def test_nothing_that_is_allowed_at_once_is_held_as_a_class():
    held = {each for hold in hold_defaults().values() for each in hold.ingredient_classes}
    assert not held & {each for row in allowed_at_once().values() for each in row.ingredient_classes}


def test_no_two_holds_cover_the_same():
    covered = [thing for hold in hold_defaults().values() for thing in hold.covers]
    assert len(covered) == len(set(covered))


def test_the_kinds_of_session_and_the_courses_are_complete():
    assert list(session_kinds()) == [
        "consult",
        "facial-needles",
        "facial-plus-body",
        "body-only",
        "micromagnets",
        "combined",
        "thread-embedding",
        "mri-or-surgery",
        "review",
    ]
    assert {course.source for course in course_patterns().values()} == {"S10", "S12", "S13", "S14", "S15", "none"}


TAPERING = "Further and further apart, in the end no more than 12 weeks."


@pytest.mark.parametrize(
    ("course", "numbers", "upkeep", "grade", "source"),
    [
        ("twice-weekly-12", (12, 12, 2, 2), "Monthly.", "C", "S12"),
        ("ten-in-five-weeks", (10, 10, 2, 2), "", "C", "S13"),
        ("ten-to-fourteen", (10, 14, 1, 2), "Monthly.", "C", "S14"),
        ("weekly-six-or-twelve", (6, 12, 1, 1), TAPERING, "C", "S10"),
        ("fortnightly-upkeep", (None,) * 4, "Fortnightly for two months, then monthly.", "C", "S15"),
        ("suggested", (12, 12, 2, 2), "Monthly.", "U", "none"),
    ],
)
def test_a_course_has_the_numbers_of_its_source_and_none_where_it_has_none(course, numbers, upkeep, grade, source):
    row = course_patterns()[course]
    assert (row.sessions_min, row.sessions_max, row.per_week_min, row.per_week_max) == numbers
    assert (row.upkeep, row.grade.value, row.source) == (upkeep, grade, source)


def test_the_suggested_course_is_reviewed_at_its_sixth_and_twelfth_session():
    assert course_patterns()["suggested"].reviews == (6, 12)


@pytest.mark.parametrize(
    ("procedure", "seen", "grade", "source"),
    [
        ("toxin", "2 to 4 weeks, 90 days or 4 months", "C", "S29, S30, S31"),
        ("filler", "2 to 4 weeks, 90 days or 4 months", "C", "S29, S30, S31"),
        ("peel", "", "C", "S29, S30, S31"),
        ("laser", "3 weeks to 30 days", "C", "S29, S30, S31"),
        ("microneedling", "", "U", "none"),
        ("microdermabrasion", "1 week to 30 days", "C", "S29, S30, S31"),
        ("thread-lift", "", "U", "none"),
        ("other", "", "U", "none"),
    ],
)
def test_what_was_had_elsewhere_is_told_with_what_clinics_say_and_never_reckoned_with(procedure, seen, grade, source):
    row = procedures()[procedure]
    assert (row.seen, row.grade.value, row.source) == (seen, grade, source)
    assert not any(isinstance(getattr(row, each), int) for each in row.__struct_fields__)


def test_the_sun_flag_stays_for_a_week_after_an_acid():
    flag = sun_flags()["aha-sun"]
    assert (flag.days, flag.ingredient_classes, flag.grade) == (7, ("aha",), Grade.OFFICIAL)
