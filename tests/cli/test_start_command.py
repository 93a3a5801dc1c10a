"""`aftercare start`: a record without a plan."""

from __future__ import annotations

from aftercare.care import Care, Home
from aftercare.model.deed import Deed


def test_a_record_is_begun_and_says_whose_it_is(run, own_home):
    said = run("start", "--name", "Anna B.")
    assert (said.code, said.out.count("\n")) == (0, 1)
    assert Care.open(Home.at(own_home)).present().client.name == "Anna B."
    assert "There are no steps yet." in run("today").out


def test_a_record_that_is_there_stays_as_it_is(run, care):
    assert "has a record already" in run("start", "--name", "Ben").out
    assert care.present().client.name == "Anna B."
    assert [each.action.what for each in care._record.actions("profile")].count(Deed.START) == 1


def test_a_second_client(run, own_home, care):
    told = run("start", "--client", "ben", "--name", "Ben", "--json").json
    assert told == {"client": "ben", "name": "Ben", "begun": True}
    assert Home.at(own_home).clients() == ["ben", "me"]


def test_a_name_that_cannot_be_kept(run, own_home):
    said = run("start", "--name", "a\x1bb")
    assert (said.out, said.code) == ("", 2)
    assert not own_home.exists() or Home.at(own_home).clients() == []
