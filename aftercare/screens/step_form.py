"""A guided form for one step. The 28-day preview beside it follows what is typed before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

import msgspec
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Checkbox, Input, Select, Static

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.local_day import in_day_order
from aftercare.model.preview import Preview
from aftercare.model.preview_words import barred_words, days_due
from aftercare.model.routine import Activity, FromPlan, Step
from aftercare.model.rule_words import terms_words
from aftercare.model.typed_step import Days, TypedStep, draft_of, typed_of
from aftercare.screens.breakpoints import take_form
from aftercare.screens.prompt import Prompt
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.preview_grid import PreviewGrid

_DAYS = (
    ("every day", Days.DAILY),
    ("every so many days", Days.EVERY),
    ("days of the week", Days.WEEKDAYS),
    ("a cycle", Days.CYCLE),
    ("in stages", Days.PHASES),
    ("after a session", Days.AFTER_SESSION),
    ("so long after the last use", Days.SINCE_USE),
    ("when needed", Days.AS_NEEDED),
)
#: So many of the remarks that a draft would bring are told.
_REMARKS = 2
_COUNTED = {Days.EVERY, Days.CYCLE, Days.PHASES}
#: Each field of a rule: its key, its label, an example, and the rules that ask for it.
_OF_RULES = (
    ("every", "Every … days", "3", {Days.EVERY}),
    ("weekdays", "Weekdays", "mon thu", {Days.WEEKDAYS}),
    ("cycle", "Days in it", "4", {Days.CYCLE}),
    ("due", "Due on its days", "1 3", {Days.CYCLE}),
    ("recovery", "After a break", "its last day", {Days.CYCLE}),
    ("phases", "Stages", "mon thu for 2 weeks, then every 2 days", {Days.PHASES}),
    ("from_hours", "From hour", "24", {Days.AFTER_SESSION}),
    ("to_hours", "To hour", "96", {Days.AFTER_SESSION}),
    ("hours", "Hours", "72", {Days.SINCE_USE}),
    ("at_most", "Most a day", "2", {Days.AS_NEEDED}),
    ("apart", "Hours apart", "4", {Days.AS_NEEDED}),
    ("counts_from", "Counted from", "the first day", _COUNTED),
)
_OTHERS = (
    ("since", "First day", "today, or such as 2026-11-22"),
    ("until", "Course to", "no end, or such as 2026-12-20"),
    ("times", "Or times", "no end, or such as 14"),
    ("amount", "Amount", "1 fingertip unit"),
    ("wait", "Then wait", "90 s or 2 min"),
    ("instruction", "How", "thinly, on dry skin"),
)


class Tick(Checkbox):
    """A checkbox whose sign, and not its colour alone, says whether it is on."""

    @property
    def BUTTON_INNER(self) -> str:  # type: ignore[override]
        return "✓" if self.value else " "


class StepForm(Prompt[Step]):
    """Returns the step as it is kept, or None. Only the fields of the chosen rule are shown."""

    CSS_PATH = "step_form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "save", priority=True),
        Binding("f2", "preview", "28 days", priority=True),
    ]

    grid = query_one(PreviewGrid)
    said = query_one("#said", Static)

    def __init__(self, care: Care, clock: Callable[[], datetime], seen: Step | None) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._seen = seen
        today = care.today(clock())
        self._first = typed_of(seen, today) if seen else TypedStep(since=today.isoformat(), slots=("evening",))
        self._asked = 0
        self._warned = False

    def compose(self) -> ComposeResult:
        take_form(self)
        first, routine = self._first, self._care.present().routine
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(f"Change {clipped(self._seen.name, 40)}" if self._seen else "A new step")
            with Horizontal(id="both"):
                with VerticalScroll(id="fields", can_focus=False):
                    yield from self._input("name", "Name", "Blue gel")
                    with Horizontal(classes="row"):
                        yield Static("What", classes="label")
                        yield Select(self._what(), value=first.what, allow_blank=False, id="what", compact=True)
                    with Horizontal(classes="row", id="row-slots"):
                        yield Static("When", classes="label")
                        for slot in in_day_order(routine.slots.values(), self._care.present().starts.latest):
                            name = Content(clipped(slot.name, 14))
                            yield Tick(name, slot.id in first.slots, id=f"slot-{slot.id}", compact=True)
                    yield from self._input("new_slot", "Or at", "noon 12:30")
                    with Horizontal(classes="row"):
                        yield Static("Due", classes="label")
                        yield Select(_DAYS, value=first.days, allow_blank=False, id="days", compact=True)
                    for key, label, example, _ in _OF_RULES:
                        yield from self._input(key, label, example)
                    for key, label, example in _OTHERS:
                        yield from self._input(key, label, example)
                    with Horizontal(classes="row"):
                        yield Static("", classes="label")
                        yield Tick("Essential", first.essential, id="essential", compact=True)
                with VerticalScroll(id="beside", can_focus=False):
                    yield PreviewGrid(self._seen.id if self._seen else "own-new")
            if self._seen is not None and isinstance(self._seen.origin, FromPlan):
                note = "From your plan: a change holds until the plan states the step anew."
                yield Static(note, classes="quiet", markup=False)
            yield Static("", id="said", markup=False)
            yield KeyLine(
                (
                    Key("ctrl+s", "saves", "write"),
                    Key("tab", "next", "app.focus_next"),
                    Key("f2", "the 28 days", "preview"),
                    Key("esc", "goes back", "leave"),
                )
            )

    def _input(self, key: str, label: str, example: str) -> ComposeResult:
        with Horizontal(classes="row", id=f"row-{key}"):
            yield Static(label, classes="label")
            value = str(getattr(self._first, key))
            yield Input(value, placeholder=example, id=key, compact=True, select_on_focus=False)

    def _what(self) -> list[tuple[Content, str]]:
        products = self._care.present().routine.products.values()
        kinds = self._care.product_kinds().values()
        found = [(Content(clipped(each.name, 40)), f"product:{each.id}") for each in products]
        known = {self._seen.activity} if self._seen else set()
        doing = [each for each in Activity if each is not Activity.MAGNETS or each in known]
        return [
            *found,
            *((Content(f"something done: {each.value}"), f"activity:{each.value}") for each in doing),
            *((Content(f"new: {each.label}"), f"kind:{each.id}") for each in kinds),
        ]

    def on_mount(self) -> None:
        self.query_one("#name").focus()
        self._follow()

    @property
    def typed(self) -> TypedStep:
        """What stands in the form."""
        inputs = {each.id or "": each.value for each in self.query(Input)}
        days = Days(str(self.query_one("#days", Select).value))
        slots = tuple(
            each.id.removeprefix("slot-")
            for each in self.query(Checkbox)
            if each.id and each.id.startswith("slot-") and each.value
        )
        if days is Days.AS_NEEDED is not self._first.days:
            slots = ()  # at one's wish it belongs to no part of the day
        return msgspec.structs.replace(
            self._first,
            **inputs,
            slots=slots if set(slots) != set(self._first.slots) else self._first.slots,
            what=str(self.query_one("#what", Select).value),
            days=days,
            essential=self.query_one("#essential", Checkbox).value,
        )

    @property
    def unsaved(self) -> str:
        return "a step" if self.typed != self._first else ""

    @on(Input.Changed)
    @on(Select.Changed)
    @on(Checkbox.Changed)
    def _follow(self) -> None:
        typed = self.typed
        for key, _, _, rules in _OF_RULES:
            self.query_one(f"#row-{key}").display = typed.days in rules
        self.query_one("#row-slots").display = typed.days is not Days.AS_NEEDED
        self._warned = False
        self._asked += 1
        self._preview(typed, self._asked)

    @work(thread=True, group="preview", exclusive=True)
    def _preview(self, typed: TypedStep, asked: int) -> None:
        now = self._clock()
        try:
            draft = draft_of(typed, self._care.today(now))
            shown = self._care.preview_with(draft, now, self._seen)
        except AftercareError as error:
            # the routine as it is: a draft that was right before would stand for what is typed now
            self.app.call_from_thread(self._show, self._care.preview(now), f"Not yet: {error}", asked)
        else:
            due = days_due(shown.rows[0].days)
            said = f"{terms_words(draft.terms)}: due on {due} of 28 days"
            if (barred := barred_words(shown.rows[0].days)) is not None:
                said = barred
            self.app.call_from_thread(self._show, shown, said, asked)
            brought = self._care.findings_with(draft, now, self._seen)
            if brought:
                told = "\n".join([said, *(f"! {each.what}" for each in brought[:_REMARKS])])
                self.app.call_from_thread(self._show, shown, told, asked)

    def _show(self, preview: Preview, said: str, asked: int) -> None:
        # a form that was left has lost its fields, a little before it is detached itself
        if asked == self._asked and self in self.app.screen_stack:
            self.grid.preview = preview
            self._say(said, warns=said.startswith("Not yet"))

    def _say(self, said: str, *, warns: bool) -> None:
        self.said.update("\n".join(map(drawn, said.splitlines())))
        self.said.set_class(warns, "-not-yet")

    def say_trouble(self, error: AftercareError | None) -> None:
        """Says why the step is not kept, in the one line that says how it stands: two would take the fields' room."""
        if error is not None:
            self._asked += 1  # a preview that is under way does not cover it
            self._say(f"Not yet: {error}", warns=True)

    def action_preview(self) -> None:
        """Shows the days in the place of the fields, or the fields again, where both have no room."""
        self.toggle_class("-days")

    def action_write(self) -> None:
        """Keeps the step, and closes once the record has it."""
        typed, now = self.typed, self._clock()
        self.say_trouble(None)

        def write() -> None:
            draft = draft_of(typed, self._care.today(now))
            if self._seen is None:
                self._care.add_step(draft, now)
            else:
                self._care.change_step(self._seen, draft, now)

        def kept(_: None) -> None:
            from aftercare.screens.alarm import heed

            heed(self.app, typed.name, typed.amount, typed.instruction)
            self.dismiss(self._seen)

        self.save(write, kept)

    def action_leave(self) -> None:
        """Closes; over what was typed only when asked for twice."""
        if self.unsaved and not self._warned:
            self._warned = True
            self.said.update("Not saved. Once more leaves without it, ctrl+s saves.")
        else:
            self.dismiss(None)
