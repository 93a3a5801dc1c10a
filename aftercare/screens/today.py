"""Today: what is put on now, in which order, and answering it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.message import Message

from aftercare.care import Care
from aftercare.errors import AftercareError, NoLongerCurrent
from aftercare.model.check_off import Done, Held, Skipped
from aftercare.model.cover import is_prescribed
from aftercare.model.routine import Step
from aftercare.model.today import DueStep, SlotOfDay, TodayView
from aftercare.model.words import ASKED_BEFORE_UNDO, answered_at, counted, cover_words, taken_back
from aftercare.screens.breakpoints import take_form
from aftercare.screens.reminded_day import RemindedDay
from aftercare.widgets.after_line import AfterLine
from aftercare.widgets.coming_line import ComingLine
from aftercare.widgets.day_aside import DayAside
from aftercare.widgets.day_heading import DayHeading
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.notice_line import NoticeLine
from aftercare.widgets.step_detail import StepDetail
from aftercare.widgets.step_list import StepList

if TYPE_CHECKING:
    from aftercare.model.recent_ratings import MeasureLine

#: So many seconds after the day stands there its routine is looked through.
REMARKS_AFTER = 1.5


class TodayScreen(RemindedDay):
    """One day of a record. Every answer is written in a worker, and shown once the record has it."""

    CSS_PATH = "today.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "skip", "skip", id="today.skip"),
        Binding("A", "all", "the whole part of the day is done", id="today.all"),
        Binding("backspace,delete", "reopen", "open it again", id="today.reopen"),
        Binding("y", "stung", "it stung", id="today.stung"),
        Binding("w", "why", "why", id="today.why"),
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
    after_line = query_one(AfterLine)
    step_list = query_one(StepList)
    detail = query_one(StepDetail)
    coming = query_one(ComingLine)
    aside = query_one(DayAside)
    key_line = query_one(KeyLine)

    class NotAnswered(Message):
        """A step's answer could not be written."""

        def __init__(self, due: DueStep) -> None:
            super().__init__()
            self.due = due

    class LookedThrough(Message):
        """A worker has looked the routine through: what is to be told, in parts of a line."""

        def __init__(self, parts: list[str]) -> None:
            super().__init__()
            self.parts = parts

    class RatingsRead(Message):
        """A worker has read how the last 14 days were rated."""

        def __init__(self, lines: tuple[MeasureLine, ...]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(
        self, care: Care, clock: Callable[[], datetime], day: date | None = None, *, sample: bool = False
    ) -> None:
        super().__init__(care, clock, day)
        self._sample = sample
        self._looks = False

    def compose(self) -> ComposeResult:
        take_form(self)
        state = self.state
        yield DayHeading(state.view, whose=self._care.folder.name, sample=self._sample)
        yield NoticeLine(self.notices)
        yield AfterLine(state.view)
        if state.view.preparing:
            from aftercare.widgets.prepare_line import PrepareLine

            yield PrepareLine(state.view)
        yield KeyLine(self._keys())
        yield DayAside(state.view)
        steps = StepList(state.view, state.when_empty)
        yield steps
        yield StepDetail(steps.chosen, state.view.now.tzinfo)
        yield ComingLine(state.view)

    def on_mount(self) -> None:
        # without super(): Textual calls every base's on_mount itself, and of two beats a resting day would stop one
        # nobody waits for this look: the day stands there first, and its keys answer
        self._first_look = self.set_timer(REMARKS_AFTER, self.look_through)
        self.call_after_refresh(self._read_ratings, self._clock())

    def rest(self) -> None:
        """Looks nothing through either: that reads on in the record."""
        super().rest()
        self._first_look.pause()

    def go_on(self) -> None:
        """Looks through what was not yet looked through."""
        super().go_on()
        self._first_look.resume()

    def look_through(self) -> None:
        """Looks for remarks on the routine and for sun care, in a worker, whenever the record has changed."""
        self._looks = True
        self._look(self._clock())

    @work(thread=True, group="look", exclusive=True)
    def _look(self, now: datetime) -> None:
        from aftercare.model.finding_words import remarks_words
        from aftercare.model.sun_care import sun_words

        parts = []
        try:
            if (sun := self._care.sun_care(now)) is not None:
                parts.append(sun_words(sun, self._care.today(now)))
            if to_decide := self._care.findings(now).to_decide:
                parts.append(f"{remarks_words(len(to_decide))} · f shows them")
        except AftercareError as error:
            self._tell(error)
        else:
            self.post_message(self.LookedThrough(parts))

    @on(LookedThrough)
    async def _tell_remarks(self, event: LookedThrough) -> None:
        from aftercare.widgets.remark_line import RemarkLine

        if (line := await self.line_of(RemarkLine, after=self.after_line)) is not None:
            line.tell(event.parts)

    @work(thread=True, group="read-ratings", exclusive=True)
    def _read_ratings(self, now: datetime) -> None:
        try:
            lines = self._care.recent_ratings(now)
        except AftercareError as error:
            self._tell(error)
        else:
            self.post_message(self.RatingsRead(lines))

    @on(RatingsRead)
    async def _show_ratings(self, event: RatingsRead) -> None:
        if not event.lines and not self.aside.lines:
            return
        from aftercare.widgets.skin_lines import SkinLines

        self.aside.lines = event.lines
        if (line := await self.line_of(SkinLines, before=self.coming)) is not None:
            line.lines = event.lines

    def record_changed(self) -> None:
        """Reads the day as the record has it now, and how the last 14 days were rated."""
        super().record_changed()
        self._read_ratings(self._clock())

    @property
    def is_reminded(self) -> bool:
        return not self._sample

    def choose_slot(self, slot: str) -> None:
        self.step_list.choose_slot(slot)

    def show_state(self) -> None:
        """Hands what was read to the widgets."""
        view = self.state.view
        self.heading.view = self.aside.view = self.coming.view = self.after_line.view = view
        self.detail.zone = view.now.tzinfo
        self.notice_line.notices = self.notices
        self.key_line.keys = self._keys()
        self.step_list.when_empty = self.state.when_empty
        self.step_list.view = view
        super().show_state()
        if view.preparing or self.query("PrepareLine"):
            self.call_next(self._show_preparations)
        if self._looks:
            self._look(self._clock())

    async def _show_preparations(self) -> None:
        from aftercare.widgets.prepare_line import PrepareLine

        if (line := await self.line_of(PrepareLine, after=self.after_line)) is not None:
            line.view = self.state.view

    def _keys(self) -> tuple[Key, ...]:
        view = self.state.view
        answer = (Key("space", "done", "answer"), Key("s", "skip", "skip"), Key("u", "undo", "undo"))
        first = answer if self.state.has_steps else (Key("i", "import a plan", "import_plan"),)
        away = view.day != view.today
        return (
            *first,
            Key("r", "run", "run") if view.slots else Key("n", "note", "note"),
            Key("c", "check-in", "check_in"),
            Key("←", "", "turn(-1)"),
            Key("→", "day", "turn(1)"),
            Key("t", "today", "to_today") if away else Key("?", "help", "help"),
            *((Key("?", "help", "help"),) if away else ()),
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
            elif (until := due.held_until) is not None:
                held = cover_words(Held(until), due.occurrence.day, now.tzinfo)
                was = "is" if until > now else "was"
                self._say(f"“{due.step.name}” {was} {held}: kept as done all the same · w says why · u takes it back")
        except AftercareError as error:
            self.post_message(self.NotAnswered(due))
            self._tell(error)

    def _say_done_already(self, due: DueStep, now: datetime) -> None:
        view = self._care.day(now, due.occurrence.day)
        for each in view.due:
            if each.occurrence == due.occurrence and isinstance(each.state, Done):
                at = answered_at(each.state.at, view.day, view.starts)
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

        self.app.push_screen(SkipPrompt(due.step.name, save), self.heed_reason)

    def action_all(self) -> None:
        """Says that every open step of the slot under the cursor is done."""
        slot = self.step_list.slot_at_cursor
        if slot is None or not slot.open:
            self._say("nothing is open in this part of the day")
            return
        self._tick_slot(slot, self.state.view.day)

    @work(thread=True, group="write")
    def _tick_slot(self, slot: SlotOfDay, day: date) -> None:
        try:
            number = self._care.tick_slot(slot.slot.id, day, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"{counted(number, 'step')} done · u takes it back")

    def action_reopen(self) -> None:
        """Takes the answer of the chosen step away."""
        due = self.step_list.chosen
        if due is not None and isinstance(due.state, Done | Skipped):
            self._reopen(due)

    @work(thread=True, group="write")
    def _reopen(self, due: DueStep) -> None:
        try:
            self._care.reopen(due.occurrence, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"{due.step.name} is open again · u takes it back")

    @on(StepList.Used)
    @work(thread=True, group="write")
    def _use(self, event: StepList.Used) -> None:
        try:
            self._care.use(event.step.step.id, self._clock())
        except AftercareError as error:
            self._tell(error)

    @on(StepList.WantsYesterday)
    def _go_to_yesterday(self) -> None:
        self.action_turn(-1)

    def action_stung(self) -> None:
        """Asks whether the chosen step, which stung, is to rest."""
        step = self._step_at_cursor()
        if step is None:
            return
        from aftercare.care.pausing import USUAL_REST
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self._rest(step)

        prescribed = is_prescribed(step, self._care.present().routine, self._care.today(self._clock()))
        rest = f"Let it rest for {USUAL_REST} days, today with them, and keep a question for your therapist?"
        stay = "It is prescribed, so it stays due: ask the prescriber or your therapist. Keep a question for them?"
        yes = "keep the question" if prescribed else "let it rest"
        question = f"“{step.name}” stung. {stay if prescribed else rest}"
        self.app.push_screen(Confirm(question, yes, "leave it"), answered)

    @work(thread=True, group="write")
    def _rest(self, step: Step) -> None:
        try:
            pause = self._care.rest_stung(step.id, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            rests = f"{step.name} rests · " if pause is not None else ""
            self._say(f"{rests}the question is kept · u takes it back · ! if it swells or blisters")

    def action_why(self) -> None:
        """Tells why the chosen step is or is not due."""
        if (step := self._step_at_cursor()) is not None:
            self._tell_why(step, self.state.view)

    @work(thread=True, group="read-why", exclusive=True, description="why not tonight")
    def _tell_why(self, step: Step, view: TodayView) -> None:
        from aftercare.model.why_words import why_lines

        try:
            decision = self._care.why(step.id, view.now, view.day)
        except AftercareError as error:
            self._tell(error)
            return
        parts = why_lines(decision, self._care.present().routine, view.now.tzinfo, view.today)
        if view.returns:
            from aftercare.model.after_words import return_words

            parts.append(("What comes back first", [return_words(each, view.now) for each in view.returns]))
        self.app.call_from_thread(self._show_why, step, parts)

    def _show_why(self, step: Step, parts: list[tuple[str, list[str]]]) -> None:
        from aftercare.screens.why_sheet import WhySheet

        self.app.push_screen(WhySheet(step.name, parts))

    def _step_at_cursor(self) -> Step | None:
        if (due := self.step_list.chosen) is not None:
            return due.step
        wished = self.step_list.wished
        return wished.step if wished is not None else None

    @work(thread=True, group="write")
    def action_undo(self, although_changed: bool = False, agreed: bool = False) -> None:
        """Takes back this machine's last action; a whole plan only when asked for twice."""
        try:
            last = self._care.to_undo()
            question = ASKED_BEFORE_UNDO.get(last.deed) if last is not None else None
            if question and not agreed:
                self.app.call_from_thread(self._ask_undo_large, question)
                return
            undone = self._care.undo(self._clock(), although_changed=although_changed)
        except NoLongerCurrent as changed:
            self.app.call_from_thread(self._ask_undo, changed)
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"taken back: {taken_back(undone.deed, undone.titles)}")

    def _ask_undo_large(self, question: str) -> None:
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_undo(agreed=True)

        self.app.push_screen(Confirm(question, "take it back", "leave it"), answered)

    def _ask_undo(self, changed: NoLongerCurrent) -> None:
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.action_undo(although_changed=True, agreed=True)

        question = f"{changed.message} Undo your last action all the same? Every version stays in the history."
        self.app.push_screen(Confirm(question, "undo all the same", "leave it"), answered)

    # ---- what opens over the day

    @property
    def slot_meant(self) -> str | None:
        at = self.step_list.slot_at_cursor
        return at.slot.id if at is not None else None

    def action_detail(self) -> None:
        """Shows all about the chosen step."""
        if (due := self.step_list.chosen) is not None:
            from aftercare.screens.step_sheet import StepSheet

            self.app.push_screen(StepSheet(due, self.state.view))

    @on(StepDetail.Asked)
    def _open_detail(self) -> None:
        self.action_detail()

    def action_back(self) -> None:
        """To today, or out of the sample."""
        if self.turned_away:
            self.action_to_today()
        elif self._sample:
            self.app.pop_screen()
