"""Words of a plan that leave open how often, how long or how much: what a client would have to guess.

What is only described ("it sometimes stings") asks nothing: such words count beside a word for doing something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftercare.model.plan import PlanStep
from aftercare.model.plan_question import Asked, PlanQuestion
from aftercare.model.routine import Daily, EveryDays, Weekdays
from aftercare.model.rules import AsNeeded, Rule
from aftercare.model.safe_text import shown

_FEW = r"(?:a few|a couple of|several|some|every few)"
#: Open whatever stands beside them.
_HOW_OFTEN = re.compile(
    rf"\b{_FEW} (?:times|days|nights|mornings|evenings|weeks)\b"
    r"|\b(?:now and then|now and again|from time to time|every so often|once in a while|every now and then"
    r"|every day or two|two or three times|one or two times|once or twice|as often as)\b",
    re.IGNORECASE,
)
#: Open where somebody is told to do something so often.
_SOMETIMES = re.compile(r"\b(?:regularly|often|frequently|sometimes|occasionally|periodically)\b", re.IGNORECASE)
_DO = re.compile(
    r"\b(?:use|apply|put|take|press|rub|massage|wear|repeat|do|wash|cleanse|tap|hold|rinse|spray|roll)\b", re.IGNORECASE
)
_DESCRIBED = re.compile(
    r"\b(?:stings?|peels?|itch(?:es)?|tell me|call|if|when it|feels?|happens?|red)\b", re.IGNORECASE
)
_HOW_LONG = re.compile(
    rf"\b(?:for a while|for some time|a short while|{_FEW} (?:seconds|minutes|hours))\b", re.IGNORECASE
)
_AS_NEEDED = re.compile(
    r"\b(?:as|when|if|whenever) (?:needed|necessary|required|desired|you (?:like|want|wish|need(?: it| to)?)|wanted)\b",
    re.IGNORECASE,
)
_HOW_MUCH = re.compile(
    r"^(?:some|a little|a bit|a drop or two|enough|plenty|a lot|generous(?:ly)?(?: amount)?|a generous amount"
    r"|sparingly|not too much|little|as (?:much as )?(?:needed|necessary|required|you (?:like|need|want)))\b",
    re.IGNORECASE,
)
_WEEKLY = re.compile(r"\b(once|twice|(?:two|three|four|five|[1-6]) times) (?:a|per|every|each) week\b", re.IGNORECASE)
_EVERY_OTHER = re.compile(r"\b(?:every (?:other|second)|alternate) (?:day|night|morning|evening)s?\b", re.IGNORECASE)
_NUMBERS = {"once": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def questions_on_text(text: str, where: str) -> Iterator[PlanQuestion]:
    """What `text`, which stands at `where`, leaves open of how often and how long."""
    for sentence in _SENTENCES.split(text):
        told = _SOMETIMES.search(sentence) if _DO.search(sentence) and not _DESCRIBED.search(sentence) else None
        if found := (_HOW_OFTEN.search(sentence) or told):
            yield PlanQuestion(
                Asked.FREQUENCY,
                where,
                f"On which days, or how many times a day, is {shown(found[0])}?",
                'Say it by the rule of a step, such as { weekdays = ["mon", "thu"] }, and here by a number.',
            )
        if found := _HOW_LONG.search(sentence):
            yield PlanQuestion(
                Asked.FREQUENCY,
                where,
                f"How long is {shown(found[0])}?",
                "Write a number, such as 2 minutes.",
            )


def questions_on_step_words(step: PlanStep, where: str) -> Iterator[PlanQuestion]:
    """What the words of a step leave open, and where they contradict its rule."""
    for text in (step.name, step.instruction):
        yield from questions_on_text(text, where)
        yield from _beside_its_rule(text, step.rule, where)
    if (found := _HOW_MUCH.match(step.amount)) is not None:
        yield amount_asked(where, f"How much is {shown(found[0])}?")


def amount_asked(where: str, question: str) -> PlanQuestion:
    """A question about an amount."""
    return PlanQuestion(Asked.AMOUNT, where, question, 'Write for example amount = "3 drops" or "1 fingertip unit".')


def _beside_its_rule(text: str, rule: Rule, where: str) -> Iterator[PlanQuestion]:
    if isinstance(rule, AsNeeded):
        return
    if found := _AS_NEEDED.search(text):
        yield PlanQuestion(
            Asked.TWO_RULES,
            where,
            f"Is it due on the days of its rule, or only {shown(found[0])}?",
            'Keep one: rule = { as_needed = 2, apart = "4 h" }, or leave these words out.',
        )
    weekly, other = _WEEKLY.search(text), _EVERY_OTHER.search(text)
    for said in (
        weekly if weekly is not None and not _fits_weekly(weekly[1], rule) else None,
        other if not _fits_every_other(rule) else None,
    ):
        if said is not None:
            yield PlanQuestion(
                Asked.TWO_RULES,
                where,
                f"The step says {shown(said[0])}, and its rule something else. Which of the two is meant?",
                "Say it once, by the rule.",
            )


def _fits_weekly(words: str, rule: Rule) -> bool:
    """Whether a rule may come to so many times a week; of some only the calendar tells."""
    first = words.split()[0].casefold()
    times = _NUMBERS[first] if first in _NUMBERS else int(first)
    match rule:
        case Daily():
            return False
        case Weekdays(days):
            return len(days) == times
        case _:
            return True


def _fits_every_other(rule: Rule) -> bool:
    match rule:
        case Daily() | Weekdays():
            return False
        case EveryDays(days):
            return days == 2
        case _:
            return True
