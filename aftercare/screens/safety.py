"""The safety questions: what has to be known before magnets and some products are offered, and who agreed to what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import groupby
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, NotOffered, SafetyRow, SafetyView
from aftercare.errors import AftercareError
from aftercare.model.deed import SAFETY_DEEDS
from aftercare.model.floor_words import answer_note, floor_sentence, next_step
from aftercare.model.routine import Id
from aftercare.model.safety import Agrees, Said
from aftercare.model.safety_questions import AT_ONCE, GROUP_WORDS, Group
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("y", "yes", "answer('yes')"),
    Key("n", "no", "answer('no')"),
    Key("r", "rather not say", "answer('rather not say')"),
    Key("N", "no to rest", "rest"),
    Key("u", "undo", "undo"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("y", "yes", "answer('yes')"),
    Key("n", "no", "answer('no')"),
    Key("r", "rather not say", "answer('rather not say')"),
    Key("N", "no to every question of this part that is still open", "rest"),
    Key("enter", "answer the chosen question, or say that somebody agreed (a click does it too)", "open"),
    Key("u", "take back the last action, where it was an answer or an agreement", "undo"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "The answers stay in the client's record and are told in no notification. What is not answered counts as not "
    "allowed where a safety rule depends on it: no magnet is offered until each of its questions is answered with no."
)
_AGREES = {Agrees.DOCTOR: "your doctor", Agrees.GUARDIAN: "a parent or guardian"}


class SafetyScreen(SubjectScreen[None]):
    """Lists the questions with their answers; below them what is not offered, and what was agreed to."""

    CSS_PATH = "safety.tcss"
    EXPLAINED = Help("Your safety", _ABOUT, _HELP)
    DEEDS = SAFETY_DEEDS
    DONE_HERE = "an answer here"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "yes", id="safety.yes"),
        Binding("n", "answer('no')", "no", id="safety.no"),
        Binding("r", "answer('rather not say')", "rather not say", id="safety.rather_not_say"),
        Binding("N", "rest", "no to the rest here", id="safety.rest"),
        Binding("u", "undo", "undo", id="safety.undo"),
        Binding("question_mark", "help", "help", id="safety.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    about = query_one("#about", Static)

    def __init__(self, care: Care, clock: Callable[[], datetime], first: Id = "") -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._first = first
        self._rows: dict[str, SafetyRow] = {}
        self._barred: dict[str, NotOffered] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine("Your safety", self._whose())
        yield Choices(markup=False)
        yield Static("", id="about", markup=False)
        yield KeyLine(_KEYS)

    def _whose(self) -> str:
        return self._care.present().client.name or self._care.folder.name

    def on_mount(self) -> None:
        self.show()
        self.choices.focus()

    def record_changed(self) -> None:
        """Lists what the record has now."""
        self.show()

    def on_resize(self) -> None:
        self.show()

    # ---- the list

    def show(self) -> None:
        """Lists the questions as they stand."""
        chosen = self._chosen_id or self._first
        view = self._care.safety(self._clock())
        self._rows = {each.question.id: each for each in view.rows}
        self._barred = {f"barred:{each.step}": each for each in view.not_offered}
        self.choices.clear_options()
        self.choices.add_options(self._options(view))
        ids = [each.id for each in self.choices.options]
        if chosen in ids:
            self.choices.highlighted = ids.index(chosen)
        else:
            self.choices.action_first()
        self._tell_about()

    def _options(self, view: SafetyView) -> list[Option]:
        options: list[Option] = []
        for group, rows in groupby(view.rows, key=lambda each: each.question.group):
            of_group = tuple(rows)
            left = sum(each.said is None for each in of_group)
            heading = GROUP_WORDS[group] + (f"  ({left} open)" if left else "")
            if options:
                options.append(Option("", disabled=True))
            options.append(Option(Content.styled(heading, "bold"), disabled=True))
            options += [Option(self._line(each), id=each.question.id) for each in of_group]
        if view.not_offered:
            options += [Option("", disabled=True), Option(Content.styled("Not offered now", "bold"), disabled=True)]
            options += [Option(Content(f"⊘ {drawn(each.name)}"), id=key) for key, each in self._barred.items()]
        if view.agreed:
            options += [Option("", disabled=True), Option(Content.styled("Agreed to", "bold"), disabled=True)]
            for one in view.agreed:
                words = f"✓ {drawn(one.name)}: {_AGREES[one.who]}, {one.since}"
                options.append(Option(Content(words), id=f"agreed:{one.who.value}:{one.thing}"))
        return options

    def _line(self, row: SafetyRow) -> Content:
        sign = {None: "?", Said.YES: "✓", Said.NO: "–", Said.RATHER_NOT_SAY: "·"}[row.said]
        said = ", ".join(row.words) or (row.said.value if row.said else "not answered")
        return Content.assemble(
            f"{sign} {filled(row.question.label, 42)}  ",
            (filled(said, 30).rstrip(), "bold" if row.said else "$foreground-muted"),
        )

    @property
    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        if (row := self._rows.get(self._chosen_id)) is not None:
            note = answer_note(row.question.id, row.said)
            self.about.update(f"{row.question.text}\n{note or row.question.why}")
        elif (barred := self._barred.get(self._chosen_id)) is not None:
            floor = barred.floor
            step = f"Enter says that {_AGREES[barred.who]} agreed." if barred.who else next_step(floor)
            self.about.update(drawn(f"{floor_sentence(floor)} {step}"))
        elif self._chosen_id.startswith("agreed:"):
            self.about.update("It counts for what is in it now. Enter says that it is no longer agreed to.")

    # ---- answering

    def action_answer(self, said: str) -> None:
        """Answers the chosen question, and goes on to the next one."""
        row = self._rows.get(self._chosen_id)
        if row is None:
            return
        if row.question.words and said == Said.YES.value:
            self._ask_words(row)
            return
        self._write(row.question.id, Said(said))
        ids = list(self._rows)
        following = ids[min(ids.index(row.question.id) + 1, len(ids) - 1)]
        self.choices.highlighted = self.choices.get_option_index(following)

    @work(thread=True, group="write")
    def _write(self, question: Id, said: Said) -> None:
        try:
            self._care.answer_safety(question, said, self._clock())
        except AftercareError as error:
            self._tell(error)

    def _ask_words(self, row: SafetyRow) -> None:
        def write(typed: list[str]) -> None:
            self._care.answer_safety(row.question.id, Said.YES, self._clock(), tuple(typed[0].split(",")))

        field = Field("Names", "with commas between them", ", ".join(row.words))
        self.app.push_screen(FieldsPrompt(row.question.label, row.question.text, (field,), write))

    def action_rest(self) -> None:
        """Answers what is still open in the part that the mark rests in with no."""
        row = self._rows.get(self._chosen_id)
        if row is not None and row.question.group in AT_ONCE:
            self._write_rest(row.question.group)
        else:
            self._say("these are answered one by one")

    @work(thread=True, group="write")
    def _write_rest(self, group: Group) -> None:
        try:
            self._care.answer_open(group, self._clock())
        except AftercareError as error:
            self._tell(error)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Offers the answers of the chosen question, or asks whether somebody agreed."""
        chosen = self._chosen_id
        if (row := self._rows.get(chosen)) is not None:
            self._offer(row)
        elif (barred := self._barred.get(chosen)) is not None:
            self._ask_agreed(barred)
        elif chosen.startswith("agreed:"):
            _, who, thing = chosen.split(":", 2)
            self._ask_no_longer(thing, Agrees(who))

    def _offer(self, row: SafetyRow) -> None:
        if row.question.words:
            self._ask_words(row)
            return

        def write(typed: str) -> None:
            self._care.answer_safety(row.question.id, Said(typed), self._clock())

        offered = [each.value for each in Said]
        now = row.said.value if row.said else None
        self.app.push_screen(ChoosePrompt(row.question.label, row.question.text, offered, now, write))

    def _ask_agreed(self, barred: NotOffered) -> None:
        who = barred.who
        if who is None:
            self._say("nobody's word makes this free: only the answers above do")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._agree(barred.thing, who, agreed=True)

        question = f"Has {_AGREES[who]} agreed that you use “{drawn(barred.thing_name)}”? It is kept with today's date."
        self.app.push_screen(Confirm(question, "yes, agreed", "not yet"), answered)

    def _ask_no_longer(self, thing: Id, who: Agrees) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._agree(thing, who, agreed=False)

        self.app.push_screen(Confirm("Is it no longer agreed to?", "no longer", "it stays so"), answered)

    @work(thread=True, group="write")
    def _agree(self, thing: Id, who: Agrees, *, agreed: bool) -> None:
        try:
            self._care.agree(thing, self._clock(), who, agreed=agreed)
        except AftercareError as error:
            self._tell(error)
