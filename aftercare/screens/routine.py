"""The routine: its steps by part of the day, with the days on which each is due; from here they are edited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.model.editing import is_over
from aftercare.model.layering import layered
from aftercare.model.local_day import in_day_order
from aftercare.model.preview import Preview
from aftercare.model.routine import ByClient, Step
from aftercare.model.rule_words import terms_words
from aftercare.screens.followed_record import FollowedRecord
from aftercare.screens.help import Help, explain
from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.preview_grid import PreviewGrid

_EMPTY = Content.assemble("No steps yet. ", ("a", "bold $primary"), " adds one.")
_HELP = Help(
    "Your routine",
    "Your steps by part of the day, with the days on which each is due. A change holds from today on: past days keep "
    "what they had. A change to a step from your plan holds until the plan states the step anew. u on the day takes "
    "back what was done here.",
    (
        Key("a", "add a step of your own", "add"),
        Key("e", "change the chosen step (enter does it too)", "change"),
        Key("K", "earlier in its part of the day (shift with ↑ too)", "move(-1)"),
        Key("J", "later in its part of the day (shift with ↓ too)", "move(1)"),
        Key("x", "end the chosen step from today on", "end"),
        Key("b", "begin the chosen one slowly, by a ready-made plan", "begin_slowly"),
        Key("p", "the coming 28 days", "preview"),
        Key("t", "make a part of the day, or give one another time", "slot"),
        Key("esc", "back to the day", "leave"),
    ),
)


class RoutineScreen(Prompt[None], FollowedRecord[None]):
    """Lists the steps and opens what edits them."""

    CSS_PATH = "routine.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add"),
        Binding("e", "change", "change"),
        Binding("K,shift+up", "move(-1)", "earlier"),
        Binding("J,shift+down", "move(1)", "later"),
        Binding("x", "end", "end"),
        Binding("b", "begin_slowly", "begin slowly"),
        Binding("p", "preview", "preview"),
        Binding("t", "slot", "times"),
        Binding("question_mark", "help", "help"),
    ]

    steps = query_one(Choices)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._order: dict[str, list[str]] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Your routine")
            yield Static(_EMPTY, id="empty", classes="quiet")
            yield Choices()
            yield self.trouble()
            yield KeyLine(
                (
                    Key("a", "add", "add"),
                    Key("e", "edit", "change"),
                    Key("K", "", "move(-1)"),
                    Key("J", "move", "move(1)"),
                    Key("x", "end", "end"),
                    Key("p", "days", "preview"),
                    Key("?", "help", "help"),
                    Key("esc", "back", "leave"),
                )
            )

    def on_mount(self) -> None:
        self.steps.focus()
        self._list()

    def record_changed(self) -> None:
        """Lists the steps as the record has them now."""
        self._list()

    def _list(self, rest_on: str = "") -> None:
        present, today = self._care.present(), self._care.today(self._clock())
        going = layered(each.as_on(today) for each in present.routine.steps.values() if not is_over(each, today))
        chosen = rest_on or self._chosen_id()
        self.steps.clear_options()
        self._order = {}
        slots = in_day_order(present.routine.slots.values(), present.starts.latest)
        for slot, title in [*((each.id, each.name) for each in slots), ("", "At your wish")]:
            found = [each for each in going if slot in (each.terms[-1].slots or ("",))]
            if not found:
                continue
            self._order[slot] = [each.id for each in found]
            self.steps.add_option(Option(Content.styled(clipped(title, 60), "bold"), disabled=True))
            for step in found:
                self.steps.add_option(Option(_line(step), id=f"{slot}:{step.id}"))
        self.query_one("#empty").display = not going
        ids = [option.id for option in self.steps.options]
        if chosen in ids:
            self.steps.highlighted = ids.index(chosen)
        else:
            self.steps.action_first()

    def _chosen_id(self) -> str:
        at = self.steps.highlighted
        return (self.steps.get_option_at_index(at).id or "") if at is not None and at < self.steps.option_count else ""

    @property
    def chosen(self) -> Step | None:
        """The step on which the mark rests."""
        return self._care.present().routine.steps.get(self._chosen_id().partition(":")[2])

    def action_add(self) -> None:
        """Opens an empty form."""
        self._open(None)

    def action_change(self) -> None:
        """Opens the chosen step in the form."""
        if self.chosen is not None:
            self._open(self.chosen)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_change()

    def _open(self, step: Step | None) -> None:
        from aftercare.screens.step_form import StepForm

        self.app.push_screen(StepForm(self._care, self._clock, step), self._listing_and_asking())

    def _listing_and_asking(self) -> Callable[[object], None]:
        """What lists the steps anew, once a form is closed, and asks what a step now waits for."""
        from aftercare.screens.asked_at_once import ask_at_once

        before = self._care.present().routine

        def closed(_: object) -> None:
            self._list()
            ask_at_once(self, self._care, self._clock, before)

        return closed

    def action_move(self, by: int) -> None:
        """Puts the chosen step one place earlier or later in its part of the day."""
        slot, _, step = self._chosen_id().partition(":")
        order = self._order.get(slot, [])
        if not slot or step not in order or not 0 <= order.index(step) + by < len(order):
            return
        beside = order[order.index(step) + by]
        self.say_trouble(None)
        self.save(
            lambda: self._care.move_step(step, beside, self._clock(), before=by < 0),
            lambda _: self._list(f"{slot}:{step}"),
        )

    def action_end(self) -> None:
        """Asks, and ends the chosen step."""
        step = self.chosen
        if step is None:
            return
        from aftercare.screens.confirm import Confirm

        def answered(yes: bool | None) -> None:
            if yes:
                self.say_trouble(None)
                self.save(lambda: self._care.end_step(step, self._clock()), lambda _: self._list())

        question = f"End “{clipped(step.name, 60)}” from today on? Past days keep it."
        self.app.push_screen(Confirm(question, "end it", "leave it"), answered)

    def action_begin_slowly(self) -> None:
        """Asks by which ready-made plan the chosen step begins slowly."""
        step = self.chosen
        if step is None:
            return
        from aftercare.screens.choose_prompt import ChoosePrompt

        plans = {f"{each.label} · {each.grade.value}": each.id for each in self._care.titration_plans().values()}
        about = (
            f"Sets the days of “{clipped(step.name, 40)}” from today on. Your therapist's plan, the prescriber and the "
            "label come first. When it stings, y on the day lets it rest and goes one phase back. A to U say how sure "
            "each is; `aftercare facts` and its name tell the sources."
        )

        def write(chosen: str) -> None:
            self._care.titrate(step, plans.get(chosen, chosen), self._clock())

        prompt = ChoosePrompt("Begin slowly", about, tuple(plans), None, write)
        self.app.push_screen(prompt, self._listing_and_asking())

    def action_preview(self) -> None:
        """Shows the coming days of the whole routine."""
        self.app.push_screen(PreviewSheet(self._care, self._clock))

    def action_slot(self) -> None:
        """Asks for a part of the day with its time: a new one, or another time for one that is there."""
        from aftercare.model.typed_slot import slot_typed
        from aftercare.screens.fields_prompt import Field, FieldsPrompt

        present = self._care.present()
        slots = in_day_order(present.routine.slots.values(), present.starts.latest)
        known = ", ".join(f"{each.name} {each.at:%H:%M}" for each in slots)
        about = f"There are: {known}. A new name makes another, one of these takes the new time; past days keep theirs."

        def write(typed: list[str]) -> None:
            slot = slot_typed(typed[0])
            self._care.set_slot(slot.name, slot.at, self._clock())

        fields = (Field("Name and time", "noon 12:30"),)
        self.app.push_screen(FieldsPrompt("Parts of the day", about, fields, write), lambda _: self._list())

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        explain(self, _HELP)


class PreviewSheet(Prompt[None]):
    """The coming 28 days of the routine as it is."""

    CSS_PATH = "routine.tcss"

    grid = query_one(PreviewGrid)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("The coming 28 days, if all goes as planned")
            with VerticalScroll():
                yield PreviewGrid()
            yield KeyLine((Key("esc", "goes back", "leave"),))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(thread=True, group="preview", exclusive=True)
    def _read(self) -> None:
        self.app.call_from_thread(self._show, self._care.preview(self._clock()))

    def _show(self, preview: Preview) -> None:
        self.grid.preview = preview


def _line(step: Step) -> Content:
    until = f", up to {step.ends:%d %b}" if step.ends else ""
    own = "" if not isinstance(step.origin, ByClient) else "  your own"
    return Content.assemble(
        f"  {filled(step.name, 26)}  ", (f"{terms_words(step.terms[-1])}{until}", "$foreground-muted"), (own, "italic")
    )
