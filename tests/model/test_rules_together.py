"""Every rule under every course, pause and hold: 28 days from a Monday, written by hand, all used as planned."""

import pytest
from days_in_rows import START, a_hold, a_routine, a_step, circumstances, on_day, row_of, wall
from msgspec.structs import replace

from aftercare.model.check_off import Done
from aftercare.model.circumstances import SessionEnd, Use
from aftercare.model.deciding import decide
from aftercare.model.pause import Pause
from aftercare.model.rules import (
    AfterSession,
    AsNeeded,
    CourseByCount,
    CourseByDates,
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
from aftercare.model.session import Attendance

MON, WED, THU, FRI = Weekday.MON, Weekday.WED, Weekday.THU, Weekday.FRI
RULES = {
    "daily": Daily(),
    "every 3 days": EveryDays(3, START),
    "weekdays": Weekdays((MON, THU)),
    "cycle": Cycle(4, (1,), START, recovery=3),
    "phases": Phases(
        START,
        (Phase(Weekdays((MON, THU)), 2), Phase(Weekdays((MON, WED, FRI)), 1), Phase(EveryNth(2), 4)),
    ),
    "after a session": AfterSession(24, 96),
    "since last use": SinceLastUse(72),
    "as needed": AsNeeded(2, 4),
}
SESSIONS = (SessionEnd("first", wall(8)), SessionEnd("second", wall(22)))
PAUSE = Pause("away", on_day(7), on_day(10))
HOLD = a_hold(wall(8), wall(11, 0))
OVER = {
    "nothing": {},
    "course by dates": {"course": CourseByDates(on_day(3), on_day(18))},
    "course by count": {"course": CourseByCount(5, START)},
    "pause": {"pauses": (PAUSE,)},
    "hold": {"holds": (HOLD,)},
}

EXAMPLES = """
daily           | nothing         | xxxxxxx xxxxxxx xxxxxxx xxxxxxx
daily           | course by dates | ...xxxx xxxxxxx xxxxx.. .......
daily           | course by count | xxxxx.. ....... ....... .......
daily           | pause           | xxxxxxx ppppxxx xxxxxxx xxxxxxx
daily           | hold            | xxxxxxx xhhhxxx xxxxxxx xxxxxxx
every 3 days    | nothing         | x..x..x ..x..x. .x..x.. x..x..x
every 3 days    | course by dates | ...x..x ..x..x. .x..x.. .......
every 3 days    | course by count | x..x..x ..x..x. ....... .......
every 3 days    | pause           | x..x..x ..p..x. .x..x.. x..x..x
every 3 days    | hold            | x..x..x ..h..x. .x..x.. x..x..x
weekdays        | nothing         | x..x... x..x... x..x... x..x...
weekdays        | course by dates | ...x... x..x... x..x... .......
weekdays        | course by count | x..x... x..x... x...... .......
weekdays        | pause           | x..x... p..p... x..x... x..x...
weekdays        | hold            | x..x... x..h... x..x... x..x...
cycle           | nothing         | x...x.. .x...x. ..x...x ...x...
cycle           | course by dates | ....x.. .x...x. ..x.... .......
cycle           | course by count | x...x.. .x...x. ..x.... .......
cycle           | pause           | x...x.. .p....x ...x... x...x..
cycle           | hold            | x...x.. .h....x ...x... x...x..
phases          | nothing         | x..x... x..x... x.x.x.. x.x.x.x
phases          | course by dates | ...x... x..x... x.x.x.. .......
phases          | course by count | x..x... x..x... x...... .......
phases          | pause           | x..x... p..p... x..x... x.x.x..
phases          | hold            | x..x... x..h... x..x... x.x.x..
after a session | nothing         | ....... ..xxx.. ....... ..xxx..
after a session | course by dates | ....... ..xxx.. ....... .......
after a session | course by count | ....... ..xxx.. ....... ..xx...
after a session | pause           | ....... ..ppx.. ....... ..xxx..
after a session | hold            | ....... ..hhx.. ....... ..xxx..
since last use  | nothing         | x..x..x ..x..x. .x..x.. x..x..x
since last use  | course by dates | ...x..x ..x..x. .x..x.. .......
since last use  | course by count | x..x..x ..x..x. ....... .......
since last use  | pause           | x..x..x ..ppx.. x..x..x ..x..x.
since last use  | hold            | x..x..x ..hhx.. x..x..x ..x..x.
as needed       | nothing         | ooooooo ooooooo ooooooo ooooooo
as needed       | course by dates | ...oooo ooooooo ooooo.. .......
as needed       | course by count | ooooo.. ....... ....... .......
as needed       | pause           | ooooooo ppppooo ooooooo ooooooo
as needed       | hold            | ooooooo oohoooo ooooooo ooooooo
"""


def examples():
    for line in EXAMPLES.strip().splitlines():
        rule, over, row = (part.strip() for part in line.split("|"))
        yield pytest.param(rule, over, row, id=f"{rule}, {over}")


@pytest.mark.parametrize(("rule", "over", "row"), examples())
def test_a_rule_under_what_lies_over_it(rule, over, row):
    more = dict(OVER[over])
    step = a_step(RULES[rule], more.pop("course", None))
    now = None
    if rule == "as needed":
        # Nothing is assumed of a step as needed, and only the present instant can be held.
        more["uses"] = tuple(Use(f"{n}", "gel", at) for n, at in enumerate((wall(0), wall(1), wall(2), wall(4, 9))))
        more["uses"] += (Use("last", "gel", wall(4)),)
        now = wall(9) if over == "hold" else wall(6)
    assert row_of(step, circumstances(now, sessions=SESSIONS, **more)) == row


def test_every_rule_has_an_example_under_everything():
    assert [each.values[:2] for each in examples()] == [(rule, over) for rule in RULES for over in OVER]


@pytest.mark.parametrize(
    ("course", "more", "row"),
    [
        (CourseByDates(on_day(3), on_day(18)), {"pauses": (PAUSE,)}, "...xxxx ppppxxx xxxxx.. ......."),
        (CourseByDates(on_day(3), on_day(18)), {"holds": (HOLD,)}, "...xxxx xhhhxxx xxxxx.. ......."),
        (CourseByCount(10, START), {"pauses": (PAUSE,)}, "xxxxxxx ppppxxx ....... ......."),
        (CourseByCount(10, START), {"holds": (HOLD,)}, "xxxxxxx xhhhxx. ....... ......."),
        (None, {"pauses": (Pause("away", on_day(7), on_day(8)),), "holds": (HOLD,)}, "xxxxxxx pphhxxx xxxxxxx xxxxxxx"),
        (None, {"pauses": (Pause("ill", on_day(25)),)}, "xxxxxxx xxxxxxx xxxxxxx xxxxppp"),
    ],
    ids=["dates, pause", "dates, hold", "count, pause", "count, hold", "pause, hold", "pause without an end"],
)
def test_a_daily_step_under_two_things(course, more, row):
    assert row_of(a_step(Daily(), course), circumstances(**more)) == row


def test_a_hold_covers_only_the_slots_whose_instant_lies_in_it():
    step = a_step(Daily(), slots=("evening", "morning"))
    decision = decide(step, on_day(8), a_routine(step), circumstances(holds=(HOLD,)))
    assert [(each.slot, each.verdict.name) for each in decision.slots] == [("morning", "DUE"), ("evening", "HELD")]


def test_after_a_cancelled_session_nothing_is_due_and_after_an_unanswered_one_it_is_provisionally():
    step = a_step(RULES["after a session"])
    cancelled = (SessionEnd("first", wall(8), Attendance.CANCELLED),)
    assert "x" not in row_of(step, circumstances(wall(20), sessions=cancelled))
    open_one = circumstances(wall(20), sessions=SESSIONS)
    assert row_of(step, open_one, 21) == "....... ..xxx.. ......."
    ruling = decide(step, on_day(9), a_routine(step), open_one).reason
    assert ruling.provisional
    assert ruling.session == "first"
    assert ruling.closes == wall(12)


def test_what_is_allowed_soon_after_a_slot_s_time_is_due_in_the_slot():
    """21:10 on Monday is not yet 72 hours ago at 21:00 on Thursday, but it is before Thursday evening is over."""
    step = a_step(RULES["since last use"])

    def thursday(done_at):
        seen = replace(circumstances(wall(3)), answers={"gel": {START: {"evening": Done(done_at)}}})
        return decide(step, on_day(3), a_routine(step), seen).slots[0]

    late = thursday(wall(0, 21, 10))
    assert late.reason.due
    assert late.reason.allowed == wall(3, 21, 10)
    assert not thursday(wall(0, 23, 30)).reason.due
    assert thursday(wall(3, 11)).reason.last == wall(0, 21), "filled in later, it happened in its slot"
