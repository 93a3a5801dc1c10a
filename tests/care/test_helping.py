"""Where the client lives, the watch for late signs, and what the record adds to the emergency texts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from calm_plan import NOW

from aftercare.care import Care, signs_typed
from aftercare.errors import BadInput
from aftercare.model.notice import LateSigns


def again(home):
    return Care.open(home)


def had_a_session(care, days, kind="facial needles"):
    session = care.add_session((NOW - timedelta(days=days)).replace(tzinfo=None), kind, NOW)
    care.session_took_place(session.id, NOW)
    return session


def asked(care, now=NOW):
    return any(isinstance(each, LateSigns) for each in care.notices(now))


def test_the_region_is_kept_and_its_number_shown(care, home):
    assert care.help_page(NOW).emergency.region is None
    assert care.set_region("GB", NOW)
    assert again(home).present().client.region == "united-kingdom"
    assert again(home).help_page(NOW).emergency.first == "999"
    assert not again(home).set_region("united kingdom", NOW)


def test_a_region_that_cannot_be_meant_changes_nothing(care, home):
    for typed in ("", "Atlantis", "united"):
        with pytest.raises(BadInput):
            care.set_region(typed, NOW)
    assert again(home).present().client.region is None


def test_the_region_can_be_taken_back(care, home):
    care.set_region("US", NOW)
    care.undo(NOW)
    assert again(home).present().client.region is None


def test_the_zone_of_the_record_suggests_a_number_and_is_not_taken_for_an_answer(care):
    care.set_zone("Europe/London", NOW)
    emergency = care.help_page(NOW).emergency
    assert emergency.region is None
    assert emergency.words.startswith("For United Kingdom: 999")


def test_the_question_is_asked_two_weeks_after_needles_until_it_is_answered(care, home):
    had_a_session(care, 14)
    assert asked(again(home))
    care.answer_watch(False, NOW)
    assert not asked(again(home))
    assert asked(again(home), NOW + timedelta(days=14))
    assert [each.found for each in again(home).watch_answers()] == [False]


def test_it_is_not_asked_after_magnets_alone(care):
    had_a_session(care, 20, "micromagnets")
    assert not asked(care)
    assert care.watch(NOW) is None


def test_an_answer_can_be_changed_on_its_day_and_taken_back(care, home):
    had_a_session(care, 20)
    care.answer_watch(False, NOW)
    care.answer_watch(True, NOW)
    assert [each.found for each in again(home).watch_answers()] == [True]
    care.undo(NOW)
    assert [each.found for each in again(home).watch_answers()] == [False]
    care.undo(NOW)
    assert again(home).watch_answers() == ()
    assert asked(again(home))


def test_words_are_looked_through_for_signs():
    assert [each.id for each in signs_typed("my tongue is swelling")] == ["throat-swelling"]
    assert signs_typed("a calm evening") == ()
