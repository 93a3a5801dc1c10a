"""The last 14 days of what a client watches: a line a measure, with a word only where the change means something.

The older seven days are compared with the newer seven, zone by zone, and only where both have three rated days: one odd
day is no change. What is smaller than the measure's meaningful change gets no word (facts, section 9).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean

from msgspec import Struct

from aftercare.model.check_in import CheckIn
from aftercare.model.measure import Direction, Measure
from aftercare.model.rating import Subject
from aftercare.model.scale import Scale, bounds_of, number_of, scale_of

DAYS = 14
#: The days that are compared with those before them.
_HALF = 7
#: So many rated days each half needs before anything is said.
LEAST_DAYS = 3
_DAY = timedelta(days=1)


class Trend(StrEnum):
    """The word for a change that means something."""

    BETTER = "better"
    WORSE = "worse"


class MeasureLine(Struct, frozen=True):
    """One measure: a value for each of the 14 days, oldest first, None where it was not rated.

    Of several zones a day's value is their mean. `highest` is the top of the scale; of a count the highest of the days.
    """

    measure: Measure
    values: tuple[float | None, ...]
    highest: float
    trend: Trend | None

    @property
    def last(self) -> float | None:
        """The value of the last rated day."""
        return next((each for each in reversed(self.values) if each is not None), None)


_BARS = "▁▂▃▄▅▆▇█"
#: What stands for a day without a rating.
NOT_RATED = "·"


def spark_words(line: MeasureLine) -> str:
    """A sign for each day: the higher the value the higher the bar."""
    top = line.highest or 1
    return "".join(
        NOT_RATED if each is None else _BARS[min(len(_BARS) - 1, int(each / top * len(_BARS)))] for each in line.values
    )


def line_name(line: MeasureLine) -> str:
    """The measure in a word or two: "Dryness, flaking" is "dryness" here."""
    name = line.measure.label.partition(",")[0]
    return name[:1].lower() + name[1:]


def last_words(line: MeasureLine) -> str:
    """The last value, with the word for a change that means something: "2 better"."""
    value = f"{line.last:.1f}".removesuffix(".0") if line.last is not None else ""
    return f"{value} {line.trend}" if line.trend is not None else value


def measure_lines(
    check_ins: Iterable[CheckIn], subjects: Sequence[Subject], measures: Mapping[str, Measure], today: date
) -> tuple[MeasureLine, ...]:
    """The lines of the measures of `subjects`, in their order; a measure that was not rated has none."""
    days = [today - (DAYS - 1 - back) * _DAY for back in range(DAYS)]
    values = values_by_day(check_ins, measures)
    lines = []
    for name in dict.fromkeys(each.measure for each in subjects):
        measure = measures.get(name)
        if measure is None or scale_of(measure) in (None, Scale.TERM):
            continue
        of = [values[each] for each in subjects if each.measure == name and each in values]
        daily = [[each[day] for each in of if day in each] for day in days]
        if not any(daily):
            continue
        means = tuple(fmean(each) if each else None for each in daily)
        counted = scale_of(measure) is Scale.COUNT
        highest = max((each for each in means if each is not None), default=0) if counted else bounds_of(measure)[1]
        lines.append(MeasureLine(measure, means, float(highest), _trend(of, measure, today)))
    return tuple(lines)


def values_by_day(check_ins: Iterable[CheckIn], measures: Mapping[str, Measure]) -> dict[Subject, dict[date, int]]:
    """What each subject was rated on each day: of several check-ins of a day the last one counts."""
    found: dict[Subject, dict[date, int]] = {}
    for each in sorted(check_ins, key=lambda one: (one.day, one.at)):
        for rating in each.ratings:
            measure = measures.get(rating.measure)
            value = number_of(rating.value, measure) if measure is not None else None
            if value is not None:
                found.setdefault(rating.subject, {})[each.day] = value
    return found


def meaningful_change(measure: Measure, before: float) -> float | None:
    """The smallest change from `before` that means something; None where the measure names none."""
    if measure.change_points is not None:
        return measure.change_points
    if measure.change_percent is not None and before > 0:
        return before * measure.change_percent / 100
    return None


def _trend(of: Iterable[Mapping[date, int]], measure: Measure, today: date) -> Trend | None:
    pairs = [pair for each in of if (pair := _halves(each, today)) is not None]
    if not pairs or measure.direction is Direction.NONE:
        return None
    before, after = (fmean(side) for side in zip(*pairs, strict=True))
    least = meaningful_change(measure, before)
    # means of whole numbers: what differs in the last digit only is the same
    if least is None or abs(after - before) < least - 1e-9:
        return None
    higher_is_better = measure.direction is Direction.HIGHER_BETTER
    return Trend.BETTER if (after > before) == higher_is_better else Trend.WORSE


def _halves(values: Mapping[date, int], today: date) -> tuple[float, float] | None:
    """The means of the older and the newer half; None where one of them is too thin."""
    turn = today - (_HALF - 1) * _DAY
    first = today - (DAYS - 1) * _DAY
    before = [value for day, value in values.items() if first <= day < turn]
    after = [value for day, value in values.items() if turn <= day <= today]
    if len(before) < LEAST_DAYS or len(after) < LEAST_DAYS:
        return None
    return fmean(before), fmean(after)
