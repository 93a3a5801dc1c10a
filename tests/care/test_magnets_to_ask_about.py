"""What a client says of themselves that the therapist should know before magnets: told, asked, and never a floor."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from calm_plan import NOW, a_plan

from aftercare.care import Care, Home
from aftercare.care.safety import questions
from aftercare.cli.day_shapes import as_needed_shape
from aftercare.model.check_off import Barred, Pending
from aftercare.model.finding import MagnetCaution, Status
from aftercare.model.grade import Grade
from aftercare.model.plan import PlanStep
from aftercare.model.routine import Activity, Daily
from aftercare.model.rules import AsNeeded
from aftercare.model.rulings import AskFirst
from aftercare.model.safety import Said
from aftercare.model.safety_questions import Group
from aftercare.model.why_words import why_lines
from aftercare.store.reference import magnet_rules
from aftercare.widgets.step_cells import wish_in_words

TODAY = date(2026, 11, 22)
#: The answer, what is said of it, how sure that is, and its source.
CAUTIONS = [
    ("pregnancy", "Makers advise against magnets in pregnancy", Grade.CONVENTION, "Makers of magnets"),
    ("metal-allergy", "nickel-free or titanium", Grade.SINGLE, "Acupuncture World"),
    ("under-18", "parent or guardian", Grade.UNVERIFIED, ""),
]


@pytest.fixture
def care(home: Home) -> Care:
    """A record whose plan has magnets on every evening and one as needed; every exclusion is answered with no."""
    care = Care.start(home, NOW - timedelta(days=9), name="Anna")
    steps = (
        *a_plan().steps,
        PlanStep("magnets", "Magnets", ("evening",), Daily(), order=40, activity=Activity.MAGNETS),
        PlanStep("jaw", "Magnet at the jaw", (), AsNeeded(3), order=41, activity=Activity.MAGNETS),
    )
    care.import_plan(a_plan(steps=steps, sessions=()), NOW - timedelta(days=3))
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        care.answer_open(group, NOW - timedelta(days=2))
    return care


def magnets(care: Care, now=NOW, day=None):
    return next(each for each in care.day(now, day).due if each.step.id == "magnets")


def told(care: Care, step: str) -> str:
    lines = why_lines(care.why(step, NOW), care.present().routine, NOW.tzinfo, TODAY)
    return " ".join(sentence for _, sentences in lines for sentence in sentences)


@pytest.mark.parametrize(("question", "says", "grade", "source"), CAUTIONS, ids=[each[0] for each in CAUTIONS])
def test_the_day_and_why_say_ask_your_therapist_first(care, question, says, grade, source):
    assert not magnets(care).asks
    care.answer_safety(question, Said.YES, NOW)
    due = magnets(care)
    assert (due.state, due.asks) == (Pending(), True)
    assert isinstance(due.cover, AskFirst)
    assert not due.cover.prescribed
    for step in ("magnets", "jaw"):
        words = told(care, step)
        assert "Ask your therapist first" in words
        assert says in words
    assert care.tick(due.occurrence, NOW)


@pytest.mark.parametrize(("question", "says", "grade", "source"), CAUTIONS, ids=[each[0] for each in CAUTIONS])
def test_it_is_remarked_with_grade_and_source_and_nothing_is_offered(care, question, says, grade, source):
    assert not [each for each in care.findings(NOW).open if isinstance(each.about, MagnetCaution)]
    care.answer_safety(question, Said.YES, NOW)
    found = [each for each in care.findings(NOW).open if isinstance(each.about, MagnetCaution)]
    assert {each.steps for each in found} == {("magnets",), ("jaw",)}
    for each in found:
        assert "ask your therapist first" in each.what
        assert says in each.why
        assert (each.sure.grade, each.status) == (grade, Status.INFORMATION)
        assert (source in each.sure.source) if source else not each.sure.source
        assert care.offered(each, NOW) is None


def test_a_step_as_needed_says_so_beside_what_is_left_of_it(care):
    care.answer_safety("metal-allergy", Said.YES, NOW)
    (jaw,) = care.day(NOW).as_needed
    assert jaw.asks.because.question == "metal-allergy"
    assert wish_in_words(jaw, NOW) == "0 of 3 today · ask your therapist"
    shape = as_needed_shape(jaw, NOW.tzinfo, TODAY)
    assert shape.ask
    assert "a metal allergy is recorded" in shape.because
    care.answer_safety("pacemaker", Said.YES, NOW)
    (jaw,) = care.day(NOW).as_needed
    assert (jaw.asks, wish_in_words(jaw, NOW)) == (None, "not offered")


def test_it_begins_with_the_answer_and_ends_with_another(care):
    care.answer_safety("pregnancy", Said.YES, NOW)
    assert not magnets(care, NOW, TODAY - timedelta(days=1)).asks
    later = NOW + timedelta(days=3)
    care.answer_safety("pregnancy", Said.NO, later)
    assert not magnets(care, later).asks
    assert magnets(care, later, TODAY + timedelta(days=1)).asks


def test_several_are_all_told_and_the_first_of_the_table_stands_beside_the_step(care):
    for question, *_ in CAUTIONS:
        care.answer_safety(question, Said.YES, NOW)
    words = told(care, "magnets")
    assert all(says in words for _, says, *_ in CAUTIONS)
    assert magnets(care).cover.because.question == "pregnancy"


def test_it_says_nothing_of_what_is_not_offered_or_rests_anyway(care):
    care.answer_safety("pregnancy", Said.YES, NOW)
    care.answer_safety("pacemaker", Said.YES, NOW)
    due = magnets(care)
    assert (due.state, due.asks) == (Barred(), False)
    assert "Ask your therapist first" not in told(care, "magnets")
    assert not [each for each in care.findings(NOW).open if isinstance(each.about, MagnetCaution)]


def test_what_is_not_answered_bars_nothing_and_is_asked_when_magnets_come_in(home):
    care = Care.start(home, NOW, name="Anna")
    before = care.present().routine
    steps = (PlanStep("magnets", "Magnets", ("evening",), Daily(), activity=Activity.MAGNETS),)
    plan = a_plan(steps=steps, sessions=())
    care.import_plan(plan, NOW, TODAY)
    remarks = care.remarks_since(before, NOW)
    assert [each.question for each in remarks.asks_of_magnets] == ["pregnancy", "metal-allergy", "under-18"]
    asked = " ".join(remarks.sentences)
    assert all(magnet_rules()[each].ask in asked for each in ("pregnancy", "metal-allergy", "under-18"))
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        care.answer_open(group, NOW)
    assert magnets(care).state == Pending()
    for each in ("pregnancy", "metal-allergy", "under-18"):
        care.answer_safety(each, Said.NO, NOW)
    assert care.remarks_since(before, NOW).sentences == ()


@pytest.mark.parametrize("question", [each[0] for each in CAUTIONS])
def test_a_plan_that_brings_magnets_says_so_before_it_is_accepted(care, question):
    care.answer_safety(question, Said.YES, NOW)
    sentences = care.remarks_since(a_plan_without(care), NOW).sentences
    (sentence,) = [each for each in sentences if "Ask your therapist first" in each]
    assert sentence.startswith("“Magnets” and “Magnet at the jaw”: ")


def a_plan_without(care: Care):
    from msgspec.structs import replace

    routine = care.present().routine
    return replace(routine, steps={i: step for i, step in routine.steps.items() if i not in ("magnets", "jaw")})


def test_each_caution_of_the_table_is_a_question_that_is_asked():
    cautions = {each.id for each in magnet_rules().values() if each.topic.value == "caution"}
    assert cautions == {each[0] for each in CAUTIONS}
    assert cautions <= {each.id for each in questions() if each.group is Group.YOU}
