"""What a therapist may write in a plan file, and the plan that is read from it."""

from datetime import date, datetime, time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftercare.exchange.plan_file import parse_plan, read_plan
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import OfClass, PlanHold, ReturnStage
from aftercare.model.procedure import Interval, ProcedureKind
from aftercare.model.programme import Complaint
from aftercare.model.routine import (
    WEEKDAYS,
    Daily,
    EveryDays,
    FromPlan,
    Practitioner,
    Product,
    Slot,
    Weekday,
    Weekdays,
)
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    CourseByCount,
    CourseByDates,
    Cycle,
    EveryNth,
    Phase,
    Phases,
    SinceLastUse,
)
from aftercare.model.session import Session
from aftercare.model.side import Side
from aftercare.store.reference import plan_vocabulary, product_kinds, sample_plans

SMALLEST = """
format = 1
[plan]
id = "calm"
version = 1
title = "Calm"
[practitioner]
name = "Ines Moreau"
[[products]]
id = "gel"
name = "Calming gel"
kind = "gel"
[[steps]]
id = "gel-evening"
product = "gel"
slot = "evening"
rule = "daily"
"""


def parsed(text: str) -> Plan:
    return parse_plan(text.encode(), "plan.toml", plan_vocabulary())


def only_step(text: str) -> PlanStep:
    (step,) = parsed(text).steps
    return step


def test_all_that_a_plan_can_say():
    plan = parsed(
        """
format = 1

[plan]
id = "calm-autumn"
version = 2
title = "Calm and firm"
written = 2026-11-15
starts = 2026-11-16
client = "Anna B."

[practitioner]
name = "Ines Moreau"
practice = "Moreau Acupuncture"
phone = "+44 20 7946 0143"
email = "ines@moreau.example"

[slots]
noon = 12:30:00
morning = "06:45"

[[products]]
id = "calming-gel"
name = "Calming gel"
kind = "gel"
ingredients = ["panthenol", "aloe barbadensis"]

[[steps]]
id = "rest"
name = "Rest"
slot = "noon"
rule = { every_days = 3, from = 2026-11-17 }
order = 5

[[steps]]
id = "gel"
product = "calming-gel"
name = "The gel"
slots = ["morning", "noon"]
rule = { weekdays = ["thu", "mon"] }
order = 44.5
after = ["rest"]
amount = "1 fingertip unit"
wait = "1 min 30 s"
instruction = '''
Thinly.
\tThen wait.'''

[[sessions]]
id = "session-5"
at = 2026-11-26T17:30:00
kind = "facial needles"
"""
    )
    origin = FromPlan("calm-autumn", 2)
    assert plan == Plan(
        id="calm-autumn",
        version=2,
        title="Calm and firm",
        written=date(2026, 11, 15),
        starts=date(2026, 11, 16),
        client="Anna B.",
        practitioner=Practitioner("Ines Moreau", "Moreau Acupuncture", "+44 20 7946 0143", "ines@moreau.example"),
        slots=(Slot("noon", "Noon", time(12, 30)), Slot("morning", "Morning", time(6, 45))),
        products=(Product("calming-gel", "Calming gel", "gel", origin, ("panthenol", "aloe barbadensis")),),
        steps=(
            PlanStep("rest", "Rest", ("noon",), EveryDays(3, date(2026, 11, 17)), order=5.0),
            PlanStep(
                id="gel",
                name="The gel",
                order=44.5,
                slots=("morning", "noon"),
                rule=Weekdays((Weekday.MON, Weekday.THU)),
                product="calming-gel",
                amount="1 fingertip unit",
                wait=90,
                instruction="Thinly.\n\tThen wait.",
                after=("rest",),
            ),
        ),
        sessions=(Session("session-5", datetime(2026, 11, 26, 17, 30), "facial needles", origin),),
    )


def test_what_the_smallest_plan_leaves_open_gets_its_default():
    step = only_step(SMALLEST)
    assert step == PlanStep("gel-evening", "Calming gel", ("evening",), Daily(), product="gel")


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [("60 s", 60), ("60s", 60), ("2 min", 120), ("1 min 30 s", 90), ("1 h", 3600), ("0 s", 0), ("1 h 5 min", 3900)],
)
def test_a_wait_has_a_unit(wait, seconds):
    assert only_step(f'{SMALLEST}wait = "{wait}"').wait == seconds


def test_every_n_days_count_from_the_start_of_the_plan_where_no_day_is_said():
    text = SMALLEST.replace('"daily"', "{ every_days = 3 }").replace("version", "starts = 2026-11-16\nversion")
    assert only_step(text).rule == EveryDays(3, date(2026, 11, 16))


def test_days_and_times_may_stand_in_quotation_marks():
    session = '\n[[sessions]]\nid = "s"\nkind = "needles"\nat = '
    bare = SMALLEST.replace("version", "written = 2026-11-15\nversion") + session + "2026-11-26T17:30:00"
    quoted = SMALLEST.replace("version", 'written = "2026-11-15"\nversion') + session + '"2026-11-26 17:30"'
    assert parsed(bare) == parsed(quoted)


def test_what_looks_like_markup_is_text():
    text = "[bold red]gel[/] [/oops] [link=x]&amp; {{ name }}"
    step = only_step(f'{SMALLEST}name = "{text}"\namount = "[1]"')
    assert (step.name, step.amount) == (text, "[1]")


@pytest.mark.parametrize("name", ["کرم\u200cشب", "👩\u200d⚕️ gel", "क\u094d\u200dष", "שמן", "玻尿酸"])
def test_names_of_all_scripts_are_welcome(name):
    assert only_step(f'{SMALLEST}name = "{name}"').name == name


def test_one_letter_has_one_form_and_the_ends_are_trimmed():
    assert only_step(f'{SMALLEST}name = "  Cre\u0300me "').name == "Crème"


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"\xef\xbb\xbf" + SMALLEST.encode(), id="byte order mark"),
        pytest.param(SMALLEST.replace("\n", "\r\n").encode(), id="lines of Windows"),
    ],
)
def test_what_windows_editors_add_is_no_obstacle(raw):
    assert parse_plan(raw, "plan.toml", plan_vocabulary()) == parsed(SMALLEST)


def test_a_file_is_read_from_the_disk(tmp_path):
    (tmp_path / "plan.toml").write_text(SMALLEST, encoding="utf-8")
    assert read_plan(tmp_path / "plan.toml", plan_vocabulary()) == parsed(SMALLEST)


@pytest.mark.parametrize(("name", "raw"), sample_plans(), ids=dict(sample_plans()).keys())
def test_the_sample_plans_are_good_plans(name, raw):
    plan = parse_plan(raw, name, plan_vocabulary())
    assert plan.steps
    assert plan.sessions


PROMISES = ("cure", "detox", "guarantee", "botox", "clinically proven", "stimulates collagen", "stop taking")


@pytest.mark.parametrize(("name", "raw"), sample_plans(), ids=dict(sample_plans()).keys())
def test_the_sample_plans_promise_nothing(name, raw):
    text = raw.decode().casefold()
    assert not [word for word in PROMISES if word in text]


# A valid plan of any kind, written as TOML: what is read is what was meant.

_ids = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
_texts = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_categories=("Cc", "Cf")), min_size=1, max_size=30
).filter(lambda text: text.strip() == text)
_days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
_rules = st.one_of(
    st.just(Daily()),
    st.builds(EveryDays, st.integers(2, 365), _days),
    st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(
        lambda days: Weekdays(tuple(day for day in WEEKDAYS if day in days))
    ),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    origin = FromPlan(draw(_ids), draw(st.integers(1, 1_000_000)))
    kinds = st.sampled_from(sorted(product_kinds()))
    # a percent sign says a strength
    names = _texts.filter(lambda text: "%" not in text)
    ingredients = st.lists(names, max_size=3, unique=True).map(tuple)
    products = [
        Product(each, draw(_texts), draw(kinds), origin, draw(ingredients))
        for each in draw(st.lists(_ids, max_size=3, unique=True))
    ]
    slot_ids = draw(st.lists(_ids.filter(lambda each: each not in {"morning", "evening"}), max_size=3, unique=True))
    times = st.times().map(lambda at: at.replace(microsecond=0))
    slots = [Slot(each, each.replace("-", " ").capitalize(), draw(times)) for each in slot_ids]
    known = st.sampled_from([*slot_ids, "morning", "evening"])
    steps: list[PlanStep] = []
    for each in draw(st.lists(_ids, min_size=1, max_size=4, unique=True)):
        own_slots = tuple(draw(st.lists(known, min_size=1, max_size=3, unique=True)))
        earlier = [step.id for step in steps if set(step.slots) & set(own_slots)]
        steps.append(
            PlanStep(
                id=each,
                name=draw(_texts),
                order=draw(st.floats(0, 1000)),
                slots=own_slots,
                rule=draw(_rules),
                product=draw(st.sampled_from([None, *(product.id for product in products)])),
                amount=draw(_texts),
                wait=draw(st.integers(0, 4 * 3600)),
                instruction=draw(_texts),
                after=tuple(draw(st.lists(st.sampled_from(earlier), unique=True))) if earlier else (),
            )
        )
    at = st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31)).map(lambda each: each.replace(microsecond=0))
    sessions = [Session(each, draw(at), draw(_texts), origin) for each in draw(st.lists(_ids, max_size=3, unique=True))]
    return msgspec.convert(  # in the one form in which letters are read
        msgspec.to_builtins(
            Plan(
                id=origin.plan,
                version=origin.version,
                title=draw(_texts),
                practitioner=Practitioner(draw(_texts), draw(_texts)),
                products=tuple(products),
                slots=tuple(slots),
                steps=tuple(steps),
                sessions=tuple(sessions),
                written=draw(st.none() | _days),
                starts=draw(st.none() | _days),
                client=draw(_texts),
            )
        ),
        Plan,
    )


def as_toml(plan: Plan) -> str:
    def text(value: str) -> str:
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'

    def texts(values: tuple[str, ...]) -> str:
        return "[" + ", ".join(text(value) for value in values) + "]"

    def rule(step: PlanStep) -> str:
        match step.rule:
            case Daily():
                return '"daily"'
            case EveryDays(days=days, start=start):
                return f"{{ every_days = {days}, from = {start} }}"
            case Weekdays(days=days):
                return f"{{ weekdays = {texts(tuple(day.value for day in days))} }}"

    lines = ["format = 1", "[plan]", f'id = "{plan.id}"', f"version = {plan.version}", f"title = {text(plan.title)}"]
    lines += [f"{key} = {day}" for key, day in (("written", plan.written), ("starts", plan.starts)) if day]
    lines += [f"client = {text(plan.client)}", "[practitioner]", f"name = {text(plan.practitioner.name)}"]
    lines += [f"practice = {text(plan.practitioner.practice)}", "[slots]"]
    lines += [f"{slot.id} = {slot.at}" for slot in plan.slots]
    for product in plan.products:
        lines += ["[[products]]", f'id = "{product.id}"', f"name = {text(product.name)}", f'kind = "{product.kind}"']
        lines += [f"ingredients = {texts(product.ingredients)}"]
    for step in plan.steps:
        lines += ["[[steps]]", f'id = "{step.id}"', f"name = {text(step.name)}", f"slots = {texts(step.slots)}"]
        lines += [f"rule = {rule(step)}", f"order = {step.order!r}", f'wait = "{step.wait} s"']
        lines += [f"amount = {text(step.amount)}", f"instruction = {text(step.instruction)}"]
        lines += [f"after = {texts(step.after)}"] + ([f'product = "{step.product}"'] if step.product else [])
    for session in plan.sessions:
        lines += [
            "[[sessions]]",
            f'id = "{session.id}"',
            f"at = {session.at.isoformat()}",
            f"kind = {text(session.kind)}",
        ]
    return "\n".join(lines)


@given(plans())
@settings(deadline=None, derandomize=True)
def test_a_plan_written_as_toml_is_read_as_it_was_meant(plan):
    assert parsed(as_toml(plan)) == plan


_NOV_16 = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("{ cycle = 4, on = [2, 1], from = 2026-11-16, recovery = 3 }", Cycle(4, (1, 2), _NOV_16, 3)),
        (
            '{ phases = [ { nights = ["thu", "mon"], weeks = 2 }, { every_days = 2 } ], from = 2026-11-16 }',
            Phases(_NOV_16, (Phase(Weekdays((Weekday.MON, Weekday.THU)), 2), Phase(EveryNth(2), 1))),
        ),
        ("{ phases = [ { every_days = 1 } ], from = 2026-11-16 }", Phases(_NOV_16, (Phase(Daily(), 1),))),
        ('{ after_session = "24 h to 96 h" }', AfterSession(24, 96)),
        ('{ after_session = "24–96 h" }', AfterSession(24, 96)),
        ('{ after_session = "1 day to 4 days" }', AfterSession(24, 96)),
        ('{ since_last_use = "3 days" }', SinceLastUse(72)),
        ('{ as_needed = 2, apart = "4 h" }', AsNeeded(2, 4)),
        ("{ as_needed = 3 }", AsNeeded(3)),
    ],
)
def test_every_rule_can_be_written(written, rule):
    assert only_step(SMALLEST.replace('"daily"', written)).rule == rule


def test_what_is_done_as_needed_needs_no_slot():
    text = SMALLEST.replace('"daily"', "{ as_needed = 2 }").replace('slot = "evening"\n', "")
    assert only_step(text).slots == ()


@pytest.mark.parametrize(
    ("written", "course"),
    [
        ("{ from = 2026-11-16, to = 2026-11-30 }", CourseByDates(_NOV_16, date(2026, 11, 30))),
        ("{ times = 14, from = 2026-11-16 }", CourseByCount(14, _NOV_16)),
    ],
)
def test_a_course_ends_on_a_day_or_after_so_many_times(written, course):
    assert only_step(f"{SMALLEST}course = {written}").course == course


def test_a_product_with_all_that_its_pack_says():
    said = '''kind = "gel"
ingredients = ["niacinamide 5 %", "zinc 0,5%", { name = "retinal", percent = 0.05 }, "glycerin"]
prescribed = true
amount = "1 pea"
pao = "12 M"
size = "30 ml"'''
    (product,) = parsed(SMALLEST.replace('kind = "gel"', said)).products
    assert product.ingredients == ("niacinamide", "zinc", "retinal", "glycerin")
    assert product.strengths == {"niacinamide": 5.0, "zinc": 0.5, "retinal": 0.05}
    assert (product.prescribed, product.amount, product.pao, product.size) == (True, "1 pea", 12, 30.0)


def test_a_pair_of_zones_has_one_name():
    assert only_step(f'{SMALLEST}zones = ["temple", "nose"]').zones == ("temple-r", "temple-l", "nose")


def test_purpose_hold_and_point():
    text = (
        SMALLEST.replace("version", 'purpose = { complaint = "jaw" }\nreview = 2026-12-01\nversion')
        + """
[[holds]]
id = "r"
ingredients = "retinoid"
for = "2 days"
return = [ { until = "7 days", every_days = 3 } ]
[[points]]
id = "p"
code = "ST6"
side = "left"
with = "magnet"
wear = "24 h"
[[points]]
id = "q"
code = "BL1"
with = "needle"
"""
    )
    plan = parsed(text)
    origin = FromPlan("calm", 1)
    assert (plan.purpose, plan.review) == (Complaint("jaw"), date(2026, 12, 1))
    assert plan.holds == (PlanHold("r", OfClass("retinoid"), 48, origin, stages=(ReturnStage(168, 3),)),)
    assert plan.points == (
        FacePoint("p", Side.LEFT, Means.MAGNET, origin, code="ST6", wear_hours=24),
        FacePoint("q", Side.BOTH, Means.NEEDLE, origin, code="BL1"),
    )


@pytest.mark.parametrize(
    ("said", "days"), [("28 days", 28), ("4 weeks", 28), ("1 day", 1), ("0 days", 0), ("366 d", 366)]
)
def test_how_long_needles_wait_after_something_had_elsewhere(said, days):
    plan = parsed(f'{SMALLEST}[[intervals]]\nafter = "thread-lift"\nfor = "{said}"\nreason = "Let it settle."\n')
    assert plan.intervals == (Interval(ProcedureKind.THREAD_LIFT, days, FromPlan("calm", 1), "Let it settle."),)
