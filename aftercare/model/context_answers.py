"""Answers about what else was on a day: how one is typed, whether it can be one, and how it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from aftercare.errors import BadInput, NotFound
from aftercare.model.check_in import ContextAnswer
from aftercare.model.context_item import Answered, ContextItem
from aftercare.model.text import folded, typed_text

_NUMBER = re.compile(r"-?\d{1,5}([.,]\d{1,2})?")
_YES, _NO = frozenset({"yes", "y", "1", "true"}), frozenset({"no", "n", "0", "false"})
#: Characters of the longest answer in words.
_LONGEST = 300


def item_called(typed: str, items: Mapping[str, ContextItem]) -> ContextItem:
    """The item that `typed` names by its id, label or another word. Raises NotFound, which names the nearest."""
    wanted = _plain(typed)
    named = [each for each in items.values() if wanted in _names(each)]
    found = named or [each for each in items.values() if wanted and any(n.startswith(wanted) for n in _names(each))]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"“{typed.strip()}” fits several: {', '.join(each.id for each in found)}.", "Write one of them.")
    from difflib import get_close_matches

    near = get_close_matches(wanted, [name for each in items.values() for name in _names(each)], n=1)
    step = f"Did you mean “{near[0]}”?" if near else "`aftercare facts context` lists what can be noted."
    raise NotFound(f"“{typed.strip()}” is nothing that a check-in notes.", step)


def context_typed(item: ContextItem, typed: str) -> ContextAnswer:
    """The answer to `item` that somebody typed. Raises BadInput."""
    words = typed.strip()
    match item.answered:
        case Answered.NUMBER:
            # the unit may stand behind it
            bare = words.removesuffix(item.unit).strip() if item.unit else words
            if not _NUMBER.fullmatch(bare):
                raise _impossible(item, words)
            answer = ContextAnswer(item.id, float(bare.replace(",", ".")))
        case Answered.YES_NO:
            said = folded(words)
            if said not in _YES | _NO:
                raise _impossible(item, words)
            answer = ContextAnswer(item.id, said in _YES)
        case Answered.CHOICE:
            wanted = folded(words)
            exact = [each for each in item.choices if folded(each) == wanted]
            found = exact or [each for each in item.choices if wanted and folded(each).startswith(wanted)]
            if len(found) != 1:
                raise _impossible(item, words)
            answer = ContextAnswer(item.id, found[0])
        case Answered.TEXT:
            answer = ContextAnswer(item.id, typed_text(words, "answer"))
    check_context(item, answer)
    return answer


def check_context(item: ContextItem, answer: ContextAnswer) -> None:
    """Raises BadInput where `answer` cannot be one to `item`."""
    value = answer.value
    match item.answered:
        case Answered.NUMBER:
            # msgspec reads a whole number as one with a fraction; a bool is none
            fits = (
                isinstance(value, int | float)
                and not isinstance(value, bool)
                and (item.lowest is None or item.lowest <= value)
                and (item.highest is None or value <= item.highest)
            )
        case Answered.YES_NO:
            fits = isinstance(value, bool)
        case Answered.CHOICE:
            fits = value in item.choices
        case Answered.TEXT:
            fits = isinstance(value, str)
            if isinstance(value, str):
                typed_text(value, "answer")
                if len(value) > _LONGEST:
                    raise BadInput(
                        f"The answer to “{item.label}” has {len(value):,} characters.",
                        f"Keep it under {_LONGEST}; the text of the check-in has room for more.",
                    )
    if not fits:
        raise _impossible(item, value_words(answer))


def context_words(item: ContextItem, answer: ContextAnswer) -> str:
    """Such as "7.5 h", "yes", or "8 (very high)"."""
    words = value_words(answer)
    if isinstance(answer.value, bool | str):
        return words
    band = max((each for each in item.bands if each.lowest <= answer.value), key=lambda each: each.lowest, default=None)
    unit = f" {item.unit}" if item.unit and item.unit != "day" else ""
    return f"{words}{unit}{f' ({band.word})' if band else ''}"


def value_words(answer: ContextAnswer) -> str:
    """The answer as it could be typed."""
    match answer.value:
        case bool(said):
            return "yes" if said else "no"
        case str(words):
            return words
        case number:
            return f"{number:g}"


def possible(item: ContextItem) -> str:
    """What may be answered to `item`."""
    match item.answered:
        case Answered.NUMBER:
            return f"{item.lowest:g} to {item.highest:g}{f' {item.unit}' if item.unit else ''}"
        case Answered.YES_NO:
            return "yes or no"
        case Answered.CHOICE:
            return " or ".join(item.choices)
        case Answered.TEXT:
            return "a few words"


def _impossible(item: ContextItem, typed: str) -> BadInput:
    return BadInput(f"“{typed}” is no answer to “{item.label}”.", f"Write {possible(item)}.")


def _names(item: ContextItem) -> tuple[str, ...]:
    return tuple(map(_plain, (item.id, item.label, *item.also)))


def _plain(text: str) -> str:
    return " ".join(folded(text).replace("-", " ").replace("_", " ").split())
