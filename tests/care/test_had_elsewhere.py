"""What was had elsewhere, as the record keeps it: entered, taken back, asked about once, answered by a plan."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from aftercare.care import Care, Home, intervals_quoted, procedure_typed, sample_plans
from aftercare.errors import BadInput, NotFound
from aftercare.model.procedure import Procedure, ProcedureKind

NOW = datetime(2026, 11, 22, 21, tzinfo=UTC)
NOV_12 = date(2026, 11, 12)
QUESTION = "How long should we wait with needles after the {} of 12 Nov?"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.at(tmp_path)


@pytest.fixture
def care(home: Home) -> Care:
    """A record with the sample plan, which has an interval after a filler and none after a laser."""
    care = Care.start(home, datetime(2026, 11, 16, 9, tzinfo=UTC), name="Anna")
    care.import_plan(sample_plans()["needle_course"], datetime(2026, 11, 16, 10, tzinfo=UTC))
    return care


def asked(home: Home) -> list[str]:
    return [each.text for each in Care.open(home).open_questions(NOW)]


def test_what_is_entered_is_kept_and_undone(care, home):
    added = care.add_procedure(ProcedureKind.FILLER, NOV_12, NOW, "  lips ")
    assert Care.open(home).procedures() == [Procedure(added.id, ProcedureKind.FILLER, NOV_12, NOW, "lips")]
    assert care.undo(NOW).titles == ("filler of 12 Nov 2026",)
    assert Care.open(home).procedures() == []


def test_what_is_removed_asks_for_nothing_and_comes_back_by_undo(care, home):
    added = care.add_procedure(ProcedureKind.LASER, NOV_12, NOW)
    care.remove_procedure(added.id, NOW)
    assert (Care.open(home).procedures(), asked(home)) == ([], [])
    with pytest.raises(NotFound):
        care.remove_procedure(added.id, NOW)
    care.undo(NOW)
    assert asked(home) == [QUESTION.format("laser treatment")]


def test_a_day_to_come_and_the_same_twice_are_refused(care, home):
    with pytest.raises(BadInput, match="still to come"):
        care.add_procedure(ProcedureKind.FILLER, date(2026, 11, 23), NOW)
    with pytest.raises(BadInput, match="says what was done"):
        care.add_procedure(ProcedureKind.OTHER, NOV_12, NOW, "  ")
    care.add_procedure(ProcedureKind.FILLER, NOV_12, NOW)
    with pytest.raises(BadInput, match="in the list already"):
        care.add_procedure(ProcedureKind.FILLER, NOV_12, NOW)
    assert len(Care.open(home).procedures()) == 1


def test_by_the_plan_needles_wait_and_no_session_is_touched(care, home):
    before = care.sessions()
    care.add_procedure(ProcedureKind.FILLER, NOV_12, NOW)
    (found,) = Care.open(home).after_procedures(NOW)
    assert found.until == date(2026, 12, 10)
    assert [each.id for each in found.within] == ["session-6", "session-7"]
    assert Care.open(home).sessions() == before
    assert asked(home) == []
    assert Care.open(home).day(NOW).elsewhere == (found,)


def test_a_session_without_needles_is_not_among_those_within(care, home):
    care.add_session(datetime(2026, 11, 24, 9), "consultation", NOW)
    care.add_procedure(ProcedureKind.FILLER, NOV_12, NOW)
    (found,) = Care.open(home).after_procedures(NOW)
    assert [each.id for each in found.within] == ["session-6", "session-7"]


def test_a_question_is_settled_once_for_all_and_undone(care, home):
    care.add_procedure(ProcedureKind.LASER, NOV_12, NOW)
    (question,) = care.open_questions(NOW)
    care.settle(question.id, NOW)
    assert (asked(home), Care.open(home).after_procedures(NOW)) == ([], ())
    care.undo(NOW)
    assert asked(home) == [QUESTION.format("laser treatment")]


def test_a_plan_that_comes_later_answers_the_question(care, home):
    care.add_procedure(ProcedureKind.LASER, NOV_12, NOW)
    plan = sample_plans()["needle_course"]
    laser = replace(plan.intervals[0], what=ProcedureKind.LASER, days=21)
    care.import_plan(replace(plan, version=2, intervals=(*plan.intervals, laser)), NOW)
    assert asked(home) == []
    assert [each.until for each in Care.open(home).after_procedures(NOW)] == [date(2026, 12, 3)]
    care.undo(NOW)
    assert asked(home) == [QUESTION.format("laser treatment")]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("filler", ProcedureKind.FILLER),
        ("Thread lift", ProcedureKind.THREAD_LIFT),
        ("thread-lift", ProcedureKind.THREAD_LIFT),
        ("Botulinum Toxin", ProcedureKind.TOXIN),
        ("chemical peel", ProcedureKind.PEEL),
        ("something else", ProcedureKind.OTHER),
    ],
)
def test_what_is_typed_is_known_by_its_words(typed, kind):
    assert procedure_typed(typed) is kind


@pytest.mark.parametrize(
    ("typed", "says"), [("fillr", "Did you mean “filler”"), ("zzz", "Known here: toxin"), (" ", "not said what")]
)
def test_what_is_not_known_is_told_with_the_nearest(typed, says):
    with pytest.raises(BadInput) as caught:
        procedure_typed(typed)
    assert says in str(caught.value)


def test_every_kind_has_what_clinics_quote_or_that_nobody_does():
    assert set(intervals_quoted()) == set(ProcedureKind)
    assert "2 to 4 weeks, 90 days or 4 months" in intervals_quoted()[ProcedureKind.FILLER]
    assert "The Facialist, a clinic" in intervals_quoted()[ProcedureKind.FILLER]
    assert "no default" in intervals_quoted()[ProcedureKind.PEEL]
