"""Several clients on one machine: each has their own record, and a list that opens only what has changed."""

from datetime import time

import pytest
from calm_plan import NOW

from aftercare.care import (
    Care,
    ListedClient,
    SeveralClients,
    folder_for,
    last_client,
    list_clients,
    remember_client,
)
from aftercare.care.kept import Kept
from aftercare.errors import AftercareError, BadInput, NotFound


@pytest.fixture
def two(home):
    return Care.start(home, NOW, name="Anna B."), Care.add(home, "Ben Østergård", NOW)


def test_added_clients_get_folders_of_their_own(home, two):
    assert [each.folder.name for each in two] == ["me", "ben-ostergard"]
    assert Care.add(home, "Ben Ostergard (junior)", NOW).folder.name == "ben-ostergard-junior"
    assert Care.add(home, "Ben-Østergård", NOW).folder.name == "ben-ostergard-2"
    assert Care.add(home, "美咲", NOW).folder.name == "client"
    assert folder_for("x" * 200, home) == "x" * 50
    with pytest.raises(BadInput, match="has a record already"):
        Care.add(home, "Anna", NOW, "me")


def test_somebody_who_is_there_already_gets_no_second_record(home, two):
    two[1].archive(NOW)
    with pytest.raises(BadInput, match="known to commands as ben-ostergard and is archived"):
        Care.add(home, "ben østergård", NOW)
    assert home.clients() == ["ben-ostergard", "me"]
    assert Care.add(home, "Ben Østergård", NOW, "ben-junior").folder.name == "ben-junior"


def test_a_mistyped_name_is_told_who_may_be_meant(home, two):
    for typed, told in [("me2", "--client me?"), ("ostergard", "--client ben-ostergard?"), ("zzz", "Known here: ")]:
        with pytest.raises(NotFound, match=f"no record of “{typed}” here yet") as refused:
            Care.open(home, typed)
        assert told in refused.value.next_step


def test_a_record_of_several_has_to_be_named(home, two):
    with pytest.raises(SeveralClients, match="ben-ostergard, me"):
        Care.find(home)


def test_the_error_does_not_list_a_thousand(home, two):
    for number in range(12):
        Care.start(home, NOW, f"client-{number}")
    with pytest.raises(SeveralClients, match="and 6 more"):
        Care.find(home)


def test_archived_ones_are_out_of_the_list_and_come_back(home, two):
    assert two[1].archive(NOW)
    assert not two[1].archive(NOW)
    assert [each.folder for each in list_clients(home)] == ["me"]
    assert [each.archived for each in list_clients(home, archived=True)] == [False, True]
    opened = Care.find(home)
    assert opened is not None
    assert opened.folder.name == "me"
    assert two[1].restore(NOW)
    assert len(list_clients(home)) == 2


def test_a_renamed_client_keeps_the_folder_and_can_be_undone(home, two):
    assert two[1].rename("  Ben  ", NOW)
    assert list_clients(home)[1] == ListedClient("ben-ostergard", "Ben")
    two[1].undo(NOW)
    assert list_clients(home)[1].name == "Ben Østergård"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1bb", "x" * 121])
def test_a_name_that_cannot_be_used(home, two, name):
    with pytest.raises(BadInput):
        two[0].rename(name, NOW)
    with pytest.raises(BadInput):
        Care.add(home, name, NOW)
    assert len(home.clients()) == 2


def test_the_list_opens_only_what_has_changed(home, two, monkeypatch):
    list_clients(home)
    opened = []
    monkeypatch.setattr(Kept, "__init__", lambda self, folder: opened.append(folder.name))
    assert [each.shown for each in list_clients(home)] == ["Anna B.", "Ben Østergård"]
    assert opened == []


def test_the_index_can_be_thrown_away_or_be_nonsense(home, two):
    before = list_clients(home)
    (home.state / "clients.json").write_text("{")
    assert list_clients(home) == before
    (home.state / "clients.json").unlink()
    assert list_clients(home) == before


def test_a_record_that_cannot_be_read_stays_in_the_list(home, two):
    records = two[1].folder.records
    records.rename(records.with_name("away"))
    assert {each.folder for each in list_clients(home)} == {"me", "ben-ostergard"}


def test_the_last_one_is_remembered_while_it_is_there(home, two):
    assert last_client(home) is None
    remember_client(home, "ben-ostergard")
    assert last_client(home) == "ben-ostergard"
    (home.state / "last-client").write_text("../../etc")
    assert last_client(home) is None
    remember_client(home, "nobody")
    assert last_client(home) is None


def test_the_day_start_is_each_ones_own(home, two):
    assert two[0].set_day_start("5:30", NOW)
    assert not two[0].set_day_start("05:30", NOW)
    assert [each.present().starts.latest for each in two] == [time(5, 30), time(4)]
    for bad in ("", "25:00", "12:00", "5", "05:61"):
        with pytest.raises(AftercareError, match="cannot start"):
            two[0].set_day_start(bad, NOW)
