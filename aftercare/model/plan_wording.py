"""Words of a plan that leave open how often, how long or how much: what a client would have to guess.

What is only described ("it sometimes stings") asks nothing: such words count beside a word for doing something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aftercare.model.plan import PlanStep
from aftercare.model.plan_question import Asked, PlanQuestion
from aftercare.model.safe_text import shown

_FEW = r"(?:a few|(?:a|every) couple of|several|some|every few|a (?:number|handful) of)"
_NUMBER = r"(?:one|two|three|four|five|six|[1-9])"
_DAYS = r"(?:days|nights|mornings|evenings)"
_IN_A = r"(?: ?(?:a|per|each|every|/) ?(?:day|week|month)| (?:daily|weekly|monthly))"
#: Open whatever stands beside them.
_HOW_OFTEN = re.compile(
    rf"\b{_FEW} (?:times|days|nights|mornings|evenings|weeks)\b"
    r"|\b(?:now and then|now and again|from time to time|every so often|once in a while|every now and then"
    r"|every day or two|two or three times|one or two times|once or twice|every once in a while"
    r"|as often as (?:possible|you can)"
    r"|whenever (?:possible|you (?:can|remember|think of it|have time))"
    r"|not (?:too|very|so|that) often"
    r"|as (?:(?:well )?tolerated|(?:your |the )?skin (?:allows|tolerates|permits)))\b"
    rf"|\b(?:most|many) {_DAYS}\b"
    r"|\b(?:day|night|morning|evening|time)s? here and there\b"
    # a range of days or weeks; one of a count in an amount is usual: "2-3 drops"
    rf"|\b{_NUMBER}(?: or | to | ?[–-] ?){_NUMBER} ?(?:[x×]|times|{_DAYS}){_IN_A}\b"
    rf"|\bevery {_NUMBER}(?: or | to | ?[–-] ?){_NUMBER} (?:weeks|{_DAYS})\b"
    r"|\b(?:about|around|roughly|approximately)"
    rf" (?:once|twice|{_NUMBER} (?:times|{_DAYS})) (?:a|per|each|every) week\b",
    re.IGNORECASE,
)
#: Open where somebody is told to do something so often.
_SOMETIMES = re.compile(
    r"\b(?:regularly|(?<!as )often|frequently|sometimes|occasionally|periodically)\b", re.IGNORECASE
)
_DO = re.compile(
    r"\b(?:use|apply|put|take|press|rub|massage|wear|repeat|do|wash|cleanse|tap|hold|rinse|spray|roll|leave|wait|stroke"
    r"|cool|smooth|pat)\b",
    re.IGNORECASE,
)
_DESCRIBED = re.compile(
    r"\b(?:stings?|peels?|itch(?:es)?|tell me|call|if|when it|feels?|happens?|red)\b", re.IGNORECASE
)
#: What is told and not asked for: how the skin may be, what was before, how to reach somebody.
_TOLD = re.compile(
    r"\b(?:normal|usual|common|bruis(?:es?|ing)|redness|swelling|swollen|sore|tingl(?:es?|ing)|stings?|itch(?:es|ing)?"
    r"|(?:have|has|had|['’]ve) (?:\w+ )?(?:used(?! to)|been|had|done|taken|worn)|was|were|said|told"
    r"|call|write|ring|phone|ask|closed|away|on holiday)\b",
    re.IGNORECASE,
)
#: "For a while" of what somebody does; what is only waited for, or felt, has no length that a plan could name.
_A_WHILE = re.compile(r"\bfor (?:a (?:little |short |good )?while|some time)\b", re.IGNORECASE)
_HOW_LONG = re.compile(
    rf"\b(?:a short while|{_FEW} (?:seconds|minutes|hours)"
    r"|(?:as|so) long as you (?:like|want|wish|can|please|have time)|for a bit)\b",
    re.IGNORECASE,
)
_AT_WILL = r"(?:you (?:feel like it|please|like|want|wish)|desired|wanted)"
#: Words for as needed.
AS_NEEDED = re.compile(
    rf"\b(?:(?:as|when|if|whenever) (?:needed|necessary|required|{_AT_WILL}|you need(?: it| to)?)"
    r"|as and when|prn|p\.r\.n|ad lib(?:itum)?)\b",
    re.IGNORECASE,
)
_OPEN_MOMENT = re.compile(rf"\b(?:as|when|if|whenever) {_AT_WILL}\b", re.IGNORECASE)
#: Enough said of a mask or a cream, and not of what has to be little.
_THIN = re.compile(r"^(?:an? )?(?:very )?thin(?:ly\b| (?:layer|film|coat)\b)", re.IGNORECASE)
_COUNTED = "(?:drops|pumps|dabs|dots|sprays|pads|fingertips|squirts|strokes|puffs)"
_HOW_MUCH = re.compile(
    r"^(?:just |only |apply )?"
    r"(?:some|a little|a bit|a drop or two|enough|plenty|a lot|sparingly|not too much|little|to taste"
    r"|(?:generous|liberal)(?:ly)?|a (?:generous|liberal) amount"
    r"|as (?:much as )?(?:needed|necessary|required|you (?:like|need|want))"
    r"|an? (?:very )?(?:small|tiny|little|good|moderate|fair|decent|large|normal|usual|suitable)"
    r" (?:amount|quantity|bit)"
    rf"|(?:a few|a couple of|several) {_COUNTED}"
    r"|(?:an? )?(?:(?:very )?(?:small|tiny|little|good) )?(?:dab|dollop|dash|splash|smidgen|hint|touch|blob|smear))\b",
    re.IGNORECASE,
)
#: The same within a sentence, of what can be counted.
_FEW_OF = re.compile(rf"\b(?:a few|a couple of|several) {_COUNTED}\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCES = re.compile(r"(?<=[.!?;])\s+|\n+")


def sentences(text: str) -> list[str]:
    """Those of `text`, also where a semicolon or the end of a line parts them."""
    return _SENTENCES.split(text)


def questions_on_text(text: str, where: str, *, in_prose: bool = False) -> Iterator[PlanQuestion]:
    """What `text`, which stands at `where`, leaves open of how often and how long.

    Words of a step are about what is done; in prose, such as advice, a sentence says so by its verb.
    """
    for sentence in sentences(text):
        if is_told(sentence):
            continue
        does = _DO.search(sentence) is not None
        sometimes = _SOMETIMES.search(sentence) if does and not _DESCRIBED.search(sentence) else None
        if found := (_HOW_OFTEN.search(sentence) or sometimes):
            yield PlanQuestion(
                Asked.FREQUENCY,
                where,
                f"On which days, or how many times a day, is {shown(found[0])}?",
                'Say it by the rule of a step, such as { weekdays = ["mon", "thu"] }, and here by a number.',
            )
        if found := _HOW_LONG.search(sentence) or (_A_WHILE.search(sentence) if does or not in_prose else None):
            yield PlanQuestion(
                Asked.FREQUENCY,
                where,
                f"How long is {shown(found[0])}?",
                "Write a number, such as 2 minutes.",
            )


def is_told(sentence: str) -> bool:
    """Whether a sentence tells how something is or was, and asks nobody to do anything."""
    return _DO.search(sentence) is None and _TOLD.search(sentence) is not None


def questions_on_step_words(step: PlanStep, where: str, *, strong: bool = False) -> Iterator[PlanQuestion]:
    """What the words of a step leave open. Of a `strong` product a thin layer is no amount."""
    for text in (step.name, step.instruction, step.amount):
        yield from questions_on_text(text, where)
    for sentence in sentences(step.instruction):
        few = None if is_told(sentence) or _DIGIT.search(sentence) else _FEW_OF.search(sentence)
        if few is not None:
            yield amount_asked(where, f"How much is {shown(few[0])}?")
    vague = _HOW_MUCH.match(step.amount) or (_THIN.match(step.amount) if strong else None)
    # a number behind it says how much: "a few drops, 3 to 5"
    if (found := vague) is not None and not _DIGIT.search(step.amount):
        yield amount_asked(where, f"How much is {shown(found[0])}?")


def leaves_the_moment_open(step: PlanStep) -> bool:
    """Whether a step says that it is for whenever the client likes: no sign tells when."""
    return any(map(_OPEN_MOMENT.search, (step.name, step.instruction, step.amount)))


def amount_asked(where: str, question: str) -> PlanQuestion:
    """A question about an amount."""
    return PlanQuestion(Asked.AMOUNT, where, question, 'Write for example amount = "3 drops" or "1 fingertip unit".')
