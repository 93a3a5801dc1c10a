"""What is remarked on the routine: read, changed after the coming 28 days were shown, or set aside for a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, Offer
from aftercare.errors import AftercareError
from aftercare.model.deed import ADVICE_DEEDS
from aftercare.model.finding import Finding, Reviewed, Status
from aftercare.model.finding_words import finding_lines
from aftercare.model.set_aside import SetAside
from aftercare.screens.help import Help
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_CHANGE, _ASIDE, _BACK_IN, _UNDO = (
    Key("enter", "change it", "advice"),
    Key("x", "set aside", "aside"),
    Key("b", "bring back", "back_in"),
    Key("u", "undo", "undo"),
)
_ALWAYS = (Key("?", "help", "help"), Key("esc", "back", "back"))
HELP = Help(
    "Remarks on your routine",
    "What the program notices on the coming 28 days. Each says why, how sure that is and who says so. What your plan "
    "wants is only told: ask your therapist.",
    (
        Key("enter", "see the 28 days with what is offered, and make the change (a does it too)", "advice"),
        Key("x", "set the remark aside, for a reason; it comes back when what it is about changes", "aside"),
        Key("b", "heed a remark again that was set aside", "back_in"),
        Key("u", "take back your last change here", "undo"),
    ),
    (("!", "something to decide"), ("i", "good to know"), ("–", "set aside")),
)
_GLYPHS = {Status.FINDING: ("!", "$text-warning"), Status.INFORMATION: ("i", "$foreground-muted")}


class FindingsScreen(SubjectScreen[None]):
    """Every remark as a row; all that is told of the chosen one below. Everything is found and written in workers."""

    CSS_PATH = "findings.tcss"
    EXPLAINED = HELP
    DEEDS = ADVICE_DEEDS
    DONE_HERE = "about a remark"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "advice", "make the change", id="findings.advice"),
        Binding("x", "aside", "set aside", id="findings.aside"),
        Binding("b", "back_in", "bring back", id="findings.back_in"),
        Binding("u", "undo", "undo", id="findings.undo"),
        Binding("question_mark", "help", "help", id="findings.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    rows = query_one(Choices)
    detail = query_one("#detail", Static)
    key_line = query_one(KeyLine)

    @dataclass
    class Read(Message):
        """A worker has looked the routine through. `undoes` says whether the last action was one of here."""

        told: Reviewed
        undoes: bool

    @dataclass
    class Offered(Message):
        """A worker has found what can be offered for a remark."""

        key: str
        offer: Offer | None

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._told: Reviewed | None = None
        self._undoes = False
        self._offers: dict[str, Offer | None] = {}

    def compose(self) -> ComposeResult:
        client = self._care.present().client
        yield TitleLine("Remarks", client.name or self._care.folder.name)
        yield Choices(markup=False)
        with VerticalScroll(id="beneath", can_focus=False):
            yield Static("Your routine is looked through …", id="detail", markup=False)
        yield KeyLine(_ALWAYS)

    def on_mount(self) -> None:
        self.rows.focus()
        self.read_again()

    def record_changed(self) -> None:
        """Looks through the routine as the record has it now."""
        self.read_again()

    def read_again(self) -> None:
        """Looks the routine through in a worker, and then shows what there is."""
        self._read(self._clock())

    @work(thread=True, group="read", exclusive=True)
    def _read(self, now: datetime) -> None:
        try:
            self.post_message(self.Read(self._care.findings(now), self._undoable()))
        except AftercareError as error:
            self._tell(error)

    @on(Read)
    def _take_over(self, event: Read) -> None:
        self._told, self._offers, self._undoes = event.told, {}, event.undoes
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        told, width = self._told, self.size.width - 5
        if told is None:
            return
        place = self.rows.highlighted or 0
        self.rows.clear_options()
        self.rows.add_options([Option(_line(each, None, width), id=each.key) for each in told.open])
        self.rows.add_options([Option(_line(each, aside, width), id=each.key) for each, aside in told.aside])
        self.rows.display = bool(self.rows.option_count)
        if self.rows.option_count:
            self.rows.highlighted = min(place, self.rows.option_count - 1)
        self._show()

    @property
    def chosen(self) -> Finding | None:
        """The remark that the mark is on."""
        option = self.rows.highlighted_option
        if self._told is None or option is None:
            return None
        every = (*self._told.open, *(each for each, _ in self._told.aside))
        return next((each for each in every if each.key == option.id), None)

    @property
    def _reason(self) -> str | None:
        chosen = self.chosen
        kept = self._told.aside if self._told is not None else ()
        return next((aside.reason for each, aside in kept if each == chosen), None)

    @on(OptionList.OptionHighlighted)
    def _show(self) -> None:
        self.key_line.keys = tuple(self._keys())
        chosen = self.chosen
        if chosen is None:
            if self._told is not None:
                self.detail.update("There is nothing to remark on the coming 28 days.")
            return
        reason = self._reason
        offer = self._offers.get(chosen.key)
        lines = finding_lines(chosen, self._care.present().routine, offer.words if offer else None)
        if reason is not None:
            lines[-1] = f"Set aside: {reason}"
        elif chosen.key not in self._offers:
            lines[-1] = "…" if chosen.status is Status.FINDING else lines[-1]
            self._seek(chosen, self._clock())
        self.detail.update("\n".join(drawn(line) for line in lines))

    @work(thread=True, group="seek", exclusive=True)
    def _seek(self, finding: Finding, now: datetime) -> None:
        try:
            self.post_message(self.Offered(finding.key, self._care.offered(finding, now)))
        except AftercareError as error:
            self._tell(error)

    @on(Offered)
    def _offer(self, event: Offered) -> None:
        self._offers[event.key] = event.offer
        self._show()

    def _keys(self) -> Iterator[Key]:
        """Those that do something now."""
        if (chosen := self.chosen) is not None:
            if self._reason is not None:
                yield _BACK_IN
            else:
                if self._offers.get(chosen.key) is not None:
                    yield _CHANGE
                yield _ASIDE
        if self._undoes:
            yield _UNDO
        yield from _ALWAYS

    # ---- what is done

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_advice()

    def action_advice(self) -> None:
        """Shows the 28 days with what is offered; there it is made."""
        chosen = self.chosen
        if chosen is None or self._reason is not None or chosen.key not in self._offers:
            return
        offer = self._offers[chosen.key]
        if offer is None:
            self._say(f"nothing can be offered for it. {chosen.ask}")
            return
        from aftercare.screens.advice_sheet import AdviceSheet

        self.app.push_screen(AdviceSheet(self._care, self._clock, chosen, offer))

    def action_aside(self) -> None:
        """Asks for a reason, and sets the chosen remark aside."""
        chosen = self.chosen
        if chosen is None or self._reason is not None:
            return
        from aftercare.screens.fields_prompt import Field, FieldsPrompt

        about = f"{chosen.what} It comes back when the ingredients or the rules that it is about change."

        def write(typed: list[str]) -> None:
            self._care.set_aside(chosen, typed[0], self._clock())

        fields = (Field("Why do you let it be?", "my therapist knows of it"),)
        self.app.push_screen(FieldsPrompt("Set aside", about, fields, write))

    @work(thread=True, group="write")
    def action_back_in(self) -> None:
        """Heeds the chosen remark again, where it was set aside."""
        chosen = self.chosen
        if chosen is None or self._reason is None:
            return
        try:
            self._care.bring_back(chosen.key, self._clock())
        except AftercareError as error:
            self._tell(error)


def _line(finding: Finding, aside: SetAside | None, width: int) -> Content:
    if aside is not None:
        return Content.styled(f"–  {clipped(finding.what, max(10, width - 3))}", "$foreground-muted")
    glyph, colour = _GLYPHS[finding.status]
    return Content.assemble((f"{glyph}  ", colour), clipped(finding.what, max(10, width - 3)))
