"""The clients of this machine: finding one and going over to their record, adding, renaming, archiving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from aftercare.care import Care, Home, ListedClient, list_clients
from aftercare.errors import AftercareError
from aftercare.model.text import folded
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help, explain
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_HELP = (
    Key("enter", "open the record of the chosen client", "choose"),
    Key("/", "find somebody by a part of their name", "find"),
    Key("n", "begin the record of one more client", "add"),
    Key("r", "give the chosen client another name", "rename"),
    Key("z", "archive the chosen client, or bring them back", "archive"),
    Key("v", "show the archived ones too, or hide them", "archived"),
    Key("q", "quit", "app.quit"),
)
_ABOUT = (
    "Everybody who has a record on this machine. Any other letter begins to find. Archived ones are out of the list, "
    "nothing of them is deleted. Beside the name stands the folder's, which commands take after --client."
)
_OWN_KEYS = frozenset("nrzvq?/")


class ClientsScreen(Screen[None]):
    """Lists the clients; `current` is the folder of the one whose record is open, "" where none is."""

    CSS_PATH = "clients.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "add", "add", id="clients.add"),
        Binding("r", "rename", "rename", id="clients.rename"),
        Binding("z", "archive", "archive", id="clients.archive"),
        Binding("v", "archived", "archived", id="clients.archived"),
        Binding("slash", "find", "find", id="clients.find"),
        Binding("question_mark", "help", "help", id="clients.help"),
        Binding("q", "app.quit", "quit", id="clients.quit"),
        Binding("escape", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    typed = query_one(Input)
    key_line = query_one(KeyLine)

    @dataclass
    class Chosen(Message):
        """The record of this client is to be opened."""

        folder: str

    def __init__(self, home: Home, clock: Callable[[], datetime], current: str = "", whose: str = "") -> None:
        super().__init__()
        self._home = home
        self._clock = clock
        self._current = current
        self._whose = whose
        self._listed: list[ListedClient] | None = None
        self._archived = False
        self._wanted = current

    def compose(self) -> ComposeResult:
        yield TitleLine("Clients", self._whose)
        yield Input(placeholder="find: a part of a name", select_on_focus=False, compact=True)
        yield Choices(Option("Looking who is here …", disabled=True), markup=False)
        yield KeyLine(self._keys())

    def _keys(self) -> tuple[Key, ...]:
        chosen = self._chosen if self._listed is not None else None
        return (
            Key("enter", "open", "choose"),
            Key("/", "find", "find"),
            Key("n", "new", "add"),
            Key("r", "rename", "rename"),
            Key("z", "bring back" if chosen is not None and chosen.archived else "archive", "archive"),
            Key("?", "help", "help"),
            Key("esc", "back", "back") if self._current else Key("q", "quit", "app.quit"),
        )

    def on_mount(self) -> None:
        self.choices.focus()
        self._read()

    # ---- the list

    @work(thread=True, group="read-clients", exclusive=True)
    def _read(self) -> None:
        try:
            listed = list_clients(self._home, archived=True)
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._take_over, listed)

    def _take_over(self, listed: list[ListedClient]) -> None:
        self._listed = listed
        self._show()

    @on(Input.Changed)
    def _show(self) -> None:
        if self._listed is None:
            return
        wanted = folded(self.typed.value)
        shown = [
            each
            for each in self._listed
            if (self._archived or not each.archived) and wanted in f"{folded(each.name)} {each.folder}"
        ]
        if wanted:
            shown.sort(key=lambda each: not f"{folded(each.name)} ".startswith(wanted))
        column = min(40, max((cell_len(drawn(each.shown)) for each in shown), default=0))
        options = [Option(self._line(each, column), id=each.folder) for each in shown]
        none = (
            "Nobody here is called that." if wanted else "Everybody here is archived: v shows them, n begins a record."
        )
        self.choices.clear_options()
        self.choices.add_options(options or [Option(none, disabled=True)])
        places = [at for at, each in enumerate(shown) if each.folder == self._wanted and not wanted]
        self.choices.highlighted = (places or [0])[0] if shown else None
        self.key_line.keys = self._keys()

    def _line(self, client: ListedClient, column: int) -> Content:
        notes = [client.folder] if client.name else []
        notes += ["open now"] if client.folder == self._current else []
        notes += ["archived"] if client.archived else []
        return Content.assemble(
            filled(client.shown, column), (f"  {' · '.join(notes)}" if notes else "", "$foreground-muted")
        )

    @property
    def _chosen(self) -> ListedClient | None:
        option = self.choices.highlighted_option
        return next((each for each in self._listed or () if option is not None and each.folder == option.id), None)

    @on(OptionList.OptionHighlighted)
    def _rested(self) -> None:
        if chosen := self._chosen:
            self._wanted = chosen.folder
        self.key_line.keys = self._keys()

    # ---- finding and opening

    def on_key(self, event: events.Key) -> None:
        """A letter that is no key of this screen begins to find; from the field the arrows lead into the list."""
        if self.typed.has_focus and event.key in ("down", "up"):
            event.stop()
            self.choices.focus()
            self.choices.action_cursor_down() if event.key == "down" else self.choices.action_cursor_up()
        elif self.choices.has_focus and event.character and event.character.isalnum():
            self._begin_to_find(event, event.character)

    def _begin_to_find(self, event: events.Key, typed: str) -> None:
        if typed not in _OWN_KEYS:
            event.stop()
            event.prevent_default()
            self.typed.focus()
            self.typed.insert_text_at_cursor(typed)

    def action_find(self) -> None:
        """Goes to the field."""
        self.typed.focus()

    def action_choose(self) -> None:
        """Opens the chosen client's record."""
        self.choices.action_select()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_choose()

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        if event.option_id:
            self.post_message(self.Chosen(event.option_id))

    # ---- changing

    def action_add(self) -> None:
        """Asks for a name, and begins a record."""

        def write(typed: list[str]) -> None:
            self._wanted = Care.add(self._home, typed[0], self._clock()).folder.name

        about = "They get a record of their own, in a folder named after them."
        self._ask("One more client", about, Field("Name", "Anna B."), write)

    def action_rename(self) -> None:
        """Asks for the chosen client's new name."""
        if (client := self._chosen) is None:
            return

        def write(typed: list[str]) -> None:
            Care.open(self._home, client.folder).rename(typed[0], self._clock())

        about = f"The name that is shown. The folder, and --client, stay “{client.folder}”."
        self._ask(f"Rename {client.shown}", about, Field("Name", "Anna B.", client.name), write)

    def _ask(self, title: str, about: str, field: Field, write: Callable[[list[str]], object]) -> None:
        def kept(saved: bool | None) -> None:
            if saved:
                self.typed.value = ""
                self._read()

        self.app.push_screen(FieldsPrompt(title, about, (field,), write, heeds=False), kept)

    def action_archive(self) -> None:
        """Archives the chosen client once that is agreed to, or brings an archived one back."""
        if (client := self._chosen) is None:
            return
        if client.archived:
            self._write(lambda: Care.open(self._home, client.folder).restore(self._clock()))
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda: Care.open(self._home, client.folder).archive(self._clock()))

        question = f"Take “{client.shown}” out of the list? Nothing is deleted: v shows them again, z brings them back."
        self.app.push_screen(Confirm(question, "archive", "leave it"), answered)

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], object]) -> None:
        try:
            write()
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._read)

    def action_archived(self) -> None:
        """Shows the archived ones too, or hides them."""
        self._archived = not self._archived
        self._show()

    def action_help(self) -> None:
        """Explains this screen."""
        explain(self, Help("Clients", _ABOUT, tuple(_HELP)))

    def action_back(self) -> None:
        """Out of the field, then back to the day."""
        if self.typed.value or self.typed.has_focus:
            self.typed.value = ""
            self.choices.focus()
        elif self._current:
            self.dismiss(None)

    def _tell(self, error: AftercareError) -> None:
        self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)
