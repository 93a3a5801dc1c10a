"""A ledger that is gone, damaged, held, read-only, too new or on a full disk: a clear error, and nothing twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from fault_tools import NOW
from tiny_disk import on_a_tiny_disk

from aftercare.errors import Busy, DiskTrouble, NewerRecord
from aftercare.reminders.channel import Key, Message, NotSent, Sent
from aftercare.reminders.delivery import Courier
from aftercare.reminders.ledger import Ledger, Patience, State

ENDS = NOW + timedelta(hours=2)
EVENING = Key("due", "2026-11-22:evening")
NIGHT = Key("due", "2026-11-22:night")


def begun(path, wait=5.0):
    ledger = Ledger(path, Patience(file=wait))
    ledger.settle(NOW - timedelta(hours=1))
    return ledger


def claim(ledger, key=EVENING, now=NOW):
    return ledger.claim("anna", key, "desktop", NOW, ENDS, now)


def sent(ledger, key=EVENING):
    claimed = claim(ledger, key)
    assert ledger.begin(claimed, NOW)
    assert ledger.finish(claimed, Sent(), NOW)


def refused(ledger, error=DiskTrouble):
    """The error with which everything is refused, and nothing is started."""
    with pytest.raises(error) as first:
        claim(ledger, NIGHT)
    with pytest.raises(error):
        claim(ledger, NIGHT)
    # whoever would be started cannot be: that would end in another way than with this error
    with pytest.raises(error):
        Courier(ledger, clock=lambda: NOW, command=("/nowhere",)).deliver(Message("anna", NIGHT, "t", ""), NOW, ENDS)
    assert first.value.next_step
    return first.value


# ---- gone and damaged


@pytest.mark.parametrize(
    "damage",
    [lambda whole: b"no ledger at all" * 300, lambda whole: whole[:5000], lambda whole: whole[:200] + bytes(4000)],
    ids=["other text", "cut short", "zeros"],
)
def test_a_damaged_ledger_is_told_and_sends_nothing(tmp_path, damage):
    ledger = begun(tmp_path / "ledger.sqlite3")
    sent(ledger)
    ledger.path.write_bytes(damage(ledger.path.read_bytes()))
    told = refused(ledger)
    assert "damaged" in told.message
    assert str(ledger.path) in told.message
    assert "sets it aside" in told.next_step


def test_once_a_damaged_ledger_is_moved_away_nothing_is_sent_anew(tmp_path):
    ledger = begun(tmp_path / "ledger.sqlite3")
    sent(ledger)
    ledger.path.write_bytes(b"damaged" * 1000)
    refused(ledger)
    ledger.path.unlink()
    assert claim(ledger, now=NOW + timedelta(minutes=1)) is None


def test_a_ledger_of_no_bytes_begins_anew_and_sends_nothing_anew(tmp_path):
    ledger = begun(tmp_path / "ledger.sqlite3")
    sent(ledger)
    ledger.path.write_bytes(b"")
    assert claim(ledger, now=NOW + timedelta(minutes=1)) is None


def test_deleting_the_ledger_between_claiming_and_sending_sends_nothing(tmp_path):
    ledger = begun(tmp_path / "ledger.sqlite3")
    claimed = claim(ledger)
    ledger.path.unlink()
    begun(ledger.path)
    assert not ledger.begin(claimed, NOW)


def test_a_folder_in_the_ledgers_place_is_told(tmp_path):
    (tmp_path / "ledger.sqlite3").mkdir()
    assert str(tmp_path / "ledger.sqlite3") in refused(Ledger(tmp_path / "ledger.sqlite3")).message


def test_a_file_in_the_folders_place_is_told(tmp_path):
    (tmp_path / "state").write_text("")
    assert str(tmp_path / "state") in refused(Ledger(tmp_path / "state" / "ledger.sqlite3")).message


def test_a_ledger_of_a_newer_program_is_left_alone(tmp_path):
    ledger = begun(tmp_path / "ledger.sqlite3")
    with closing(sqlite3.connect(ledger.path)) as file:
        file.execute("PRAGMA user_version = 99")
    before = ledger.path.read_bytes()
    refused(ledger, NewerRecord)
    with pytest.raises(NewerRecord):
        ledger.deliveries("anna")
    assert ledger.path.read_bytes() == before


def test_a_ledger_that_another_process_holds_is_busy_and_goes_on_afterwards(tmp_path):
    ledger = begun(tmp_path / "ledger.sqlite3", wait=0.0)
    with closing(sqlite3.connect(ledger.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(ledger, Busy)
        assert ledger.deliveries("anna") == []
    assert claim(ledger)


def test_a_writer_that_was_killed_in_the_middle_keeps_nobody_from_reading(tmp_path):
    """Only a writer can end its transaction, so whoever reads becomes one for a moment."""
    ledger = begun(tmp_path / "ledger.sqlite3")
    sent(ledger)
    killed = """if True:
        import os, sqlite3, sys
        file = sqlite3.connect(sys.argv[1], isolation_level=None)
        file.execute("PRAGMA cache_size = 1")
        file.execute("BEGIN IMMEDIATE")
        for number in range(500):
            file.execute("INSERT INTO delivery SELECT 'x' || ?, kind, slot, attempt, channel, state, owner, tries, due,"
                         " ends, changed, reason FROM delivery LIMIT 1", (number,))
        os.kill(os.getpid(), 9)
    """
    subprocess.run([sys.executable, "-c", killed, str(ledger.path)], check=False)
    assert ledger.path.with_name(f"{ledger.path.name}-journal").exists()
    assert [row.state for row in ledger.deliveries("anna")] == [State.SENT]
    assert ledger.deliveries("x1") == []


# ---- the disk


def test_on_a_read_only_disk_nothing_is_sent_and_the_inbox_still_reads(tmp_path):
    def check(small):
        ledger = begun(small.folder / "ledger.sqlite3")
        sent(ledger)
        small.make_read_only()
        assert "read-only" in refused(ledger).message
        assert [row.state for row in ledger.deliveries("anna")] == [State.SENT]
        small.make_writable()
        assert claim(ledger) is None
        assert claim(ledger, NIGHT) is not None

    on_a_tiny_disk(tmp_path / "disk", "256k", check)


def test_on_a_full_disk_nothing_is_sent_and_it_goes_on_when_there_is_room(tmp_path):
    def check(small):
        ledger = begun(small.folder / "ledger.sqlite3")
        sent(ledger)
        small.fill()
        assert "disk is full" in refused(ledger).message
        small.make_room()
        assert claim(ledger) is None
        assert claim(ledger, NIGHT) is not None

    on_a_tiny_disk(tmp_path / "disk", "256k", check)


def test_a_disk_that_fills_up_before_a_message_goes_out_holds_it_back_and_it_is_tried_again(tmp_path):
    def check(small):
        ledger = begun(small.folder / "ledger.sqlite3")
        claimed = claim(ledger)
        small.fill()
        with pytest.raises(DiskTrouble):
            ledger.begin(claimed, NOW)
        small.make_room()
        assert [row.state for row in ledger.deliveries("anna")] == [State.CLAIMED]
        assert claim(ledger, now=NOW + timedelta(minutes=2)) is not None

    on_a_tiny_disk(tmp_path / "disk", "256k", check)


@pytest.mark.parametrize("outcome", [Sent(), NotSent("no bus")])
def test_a_disk_that_fills_up_while_a_message_goes_out_leaves_it_unknown(tmp_path, outcome):
    def check(small):
        ledger = begun(small.folder / "ledger.sqlite3")
        claimed = claim(ledger)
        assert ledger.begin(claimed, NOW)
        small.fill()
        with pytest.raises(DiskTrouble):
            ledger.finish(claimed, outcome, NOW)
        small.make_room()
        later = NOW + timedelta(minutes=2)
        assert [row.state for row in ledger.settle(later)] == [State.UNKNOWN]
        assert claim(ledger, now=later) is None

    on_a_tiny_disk(tmp_path / "disk", "256k", check)
