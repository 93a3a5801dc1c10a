"""The Textual application: which screen comes first, what opens over all of them, and leaving."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, work
from textual.actions import SkipAction
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import Screen

from aftercare.care import FIRST_CLIENT, Care, Home, SeveralClients, last_client, remember_client
from aftercare.covered import NEUTRAL_TITLE, CoveredApp
from aftercare.errors import AftercareError
from aftercare.reminded import RemindedApp
from aftercare.screens.today import TodayScreen
from aftercare.widgets.drawn_text import drawn, without_hidden

if TYPE_CHECKING:
    from aftercare.screens.alarm import SignsTyped
    from aftercare.screens.clients import ClientsScreen
    from aftercare.screens.welcome import WelcomeScreen

#: Seconds after the first frame in which the backup of the day is looked after, and after which it is again.
BACKUP_AFTER, BACKUP_LOOKS = 5, 900

#: So many new things are made before garbage is looked for, so many looks later among what they left, and so many of
#: those later among all. To paint a screen once makes thousands, of which few stay. Each look keeps the keys waiting:
#: with Python's ten, that among what 100,000 left takes longer than to paint it all.
GARBAGE = (10_000, 2, 40)

#: Seconds for which a thread may keep the others waiting.
TURN = 0.0005

#: Seconds for which the answer to what was typed is offered.
_OFFERED = 30

#: Every screen is whole from this size on.
LEAST = Size(80, 24)


def local_now() -> datetime:
    """This moment in the machine's wall time."""
    return datetime.now().astimezone()


class AftercareApp(CoveredApp, RemindedApp):
    """Opens on the day of a client's record, or on the one question of a first run.

    The record is opened, and the day read, on the way to the first frame. Raises AftercareError where that fails.
    """

    TITLE = "aftercare"
    #: One key away everywhere, also while something is typed.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3,ctrl+t", "therapist", "your therapist", id="app.therapist", priority=True),
        Binding("f4,ctrl+g", "help_me", "something's wrong", id="app.help_me", priority=True),
        Binding("exclamation_mark", "help_me(True)", "something's wrong", id="app.help_me_sign", priority=True),
    ]

    def __init__(
        self,
        home: Home,
        client: str | None = None,
        clock: Callable[[], datetime] = local_now,
        day: date | None = None,
        *,
        opens_run: bool = False,
        short: bool = False,
    ) -> None:
        self._home = home
        self._opens_run, self._short = opens_run, short
        self._clock = clock
        self._warned = self._was_too_small = False
        self._offered: tuple[datetime, list[str]] | None = None
        self._first = self._first_screen(client, day)
        # Textual loads a screen's own style sheet when it is pushed, and the default screen never is
        super().__init__(home, ["app.tcss", *self._first.css_path], clock)

    def _first_screen(self, client: str | None, day: date | None) -> Screen[None]:
        try:
            care = Care.find(self._home, client or last_client(self._home))
            to_choose = client is None and care is not None and care.present().client.archived
        except SeveralClients:
            to_choose = True
        if to_choose:
            from aftercare.screens.clients import ClientsScreen

            return ClientsScreen(self._home, self._clock)
        if care is None:
            from aftercare.screens.welcome import WelcomeScreen

            return WelcomeScreen(self._home, client or FIRST_CLIENT, self._clock)
        return TodayScreen(care, self._clock, day)

    def on_mount(self) -> None:
        self.screen_change_signal.subscribe(self, lambda screen: self._tell_size(screen, self.size))

    def on_resize(self, event: events.Resize) -> None:
        """A terminal too small for the screens is told so over them, and everything goes on."""
        self._tell_size(self.screen, event.size)

    def _tell_size(self, screen: Screen[Any], size: Size) -> None:
        if self._was_too_small or size.width < LEAST.width or size.height < LEAST.height:
            # most terminals are large enough: what tells it is loaded where one is not
            from aftercare.widgets.too_small import tell_size

            self._was_too_small = True
            tell_size(screen, size, LEAST)

    def on_ready(self) -> None:
        """The first frame stands: garbage is collected again where the caller put that off until now."""
        if not gc.isenabled():
            # what was loaded for the first frame stays: a look through it would keep the first key waiting
            gc.freeze()
            gc.set_threshold(*GARBAGE)
            gc.enable()
        if self._opens_run and isinstance(self._first, TodayScreen):
            self._first.action_run(self._short)
        self._remember()
        # the first frame stands, and its keys answer: nobody waits for it
        self.set_timer(BACKUP_AFTER, self._back_up_daily)
        self.set_interval(BACKUP_LOOKS, self._back_up_daily)

    @work(thread=True, group="backup")
    def _back_up_daily(self) -> None:
        from aftercare.care.daily import back_up_daily

        for trouble in back_up_daily(self._home, self._clock()):
            self.notify(drawn(trouble), timeout=8, markup=False)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The themes, help of both kinds, the cover, the record itself, and leaving.

        No screenshot: it would lay a picture of the record anywhere.
        """
        yield from self.theme_commands()
        yield SystemCommand("Something's wrong", "What to do now, and whom to call", self.action_help_me)
        yield SystemCommand("Cover the screen", "A clock, until any key is pressed (f8, ctrl+l)", self.action_cover)
        if self._open_care() is not None:
            yield SystemCommand("A report for your therapist", "One file, its parts chosen by you", self.action_report)
            yield SystemCommand("Your plans", "Each that you accepted, going back, 28 days", self.action_plans)
            yield SystemCommand("Your record", "Where it lies, backups, export, restore", self.action_record)
        if hasattr(screen, "action_help"):
            yield SystemCommand("Help", "Explain this screen and its keys", screen.action_help)
        yield SystemCommand("Quit", "Leave the program", self.action_quit)

    def action_therapist(self) -> None:
        """Shows how to reach the therapist, over whatever is open."""
        from aftercare.screens.therapist_sheet import TherapistSheet

        day = next((each for each in reversed(self.screen_stack) if isinstance(each, TodayScreen)), None)
        if day is not None and not isinstance(self.screen, TherapistSheet):
            day.action_therapist()

    def action_plans(self) -> None:
        """Opens the plans that were accepted."""
        day = next((each for each in reversed(self.screen_stack) if isinstance(each, TodayScreen)), None)
        if day is not None:
            day.action_plans()

    def action_settings(self) -> None:
        """Opens the settings of the record that is open, and of this machine."""
        from aftercare.screens.settings import SettingsScreen

        if care := self._open_care():
            self.push_screen(SettingsScreen(self._home, care, self._clock))

    def action_report(self) -> None:
        """Opens the report for the therapist."""
        from aftercare.screens.report import ReportScreen

        if (care := self._open_care()) and not isinstance(self.screen, ReportScreen):
            self.push_screen(ReportScreen(care, self._clock))

    def action_record(self) -> None:
        """Opens what concerns the record as a whole: where it lies, its backups, handing it out."""
        from aftercare.screens.record import RecordScreen

        if (care := self._open_care()) and not isinstance(self.screen, RecordScreen):
            self.push_screen(RecordScreen(self._home, care, self._clock))

    def on_signs_typed(self, event: SignsTyped) -> None:
        """Offers what to do about what was typed: an emergency of now at once, anything else a key away."""
        from aftercare.model.red_flag import Level

        signs = [each.id for each in event.signs]
        if event.of_now and event.signs[0].level is Level.EMERGENCY:
            self._open_help(signs)
            return
        self._offered = (self._clock() + timedelta(seconds=_OFFERED), signs)
        told = f"{event.signs[0].label}? f4 tells what to do."
        self.notify(told, severity="warning", timeout=_OFFERED, markup=False)

    def action_help_me(self, unless_typing: bool = False) -> None:
        """Shows what to do where something is wrong, over whatever is open; `!` in a field is a sign that is typed.

        While the answer to something that was typed is offered, it is that answer.
        """
        from textual.widgets import Input, TextArea

        if unless_typing and isinstance(self.focused, Input | TextArea):
            raise SkipAction
        signs: list[str] = []
        if self._offered is not None:
            until, offered = self._offered
            signs = offered if self._clock() <= until else []
            self._offered = None
            self.clear_notifications()
        self._open_help(signs)

    def _open_help(self, signs: Iterable[str]) -> None:
        from aftercare.screens.help_me import HelpMeScreen

        if any(isinstance(each, HelpMeScreen) for each in self.screen_stack):
            while not isinstance(self.screen, HelpMeScreen):
                self.pop_screen()
            return
        day = next((each for each in reversed(self.screen_stack) if isinstance(each, TodayScreen)), None)
        care, seen = (day.care, day.state.view) if day is not None else (None, None)
        self.push_screen(HelpMeScreen(care, self._clock, seen, signs))

    async def on_event(self, event: events.Event) -> None:
        """Takes out of pasted text what cannot be seen, before a field draws it."""
        if isinstance(event, events.Paste):
            event.text = without_hidden(event.text)
        await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        """The first screen, without the detour over a mode: much faster to its first frame."""
        return self._first

    async def on_welcome_screen_began(self, event: WelcomeScreen.Began) -> None:
        """Opens the day over the question; only the sample is come back from."""
        from aftercare.screens.asked_at_once import ask_at_once

        today = TodayScreen(event.care, self._clock, sample=event.sample)
        await self.push_screen(today)
        if not event.sample:
            self._remember(event.care)
            # a record that begins with a plan has all its steps from it
            ask_at_once(today, event.care, self._clock)

    def action_clients(self) -> None:
        """Shows who has a record here, to go over to somebody else's."""
        from aftercare.screens.clients import ClientsScreen

        care = self._open_care()
        current, whose = (care.folder.name, care.present().client.name or care.folder.name) if care else ("", "")
        self.push_screen(ClientsScreen(self._home, self._clock, current, whose))

    def _open_care(self) -> Care | None:
        return next((each.care for each in reversed(self.screen_stack) if isinstance(each, TodayScreen)), None)

    @work(group="open-client", exclusive=True)
    async def on_clients_screen_chosen(self, event: ClientsScreen.Chosen) -> None:
        """Opens the record of the client who was chosen, over the one that was open."""
        try:
            care = await asyncio.to_thread(Care.open, self._home, event.folder)
        except AftercareError as error:
            self.tell(error)
            return
        # the first screen stays at the bottom, for Textual cannot do without one: it rests while another is over it
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        first = self.screen
        if isinstance(first, TodayScreen) and first.care.folder.name == care.folder.name:
            first.go_on()
        else:
            if isinstance(first, TodayScreen):
                first.rest()
            await self.push_screen(TodayScreen(care, self._clock))
        self._remember(care)

    @work(thread=True, group="remember")
    def _remember(self, care: Care | None = None) -> None:
        shown = care or self._open_care()
        if shown is not None:
            remember_client(self._home, shown.folder.name)

    async def action_quit(self) -> None:
        """Leaves once what was asked for is written; over unsaved words only when asked for twice."""
        if not self._warns_of_unsaved():
            self.run_worker(self._leave(), group="leave", exclusive=True)

    def _warns_of_unsaved(self) -> bool:
        if self._warned or not getattr(self.screen, "unsaved", ""):
            return False
        self._warned = True
        self.notify("What you typed is not saved yet. Quit once more to leave it.", markup=False)
        return True

    async def _leave(self) -> None:
        """A key pressed just before the one that quits has its effect; if that fails, the app stays to say so."""
        said = len(self._notifications)
        for pump in (self.screen.focused, self.screen):
            if pump is not None:
                handled = asyncio.Event()
                pump.call_later(handled.set)
                await handled.wait()
        writes = [worker for worker in self.workers if worker.group == "write"]
        if writes:
            await self.workers.wait_for_complete(writes)
        failed = any(each.severity == "error" for each in list(self._notifications)[said:])
        # a draft may have failed only now
        if not (failed or self._warns_of_unsaved()):
            self.exit()


def run(
    home: Home, client: str | None = None, day: date | None = None, *, opens_run: bool = False, short: bool = False
) -> int:
    """Runs the application until it is left; returns its exit code. Raises AftercareError before anything is drawn.

    `opens_run` begins with the run over the day, `short` with its short form.
    """
    # Textual writes to the terminal from a thread of its own, and each of its writes waits this long for the busy first
    # one: with Python's 5 ms the first frame stands ready for up to 25 ms before anybody sees it
    sys.setswitchinterval(TURN)
    app = AftercareApp(home, client, day=day, opens_run=opens_run, short=short)
    with _neutral_title():
        app.run()
    return app.return_code or 0


@contextmanager
def _neutral_title() -> Iterator[None]:
    """Gives the terminal's window a name that tells nothing, not even which program it is, and its own one back."""
    if not sys.__stdout__ or not sys.__stdout__.isatty() or sys.platform == "win32":
        yield
        return
    sys.__stdout__.write(f"\x1b[22;0t\x1b]2;{NEUTRAL_TITLE}\x1b\\")
    try:
        yield
    finally:
        sys.__stdout__.write("\x1b[23;0t")
        sys.__stdout__.flush()
