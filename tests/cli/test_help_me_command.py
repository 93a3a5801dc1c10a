"""`help-me`, `after-effects`, `watch` and `client region`, and what alarming words in other commands bring."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime

import pytest

from aftercare.care import Care, Home
from aftercare.model.later_watch import QUESTION
from aftercare.store.reference import red_flags


@pytest.fixture
def record(care):
    return care


def first_lines(answer, count=3):
    return [line for line in answer.out.splitlines() if line][:count]


def test_recognised_words_are_answered_at_once_without_any_record(run):
    said = run("help-me", "my", "throat", "is", "swelling")
    assert said.code == 0
    assert first_lines(said, 2) == [
        "▲ EMERGENCY: Swelling of the throat, the tongue or the lips",
        "Now               Call the emergency number now, or have somebody call it.",
    ]
    assert "112 in many countries" in said.out
    assert said.err == ""


@pytest.mark.parametrize("sign", red_flags())
def test_every_sign_is_answered_by_its_name(run, sign):
    said = run("help-me", sign)
    assert said.code == 0
    assert red_flags()[sign].label in said.out.splitlines()[0]


def test_other_signs_in_the_same_words_are_named(run):
    said = run("help-me", "fever and a swollen tongue")
    assert "It may also be:" in said.out
    assert "● Fever of 38 °C or more" in said.out


def test_without_words_the_signs_are_listed_most_urgent_first(run):
    lines = run("help-me").out.splitlines()
    places = [lines.index(next(line for line in lines if line.strip() == f"{flag}")) for flag in (
        "▲ Chest pain", "● Pus", "◆ Severe pain", "○ A sore or point that does not heal",
    )]  # fmt: skip
    assert places == sorted(places)


def test_words_that_nothing_fits_still_bring_the_numbers(run):
    said = run("help-me", "xyzzy")
    assert said.code == 0
    assert said.out.startswith("Nothing here is recognised in “xyzzy”. If it worries you, call.")
    assert "112" in said.out


def test_words_from_people_are_shown_as_they_are(run):
    assert "\x1b" not in run("help-me", "xyzzy\x1b[31m").out


@pytest.mark.usefixtures("record")
def test_the_record_adds_the_therapist(run):
    assert "Ines Moreau, +44 20 7946 0143" in run("help-me", "fever").out


@pytest.mark.usefixtures("record")
def test_a_record_that_cannot_be_read_is_told_after_the_answer(run, monkeypatch):
    def failing(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "scandir", failing)
    said = run("help-me", "fever")
    assert said.code == 0
    assert "Have a doctor look at it today." in said.out
    assert said.err.startswith("The record was not read: ")
    assert run("today").code == 5


def test_several_clients_keep_nobody_from_the_answer(run, own_home):
    for name in ("Ben", "Carla"):
        Care.add(Home.at(own_home), name, datetime(2026, 11, 16, 9, tzinfo=UTC))
    said = run("help-me", "fever")
    assert said.code == 0
    assert said.out.startswith("● SAME DAY: Fever")
    assert "Say which with --client" in said.err


@pytest.mark.usefixtures("record")
def test_json(run):
    told = run("help-me", "swallowed a magnet", "--json").json
    assert (told["client"], told["words"], told["trouble"]) == ("me", "swallowed a magnet", None)
    assert told["emergency"]["number"] == "112"
    assert told["signs"][0]["id"] == "magnet-swallowed"
    assert told["signs"][0]["now"].startswith("Go to an emergency department at once")
    assert len(run("help-me", "--json").json["signs"]) == len(red_flags())


def test_what_is_usually_normal(run):
    said = run("after-effects", "bruise")
    assert said.code == 0
    assert "Usually lasts     About two weeks." in said.out
    assert "◆ A bruise larger than 2 cm, or one that grows." in said.out
    assert run("after-effects", "--json").json["effects"][0]["id"] == "redness"
    assert run("after-effects", "xyzzy").code == 2


# ---- where the client lives


@pytest.mark.usefixtures("record")
def test_where_the_client_lives_is_kept_and_gives_the_number(run):
    assert run("client", "region").out.startswith("Nobody has said where you live.")
    said = run("client", "region", "GB")
    assert said.out == "The emergency number: United Kingdom: 999 (ambulance, fire, police), or 112 (the same).\n"
    assert "United Kingdom: 999" in run("help-me", "chest pain").out
    assert run("client", "region", "GB", "--json").json["changed"] is False
    assert run("client", "region", "--json").json["region"] == "united-kingdom"
    assert run("client", "region", "Atlantis").code == 2
    assert run("undo").out == "Taken back: the change of where you live.\n"


# ---- alarming words elsewhere

ALARM = "my lips are swelling"
OFFER = "▲ Swelling of the throat, the tongue or the lips? Call the emergency number now, or have somebody call it."


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "words",
    [("note", ALARM), ("ask", ALARM), ("skip", "calm", "--why", ALARM), ("note", "--json", ALARM)],
    ids=["note", "question", "reason", "json"],
)
def test_alarming_words_are_kept_and_lead_to_the_answer(run, words):
    said = run(*words)
    assert said.code == 0
    lines = said.err.splitlines()
    assert lines[0] == OFFER
    assert "112" in lines[1]
    assert lines[2] == "  `aftercare help-me throat-swelling` tells what to do, and whom to call."
    assert ALARM in run("today", "--json").out + run("questions").out


OTHER_DOORS = {
    "kind of session": ("session", "add", "2026-12-01", "10:00", "me cuesta respirar"),
    "had elsewhere": ("session", "elsewhere", "add", "filler", "yesterday", "--note", "me cuesta respirar"),
    "name on the shelf": ("shelf", "add", "me cuesta respirar", "--kind", "gel"),
    "new name on the shelf": ("shelf", "edit", "own", "--name", "me cuesta respirar"),
    "amount on the shelf": ("shelf", "edit", "own", "--amount", "me cuesta respirar"),
    "name of a step": ("routine", "add", "me cuesta respirar", "--kind", "gel", "--slot", "evening"),
    "instruction of a step": ("routine", "change", "calm", "--instruction", "me cuesta respirar"),
    "part of the day": ("routine", "slot", "noon", "12:30", "--name", "me cuesta respirar"),
    "known allergens": ("safety", "set", "other-allergens", "me cuesta respirar"),
    "question about a step": ("ask", "--step", "calm", "me cuesta respirar"),
    "own words of a reminder": ("settings", "set", "words-slot", "me cuesta respirar"),
}


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("words", OTHER_DOORS.values(), ids=list(OTHER_DOORS))
def test_every_command_that_takes_words_keeps_them_and_offers_the_answer(run, words):
    assert run("shelf", "add", "Own gel", "--kind", "gel").code == 0
    said = run(*words)
    assert said.code == 0, said.err
    assert "▲ Wheezing or trouble breathing? Call the emergency number now" in said.err
    assert "`aftercare help-me wheeze` tells what to do" in said.err


@pytest.mark.usefixtures("record")
def test_the_note_of_a_patch_test_is_heeded(run):
    assert run("shelf", "add", "Blue gel", "--kind", "gel").code == 0
    assert run("patch-test", "start", "blue").code == 0
    said = run("patch-test", "note", "blue", "hat Eiter")
    assert said.code == 0
    assert "● Pus? Have a doctor look at it today." in said.err


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("words", [("client", "rename", "me", "Eiter"), ("settings", "set", "name", "Eiter")])
def test_a_persons_name_is_no_sign(run, words):
    said = run(*words)
    assert (said.code, said.err) == (0, "")


@pytest.mark.usefixtures("record")
def test_a_changed_note_is_looked_through_too(run):
    run("note", "calm")
    assert OFFER in run("note", "--edit", "1", ALARM).err
    assert run("note", "--delete", "1").err == ""


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "words", [("note", "a calm day"), ("note", "no fever"), ("ask", "May I swim?"), ("skip", "calm", "--why", "late")]
)
def test_ordinary_words_bring_nothing(run, words):
    assert run(*words).err == ""


@pytest.mark.usefixtures("record")
def test_a_step_that_stung_names_the_way(run):
    assert "`aftercare help-me` tells what to do" in run("stung", "calm").err


# ---- the question about late signs


@pytest.fixture
def two_weeks_on(record, stands):
    """Three weeks after a session that took place."""
    session = record.add_session(datetime(2026, 11, 1, 9), "facial needles", stands.now)
    record.session_took_place(session.id, stands.now)
    return record


@pytest.mark.usefixtures("two_weeks_on")
def test_the_question_stands_in_the_day_until_it_is_answered(run):
    assert "`aftercare watch no` or `aftercare watch yes` answers it." in run("today").err
    assert run("watch").out.startswith("Is there a lump, nodule or sore at a needle point")
    assert run("watch", "no").out == "Your answer is kept. It is asked again on Sunday 6 December 2026.\n"
    assert run("today").err == ""
    assert run("watch").out == f"{QUESTION} That is asked again on Sunday 6 December 2026.\n"


def test_before_it_is_asked_for_the_first_time_it_says_what_will_be(record, run, stands):
    session = record.add_session(datetime(2026, 11, 20, 9), "facial needles", stands.now)
    record.session_took_place(session.id, stands.now)
    assert run("watch").out == f"{QUESTION} That is asked on Friday 4 December 2026.\n"


def test_when_it_is_asked_no_more_it_says_what_was(record, run, stands):
    session = record.add_session(datetime(2026, 9, 1, 9), "facial needles", stands.now)
    record.session_took_place(session.id, stands.now)
    run("watch", "no")
    assert run("watch").out == (
        f"{QUESTION} That is not asked again: the 12 weeks after your last session end on Tuesday 24 November 2026.\n"
    )


@pytest.mark.usefixtures("two_weeks_on")
def test_a_yes_is_kept_and_answered_with_what_to_do(run):
    said = run("watch", "yes")
    assert "Make an appointment with a doctor for this week" in said.out
    assert run("watch", "--json").json["answers"] == [{"day": "2026-11-22", "found": True}]


@pytest.mark.usefixtures("two_weeks_on")
def test_the_question_in_json(run):
    told = run("watch", "--json").json
    assert (told["due"], told["next"], told["until"]) == (True, "2026-11-15", "2027-01-24")
    assert told["answers"] == []


@pytest.mark.usefixtures("record")
def test_nothing_is_asked_without_a_session(run):
    assert run("watch").out == "Nothing is asked: there was no session with needles in the last 12 weeks.\n"
    assert run("watch", "--json").json["until"] is None
    assert run("watch", "perhaps").code == 2
