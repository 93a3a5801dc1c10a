"""An application beside which reminders go on: it looks after them from after its first frame until it closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.message import Message

from aftercare.care import Care, Home
from aftercare.dressed import DressedApp
from aftercare.errors import AftercareError
from aftercare.screens.reminded_day import RemindedDay
from aftercare.widgets.drawn_text import drawn

if TYPE_CHECKING:
    from aftercare.model.reminder_key import ReminderKey
    from aftercare.reminders.companion import Companion, Outlook
    from aftercare.reminders.reminder import Reminder
    from aftercare.reminders.tick import Carrier

#: Seconds for which a reminder stands over the heading: long enough to be read, and it is in the inbox too.
_READ_IN = 6.0


class RemindedApp(DressedApp):
    """Shows what is due, and does a service's work where none runs. For the application to derive from.

    Nothing of reminders is loaded before the first frame stands, and all of it in a worker.
    """

    #: Seconds from the first frame to the first look; None looks after nothing by itself.
    reminders_after: ClassVar[float | None] = 1.0
    #: Who delivers where the app does so itself; None is the desktop's way.
    carrier: ClassVar[Carrier | None] = None

    class Looked(Message):
        """A look has ended, at the record that was open when it began."""

        def __init__(self, outlook: Outlook, care: Care | None) -> None:
            super().__init__()
            self.outlook = outlook
            self.care = care

    class Changed(Message):
        """Something was set, or installed, that a look would find: the next one comes at once."""

    def __init__(self, home: Home, css_path: list[str | PurePath], clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._companion: Companion | None = None
        super().__init__(home, css_path)

    def on_ready(self) -> None:
        """The first frame stands."""
        if self.reminders_after is not None:
            self.set_timer(self.reminders_after, self.look_after_reminders)

    async def on_unmount(self) -> None:
        """Reminders end here, unless a service runs."""
        if self._companion is not None:
            await asyncio.to_thread(self._companion.stop)

    @property
    def day(self) -> RemindedDay | None:
        """The day that is open, whatever lies over it."""
        return next((each for each in reversed(self.screen_stack) if isinstance(each, RemindedDay)), None)

    # ---- looking

    def look_after_reminders(self) -> None:
        """Looks, in a worker, at what is due, and sends it where no service does."""
        day = self.day
        # of the sample nobody is reminded: it lies in a home of its own
        self._look(day.care if day is not None and day.is_reminded else None)

    @work(thread=True, group="reminders")
    def _look(self, care: Care | None) -> None:
        self.post_message(self.Looked(self._the_companion().look(care), care))

    def _the_companion(self) -> Companion:
        from aftercare.reminders.companion import Companion

        if self._companion is None:
            self._companion = Companion(self._home, self._clock, self.carrier)
        return self._companion

    @on(Looked)
    def _show_looked(self, event: Looked) -> None:
        found, day = event.outlook, self.day
        if day is not None and day.care is event.care:
            day.post_message(RemindedDay.LookedAround(found))
            self._show_due(found.due)
        if self.reminders_after is not None:
            wait: timedelta = found.next - self._clock()
            self._waiting = self.set_timer(max(0.1, wait.total_seconds()), self.look_after_reminders, name="reminders")

    def _show_due(self, due: tuple[Reminder, ...]) -> None:
        """A quiet message: one at a time, and where several come at once, how many."""
        if len(due) == 1:
            text = ": ".join(each for each in (due[0].title, due[0].body) if each)
        elif due:
            text = f"{len(due)} reminders are due"
        else:
            return
        self.notify(drawn(f"{text} · m shows it"), timeout=_READ_IN, markup=False)

    @on(Changed)
    def _look_at_once(self) -> None:
        self.look_after_reminders()

    # ---- doing something about them

    def action_inbox(self) -> None:
        """Opens the inbox: what was said, what became of it, and what there is to do about it."""
        from aftercare.screens.inbox import InboxScreen

        day = self.day
        if day is None:
            return

        def closed(key: ReminderKey | None) -> None:
            self.post_message(self.Changed())
            if key is not None:
                day.go_to(key)

        self.push_screen(InboxScreen(self._home, day.care, self._clock), closed)

    def action_doctor(self) -> None:
        """Shows whether reminders arrive, link by link, and what to do where one is broken."""
        from aftercare.screens.doctor_sheet import DoctorSheet

        self.push_screen(DoctorSheet(self._home, self._clock))

    def action_keep_reminding(self) -> None:
        """Has reminders go on when the app is closed: the service is started now, and at every login."""
        found = self.day.outlook if self.day is not None else None
        if found is not None and found.runs:
            self.notify("reminders go on when you close this: a service runs", timeout=4, markup=False)
            return
        self.notify("setting up the reminder service …", timeout=4, markup=False)
        self._install()

    @work(thread=True, group="install", exclusive=True)
    def _install(self) -> None:
        from aftercare.reminders.autostart import install

        try:
            change = install(self._home)
        except AftercareError as error:
            self.tell(error)
            return
        words = " ".join((change.words, *change.remarks, "`aftercare remind uninstall` takes it away again."))
        self.notify(drawn(words), timeout=10, markup=False)
        self._the_companion().anew()
        self.post_message(self.Changed())

    @work(thread=True, group="write")
    def action_hide_reminder_line(self) -> None:
        """Says no more on the day that reminders end with the app: on this machine, and for good."""
        from aftercare.care import HIDDEN, REMINDER_LINE, set_on_machine

        try:
            set_on_machine(self._home, REMINDER_LINE, HIDDEN)
        except AftercareError as error:
            self.tell(error)
        else:
            self.notify("hidden on this machine · the settings (,) bring it back", timeout=4, markup=False)
            self.post_message(self.Changed())
