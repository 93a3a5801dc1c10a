"""Every rule in plain words."""

import pytest
from days_in_rows import START, on_day

from aftercare.model.plan_change import rule_words
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    Cycle,
    Daily,
    EveryDays,
    EveryNth,
    Phase,
    Phases,
    SinceLastUse,
    Weekday,
    Weekdays,
)

TWICE = Weekdays((Weekday.MON, Weekday.THU))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Daily(), "daily"),
        (EveryDays(3, START), "every 3 days from Mon 2 Nov 2026"),
        (TWICE, "Mon, Thu"),
        (Cycle(4, (1,), START, 3), "day 1 of 4 from Mon 2 Nov 2026, after a break again at day 3"),
        (Cycle(4, (3, 4), START, 3), "days 3, 4 of 4 from Mon 2 Nov 2026, after a break again at day 3"),
        (
            Phases(START, (Phase(TWICE, 2), Phase(EveryNth(3), 1), Phase(EveryNth(2), 1)), (on_day(9),)),
            "from Mon 2 Nov 2026 Mon, Thu for 2 weeks, then every 3 days for 1 week, then every other day, "
            "one phase back on Wed 11 Nov 2026",
        ),
        (Phases(START, (Phase(Daily(), 1),)), "from Mon 2 Nov 2026 daily"),
        (AfterSession(24, 96), "from 24 h to 96 h after each session"),
        (SinceLastUse(72), "at least 72 h after the last time"),
        (AsNeeded(2, 4), "as needed, at most 2 a day, 4 h apart"),
        (AsNeeded(3), "as needed, at most 3 a day"),
    ],
)
def test_a_rule_in_words(rule, words):
    assert rule_words(rule) == words
