"""What accepting a plan does to the record: what is written, what is shown, and that the past stays as it was."""

from datetime import date, datetime, time

import msgspec
import pytest
from calendar_oracle import due_slots
from plans_in_rows import (
    CREAM_STEP,
    DAY,
    DEC_1,
    GEL,
    GEL_STEP,
    KINDS,
    NOV_16,
    NOV_20,
    SESSION,
    a_plan,
    adopt,
    after,
    record,
    with_rule,
)

from aftercare.errors import BadPlan
from aftercare.model import tables
from aftercare.model.adoption import PRACTITIONER_ID, Adoption, OwnThingInTheWay, Present, Write
from aftercare.model.adoption import adopt as adopt_with_zones
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.plan import PlanStep, StoredPlan
from aftercare.model.plan_change import ChangeKind, FieldChange, PlanChange, Thing
from aftercare.model.plan_hold import HeldActivity, OfActivity, OfClass, PlanHold, ReturnStage
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.procedure import Interval, ProcedureKind
from aftercare.model.programme import PROGRAMME_ID, Complaint, Programme
from aftercare.model.routine import (
    EVENING,
    Activity,
    ByClient,
    Daily,
    EveryDays,
    FormerTime,
    FromPlan,
    Practitioner,
    Slot,
    Step,
    Terms,
    Weekday,
    Weekdays,
)
from aftercare.model.rules import AsNeeded, CourseByCount
from aftercare.model.session import Session
from aftercare.model.session_course import SessionCourse
from aftercare.model.side import Side
from aftercare.store import reference


def due_days(step: Step, first: date, last: date) -> list[date]:
    days = [first + each * DAY for each in range((last - first).days + 1)]
    return [day for day in days if due_slots(step, day)]


def written(adoption: Adoption) -> list[tuple[str, str]]:
    return [(write.table, write.id) for write in adoption.writes]


def told(adoption: Adoption, thing: Thing) -> list[PlanChange]:
    return [change for change in adoption.changes if change.thing is thing]


# The first plan


def test_the_first_plan_adds_everything_it_names_and_the_slot_it_uses():
    adoption = adopt(a_plan(), Present(), NOV_16)
    assert written(adoption) == [
        (tables.PLANS, "calm@1"),
        (tables.PRACTITIONER, PRACTITIONER_ID),
        (tables.SLOTS, "evening"),
        (tables.PROGRAMME, PROGRAMME_ID),
        (tables.PRODUCTS, "gel"),
        (tables.STEPS, "gel-evening"),
        (tables.SESSIONS, "session-6"),
    ]
    assert {change.kind for change in adoption.changes} == {ChangeKind.ADDED}
    assert len(adoption.changes) == len(adoption.writes)


def test_a_step_holds_from_the_day_of_acceptance():
    step = record((a_plan(), NOV_16)).steps["gel-evening"]
    assert step.terms == (Terms(NOV_16, ("evening",), Daily()),)
    assert step.origin == FromPlan("calm", 1)
    assert due_days(step, NOV_16 - DAY, NOV_16) == [NOV_16]


def test_a_step_holds_from_the_start_of_the_plan_where_that_is_later():
    adoption = adopt(a_plan(starts=DEC_1), Present(), NOV_16)
    assert adoption.effective == DEC_1
    assert after(adoption, Present()).steps["gel-evening"].terms[0].since == DEC_1


def test_a_start_in_the_past_does_not_reach_back():
    assert adopt(a_plan(starts=NOV_16), Present(), NOV_20).effective == NOV_20


# The same, older and unclear versions


def test_the_same_plan_again_changes_nothing():
    assert adopt(a_plan(), record((a_plan(), NOV_16)), NOV_20) == Adoption(NOV_20, (), ())


def test_the_same_version_with_another_content_is_refused_and_says_what_to_do():
    with pytest.raises(BadPlan) as caught:
        adopt(a_plan(title="Calmer"), record((a_plan(), NOV_16)), NOV_20)
    assert "version = 2" in caught.value.next_step


def test_an_older_version_than_the_one_in_force_is_refused():
    with pytest.raises(BadPlan, match="version 2 is in force"):
        adopt(a_plan(1), record((a_plan(2), NOV_16)), NOV_20)


def test_a_newer_version_that_says_the_same_writes_itself_and_nothing_else():
    adoption = adopt(a_plan(2), record((a_plan(), NOV_16)), NOV_20)
    assert written(adoption) == [(tables.PLANS, "calm@2")]
    assert adoption.changes == (
        PlanChange(ChangeKind.CHANGED, Thing.PLAN, "calm", "Calm", (FieldChange("version", "1", "2"),)),
    )


def test_a_plan_that_was_replaced_can_come_back_into_force():
    present = record((a_plan(), NOV_16), (a_plan(plan_id="quiet"), NOV_20))
    back = adopt(a_plan(), present, DEC_1)
    assert Write(tables.PLANS, "calm@1", StoredPlan(a_plan(), DEC_1, 3)) in back.writes
    assert adopt(a_plan(), after(back, present), DEC_1).writes == ()


# Steps through time


def test_another_rule_holds_from_its_day_and_the_past_keeps_the_old_one():
    present = record((a_plan(), NOV_16), (a_plan(2, steps=with_rule(Weekdays((Weekday.MON,)))), NOV_20))
    step = present.steps["gel-evening"]
    assert [terms.since for terms in step.terms] == [NOV_16, NOV_20]
    assert due_days(step, NOV_16, NOV_16 + 14 * DAY) == [
        *(NOV_16 + each * DAY for each in range(4)),
        NOV_16 + 7 * DAY,
        NOV_16 + 14 * DAY,
    ]


def test_a_change_of_the_rule_is_shown_in_plain_words():
    plan = a_plan(2, steps=with_rule(EveryDays(3, NOV_20)))
    (change,) = told(adopt(plan, record((a_plan(), NOV_16)), NOV_20), Thing.STEP)
    assert change.kind is ChangeKind.CHANGED
    assert change.name == "Calming gel"
    assert change.fields == (
        FieldChange("days", "daily", "every 3 days from Fri 20 Nov 2026"),
        FieldChange("holds from", "Mon 16 Nov 2026", "Fri 20 Nov 2026"),
    )


def test_amount_and_wait_are_shown_from_and_to_and_leave_the_terms_alone():
    step = msgspec.structs.replace(GEL_STEP, amount="1 fingertip unit", wait=90)
    adoption = adopt(a_plan(2, steps=(step,)), record((a_plan(), NOV_16)), NOV_20)
    (change,) = told(adoption, Thing.STEP)
    assert change.fields == (
        FieldChange("amount", "–", "1 fingertip unit"),
        FieldChange("wait", "1 min", "1 min 30 s"),
    )
    assert len(after(adoption, record((a_plan(), NOV_16))).steps["gel-evening"].terms) == 1


def test_the_same_slots_in_another_order_are_no_change():
    both = msgspec.structs.replace(GEL_STEP, slots=("morning", "evening"))
    turned = msgspec.structs.replace(GEL_STEP, slots=("evening", "morning"))
    adoption = adopt(a_plan(2, steps=(turned,)), record((a_plan(steps=(both,)), NOV_16)), NOV_16)
    assert told(adoption, Thing.STEP) == []


def test_terms_of_the_same_day_are_replaced():
    present = record((a_plan(), NOV_16), (a_plan(2, steps=with_rule(EveryDays(3, NOV_16))), NOV_16))
    assert present.steps["gel-evening"].terms == (Terms(NOV_16, ("evening",), EveryDays(3, NOV_16)),)


def test_terms_that_have_not_begun_are_replaced():
    later = a_plan(2, steps=with_rule(EveryDays(3, DEC_1)), starts=DEC_1)
    sooner = a_plan(3, steps=with_rule(EveryDays(2, NOV_20)), starts=NOV_20)
    step = record((a_plan(), NOV_16), (later, NOV_16), (sooner, NOV_16)).steps["gel-evening"]
    assert [terms.since for terms in step.terms] == [NOV_16, NOV_20]
    assert step.terms[-1].rule == EveryDays(2, NOV_20)


def test_a_step_without_an_order_of_its_own_takes_the_rank_of_its_products_kind():
    assert record((a_plan(), NOV_16)).steps["gel-evening"].order == 45
    own = msgspec.structs.replace(GEL_STEP, order=12.5)
    assert record((a_plan(steps=(own,)), NOV_16)).steps["gel-evening"].order == 12.5


def test_a_rank_that_another_release_changes_does_not_make_the_same_plan_another_one():
    moved = {"gel": msgspec.structs.replace(KINDS["gel"], rank=50)}
    assert adopt(a_plan(), record((a_plan(), NOV_16)), NOV_20, moved).writes == ()


def test_a_step_that_the_plan_no_longer_has_ends_the_day_before():
    both = a_plan(steps=(GEL_STEP, CREAM_STEP))
    present = record((both, NOV_16))
    adoption = adopt(a_plan(2), present, NOV_20)
    (change,) = told(adoption, Thing.STEP)
    assert (change.kind, change.name) == (ChangeKind.ENDED, "Cream")
    assert change.fields == (FieldChange("last day", "–", "Thu 19 Nov 2026"),)
    step = after(adoption, present).steps["cream-evening"]
    assert due_days(step, NOV_16, DEC_1) == [NOV_16 + each * DAY for each in range(4)]


def test_a_step_that_ended_stays_as_it_ended_through_later_versions():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16), (a_plan(2), NOV_20), (a_plan(3), DEC_1))
    assert present.steps["cream-evening"].ends == NOV_20 - DAY


def test_a_step_that_never_began_is_removed():
    present = record((a_plan(), NOV_16), (a_plan(2, steps=(GEL_STEP, CREAM_STEP), starts=DEC_1), NOV_16))
    adoption = adopt(a_plan(3), present, NOV_20)
    assert Write(tables.STEPS, "cream-evening", None) in adoption.writes


def test_a_step_of_today_that_is_dropped_today_keeps_its_document():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16), (a_plan(2), NOV_16))
    assert due_days(present.steps["cream-evening"], NOV_16 - DAY, DEC_1) == []


def test_a_step_that_returns_was_not_due_in_between():
    both = (GEL_STEP, CREAM_STEP)
    present = record((a_plan(steps=both), NOV_16), (a_plan(2), NOV_20), (a_plan(3, steps=both), DEC_1))
    step = present.steps["cream-evening"]
    assert step.ends is None
    expected = [*(NOV_16 + each * DAY for each in range(4)), DEC_1, DEC_1 + DAY]
    assert due_days(step, NOV_16 - DAY, DEC_1 + DAY) == expected


def test_a_step_that_returns_before_its_last_day_has_no_gap():
    both = (GEL_STEP, CREAM_STEP)
    present = record((a_plan(steps=both), NOV_16), (a_plan(2, starts=DEC_1), NOV_16), (a_plan(3, steps=both), NOV_20))
    step = present.steps["cream-evening"]
    assert (step.ends, len(step.terms)) == (None, 1)


def test_terms_cut_off_by_an_end_do_not_come_back_to_life_in_the_gap():
    both = (GEL_STEP, CREAM_STEP)
    other_rule = (GEL_STEP, msgspec.structs.replace(CREAM_STEP, rule=EveryDays(3, DEC_1)))
    present = record(
        (a_plan(steps=both), NOV_16),
        (a_plan(2, steps=other_rule, starts=DEC_1), NOV_16),
        (a_plan(3), NOV_20),
        (a_plan(4, steps=both), DEC_1 + 10 * DAY),
    )
    assert due_days(present.steps["cream-evening"], NOV_20, DEC_1 + 9 * DAY) == []


# Another plan


def test_another_plan_replaces_the_earlier_one():
    quiet = a_plan(plan_id="quiet", steps=(CREAM_STEP,), title="Quiet")
    present = record((a_plan(), NOV_16))
    adoption = adopt(quiet, present, NOV_20)
    assert [(change.kind, change.name) for change in told(adoption, Thing.PLAN)] == [
        (ChangeKind.ENDED, "Calm"),
        (ChangeKind.ADDED, "Quiet"),
    ]
    now = after(adoption, present)
    assert now.steps["gel-evening"].ends == NOV_20 - DAY
    assert now.steps["cream-evening"].origin == FromPlan("quiet", 1)


def test_the_first_version_of_another_plan_is_not_older():
    adopt(a_plan(1, plan_id="quiet"), record((a_plan(7), NOV_16)), NOV_20)


# Products, slots, practitioner


def test_a_product_that_is_no_longer_named_stays_on_the_shelf():
    present = record((a_plan(), NOV_16))
    rest = PlanStep("rest", "Rest", ("evening",), Daily(), order=5.0)
    adoption = adopt(a_plan(2, products=(), steps=(rest,)), present, NOV_20)
    assert told(adoption, Thing.PRODUCT) == []
    assert "gel" in after(adoption, present).products


def test_a_changed_product_is_shown_with_what_differs():
    gel = msgspec.structs.replace(GEL, name="Cooling gel", ingredients=("aloe", "panthenol"))
    (change,) = told(adopt(a_plan(2, products=(gel,)), record((a_plan(), NOV_16)), NOV_20), Thing.PRODUCT)
    assert change.fields == (
        FieldChange("name", "Calming gel", "Cooling gel"),
        FieldChange("ingredients", "–", "aloe, panthenol"),
    )


def test_a_slot_that_the_client_moved_stays_there_while_the_plan_says_the_same():
    noon = Slot("noon", "Noon", time(12, 30))
    present = record((a_plan(slots=(noon,)), NOV_16))
    moved = msgspec.structs.replace(present, slots=present.slots | {"noon": Slot("noon", "Noon", time(13, 0))})
    assert told(adopt(a_plan(2, slots=(noon,)), moved, NOV_20), Thing.SLOT) == []
    earlier = Slot("noon", "Noon", time(11, 45))
    (change,) = told(adopt(a_plan(2, slots=(earlier,)), moved, NOV_20), Thing.SLOT)
    assert change.fields == (FieldChange("time", "13:00", "11:45"),)


def test_the_evening_of_the_client_is_not_set_back_to_the_default():
    own = Present(slots={"evening": Slot("evening", "Evening", time(22, 30))})
    assert told(adopt(a_plan(), own, NOV_16), Thing.SLOT) == []
    assert record((a_plan(), NOV_16)).slots == {"evening": EVENING}


def test_a_number_that_the_client_corrected_stays_until_the_plan_has_another():
    corrected = msgspec.structs.replace(record((a_plan(), NOV_16)), practitioner=Practitioner("Ines Moreau", phone="1"))
    assert told(adopt(a_plan(2), corrected, NOV_20), Thing.PRACTITIONER) == []
    moved = a_plan(2, practitioner=Practitioner("Ines Moreau", phone="2"))
    (change,) = told(adopt(moved, corrected, NOV_20), Thing.PRACTITIONER)
    assert change.fields == (FieldChange("phone", "1", "2"),)


# Sessions


def session(day: date, kind: str = "needles", session_id: str = "session-6") -> Session:
    return Session(session_id, datetime(day.year, day.month, day.day, 17, 30), kind, FromPlan("calm", 1))


def test_a_coming_session_is_moved_and_shown():
    plan = a_plan(2, sessions=(session(DEC_1),))
    (change,) = told(adopt(plan, record((a_plan(), NOV_16)), NOV_20), Thing.SESSION)
    assert change.fields == (FieldChange("time", "Thu 26 Nov 2026, 17:30", "Tue 1 Dec 2026, 17:30"),)


def test_a_coming_session_that_the_plan_no_longer_has_is_set_aside():
    present = record((a_plan(), NOV_16))
    adoption = adopt(a_plan(2, sessions=()), present, NOV_20)
    assert told(adoption, Thing.SESSION)[0].kind is ChangeKind.ENDED
    assert after(adoption, present).sessions["session-6"].set_aside


def test_a_session_before_the_start_of_the_plan_that_does_not_name_it_stays():
    present = record((a_plan(), NOV_16))
    adoption = adopt(a_plan(1, "quiet", sessions=(), starts=DEC_1), present, NOV_20)
    assert told(adoption, Thing.SESSION) == []


@pytest.mark.parametrize("days_later", [0, 1, 30])
def test_a_session_of_today_or_before_is_not_removed(days_later):
    adoption = adopt(a_plan(2, sessions=()), record((a_plan(), NOV_16)), SESSION.at.date() + days_later * DAY)
    assert told(adoption, Thing.SESSION) == []


def test_a_past_session_keeps_its_time_and_that_is_said():
    present = record((a_plan(), NOV_16))
    adoption = adopt(a_plan(2, sessions=(session(date(2026, 12, 10)),)), present, DEC_1)
    (change,) = told(adoption, Thing.SESSION)
    assert change.kind is ChangeKind.KEPT
    assert after(adoption, present).sessions == present.sessions


# What is the client's own


def test_what_the_client_added_is_never_touched():
    own = Step("own-balm", "My balm", 75.0, (Terms(NOV_16, ("evening",), Daily()),), ByClient())
    walk = Session("own-walk", datetime(2026, 11, 30, 9), "walk", ByClient())
    present = msgspec.structs.replace(record((a_plan(), NOV_16)), sessions={"own-walk": walk})
    present = msgspec.structs.replace(present, steps=present.steps | {"own-balm": own})
    adoption = adopt(a_plan(plan_id="quiet", steps=(CREAM_STEP,)), present, NOV_20)
    assert not {"own-balm", "own-walk"} & {write.id for write in adoption.writes}


def test_each_document_is_written_at_most_once():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    adoption = adopt(a_plan(plan_id="quiet", steps=with_rule(EveryDays(2, DEC_1))), present, NOV_20)
    assert len(written(adoption)) == len(set(written(adoption)))


# Courses, purpose, holds, points, and what the client changed

HOLD = PlanHold("heat", OfActivity(HeldActivity.HEAT), 48, FromPlan("calm", 1))
POINT = FacePoint("jaw", Side.BOTH, Means.MAGNET, FromPlan("calm", 1), code="ST6", wear_hours=24)


def test_another_course_is_another_terms_and_is_told():
    course = CourseByCount(14, NOV_16)
    plan = a_plan(2, steps=(msgspec.structs.replace(GEL_STEP, course=course),))
    present = record((a_plan(), NOV_16), (plan, NOV_20))
    assert [terms.course for terms in present.steps["gel-evening"].terms] == [None, course]
    (change,) = told(adopt(plan, record((a_plan(), NOV_16)), NOV_20), Thing.STEP)
    assert FieldChange("course", "–", "14 times from Mon 16 Nov 2026") in change.fields


def test_what_a_step_comes_after_is_told_by_name_and_not_by_id():
    present = record((a_plan(steps=(GEL_STEP, CREAM_STEP)), NOV_16))
    behind = msgspec.structs.replace(CREAM_STEP, after=("gel-evening",))
    (change,) = told(adopt(a_plan(2, steps=(GEL_STEP, behind)), present, NOV_20), Thing.STEP)
    assert change.fields == (FieldChange("after", "–", "Calming gel"),)


def test_steps_that_are_called_alike_are_told_with_their_ids():
    twice = msgspec.structs.replace(GEL_STEP, id="gel-late")
    steps = (GEL_STEP, twice, msgspec.structs.replace(CREAM_STEP, after=("gel-evening",)))
    present = record((a_plan(steps=steps), NOV_16))
    behind = msgspec.structs.replace(CREAM_STEP, after=("gel-late",))
    (change,) = told(adopt(a_plan(2, steps=(GEL_STEP, twice, behind)), present, NOV_20), Thing.STEP)
    assert change.fields == (FieldChange("after", "Calming gel (gel-evening)", "Calming gel (gel-late)"),)


def test_zones_are_told_by_the_names_that_a_person_knows():
    cheeks = msgspec.structs.replace(CREAM_STEP, zones=("cheek-up-l", "cheek-up-r", "chin"))
    present = record((a_plan(steps=(CREAM_STEP,)), NOV_16))
    newer = a_plan(2, steps=(cheeks,))
    (change,) = told(adopt_with_zones(newer, present, KINDS, NOV_20, reference.zones()), Thing.STEP)
    assert change.fields == (FieldChange("zones", "–", "upper cheek, both sides; chin"),)
    temple = FacePoint("temple", Side.LEFT, Means.MAGNET, FromPlan("calm", 1), zone="temple-l", wear_hours=12)
    new = msgspec.structs.replace(a_plan(2, steps=(CREAM_STEP,)), points=(temple,))
    (change,) = told(adopt_with_zones(new, present, KINDS, NOV_20, reference.zones()), Thing.POINT)
    assert change.name == "left temple, magnet"


def test_what_a_step_says_of_zones_and_essence_is_written():
    stated = PlanStep(
        "rub", "Massage", (), AsNeeded(2), 5.0, essential=True, zones=("chin",), activity=Activity.MASSAGE
    )
    step = record((a_plan(steps=(stated,)), NOV_16)).steps["rub"]
    assert (step.essential, step.zones, step.activity, step.terms[0].slots) == (True, ("chin",), Activity.MASSAGE, ())


def test_a_slot_that_the_plan_moves_keeps_its_time_for_the_days_before():
    noon, later = Slot("noon", "Noon", time(12)), Slot("noon", "Noon", time(13))
    present = record((a_plan(slots=(noon,)), NOV_16), (a_plan(2, slots=(later,)), NOV_20))
    slot = present.slots["noon"]
    assert slot.former == (FormerTime(NOV_20 - DAY, time(12)),)
    assert (slot.at_on(NOV_20 - DAY), slot.at_on(NOV_20)) == (time(12), time(13))


def test_a_slot_moved_twice_from_the_same_day_has_one_former_time():
    moved = [a_plan(version, slots=(Slot("noon", "Noon", time(11 + version)),)) for version in (1, 2, 3)]
    present = record((moved[0], NOV_16), (moved[1], NOV_20), (moved[2], NOV_20))
    assert present.slots["noon"] == Slot("noon", "Noon", time(14), (FormerTime(NOV_20 - DAY, time(12)),))


def test_the_purpose_is_kept_and_its_change_is_told():
    plan = a_plan(2, purpose=Complaint("tension of the jaw"), advice=("Rest.",), review=DEC_1)
    adoption = adopt(plan, record((a_plan(), NOV_16)), NOV_20)
    (change,) = told(adoption, Thing.PROGRAMME)
    assert {each.field for each in change.fields} == {"purpose", "advice", "review"}
    assert (
        Write(
            tables.PROGRAMME,
            PROGRAMME_ID,
            Programme("Calm", FromPlan("calm", 2), Complaint("tension of the jaw"), (), ("Rest.",), DEC_1, "calm"),
        )
        in adoption.writes
    )


def test_the_course_and_what_is_done_before_a_session_are_kept_and_their_change_is_told():
    bare = Preparation("bare", "Come bare-faced.", PrepareOn.DAY_OF, ("facial needles",))
    plan = a_plan(2, course=SessionCourse(12, NOV_16, (6, 12)), preparations=(bare,))
    present = record((a_plan(), NOV_16))
    adoption = adopt(plan, present, NOV_20)
    (change,) = told(adoption, Thing.PROGRAMME)
    assert {each.field: each.after for each in change.fields} == {
        "course": "12 sessions from Mon 16 Nov 2026, review at 6 and 12",
        "before a session": "on the day (facial needles): Come bare-faced.",
    }
    kept = after(adoption, present).programme
    assert (kept.course, kept.preparations) == (plan.course, plan.preparations)


def test_holds_and_points_come_change_and_go():
    present = record((a_plan(holds=(HOLD,), points=(POINT,)), NOV_16))
    from_then = msgspec.structs.replace(HOLD, since=NOV_16)
    assert (present.holds, present.points) == ({"heat": from_then}, {"jaw": POINT})
    longer = msgspec.structs.replace(HOLD, hours=72)
    adoption = adopt(a_plan(2, holds=(longer,)), present, NOV_20)
    assert told(adoption, Thing.HOLD)[0].fields == (FieldChange("for", "48 h", "72 h"),)
    assert told(adoption, Thing.POINT)[0].kind is ChangeKind.ENDED
    now = after(adoption, present)
    assert (now.holds["heat"].hours, now.points) == (72, {})


def test_a_hold_changes_and_ends_from_its_day_and_the_days_before_keep_it():
    longer = msgspec.structs.replace(HOLD, hours=72)
    days = [NOV_16, NOV_20 - DAY, NOV_20, NOV_20 + 9 * DAY, NOV_20 + 10 * DAY]
    present = record(
        (a_plan(holds=(HOLD,)), NOV_16), (a_plan(2, holds=(longer,)), NOV_20), (a_plan(3), NOV_20 + 10 * DAY)
    )
    found = [present.holds["heat"].as_on(each) for each in days]
    assert [each.hours if each else None for each in found] == [48, 48, 72, 72, None]
    back = after(adopt(a_plan(4, holds=(HOLD,)), present, NOV_20 + 12 * DAY), present).holds["heat"]
    assert [each.hours if (each := back.as_on(NOV_20 + n * DAY)) else None for n in (-1, 0, 9, 10, 11, 12, 40)] == [
        *(48, 72, 72, None, None, 48, 48)
    ]


def test_a_hold_of_a_plan_that_starts_later_begins_with_it():
    later = record((a_plan(holds=(HOLD,), starts=NOV_20), NOV_16)).holds["heat"]
    assert [bool(later.as_on(day)) for day in (NOV_16, NOV_20 - DAY, NOV_20)] == [False, False, True]
    at_once = record((a_plan(holds=(HOLD,)), NOV_16)).holds["heat"]
    assert [bool(at_once.as_on(day)) for day in (NOV_16 - DAY, NOV_16)] == [False, True]


def test_a_hold_that_is_still_to_begin_comes_no_more_where_the_next_version_has_it_no_longer():
    present = record((a_plan(holds=(HOLD,), starts=NOV_20), NOV_16), (a_plan(2), NOV_16 + DAY))
    assert present.holds == {}
    back = after(adopt(a_plan(3, holds=(HOLD,)), present, NOV_20), present).holds["heat"]
    assert [bool(back.as_on(day)) for day in (NOV_20 - DAY, NOV_20)] == [False, True]


def test_a_hold_of_the_clients_own_is_in_the_way():
    own = Present(holds={"heat": msgspec.structs.replace(HOLD, origin=ByClient())})
    with pytest.raises(
        OwnThingInTheWay, match=r'you have a hold of your own .* call the plan.s otherwise, such as id = "heat-2"'
    ):
        adopt(a_plan(holds=(HOLD,)), own, NOV_16)


def test_what_the_client_changed_stays_until_the_plan_says_something_new():
    present = record((a_plan(holds=(HOLD,)), NOV_16))
    step = msgspec.structs.replace(present.steps["gel-evening"], amount="a drop")
    session_moved = msgspec.structs.replace(present.sessions["session-6"], at=datetime(2026, 11, 27, 9))
    hold = msgspec.structs.replace(HOLD, hours=60)
    changed = msgspec.structs.replace(
        present, steps={step.id: step}, sessions={"session-6": session_moved}, holds={"heat": hold}
    )
    adoption = adopt(a_plan(2, holds=(HOLD,)), changed, NOV_20)
    assert written(adoption) == [(tables.PLANS, "calm@2")]
    new = msgspec.structs.replace(GEL_STEP, wait=90)
    now = after(adopt(a_plan(2, steps=(new,), holds=(HOLD,)), changed, NOV_20), changed)
    assert (now.steps["gel-evening"].amount, now.steps["gel-evening"].wait) == ("a drop", 90)


def test_a_return_in_stages_has_to_go_on_after_the_hold():
    with pytest.raises(ValueError, match="before it begins"):
        PlanHold("r", OfClass("retinoid"), 48, ByClient(), stages=(ReturnStage(24, 3),))


# How long needles wait after something had elsewhere

FILLER = Interval(ProcedureKind.FILLER, 28, FromPlan("calm", 1))


def test_an_interval_comes_changes_and_ends_and_the_days_before_keep_it():
    longer = msgspec.structs.replace(FILLER, days=90)
    first, second = record((a_plan(intervals=(FILLER,)), NOV_16)), a_plan(2, intervals=(longer,))
    (change,) = told(adopt(second, first, NOV_20), Thing.INTERVAL)
    assert (change.name, change.fields) == (
        "filler, 90 days before needles",
        (FieldChange("for", "28 days", "90 days"),),
    )
    present = after(adopt(second, first, NOV_20), first)
    ended = adopt(a_plan(3), present, NOV_20 + 10 * DAY)
    assert [each.kind for each in told(ended, Thing.INTERVAL)] == [ChangeKind.ENDED]
    kept = after(ended, present).intervals["filler"]
    days = [NOV_16, NOV_20 - DAY, NOV_20, NOV_20 + 9 * DAY, NOV_20 + 10 * DAY]
    assert [each.days if (each := kept.as_on(day)) else None for day in days] == [28, 28, 90, 90, None]


def test_the_interval_of_another_plan_takes_the_place_of_the_first_ones():
    theirs = msgspec.structs.replace(FILLER, days=14, origin=FromPlan("quiet", 1))
    present = record((a_plan(intervals=(FILLER,)), NOV_16), (a_plan(plan_id="quiet", intervals=(theirs,)), NOV_20))
    kept = present.intervals["filler"]
    assert [(each.days, each.origin.plan) for day in (NOV_16, NOV_20) if (each := kept.as_on(day))] == [
        *((28, "calm"), (14, "quiet"))
    ]


def test_an_interval_of_a_plan_that_starts_later_begins_with_it():
    later = record((a_plan(intervals=(FILLER,), starts=NOV_20), NOV_16)).intervals["filler"]
    assert [bool(later.as_on(day)) for day in (NOV_16, NOV_20 - DAY, NOV_20)] == [False, False, True]
