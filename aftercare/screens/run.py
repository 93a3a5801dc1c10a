"""The run: a slot one step a screen, with the wait between two layers counted out.

Where it stands follows from the record alone. What was answered here and is not written yet lies over it, so that a
second key finds the next step; writes are done one after the other, in the order of the keys.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message

from aftercare.care import FIRST_CLIENT, Care
from aftercare.errors import AftercareError
from aftercare.model.check_off import Done, Occurrence, Pending, Skipped
from aftercare.model.run import Countdown as Count
from aftercare.model.run import Run, has_short_form, meant, run_of, slot_to_run
from aftercare.model.words import counted
from aftercare.screens.breakpoints import take_form
from aftercare.screens.day_doors import DayDoors
from aftercare.widgets.countdown import Countdown
from aftercare.widgets.day_heading import DayHeading
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.notice_line import NoticeLine
from aftercare.widgets.run_card import RunCard, RunProgress

#: How often the figures are looked at, in seconds.
_TICKING = 0.2


class RunScreen(DayDoors, inherit_bindings=False):
    """Goes through the slot `slot` of a day."""

    CSS_PATH = "run.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (36, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "go_on", "done, go on", id="run.go_on"),
        Binding("s", "skip", "skip", id="run.skip"),
        Binding("left,backspace", "back", "back", id="run.back"),
        Binding("p", "pause", "pause", id="run.pause"),
        Binding("f", "short_form", "short form", id="run.short_form"),
        Binding("b", "bell", "bell", id="run.bell"),
        Binding("n", "note", "note", id="run.note"),
        Binding("d", "detail", "all about the step", id="run.detail"),
        Binding("x", "put_away", "put the notice away", id="run.put_away"),
        Binding("e", "answer_notice", "answer what is asked", id="run.answer_notice"),
        Binding("question_mark", "help", "help", id="run.help"),
        Binding("escape,q", "close", "close", id="run.close"),
    ]

    heading = query_one(DayHeading)
    notice_line = query_one(NoticeLine)
    progress = query_one(RunProgress)
    countdown = query_one(Countdown)
    card = query_one(RunCard)
    key_line = query_one(KeyLine)

    @dataclass
    class Written(Message):
        """What was asked for `occurrence` has reached the record, or has failed."""

        occurrence: Occurrence
        state: Pending | Done | Skipped

    def __init__(self, care: Care, clock: Callable[[], datetime], day: date, slot: str, *, short: bool = False) -> None:
        super().__init__(care, clock, day)
        self._of = day
        self._slot = slot
        self._short = short
        self._rings = True
        self._meant: dict[Occurrence, Pending | Done | Skipped] = {}
        self._until_read: dict[Occurrence, int] = {}
        self._to_write: deque[tuple[Occurrence, Pending | Done | Skipped, Callable[[], object]]] = deque()
        self._one_at_a_time = threading.Lock()
        self._count: Count | None = None
        self._was_waiting = False

    def on_mount(self) -> None:
        self.set_interval(_TICKING, self.count)
        if self._short and not self._may_be_short():
            self._short = False
        self.show_state()

    def compose(self) -> ComposeResult:
        take_form(self)
        folder = self._care.folder.name
        run = self.run_now
        yield DayHeading(self.state.view, whose="" if folder == FIRST_CLIENT else folder)
        yield NoticeLine(self.notices)
        yield KeyLine(self._keys())
        yield RunProgress(run)
        yield Countdown(classes="-none")
        yield RunCard(run)

    # ---- where it stands

    @property
    def run_now(self) -> Run | None:
        """The run as it stands, with what was answered and is not written yet."""
        slot = slot_to_run(self.state.view, self._slot)
        return run_of(meant(slot, self._meant), short=self._short) if slot is not None else None

    @property
    def waiting(self) -> bool:
        """Whether a layer still sinks in, and nobody went on all the same."""
        return self._count is not None and self._count.left(self._clock()) > timedelta()

    def show_state(self) -> None:
        """Draws the run as the record has it."""
        self._day = self._of  # the evening that is under way stays, whatever day begins
        for occurrence in [each for each, asked in self._until_read.items() if asked <= self._shown]:
            del self._until_read[occurrence]
            self._meant.pop(occurrence, None)
        run = self.run_now
        wait = run.wait if run is not None else None
        if wait is None:
            self._count, self._was_waiting = None, False
        elif self._count is None or (self._count.wait.after.occurrence, self._count.wait.begun) != (
            wait.after.occurrence,
            wait.begun,
        ):
            self._count = Count(wait, wait.until)
            self._was_waiting = self.waiting
        self.heading.view = self.state.view
        self.notice_line.notices = self.notices
        self.progress.run = self.card.run = run
        count = len(self.state.view.notes)
        self.card.notes = f"{counted(count, 'note')} on this day" if count else ""
        self.count()

    def count(self) -> None:
        """Looks at the clock: draws what is left, and rings when a wait ends under one's eyes."""
        waiting = self.waiting
        if self._was_waiting and not waiting and self._count is not None and not self._count.skipped:
            self._ring()
        self._was_waiting = waiting
        self.card.waiting = waiting
        self.countdown.set_class(not waiting, "-none")
        self.key_line.keys = self._keys()
        if not waiting or self._count is None:
            return
        count, step = self._count, self._count.wait.after.step
        paused = count.paused_at is not None
        self.countdown.title = f"{step.name} sinks in"
        self.countdown.whole = timedelta(seconds=step.wait)
        self.countdown.left = count.left(self._clock())
        self.countdown.paused = paused
        bell = "a bell rings at the end" if self._rings else "the bell is off"
        until = f"until {count.until:%H:%M:%S} · {bell} · b turns it {'off' if self._rings else 'on'}"
        self.countdown.said = "‖ paused here only: closed, the run goes by the clock" if paused else until

    def _ring(self) -> None:
        if self._rings:
            self.app.bell()

    def _keys(self) -> tuple[Key, ...]:
        run = self.run_now
        short = Key("f", "all" if self._short else "short", "short_form")
        ends = (Key("←", "back", "back"), short, Key("?", "help", "help"), Key("esc", "close", "close"))
        if run is None or run.at_hand is None:
            return (Key("space", "close", "go_on"), Key("n", "note", "note"), *ends[:-1])
        if self.waiting and self._count is not None:
            pause = "resume" if self._count.paused_at else "pause"
            return (Key("space", "go on", "go_on"), Key("p", pause, "pause"), Key("b", "bell", "bell"), *ends)
        return (Key("space", "done", "go_on"), Key("s", "skip", "skip"), Key("n", "note", "note"), *ends)

    # ---- answering

    def action_go_on(self) -> None:
        """Says that the step is done; while a layer sinks in, goes on to the next; at the end, closes."""
        run = self.run_now
        if run is None or run.at_hand is None:
            self.action_close()
        elif self.waiting and self._count is not None:
            self._count = Count(self._count.wait, self._count.until, skipped=True)
            self.count()
        else:
            occurrence, now = run.at_hand.occurrence, self._clock()
            self._mean(occurrence, Done(now), lambda: self._care.tick(occurrence, now))

    def action_back(self) -> None:
        """Takes back the last answer of this run: that step is to do again."""
        run = self.run_now
        if run is None or run.last is None:
            self._say("nothing to take back: nothing is answered yet")
            return
        occurrence, now = run.last.occurrence, self._clock()
        self._say(f"taken back: “{run.last.step.name}” is to do again")
        self._mean(occurrence, Pending(), lambda: self._care.reopen(occurrence, now))

    def action_skip(self) -> None:
        """Asks why the step is left out, and writes it."""
        run = self.run_now
        if run is None or run.at_hand is None:
            return
        from aftercare.screens.skip_prompt import SkipPrompt

        occurrence = run.at_hand.occurrence

        def save(reason: str) -> None:
            self._care.skip(occurrence, reason, self._clock())

        def skipped(reason: str | None) -> None:
            if reason is not None:
                self._meant[occurrence] = Skipped(self._clock(), reason)
                self.post_message(self.Written(occurrence, self._meant[occurrence]))
                self.show_state()
                self.heed(reason)

        self.app.push_screen(SkipPrompt(run.at_hand.step.name, save), skipped)

    def _mean(self, occurrence: Occurrence, state: Pending | Done | Skipped, write: Callable[[], object]) -> None:
        self._meant[occurrence] = state
        self._until_read.pop(occurrence, None)
        self._to_write.append((occurrence, state, write))
        # a worker of the app: one of the screen would be cancelled when the screen is closed at once
        self.app.run_worker(self._write_next, thread=True, group="write")
        self.show_state()

    def _write_next(self) -> None:
        with self._one_at_a_time:
            occurrence, state, write = self._to_write.popleft()
            try:
                write()
            except AftercareError as error:
                self._tell(error)
        self.post_message(self.Written(occurrence, state))

    @on(Written)
    def _read_what_was_written(self, event: Written) -> None:
        self.read_again()
        if self._meant.get(event.occurrence) is event.state:
            self._until_read[event.occurrence] = self._asked

    # ---- the rest

    def action_pause(self) -> None:
        """Stops the figures, or lets them go on."""
        if self.waiting and self._count is not None:
            self._count = self._count.pause(self._clock())
            self.count()
        else:
            self._say("no time is running: take as long as you like")

    def action_bell(self) -> None:
        """Turns the bell on or off, as long as the run is open."""
        self._rings = not self._rings
        self._say("a bell rings when a wait is over" if self._rings else "the bell is off in this run")
        self.count()

    def _may_be_short(self) -> bool:
        slot = slot_to_run(self.state.view, self._slot)
        if slot is not None and has_short_form(slot):
            return True
        self._say("no step here is marked as essential: ask your therapist for a short form")
        return False

    def action_short_form(self) -> None:
        """The essential steps only, or all of them again."""
        if self._short or self._may_be_short():
            self._short = not self._short
            self.show_state()

    def action_detail(self) -> None:
        """Shows all about the step."""
        run = self.run_now
        if run is not None and run.at_hand is not None:
            from aftercare.screens.step_sheet import StepSheet

            self.app.push_screen(StepSheet(run.at_hand, self.state.view))

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        from aftercare.screens.help import explain
        from aftercare.screens.run_help import RUN

        explain(self, RUN)

    def action_close(self) -> None:
        """Back to the day. What was answered is kept, and the run goes on from there."""
        run = self.run_now
        if run is not None and run.to_do:
            self.app.notify("The run is closed; nothing is lost. r goes on with it.", timeout=4, markup=False)
        self.dismiss(None)
