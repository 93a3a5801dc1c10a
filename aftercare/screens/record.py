"""The record as a whole: where it lies, its backups, whether it is sound, and handing it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, Home, machine_settings, set_on_machine
from aftercare.care.backing_up import backup_called
from aftercare.care.machine import SECOND_FOLDER
from aftercare.errors import AftercareError
from aftercare.model.backup import Backup, Restoration
from aftercare.model.backup_words import backup_words, looked_words, restoration_words, sound_words
from aftercare.model.progress import Told, in_steps
from aftercare.model.words import counted, short_day
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.told_choices import ToldChoices
from aftercare.screens.why_sheet import WhySheet
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from aftercare.screens.import_file import FileConsidered

_KEYS = (
    Key("enter", "does it", "choose"),
    Key("b", "back up", "back_up"),
    Key("r", "restore", "restore"),
    Key("v", "verify", "verify"),
    Key("x", "export", "export"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("b", "back up now: one file with everything, read back before it counts", "back_up"),
    Key("r", "bring a backup back: shown first, and u on the day takes it back", "restore"),
    Key("f", "a second folder, into which each backup is put too", "second_folder"),
    Key("v", "look whether every line, photo and backup is whole", "verify"),
    Key("x", "export: files that other programs read", "export"),
    Key("i", "take a file in: an export, or a table from another diary; u on the day takes it back", "import_file"),
    Key("e", "erase an entry for good", "erase"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "Where your record lies, and how it is kept safe. A backup is made by itself once a day and before each import; "
    "seven daily ones stay, four weekly and twelve monthly. Nothing here leaves this machine unless you put it there."
)
#: What can be done, by the action: its title, and what is said below the list where it is chosen.
_DEEDS = {
    "back_up": ("Back up now", "One file with everything. It is written whole and read back before it counts."),
    "restore": ("Bring a backup back", "What that would change is shown first. What is here is backed up before."),
    "second_folder": (
        "Second folder",
        "Where each backup is put too, such as a drive. While it is not there, this machine has them alone.",
    ),
    "verify": ("Is all of it whole?", "Reads every line, photo and backup, and says what to do where one is not."),
    "export": ("Export", "Writes everything to a folder that anybody can read: tables, texts and photos."),
    "import_file": (
        "Take a file in",
        "An export, or a CSV table from another diary. You see what is new and what is here before anything comes in.",
    ),
    "erase": (
        "Erase an entry",
        "Takes it away with every version of it, as no undo can bring back; what cannot be reached is said.",
    ),
}
_TITLE = 22


class RecordScreen(ToldChoices):
    """Lists where the record lies and what can be done with it as a whole."""

    CSS_PATH = "record.tcss"
    EXPLAINED = Help("Your record", _ABOUT, _HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "back_up", "back up now", id="record.back_up"),
        Binding("r", "restore", "bring a backup back", id="record.restore"),
        Binding("f", "second_folder", "second folder", id="record.second_folder"),
        Binding("v", "verify", "is all of it whole?", id="record.verify"),
        Binding("x", "export", "export", id="record.export"),
        Binding("i", "import_file", "take a file in", id="record.import"),
        Binding("e", "erase", "erase an entry", id="record.erase"),
        Binding("question_mark", "help", "help", id="record.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    @dataclass
    class Read(Message):
        """The backups were looked at."""

        backups: tuple[Backup, ...]
        second: str

    def __init__(self, home: Home, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__(care, clock)
        self._home = home
        self._backups: tuple[Backup, ...] = ()
        self._second = ""

    def compose(self) -> ComposeResult:
        yield TitleLine("Your record", self._care.present().client.name or self._care.folder.name)
        yield Choices(markup=False)
        yield Static("", id="about", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self._show()
        self.choices.focus()
        self._read()

    def on_resize(self) -> None:
        self._show()

    def record_changed(self) -> None:
        """Counts the backups: an import and a restore make one."""
        self._read()

    @work(thread=True, group="read")
    def _read(self) -> None:
        try:
            set_here = {each.name: each.value or "" for each in machine_settings(self._home)}
            self.post_message(self.Read(self._care.keeping.backups(), set_here.get(SECOND_FOLDER, "")))
        except AftercareError as error:
            self._tell(error)

    @on(Read)
    def _take(self, event: Read) -> None:
        self._backups, self._second = event.backups, event.second
        self._show()

    def _show(self) -> None:
        self.fill(self._options(), "back_up")

    def _options(self) -> Iterator[Option]:
        width = max(40, min(self.size.width, 112) - 6)
        yield Option(Content.styled("Where it lies", "bold"), disabled=True)
        for title, place in (
            ("Record", self._care.folder.records),
            ("This machine's own", self._care.folder.state),
            ("Backups", self._care.folder.backups),
        ):
            yield Option(self._line(title, _from_home(place), width), disabled=True)
        yield Option("", disabled=True)
        yield Option(Content.styled("What you can do", "bold"), disabled=True)
        notes = {"back_up": self._last(), "restore": self._count(), "second_folder": self._second or "not set"}
        for action, (title, _) in _DEEDS.items():
            yield Option(self._line(title, notes.get(action, ""), width), id=action)

    def _line(self, title: str, told: str, width: int) -> Content:
        # of a long path its end tells more than its beginning
        room = width - _TITLE
        shown = told if len(told) <= room else f"…{told[1 - room :]}"
        return Content.assemble(f"  {filled(title, _TITLE)}", (drawn(shown).rstrip(), "$foreground-muted"))

    def _last(self) -> str:
        if not self._backups:
            return "none yet"
        last = self._backups[0]
        day = short_day(last.made.date(), self._clock().date())
        return f"last: {day} {last.made:%H:%M}, {backup_words(last)}"

    def _count(self) -> str:
        return counted(len(self._backups), "backup") if self._backups else "there is none yet"

    def told_of(self, chosen: str) -> str:
        """What is done by it."""
        return _DEEDS.get(chosen, ("", ""))[1]

    # ---- doing it

    @on(OptionList.OptionSelected)
    async def action_choose(self) -> None:
        """Does what is chosen."""
        if self.chosen:
            await self.run_action(self.chosen)

    def action_back_up(self) -> None:
        """Makes a backup now."""
        self._back_up(self._clock())

    @work(thread=True, group="write")
    def _back_up(self, now: datetime) -> None:
        try:
            done = self._care.keeping.back_up(now, told=self._progress("Backing up"))
        except AftercareError as error:
            self._tell(error)
        else:
            said = "Backed up." if done.is_new else "Nothing has changed since the last backup."
            self._say(f"{said} {done.remark}".strip(), 6)
            self._read()
        finally:
            self._done()

    def action_verify(self) -> None:
        """Looks whether everything is whole."""
        self._verify()

    @work(thread=True, group="read-record", exclusive=True)
    def _verify(self) -> None:
        try:
            found = self._care.keeping.verify(self._progress("Looking"))
        except AftercareError as error:
            self._tell(error)
            return
        finally:
            self._done()
        parts = [(each.what, [each.next_step]) for each in found.problems]
        parts = [(sound_words(found), []), *parts, (looked_words(found), list(found.remarks))]
        self.app.call_from_thread(self.app.push_screen, WhySheet("", parts, "Is all of it whole?"))

    def action_restore(self) -> None:
        """Has a backup chosen, shows what bringing it back would change, and does it."""
        if not self._backups:
            self._say("there is no backup yet: b makes one")
            return
        named = {f"{each.made:%d %b %Y, %H:%M}  {each.reason}": each for each in self._backups}
        considered: list[tuple[Backup, Restoration]] = []

        def look(title: str) -> None:
            backup = named.get(title, self._backups[0])
            file = backup_called(self._home, self._care.folder.name, backup.place)
            considered.append((backup, self._care.keeping.consider_restore(file)))

        def looked(_: bool | None) -> None:
            for backup, found in considered[-1:]:
                self._ask(backup, found)

        about = "The record becomes what it was then; what came since stays in the history."
        self.app.push_screen(ChoosePrompt("Bring a backup back", about, list(named), None, look), looked)

    def _ask(self, backup: Backup, found: Restoration) -> None:
        question, lines = restoration_words(found)
        if not lines:
            self._say(question)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._restore(backup, self._clock())

        self.app.push_screen(Confirm(question, "bring it back", "leave it", lines), answered)

    @work(thread=True, group="write")
    def _restore(self, backup: Backup, now: datetime) -> None:
        try:
            file = backup_called(self._home, self._care.folder.name, backup.place)
            self._care.keeping.restore_backup(file, now, told=self._progress("Bringing it back"))
        except AftercareError as error:
            self._tell(error)
        else:
            self._say("It is brought back. u on the day takes it back.", 6)
            self._read()
        finally:
            self._done()

    def action_second_folder(self) -> None:
        """Asks for the second folder."""

        def write(typed: list[str]) -> None:
            set_on_machine(self._home, SECOND_FOLDER, typed[0])

        def kept(saved: bool | None) -> None:
            if saved:
                self._read()

        title, about = _DEEDS["second_folder"]
        field = Field("The whole path, or none", "/media/stick/backups", self._second)
        self.app.push_screen(FieldsPrompt(title, about, (field,), write), kept)

    def action_export(self) -> None:
        """Asks where to, and exports."""

        def write(typed: list[str], *, force: bool = False) -> None:
            told = in_steps("Exporting", lambda words: self.app.call_from_thread(prompt.say_going_on, words))
            done = self._care.keeping.export(Path(typed[0]).expanduser(), self._clock(), told, force=force)
            documents = counted(sum(done.counts.values()), "document")
            self._say(f"{done.place} is written: {documents}. It is not encrypted.", 6)

        about = "A new folder with everything in it: anybody who has it can read it."
        field = Field("Where to", "~/my-record")
        prompt = FieldsPrompt("Export", about, (field,), write, replace=partial(write, force=True), does="writes it")
        self.app.push_screen(prompt)

    def action_import_file(self) -> None:
        """Asks for a file, shows what comes in with it, and takes it in."""
        from aftercare.screens.import_file import ask_for_file

        ask_for_file(self, self._care, self._clock, lambda found: self._take_in(found, self._clock()))

    @work(thread=True, group="write", description="taking in a file")
    def _take_in(self, found: FileConsidered, now: datetime) -> None:
        try:
            told = self._progress("Taking it in")
            done = self._care.keeping.take_in(found.documents, now, found.photos, told, theirs=found.theirs)
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"{counted(len(done.writes), 'thing')} taken in. u on the day takes it back.", 6)
        finally:
            self._done()

    def action_erase(self) -> None:
        """Asks for an entry, and erases it for good."""
        from aftercare.screens.erase_entry import ask_which

        ask_which(self, self._care, self._clock, self._tell)

    # ---- telling

    def _progress(self, doing: str) -> Told:
        """What a worker calls with things done and of how many: shown under the list, a step at a time."""
        self.app.call_later(self.tell_doing, f"{doing} …")
        return in_steps(doing, lambda words: self.app.call_later(self.tell_doing, words))

    def _done(self) -> None:
        self.app.call_later(self.tell_doing, "")


def _from_home(place: Path) -> str:
    """A path as people write it: with ~ for their own folder."""
    try:
        return f"~/{place.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(place)
