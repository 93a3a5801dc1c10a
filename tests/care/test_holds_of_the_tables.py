"""What rests after a session by the reference data and by a plan: through the record, as a client meets it.

A session of facial needles on Thursday 19 November 2026 from 17:30 to 18:30 in Berlin; every hour is counted from then.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.plan_hold import OfActivity, OfClass, OfKind, PlanHold, ReturnStage
from aftercare.model.routine import Activity, ByClient, FromPlan, Product, Step, Terms
from aftercare.model.rules import Daily
from aftercare.model.rulings import AskFirst, HeldBy
from aftercare.model.safety import Said
from aftercare.model.why_words import ruling_words
from aftercare.store import reference

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = date(2026, 11, 19)
END = datetime(2026, 11, 19, 18, 30, tzinfo=BERLIN)
NOW = END + timedelta(minutes=5)
PLAN = FromPlan("plan", 1)


@pytest.fixture
def care(tmp_path):
    record = Care.start(Home.at(tmp_path / "home"), datetime(2026, 11, 1, 9, tzinfo=BERLIN), name="Anna")
    record.answer_safety("pregnancy", Said.NO, datetime(2026, 11, 1, 9, tzinfo=BERLIN))
    record.add_session(datetime(2026, 11, 19, 17, 30), "facial needles", NOW)
    return record


def put(care, *documents):
    """Writes documents as a plan's import would, in one action."""
    kept = {Product: tables.PRODUCTS, Step: tables.STEPS, PlanHold: tables.HOLDS}

    def write():
        for each in documents:
            care._put(kept[type(each)], each.id, each)

    care._do(Deed.IMPORT_PLAN, NOW, write)


def daily(care, product=None, activity=None):
    """Has a step daily in the evening since the first of the month."""
    terms = (Terms(date(2026, 11, 1), ("evening",), Daily()),)
    step = Step("step", "It", 1, terms, PLAN, product=product.id if product else None, activity=activity)
    put(care, step, *([product] if product else []))
    return step


def rests(care, product=None, activity=None, now=NOW):
    """The hold over the step: its hours from the end of the session, and itself; (0, None) where it does not rest."""
    step = daily(care, product, activity)
    found = [each for each in care.circumstances(now, THURSDAY).holds if each.step == step.id]
    longest = max(found, key=lambda each: each.end, default=None)
    return (int((longest.end - END).total_seconds() // 3600), longest) if longest else (0, None)


def product(kind="serum", *ingredients, **more):
    return Product("product", "Product", kind, PLAN, ingredients, **more)


INGREDIENTS = list(reference.ingredients().values())


@pytest.mark.parametrize("row", INGREDIENTS, ids=[each.id for each in INGREDIENTS])
def test_each_ingredient_rests_for_the_hours_of_its_own_row(care, row):
    hours, hold = rests(care, product("serum", row.inci[0] if row.inci else row.label))
    if row.hold_hours is None:
        assert hold.asks
        verb = "rest" if row.label.endswith("s") else "rests"
        assert hold.reason == f"only a prescriber can say how long {row.label} {verb} after facial needles"
    else:
        assert hours == row.hold_hours
    if hold is not None:
        assert hold.asks == (row.prescription or row.hold_hours is None)
        assert hold.said_by.grade is row.grade


@pytest.mark.parametrize("row", list(reference.hold_defaults().values()), ids=lambda each: each.id)
def test_each_default_is_told_or_holds_with_its_hours_and_who_says_so(care, row):
    daily(care, product("gel"))
    after = care.day(NOW, None).after
    told = {each.label: each for each in after.leave_out}
    if row.hours is None:
        assert row.ask in after.asks
        return
    if not row.on:
        assert row.label not in told
        return
    if row.activities and row.id != "magnets":
        assert told[row.label].until == END.astimezone(UTC) + timedelta(hours=row.hours)
        assert told[row.label].said_by.grade is row.grade
        names = [reference.sources()[each.strip()].label for each in row.source.split(",") if each.strip() != "none"]
        assert told[row.label].said_by.source == "; ".join(names)
    for kind in row.product_kinds:
        hours, hold = rests(care, product(kind))
        assert hours == row.hours
        assert hold.said_by.grade is row.grade


@pytest.mark.parametrize(
    ("activity", "hours"),
    [
        (Activity.MASSAGE, 48),
        (Activity.ACUPRESSURE, 12),
        (Activity.MAGNETS, 24),
        (Activity.REST, 0),
        (Activity.OTHER, 0),
    ],
)
def test_what_is_done_with_the_hands_rests_too(care, activity, hours):
    assert rests(care, activity=activity)[0] == hours


@pytest.mark.parametrize(
    ("kind", "hours"), [("cleanser", 4), ("remover", 4), ("wash-off-mask", 4), ("moisturiser", 0), ("gel", 0)]
)
def test_washing_rests_and_what_soothes_is_allowed_at_once(care, kind, hours):
    assert rests(care, product(kind))[0] == hours


@pytest.mark.parametrize("row", list(reference.allowed_at_once().values()), ids=lambda each: each.id)
def test_what_is_allowed_at_once_has_an_ingredient_that_is_held_by_nothing(care, row):
    of_classes = [each for each in INGREDIENTS if set(each.classes) & set(row.ingredient_classes)]
    assert any(0 in (each.hold_hours, each.hold_least) for each in of_classes)


def test_the_longest_counts_where_several_remain(care):
    hours, hold = rests(care, product("serum", "Glycerin", "Niacinamide", "Retinal", "Lactic Acid"))
    assert (hours, hold.reason) == (72, "Lactic acid rests 72 h after facial needles")


def test_an_ingredients_own_row_beats_its_class(care):
    # the default for acids is 72 hours, gluconolactone's own 48
    assert rests(care, product("exfoliant", "Gluconolactone"))[0] == 48


def test_strength_decides_which_row_counts(care):
    assert rests(care, product("serum", "Urea", strengths={"Urea": 5.0}))[0] == 24
    assert rests(care, product("serum", "Urea", strengths={"Urea": 20.0}))[0] == 72


# ---- the plan's word


def hold(what, hours, *, name="hold", after=(), stages=(), reason="", origin=PLAN):
    return PlanHold(name, what, hours, origin, after, stages, reason)


@pytest.mark.parametrize("hours", [0, 24, 96])
def test_the_plan_replaces_the_default_for_the_same_class_whether_longer_or_shorter(care, hours):
    put(care, hold(OfClass("retinoid"), hours))
    found, held = rests(care, product("retinoid", "Retinal"))
    assert found == hours
    assert held is None or held.said_by == PLAN


def test_a_word_on_a_class_above_reaches_what_is_below(care):
    put(care, hold(OfClass("retinoid"), 96))
    assert rests(care, product("serum", "Retinyl Palmitate"))[0] == 96


def test_a_word_on_its_own_class_comes_before_one_on_a_class_above(care):
    put(care, hold(OfClass("retinoid"), 96), hold(OfClass("retinoid-ester"), 24, name="ester"))
    assert rests(care, product("serum", "Retinyl Palmitate"))[0] == 24


def test_a_word_on_a_kind_stands_beside_what_its_ingredients_ask(care):
    put(care, hold(OfKind("serum"), 12))
    assert rests(care, product("serum", "Retinal"))[0] == 48
    assert rests(care, product("serum", "Glycerin"))[0] == 12


def test_a_word_on_a_class_reaches_a_product_whose_label_is_not_known_by_its_kind(care):
    put(care, hold(OfClass("retinoid"), 24))
    assert rests(care, product("retinoid"))[0] == 24


def test_a_word_on_an_activity_replaces_the_default_and_its_place_in_the_list(care):
    put(care, hold(OfActivity("heat"), 72, reason="No sauna this week."))
    after = care.day(NOW, None).after
    (heat,) = [each for each in after.leave_out if each.label == "Sauna, steam and hot baths"]
    assert (heat.until, heat.said_by, heat.note) == (END + timedelta(hours=72), PLAN, "No sauna this week.")


def test_a_word_for_another_kind_of_session_says_nothing_of_this_one(care):
    put(care, hold(OfClass("retinoid"), 96, after=("micromagnets",)))
    assert rests(care, product("retinoid", "Retinal"))[0] == 48


def test_a_word_on_make_up_as_an_activity_is_one_on_make_up_as_a_product_and_the_other_way_round(care):
    put(care, hold(OfActivity("make-up"), 48, reason="Bare skin for two days."))
    hours, held = rests(care, product("make-up"))
    assert (hours, held.said_by, held.note) == (48, PLAN, "Bare skin for two days.")
    put(care, hold(OfKind("make-up"), 72))
    after = care.day(NOW, None).after
    (told,) = [each for each in after.leave_out if each.label == "Make-up and shared brushes"]
    assert (told.until, told.said_by) == (END + timedelta(hours=72), PLAN)


@pytest.mark.parametrize("what", [OfActivity("make-up"), OfKind("make-up")])
def test_make_up_that_a_plan_allows_at_once_is_allowed_both_ways(care, what):
    put(care, hold(what, 0))
    assert rests(care, product("make-up"))[0] == 0
    assert "Make-up and shared brushes" not in [each.label for each in care.day(NOW, None).after.leave_out]


def test_of_a_word_on_the_product_and_one_on_the_activity_the_longer_counts(care):
    put(care, hold(OfActivity("make-up"), 12), hold(OfKind("make-up"), 36, name="kind"))
    assert rests(care, product("make-up"))[0] == 36


@pytest.mark.parametrize("hours", [0, 6, 72])
def test_a_word_on_massage_is_not_overruled_by_the_default_on_touching(care, hours):
    put(care, hold(OfActivity("massage"), hours))
    assert rests(care, activity=Activity.MASSAGE)[0] == hours


def test_a_plan_that_speaks_of_massage_and_of_touching_means_both(care):
    put(care, hold(OfActivity("massage"), 0), hold(OfActivity("touch"), 24, name="touch"))
    assert rests(care, activity=Activity.MASSAGE)[0] == 24


def test_a_word_on_a_cleanser_is_not_overruled_by_the_default_on_washing(care):
    put(care, hold(OfKind("cleanser"), 0))
    assert rests(care, product("cleanser"))[0] == 0


@pytest.mark.parametrize(
    "kind", ["face acupuncture", "Cosmetic acupuncture", "facial and body needles", "combined session"]
)
def test_a_word_for_facial_needles_reaches_all_that_is_called_otherwise(tmp_path, kind):
    record = Care.start(Home.at(tmp_path / "other"), datetime(2026, 11, 1, 9, tzinfo=BERLIN), name="Anna")
    record.add_session(datetime(2026, 11, 19, 17, 30), kind, NOW)
    put(record, hold(OfClass("retinoid"), 96, after=("facial needles",)))
    assert rests(record, product("retinoid", "Retinal"))[0] == 96


def test_a_word_for_threads_holds_although_there_is_no_default(tmp_path):
    record = Care.start(Home.at(tmp_path / "other"), datetime(2026, 11, 1, 9, tzinfo=BERLIN), name="Anna")
    record.add_session(datetime(2026, 11, 19, 17, 30), "threads", NOW)
    put(record, hold(OfClass("retinoid"), 96, after=("threads",)), hold(OfActivity("make-up"), 48, name="make-up"))
    assert rests(record, product("retinoid"))[0] == 96
    assert rests(record, product("make-up"))[0] == 48


def test_it_comes_back_in_stages_and_says_who_said_so(care):
    put(care, hold(OfClass("retinoid"), 48, stages=(ReturnStage(168, 3),), reason="Let it close first."))
    daily(care, product("retinoid", "Retinal"))
    days = [THURSDAY + timedelta(n) for n in range(9)]
    decisions = [care.why("step", NOW, day) for day in days]
    assert [each.verdict.name.lower() for each in decisions] == [
        *("held", "held", "due", "held", "held", "due", "held", "due", "due")
    ]
    (words,) = [ruling_words(each, BERLIN, THURSDAY, THURSDAY) for each in decisions[0].slots[0].rulings[-1:]]
    assert words.startswith("Held: Retinal rests 48 h after facial needles, until Sat 21 Nov 18:30.")
    assert "Who says so: your therapist's plan. “Let it close first.”" in words


def test_what_a_plan_changes_today_leaves_yesterday_as_it_was(care):
    put(care, hold(OfClass("retinoid"), 96))
    before = hold(OfClass("retinoid"), 96)
    daily(care, product("retinoid", "Retinal"))
    put(care, before.changed_to(hold(OfClass("retinoid"), 24), date(2026, 11, 21)))
    now = END + timedelta(days=5)
    verdicts = [care.why("step", now, THURSDAY + timedelta(n)).verdict.name.lower() for n in range(4)]
    assert verdicts == ["held", "held", "due", "due"]


# ---- floors and answers


@pytest.mark.parametrize(
    "prescribed",
    [
        product("retinoid", "Retinal", prescribed=True),
        product("rx-topical", "Azelaic Acid"),
        product("serum", "Tretinoin"),
        product("gel", "Clindamycin"),
    ],
    ids=["marked", "of that kind", "sold on prescription only", "an antibiotic"],
)
@pytest.mark.parametrize("plan", [(), (hold(OfClass("retinoid"), 96), hold(OfKind("serum"), 96, name="kind"))])
def test_what_is_prescribed_stays_due_and_asks(care, prescribed, plan):
    put(care, *plan)
    daily(care, prescribed)
    (slot,) = care.why("step", NOW, THURSDAY).slots
    assert isinstance(slot.reason, AskFirst)
    assert type(slot.state).__name__ == "Pending"
    (due,) = [each for part in care.day(NOW).slots for each in part.due]
    assert due.asks
    assert care.tick(due.occurrence, NOW)


def test_a_session_that_nobody_answered_for_holds_provisionally_and_says_so(care):
    _, held = rests(care, product("retinoid", "Retinal"))
    assert (held.provisional, held.planned) == (True, False)
    (session,) = care.sessions()
    care.session_took_place(session.id, NOW)
    (held,) = care.circumstances(NOW, THURSDAY).holds
    assert not held.provisional
    assert not care.day(NOW).after.provisional


def test_a_session_to_come_is_seen_in_the_days_after_it(care):
    before = END - timedelta(days=2)
    _, held = rests(care, product("retinoid", "Retinal"), now=before)
    assert (held.provisional, held.planned) == (False, True)
    assert care.day(before).after is None


def test_a_cancelled_session_holds_nothing_and_a_moved_one_from_its_new_end(care):
    daily(care, product("retinoid", "Retinal"))
    (session,) = care.sessions()
    care.move_session(session.id, datetime(2026, 11, 20, 10), NOW)
    (held,) = care.circumstances(NOW, THURSDAY, THURSDAY + timedelta(1)).holds
    assert held.end == datetime(2026, 11, 22, 11, tzinfo=BERLIN)
    care.cancel_session(session.id, NOW)
    assert care.circumstances(NOW, THURSDAY).holds == ()
    assert care.day(NOW).after is None


@pytest.mark.parametrize(
    ("kind", "held"),
    [
        ("facial needles, review", True),
        ("Facial and body needles", True),
        ("combined session", True),
        ("review", False),
        ("micromagnets", False),
        ("body needles", False),
        ("threads", False),
        ("Consultation", False),
        ("something of my own", True),
        ("Face + body", True),
        ("Facial needles and threads", True),
        ("Needles + magnets", True),
        ("Acupuncture and check", True),
        ("first visit: facial", True),
        ("body acupuncture", False),
        ("magnets", False),
    ],
)
def test_what_was_done_decides_whether_the_skin_rests(tmp_path, kind, held):
    record = Care.start(Home.at(tmp_path / "other"), datetime(2026, 11, 1, 9, tzinfo=BERLIN), name="Anna")
    record.add_session(datetime(2026, 11, 19, 17, 30), kind, NOW)
    hours, found = rests(record, product("retinoid", "Retinal"))
    assert hours == (48 if held else 0)
    if kind == "something of my own":
        assert "taken for needles in the face" in found.reason
    if kind == "threads":
        assert "your therapist alone can say what rests" in " ".join(record.day(NOW).after.asks)


def test_the_hold_ends_after_its_hours_across_a_clock_change(tmp_path):
    # clocks go back at 03:00 on Sunday 25 October: 48 hours after Saturday 18:30 is Monday 17:30 by the wall
    start = datetime(2026, 10, 1, 9, tzinfo=BERLIN)
    record = Care.start(Home.at(tmp_path / "home"), start, name="Anna")
    record.answer_safety("pregnancy", Said.NO, start)
    record.add_session(datetime(2026, 10, 24, 17, 30), "facial needles", start)
    now = datetime(2026, 10, 24, 20, tzinfo=BERLIN)
    step = Step("step", "It", 1, (Terms(date(2026, 10, 1), ("evening",), Daily()),), PLAN, product="product")
    put(record, step, product("retinoid", "Retinal"))
    (held,) = [each for each in record.circumstances(now, date(2026, 10, 24)).holds if each.step == "step"]
    assert held.end.astimezone(BERLIN).replace(tzinfo=None) == datetime(2026, 10, 26, 17, 30)
    days = [record.why("step", now, date(2026, 10, 24) + timedelta(n)) for n in range(3)]
    assert [isinstance(each.slots[0].reason, HeldBy) for each in days] == [True, True, False]


def test_nothing_that_a_hold_covered_is_caught_up(care):
    daily(care, product("retinoid", "Retinal"))
    later = END + timedelta(days=10)
    days = [care.day(later, THURSDAY + timedelta(n)) for n in range(3)]
    states = [type(due.state).__name__ for day in days for slot in day.slots for due in slot.due]
    assert states == ["Held", "Held", "Missed"]


def test_the_evening_of_the_sample_plan_after_its_session(tmp_path):
    record = Care.start(Home.at(tmp_path / "home"), datetime(2026, 11, 16, 7, tzinfo=BERLIN), name="Anna")
    record.import_plan(sample_plans()["needle_course"], datetime(2026, 11, 16, 7, 5, tzinfo=BERLIN))
    view = record.day(datetime(2026, 11, 19, 21, 4, tzinfo=BERLIN))
    (evening,) = [each for each in view.slots if each.slot.id == "evening"]
    states = {due.step.id: type(due.state).__name__ for due in evening.due}
    # its advice for that evening is: water, gel and cream, nothing else
    assert (states["gel-evening"], states["cream"]) == ("Pending", "Pending")
    assert states["serum"] == "Held"


# ---- kept and made anew


def test_what_was_taken_from_the_tables_is_kept_and_made_anew_when_it_is_damaged(care):
    step = daily(care, product("retinoid", "Retinal"))
    first = care.circumstances(NOW, THURSDAY).holds
    kept = care.folder.snapshots / "rests"
    assert kept.exists()
    for damage in (b"", b"nothing of the kind", kept.read_bytes()[:-5], kept.read_bytes()[:40] + b"\xff" * 60):
        kept.write_bytes(damage)
        assert care.circumstances(NOW, THURSDAY).holds == first
    put(care, replace(product("serum", "Glycerin"), origin=ByClient()), step)
    assert care.circumstances(NOW, THURSDAY).holds == ()
