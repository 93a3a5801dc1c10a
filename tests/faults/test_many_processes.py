"""Several processes at one record: nobody's action is lost, no number is given twice, a stopped one is named."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import ExitStack
from hashlib import blake2b

import pytest
from fault_tools import MONTH, NOW, begin, documents, forked, lines_of, name_of_writer, numbers, opened, texts

from aftercare.care import Care, Home
from aftercare.errors import Busy
from aftercare.store import disk
from aftercare.store.lock import PATIENCE, locked
from aftercare.store.record import Record

PROCESSES = 4
APPENDS = 1_000


def digest(record: Record) -> str:
    """What the record shows, as one word."""
    return blake2b(json.dumps(documents(record), sort_keys=True).encode(), digest_size=16).hexdigest()


def test_four_processes_with_1000_appends_each(root):
    folder = begin(root).folder
    whose = name_of_writer(folder)
    all_wrote, tell_all = os.pipe()

    def work(tell):
        os.close(tell_all)
        care = Care.open(Home.at(root))
        care.day(NOW)
        for number in range(APPENDS):
            care.note(f"{os.getpid()}-{number}", NOW)
        tell("wrote")
        assert os.read(all_wrote, 1) == b""  # waits until everybody has
        care.follow()
        tell(digest(care._record))

    with ExitStack() as stack:
        children = [stack.enter_context(forked(work)) for _ in range(PROCESSES)]
        told = []
        for line in lines_of(*children):
            told.append(line)
            if told == ["wrote"] * PROCESSES:
                os.close(tell_all)
        written = {f"{child.pid}-{number}" for child in children for number in range(APPENDS)}
        assert [child.end() for child in children] == [0] * PROCESSES, told
    os.close(all_wrote)
    record = opened(folder)
    assert set(texts(record)) == written
    assert numbers(folder) == {whose: list(range(1, 2 + PROCESSES * APPENDS))}
    assert record.set_aside == ()
    assert told[PROCESSES:] == [digest(record)] * PROCESSES, "their followers see what a fresh process sees"
    # in the file's order too: a number is given while the lock is held
    given = [each.action.seq for each in record.actions(MONTH)]
    assert given == sorted(given)
    stamps = [each.action.stamp for each in record.actions(MONTH)]
    assert len(set(stamps)) == len(stamps)


def test_four_processes_begin_one_client_together(root):
    """Whoever comes first begins the record; the others open it."""

    def work(tell):
        care = Care.start(Home.at(root), NOW)
        care.note(f"{os.getpid()}", NOW)
        tell("wrote")

    with ExitStack() as stack:
        children = [stack.enter_context(forked(work)) for _ in range(PROCESSES)]
        assert list(lines_of(*children)) == ["wrote"] * PROCESSES
        pids = {f"{child.pid}" for child in children}
    folder = Home.at(root).client("me")
    assert set(texts(opened(folder))) == pids
    (given,) = numbers(folder).values()
    assert given == list(range(1, len(given) + 1))
    assert documents(opened(folder))["slots"].keys() == {"morning", "evening"}


def test_on_a_slow_disk_nobody_is_turned_away_for_the_others_haste(root, monkeypatch):
    """Who writes as fast as it can leaves the lock free for moments only. The others get their turn all the same."""
    begin(root)
    scratch = root / "scratch"
    sync_file = disk.sync_file

    def slow(fd):
        sync_file(fd)
        end = time.monotonic() + 0.008
        with scratch.open("ab", buffering=0) as other:
            while time.monotonic() < end:
                other.write(b"x")
                os.fsync(other.fileno())

    monkeypatch.setattr(disk, "sync_file", slow)

    def work(tell):
        care = Care.open(Home.at(root))
        care.day(NOW)
        for number in range(80):
            care.note(f"{os.getpid()}-{number}", NOW)
        tell("wrote")

    with ExitStack() as stack:
        children = [stack.enter_context(forked(work)) for _ in range(PROCESSES)]
        assert list(lines_of(*children)) == ["wrote"] * PROCESSES


def test_a_reader_never_sees_half_an_action_while_others_write(root):
    """Each action changes two documents to the same number: a follower always finds them equal."""
    care = begin(root)

    def put(care, number):
        for note in ("one", "two"):
            document = {"id": note, "day": f"{NOW:%Y-%m-%d}", "at": NOW.isoformat(), "text": str(number), "step": None}
            care._database.put("entries", f"{MONTH}-{note}", document)

    care._do("note", NOW, lambda: put(care, 0))

    def work(tell):
        mine = Care.open(Home.at(root))
        mine.day(NOW)
        for number in range(1, 400):
            mine._do("note", NOW, lambda number=number: put(mine, number))
        tell("wrote")

    reader = Care.open(Home.at(root))
    reader.day(NOW)
    seen = set()
    with forked(work) as child:
        while not child.ends_within(0):
            reader.follow()
            one, two = texts(reader)
            assert one == two
            seen.add(one)
        assert list(child.lines()) == ["wrote"]
    reader.follow()
    assert texts(reader) == ["399", "399"]
    assert len(seen) > 2


# ---- a process that does not let go


def holding(root):
    """A process that takes the lock, says so, and waits until it is told to end by a signal."""

    def work(tell):
        with Care.open(Home.at(root))._record.writing():
            tell("inside")
            signal.sigwait({signal.SIGTERM})

    return work


@pytest.fixture
def asked_to_end():
    """SIGTERM is waited for rather than died of, from the fork on."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    yield
    signal.pthread_sigmask(signal.SIG_SETMASK, before)


@pytest.mark.usefixtures("asked_to_end")
def test_a_lock_held_by_a_stopped_process_is_reported_and_works_again_once_it_goes_on(root):
    care = begin(root)
    with forked(holding(root)) as child:
        assert child.next_line() == "inside"
        child.send(signal.SIGSTOP)
        os.waitpid(child.pid, os.WUNTRACED)
        with pytest.raises(Busy) as busy:
            care.note("too early", NOW)
        assert f"process {child.pid}" in busy.value.message
        assert busy.value.next_step
        assert texts(opened(care.folder)) == [], "reading goes on, and nothing was written"
        child.send(signal.SIGCONT)
        child.send(signal.SIGTERM)
        assert child.end() == 0
    care.note("now", NOW)
    assert texts(opened(care.folder)) == ["now"]


@pytest.mark.usefixtures("asked_to_end")
def test_a_lock_is_free_at_once_where_its_holder_was_killed(root):
    care = begin(root)
    with forked(holding(root)) as child:
        assert child.next_line() == "inside"
        child.send(signal.SIGSTOP)
        os.waitpid(child.pid, os.WUNTRACED)
        child.kill()
    with locked(care.folder.lock, patience=0):
        pass
    care.note("now", NOW)
    assert texts(opened(care.folder)) == ["now"]


@pytest.mark.usefixtures("asked_to_end")
def test_a_record_opens_while_another_process_holds_the_lock(root):
    folder = begin(root, "a note").folder
    with forked(holding(root)) as child:
        assert child.next_line() == "inside"
        assert texts(opened(folder)) == ["a note"]
        assert [note.text for note in Care.open(Home.at(root)).day(NOW).notes] == ["a note"]
        child.send(signal.SIGTERM)
        assert child.end() == 0


def test_patience_is_two_seconds():
    """Long enough for a slow disk, short enough not to be taken for a hang."""
    assert PATIENCE == 2.0
