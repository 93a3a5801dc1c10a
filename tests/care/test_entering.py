"""Entries of the other kinds through the one door: sessions, reactions, and bruises until they are gone."""

from datetime import timedelta

import pytest
from calm_plan import NOW

from aftercare.care import Care
from aftercare.errors import BadInput, NotFound
from aftercare.model.bruise import Stage
from aftercare.model.reaction import SkinSign

TODAY = NOW.date()
DAY = timedelta(days=1)


def test_a_session_is_written_about(care, home):
    session = care.add_session(NOW.replace(tzinfo=None) - DAY, "facial needles", NOW)
    entry = care.log_session(session.id, "Relaxed", NOW, said="Twice a week", tags=["Calm"])
    assert Care.open(home).entries(TODAY, TODAY) == (entry,)
    assert entry.tags == ("calm",)
    with pytest.raises(NotFound):
        care.log_session("session-99", "Relaxed", NOW)
    with pytest.raises(BadInput):
        care.log_session(session.id, "  ", NOW)


def test_a_reaction_names_what_there_is(care):
    step = next(iter(care.present().routine.steps))
    product = next(iter(care.present().routine.products))
    entry = care.log_reaction(
        [SkinSign.ITCH, SkinSign.ITCH], NOW, zones=["nose", "chin"], step=step, product=product, text="After a minute"
    )
    assert entry.signs == (SkinSign.ITCH,)
    for wrong in ({"zones": ["elbow"]}, {"step": "nothing"}, {"product": "nothing"}):
        with pytest.raises(NotFound):
            care.log_reaction([SkinSign.ITCH], NOW, **wrong)
    with pytest.raises(BadInput):
        care.log_reaction([], NOW)
    assert care.entries(TODAY, TODAY) == (entry,)


def test_a_bruise_is_followed_until_it_is_gone(care):
    bruise = care.log_bruise("temple-l", Stage.RED, NOW, millimetres=6, day=TODAY - 3 * DAY)
    care.follow_bruise(bruise, Stage.BLUE, NOW, millimetres=8, day=TODAY - DAY)
    (course,) = care.bruises(NOW)
    assert [each.stage for each in course.seen] == [Stage.BLUE]
    gone = care.follow_bruise(bruise, Stage.NONE, NOW)
    assert care.bruises(NOW) == ()
    (all_of_it,) = care.bruises(NOW, also_gone=True)
    assert all_of_it.is_gone
    care.undo(NOW)
    assert len(care.bruises(NOW)) == 1
    with pytest.raises(NotFound):
        care.entry(gone.id)


def test_a_bruise_that_is_deleted_takes_with_it_what_was_seen_of_it(care):
    bruise = care.log_bruise("temple-l", Stage.RED, NOW, day=TODAY - DAY)
    care.follow_bruise(bruise, Stage.BLUE, NOW)
    care.delete_entry(bruise, NOW)
    assert care.entries(TODAY - DAY, TODAY) == ()
    care.undo(NOW)
    assert len(care.bruise_course(bruise.id, NOW).seen) == 1


def test_a_large_bruise_leads_to_its_sign(care):
    bruise = care.log_bruise("temple-l", Stage.BLUE, NOW, millimetres=25)
    assert [each.id for each in care.signs_in_entry(bruise, NOW)] == ["big-bruise"]


def test_impossible_bruises_are_refused(care):
    bruise = care.log_bruise("temple-l", Stage.BLUE, NOW)
    for wrong in (
        lambda: care.log_bruise("temple-l", Stage.NONE, NOW),
        lambda: care.log_bruise("temple-l", Stage.RED, NOW, millimetres=0),
        lambda: care.follow_bruise(bruise, Stage.NONE, NOW, millimetres=3),
        lambda: care.follow_bruise(bruise, Stage.RED, NOW, day=TODAY - DAY),
        lambda: care.follow_bruise(bruise, Stage.RED, NOW, day=TODAY + DAY),
    ):
        with pytest.raises(BadInput):
            wrong()
    assert care.entries(TODAY, TODAY) == (bruise,)


def test_the_day_lists_notes_alone_among_its_notes(care):
    note = care.note("A little red @sun", NOW, tags=["travel"])
    care.log_reaction([SkinSign.ITCH], NOW)
    assert care.day(NOW).notes == (note,)
