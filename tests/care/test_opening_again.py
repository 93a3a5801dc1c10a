"""Taking away the answer of one step, whatever was done since."""

from datetime import date, timedelta

from calm_plan import NOW

from aftercare.care import Care
from aftercare.model.check_off import Occurrence

CREAM = Occurrence("cream", date(2026, 11, 22), "evening")
GEL = Occurrence("gel", date(2026, 11, 22), "evening")


def states(home):
    return {due.occurrence: type(due.state).__name__ for due in Care.open(home).day(NOW).due}


def test_the_one_step_is_open_again_and_the_later_ones_stay(home, care):
    care.tick(CREAM, NOW)
    care.skip(GEL, "no time", NOW)
    assert care.reopen(CREAM, NOW)
    assert (states(home)[CREAM], states(home)[GEL]) == ("Pending", "Skipped")
    assert not care.reopen(CREAM, NOW)


def test_undo_brings_the_answer_back(home, care):
    care.tick(CREAM, NOW)
    care.skip(GEL, "no time", NOW)
    care.reopen(GEL, NOW)
    care.undo(NOW)
    assert (states(home)[CREAM], states(home)[GEL]) == ("Done", "Skipped")


def test_it_can_be_answered_again_by_another_process(home, care):
    care.tick(CREAM, NOW)
    other = Care.open(home)
    assert other.reopen(CREAM, NOW)
    assert care.tick(CREAM, NOW + timedelta(minutes=1))
    assert states(home)[CREAM] == "Done"
