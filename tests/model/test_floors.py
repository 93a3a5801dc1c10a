"""The floors: what is not offered, by what the client said. Each exclusion, each kind of product, and the days."""

from datetime import date, time, timedelta

import pytest
from days_in_rows import BERLIN, START, a_step, circumstances, on_day, row_of, wall
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.care.flooring import floor_facts
from aftercare.model.check_off import Barred, Done, Missed, Pending
from aftercare.model.deciding import StepWalk
from aftercare.model.floor import FloorKind
from aftercare.model.floor_words import floor_words, next_step
from aftercare.model.flooring import Allowed, NotAllowed, floors_over, magnets_allowed
from aftercare.model.magnet_rule import magnet_exclusions
from aftercare.model.routine import EVENING, MORNING, Activity, ByClient, Daily, FormerProduct, Product, Routine, Slot
from aftercare.model.rules import AsNeeded, Cycle
from aftercare.model.rulings import AskFirst, BarredBy, Verdict
from aftercare.model.safety import (
    Agreement,
    Agrees,
    DatedAgreement,
    DatedSaid,
    SafetyAnswer,
    SafetyProfile,
    Said,
    agreement_id,
)
from aftercare.model.safety_questions import allergens_in, exclusions_of, safety_questions
from aftercare.model.why_words import ruling_words, why_lines
from aftercare.store.reference import ingredients, magnet_rules

EXCLUSIONS = exclusions_of(magnet_rules().values())
QUESTIONS = [each.question for each in EXCLUSIONS]
ORIGIN = ByClient()


def said(**answers):
    """A profile: each question as one answer from the first day on, or as {day number: answer}."""
    return SafetyProfile(
        {
            question.replace("_", "-"): SafetyAnswer(
                tuple(
                    DatedSaid(on_day(number), one)
                    for number, one in sorted((answer if isinstance(answer, dict) else {0: answer}).items())
                )
            )
            for question, answer in answers.items()
        }
    )


def all_no(**others):
    """Every exclusion answered with no, but for `others`, where None takes the answer away."""
    answers = dict.fromkeys(QUESTIONS, Said.NO) | {k.replace("_", "-"): v for k, v in others.items()}
    return said(**{question: one for question, one in answers.items() if one is not None})


def agreed(profile, thing, *of, who=Agrees.DOCTOR, day=0, yes=True):
    one = Agreement(who, thing, (DatedAgreement(on_day(day), yes, of),))
    return replace(profile, agreements={**profile.agreements, agreement_id(who, thing): one})


def routine_of(*steps, products=(), slots=(MORNING, EVENING)):
    return Routine({each.id: each for each in slots}, {each.id: each for each in products}, {s.id: s for s in steps})


def floored(routine, profile):
    return floors_over(routine, profile, floor_facts(routine))


def first_floor(step, profile, products=(), slots=(MORNING, EVENING)):
    routine = routine_of(step, products=products, slots=slots)
    return next((each.floor for each in floored(routine, profile) if each.includes(START)), None)


def product(name="Serum", kind="serum", *ingredients, **more):
    return Product("serum", name, kind, ORIGIN, ingredients, **more)


def applying(rule=None, **more):
    return a_step(rule or Daily(), step_id="step", product="serum", **more)


MAGNETS = a_step(Daily(), slots=("morning",), step_id="magnets", product=None, activity=Activity.MAGNETS)

# ---- magnets: each exclusion of the table, of the client and of somebody close


def test_every_exclusion_of_the_table_is_asked_of_the_client_and_of_whoever_is_close():
    rules = magnet_exclusions(magnet_rules().values())
    assert len(rules) == 12
    assert [each.id for each in rules] + [f"{each.id}-nearby" for each in rules if each.bed_partner] == QUESTIONS
    asked = {each.id for each in safety_questions(magnet_rules())}
    assert set(QUESTIONS) < asked


def test_magnets_are_offered_once_every_exclusion_is_answered_with_no():
    assert magnets_allowed(all_no(), EXCLUSIONS, START) == Allowed()
    assert first_floor(MAGNETS, all_no()) is None


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    ("answer", "recorded", "unanswered"),
    [(Said.YES, 1, 0), (Said.RATHER_NOT_SAY, 0, 1), (None, 0, 1)],
    ids=["recorded", "rather not say", "not answered"],
)
def test_one_exclusion_alone_keeps_magnets_away(question, answer, recorded, unanswered):
    profile = all_no(**{question: answer})
    found = magnets_allowed(profile, EXCLUSIONS, START)
    assert isinstance(found, NotAllowed)
    assert (len(found.reasons), len(found.unanswered)) == (recorded, unanswered)
    label = next(each.label for each in EXCLUSIONS if each.question == question)
    assert label in (*found.reasons, *found.unanswered)
    floor = first_floor(MAGNETS, profile)
    assert floor is not None
    assert not floor.goes_on


@pytest.mark.parametrize(
    "step",
    [
        MAGNETS,
        replace(MAGNETS, activity=Activity.OTHER, name="Magnets at the jaw"),
        replace(MAGNETS, activity=Activity.ACUPRESSURE, name="Kleine Magnete"),
        replace(MAGNETS, terms=a_step(AsNeeded(3), slots=()).terms),
    ],
)
def test_magnets_are_known_by_their_activity_and_by_what_they_are_called(step):
    assert first_floor(step, SafetyProfile()) is not None


@pytest.mark.parametrize(
    ("zones", "slots", "barred"),
    [
        (("jawline-l", "temple-r"), ("evening",), False),
        (("brow-lid-l",), ("morning",), True),
        (("brow-lid-r",), ("morning",), True),
        (("undereye-l",), ("morning",), True),
        (("undereye-r",), ("morning",), True),
        (("lips",), ("morning",), False),
        (("lips",), ("evening",), True),
        (("mouth-corner-l",), ("morning", "evening"), True),
        (("mouth-corner-r",), ("night",), True),
    ],
)
def test_no_magnet_within_the_orbit_and_none_at_the_mouth_overnight(zones, slots, barred):
    step = a_step(Daily(), slots=slots, product=None, activity=Activity.MAGNETS, zones=zones)
    night = Slot("night", "Night", time(1, 30))
    assert (first_floor(step, all_no(), slots=(MORNING, EVENING, night)) is not None) is barred


# ---- pregnancy: retinoids and hydroquinone

DOCTOR_ASKED = [row for row in ingredients().values() if {"retinoid", "retinoid-ester"} & set(row.classes)]
DOCTOR_ASKED.append(ingredients()["hydroquinone"])


@pytest.mark.parametrize("row", DOCTOR_ASKED, ids=lambda row: row.id)
def test_with_a_recorded_pregnancy_each_retinoid_and_hydroquinone_waits_for_the_doctor(row):
    for name in row.names:
        assert first_floor(applying(), said(pregnancy=Said.YES), [product("Serum", "serum", name)]) is not None, name


@pytest.mark.parametrize(
    ("told", "barred"),
    [
        (product("Night cream", "retinoid"), True),
        (product("Retinol 1 %", "serum"), True),
        (product("Retinoid serum", "serum"), True),
        (product("Serum", "serum", "squalane / retinal"), True),
        (product("Serum", "serum", "Encapsulated RETINOL complex"), True),
        (product("Serum", "serum", "niacinamide", "bakuchiol"), False),
        (product("Serum", "serum", "glycolic acid"), False),
    ],
    ids=lambda each: " ".join((each.name, *each.ingredients)) if isinstance(each, Product) else "",
)
def test_a_retinoid_is_known_by_its_kind_its_name_and_whatever_its_label_says(told, barred):
    assert (first_floor(applying(), said(pregnancy=Said.YES), [told]) is not None) is barred


def test_a_step_without_a_product_is_known_by_its_name():
    step = replace(applying(), product=None, name="Tretinoin")
    assert first_floor(step, said(pregnancy=Said.YES)) is not None
    assert first_floor(step, agreed(said(pregnancy=Said.YES), "step", "tretinoin")) is None


@pytest.mark.parametrize("answer", [Said.NO, Said.RATHER_NOT_SAY])
def test_once_no_pregnancy_is_recorded_it_is_offered_and_nobody_has_to_say_more(answer):
    assert first_floor(applying(), said(pregnancy=answer), [product("Serum", "serum", "retinol")]) is None


@pytest.mark.parametrize("row", DOCTOR_ASKED, ids=lambda row: row.id)
def test_before_anybody_has_answered_each_retinoid_and_hydroquinone_waits(row):
    floor = first_floor(applying(), SafetyProfile(), [product("Serum", "serum", row.label)])
    assert floor is not None
    assert (floor.kind, floor.because, floor.unanswered) == (FloorKind.PREGNANCY, (row.label,), ("A pregnancy",))
    assert not floor.goes_on


def test_what_holds_neither_waits_for_no_answer():
    told = product("Serum", "serum", "glycolic acid", "bakuchiol")
    assert first_floor(applying(), SafetyProfile(), [told]) is None


@pytest.mark.parametrize("word", [False, True], ids=["no word", "the doctor's word"])
def test_nothing_but_an_answer_ends_that_waiting(word):
    profile = agreed(SafetyProfile(), "serum", "retinol") if word else SafetyProfile()
    floor = first_floor(applying(), profile, [product("Serum", "serum", "retinol")])
    assert floor is not None
    assert "are you pregnant, or could you be?" in floor_words(floor)
    assert "A pregnancy is recorded" not in floor_words(floor)
    assert "rather not say" in next_step(floor)


def test_what_a_doctor_prescribed_waits_for_no_answer():
    assert first_floor(applying(), SafetyProfile(), [product("Tretinoin cream", "rx-topical", "tretinoin")]) is None
    marked = product("Tretinoin cream", "serum", "tretinoin", prescribed=True)
    assert first_floor(applying(), SafetyProfile(), [marked]) is None


@pytest.mark.parametrize("answer", [Said.NO, Said.RATHER_NOT_SAY])
def test_an_answer_counts_from_its_day_on_and_the_days_before_stay_barred(answer):
    routine = routine_of(applying(), products=[product("Serum", "serum", "retinol")])
    seen = circumstances(wall(7), floors=floored(routine, said(pregnancy={4: answer})))
    assert row_of_verdicts(applying(), routine, seen, 10) == "bbbbxxxxxx"
    walk = StepWalk(applying(), routine, seen)
    states = [type(walk.on(on_day(n)).slots[0].state) for n in range(8)]
    assert states == [Barred] * 4 + [Missed] * 3 + [Pending]


@pytest.mark.parametrize(
    ("of", "day", "yes", "barred"),
    [
        (("retinol",), 3, True, False),
        (("retinal",), 3, True, True),
        ((), 3, True, True),
        (("retinol",), 3, False, True),
        (("retinol",), 1, True, True),
    ],
    ids=["agreed", "to something else", "to nothing", "no longer", "before this pregnancy"],
)
def test_the_doctors_word_counts_for_what_is_in_it_and_for_this_pregnancy(of, day, yes, barred):
    profile = agreed(said(pregnancy={2: Said.YES}), "serum", *of, day=day, yes=yes)
    step, holding = applying(), product("Serum", "serum", "retinol")
    floors = floored(routine_of(step, products=[holding]), profile)
    assert any(each.includes(on_day(5)) for each in floors) is barred


def test_an_agreement_ends_with_another_ingredient_and_another_pregnancy():
    changed = product(
        "Serum",
        "serum",
        "retinol",
        "tretinoin",
        former=(FormerProduct(on_day(4), "Serum", "serum", ("retinol",), False, "", {}),),
    )
    answers = {0: Said.YES, 8: Said.NO, 12: Said.YES}
    profile = agreed(said(pregnancy=answers), "serum", "retinol")
    seen = circumstances(floors=floored(routine_of(applying(), products=[changed]), profile))
    routine = routine_of(applying(), products=[changed])
    walk = StepWalk(applying(), routine, seen)
    barred = [n for n in range(15) if walk.on(on_day(n)).verdict is Verdict.BARRED]
    assert barred == [5, 6, 7, 12, 13, 14]


def test_a_prescribed_one_in_use_stays_due_and_asks_and_a_new_one_waits():
    rx = product("Tretinoin cream", "rx-topical", "tretinoin")
    profile = said(pregnancy={3: Said.YES})
    going, new = applying(), applying(since=on_day(3))
    for step, verdict, ruling in ((going, Verdict.DUE, AskFirst), (new, Verdict.BARRED, BarredBy)):
        routine = routine_of(step, products=[rx])
        decision = StepWalk(step, routine, circumstances(floors=floored(routine, profile))).on(on_day(5))
        assert decision.verdict is verdict
        assert isinstance(decision.reason, ruling)
        words = ruling_words(decision.reason, BERLIN, on_day(5), on_day(5))
        assert "stop" not in words
        assert ("stays due" in words) is (verdict is Verdict.DUE)


def test_what_was_no_medicine_before_is_none_by_being_called_one_now():
    former = (FormerProduct(on_day(3), "Serum", "serum", ("retinol",), False, "", {}),)
    now_rx = product("Serum", "rx-topical", "retinol", former=former)
    routine = routine_of(applying(), products=[now_rx])
    floors = floored(routine, said(pregnancy={3: Said.YES}))
    assert [(each.first, each.last, each.floor.goes_on) for each in floors if each.includes(on_day(9))] == [
        (on_day(4), None, False)
    ]


# ---- under 18


@pytest.mark.parametrize(
    ("told", "barred"),
    [
        (product("Serum", "serum", "retinol"), True),
        (product("Serum", "serum", "salicylic acid"), True),
        (product("Toner", "exfoliant"), True),
        (product("Gel", "rx-topical", "adapalene"), False),
        (product("Cream", "moisturiser", "parfum", "glycerin"), False),
    ],
)
def test_under_18_an_active_waits_for_a_guardian(told, barred):
    profile = said(under_18=Said.YES, pregnancy=Said.NO)
    floor = first_floor(applying(), profile, [told])
    assert (floor is not None) is barred
    assert first_floor(applying(), said(under_18=Said.NO, pregnancy=Said.NO), [told]) is None
    routine = routine_of(applying(), products=[told])
    from aftercare.model.flooring import marks_of

    of = [each.id for each in marks_of(applying(), told, floor_facts(routine))]
    assert first_floor(applying(), agreed(profile, "serum", *of, who=Agrees.GUARDIAN), [told]) is None
    by_doctor = agreed(profile, "serum", *of, who=Agrees.DOCTOR)
    assert (first_floor(applying(), by_doctor, [told]) is not None) is barred


# ---- the days


def test_a_past_day_keeps_what_was_then_known():
    answers = {question: {3: Said.NO} for question in QUESTIONS}
    answers["pump"] = {3: Said.NO, 6: Said.YES}
    routine = routine_of(MAGNETS)
    seen = circumstances(wall(8), floors=floored(routine, said(**answers)))
    assert row_of_verdicts(MAGNETS, routine, seen, 10) == "bbbxxxbbbb"


def row_of_verdicts(step, routine, seen, days):
    walk = StepWalk(step, routine, seen)
    letters = {Verdict.BARRED: "b", Verdict.DUE: "x"}
    return "".join(letters.get(walk.on(on_day(n)).verdict, ".") for n in range(days))


def test_what_was_done_before_the_answer_stays_done_and_nothing_barred_is_missed():
    holding = product("Serum", "serum", "retinol")
    routine = routine_of(applying(), products=[holding])
    seen = circumstances(wall(4), "d.d", "step", floors=floored(routine, said(pregnancy={0: Said.NO, 2: Said.YES})))
    walk = StepWalk(applying(), routine, seen)
    states = [type(walk.on(on_day(n)).slots[0].state) for n in range(5)]
    assert states == [Done, Missed, Done, Barred, Barred]


def test_occurrences_over_years_know_the_floor_too():
    routine = routine_of(MAGNETS)
    seen = circumstances(floors=floored(routine, all_no(pump={0: Said.NO, 5: Said.YES})))
    found = StepWalk(MAGNETS, routine, seen).occurrences(START, on_day(7))
    assert [verdict for _, _, verdict in found] == [Verdict.DUE] * 5 + [Verdict.BARRED] * 3


def test_a_floor_interrupts_no_cycle_of_the_others():
    night, acid = (a_step(Cycle(4, (due,), START, 3), step_id=f"n{due}", product=f"p{due}") for due in (2, 1))
    products = [
        Product("p2", "Retinal", "retinoid", ORIGIN, ("retinal",)),
        Product("p1", "Acid", "exfoliant", ORIGIN, ("lactic acid",)),
    ]
    routine = routine_of(night, acid, products=products)
    free = row_of(acid, circumstances(), routine=routine)
    seen = circumstances(floors=floored(routine, said(pregnancy=Said.YES)))
    assert row_of(acid, seen, routine=routine) == free


def test_why_tells_the_floor_who_says_so_and_what_to_do():
    routine = routine_of(MAGNETS)
    for profile, words in (
        (SafetyProfile(), "Answer the questions: `aftercare safety`"),
        (all_no(pacemaker_nearby=Said.YES), "pacemaker, of somebody close"),
    ):
        decision = StepWalk(MAGNETS, routine, circumstances(floors=floored(routine, profile))).on(START)
        ((heading, lines),) = why_lines(decision, routine, BERLIN, START)
        assert heading == "Morning 07:30: not offered"
        assert words in lines[-1]


ANSWERS = st.sampled_from([Said.YES, Said.NO, Said.RATHER_NOT_SAY])
DATED = st.dictionaries(st.integers(0, 12), ANSWERS, min_size=1, max_size=4).map(
    lambda each: dict(sorted(each.items()))
)


@given(
    pregnancy=DATED,
    exclusion=DATED,
    words=st.dictionaries(st.integers(0, 12), st.booleans(), max_size=4),
    answered=st.text("ds.", max_size=12),
    day=st.integers(0, 14),
)
def test_on_a_day_with_a_floor_nothing_is_pending_or_missed(pregnancy, exclusion, words, answered, day):
    holding = product("Serum", "serum", "retinal")
    routine = routine_of(applying(), MAGNETS, products=[holding])
    answers = dict.fromkeys(QUESTIONS, Said.NO) | {"csf-shunt-nearby": exclusion, "pregnancy": pregnancy}
    profile = said(**answers)
    dated = tuple(DatedAgreement(on_day(n), yes, ("retinal",)) for n, yes in sorted(words.items()))
    if dated:
        one = Agreement(Agrees.DOCTOR, "serum", dated)
        profile = replace(profile, agreements={agreement_id(Agrees.DOCTOR, "serum"): one})
    seen = circumstances(wall(10), answered, "step", floors=floored(routine, profile))
    for step, free in ((applying(), _may_use(pregnancy, words, day)), (MAGNETS, _said_on(exclusion, day) is Said.NO)):
        decision = StepWalk(step, routine, seen).on(on_day(day))
        (slot,) = decision.slots
        assert (slot.verdict is Verdict.DUE) is free
        assert free or isinstance(slot.state, Barred | Done) or type(slot.state).__name__ == "Skipped"


def _said_on(dated, day):
    return next((dated[n] for n in sorted(dated, reverse=True) if n <= day), None)


def _may_use(pregnancy, words, day):
    """The floor said once more, day by day: an answer, and no yes, or the doctor's word within the same run of yes."""
    if _said_on(pregnancy, day) is not Said.YES:
        return _said_on(pregnancy, day) is not None
    latest = max((n for n in words if n <= day), default=None)
    if latest is None or not words[latest]:
        return False
    begun = day
    while begun > 0 and _said_on(pregnancy, begun - 1) is Said.YES:
        begun -= 1
    return latest >= begun


@given(
    answers=st.dictionaries(st.integers(0, 12), ANSWERS, max_size=3),
    words=st.dictionaries(st.integers(0, 12), st.booleans(), max_size=2),
    answered=st.text("ds.", max_size=12),
    prescribed=st.booleans(),
    day=st.integers(0, 14),
    now=st.integers(0, 14),
)
def test_before_the_first_answer_no_retinoid_is_pending_or_missed_unless_prescribed(
    answers, words, answered, prescribed, day, now
):
    routine = routine_of(applying(), products=[product("Serum", "serum", "retinal", prescribed=prescribed)])
    profile = said(pregnancy=answers) if answers else SafetyProfile()
    for number, yes in words.items():
        profile = agreed(profile, "serum", "retinal", day=number, yes=yes)
    seen = circumstances(wall(now), answered, "step", floors=floored(routine, profile))
    (slot,) = StepWalk(applying(), routine, seen).on(on_day(day)).slots
    if day < min(answers, default=day + 1):
        assert (slot.verdict is Verdict.DUE) is prescribed
        assert prescribed or not isinstance(slot.state, Pending | Missed)


# ---- known allergens


@pytest.mark.parametrize(
    ("answers", "names", "label", "held"),
    [
        ({"allergen_lanolin": Said.YES}, (), ("Lanolin",), ("lanolin (Lanolin)",)),
        ({"allergen_lanolin": Said.NO}, (), ("Lanolin",), ()),
        ({"allergen_lanolin": Said.RATHER_NOT_SAY}, (), ("Lanolin",), ()),
        ({"allergen_daisy": Said.YES}, (), ("Arnica Montana Flower Extract",), ("daisy family (Arnica)",)),
        ({}, ("balsam of Peru",), ("Balsam of Peru extract",), ("balsam of Peru (Balsam of Peru extract)",)),
        ({}, ("vitamin A",), ("RETINOL",), ("vitamin A (RETINOL)",)),
        ({}, ("nickel",), ("Glycerin",), ()),
    ],
)
def test_a_product_is_marked_by_family_and_by_the_names_that_were_given(answers, names, label, held):
    profile = said(**answers)
    if names:
        others = SafetyAnswer((DatedSaid(START, Said.YES, names),))
        profile = replace(profile, answers={**profile.answers, "other-allergens": others})
    assert allergens_in(product("Cream", "moisturiser", *label), profile, ingredients(), START) == held
    assert allergens_in(product("Cream", "moisturiser", *label), profile, ingredients(), START - timedelta(1)) == ()


def test_dates_of_answers_need_no_order():
    answer = SafetyAnswer((DatedSaid(date(2026, 11, 9), Said.NO), DatedSaid(date(2026, 11, 2), Said.YES)))
    assert answer.said_yes_since(date(2026, 11, 5)) == date(2026, 11, 2)
    assert answer.said_yes_since(date(2026, 11, 9)) is None
