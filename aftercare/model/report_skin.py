"""How the skin was over the days of a report: measures over time and zone by zone, compared only where that is fair.

The first days with a rating are compared with the last: a week each, or half the period where that is shorter, and only
where both have three rated days. What is smaller than the measure's meaningful change is "no clear change".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean

from msgspec.structs import replace

from aftercare.model.check_in import CheckIn
from aftercare.model.measure import Direction, Measure
from aftercare.model.rating import Subject
from aftercare.model.recent_ratings import LEAST_DAYS, meaningful_change, values_by_day
from aftercare.model.report import Compared, FaceOfMeasure, MeasureCourse, Plotted, Verdict, ZoneChange
from aftercare.model.scale import Scale, bounds_of, scale_of
from aftercare.model.zone import Zone

_DAY = timedelta(days=1)
#: The longest stretch that stands for the beginning and for the end.
_STRETCH = 7
#: From so many days on a plotted value stands for a week, and for four weeks.
_BY_WEEK, _BY_MONTH = 120, 1100
_WEEK, _MONTH = 7, 28

DailyValues = Mapping[date, float]


def skin_over(
    check_ins: Iterable[CheckIn],
    measures: Mapping[str, Measure],
    zones: Mapping[str, Zone],
    first: date,
    last: date,
) -> tuple[tuple[MeasureCourse, ...], tuple[FaceOfMeasure, ...]]:
    """Each measure that was rated, over time and by zone, those with the most rated days first."""
    rated = values_by_day(check_ins, measures)
    courses, faces = [], []
    for name in dict.fromkeys(each.measure for each in rated):
        measure = measures[name]
        if scale_of(measure) in (None, Scale.TERM):
            continue
        of = {subject: values for subject, values in rated.items() if subject.measure == name}
        courses.append(_course(measure, of, first, last))
        changed = [
            ZoneChange(zone.id, zone.label, compared(values, measure, first, last))
            for zone in zones.values()
            if (values := of.get(Subject(name, zone.id)))
        ]
        if changed:
            faces.append(FaceOfMeasure(name, measure.label, tuple(changed)))
    return (
        tuple(sorted(courses, key=lambda each: (-each.days, each.label))),
        tuple(sorted(faces, key=lambda each: (-len(each.zones), each.label))),
    )


def compared(values: Mapping[date, int] | DailyValues, measure: Measure, first: date, last: date) -> Compared:
    """The beginning of the period beside its end."""
    stretch = min(_STRETCH, ((last - first).days + 1) // 2)
    days = sorted(values)
    if not days or not stretch:
        return Compared(None, None, 0, 0, Verdict.TOO_FEW)
    opens, closes = days[0] + stretch * _DAY, days[-1] - stretch * _DAY
    before = [values[day] for day in days if day < opens]
    # no day stands for both: where the ratings lie so close, there is no later stretch
    after = [values[day] for day in days if day > closes and day >= opens]
    means = fmean(before), fmean(after) if after else None
    if len(before) < LEAST_DAYS or len(after) < LEAST_DAYS or means[1] is None:
        return Compared(means[0], means[1], len(before), len(after), Verdict.TOO_FEW, days[0], days[-1])
    verdict, least = _verdict(means[0], means[1], measure), meaningful_change(measure, means[0])
    return Compared(means[0], means[1], len(before), len(after), verdict, days[0], days[-1], least)


def _together(
    of: Iterable[Mapping[date, int]], daily: DailyValues, measure: Measure, first: date, last: date
) -> Compared:
    """Zone by zone: a zone that was rated at one end alone moves nothing."""
    fair = [each for values in of if (each := compared(values, measure, first, last)).verdict is not Verdict.TOO_FEW]
    if not fair:
        found = compared(daily, measure, first, last)
        return replace(found, verdict=Verdict.TOO_FEW)
    before = fmean(each.before for each in fair if each.before is not None)
    after = fmean(each.after for each in fair if each.after is not None)
    days = max(each.days_before for each in fair), max(each.days_after for each in fair)
    opens = min(each.opens for each in fair if each.opens is not None)
    closes = max(each.closes for each in fair if each.closes is not None)
    verdict, least = _verdict(before, after, measure), meaningful_change(measure, before)
    return Compared(before, after, *days, verdict, opens, closes, least)


def _verdict(before: float, after: float, measure: Measure) -> Verdict:
    least = meaningful_change(measure, before)
    # means of whole numbers: what differs in the last digit only is the same
    if least is None or abs(after - before) < least - 1e-9:
        return Verdict.NO_CLEAR_CHANGE
    if measure.direction is Direction.NONE:
        return Verdict.HIGHER if after > before else Verdict.LOWER
    higher_is_better = measure.direction is Direction.HIGHER_BETTER
    return Verdict.BETTER if (after > before) == higher_is_better else Verdict.WORSE


def _course(measure: Measure, of: Mapping[Subject, Mapping[date, int]], first: date, last: date) -> MeasureCourse:
    gathered: dict[date, list[int]] = {}
    for values in of.values():
        for day, value in values.items():
            gathered.setdefault(day, []).append(value)
    daily = {day: fmean(gathered[day]) for day in sorted(gathered)}
    every = _every((last - first).days + 1)
    points = plotted(daily, first, every)
    lowest, highest = bounds_of(measure)
    if scale_of(measure) is Scale.COUNT:
        highest = max(1, round(max(daily.values(), default=1)))
    better = {Direction.HIGHER_BETTER: "higher is better", Direction.HIGHER_WORSE: "lower is better"}
    return MeasureCourse(
        measure=measure.id,
        label=measure.label,
        better=better.get(measure.direction, ""),
        lowest=lowest,
        highest=highest,
        every=every,
        points=tuple(points),
        days=len(daily),
        compared=_together(of.values(), daily, measure, first, last),
    )


def _every(days: int) -> int:
    if days <= _BY_WEEK:
        return 1
    return _WEEK if days <= _BY_MONTH else _MONTH


def plotted(daily: DailyValues, first: date, every: int) -> Sequence[Plotted]:
    """What is drawn of `daily`: its values, or the means of `every` days from `first` on."""
    together: dict[int, list[float]] = {}
    for day, value in daily.items():
        together.setdefault((day - first).days // every, []).append(value)
    return [
        Plotted(first + number * every * _DAY, fmean(values), len(values))
        for number, values in sorted(together.items())
    ]
