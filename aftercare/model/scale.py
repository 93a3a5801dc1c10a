"""The scale of a measure: which values it has, how one is typed, how it is told, and where it lies among the others."""

from __future__ import annotations

from enum import StrEnum

from aftercare.errors import BadInput
from aftercare.model.measure import Licence, Measure
from aftercare.model.rating import MOST_COUNTED, MOST_POINTS, MOST_TOTAL, Count, Points, Term, Total, Value
from aftercare.model.text import folded


class Scale(StrEnum):
    """The kinds of scales."""

    POINTS = "points"
    COUNT = "count"
    TOTAL = "total"
    TERM = "term"


def scale_of(measure: Measure) -> Scale | None:
    """The scale of `measure`; None where nothing of it is shipped, or where it is followed in another way."""
    if measure.licence is Licence.NOT_SHIPPED or measure.millimetres:
        return None
    if measure.licence is Licence.TOTAL_ONLY:
        return Scale.TOTAL
    if measure.words:
        return Scale.TERM
    return Scale.COUNT if measure.highest is None else Scale.POINTS


def bounds_of(measure: Measure) -> tuple[int, int]:
    """The lowest and the highest number of `measure`; of one with words those of its words."""
    if scale_of(measure) is Scale.TERM:
        values = [each.value for each in measure.words]
        return min(values), max(values)
    highest = {Scale.COUNT: MOST_COUNTED, Scale.TOTAL: MOST_TOTAL}.get(scale_of(measure) or Scale.POINTS, MOST_POINTS)
    return measure.lowest or 0, highest if measure.highest is None else measure.highest


def highest_drawn(measure: Measure) -> int:
    """The value at the end of a drawn scale. A count has none: what goes beyond 10 looks like 10."""
    return MOST_POINTS if measure.highest is None else bounds_of(measure)[1]


def value_typed(measure: Measure, typed: str) -> Value:
    """The value of `measure` that somebody typed: a number, "x" for 10, or a word. Raises BadInput."""
    words = typed.strip()
    match scale_of(measure):
        case None:
            raise _not_rated(measure)
        case Scale.TERM:
            return Term(_term_typed(measure, words))
        case Scale.POINTS:
            return Points(MOST_POINTS if folded(words) == "x" else _number_typed(measure, words))
        case Scale.COUNT:
            return Count(_number_typed(measure, words))
        case Scale.TOTAL:
            return Total(_number_typed(measure, words))


def check_value(measure: Measure, value: Value) -> None:
    """Raises BadInput where `value` is none of `measure`."""
    lowest, highest = bounds_of(measure)
    match scale_of(measure), value:
        case None, _:
            raise _not_rated(measure)
        case Scale.TERM, Term(word=word) if word in {each.word for each in measure.words}:
            return
        case (
            (Scale.POINTS, Points(value=number))
            | (Scale.COUNT, Count(value=number))
            | (
                Scale.TOTAL,
                Total(value=number),
            )
        ) if lowest <= number <= highest:
            return
    raise BadInput(f"“{value_words(value)}” is no value of “{measure.label}”.", _possible(measure))


def value_words(value: Value) -> str:
    """Such as "7", or "much improved"."""
    return value.word if isinstance(value, Term) else str(value.value)


def number_of(value: Value, measure: Measure) -> int | None:
    """Where `value` lies on the scale; None for a word that the measure does not have any more."""
    if not isinstance(value, Term):
        return value.value
    return next((each.value for each in measure.words if each.word == value.word), None)


def _number_typed(measure: Measure, words: str) -> int:
    lowest, highest = bounds_of(measure)
    number = int(words) if words.isascii() and words.isdigit() and len(words) < 6 else -1
    if not lowest <= number <= highest:
        raise BadInput(f"“{words}” is no value of “{measure.label}”.", _possible(measure))
    return number


def _term_typed(measure: Measure, words: str) -> str:
    known, wanted = [each.word for each in measure.words], folded(words)
    exact = [each for each in known if folded(each) == wanted]
    found = exact or [each for each in known if wanted and folded(each).startswith(wanted)]
    if len(found) != 1:
        raise BadInput(f"“{words}” is no value of “{measure.label}”.", _possible(measure))
    return found[0]


def _possible(measure: Measure) -> str:
    if scale_of(measure) is Scale.TERM:
        return f"Write one of these: {', '.join(each.word for each in measure.words)}."
    lowest, highest = bounds_of(measure)
    ten = ", or x for 10" if scale_of(measure) is Scale.POINTS else ""
    return f"Write a whole number from {lowest} to {highest}{ten}."


def _not_rated(measure: Measure) -> BadInput:
    if measure.millimetres:
        return BadInput(
            f"“{measure.label}” is followed by its stage and size, not rated.",
            "`aftercare log bruise ZONE` writes down what you see of it.",
        )
    return BadInput(f"“{measure.label}” cannot be rated here. {measure.licence_words}".strip())
