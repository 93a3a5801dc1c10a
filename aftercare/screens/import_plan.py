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
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import (
    Care,
    Home,
    SafetyRemarks,
    consider_first_plan,
    open_questions_of,
    read_plan,
    remarks_on_first_plan,
    somebody_elses,
)
from aftercare.errors import AftercareError, BadInput
from aftercare.exchange.plan_errors import PlanErrors
from aftercare.model.adoption import Adoption
from aftercare.model.plan import Plan
from aftercare.model.plan_choice import choose, with_what_needs_them, with_what_they_need
from aftercare.model.plan_lines import Lines
from aftercare.model.words import counted, day_in_full
from aftercare.screens.help import Help, explain
from aftercare.screens.plan_words import rows_of
from aftercare.screens.prompt import Prompt
from aftercare.screens.still_open import still_open
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.key_line import Key, KeyLine

_ASKING_KEYS = (Key("enter", "shows what it would change", "read"), Key("esc", "goes back", "leave"))


_HELP = (
    Key("y", "take the plan over, with the lines marked ✓", "accept"),
    Key("space", "accept the chosen line, or leave it; enter and a click do it too", "choose_line"),
    Key("a", "accept every line", "all"),
    Key("n", "leave every line", "none"),
    Key("d", "the 28 days that this plan comes to, before you take it over", "days"),
    Key("l", "its leaflet, as it would be on paper", "leaflet"),
    Key("esc", "back to the file", "leave"),
)
_ABOUT = (
    "What the plan changes: + new, ~ changed, → moved, – ends, ! changed by you and otherwise by the plan. Lines with "
    "✓ are taken over, those with · are left and asked of your therapist. Nothing is written before y."
)


@dataclass(frozen=True)
class Taking:
    """How a plan is weighed and taken over: into a record that is there, or into one that begins with it.

    `accept` takes the keys of the lines that are accepted too; `doubt` says where a plan names somebody else. `region`
    is where the client lives, None where nobody said.
    """

    consider: Callable[[Plan], Adoption]
    accept: Callable[[Plan, frozenset[str]], Care]
    remarks: Callable[[Adoption], SafetyRemarks]
    doubt: Callable[[Plan], str]
    clock: Callable[[], datetime]
    region: str | None = None


def into_record(care: Care, clock: Callable[[], datetime]) -> Taking:
    """Into the record that is open."""

    def accept(plan: Plan, accepted: frozenset[str]) -> Care:
        care.import_plan(plan, clock(), accepted=accepted)
        return care

    return Taking(
        lambda plan: care.consider_plan(plan, clock()),
        accept,
        lambda adoption: care.remarks_on_plan(adoption, clock()),
        lambda plan: somebody_elses(Home.of(care.folder), plan, care.folder.name, care.present().client.name),
        clock,
        care.present().client.region or None,
    )


def into_new_record(home: Home, client: str, clock: Callable[[], datetime]) -> Taking:
    """Into a record that begins once the plan is accepted: looking at a plan makes no record."""

    def accept(plan: Plan, accepted: frozenset[str]) -> Care:
        care = Care.start(home, clock(), client)
        care.import_plan(plan, clock(), accepted=accepted)
        return care

    return Taking(
        lambda plan: consider_first_plan(plan, clock()),
        accept,
        remarks_on_first_plan,
        lambda plan: somebody_elses(home, plan, client, ""),
        clock,
    )


@dataclass(frozen=True)
class _Read:
    """A plan file that was read, and what it comes to."""

    plan: Plan
    lines: Lines
    remarks: tuple[str, ...]
    doubt: str


class ImportPlan(Prompt[Care]):
    """Returns the record that has the plan now, or None."""

    CSS_PATH = "import_plan.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "accept", "accept", show=False),
        Binding("space", "choose_line", "accept or leave", show=False),
        Binding("a", "all", "accept all", show=False),
        Binding("n", "none", "leave all", show=False),
        Binding("d", "days", "28 days", show=False),
        Binding("l", "leaflet", "leaflet", show=False),
        Binding("question_mark", "help", "help", show=False),
        # while the path has the focus: the problems stand below it
        Binding("down,pagedown", "scroll", "scroll on", show=False),
        Binding("up,pageup", "scroll(-1)", "scroll back", show=False),
    ]

    path = query_one(Input)
    problems = query_one("#problems", Static)
    choices = query_one("#lines", Choices)
    key_line = query_one(KeyLine)

    def __init__(self, taking: Taking) -> None:
        super().__init__(classes="-asking")
        self._taking = taking
        self._found: _Read | None = None
        self._left: frozenset[str] = frozenset()
        self._doubted = False

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
                yield Static("", id="problems")
            yield Choices(id="lines", markup=False)
            yield self.trouble()
            yield KeyLine(_ASKING_KEYS)

    def on_mount(self) -> None:
        self.path.focus()

    @property
    def unsaved(self) -> str:
        return ""

    def _turn(self, to: str) -> None:
        """Asks for the path (`-asking`), tells its problems (`-mending`), or lists its lines (`-choosing`)."""
        for each in ("-asking", "-mending", "-choosing"):
            self.set_class(each == to, each)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._found = None
        self._turn("-asking")
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
            lines = Lines(adoption, open_questions_of(plan) if adoption.writes else ())
            found = _Read(plan, lines, self._taking.remarks(adoption).sentences, self._taking.doubt(plan))
        except PlanErrors as errors:
            self.app.call_from_thread(self._show_problems, errors)
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)
        else:
            self.app.call_from_thread(self._show, found)

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
        self.problems.update(Content("\n\n").join(told))
        self._turn("-mending")
        self.query_one("#preview").scroll_home(animate=False)
        again = Key("enter", "reads it again", "read")
        self.key_line.keys = (again, Key("↑↓", "scroll", "scroll"), Key("esc", "goes back", "leave"))

    def _show(self, found: _Read) -> None:
        if not still_open(self):
            return
        self.say_trouble(None)
        self._found, self._doubted = found, False
        self._left = found.lines.adoption.left
        self._turn("-choosing")
        self._list()
        self.choices.focus()
        self.choices.action_first()
        self.choices.scroll_home(animate=False)

    def _list(self) -> None:
        """Lists the lines as they are chosen now; the highlight stays."""
        found = self._found
        if found is None:
            return
        plan, chosen = found.plan, self.choices.highlighted
        head = Content.assemble(
            (f"{drawn(plan.title)}, version {plan.version}, by {drawn(plan.practitioner.name)}", "bold"),
            f"\nfrom {day_in_full(found.lines.adoption.effective)}",
            (f"\n{drawn(found.doubt)}" if found.doubt else "", "$text-warning"),
            ("".join(f"\n{drawn(each)}" for each in found.remarks), "$text-warning"),
            ("\nd shows its 28 days, l its leaflet", "$foreground-muted"),
            "" if found.lines.adoption.writes else "\n\nThis plan is in force already. Nothing would change.",
        )
        rows = tuple(rows_of(found.lines, self._left))
        at = self.choices.scroll_offset
        self.choices.clear_options()
        self.choices.add_options(
            [
                Option(head, disabled=True),
                *(Option(each.text, id=each.key or None, disabled=not each.key) for each in rows),
            ]
        )
        if chosen is not None:
            self.choices.highlighted = chosen
            self.choices.scroll_to(y=at.y, animate=False, immediate=True)
        self._offer_keys()

    def _offer_keys(self) -> None:
        found = self._found
        esc = Key("esc", "back", "leave")
        reading = (Key("d", "28 days", "days"), Key("l", "leaflet", "leaflet"))
        if found is None or not found.lines.adoption.writes:
            self.key_line.keys = (Key("↑↓", "scroll", "down"), *reading, esc)
            return
        keys = found.lines.keys()
        if not keys:
            self.key_line.keys = (Key("y", "take it over", "accept"), *reading, esc)
            return
        taken = sum(each not in self._left for each in keys)
        accept = (Key("y", f"take over {taken} of {len(keys)}", "accept"),) if self._something else ()
        self.key_line.keys = (
            *accept,
            Key("space", "choose", "choose_line"),
            Key("a", "all", "all"),
            Key("n", "none", "none"),
            Key("?", "help", "help"),
            esc,
        )

    @property
    def _something(self) -> bool:
        """Whether anything is taken over as it is chosen now."""
        return self._found is not None and bool(choose(self._found.lines.adoption, self._left).writes)

    @on(OptionList.OptionSelected)
    def action_choose_line(self) -> None:
        """Accepts the chosen line or leaves it, with what it needs or what needs it."""
        option = self.choices.highlighted_option
        if self._found is None or option is None or not option.id:
            return
        adoption = self._found.lines.adoption
        if option.id in self._left:
            self._left -= with_what_they_need(adoption, {option.id})
        else:
            self._left = with_what_needs_them(adoption, self._left | {option.id})
        self._list()

    def action_all(self) -> None:
        """Accepts every line."""
        self._leave(frozenset())

    def action_none(self) -> None:
        """Leaves every line."""
        self._leave(frozenset(self._found.lines.keys()) if self._found is not None else frozenset())

    def _leave(self, left: frozenset[str]) -> None:
        if self._found is not None:
            self._left = left
            self._list()

    def action_days(self) -> None:
        """Shows the 28 days that the plan comes to."""
        from aftercare.screens.plan_sheets import days_sheet

        if self._found is not None:
            self.app.push_screen(days_sheet(self._found.plan, self._taking.clock))

    def action_leaflet(self) -> None:
        """Shows the leaflet of the plan."""
        from aftercare.screens.plan_sheets import leaflet_sheet

        if self._found is not None:
            self.app.push_screen(leaflet_sheet(self._found.plan, self._taking.clock, self._taking.region))

    def action_help(self) -> None:
        """Explains the lines and the keys."""
        if self._found is not None:
            explain(self, Help("Import a plan", _ABOUT, _HELP))

    def action_scroll(self, by: int = 1) -> None:
        """Scrolls on, or back."""
        preview = self.query_one("#preview")
        preview.scroll_page_down() if by > 0 else preview.scroll_page_up()

    def action_down(self) -> None:
        """Goes on to the next line."""
        self.choices.action_cursor_down()

    def action_accept(self) -> None:
        """Takes the plan over as it is chosen; one that names somebody else only when asked for twice."""
        found = self._found
        if found is None or not found.lines.adoption.writes:
            return
        if not self._something:
            self.say_trouble(BadInput("Every line is left: nothing would be taken over.", "Space accepts a line."))
        elif found.doubt and not self._doubted:
            self._doubted = True
            self.say_trouble(BadInput(found.doubt, "y once more takes it over into this record all the same."))
        else:
            accepted = frozenset(found.lines.keys()) - self._left
            self.save(lambda: self._taking.accept(found.plan, accepted), self.dismiss)

    def action_leave(self) -> None:
        """From the changes back to the file, and from there back to where it was asked for."""
        if self.has_class("-asking"):
            self.dismiss(None)
        else:
            self._turn("-asking")
            self.say_trouble(None)
            self.path.focus()
            self.key_line.keys = _ASKING_KEYS


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
