"""Which ratings and bruises call for a look at the signs."""

from datetime import UTC, date, datetime, timedelta

from aftercare.model.alarming_value import Rated, alarms_of_bruise, alarms_of_ratings, signs_of
from aftercare.model.bruise import Bruise, BruiseCourse, BruiseSeen, Stage
from aftercare.model.rating import Points, Rating
from aftercare.store.reference import alarming_values, measures

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
RULES = tuple(alarming_values().values())


def rated(measure, value, *, zone=None, before=(), ended=None):
    """The ids of the rules that a rating meets; `before` are (days ago, value), `ended` hours since a session."""
    earlier = [Rated(DAY - timedelta(days=ago), Rating(measure, Points(was), zone)) for ago, was in before]
    ends = [AT - timedelta(hours=ended)] if ended is not None else []
    found = alarms_of_ratings([Rating(measure, Points(value), zone)], DAY, AT, earlier, ends, RULES, measures())
    return [each.id for each in found]


def test_severe_pain_and_severe_itch_are_alarming_by_themselves():
    assert rated("pain", 7) == ["severe-pain"]
    assert rated("pain", 6) == []
    assert rated("itch", 8, zone="cheek-up-r") == ["severe-itch"]


def test_pain_that_rises_is_alarming_from_two_days_after_a_session():
    assert rated("pain", 5, before=[(1, 3)], ended=60) == ["rising-pain"]
    assert rated("pain", 5, before=[(1, 3)], ended=20) == []
    assert rated("pain", 5, before=[(1, 3)]) == []
    assert rated("pain", 5, before=[(1, 4)], ended=60) == []
    assert rated("pain", 3, before=[(1, 0)], ended=60) == []


def test_a_rise_is_one_of_the_same_place_within_its_days():
    assert rated("itch", 5, before=[(3, 2)]) == ["rising-itch"]
    assert rated("itch", 5, before=[(4, 2)]) == []
    assert rated("itch", 5) == []
    other = [Rated(DAY - timedelta(days=1), Rating("itch", Points(0), "nose"))]
    assert not alarms_of_ratings([Rating("itch", Points(5))], DAY, AT, other, [], RULES, measures())


def test_what_is_not_about_danger_is_never_alarming():
    for measure in ("glow", "dryness", "tension", "lines-rest"):
        assert rated(measure, 10, before=[(1, 0)], ended=60) == []


def bruise(*sizes, found=3, gone=False):
    first = Bruise("2026-11-a", DAY - timedelta(days=found), AT, "temple-l", Stage.RED, sizes[0])
    seen = [
        BruiseSeen(f"2026-11-{n}", DAY - timedelta(days=found - n), AT, first.id, Stage.BLUE, size)
        for n, size in enumerate(sizes[1:], 1)
    ]
    if gone:
        seen.append(BruiseSeen("2026-11-z", DAY, AT, first.id, Stage.NONE))
    return [each.id for each in alarms_of_bruise(BruiseCourse(first, tuple(seen)), DAY, RULES)]


def test_a_bruise_is_alarming_where_it_is_large_grows_or_lasts():
    assert bruise(20) == []
    assert bruise(21) == ["big-bruise"]
    assert bruise(6, 11) == ["growing-bruise"]
    assert bruise(6, 10) == []
    assert bruise(None, found=14) == []
    assert bruise(None, found=15) == ["lasting-bruise"]
    assert bruise(30, found=20, gone=True) == []


def test_the_signs_come_in_the_order_of_the_table_each_once():
    rules = [each for each in RULES if each.id in ("severe-pain", "rising-pain")]
    assert signs_of(rules) == ("severe-pain", "hot-hard-painful", "face-infection")
