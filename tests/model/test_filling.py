"""A check-in while it is filled in: what a key does, where the cursor goes, what is kept of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.check_in import CheckIn, CheckInDraft, ContextAnswer
from aftercare.model.check_in_form import AskedItem, AskedSubject, CheckInForm, Ghost, ghosts
from aftercare.model.entry_words import JournalTables
from aftercare.model.filling import filling_of
from aftercare.model.rating import Count, How, Points, Rating, Subject, Term
from aftercare.store.reference import context, measures, zones

DAY = date(2026, 11, 22)
TABLES = JournalTables(measures(), zones(), context())
DRY, RIGHT, LEFT, GLOW = (
    Subject("dryness"),
    Subject("redness", "cheek-up-r"),
    Subject("redness", "cheek-up-l"),
    Subject("glow"),
)


def asked(subject, was=None):
    ghost = None if was is None else Ghost(Points(was), DAY - timedelta(days=1))
    return AskedSubject(subject, measures()[subject.measure], zones()[subject.zone] if subject.zone else None, ghost)


def filling(*subjects, draft=None, rated=0):
    form = CheckInForm(
        DAY, DAY, subjects or (asked(DRY, 2), asked(RIGHT, 3), asked(LEFT), asked(GLOW, 6)),
        (AskedItem(context()["sleep-hours"], None),), rated, chosen=False, draft=draft,
    )  # fmt: skip
    return filling_of(form, TABLES)


def values(found):
    return {subject.name: (each.value.value, each.how) for subject, each in found.ratings.items()}


def test_a_digit_rates_and_goes_on_to_what_is_open():
    found = filling().pressed("4").pressed("x")
    assert values(found) == {"dryness": (4, How.TOUCHED), "cheek-up-r.redness": (10, How.TOUCHED)}
    assert found.at == 2
    again = found.moved(-1000).pressed("0")
    assert again.at == 2
    assert values(again)["dryness"] == (0, How.TOUCHED)


@pytest.mark.parametrize("key", ["", "a", "12", "-", "٣", "="])
def test_another_key_changes_nothing(key):
    assert filling().pressed(key) == filling()


def test_same_is_marked_as_such_and_only_where_there_is_something():
    found = filling().same().same().same()
    assert values(found) == {"dryness": (2, How.SAME), "cheek-up-r.redness": (3, How.SAME)}
    assert found.at == 2
    everything = filling().pressed("9").all_same()
    assert values(everything) == {
        "dryness": (9, How.TOUCHED),
        "cheek-up-r.redness": (3, How.SAME),
        "glow": (6, How.SAME),
    }


def test_what_is_cleared_is_missing():
    assert filling().pressed("4").moved(-1).cleared().ratings == {}
    assert filling().cleared() == filling()


def test_a_zone_that_is_not_asked_can_be_rated_all_the_same():
    found = filling().moved(1).to_zone("nose")
    assert found.current.subject == Subject("redness", "nose")
    assert len(found.subjects) == 4
    rated = found.pressed("5")
    assert rated.subjects[-1].subject == Subject("redness", "nose")
    assert rated.at == 4
    assert found.moved(0).visited is None


def test_a_zone_that_is_asked_is_gone_to():
    assert filling().to_zone("cheek-up-l").at == 2
    assert filling().to_zone("lips").current.subject == Subject("dryness", "lips")


def test_another_measure_of_a_zone_comes_round_again():
    found = filling().to_zone("lips")
    seen = [found.current.measure.id]
    while (found := found.next_measure()).current.measure.id != seen[0]:
        seen.append(found.current.measure.id)
    assert seen == ["dryness", "hollowness", "itch", "pain", "stinging"]
    assert filling().next_measure() == filling()


def test_counts_are_put_together_and_words_numbered():
    counted = filling(asked(Subject("blemishes", "chin"))).pressed("1").pressed("2").pressed("x")
    assert counted.ratings[Subject("blemishes", "chin")].value == Count(12)
    assert counted.pressed("3").pressed("4").ratings[Subject("blemishes", "chin")].value == Count(4)
    words = filling(asked(Subject("gais-self"))).pressed("2")
    assert words.ratings[Subject("gais-self")].value == Term("much improved")
    assert filling(asked(Subject("gais-self"))).pressed("9").ratings == {}


def test_answers_and_tags_are_read_and_what_cannot_be_is_kept_as_typed():
    found = filling().answered("sleep-hours", "7,5")
    assert found.draft().context == (ContextAnswer("sleep-hours", 7.5),)
    assert found.trouble() is None
    wrong = found.answered("sleep-hours", "a lot")
    assert (wrong.draft().context, wrong.draft().unread) == ((), {"sleep-hours": "a lot"})
    assert "a lot" in wrong.trouble().message
    assert filling_of(filling(draft=wrong.draft()).form, TABLES).context == {"sleep-hours": "a lot"}


def test_nothing_touched_is_no_check_in():
    assert filling().draft().is_empty
    assert filling().trouble() is not None


def test_a_draft_is_gone_on_with_where_it_was_left():
    left = filling().pressed("4").pressed("5").to_zone("nose").pressed("6").answered("sleep-hours", "8")
    again = filling(draft=left.draft())
    assert again.draft() == left.draft()
    assert again.at == 2
    assert [each.subject.name for each in again.subjects][-1] == "nose.redness"


def test_a_draft_of_what_a_newer_program_rates_loses_nothing():
    draft = CheckInDraft(DAY, (Rating("of-tomorrow", Points(3)), Rating("glow", Points(5))))
    assert filling(draft=draft).draft() == draft


def test_where_nothing_is_asked_a_key_does_nothing():
    form = CheckInForm(DAY, DAY, (), (), 0, chosen=True)
    empty = filling_of(form, TABLES)
    assert empty.pressed("3").same().all_same().cleared().moved(1).next_measure().ratings == {}


def test_of_several_ratings_the_last_one_is_the_ghost():
    from datetime import UTC, datetime

    def check_in(days, hour, value):
        day = DAY - timedelta(days=days)
        at = datetime(2026, 11, 1, hour, tzinfo=UTC)
        return CheckIn(f"2026-11-{days}{hour}", day, at, (Rating("glow", Points(value)),))

    found = ghosts([check_in(1, 20, 5), check_in(1, 8, 3), check_in(3, 8, 1), check_in(9, 8, 0)], DAY)
    assert found == {GLOW: Ghost(Points(5), DAY - timedelta(days=1))}


KEYS = st.lists(st.sampled_from([*"0123456789x", "up", "down", "same", "all", "clear", "nose", "measure"]), max_size=30)


@given(KEYS)
def test_whatever_is_pressed_can_be_kept_or_is_nothing(keys):
    found = filling()
    for key in keys:
        found = {
            "up": lambda f: f.moved(-1),
            "down": lambda f: f.moved(1),
            "same": lambda f: f.same(),
            "all": lambda f: f.all_same(),
            "clear": lambda f: f.cleared(),
            "nose": lambda f: f.to_zone("nose"),
            "measure": lambda f: f.next_measure(),
        }.get(key, lambda f, key=key: f.pressed(key))(found)
        assert 0 <= found.at < len(found.subjects)
        assert set(found.ratings) <= {each.subject for each in found.subjects}
    assert found.draft().is_empty is (not found.ratings)
