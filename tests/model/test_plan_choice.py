"""Some of a plan: each line is accepted or left, what the client changed stays, and what was left can come later."""

from __future__ import annotations

from datetime import datetime

import pytest
from any_plans import plans, routine_from
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from plans_in_rows import (
    CREAM_STEP,
    DAY,
    DEC_1,
    GEL,
    GEL_STEP,
    NOV_16,
    NOV_20,
    SESSION,
    a_plan,
    adopt,
    after,
    record,
    with_rule,
)

from aftercare.model.adoption import Adoption, Present
from aftercare.model.plan import in_force
from aftercare.model.plan_asking import asked_of_left
from aftercare.model.plan_change import ChangeKind
from aftercare.model.plan_choice import choosable, choose, needed_by, with_what_needs_them, with_what_they_need
from aftercare.model.routine import EVENING, ByClient, Daily, Product, Step, Terms, Weekday, Weekdays
from aftercare.model.rules import AsNeeded, EveryDays
from aftercare.model.session import Attendance

OWN = Step("mine", "My tea", 3.0, (Terms(NOV_16, ("evening",), Daily()),), ByClient())


def taken(plan, present: Present, on, *left: str) -> Present:
    adoption = adopt(plan, present, on)
    return after(Adoption(on, choose(adoption, left).writes), present)


def keys(adoption: Adoption) -> list[str]:
    return [each.key for each in choosable(adoption)]


def with_own(present: Present) -> Present:
    return replace(present, steps=present.steps | {OWN.id: OWN}, slots={"evening": EVENING} | present.slots)


# Each line


def test_a_line_that_is_left_leaves_its_thing_as_it_was_and_the_rest_is_taken_over():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    newer = a_plan(2, steps=(replace(GEL_STEP, wait=90), replace(CREAM_STEP, amount="a pea")))
    now = taken(newer, present, NOV_20, "step:gel-evening")
    assert now.steps["gel-evening"] == present.steps["gel-evening"]
    assert now.steps["cream-evening"].as_on(NOV_20).amount == "a pea"
    assert in_force(now.plans).plan == newer
    assert in_force(now.plans).left == ("step:gel-evening",)


def test_a_step_that_the_plan_ends_goes_on_where_that_is_left():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    now = taken(a_plan(2), present, NOV_20, "step:cream-evening")
    assert now.steps["cream-evening"].ends is None


def test_a_step_cannot_be_accepted_without_its_new_product_or_its_new_part_of_the_day():
    adoption = adopt(a_plan(), Present(), NOV_16)
    assert needed_by(adoption)["step:gel-evening"] == {"product:gel", "slot:evening"}
    assert with_what_needs_them(adoption, ["product:gel"]) == {"product:gel", "step:gel-evening"}
    assert with_what_they_need(adoption, ["step:gel-evening"]) == {"step:gel-evening", "product:gel", "slot:evening"}


def test_where_every_line_is_left_nothing_is_written_and_a_plan_without_a_line_is_taken_over():
    adoption = adopt(a_plan(2, steps=(replace(GEL_STEP, wait=90),)), record((a_plan(), NOV_16)), NOV_20)
    assert choose(adoption, keys(adoption)).writes == ()
    nothing_new = adopt(a_plan(2), record((a_plan(), NOV_16)), NOV_20)
    assert keys(nothing_new) == []
    assert [each.id for each in choose(nothing_new, ()).writes] == ["calm@2"]


def test_what_was_left_is_left_again_as_long_as_the_plan_says_the_same_of_it():
    present = record((a_plan(), NOV_16))
    second = a_plan(2, steps=(replace(GEL_STEP, wait=90), CREAM_STEP))
    now = taken(second, present, NOV_20, "step:cream-evening")
    assert adopt(second, now, DEC_1).left == {"step:cream-evening"}
    same, other = a_plan(3, steps=second.steps), a_plan(3, steps=(GEL_STEP, replace(CREAM_STEP, amount="a pea")))
    assert adopt(same, now, DEC_1).left == {"step:cream-evening"}
    assert adopt(other, now, DEC_1).left == frozenset()


def test_a_session_that_is_past_and_was_left_asks_nothing_for_nobody_plans_it_any_more():
    past = replace(SESSION, id="session-5", at=SESSION.at - 10 * DAY)
    plan = a_plan(sessions=(past, SESSION))
    adoption = adopt(plan, Present(), NOV_20)
    sessions = [each for each in choosable(adoption) if each.key.startswith("session:")]
    (asked,) = asked_of_left(plan, sessions, NOV_20)
    assert "Thu 26 Nov 2026" in asked.text
    assert len(asked_of_left(plan, sessions, past.at.date())) == 2


# What the client changed


def changed_by_client(present: Present, **fields) -> Present:
    own = present.steps["gel-evening"].changed_from(NOV_20, **fields)
    return replace(present, steps=present.steps | {own.id: own})


def test_what_the_client_changed_and_the_plan_changes_otherwise_is_a_line_of_its_own():
    present = changed_by_client(record((a_plan(), NOV_16)), wait=120)
    adoption = adopt(a_plan(2, steps=(replace(GEL_STEP, wait=90, amount="a pea"),)), present, NOV_20)
    assert keys(adoption) == ["step:gel-evening", "conflict:step:gel-evening"]
    fields = [[(one.field, one.before, one.after) for one in each.fields] for each in choosable(adoption)]
    assert fields == [[("amount", "–", "a pea")], [("wait", "2 min", "1 min 30 s")]]
    assert adoption.left == {"conflict:step:gel-evening"}
    kept, full = (
        after(Adoption(NOV_20, choose(adoption, left).writes), present).steps["gel-evening"].as_on(NOV_20)
        for left in (adoption.left, ())
    )
    assert [(each.wait, each.amount) for each in (kept, full)] == [(120, "a pea"), (90, "a pea")]


def test_a_conflict_that_was_decided_is_not_asked_again():
    present = changed_by_client(record((a_plan(), NOV_16)), wait=120)
    newer = a_plan(2, steps=(replace(GEL_STEP, wait=90),))
    now = taken(newer, present, NOV_20, "conflict:step:gel-evening", "step:nothing")
    third = adopt(a_plan(3, steps=newer.steps), now, DEC_1)
    assert keys(third) == []


@pytest.mark.parametrize("ended", [False, True], ids=["other days", "ended"])
def test_the_clients_own_days_are_a_conflict_with_new_days_of_the_plan(ended):
    present = record((a_plan(), NOV_16))
    step = present.steps["gel-evening"]
    last = step.terms[-1]
    own = replace(last, until=NOV_20 - DAY) if ended else replace(last, rule=Weekdays((Weekday.MON,)))
    present = replace(present, steps={step.id: replace(step, terms=(own,))})
    adoption = adopt(a_plan(2, steps=with_rule(EveryDays(2, NOV_16))), present, NOV_20)
    assert keys(adoption) == ["conflict:step:gel-evening"]
    assert after(Adoption(NOV_20, choose(adoption, adoption.left).writes), present).steps == present.steps


@pytest.mark.parametrize("how", ["way", "days", "last day"])
def test_a_step_that_the_plan_ends_although_the_client_changed_it_goes_on_and_is_asked_about(how):
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    step = present.steps["cream-evening"]
    last = step.terms[-1]
    own = {
        "way": step.changed_from(NOV_16 + DAY, amount="a pea"),
        "days": replace(step, terms=(replace(last, rule=Weekdays((Weekday.MON,))),)),
        "last day": replace(step, terms=(replace(last, until=DEC_1 + DAY),)),
    }[how]
    present = replace(present, steps=present.steps | {own.id: own})
    adoption = adopt(a_plan(2), present, NOV_20)
    assert keys(adoption) == ["conflict:step:cream-evening"] == list(adoption.left)
    (line,) = choosable(adoption)
    (asked,) = asked_of_left(a_plan(2), (line,), NOV_20)
    assert "I had changed the step “Cream” myself, and “Calm” no longer has it. I kept it" in asked.text
    accepted = taken(a_plan(2), present, NOV_20)
    assert accepted.steps["cream-evening"].ends == NOV_20 - DAY
    kept = taken(a_plan(2), present, NOV_20, *adoption.left)
    assert kept.steps == present.steps
    # the next version leaves it too, and it can still be accepted
    third = adopt(a_plan(3), kept, DEC_1)
    assert third.left == {"conflict:step:cream-evening"}
    assert taken(a_plan(3), kept, DEC_1).steps["cream-evening"].ends == DEC_1 - DAY


def test_a_session_that_the_client_moved_a_part_of_the_day_and_a_product_are_conflicts_too():
    noon = replace(EVENING, at=EVENING.at.replace(hour=20))
    present = record((a_plan(slots=(EVENING,)), NOV_16))
    moved = replace(present.sessions["session-6"], at=datetime(2026, 11, 27, 10), planned_at=SESSION.at)
    renamed = present.products["gel"].changed_from(NOV_16, name="My gel")
    present = replace(
        present,
        sessions={moved.id: moved},
        products={"gel": renamed},
        slots={"evening": EVENING.at_from(NOV_16, EVENING.at.replace(hour=22))},
    )
    newer = a_plan(
        2,
        slots=(noon,),
        products=(replace(GEL, name="Cool gel"),),
        sessions=(replace(SESSION, at=datetime(2026, 11, 28, 9)),),
    )
    adoption = adopt(newer, present, NOV_20)
    assert adoption.left == {"conflict:slot:evening", "conflict:product:gel", "conflict:session:session-6"}
    now = after(Adoption(NOV_20, choose(adoption, adoption.left).writes), present)
    assert (now.sessions, now.products, now.slots) == (present.sessions, present.products, present.slots)


def test_a_session_moved_to_where_the_plan_now_puts_it_is_none():
    present = record((a_plan(), NOV_16))
    later = datetime(2026, 11, 27, 10)
    moved = replace(present.sessions["session-6"], at=later, planned_at=SESSION.at)
    adoption = adopt(
        a_plan(2, sessions=(replace(SESSION, at=later),)), replace(present, sessions={moved.id: moved}), NOV_20
    )
    assert not adoption.left


# A thing of the client's own with an id of the plan

MY_GEL = Product("gel", "My gel", "gel", ByClient())
MY_STEP = Step("gel-evening", "My tea", 3.0, (Terms(NOV_16, ("evening",), Daily()),), ByClient())


def test_an_own_product_with_the_plans_id_stays_and_so_do_the_steps_that_need_the_plans():
    present = Present(products={"gel": MY_GEL})
    plan = a_plan(steps=(GEL_STEP, CREAM_STEP))
    adoption = adopt(plan, present, NOV_16)
    assert adoption.left == {"conflict:product:gel", "step:gel-evening"}
    (line,) = [each for each in choosable(adoption) if each.kind is ChangeKind.CONFLICT]
    assert line.own_id
    assert [(one.field, one.before, one.after) for one in line.fields] == [("name", "My gel", "Calming gel")]
    (asked, _) = asked_of_left(plan, choose(adoption, adoption.left).left, NOV_16)
    assert asked.text.startswith("“Calm” gives the id “gel” to one of its own, and my own product “My gel” has it.")
    kept = taken(plan, present, NOV_16, *adoption.left)
    assert (kept.products["gel"], set(kept.steps)) == (MY_GEL, {"cream-evening"})
    # the same file can be taken over again, and a newer one asks anew
    for again in (plan, a_plan(2, steps=plan.steps)):
        assert adopt(again, kept, NOV_20).left == {"conflict:product:gel", "step:gel-evening"}


def test_an_own_step_with_the_plans_id_stays_or_is_the_plans_from_that_day_on():
    present = Present(steps={"gel-evening": MY_STEP}, slots={"evening": EVENING})
    adoption = adopt(a_plan(), present, NOV_20)
    assert adoption.left == {"conflict:step:gel-evening"}
    assert taken(a_plan(), present, NOV_20, *adoption.left).steps == {"gel-evening": MY_STEP}
    now = taken(a_plan(), present, NOV_20).steps["gel-evening"]
    assert (now.as_on(NOV_20 - DAY).name, now.as_on(NOV_20).name) == ("My tea", "Calming gel")
    assert now.terms_on(NOV_20 - DAY) is not None


def test_a_session_of_the_clients_own_with_the_plans_id_is_another_one():
    own = replace(SESSION, kind="walk", origin=ByClient())
    now = taken(a_plan(), Present(sessions={own.id: own}), NOV_16)
    assert {each: one.kind for each, one in now.sessions.items()} == {"session-6": "walk", "session-6@calm": "needles"}


# A step that the plan only moved

MOVED_STEP = replace(GEL_STEP, id="gel-morning", slots=("morning",))
TWICE = (GEL_STEP, replace(GEL_STEP, id="gel-noon", slots=("noon",)))


def test_a_step_that_the_plan_only_moved_is_one_line_and_one_decision():
    present = record((a_plan(), NOV_16))
    newer = a_plan(2, steps=(MOVED_STEP,))
    adoption = adopt(newer, present, NOV_20)
    assert keys(adoption) == ["slot:morning", "step:gel-morning"]
    line = choosable(adoption)[1]
    assert (line.kind, line.moved_from) == (ChangeKind.MOVED, "gel-evening")
    assert [(one.field, one.before, one.after) for one in line.fields] == [("slots", "Evening", "Morning")]
    assert needed_by(adoption)["step:gel-morning"] == {"slot:morning"}
    moved = taken(newer, present, NOV_20)
    assert (moved.steps["gel-evening"].ends, set(moved.steps)) == (NOV_20 - DAY, {"gel-evening", "gel-morning"})
    left = taken(newer, present, NOV_20, "step:gel-morning")
    assert left.steps == present.steps
    (asked,) = asked_of_left(newer, choose(adoption, ["step:gel-morning"]).left, NOV_20)
    assert asked.text.startswith("“Calm” moves the step “Calming gel” (slots Evening → Morning), and I left it")
    assert asked.step == "gel-evening"
    # it is left again, in the next version too, and can come later
    for again in (newer, a_plan(3, steps=newer.steps)):
        assert adopt(again, left, DEC_1).left == {"step:gel-morning"}
    assert taken(newer, left, DEC_1).steps["gel-evening"].ends == DEC_1 - DAY


def test_a_step_that_only_got_another_id_says_so():
    adoption = adopt(a_plan(2, steps=(replace(GEL_STEP, id="gel"),)), record((a_plan(), NOV_16)), NOV_20)
    (line,) = choosable(adoption)
    assert [(one.field, one.before, one.after) for one in line.fields] == [("id", "gel-evening", "gel")]


def test_a_step_that_the_client_had_changed_is_moved_only_where_they_say_so():
    present = changed_by_client(record((a_plan(), NOV_16)), wait=120)
    newer = a_plan(2, slots=(), steps=(replace(GEL_STEP, id="gel-late"),))
    adoption = adopt(newer, present, NOV_20)
    assert keys(adoption) == ["conflict:step:gel-late"] == list(adoption.left)
    assert taken(newer, present, NOV_20, *adoption.left).steps == present.steps
    (asked,) = asked_of_left(newer, choosable(adoption), NOV_20)
    assert "I had changed the step “Calming gel” myself (wait 2 min), and “Calm” says wait 1 min" in asked.text
    moved = taken(newer, present, NOV_20).steps
    assert (moved["gel-evening"].ends, moved["gel-late"].wait) == (NOV_20 - DAY, 60)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((GEL_STEP,), (replace(MOVED_STEP, product=None),)),
        ((GEL_STEP,), (replace(MOVED_STEP, rule=AsNeeded(2, 4), slots=()),)),
        (TWICE, (MOVED_STEP,)),
        ((GEL_STEP,), (MOVED_STEP, replace(MOVED_STEP, id="gel-noon", slots=("noon",)))),
        ((CREAM_STEP,), (replace(CREAM_STEP, id="tea", name="Tea"),)),
    ],
    ids=["another product", "as needed now", "two ended", "two came", "another name without a product"],
)
def test_what_might_be_another_step_stays_two_lines(before, after):
    present = record((a_plan(steps=before), NOV_16))
    kinds = {each.kind for each in adopt(a_plan(2, steps=after), present, NOV_20).changes if each.id != "calm"}
    assert kinds >= {ChangeKind.ADDED, ChangeKind.ENDED}
    assert ChangeKind.MOVED not in kinds


def test_a_step_of_another_plan_is_never_moved():
    other = a_plan(plan_id="quiet", steps=(MOVED_STEP,))
    kinds = {each.kind for each in adopt(other, record((a_plan(), NOV_16)), NOV_20).changes}
    assert ChangeKind.MOVED not in kinds


# Any two plans

pairs = st.tuples(plans("calm"), plans("calm")).map(lambda pair: (pair[0], replace(pair[1], version=2)))
later = st.integers(0, 6)


def seen(present: Present, day):
    """What a person sees of a record from `day` on: the routine, the rests, the points and the sessions to come."""
    rests = {each.id: each.as_on(day) for each in present.holds.values()}
    coming = {
        each.id: (each.at, each.kind, each.attendance)
        for each in present.sessions.values()
        if each.at.date() > day and not each.set_aside
    }
    points = {each.id: replace(each, origin=ByClient()) for each in present.points.values()}
    return (
        routine_from(present, day),
        {name: each.what for name, each in rests.items() if each is not None},
        {name: each.hours for name, each in rests.items() if each is not None},
        points,
        coming,
    )


@given(pairs, later)
def test_accepting_all_equals_importing_afresh_plus_the_own_steps(pair, days):
    first, second = (replace(each, starts=None) for each in pair)
    on = NOV_16 + days * DAY
    # of a session that is past the plan can say nothing any more
    second = replace(
        second, sessions=tuple(each for each in second.sessions if each.id not in {one.id for one in first.sessions})
    )
    own = with_own(record((first, NOV_16)))
    adoption = adopt(second, own, on)
    assert not adoption.left, "nobody has changed anything"
    now = after(Adoption(on, choose(adoption, ()).writes), own)
    assert now.steps.pop(OWN.id) == OWN
    assert seen(now, on) == seen(record((second, on)), on)


@given(pairs, later)
def test_accepting_none_changes_nothing(pair, days):
    present = with_own(record((pair[0], NOV_16)))
    adoption = adopt(pair[1], present, NOV_16 + days * DAY)
    lines = keys(adoption)
    chosen = choose(adoption, lines)
    assert [each.key for each in chosen.left] == lines
    if any(each.kind is not ChangeKind.CONFLICT for each in choosable(adoption)):
        assert chosen.writes == ()


@given(pairs, later, st.randoms(use_true_random=False))
def test_what_is_left_stays_what_is_accepted_comes_and_the_rest_can_come_later(pair, days, chance):
    first, second = (replace(each, starts=None) for each in pair)
    on = NOV_16 + days * DAY
    present = record((first, NOV_16))
    adoption = adopt(second, present, on)
    lines = keys(adoption)
    left = with_what_needs_them(adoption, chance.sample(lines, chance.randint(0, len(lines))))
    moved = {f"step:{each.moved_from}" for each in choosable(adoption) if each.moved_from and each.key in left}
    full = after(adoption, present)
    chosen = choose(adoption, left)
    if not chosen.writes:
        return
    now = after(Adoption(on, chosen.writes), present)
    for table in ("products", "slots", "steps", "sessions", "holds", "points"):
        was, has, all_of_it = (getattr(each, table) for each in (present, now, full))
        for name in was.keys() | all_of_it.keys():
            whole = was if f"{table.removesuffix('s')}:{name}" in left | moved else all_of_it
            assert has.get(name) == whole.get(name)
    again = adopt(second, now, on)
    assert set(keys(again)) == again.left == left
    if left:
        then = after(Adoption(on, choose(again, ()).writes), now)
        assert seen(then, on) == seen(full, on)


@given(pairs, later, st.sampled_from(["amount", "wait", "name", "zones"]))
def test_what_the_client_changed_stays_unless_they_accept_the_plans(pair, days, field):
    first, second = (replace(each, starts=None) for each in pair)
    on = NOV_16 + days * DAY
    value = {"amount": "two drops", "wait": 333, "name": "Mine", "zones": ("neck",)}[field]
    present = record((first, NOV_16))
    changed = {each.id: each.changed_from(NOV_16, **{field: value}) for each in present.steps.values()}
    present = replace(present, steps=changed)
    adoption = adopt(second, present, on)
    now = after(Adoption(on, choose(adoption, adoption.left).writes), present)
    for step in present.steps.values():
        if step.id in now.steps:
            assert getattr(now.steps[step.id].as_on(on), field) == value
    assert all(each.kind is ChangeKind.CONFLICT for each in choosable(adoption) if each.key in adoption.left)
    assert all(each.attendance is Attendance.PLANNED for each in now.sessions.values()), "nothing is answered by a plan"
