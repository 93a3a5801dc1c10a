"""The course and the preparations of a plan file: what is read, what is refused, and what is written again."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest

from aftercare.exchange.plan_errors import PlanErrors
from aftercare.exchange.plan_file import parse_plan
from aftercare.exchange.plan_schema import plan_schema
from aftercare.exchange.plan_writing import plan_toml
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.session_course import SessionCourse
from aftercare.store.reference import plan_vocabulary, sample_plans

KNOWN = plan_vocabulary()
BASE = dict(sample_plans())["needle_course"].decode()


def read(*lines: str):
    return parse_plan("\n".join((BASE, *lines)).encode(), "plan.toml", KNOWN)


FULL = (
    "[course]",
    "sessions = 12",
    "reviews = [12, 6]",
    "from = 2026-11-16",
    "had = 4",
    'kinds = ["face acupuncture"]',
    "[[preparations]]",
    'id = "bare-face"',
    'when = "day-of"',
    'text = "Come without make-up."',
    'before = ["facial needles"]',
    "[[preparations]]",
    'id = "rest"',
    'when = "day-before"',
    'text = "Sleep as usual."',
)


def test_what_may_be_written():
    plan = read(*FULL)
    assert plan.course == SessionCourse(12, date(2026, 11, 16), (6, 12), 4, ("face acupuncture",))
    assert plan.preparations == (
        Preparation("bare-face", "Come without make-up.", PrepareOn.DAY_OF, ("facial needles",)),
        Preparation("rest", "Sleep as usual.", PrepareOn.DAY_BEFORE),
    )
    assert parse_plan(plan_toml(plan).encode(), "plan.toml", KNOWN) == plan


def test_a_course_needs_only_its_number_and_its_first_day():
    assert read("[course]", "sessions = 6", 'from = "2026-11-16"').course == SessionCourse(6, date(2026, 11, 16))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("[course]", "from = 2026-11-16"), "sessions = 12"),
        (("[course]", "sessions = 12"), "from when its sessions count"),
        (("[course]", "sessions = 0", "from = 2026-11-16"), "out of range"),
        (("[course]", "sessions = 12", "from = 2026-11-16", "reviews = [13]"), "at none of the course's sessions"),
        (("[course]", "sessions = 12", "from = 2026-11-16", "reviews = [6, 6]"), "stands twice"),
        (("[course]", "sessions = 12", "from = 2026-11-16", 'reviews = ["6"]'), "the number of a session is needed"),
        (("[course]", "sessions = 12", "from = 2026-11-16", "had = -1"), "out of range"),
        (("[course]", "sessions = 12", "from = 2026-11-16", 'kinds = ["magnets"]'), "No session of this plan"),
        (("[course]", "sessions = 12", "from = 2026-11-16", "weeks = 6"), "weeks"),
        (("[[preparations]]", 'id = "a"', 'text = "x"', 'when = "evening"'), "is no day of a preparation"),
        (("[[preparations]]", 'id = "a"', 'text = "x"', 'when = "day before"'), 'Did you mean "day-before"?'),
        (("[[preparations]]", 'id = "a"', 'when = "day-of"'), "text"),
        (("[[preparations]]", 'id = "a"', 'text = "x"', 'when = "day-of"', 'before = ["peel"]'), "No session of this"),
        (("[[preparations]]", 'id = "a"', 'text = "x"', 'when = "day-of"') * 2, "is taken by preparation 1 already"),
    ],
)
def test_what_is_refused(lines, said):
    with pytest.raises(PlanErrors) as refused:
        read(*lines)
    assert said in "\n".join(f"{each.message} {each.suggestion}" for each in refused.value.problems)


def test_the_schema_knows_both():
    validator = jsonschema.Draft202012Validator(plan_schema(KNOWN))
    written = {
        "course": {"sessions": 12, "reviews": [6], "from": "2026-11-16", "had": 4, "kinds": ["facial needles"]},
        "preparations": [{"id": "a", "when": "day-of", "text": "Come bare-faced.", "before": ["needles"]}],
    }
    kept = {"format": 1, "plan": {"id": "a", "version": 1, "title": "A"}, "practitioner": {"name": "B"}}
    steps = [{"id": "a", "name": "A", "slots": ["morning"], "rule": "daily"}]
    validator.validate({**kept, "steps": steps, **written})
    for wrong in ({"course": {"sessions": 12}}, {"preparations": [{"id": "a", "when": "then", "text": "x"}]}):
        assert list(validator.iter_errors({**kept, "steps": steps, **wrong}))
