"""What is set: for the client, in their record, and for this machine. Each setting is a line that opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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

from aftercare.care import Care, Home, machine_settings, set_on_machine, setting_choices
from aftercare.errors import AftercareError
from aftercare.model.deed import SETTING_DEEDS
from aftercare.model.setting import Group, Setting, Whose
from aftercare.model.words import counted
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn, filled, wrapped
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("enter", "change", "change"),
    Key("w", "watched", "measures"),
    Key("S", "safety", "safety"),
    Key("b", "your record", "app.record"),
    Key("u", "undo", "undo"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("enter", "change the chosen setting (a click does it too)", "change"),
    Key("w", "what a check-in asks: measures, zones, what else was", "measures"),
    Key("t", "send a test notification, and tell what really became of it", "test_reminder"),
    Key("d", "check the way of a reminder from end to end", "app.doctor"),
    Key("S", "the safety questions: what has to be known before magnets and some products", "safety"),
    Key("b", "your record as a whole: where it lies, backups, restore, export", "app.record"),
    Key("u", "take back the last action, where it changed a setting of the record", "undo"),
    Key("esc", "back to the day", "back"),
)
_ABOUT = (
    "What is set for the client lies in their record: every machine that shares it has the same, and past days keep "
    "what held for them. What is set for this machine concerns everybody who opens the app on it."
)
#: What opens or is tried, by its action: its title, and what it is about.
_ACTIONS = {
    "measures": ("Check-in asks", "What you watch: which ratings of which zones, and what else a check-in asks for."),
    "test_reminder": (
        "Test",
        "Sends one notification and tells what really became of it: sent, not sent and why, or unknown. “sent” says "
        "that the desktop took it; whether it shows it (do not disturb, for one) no program is told.",
    ),
    "app.doctor": ("Check", "Looks at every link from the record to the desktop, and says what to do."),
}
#: The cells of a title, and of a value beside a note where there is room for both.
_TITLE, _VALUE = 20, 34


class SettingsScreen(SubjectScreen[None]):
    """Lists the settings of a record and of this machine, and has the chosen one changed."""

    CSS_PATH = "settings.tcss"
    EXPLAINED = Help("Settings", _ABOUT, _HELP)
    DEEDS = SETTING_DEEDS
    DONE_HERE = "a setting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "measures", "what a check-in asks", id="settings.measures"),
        Binding("t", "test_reminder", "send a test notification", id="settings.test_reminder"),
        Binding("d", "app.doctor", "check the reminders", id="settings.doctor"),
        Binding("S", "safety", "safety questions", id="settings.safety"),
        Binding("b", "app.record", "your record", id="settings.record"),
        Binding("u", "undo", "undo", id="settings.undo"),
        Binding("question_mark", "help", "help", id="settings.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    about = query_one("#about", Static)

    @dataclass
    class Tested(Message):
        """A test notification was sent, or not: what became of it."""

        words: str

    @dataclass
    class MachineChanged(Message):
        """Something was set for this machine."""

    def __init__(self, home: Home, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._home = home
        self._care = care
        self._clock = clock
        self._settings: dict[str, Setting] = {}
        #: What became of the last test notification.
        self._tested = ""

    def compose(self) -> ComposeResult:
        yield TitleLine("Settings", self._whose())
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

    @on(MachineChanged)
    def show(self) -> None:
        """Lists the settings as they stand."""
        chosen = self._chosen_name()
        self.title_line.whose = self._whose()
        of_record = self._care.settings(self._clock())
        of_machine = self._of_machine()
        self._settings = {each.name: each for each in (*of_record, *of_machine)}
        whose = drawn(self._whose())
        general = [each for each in of_record if each.group is Group.GENERAL]
        reminders = [each for each in of_record if each.group is Group.REMINDERS]
        options = [
            *self._listed(f"{whose}, in the record", general),
            self._action("measures", self._asked()),
            Option("", disabled=True),
            *self._listed("This machine, for everybody", of_machine),
            Option("", disabled=True),
            *self._listed(f"How {whose} is reminded, in the record", reminders),
            Option("", disabled=True),
            Option(Content.styled("Whether reminders arrive on this machine", "bold"), disabled=True),
            self._action("test_reminder", self._tested or "sends a test notification now", told=bool(self._tested)),
            self._action("app.doctor", "looks at every link", told=bool(self._tested)),
        ]
        self.choices.clear_options()
        self.choices.add_options(options)
        if chosen in self._settings or chosen in _ACTIONS:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.action_first()
        self._tell_about()

    def _listed(self, title: str, settings: Sequence[Setting]) -> Iterator[Option]:
        """A heading with its settings."""
        yield Option(Content.styled(title, "bold"), disabled=True)
        for each in settings:
            yield Option(self._line(each), id=each.name)
        if not settings:
            yield Option("  cannot be read at the moment", disabled=True)

    def _action(self, action: str, words: str, *, told: bool = True) -> Option:
        """A line that opens or tries something, with how that stands."""
        title, _ = _ACTIONS[action]
        look = "bold" if told else ""
        return Option(Content.assemble(filled(title, _TITLE), (filled(words, self._room - _TITLE), look)), id=action)

    def _asked(self) -> str:
        """How much a check-in asks."""
        subjects, context, chosen = self._care.asked(self._clock())
        usual = "" if chosen else ", as is usual"
        return f"{counted(len(subjects), 'rating')}, {counted(len(context), 'other thing')}{usual}"

    def _of_machine(self) -> tuple[Setting, ...]:
        try:
            return machine_settings(self._home)
        except AftercareError as error:
            self._tell(error)
            return ()

    @property
    def _room(self) -> int:
        """The cells of a line: what the margins, the marks and the bar of a long list leave."""
        return max(40, min(self.size.width, 112) - 8)

    def _line(self, setting: Setting) -> Content:
        room = self._room - _TITLE
        value, note = drawn(setting.value or "–"), drawn(setting.note)
        if not note:
            said = ""
            value = filled(value, room)
        elif cell_len(value) + 2 + cell_len(note) <= room:
            said = f"  {note}"
            value = filled(value, max(cell_len(value), min(_VALUE, room - len(said))))
        else:
            # it is told whole, below its value
            value = clipped(value, room)
            said = "".join(f"\n{' ' * _TITLE}{line}" for line in wrapped(note, room))
        look = "bold" if setting.value else "$foreground-muted"
        return Content.assemble(filled(setting.title, _TITLE), (value, look), (said, "$foreground-muted"))

    def _chosen_name(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> Setting | None:
        return self._settings.get(self._chosen_name())

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        chosen = self._chosen
        if self._chosen_name() in _ACTIONS:
            self.about.update(_ACTIONS[self._chosen_name()][1])
        if chosen is None:
            return
        stands = (
            f"Set to {chosen.value}, {chosen.note}" if chosen.value else f"{chosen.note[:1].upper()}{chosen.note[1:]}"
        )
        self.about.update(f"{chosen.about}\n{drawn(stands).rstrip('.')}." if chosen.note else chosen.about)

    # ---- changing

    @on(OptionList.OptionSelected)
    async def _selected(self) -> None:
        if self._chosen_name() in _ACTIONS:
            await self.run_action(self._chosen_name())
        else:
            self.action_change()

    def action_change(self) -> None:
        """Opens the chosen setting: a list to choose from, or a line to type into."""
        setting = self._chosen
        if setting is None:
            return

        def write(typed: str) -> None:
            if setting.whose is Whose.RECORD:
                self._care.set(setting.name, typed, self._clock())
            else:
                set_on_machine(self._home, setting.name, typed)

        def kept(saved: bool | None) -> None:
            if saved and setting.whose is Whose.MACHINE:
                self.post_message(self.MachineChanged())

        if setting.choices:
            offered = setting_choices(setting.name)
            self.app.push_screen(ChoosePrompt(setting.title, setting.about, offered, setting.value, write), kept)
        else:
            field = Field(setting.title, setting.example, setting.value or "")
            named = setting.name == "name"
            prompt = FieldsPrompt(
                setting.title, setting.about, (field,), lambda typed: write(typed[0]), heeds=not named
            )
            self.app.push_screen(prompt, kept)

    def action_test_reminder(self) -> None:
        """Sends a test notification, and tells what became of it."""
        self._tested = "sending …"
        self.show()
        self._test()

    @work(thread=True, group="test-reminder", exclusive=True)
    def _test(self) -> None:
        from aftercare.reminders.delivery import Courier
        from aftercare.reminders.ledger import FILE_NAME, Ledger
        from aftercare.reminders.row_words import outcome
        from aftercare.reminders.trial import send_trial

        ledger = Ledger(self._home.state / FILE_NAME)
        try:
            row = send_trial(ledger, Courier(ledger, clock=self._clock), self._clock)
        except AftercareError as error:
            self.post_message(self.Tested(str(error)))
        else:
            self.post_message(self.Tested(outcome(row, self._clock())))

    @on(Tested)
    def _tell_tested(self, event: Tested) -> None:
        self._tested = drawn(event.words)
        self._say(f"The test notification: {event.words}")
        self.show()

    def action_measures(self) -> None:
        """Opens what a check-in asks."""
        from aftercare.screens.measures import MeasuresScreen

        self.app.push_screen(MeasuresScreen(self._care, self._clock))

    def action_safety(self) -> None:
        """Opens the safety questions of this record."""
        from aftercare.screens.safety import SafetyScreen

        self.app.push_screen(SafetyScreen(self._care, self._clock))
