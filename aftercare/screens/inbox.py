"""The inbox: what the client was reminded of, what became of it, and one key for each thing to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, Home
from aftercare.errors import AftercareError
from aftercare.model.deed import INBOX_DEEDS
from aftercare.model.reminder_key import CheckInKey, ReminderKey, SlotKey, TookPlaceKey, WatchKey
from aftercare.model.words import counted
from aftercare.reminders.inbox import InboxItem, Open, Standing, inbox_of
from aftercare.reminders.inbox_words import ending_words, standing_words, when
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import running
from aftercare.screens.help import Help
from aftercare.screens.snooze_prompt import SnoozePrompt
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

#: How often it looks for what a service has sent, in seconds.
_BEAT = 5.0

_LEAVING = (Key("?", "help", "help"), Key("esc", "back", "back"))
_OPEN_KEYS = (
    Key("enter", "go to it", "go"),
    Key("space", "done", "done"),
    Key("s", "later", "snooze"),
    Key("x", "put away", "put_away"),
    Key("u", "undo", "undo"),
    *_LEAVING,
)
_OTHER_KEYS = (Key("enter", "go to it", "go"), Key("u", "undo", "undo"), *_LEAVING)
_NO_KEYS = (Key("u", "undo", "undo"), *_LEAVING)
_HELP = (
    Key("enter", "go to what it is about (a click does it too)", "go"),
    Key("space", "done: ticks what is open in that part of the day; a session took place", "done"),
    Key("s", "later: say it once more at another time; the series stays", "snooze"),
    Key("x", "put it away: nothing more is said of it, and it stays open", "put_away"),
    Key("u", "take back your last action here", "undo"),
    Key("b", "remind after closing too: start the service, now and at login", "app.keep_reminding"),
    Key("d", "check the way of a reminder from end to end", "app.doctor"),
    Key("esc", "back to the day", "back"),
)
_ABOUT = (
    "What you were reminded of in the last seven days, on this machine, and what became of it. “sent” says that the "
    "desktop took it; no program is told whether it was looked at. What “may not have been shown” is not sent again."
)
_EMPTY = "Nothing waits, and nothing was said in the last seven days."


class InboxScreen(SubjectScreen[ReminderKey]):
    """Lists the occurrences. Returns what a person goes to, or None."""

    CSS_PATH = "inbox.tcss"
    EXPLAINED = Help("Reminders", _ABOUT, _HELP)
    DEEDS = INBOX_DEEDS
    DONE_HERE = "in the inbox"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "done", "done", id="inbox.done"),
        Binding("s", "snooze", "later", id="inbox.snooze"),
        Binding("x,delete", "put_away", "put away", id="inbox.dismiss"),
        Binding("u", "undo", "undo", id="inbox.undo"),
        Binding("b", "app.keep_reminding", "remind after closing too", id="inbox.keep_reminding"),
        Binding("d", "app.doctor", "check the reminders", id="inbox.doctor"),
        Binding("question_mark", "help", "help", id="inbox.help"),
        Binding("escape,q,m", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    key_line = query_one(KeyLine)
    goes_on = query_one("#goes-on", Static)
    about = query_one("#about", Static)

    class Read(Message):
        """A worker has read the inbox. `goes_on` tells whether reminders go on when the app is closed."""

        def __init__(self, items: Sequence[InboxItem], goes_on: bool) -> None:
            super().__init__()
            self.items = items
            self.goes_on = goes_on

    def __init__(self, home: Home, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._home = home
        self._care = care
        self._clock = clock
        self._items: dict[str, InboxItem] | None = None

    def compose(self) -> ComposeResult:
        yield TitleLine("Reminders", self._care.present().client.name or self._care.folder.name)
        yield Static("", id="goes-on", markup=False)
        yield Choices(markup=False)
        yield Static("", id="about", markup=False)
        yield KeyLine(_NO_KEYS)

    def on_mount(self) -> None:
        self.choices.focus()
        self.set_interval(_BEAT, self.record_changed)
        self.record_changed()

    def on_resize(self) -> None:
        self.show()

    # ---- the list

    @work(thread=True, group="read-inbox", exclusive=True)
    def record_changed(self) -> None:  # type: ignore[override]  # a worker is started by calling it
        """Reads the inbox as it is now."""
        try:
            items = inbox_of(self._care, Ledger(self._home.state / FILE_NAME), self._clock())
            self.post_message(self.Read(items, running(self._home) is not None))
        except AftercareError as error:
            self._tell(error)

    @on(Read)
    def _take_over(self, event: Read) -> None:
        ends = "Reminders end when the app is closed · b keeps them going"
        self.goes_on.update("Reminders go on when the app is closed" if event.goes_on else ends)
        items = {each.id: each for each in event.items}
        if items != self._items:
            self._items = items
            self.show()

    def show(self) -> None:
        """Lists what was read."""
        if self._items is None:
            return
        chosen, now = self._chosen_id(), self._care.wall(self._clock())
        waiting = [each for each in self._items.values() if each.open is Open.OPEN]
        groups = (
            ("To act on", [each for each in waiting if each.standing is not Standing.PUT_OFF]),
            ("Put off", [each for each in waiting if each.standing is Standing.PUT_OFF]),
            ("Earlier", [each for each in self._items.values() if each.open is not Open.OPEN]),
        )
        options: list[Option] = []
        for title, group in groups:
            if group:
                options += [Option("", disabled=True)] if options else []
                options += [Option(Content.styled(title, "bold"), disabled=True), *self._listed(group, now)]
        self.choices.clear_options()
        self.choices.add_options(options or [Option(_EMPTY, disabled=True)])
        if chosen in self._items:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.action_first()
        self._tell_about()

    def _listed(self, items: Sequence[InboxItem], now: datetime) -> Iterator[Option]:
        """The rows of `items`: when, then what, then what became of it, in the same columns as every other row."""
        everything = (self._items or {}).values()
        width = max(40, min(self.size.width, 112) - 6)
        at = max((len(when(each.due, now)) for each in everything), default=0) + 2
        longest = max((cell_len(_outcome(each, now)) for each in everything), default=0)
        outcome = min(longest, 26 if width < 90 else 44)
        for each in items:
            quiet = "$foreground-muted" if each.open is not Open.OPEN else ""
            looks = quiet or ("$text-warning" if _is_amiss(each) else "$foreground-muted")
            yield Option(
                Content.assemble(
                    (filled(when(each.due, now), at), quiet),
                    (filled(each.about, width - at - outcome - 2), quiet or "bold"),
                    "  ",
                    (clipped(_outcome(each, now), outcome), looks),
                ),
                id=each.id,
            )

    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> InboxItem | None:
        return (self._items or {}).get(self._chosen_id())

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        item, now = self._chosen, self._care.wall(self._clock())
        if item is None:
            self.about.update("")
            self.key_line.keys = _NO_KEYS
            return
        self.key_line.keys = _OPEN_KEYS if item.open is Open.OPEN else _OTHER_KEYS
        seen = f"shown in the app {when(item.seen, now)}" if item.seen else ""
        tries = f"tried {counted(item.tries, 'time')}" if item.tries > 1 else ""
        told = (standing_words(item, now), tries, seen, ending_words(item))
        self.about.update(f"{drawn(item.about)}\n{drawn(' · '.join(each for each in told if each))}")

    # ---- doing something about it

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """Goes to what the chosen one is about."""
        if (item := self._chosen) is not None:
            self.dismiss(item.key)

    def action_done(self) -> None:
        """Answers the chosen one, where that needs no more than a yes."""
        item = self._open_one()
        if item is None:
            return
        match item.key:
            case SlotKey(slot=slot, day=day):
                self._write(lambda: f"{counted(self._care.tick_slot(slot, day, self._clock()), 'step')} done")
            case TookPlaceKey(session=session):
                self._write(lambda: self._took_place(session))
            case WatchKey():
                self._say("this one needs a yes or a no: enter asks it")
            case CheckInKey():
                self._say("a check-in is answered with ratings: enter opens it")
            case _:
                self._say("there is nothing to answer here: x puts it away")

    def _took_place(self, session: str) -> str:
        self._care.session_took_place(session, self._clock())
        return "kept: it took place"

    def action_snooze(self) -> None:
        """Asks until when the chosen one is put off; one that was put away comes back so."""
        item = self._open_one(Open.DISMISSED)
        if item is None:
            return
        now = self._clock()
        try:
            offers = self._care.snooze_offers(item.key, now)
        except AftercareError as error:
            self._tell(error)
            return

        def write(typed: str) -> None:
            at = self._clock()
            self._care.snooze(item.key, self._care.snooze_until(typed, at), at)

        wall = self._care.wall(now)
        told = tuple((words, when(until, wall)) for words, until in offers)
        self.app.push_screen(SnoozePrompt(item.about, told, write))

    def action_put_away(self) -> None:
        """Puts the chosen one away."""
        if (item := self._open_one()) is not None:
            self._write(lambda: "put away" if self._care.dismiss(item.key, self._clock()) else "it is away already")

    def _open_one(self, *also: Open) -> InboxItem | None:
        """The chosen one, where there is something left to do about it."""
        item = self._chosen
        if item is not None and item.open not in (Open.OPEN, *also):
            self._say(f"it is {ending_words(item)}: there is nothing left to do about it")
            return None
        return item

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], str]) -> None:
        try:
            said = write()
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"{said} · u takes it back")


def _outcome(item: InboxItem, now: datetime) -> str:
    return ending_words(item) or standing_words(item, now)


def _is_amiss(item: InboxItem) -> bool:
    return item.standing in (Standing.UNKNOWN, Standing.NOT_SENT, Standing.EXPIRED)
