"""`plan check` as a reader: what a plan leaves open, and what may be a risk in it, becomes a question; no more."""

from __future__ import annotations

import pytest

from aftercare.care import questions_on_plan, sample_plans
from aftercare.exchange.plan_file import parse_plan
from aftercare.model.plan_question import Asked, PlanQuestion
from aftercare.store.reference import plan_vocabulary

HEAD = """
format = 1
[plan]
id = "p"
version = 1
title = "A plan"
starts = 2026-11-16
{plan}
[practitioner]
name = "Ines Moreau"
"""
CREAM = """
[[products]]
id = "cream"
name = "Barrier cream"
kind = "moisturiser"
ingredients = ["ceramide NP"]
"""
SESSION = """
[[sessions]]
id = "s{number}"
at = 2026-11-{day}T17:30:00
kind = "{kind}"
"""


def asked(*parts: str, plan: str = "") -> tuple[PlanQuestion, ...]:
    """The questions on a plan of these parts; where none is a step it has one that asks nothing."""
    text = HEAD.format(plan=plan) + "\n".join(parts)
    if "[[steps]]" not in text:
        text += step('name = "Rinse"\norder = 5')
    return questions_on_plan(parse_plan(text.encode(), "plan.toml", plan_vocabulary()))


def step(says: str, *, rule: str = '"daily"', id: str = "it", slot: str | None = "evening") -> str:
    """A step that says so."""
    return f'\n[[steps]]\nid = "{id}"\nrule = {rule}\n' + (f'slot = "{slot}"\n' if slot else "") + says + "\n"


def told(words: str, rule: str = '"daily"') -> tuple[PlanQuestion, ...]:
    """The questions on a step with this instruction."""
    return asked(step(f'name = "Rinse"\norder = 5\ninstruction = "{words}"', rule=rule))


def product(kind: str, says: str = "", id: str = "it") -> str:
    return f'\n[[products]]\nid = "{id}"\nname = "The product"\nkind = "{kind}"\n{says}\n'


def session(kind: str = "facial needles", number: int = 1) -> str:
    return SESSION.format(kind=kind, number=number, day=18 + number)


def about(questions: tuple[PlanQuestion, ...]) -> list[Asked]:
    return [each.about for each in questions]


@pytest.mark.parametrize("name", sorted(sample_plans()))
def test_nothing_is_asked_about_the_samples(name: str) -> None:
    assert questions_on_plan(sample_plans()[name]) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Use it a few times a week.",
        "Use it several nights.",
        "Every few days is enough.",
        "Now and then.",
        "From time to time, when you have a minute.",
        "Once or twice.",
        "Apply regularly.",
        "Rub it in often.",
        "Repeat occasionally.",
        "Leave it on for a while.",
        "Rinse it off after a few minutes.",
        "Two or three times.",
        "Two to three times weekly.",
        "2-3x a week.",
        "Every couple of days.",
        "Repeat a number of times.",
        "Not too often.",
        "More as tolerated.",
        "As your skin allows.",
    ],
)
def test_words_that_leave_open_how_often_or_how_long_are_asked_about(words: str) -> None:
    (found,) = told(words)
    assert (found.about, found.where) == (Asked.FREQUENCY, 'step "it"')
    assert found.question.endswith("?")
    assert found.suggestion


@pytest.mark.parametrize(
    "words",
    [
        "Lukewarm water, hands only. Pat dry.",
        "It sometimes stings at first.",
        "If it stings for more than 5 minutes, skip it and tell me.",
        "15 minutes before you go out; again every 2 hours outdoors.",
        "Some redness is usual.",
        "A few drops are enough for the whole face, 3 to 5.",
        "Never press BL1, ST1 or ST9.",
        "Use a soft cloth.",
        "A mild one: not every day does the skin need more.",
        "2-3 drops.",
    ],
)
def test_words_that_only_describe_ask_nothing(words: str) -> None:
    assert told(words) == ()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Use it twice a week.", '"daily"'),
        ("Three times a week.", '{ weekdays = ["mon", "thu"] }'),
        ("Every other night.", '"daily"'),
        ("Every second day.", "{ every_days = 3 }"),
        ("As needed.", '"daily"'),
        ("Whenever you like.", "{ every_days = 2 }"),
        ("2x a week.", '"daily"'),
        ("3x/week", '"daily"'),
        ("Twice weekly.", '{ weekdays = ["mon"] }'),
        ("Use it weekly.", '"daily"'),
        ("PRN", '"daily"'),
        ("As and when.", '"daily"'),
    ],
)
def test_words_beside_another_rule_are_two_rules(words: str, rule: str) -> None:
    assert about(told(words, rule)) == [Asked.TWO_RULES]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Twice a week.", '{ weekdays = ["mon", "thu"] }'),
        ("Every other night.", "{ every_days = 2 }"),
        ("2x weekly.", '{ weekdays = ["mon", "thu"] }'),
        ("Weekly, on clean skin.", '{ weekdays = ["sun"] }'),
        ("Twice a week.", "{ phases = [ { every_days = 3, weeks = 2 }, { every_days = 2 } ] }"),
        ("As needed.", '{ as_needed = 2, apart = "4 h" }'),
    ],
)
def test_words_that_fit_the_rule_ask_nothing(words: str, rule: str) -> None:
    assert [each for each in told(words, rule) if each.about is not Asked.REVIEW] == []


@pytest.mark.parametrize(
    ("kind", "of_product", "of_step", "asks"),
    [
        ("retinoid", "", "", True),
        ("exfoliant", "", "", True),
        ("retinoid", "", 'amount = "1 pea"', False),
        ("retinoid", 'amount = "1 pea"', "", False),
        # the prescriber or the label says it
        ("rx-topical", "prescribed = true", "", False),
        # the client is told what is usual
        ("moisturiser", "", "", False),
        ("moisturiser", "", 'amount = "a little"', True),
        ("moisturiser", "", 'amount = "as needed"', True),
        ("moisturiser", "", 'amount = "generously"', True),
        *(
            ("moisturiser", "", f'amount = "{each}"', True)
            for each in ("just a touch", "liberally", "small dab", "to taste")
        ),
        ("moisturiser", "", 'amount = "3 drops"', False),
    ],
)
def test_a_missing_or_vague_amount_is_asked_for(kind: str, of_product: str, of_step: str, asks: bool) -> None:
    found = asked(product(kind, of_product), step(f'product = "it"\n{of_step}'))
    assert about(found) == [Asked.AMOUNT] * asks


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ("{ as_needed = 3 }", True),
        ('{ as_needed = 3, apart = "0 h" }', True),
        ('{ as_needed = 3, apart = "4 h" }', False),
        ("{ as_needed = 1 }", False),
    ],
)
def test_as_needed_has_a_limit_between_two_uses(rule: str, asks: bool) -> None:
    assert about(asked(CREAM, step('product = "cream"', rule=rule, slot=None))) == [Asked.LIMIT] * asks


@pytest.mark.parametrize(
    ("rule", "other", "slot", "asks"),
    [
        ('"daily"', "{ every_days = 2 }", "evening", True),
        ('"daily"', '"daily"', "morning", False),
        ('{ weekdays = ["mon"] }', '{ weekdays = ["mon", "thu"] }', "evening", True),
        ('{ weekdays = ["mon"] }', '{ weekdays = ["thu"] }', "evening", False),
        ("{ cycle = 4, on = [1], recovery = 3 }", "{ cycle = 4, on = [2], recovery = 3 }", "evening", False),
        ("{ cycle = 4, on = [1], recovery = 3 }", "{ cycle = 3, on = [2], recovery = 3 }", "evening", True),
    ],
)
def test_two_steps_about_one_thing_at_one_time_are_two_rules(rule: str, other: str, slot: str, asks: bool) -> None:
    found = asked(
        CREAM,
        step('product = "cream"', rule=rule, id="one"),
        step('product = "cream"', rule=other, id="two", slot=slot),
    )
    assert about(found) == [Asked.TWO_RULES] * asks


def test_one_after_the_other_is_no_second_rule() -> None:
    first, then = "course = { from = 2026-11-16, to = 2026-11-30 }", "course = { from = 2026-12-01, to = 2026-12-14 }"
    both = [step(f'product = "cream"\n{each}', id=name) for each, name in ((first, "one"), (then, "two"))]
    assert asked(CREAM, *both, plan="review = 2026-12-14") == ()


@pytest.mark.parametrize(
    ("hold", "usual"),
    [
        ('ingredients = "retinoid"\nfor = "24 h"', 48),
        ('ingredients = "retinoid"\nfor = "0 h"', 48),
        ('ingredients = "aha"\nfor = "48 h"', 72),
        ('product = "exfoliant"\nfor = "24 h"', 72),
        ('activity = "massage"\nfor = "24 h"', 48),
        ('activity = "magnets"\nfor = "12 h"', 24),
        ('ingredients = "retinoid"\nfor = "24 h"\nafter = ["facial needles"]', 48),
        ('ingredients = "retinoid"\nfor = "48 h"', None),
        ('ingredients = "retinoid"\nfor = "96 h"', None),
        ('ingredients = "soothing"\nfor = "0 h"', None),
        # what is usual follows needles in the face
        ('ingredients = "retinoid"\nfor = "24 h"\nafter = ["body only"]', None),
    ],
)
def test_a_hold_that_is_shorter_than_usual_is_asked_about(hold: str, usual: int | None) -> None:
    kind = "body only" if "body" in hold else "facial needles"
    found = asked(session(kind), f'[[holds]]\nid = "h"\n{hold}\n')
    assert about(found) == [Asked.SHORT_HOLD] * (usual is not None)
    assert all((each.where, f"{usual} h" in each.suggestion) == ('hold "h"', True) for each in found)


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("Sauna is fine again the day after the needles.", True),
        ("Massage again a day later.", False),
        ("No sauna the day after the needles; then again as usual.", False),
    ],
)
def test_what_the_advice_brings_back_early_is_asked_about(words: str, asks: bool) -> None:
    assert about(asked(session(), plan=f'advice = ["{words}"]')) == [Asked.SHORT_HOLD] * asks


NEEDLE = '\n[[points]]\nid = "n"\nzone = "cheek-up-l"\nwith = "needle"\n'
SNAIL = product("serum", 'ingredients = ["snail secretion filtrate of the moon"]')


@pytest.mark.parametrize(
    ("parts", "asks"),
    [
        ((SNAIL, step('product = "it"\nzones = ["cheek-up"]'), session()), True),
        ((SNAIL, step('product = "it"\nzones = ["chin"]'), session()), False),
        ((SNAIL, step('product = "it"\nzones = ["cheek-up"]')), False),
        ((SNAIL, step('product = "it"\nzones = ["cheek-up"]'), session("body only")), False),
        (
            (
                SNAIL,
                step('product = "it"\nzones = ["cheek-up"]'),
                session(),
                '[[holds]]\nid = "h"\nproduct = "serum"\nfor = "0 h"',
            ),
            False,
        ),
        # a default says it
        ((step('activity = "massage"\norder = 5\nzones = ["cheek-up"]'), session()), False),
        # it may go on at once
        ((CREAM, step('product = "cream"\nzones = ["cheek-up"]'), session()), False),
    ],
)
def test_a_step_where_needles_go_has_a_hold_or_a_word_that_it_needs_none(parts: tuple[str, ...], asks: bool) -> None:
    assert about(asked(*parts, NEEDLE)) == [Asked.NO_HOLD] * asks


MAGNET = '\n[[points]]\nid = "m"\ncode = "ST6"\nside = "both"\nwith = "magnet"\n'
MAGNETS = 'activity = "magnets"\norder = 40\n'
TELL = 'advice = ["Tell me about a pacemaker, and take them off before an MRI."]'


@pytest.mark.parametrize(
    ("parts", "plan", "asks"),
    [
        ((MAGNET,), TELL, [Asked.WEAR]),
        ((MAGNET + 'wear = "24 h"\n',), TELL, []),
        ((MAGNET + 'wear = "24 h"\n',), "", [Asked.EXCLUSIONS]),
        ((step(MAGNETS),), TELL, [Asked.WEAR]),
        ((step(MAGNETS + 'instruction = "For 24 h, on dry skin."'),), TELL, []),
        ((step(MAGNETS + 'instruction = "Not with a pacemaker."'),), "", [Asked.WEAR]),
        ((step(MAGNETS),), "", [Asked.WEAR, Asked.EXCLUSIONS]),
    ],
)
def test_magnets_have_a_time_and_exclusions_that_were_asked(
    parts: tuple[str, ...], plan: str, asks: list[Asked]
) -> None:
    assert about(asked(*parts, plan=plan)) == asks


@pytest.mark.parametrize("words", ["Press BL1 for a minute.", "Massage around ST9.", "Hold Jingming lightly."])
def test_a_point_that_is_never_for_the_clients_own_hands_is_asked_about(words: str) -> None:
    assert about(told(words)) == [Asked.NEVER_POINT]
    (found,) = asked(plan=f'advice = ["{words}"]')
    assert (found.about, found.where) == (Asked.NEVER_POINT, "advice")
    (found,) = asked(f'[[preparations]]\nid = "hands"\nwhen = "day-of"\ntext = "{words}"')
    assert (found.about, found.where) == (Asked.NEVER_POINT, 'preparation "hands"')
    (found,) = asked(f'[[points]]\nid = "brow"\ncode = "EX-HN3"\nwith = "acupressure"\nnote = "{words}"')
    assert (found.about, found.where) == (Asked.NEVER_POINT, 'point "brow"')


@pytest.mark.parametrize(
    ("parts", "plan", "asks"),
    [
        ((CREAM, step('product = "cream"\ncourse = { times = 14 }')), "", True),
        ((CREAM, step('product = "cream"\ncourse = { times = 14 }')), "review = 2026-12-14", False),
        ((CREAM, step('product = "cream"\ncourse = { times = 14 }'), session("review")), "", False),
        (tuple(session(number=each) for each in (1, 2, 3)), "", True),
        (tuple(session(number=each) for each in (1, 2)), "", False),
        ((*(session(number=each) for each in (1, 2, 3)), session("facial needles, review", 4)), "", False),
        (("[course]\nsessions = 12\nfrom = 2026-11-16",), "", True),
        (("[course]\nsessions = 12\nfrom = 2026-11-16\nreviews = [6]",), "", False),
        (("[course]\nsessions = 2\nfrom = 2026-11-16",), "", False),
    ],
)
def test_a_course_has_a_review(parts: tuple[str, ...], plan: str, asks: bool) -> None:
    assert about(asked(*parts, plan=plan)) == [Asked.REVIEW] * asks


def test_what_is_left_open_before_a_session_is_asked_about() -> None:
    line = '[[preparations]]\nid = "rest"\nwhen = "day-before"\ntext = "Apply the gel a few times a week."'
    (found,) = asked(line)
    assert (found.about, found.where) == (Asked.FREQUENCY, 'preparation "rest"')
