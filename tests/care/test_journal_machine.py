"""Any sequence of adding, editing, deleting, undoing, closing and reopening is what a simple model says it is."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from calm_plan import NOW, a_plan
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from msgspec.structs import replace

from aftercare.care import Care, Home
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model.bruise import Bruise, Stage
from aftercare.model.check_in import MOST_A_DAY, CheckIn, CheckInDraft
from aftercare.model.rating import Points, Rating
from aftercare.model.reaction import SkinSign

FIRST = NOW.date() - timedelta(days=40)
days = st.integers(0, 40).map(lambda back: NOW.date() - timedelta(days=back))
texts = st.sampled_from(["calm", "a little red @sun", "crème légère", "x"])
points = st.integers(0, 10).map(Points)


class JournalMachine(RuleBasedStateMachine):
    """The record beside a dictionary of entries and a stack of what was there before each action."""

    ids = Bundle("ids")

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp())
        self.home = Home.at(self.folder)
        self.care = Care.start(self.home, NOW, name="Anna")
        self.care.import_plan(a_plan(), NOW, date(2026, 11, 16))
        self.kept, self.before, self.now = {}, [], NOW

    def teardown(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def tick(self):
        self.now += timedelta(seconds=1)
        return self.now

    def add(self, entry):
        self.before.append(dict(self.kept))
        self.kept[entry.id] = entry
        return entry.id

    @rule(target=ids, text=texts, day=days)
    def write_note(self, text, day):
        return self.add(self.care.note(text, self.tick(), day))

    @rule(target=ids, glow=points, day=days)
    def check_in(self, glow, day):
        rated = sum(1 for each in self.kept.values() if isinstance(each, CheckIn) and each.ratings and each.day == day)
        draft = CheckInDraft(day, (Rating("glow", glow),))
        if rated < MOST_A_DAY:
            return self.add(self.care.check_in(draft, self.tick()))
        try:
            self.care.check_in(draft, self.tick())
        except BadInput:
            return "2026-11-none"
        raise AssertionError("a fourth rating of a day was kept")

    @rule(target=ids, text=texts, day=days)
    def react(self, text, day):
        return self.add(self.care.log_reaction([SkinSign.ITCH], self.tick(), zones=["nose"], text=text, day=day))

    @rule(target=ids, day=days)
    def bruise(self, day):
        return self.add(self.care.log_bruise("temple-l", Stage.BLUE, self.tick(), day=day))

    @rule(target=ids, of=ids)
    def follow(self, of):
        found = self.kept.get(of)
        if not isinstance(found, Bruise):
            return of
        return self.add(self.care.follow_bruise(found, Stage.NONE, self.tick()))

    @rule(entry=ids, text=texts)
    def edit(self, entry, text):
        if entry not in self.kept:
            return
        seen = self.kept[entry]
        after = replace(seen, text=text)
        self.care.edit_entry(seen, after, self.tick())
        if after != seen:
            self.before.append(dict(self.kept))
            self.kept[entry] = after

    @rule(entry=ids)
    def edit_what_was_changed_meanwhile(self, entry):
        if entry not in self.kept:
            return
        stale = replace(self.kept[entry], text="never written")
        try:
            self.care.edit_entry(stale, replace(stale, text="lost"), self.tick())
        except NoLongerCurrent:
            return
        raise AssertionError("an edit of what nobody has seen was kept")

    @rule(entry=ids)
    def delete(self, entry):
        if entry not in self.kept:
            return
        self.care.delete_entry(self.kept[entry], self.tick())
        self.before.append(dict(self.kept))
        gone = {entry, *(i for i, each in self.kept.items() if getattr(each, "bruise", None) == entry)}
        self.kept = {i: each for i, each in self.kept.items() if i not in gone}

    @rule()
    def undo(self):
        if self.before:
            self.care.undo(self.tick())
            self.kept = self.before.pop()

    @rule()
    def close_and_reopen(self):
        self.care = Care.open(self.home)

    @rule(entry=ids)
    def look_for_one(self, entry):
        try:
            found = self.care.entry(entry)
        except NotFound:
            found = None
        assert found == self.kept.get(entry)

    @invariant()
    def the_record_is_what_the_model_says(self):
        if not hasattr(self, "kept"):
            return
        shown = self.care.entries(FIRST, NOW.date())
        assert {each.id: each for each in shown} == self.kept
        assert [each.day for each in shown] == sorted(each.day for each in shown)


JournalMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
test_the_journal_is_a_simple_model = JournalMachine.TestCase
