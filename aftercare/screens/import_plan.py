"""Importing a plan: which file, what it would change, and taking it over. Nothing is written before the yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Input, Static

from aftercare.care import Care, Home, SafetyRemarks, consider_first_plan, read_plan, remarks_on_first_plan
from aftercare.errors import AftercareError, BadInput
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.model.adoption import Adoption
from aftercare.model.plan import Plan
from aftercare.model.words import counted, day_in_full, look_twice
from aftercare.screens.plan_words import plan_in_words
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine


@dataclass(frozen=True)
class Taking:
    """How a plan is weighed and taken over: into a record that is there, or into one that begins with it."""

    consider: Callable[[Plan], Adoption]
    accept: Callable[[Plan], Care]
    remarks: Callable[[Adoption], SafetyRemarks]
    whose: str = ""


def into_record(care: Care, clock: Callable[[], datetime]) -> Taking:
    """Into the record that is open."""

    def accept(plan: Plan) -> Care:
        care.import_plan(plan, clock())
        return care

    return Taking(
        lambda plan: care.consider_plan(plan, clock()),
        accept,
        lambda adoption: care.remarks_on_plan(adoption, clock()),
        care.present().client.name,
    )


def into_new_record(home: Home, client: str, clock: Callable[[], datetime]) -> Taking:
    """Into a record that begins once the plan is accepted: looking at a plan makes no record."""

    def accept(plan: Plan) -> Care:
        care = Care.start(home, clock(), client)
        care.import_plan(plan, clock())
        return care

    return Taking(lambda plan: consider_first_plan(plan, clock()), accept, remarks_on_first_plan)


class ImportPlan(Prompt[Care]):
    """Returns the record that has the plan now, or None."""

    CSS_PATH = "import_plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", "accept", show=False),
        # while the path has the focus: the problems stand below it
        Binding("down,pagedown", "scroll", "scroll on", show=False),
        Binding("up,pageup", "scroll(-1)", "scroll back", show=False),
    ]

    path = query_one(Input)
    changes = query_one("#changes", Static)
    key_line = query_one(KeyLine)

    def __init__(self, taking: Taking) -> None:
        super().__init__(classes="-asking")
        self._taking = taking
        self._plan: Plan | None = None

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Import a plan")
            yield Static(
                "Where is the plan file that your therapist gave you? Type its path, or drop the file here.",
                classes="quiet",
                markup=False,
            )
            yield Input(placeholder="~/Downloads/plan.toml")
            with VerticalScroll(id="preview"):
                yield Static("", id="changes")
            yield self.trouble()
            yield KeyLine((Key("enter", "shows what it would change", "read"), Key("esc", "goes back", "leave")))

    def on_mount(self) -> None:
        self.path.focus()

    @property
    def unsaved(self) -> str:
        return ""

    @on(Input.Changed)
    def _typed(self) -> None:
        self._plan = None
        self.add_class("-asking")
        self.say_trouble(None)

    @on(Input.Submitted)
    def action_read(self) -> None:
        """Reads the file and shows what it would change."""
        self._read(self.path.value)

    @work(thread=True, group="read-plan", exclusive=True)
    def _read(self, typed: str) -> None:
        try:
            plan = read_plan(path_typed(typed))
            adoption = self._taking.consider(plan)
            remarks = self._taking.remarks(adoption).sentences
        except PlanErrors as errors:
            self.app.call_from_thread(self._show_problems, errors)
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)
        else:
            self.app.call_from_thread(self._show, plan, adoption, remarks)

    def _show_problems(self, errors: PlanErrors) -> None:
        """Everything that is wrong with the file, each with its line, for the one who wrote it."""
        if not still_open(self):
            return
        self.say_trouble(None)
        told = [
            Content.styled(
                f"Nothing was changed: this plan has {counted(len(errors.problems), 'problem')} to mend first.",
                "bold $text-error",
            )
        ]
        for each in errors.problems:
            place = ", ".join(filter(None, (f"line {each.line}" if each.line else "", drawn(each.where))))
            told.append(Content.assemble((place, "bold"), "\n", drawn(f"{each.message} {each.suggestion}".strip())))
        self.changes.update(Content("\n\n").join(told))
        self.remove_class("-asking")
        self.query_one("#preview").scroll_home(animate=False)
        again = Key("enter", "reads it again", "read")
        self.key_line.keys = (again, Key("↑↓", "scroll", "scroll"), Key("esc", "goes back", "leave"))

    def _show(self, plan: Plan, adoption: Adoption, remarks: tuple[str, ...]) -> None:
        if not still_open(self):
            return
        self.say_trouble(None)
        self._plan = plan if adoption.changes else None
        about = f"{drawn(plan.title)}, version {plan.version}, by {drawn(plan.practitioner.name)}"
        doubt = drawn(look_twice(plan.client, self._taking.whose))
        self.changes.update(
            Content.assemble(
                (about, "bold"),
                f"\nfrom {day_in_full(adoption.effective)}\n",
                (f"{doubt}\n" if doubt else "", "$text-warning"),
                ("".join(f"\n{drawn(each)}\n" for each in remarks), "$text-warning"),
                "\n",
                plan_in_words(adoption),
            )
        )
        self.remove_class("-asking")
        scroll = self.query_one("#preview")
        scroll.scroll_home(animate=False)
        scroll.focus()
        accept = (Key("y", "take it over", "accept"),) if self._plan else ()
        self.key_line.keys = (*accept, Key("↑↓", "scroll", "scroll"), Key("esc", "goes back", "leave"))

    def action_scroll(self, by: int = 1) -> None:
        """Scrolls on, or back."""
        preview = self.query_one("#preview")
        preview.scroll_page_down() if by > 0 else preview.scroll_page_up()

    def action_accept(self) -> None:
        """Takes the plan over that is shown."""
        plan = self._plan
        if plan is not None:
            self.save(lambda: self._taking.accept(plan), self.dismiss)

    def action_leave(self) -> None:
        """From the changes back to the file, and from there back to where it was asked for."""
        if self.has_class("-asking"):
            self.dismiss(None)
        else:
            self.add_class("-asking")
            self.path.focus()
            self.key_line.keys = (Key("enter", "shows what it would change", "read"), Key("esc", "goes back", "leave"))


def path_typed(text: str) -> Path:
    """The path in what was typed, or dropped: quotes around it and a file's address are understood."""
    typed = text.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        typed = typed[1:-1]
    typed = typed.removeprefix("file://")
    if not typed:
        raise BadInput("There is no path yet.", "Type where the plan file lies, such as ~/Downloads/plan.toml.")
    try:
        return Path(typed).expanduser()
    except RuntimeError as error:
        raise BadInput(f"{drawn(typed)} names a home folder that is not there.", "Write the whole path.") from error
