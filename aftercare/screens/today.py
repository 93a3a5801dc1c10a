"""Today: what is put on now, in which order, and answering it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message

from aftercare.care import Care
from aftercare.errors import AftercareError, NoLongerCurrent
from aftercare.model.check_off import Done
from aftercare.model.deed import Deed
from aftercare.model.notice import MachineElsewhere
from aftercare.model.today import DueStep
from aftercare.model.words import answered_at, taken_back
from aftercare.screens.day_doors import DayDoors
from aftercare.widgets.coming_line import ComingLine
from aftercare.widgets.day_aside import DayAside
from aftercare.widgets.day_heading import DayHeading
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.notice_line import NoticeLine
from aftercare.widgets.step_detail import StepDetail
from aftercare.widgets.step_list import StepList


class TodayScreen(DayDoors):
    """One day of a record. Every answer is written in a worker, and shown once the record has it."""

    CSS_PATH = "today.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "skip", id="today.skip"),
        Binding("u", "undo", "undo", id="today.undo"),
        Binding("left,left_square_bracket", "turn(-1)", "day before", id="today.before"),
        Binding("right,right_square_bracket", "turn(1)", "day after", id="today.after"),
        Binding("t", "to_today", "today", id="today.today"),
        Binding("d", "detail", "all about the step", id="today.detail"),
        Binding("x", "put_away", "put the notice away", id="today.put_away"),
        Binding("escape", "back", "back", show=False),
        Binding("q", "app.quit", "quit", id="today.quit"),
    ]

    heading = query_one(DayHeading)
    notice_line = query_one(NoticeLine)
    step_list = query_one(StepList)
    detail = query_one(StepDetail)
    coming = query_one(ComingLine)
    aside = query_one(DayAside)
    key_line = query_one(KeyLine)

    @dataclass
    class NotAnswered(Message):
        """A step's answer could not be written."""

        due: DueStep

    def __init__(
        self, care: Care, clock: Callable[[], datetime], day: date | None = None, *, sample: bool = False
    ) -> None:
        super().__init__(care, clock, day)
        self._sample = sample

    def compose(self) -> ComposeResult:
        state = self.state
        yield DayHeading(state.view, whose=self._care.folder.name, sample=self._sample)
        yield NoticeLine(self.notices)
        yield KeyLine(self._keys())
        yield DayAside(state.view)
        steps = StepList(state.view, state.when_empty)
        yield steps
        yield StepDetail(steps.chosen)
        yield ComingLine(state.view)

    def show_state(self) -> None:
        """Hands what was read to the widgets."""
        view = self.state.view
        self.heading.view = self.aside.view = self.coming.view = view
        self.notice_line.notices = self.notices
        self.key_line.keys = self._keys()
        self.step_list.when_empty = self.state.when_empty
        self.step_list.view = view

    def _keys(self) -> tuple[Key, ...]:
        view = self.state.view
        answer = (Key("space", "done", "answer"), Key("s", "skip", "skip"), Key("u", "undo", "undo"))
        first = answer if self.state.has_steps else (Key("i", "import a plan", "import_plan"),)
        away = view.day != view.today
        return (
            *first,
            Key("n", "note", "note"),
            Key("←", "", "turn(-1)"),
            Key("→", "day", "turn(1)"),
            Key("t", "today", "to_today") if away else Key("?", "help", "help"),
            Key("?", "help", "help") if away else Key("q", "quit", "app.quit"),
        )

    # ---- answering

    @on(StepList.Rested)
    def _show_detail(self, event: StepList.Rested) -> None:
        self.detail.due = event.due

    def action_answer(self) -> None:
        """Says that the chosen step is done."""
        self.step_list.action_answer()

    @on(StepList.Ticked)
    def _tick(self, event: StepList.Ticked) -> None:
        self._write_tick(event.due)

    @work(thread=True, group="write")
    def _write_tick(self, due: DueStep) -> None:
        now = self._care.wall(self._clock())
        try:
            if not self._care.tick(due.occurrence, now):
                self._say_done_already(due, now)
        except AftercareError as error:
            self.post_message(self.NotAnswered(due))
            self._tell(error)

    def _say_done_already(self, due: DueStep, now: datetime) -> None:
        view = self._care.day(now, due.occurrence.day)
        for each in view.due:
            if each.occurrence == due.occurrence and isinstance(each.state, Done):
                at = answered_at(each.state.at, view.day, view.client.day_start)
                self._say(f"already done at {at} · u takes back your last action")

    @on(NotAnswered)
    def _rest_on(self, event: NotAnswered) -> None:
        self.step_list.place = event.due.occurrence

    def action_skip(self) -> None:
        """Asks why the chosen step is left out, and writes it."""
        due = self.step_list.chosen
        if due is None:
            return
        from aftercare.screens.skip_prompt import SkipPrompt

        def save(reason: str) -> None:
            self._care.skip(due.occurrence, reason, self._care.wall(self._clock()))

        self.app.push_screen(SkipPrompt(due.step.name, save))

    @work(thread=True, group="write")
    def action_undo(self, although_changed: bool = False, agreed: bool = False) -> None:
        """Takes back this machine's last action; a whole plan only when asked for twice."""
        try:
            last = self._care.to_undo()
            if last is not None and last.deed is Deed.IMPORT_PLAN and not agreed:
                self.app.call_from_thread(self._ask_undo_plan)
                return
            undone = self._care.undo(self._clock(), although_changed=although_changed)
        except NoLongerCurrent as changed:
            self.app.call_from_thread(self._ask_undo, changed)
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"taken back: {taken_back(undone.deed, undone.titles)}")

    def _ask_undo_plan(self) -> None:
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_undo(agreed=True)

        question = "Your last action took over a plan. Take it back, and its steps with it?"
        self.app.push_screen(Confirm(question, "take it back", "leave it"), answered)

    def _ask_undo(self, changed: NoLongerCurrent) -> None:
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_undo(although_changed=True, agreed=True)

        question = f"{changed.message} Undo your last action all the same? Every version stays in the history."
        self.app.push_screen(Confirm(question, "undo all the same", "leave it"), answered)

    # ---- what opens over the day

    def action_detail(self) -> None:
        """Shows all about the chosen step."""
        if (due := self.step_list.chosen) is not None:
            from aftercare.screens.step_sheet import StepSheet

            self.app.push_screen(StepSheet(due, self.state.view))

    @on(StepDetail.Asked)
    def _open_detail(self) -> None:
        self.action_detail()

    def action_put_away(self) -> None:
        """Puts away the notice that is shown."""
        for notice in self.notices[:1]:
            self.put_away(notice)

    @on(NoticeLine.PutAway)
    def _put_notice_away(self) -> None:
        self.action_put_away()

    @on(NoticeLine.Followed)
    def _follow_notice(self, event: NoticeLine.Followed) -> None:
        if isinstance(event.notice, MachineElsewhere):
            self.action_take_zone()
        else:
            self.action_versions()

    def action_back(self) -> None:
        """To today, or out of the sample."""
        if self.turned_away:
            self.action_to_today()
        elif self._sample:
            self.app.pop_screen()
