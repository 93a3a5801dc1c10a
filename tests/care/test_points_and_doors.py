"""No door offers a point that is never for the client's own hands: plans, commands, pauses, other devices, copies."""

from __future__ import annotations

import shutil
from datetime import date, timedelta

import msgspec
import pytest
from calm_plan import NOW, a_plan

from aftercare.care import Care, Home
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.check_off import Barred, Occurrence, Pending
from aftercare.model.deed import Deed
from aftercare.model.floor import FloorKind
from aftercare.model.plan import PlanStep
from aftercare.model.routine import Activity, Daily
from aftercare.model.rules import AsNeeded
from aftercare.model.safety_questions import Group
from aftercare.model.typed_step import TypedStep, draft_of
from aftercare.store.home import ClientFolder

TODAY = date(2026, 11, 22)
PRESSING, IF_NEEDED, SAID = "press", "press-if-needed", "press-said"


def pointed_plan(version=1, **fields):
    """A plan with acupressure at points that are not for the client: by its name, at wish, and by its instruction."""
    plan = a_plan(version)
    steps = (
        *plan.steps,
        PlanStep(PRESSING, "Press BL1", ("evening",), Daily(), order=40, activity=Activity.ACUPRESSURE),
        PlanStep(IF_NEEDED, "Renying, one minute", (), AsNeeded(3), order=41, activity=Activity.MASSAGE),
        PlanStep(
            SAID,
            "Acupressure",
            ("evening",),
            Daily(),
            order=42,
            activity=Activity.ACUPRESSURE,
            instruction="Begin with ST1. Go on with ST2.",
        ),
        PlanStep("jaw", "Press ST6", ("evening",), Daily(), order=43, activity=Activity.ACUPRESSURE),
    )
    return a_plan(version, **({"steps": steps} | fields))


@pytest.fixture
def care(home) -> Care:
    """A record in which all questions are answered with no, and such a plan is accepted."""
    care = Care.start(home, NOW - timedelta(days=9), name="Anna")
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        care.answer_open(group, NOW - timedelta(days=9))
    care.import_plan(pointed_plan(), NOW - timedelta(days=3))
    return care


def check(care, now=NOW):
    """What holds behind every door: none of them is to do, and the one beside them is."""
    view = care.day(now)
    states = {each.step.id: each.state for each in view.due}
    assert {step for step, state in states.items() if isinstance(state, Barred)} == {PRESSING, SAID}
    assert isinstance(states["jaw"], Pending)
    (wished,) = [each for each in view.as_needed if each.step.id == IF_NEEDED]
    assert (wished.floor.kind, wished.allowance.left) == (FloorKind.POINT, 0)


def test_a_plan_is_told_before_it_is_accepted_and_gets_no_further_in_any_version(care):
    check(care)
    again = PlanStep("again", "Press Jingming", ("evening",), Daily(), order=44, activity=Activity.ACUPRESSURE)
    newer = pointed_plan(2, steps=(*pointed_plan(2).steps, again))
    adoption = care.consider_plan(newer, NOW)
    assert [each.step for each in care.remarks_on_plan(adoption, NOW).not_offered] == ["again"]
    care.import_plan(newer, NOW)
    assert "again" in {each.step.id for each in care.day(NOW).due if isinstance(each.state, Barred)}
    care.undo(NOW)
    check(care)


def test_neither_tick_nor_skip_nor_the_whole_slot_nor_a_use_answers_it(care):
    at = Occurrence(PRESSING, TODAY, "evening")
    for answer in (lambda: care.tick(at, NOW), lambda: care.skip(at, "no time", NOW), lambda: care.use(IF_NEEDED, NOW)):
        with pytest.raises(BadInput, match="is not offered") as refused:
            answer()
        assert "Ask your therapist for another point." in refused.value.next_step
    care.tick_slot("evening", TODAY, NOW)
    assert {each.step.id for each in care.day(NOW).due if isinstance(each.state, Barred)} == {PRESSING, SAID}


def test_no_pause_session_or_setting_takes_it_away_and_nobody_can_agree_to_it(care):
    care.pause(NOW, TODAY, TODAY)
    care.resume(NOW)
    for name, value in (("zone", "Europe/Berlin"), ("day-start", "05:30"), ("name", "Berta")):
        care.set(name, value, NOW)
    with pytest.raises(BadInput, match="Nobody's word is asked"):
        care.agree(PRESSING, NOW)
    check(care)


@pytest.mark.parametrize(
    "typed",
    [
        TypedStep(name="BL 1, gently", what="acupressure", since=TODAY.isoformat(), slots=("evening",)),
        TypedStep(
            name="Face", what="massage", since=TODAY.isoformat(), slots=("evening",), instruction="also over Qiuhou"
        ),
        TypedStep(name="Magnet at EX-HN7", what="magnets", since=TODAY.isoformat(), slots=("morning",)),
    ],
    ids=["its name", "its instruction", "a magnet"],
)
def test_a_step_of_ones_own_is_kept_and_not_offered(care, typed):
    before = care.present().routine
    own = care.add_step(draft_of(typed, TODAY), NOW)
    assert isinstance(next(each.state for each in care.day(NOW).due if each.step.id == own.id), Barred)
    (sentence,) = care.remarks_since(before, NOW).sentences
    assert "never for your own hands" in sentence


def test_the_line_of_another_device_and_a_copy_that_is_put_back_get_no_further(care, tmp_path):
    here = care.folder
    there = Care(ClientFolder(here.name, here.records, here.snapshots.parent / "another"))
    step = there.present().routine.steps["jaw"]
    renamed = msgspec.structs.replace(step, name="Press ST9")
    there._do(Deed.CHANGE_STEP, NOW, lambda: there._put(tables.STEPS, step.id, renamed))
    care.follow()
    assert {each.step.id for each in care.day(NOW).due if isinstance(each.state, Barred)} == {PRESSING, SAID, "jaw"}
    put_back = Home.at(tmp_path / "put-back")
    folder = put_back.client(here.name)
    folder.create()
    for file in here.records.iterdir():
        shutil.copy(file, folder.records)
    again = Care.open(put_back)
    assert {each.step.id for each in again.day(NOW).due if isinstance(each.state, Barred)} == {PRESSING, SAID, "jaw"}
