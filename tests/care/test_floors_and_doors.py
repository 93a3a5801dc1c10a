"""No door gets past a floor: commands of the record, plans, undo, other devices, a restored record, settings."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date, datetime, timedelta

import msgspec
import pytest
from calm_plan import NOW, a_plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aftercare.care import Care, Home, ProductFacts
from aftercare.care.safety import questions
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import Barred, Done, Occurrence, Pending
from aftercare.model.deed import Deed
from aftercare.model.floor import FloorKind
from aftercare.model.pause import PauseReason
from aftercare.model.plan import PlanStep
from aftercare.model.routine import Activity, Daily, FromPlan, Product
from aftercare.model.rules import AsNeeded
from aftercare.model.run import run_of
from aftercare.model.safety import Agrees, DatedSaid, SafetyAnswer, Said
from aftercare.model.safety_questions import Group
from aftercare.model.typed_step import TypedStep, draft_of
from aftercare.store.home import ClientFolder

TODAY = date(2026, 11, 22)
LATER = NOW + timedelta(days=1)
RETINAL, MAGNETS, RX, IF_NEEDED = "retinal-evening", "magnets", "rx-evening", "magnets-if-needed"
ALL = {RETINAL, RX, MAGNETS}
#: While nobody has answered: nobody is kept from what a doctor prescribed.
UNASKED = {RETINAL, MAGNETS}


def floored_plan(version=1, **fields):
    """A plan with a retinal serum, a new prescribed retinoid, and magnets both due and as needed."""
    origin = FromPlan("calm", version)
    plan = a_plan(version)
    products = (
        *plan.products,
        Product("retinal", "Retinal serum", "serum", origin, ("retinal",)),
        Product("rx", "Tretinoin", "rx-topical", origin, ("tretinoin",), prescribed=True),
    )
    steps = (
        *plan.steps,
        PlanStep(RETINAL, "Retinal serum", ("evening",), Daily(), product="retinal"),
        PlanStep(RX, "Tretinoin", ("evening",), Daily(), product="rx"),
        PlanStep(MAGNETS, "Magnets", ("evening",), Daily(), order=40, activity=Activity.MAGNETS),
        PlanStep(IF_NEEDED, "Magnet at the jaw", (), AsNeeded(3), order=41, activity=Activity.MAGNETS),
    )
    return a_plan(version, **({"products": products, "steps": steps} | fields))


@pytest.fixture
def care(home) -> Care:
    """A record with a pregnancy recorded a week ago, and a plan accepted since that knows nothing of it."""
    care = Care.start(home, NOW - timedelta(days=9), name="Anna")
    care.answer_safety("pregnancy", Said.YES, NOW - timedelta(days=8))
    care.import_plan(floored_plan(), NOW - timedelta(days=3))
    return care


def states(care, now=NOW, day=None):
    return {(each.occurrence.step, each.occurrence.slot): each.state for each in care.day(now, day).due}


def barred(care, now=NOW, day=None):
    return {step for (step, _), state in states(care, now, day).items() if isinstance(state, Barred)}


def check(care, now=NOW, floored=ALL):
    """What holds behind every door: nothing floored is to do or newly done, by the day, the run or at wish."""
    assert floored <= barred(care, now)
    view = care.day(now)
    for slot in view.slots:
        assert not {each.step.id for each in (*slot.open, *run_of(slot).to_do)} & floored
    wished = next((each for each in view.as_needed if each.step.id == IF_NEEDED), None)
    assert wished is None or (wished.floor is not None and wished.allowance.left == 0)


def test_as_it_stands_they_are_not_offered_and_the_day_says_so(care):
    check(care)
    floors = {each.step: each.floor.kind for each in care.safety(NOW).not_offered}
    assert floors == {
        RETINAL: FloorKind.PREGNANCY,
        RX: FloorKind.PREGNANCY,
        MAGNETS: FloorKind.MAGNETS,
        IF_NEEDED: FloorKind.MAGNETS,
    }


@pytest.mark.parametrize("step", [RETINAL, RX, MAGNETS])
def test_neither_tick_nor_skip_answers_it_on_any_day(care, step):
    for day in (TODAY, TODAY - timedelta(days=2)):
        for answer in (
            lambda at: care.tick(at, NOW),
            lambda at: care.skip(at, "no time", NOW),
        ):
            with pytest.raises(BadInput, match="is not offered") as refused:
                answer(Occurrence(step, day, "evening"))
            assert refused.value.next_step
    check(care)


def test_a_whole_slot_leaves_it_out(care):
    assert care.tick_slot("evening", TODAY, NOW) == 2
    check(care)
    assert {step for (step, _), state in states(care).items() if isinstance(state, Done)} == {"cream", "gel"}


def test_a_use_as_needed_is_refused(care):
    with pytest.raises(BadInput, match="is not offered"):
        care.use(IF_NEEDED, NOW)
    check(care)


def test_a_newer_plan_gets_no_further_and_says_so_before(care):
    newer = floored_plan(2, title="Stronger")
    adoption = care.consider_plan(newer, NOW)
    care.import_plan(newer, NOW)
    check(care)
    renamed = a_plan(
        3,
        products=(Product("new", "Night cream", "retinoid", FromPlan("calm", 3)),),
        steps=(PlanStep("again", "Night cream", ("evening",), Daily(), product="new"),),
    )
    adoption = care.consider_plan(renamed, NOW)
    assert [each.step for each in care.remarks_on_plan(adoption, NOW).not_offered] == ["again"]
    care.import_plan(renamed, NOW)
    assert "again" in barred(care)


def test_an_undone_import_and_the_same_one_again_change_nothing(care):
    care.import_plan(floored_plan(2, title="Stronger"), NOW)
    care.undo(NOW)
    check(care)
    care.import_plan(floored_plan(2, title="Stronger"), NOW)
    check(care)


def test_the_routine_editor_and_the_shelf_get_no_further(care):
    before = care.present().routine
    typed = TypedStep(name="Own retinol", what="kind:retinoid", since=TODAY.isoformat(), slots=("evening",))
    own = care.add_step(draft_of(typed, TODAY), NOW)
    assert own.id in barred(care)
    assert [each.step for each in care.remarks_since(before, NOW).not_offered] == [own.id]
    care.add_product(ProductFacts("Vitamin A oil", "gel", ("retinyl palmitate",)), NOW)
    care.substitute("gel", "vitamin-a-oil", NOW)
    assert "gel" in barred(care)
    check(care)


def test_no_pause_session_or_setting_takes_a_floor_away(care):
    care.pause(NOW, TODAY, TODAY, PauseReason.HOLIDAY)
    check(care)
    care.resume(NOW)
    care.rest_stung(RETINAL, NOW)
    care.add_session(datetime(2026, 11, 22, 10), "facial needles", NOW)
    for name, value in (("zone", "Pacific/Apia"), ("day-start", "05:30"), ("name", "Berta")):
        care.set(name, value, NOW)
    check(care)
    check(care, LATER)


def test_a_word_taken_back_or_given_for_another_thing_does_not_count(care):
    care.agree("retinal", NOW)
    assert RETINAL not in barred(care)
    assert isinstance(states(care)[RETINAL, "evening"], Pending)
    care.undo(NOW)
    check(care)
    care.agree("retinal", NOW)
    care.agree("retinal", NOW, agreed=False)
    check(care)
    with pytest.raises(BadInput, match="Nobody's word is asked"):
        care.agree("gel", NOW)
    with pytest.raises(NotFound):
        care.agree("nothing", NOW)
    with pytest.raises(BadInput, match="Nobody's word is asked"):
        care.agree(MAGNETS, NOW)
    care.agree("retinal", NOW, Agrees.GUARDIAN)
    check(care)


def another(care) -> Care:
    """The same record as another machine sees it, which writes lines of its own."""
    here = care.folder
    return Care(ClientFolder(here.name, here.records, here.snapshots.parent / "another"))


def test_the_lines_of_another_device_get_no_further(care):
    there = another(care)
    with pytest.raises(BadInput):
        there.tick(Occurrence(RETINAL, TODAY, "evening"), NOW)
    # a program that knows no floors writes a step anew, and a product that says nothing of what is in it
    step = there.present().routine.steps[RETINAL]
    there._do(Deed.CHANGE_STEP, NOW, lambda: there._put(tables.STEPS, RETINAL, msgspec.structs.replace(step, wait=5)))
    care.follow()
    check(care)
    # an agreement under another's name is none
    from aftercare.model.safety import Agreement, DatedAgreement

    forged = Agreement(Agrees.DOCTOR, "cream", (DatedAgreement(TODAY, True, ("retinal",)),))
    there._do(Deed.AGREE, NOW, lambda: there._put(tables.AGREEMENTS, "doctor:retinal", forged))
    care.follow()
    check(care)


def test_of_two_answers_given_at_once_the_careful_one_counts_until_somebody_chooses(home, tmp_path):
    care = Care.start(home, NOW, name="Anna")
    care.import_plan(floored_plan(), NOW)
    care.answer_open(Group.MAGNETS, NOW)
    care.answer_open(Group.MAGNETS_NEARBY, NOW)
    assert MAGNETS not in barred(care)
    # the folder as it reached another machine, which is not in reach while both answer
    away = tmp_path / "away"
    shutil.copytree(care.folder.records, away)
    there = Care(ClientFolder(care.folder.name, away, tmp_path / "state-there"))
    for writer, said in ((care, Said.YES), (there, Said.RATHER_NOT_SAY)):
        answer = SafetyAnswer((DatedSaid(TODAY, said),))
        writer._do(Deed.ANSWER_SAFETY, NOW, lambda w=writer, a=answer: w._put(tables.SAFETY, "pump", a))
    here = {each.name for each in care.folder.records.iterdir()}
    for file in away.iterdir():
        if file.name not in here:
            shutil.copy(file, care.folder.records)
    both = Care(care.folder)
    both.follow()
    assert both.present().safety.said("pump", TODAY) is Said.YES
    assert MAGNETS in barred(both)


def test_a_record_put_back_from_a_copy_keeps_its_floors(care, tmp_path):
    copy = tmp_path / "copy" / "clients"
    shutil.copytree(care.folder.records.parent.parent, copy)
    put_back = Home.at(tmp_path / "put-back")
    folder = put_back.client(care.folder.name)
    folder.create()
    for file in (copy / care.folder.name / "records").iterdir():
        shutil.copy(file, folder.records)
    check(Care.open(put_back))


def test_an_answer_that_is_lost_or_taken_back_counts_as_none(home):
    care = Care.start(home, NOW, name="Anna")
    care.import_plan(floored_plan(), NOW)
    assert care.answer_open(Group.MAGNETS, NOW) == 12
    assert care.answer_open(Group.MAGNETS_NEARBY, NOW) == 12
    assert care.answer_open(Group.MAGNETS, NOW) == 0
    assert MAGNETS not in barred(care)
    care.undo(NOW)
    assert MAGNETS in barred(care)


def test_what_was_done_before_the_pregnancy_was_recorded_stays_done(home):
    care = Care.start(home, NOW - timedelta(days=2), name="Anna")
    care.answer_safety("pregnancy", Said.NO, NOW - timedelta(days=2))
    care.import_plan(floored_plan(), NOW)
    care.tick(Occurrence(RETINAL, TODAY, "evening"), NOW)
    care.answer_safety("pregnancy", Said.YES, NOW)
    assert isinstance(states(care)[RETINAL, "evening"], Done)
    assert {RETINAL, MAGNETS} <= barred(care, LATER)
    assert not {RETINAL, RX} & barred(care, LATER, TODAY - timedelta(days=1))


@pytest.fixture
def unasked(home) -> Care:
    """The same plan in a record where nobody has answered anything, accepted three days ago."""
    care = Care.start(home, NOW - timedelta(days=9), name="Anna")
    care.import_plan(floored_plan(), NOW - timedelta(days=3))
    return care


def test_before_the_question_is_answered_only_the_prescribed_one_is_due(unasked):
    check(unasked, floored=UNASKED)
    assert isinstance(states(unasked)[RX, "evening"], Pending)
    waits = {each.step: (each.floor.kind, each.who, each.questions) for each in unasked.safety(NOW).not_offered}
    assert waits[RETINAL] == (FloorKind.PREGNANCY, None, ("pregnancy",))
    assert RX not in waits
    with pytest.raises(BadInput, match="are you pregnant") as refused:
        unasked.tick(Occurrence(RETINAL, TODAY, "evening"), NOW)
    assert "aftercare safety" in (refused.value.next_step or "")


@pytest.mark.parametrize("answer", [Said.NO, Said.RATHER_NOT_SAY])
def test_an_answer_frees_it_from_that_day_on_and_undone_it_waits_again(unasked, answer):
    unasked.answer_safety("pregnancy", answer, NOW)
    assert isinstance(states(unasked)[RETINAL, "evening"], Pending)
    # the days before keep what was known then: they are neither missed nor to be filled in
    for days in (1, 2, 3):
        day = TODAY - timedelta(days=days)
        assert isinstance(states(unasked, NOW, day)[RETINAL, "evening"], Barred)
        with pytest.raises(BadInput, match="is not offered"):
            unasked.tick(Occurrence(RETINAL, day, "evening"), NOW)
    unasked.undo(NOW)
    check(unasked, floored=UNASKED)


def test_a_yes_after_no_answer_asks_for_the_doctors_word_of_what_is_not_prescribed(unasked):
    unasked.answer_safety("pregnancy", Said.YES, NOW)
    assert RETINAL in barred(unasked)
    (found,) = [each for each in unasked.safety(NOW).not_offered if each.step == RETINAL]
    assert (found.who, found.questions) == (Agrees.DOCTOR, ())
    due = next(each for each in unasked.day(NOW).due if each.step.id == RX)
    assert (due.asks, due.state) == (True, Pending())


def test_a_step_of_ones_own_waits_for_the_answer_too(unasked):
    before = unasked.present().routine
    typed = TypedStep(name="Own retinol", what="kind:retinoid", since=TODAY.isoformat(), slots=("evening",))
    own = unasked.add_step(draft_of(typed, TODAY), NOW)
    assert own.id in barred(unasked)
    remarks = unasked.remarks_since(before, NOW)
    assert (remarks.asks_pregnancy, remarks.waits_for) == (("Own retinol",), ("pregnancy",))
    (sentence,) = remarks.sentences
    assert "are you pregnant, or could you be?" in sentence


def test_a_prescribed_one_in_use_goes_on_with_a_question(home):
    care = Care.start(home, NOW, name="Anna")
    care.import_plan(floored_plan(), NOW - timedelta(days=3))
    care.answer_safety("pregnancy", Said.YES, NOW)
    due = next(each for each in care.day(NOW).due if each.step.id == RX)
    assert (due.asks, due.state) == (True, Pending())
    assert care.tick(due.occurrence, NOW)


def test_what_is_called_prescribed_today_was_not_in_use_as_such_before(home):
    care = Care.start(home, NOW - timedelta(days=9), name="Anna")
    own = care.add_product(ProductFacts("Retinol oil", "oil", ("retinol",)), NOW - timedelta(days=9))
    typed = TypedStep(name="Oil", what=f"product:{own.id}", since="2026-11-14", slots=("evening",))
    step = care.add_step(draft_of(typed, date(2026, 11, 14)), NOW - timedelta(days=8))
    care.answer_safety("pregnancy", Said.YES, NOW)
    care.edit_product(own, msgspec.structs.replace(own, kind="rx-topical"), NOW)
    assert step.id in barred(care)
    assert step.id in barred(care, LATER)


@pytest.mark.parametrize("words", [("\x1b[2J",), ("a" * 200,), ("x",) * 1 + tuple(f"n{n}" for n in range(60))])
def test_names_are_checked_like_all_that_is_typed(care, words):
    with pytest.raises(AftercareError):
        care.answer_safety("other-allergens", Said.YES, NOW, words)
    with pytest.raises(BadInput):
        care.answer_safety("pregnancy", Said.YES, NOW, ("names",))
    with pytest.raises(NotFound, match="no question"):
        care.answer_safety("pregnant", Said.YES, NOW)
    with pytest.raises(BadInput):
        care.answer_open(Group.YOU, NOW)


def test_nothing_said_stands_in_a_file_name_or_in_what_an_undo_tells(care):
    care.answer_safety("other-allergens", Said.YES, NOW, ("Balsam of Peru",))
    told = care.undo(NOW)
    words = ("balsam", "pregnan", "pacemaker")
    names = [each.name.casefold() for each in care.folder.records.parent.rglob("*")]
    names += [each.name.casefold() for each in care.folder.snapshots.parent.rglob("*")]
    assert not [name for name in names for word in words if word in name]
    assert not [title for title in told.titles for word in words if word in title.casefold()]


def test_known_allergens_are_told_of_products_that_come_in(care):
    assert care.known_allergens(NOW) == {}
    care.answer_safety("allergen-bee", Said.YES, NOW)
    before = care.present().routine
    care.add_product(ProductFacts("Honey balm", "balm", ("Honey",)), NOW)
    assert care.known_allergens(NOW) == {"honey-balm": ("bee products (Honey)",)}
    assert care.remarks_since(before, NOW).allergens == (("Honey balm", ("bee products (Honey)",)),)


def test_each_question_has_words_and_an_id_that_a_record_can_keep(care):
    asked = questions()
    assert len({each.id for each in asked}) == len(asked)
    for each in asked:
        assert each.text.endswith(("?", ".")), each.id
        assert care.answer_safety(each.id, Said.RATHER_NOT_SAY, NOW)
        assert not care.answer_safety(each.id, Said.RATHER_NOT_SAY, NOW)
    assert {each.said for each in Care(care.folder).safety(NOW).rows} == {Said.RATHER_NOT_SAY}


# ---- any sequence of them

ACTIONS = st.lists(
    st.sampled_from(
        ["tick", "skip", "slot", "use", "reopen", "undo", "plan", "pause", "resume", "stung", "zone", "session", "end"]
    ),
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(actions=ACTIONS, asked=st.booleans())
def test_no_sequence_of_actions_makes_a_floored_step_active(tmp_path_factory, actions, asked):
    care = Care.start(Home.at(tmp_path_factory.mktemp("home")), NOW - timedelta(days=9), name="Anna")
    if asked:
        care.answer_safety("pregnancy", Said.YES, NOW - timedelta(days=8))
    care.import_plan(floored_plan(), NOW - timedelta(days=3))
    version = 1
    occurrences = [Occurrence(each, TODAY, "evening") for each in (RETINAL, RX, MAGNETS)]
    for action in actions:
        with suppress(AftercareError):
            match action:
                case "tick" | "skip" | "reopen":
                    for each in occurrences:
                        with suppress(AftercareError):
                            {
                                "tick": lambda at: care.tick(at, NOW),
                                "skip": lambda at: care.skip(at, "no time", NOW),
                                "reopen": lambda at: care.reopen(at, NOW),
                            }[action](each)
                case "slot":
                    care.tick_slot("evening", TODAY, NOW)
                case "use":
                    care.use(IF_NEEDED, NOW)
                case "undo":
                    # the answers of this test were given first: what is undone is what was done since
                    last = care.to_undo()
                    if last is not None and last.deed not in (Deed.ANSWER_SAFETY, Deed.IMPORT_PLAN):
                        care.undo(NOW)
                case "plan":
                    version += 1
                    care.import_plan(floored_plan(version, title=f"Plan {version}"), NOW)
                case "pause":
                    care.pause(NOW)
                case "resume":
                    care.resume(NOW)
                case "stung":
                    care.rest_stung(RETINAL, NOW)
                case "zone":
                    care.set_zone("Europe/Berlin", NOW)
                case "session":
                    care.add_session(datetime(2026, 11, 22, 9), "facial needles", NOW)
                case "end":
                    care.end_step(care.present().routine.steps["gel"], NOW)
        check(care, floored=ALL if asked else UNASKED)
