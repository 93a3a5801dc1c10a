"""Two machines keep one record and join it through a file sync: nothing acknowledged gets out of reach.

A Hypothesis state machine drives two real homes through `Care` (tick, skip, undo, note, edit, delete), copies files
between them as a sync would (late, torn, as conflict copies), clones and restores them, with clocks a day apart. A
simple model, which knows only the acknowledged actions and which of their lines lie in which folder, says what must be
shown.
"""

import hashlib
import itertools
import os
import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aftercare.care import Care, Home
from aftercare.errors import NoLongerCurrent, NotFound
from aftercare.model.check_off import Occurrence
from aftercare.model.deed import Deed
from aftercare.model.note import Note
from aftercare.model.routine import ByClient, Daily, Step, Terms
from aftercare.model.tables import ENTRIES, PROFILE, precedence

START = datetime(2026, 11, 10, 12, 0, tzinfo=UTC)
DAYS = [date(2026, 11, 1), date(2026, 10, 31)]
MONTHS = ("2026-10", "2026-11")

sides = st.sampled_from(("here", "there"))


class Machine:
    """One machine: a home, an open Care and a clock of its own."""

    def __init__(self, home: Path, clock: timedelta, acknowledged: dict, within_reach: set[str]) -> None:
        self.home, self.clock, self.acknowledged, self.within_reach = home, clock, acknowledged, within_reach
        self.open()

    def open(self) -> None:
        self.care = Care.open(Home.at(self.home))
        self.care._record.need(PROFILE, *MONTHS)
        self.listen()

    def listen(self) -> None:
        commit = self.care._record.commit

        def acknowledging(*args, **kwargs):
            named = commit(*args, **kwargs)
            self.acknowledged[named.name] = named.action
            self.within_reach.add(named.name)
            return named

        self.care._record.commit = acknowledging

    @property
    def records(self) -> Path:
        return self.care.folder.records

    def names(self) -> set[str]:
        """The acknowledged actions of which a whole line lies in this machine's folder."""
        lines = (line for path in self.records.iterdir() for line in path.read_bytes().split(b"\n")[:-1])
        return {line[:16].decode() for line in lines if line[:16].decode("latin-1") in self.acknowledged}


def expected(actions):
    """Key → (shown document, names of all current versions), from nothing but the actions themselves."""
    versions = {}
    for name, action in actions.items():
        for change in action.changes:
            versions.setdefault((change.table, change.id), {})[name] = (change.base, action.stamp, change.document)
    result = {}
    for key, of_key in versions.items():
        replaced = {base for bases, _, _ in of_key.values() for base in bases}
        heads = {name for name in of_key if name not in replaced}
        shown = max(heads, key=lambda name: (precedence(key[0], of_key[name][2]), of_key[name][1], name))
        result[key] = (of_key[shown][2], heads)
    return result


def plain(document):
    return None if document is None else msgspec.json.decode(msgspec.json.encode(document))


class TwoMachines(RuleBasedStateMachine):
    @initialize(ahead=st.sampled_from([timedelta(0), timedelta(days=1), timedelta(days=-1)]))
    def begin(self, ahead):
        # names that are random in life come in a fixed order here, so that a failing run can be played again
        self.urandom, numbers = os.urandom, itertools.count(1)
        os.urandom = lambda size: next(numbers).to_bytes(size, "big")
        self.root = Path(tempfile.mkdtemp(prefix="two-writers-"))
        # every action that was ever acknowledged, and the names of those that no restore has taken from both machines
        self.acknowledged: dict = {}
        self.within_reach: set[str] = set()
        self.ticks = 0
        self.saved: list[Path] = []
        care = Care.start(Home.at(self.root / "here"), START)
        step = Step("serum", "Serum", 40, (Terms(date(2026, 10, 1), ("morning", "evening"), Daily()),), ByClient())
        # begun with, so that no undo takes it away
        care._do(Deed.START, START, lambda: care._put("steps", "serum", step))
        for period in (PROFILE, *MONTHS):
            self.acknowledged.update({each.name: each.action for each in care._record.actions(period)})
        (self.root / "there").mkdir()
        shutil.copytree(self.root / "here" / "clients", self.root / "there" / "clients")
        self.machines = {
            "here": Machine(self.root / "here", timedelta(0), self.acknowledged, self.within_reach),
            "there": Machine(self.root / "there", ahead, self.acknowledged, self.within_reach),
        }
        self.within_reach.update(self.acknowledged)

    def teardown(self):
        os.urandom = self.urandom
        shutil.rmtree(self.root, ignore_errors=True)

    def now(self, side):
        self.ticks += 1
        return START + self.machines[side].clock + timedelta(seconds=self.ticks)

    # ---- what people do

    @rule(side=sides, day=st.sampled_from(DAYS), slot=st.sampled_from(["morning", "evening"]))
    def tick(self, side, day, slot):
        self.machines[side].care.tick(Occurrence("serum", day, slot), self.now(side))

    @rule(side=sides, day=st.sampled_from(DAYS), slot=st.sampled_from(["morning", "evening"]))
    def skip(self, side, day, slot):
        self.machines[side].care.skip(Occurrence("serum", day, slot), "no time", self.now(side))

    @rule(side=sides, text=st.sampled_from(["calm", "[red]", "a\nb", "ü 你"]), day=st.sampled_from(DAYS))
    def note(self, side, text, day):
        self.machines[side].care.note(text, self.now(side), day)

    def notes(self, side):
        live = self.machines[side].care._record.versions.live.get(ENTRIES, {})
        return [msgspec.convert(live[i], Note) for i in sorted(live)]

    @rule(side=sides, data=st.data())
    def edit(self, side, data):
        if notes := self.notes(side):
            seen = data.draw(st.sampled_from(notes))
            self.machines[side].care.edit_note(seen, f"{seen.text[:20]}, and then {self.ticks}", self.now(side))

    @rule(side=sides, data=st.data())
    def delete(self, side, data):
        if notes := self.notes(side):
            self.machines[side].care.delete_note(data.draw(st.sampled_from(notes)), self.now(side))

    @rule(side=sides, although_changed=st.booleans())
    def undo(self, side, although_changed):
        machine = self.machines[side]
        machine.care.follow()
        before = machine.care._record.last_to_undo()
        keys = [(change.table, change.id) for change in before.action.changes] if before else []
        versions = machine.care._record.versions
        alone = {key for key in keys if len(versions.current(*key)) == len(machine.care._record.replaceable(*key))}
        try:
            machine.care.undo(self.now(side), although_changed=although_changed)
        except NotFound:
            return
        except NoLongerCurrent:
            assert not although_changed
            return
        shown = machine.care._record.versions.shown
        for change in before.action.changes:
            restored = None
            if change.base:
                of_base = self.acknowledged[change.base[0]].changes
                restored = next(c.document for c in of_base if (c.table, c.id) == (change.table, change.id))
            # what another machine says otherwise stands beside it, and may then be shown
            if (change.table, change.id) in alone:
                assert plain(shown(change.table, change.id).document) == plain(restored)

    # ---- what befalls the folders

    def carry(self, source: Path, target: Path, name: str, cut: int | None):
        data = (source / name).read_bytes()[:cut]
        there = target / name
        if there.exists():
            kept = there.read_bytes()
            if kept.startswith(data):
                return
            if not data.startswith(kept):
                digest = hashlib.sha256((source / name).read_bytes()).hexdigest()[:7].upper()
                there = target / name.replace(".log", f".sync-conflict-20261110-120000-{digest}.log")
                data = (source / name).read_bytes()
        beside = target / ".syncing.tmp"
        beside.write_bytes(data)
        os.replace(beside, there)

    def sync(self, source: str, target: str, cut=None, only=None):
        here, there = self.machines[source].records, self.machines[target].records
        for path in sorted(here.iterdir()):
            if only is None or path.name == only:
                self.carry(here, there, path.name, cut)

    @rule(source=sides)
    def a_sync_arrives(self, source):
        target = "there" if source == "here" else "here"
        self.sync(source, target)
        self.machines[target].care.follow()

    @rule(source=sides, data=st.data())
    def a_torn_part_of_one_file_arrives(self, source, data):
        target = "there" if source == "here" else "here"
        path = data.draw(st.sampled_from(sorted(self.machines[source].records.iterdir())))
        # a sync appends to what it has brought before; it does not cut a file that its machine writes itself
        self.sync(source, target, cut=path.stat().st_size * data.draw(st.integers(0, 200)) // 200, only=path.name)
        self.machines[target].care.follow()

    @rule(side=sides)
    def it_is_closed_and_opened(self, side):
        self.machines[side].open()

    @rule(side=sides)
    def the_home_is_saved(self, side):
        copy = self.root / f"saved-{len(self.saved)}"
        shutil.copytree(self.machines[side].home, copy)
        self.saved.append(copy)

    @precondition(lambda self: self.saved)
    @rule(side=sides, data=st.data(), with_state=st.booleans(), reopened=st.booleans())
    def an_older_copy_is_restored(self, side, data, with_state, reopened):
        """Over the folder of the same machine or of the other one; with or without the machine's own state."""
        self.restore(side, data.draw(st.sampled_from(self.saved)), with_state, reopened)

    def restore(self, side: str, copy: Path, with_state: bool, reopened: bool):
        machine = self.machines[side]
        shutil.rmtree(machine.records)
        shutil.copytree(copy / "clients" / "me" / "records", machine.records)
        if with_state:
            # in place, as a backup program does: the folder stays the same one
            state = machine.care.folder.state
            kept = copy / "state" / "clients" / "me" / "writer.log"
            if kept.exists():
                state.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(kept, state / "writer.log")
        # what a restore takes from both machines is gone, until a later one brings it back
        self.within_reach.clear()
        self.within_reach.update(*(each.names() for each in self.machines.values()))
        if reopened:
            machine.open()
        else:
            machine.care.follow()

    @rule(side=sides)
    def the_other_machine_is_cloned_from_this_one(self, side):
        other = self.machines["there" if side == "here" else "here"]
        self.sync("there" if side == "here" else "here", side)
        shutil.rmtree(other.home)
        shutil.copytree(self.machines[side].home, other.home)
        self.machines[side].care.follow()
        other.open()

    # ---- what must hold

    @invariant()
    def each_machine_shows_what_its_folder_holds(self):
        if not hasattr(self, "machines"):
            return
        for machine in self.machines.values():
            present = machine.names()
            model = expected({name: action for name, action in self.acknowledged.items() if name in present})
            versions = machine.care._record.versions
            for key, (document, heads) in model.items():
                shown = versions.shown(*key)
                assert shown is not None, key
                assert plain(shown.document) == plain(document), key
                assert {shown.name, *(each.name for each in versions.others(*key))} == heads

    @rule()
    def joined_both_read_the_same_and_reach_everything(self):
        for _ in range(2):
            self.sync("here", "there")
            self.sync("there", "here")
        pictures = []
        for machine in self.machines.values():
            machine.care.follow()
            assert machine.names() == self.within_reach
            tables = machine.care._record.versions.live.items()
            pictures.append({(table, i): plain(each) for table, documents in tables for i, each in documents.items()})
        assert pictures[0] == pictures[1]
        acknowledged = {name: self.acknowledged[name] for name in self.within_reach}
        reachable = {
            each.name
            for machine in self.machines.values()
            for key in expected(acknowledged)
            for each in machine.care.history(*key)
        }
        assert reachable == {name for name, action in acknowledged.items() if action.changes}


TwoMachines.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestTwoMachines = TwoMachines.TestCase


def test_what_one_restore_takes_away_and_the_next_one_brings_back_is_reached_again():
    story = TwoMachines()
    story.begin(timedelta(0))
    try:
        story.the_home_is_saved("here")
        story.note("here", "calm", DAYS[0])
        story.the_home_is_saved("here")
        for copy in story.saved:
            story.restore("here", copy, with_state=False, reopened=False)
            story.each_machine_shows_what_its_folder_holds()
        note = story.notes("here")[0]
        story.machines["here"].care.delete_note(note, story.now("here"))
        story.joined_both_read_the_same_and_reach_everything()
        written = [each.name for each in story.machines["there"].care.history(ENTRIES, note.id)]
        assert len(written) == 2, "the note and its deletion"
    finally:
        story.teardown()
