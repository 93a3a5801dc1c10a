"""Processes killed at any moment: what they acknowledged is kept, what they had begun is there whole or not at all."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_tools import (
    MONTH,
    NOW,
    Child,
    SmallProcess,
    begin,
    die_in_write,
    documents,
    forked,
    name_of_writer,
    numbers,
    opened,
    own_log,
    texts,
    write_in_pieces,
    write_until_killed,
)

from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.routine import Daily, FromPlan, Practitioner, Product
from aftercare.store import disk, writer
from aftercare.store.log import Trouble

KILLS = 500
#: Of so many kills one comes in the middle of a write, after so many notes at most.
ONE_IN_A_WRITE, NOTES_BEFORE = 5, 3
#: After so many kills the whole record is read anew, besides being read on after each.
READ_ANEW = 25
KILLS_OF_THE_COMMAND = 20


def test_a_writer_killed_500_times_at_random_moments_loses_nothing_it_acknowledged(root, small_process):
    """One home all the time, so torn lines gather. Every other writer's disk takes a few bytes at a time.

    A write takes a hundredth of the time that the disk then takes to keep it, and less on a slow one: that a kill comes
    in the middle of one is left to chance for four in five, and certain for the fifth.
    """
    begin(root)
    folder = Home.at(root).client("me")
    whose = name_of_writer(folder)
    chance = random.Random(500)
    acknowledged: set[str] = set()
    record = opened(folder)
    for kill in range(KILLS):
        in_a_write = kill % ONE_IN_A_WRITE == 0
        notes, after = (chance.randint(1, NOTES_BEFORE), chance.randint(2, 100)) if in_a_write else (1_000_000, 0)
        piece = 23 if kill % 2 else 0
        with small_process.forked(write_until_killed, str(root), str(kill), piece, notes, after) as child:
            if in_a_write:
                told = list(child.lines())
                assert child.end() == -signal.SIGKILL
            else:
                told = [child.next_line()] if chance.random() < 0.9 else []
                wait_a_little(child, chance)
                told.extend(child.kill())
        failed = [line for line in told if line is None or line.startswith("!")]
        assert failed == []
        acknowledged.update(told)
        if kill % READ_ANEW:
            record.follow()
        else:
            record = opened(folder)
        kept = set(texts(record))
        assert acknowledged <= kept, f"kill {kill}"
        assert len(kept - acknowledged) <= kill + 1, "at most the one that it was about to acknowledge"
        assert {each.trouble for each in record.set_aside} <= {Trouble.TORN}, f"kill {kill}"
    record = opened(folder)
    assert acknowledged <= set(texts(record))
    assert len(acknowledged) >= KILLS // 2
    assert sum(each.trouble is Trouble.TORN for each in record.set_aside) >= KILLS // ONE_IN_A_WRITE
    Care.open(Home.at(root)).note("after all of them", NOW)
    assert {*acknowledged, "after all of them"} <= set(texts(opened(folder)))
    assert name_of_writer(folder) == whose
    given = numbers(folder)[whose]
    assert given == list(range(1, len(given) + 1))


@pytest.fixture
def small_process(tmp_path: Path) -> Iterator[SmallProcess]:
    """A process to fork from."""
    process = SmallProcess(tmp_path / "elsewhere")
    yield process
    process.close()


def wait_a_little(child: Child, chance: random.Random) -> None:
    """Up to some milliseconds, unless the process ends before."""
    child.ends_within(chance.random() * 0.004)


# ---- the command


def test_the_command_killed_20_times_loses_nothing_it_acknowledged(root):
    begin(root)
    folder = Home.at(root).client("me")
    chance = random.Random(20)
    start = time.monotonic()
    assert command(root, "note", "not killed").wait() == 0
    whole = time.monotonic() - start
    acknowledged, cut_off = {"not killed"}, 0
    for kill in range(KILLS_OF_THE_COMMAND):
        text = f"note {kill}"
        process = command(root, "note", text)
        select.select([process.stdout], [], [], whole * chance.uniform(0.5, 1.1))
        process.send_signal(signal.SIGKILL)
        said, complained = process.communicate()
        assert complained == b""
        if said.endswith(b"\n") or process.returncode == 0:
            acknowledged.add(text)
        else:
            cut_off += 1
        assert acknowledged <= set(texts(opened(folder))), f"kill {kill}"
    assert command(root, "note", "after all of them").wait() == 0
    record = opened(folder)
    assert {*acknowledged, "after all of them"} <= set(texts(record))
    assert len(texts(record)) == len(set(texts(record)))
    assert {each.trouble for each in record.set_aside} <= {Trouble.TORN}
    given = [number for of_writer in numbers(folder).values() for number in of_writer]
    assert sorted(given) == list(range(1, len(given) + 1))


def command(root: Path, *words: str) -> subprocess.Popen:
    """The real command on that home."""
    return subprocess.Popen(
        [sys.executable, "-m", "aftercare", "--home", str(root), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# ---- a plan


def plan(version: int, things: int = 100) -> Plan:
    """A big plan, of which every thing names its version."""
    origin = FromPlan("course", version)
    return Plan(
        id="course",
        version=version,
        title=f"version {version}",
        practitioner=Practitioner("Ines Moreau", phone=f"version {version}"),
        products=tuple(Product(f"p{i}", f"version {version}", "serum", origin) for i in range(things)),
        slots=(),
        steps=tuple(
            PlanStep(id=f"s{i}", name=f"version {version}", slots=("evening",), rule=Daily(), order=i, product=f"p{i}")
            for i in range(things)
        ),
        sessions=(),
    )


def versions_in_force(folder, things: int = 100) -> set[str]:
    """Every version of the plan that any document of the record speaks of; at most one, unless it is torn apart."""
    found = documents(opened(folder))
    kept = [*found.get(tables.PRODUCTS, {}).values(), *found.get(tables.STEPS, {}).values()]
    versions = {thing["name"] for thing in kept}
    assert len(kept) in (0, 2 * things)
    versions.update(each["phone"] for each in found.get(tables.PRACTITIONER, {}).values())
    newest = max((each["turn"] for each in found.get(tables.PLANS, {}).values()), default=None)
    if newest is not None:
        versions.add(f"version {newest}")
    return versions


def bytes_of_an_import(root: Path) -> int:
    """How long the line of the plan is."""
    care = begin(root)
    care.import_plan(plan(1), NOW)
    return max(map(len, next(care.folder.records.glob("profile.*")).read_bytes().split(b"\n")))


def test_a_kill_behind_any_byte_of_a_plan_import_leaves_all_of_the_plan_or_none(root):
    length = bytes_of_an_import(root.parent / "measured")
    assert length > 20_000
    chance = random.Random(1)
    places = [0, 1, 2, 17, 18, *(chance.randrange(length) for _ in range(60)), *range(length - 4, length + 3)]
    outcomes = set()
    for number, after in enumerate(places):
        home = root / str(number)
        folder = begin(home, "a note").folder

        def work(tell, after=after, home=home):
            care = Care.open(Home.at(home))
            die_in_write(over=10_000, after=after)
            care.import_plan(plan(1), NOW)

        with forked(work) as child:
            assert list(child.lines()) == []
            assert child.end() == -signal.SIGKILL
        left = versions_in_force(folder)
        assert left in (set(), {"version 1"}), after
        outcomes.add(len(left))
        # and so it is after the next action, and a second import takes it in whole
        care = Care.open(Home.at(home))
        care.note("the next", NOW)
        assert versions_in_force(folder) in (set(), {"version 1"}), after
        care.import_plan(plan(1), NOW)
        assert versions_in_force(folder) == {"version 1"}
        assert texts(opened(folder)) == ["a note", "the next"]
    assert outcomes == {0, 1}


def test_a_kill_at_any_moment_of_a_plan_import_leaves_one_whole_plan_in_force(root):
    """A smaller plan, so that more of the time goes into writing it; it still goes to the disk in several pieces."""
    care = begin(root)
    folder = care.folder
    started = time.monotonic()
    care.import_plan(plan(1, things=20), NOW)
    whole = time.monotonic() - started
    chance = random.Random(2)
    acknowledged = version = 1
    for kill in range(40):

        def work(tell, after=version):
            if chance.random() < 0.5:
                write_in_pieces(997)
            care = Care.open(Home.at(root))
            for each in range(after + 1, after + 1000):
                tell(f"importing {each}")
                care.import_plan(plan(each, things=20), NOW)
                tell(f"imported {each}")

        with forked(work) as child:
            told = [child.next_line() for _ in range(1 + chance.randrange(4))]
            child.ends_within(chance.random() * whole)
            told.extend(child.kill())
        assert not any(line is None or line.startswith("!") for line in told), told
        begun = max(int(line.split()[1]) for line in told)
        acknowledged = max([acknowledged, *(int(line.split()[1]) for line in told if line.startswith("imported"))])
        kept = versions_in_force(folder, things=20)
        assert len(kept) == 1, f"kill {kill}"
        version = int(kept.pop().split()[1])
        assert acknowledged <= version <= begun, f"kill {kill}"
    assert version > 10


def test_a_kill_while_a_record_is_begun_leaves_one_that_can_be_begun(root):
    """Killed behind each thing it asks of the disk: after the next start it is a whole record, whatever was there."""
    whole = {table: set(of_table) for table, of_table in documents(opened(begin(root / "whole").folder)).items()}
    calls = ("open", "write", "fsync", "mkdir", "replace")
    for limit in range(1, 60):

        def work(tell, limit=limit):
            counted = 0

            def counting(function):
                def call(*arguments, **more):
                    nonlocal counted
                    result = function(*arguments, **more)
                    counted += 1
                    if counted == limit:
                        os.kill(os.getpid(), signal.SIGKILL)
                    return result

                return call

            for name in calls:
                setattr(os, name, counting(getattr(os, name)))
            Care.start(Home.at(root / str(limit)), NOW)

        with forked(work) as child:
            told = list(child.lines())
            assert told == []
            killed = child.end() == -signal.SIGKILL
        care = Care.start(Home.at(root / str(limit)), NOW)
        begun = {table: set(of_table) for table, of_table in documents(opened(care.folder)).items()}
        assert begun == whole, f"killed behind call {limit}"
        if not killed:
            break
    else:
        pytest.fail("it never came to its end")
    assert limit > 10


# ---- between the append and what is kept about it


def die_before_keeping(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a process is killed once its line is durable and before it has kept that it wrote it."""
    monkeypatch.setattr(writer, "keep", lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))


@pytest.mark.parametrize("killed_in", [NOW, NOW.replace(month=10), NOW.replace(year=2027, month=1)])
def test_a_process_killed_before_it_kept_its_number_leaves_none_to_be_given_twice(root, monkeypatch, killed_in):
    """Another process has been open all the time, and never looked at the month in which the killed one wrote."""
    care = begin(root, "first")
    folder = care.folder
    whose = name_of_writer(folder)

    def work(tell):
        die_before_keeping(monkeypatch)
        Care.open(Home.at(root)).note("by the killed one", killed_in)

    with forked(work) as child:
        assert list(child.lines()) == []
        assert child.end() == -signal.SIGKILL
    care.note("by the open one", NOW)
    Care.open(Home.at(root)).note("by a later one", NOW)
    assert texts(opened(folder)) == ["by a later one", "by the killed one", "by the open one", "first"]
    assert numbers(folder) == {whose: [1, 2, 3, 4, 5]}


@pytest.mark.parametrize("between", ["a reader", "a writer that had nothing to write"])
def test_who_comes_between_does_not_hide_that_a_process_was_killed(root, monkeypatch, between):
    """Somebody else holds the lock before the one that was open all the time, and keeps nothing either."""
    care = begin(root, "first")
    folder = care.folder
    whose = name_of_writer(folder)

    def work(tell):
        die_before_keeping(monkeypatch)
        Care.open(Home.at(root)).note("by the killed one", NOW.replace(month=10))

    with forked(work) as child:
        assert list(child.lines()) == []
        assert child.end() == -signal.SIGKILL
    with own_log(folder, "2026-10").open("ab") as log:
        log.write(b"\n0123456789abcdef torn")  # to see that it is, a reader takes the lock
    other = opened(folder)
    if between != "a reader":
        with other.writing():
            pass
    care.note("by the open one", NOW)
    assert numbers(folder) == {whose: [1, 2, 3, 4]}


def test_a_process_killed_before_it_kept_its_number_hands_on_its_stamp(root, monkeypatch):
    """The killed one's clock was ahead: what is written after it on this machine is stamped later all the same."""
    folder = begin(root, "first").folder
    ahead = NOW.replace(hour=23)

    def work(tell):
        die_before_keeping(monkeypatch)
        Care.open(Home.at(root)).note("by the killed one", ahead)

    with forked(work) as child:
        assert list(child.lines()) == []
        child.end()
    Care.open(Home.at(root)).note("by a later one", NOW)
    stamps = [each.action.stamp for each in opened(folder).actions(MONTH)]
    assert stamps == sorted(stamps)
    assert len(set(stamps)) == len(stamps)


def test_a_kill_while_the_identity_is_written_anew_costs_no_number(root, monkeypatch):
    """After many lines what is known about the writer is written anew; a kill there leaves the old one or the new."""
    monkeypatch.setattr(writer, "_MOST_LINES", 5)
    folder = begin(root).folder
    whose = name_of_writer(folder)
    acknowledged = []
    for number in range(12):

        def work(tell, number=number):
            disk.os.replace = lambda *arguments: os.kill(os.getpid(), signal.SIGKILL)
            Care.open(Home.at(root)).note(f"note {number}", NOW)
            tell(f"note {number}")

        with forked(work) as child:
            told = list(child.lines())
            assert child.end() == (0 if told else -signal.SIGKILL)
        acknowledged += told
    assert 0 < len(acknowledged) < 12
    Care.open(Home.at(root)).note("not killed", NOW)
    kept = texts(opened(folder))
    assert {*acknowledged, "not killed"} <= set(kept)
    assert numbers(folder) == {whose: list(range(1, len(kept) + 2))}
    Care.open(Home.at(root)).note("nor this one", NOW)
    assert numbers(folder) == {whose: list(range(1, len(kept) + 3))}
