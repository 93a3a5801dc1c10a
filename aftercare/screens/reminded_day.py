"""A day that says what of the reminders concerns it, and goes to what one of them is about.

What its line is made of is loaded when something was found: the first frame does not show it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from aftercare.screens.day_doors import DayDoors

if TYPE_CHECKING:
    from aftercare.model.reminder_key import ReminderKey
    from aftercare.reminders.companion import Outlook


class RemindedDay(DayDoors):
    """A day with its reminders. A screen that derives from it chooses a part of the day in `choose_slot`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "app.inbox", "reminders", id="today.inbox"),
        Binding("b", "app.keep_reminding", "remind after closing too", id="today.keep_reminding"),
    ]

    #: What was last found of the reminders.
    outlook: Outlook | None = None
    #: The part of a day to which the cursor goes once that day is read.
    _meant: tuple[date, str] | None = None

    class LookedAround(Message):
        """The app has looked after the reminders of this record."""

        def __init__(self, outlook: Outlook) -> None:
            super().__init__()
            self.outlook = outlook

    @on(LookedAround)
    async def _tell_of_reminders(self, event: LookedAround) -> None:
        from aftercare.widgets.key_line import KeyLine
        from aftercare.widgets.reminder_line import ReminderLine

        self.outlook = event.outlook
        if (line := await self.line_of(ReminderLine, after=self.query_one(KeyLine))) is not None:
            line.outlook = event.outlook

    @property
    def is_reminded(self) -> bool:
        """Whether this record's client is reminded. For the deriving screen."""
        return True

    def choose_slot(self, slot: str) -> None:
        """Rests the cursor on the first open step of a part of the day. For the deriving screen."""

    def show_state(self) -> None:
        super().show_state()
        if self._meant is not None and self._meant[0] == self.state.view.day:
            slot = self._meant[1]
            self._meant = None
            self.choose_slot(slot)

    def go_to(self, key: ReminderKey) -> None:
        """Opens what a reminder is about."""
        from aftercare.model import reminder_key as keys

        match key:
            case keys.SlotKey(slot=slot, day=day) | keys.MagnetsKey(slot=slot, day=day):
                self._meant = (day, slot)
                self._day = None if day == self.state.view.today else day
                self.read_again()
            case keys.MagnetsOffKey() | keys.ScanKey():
                self.action_magnets()
            case keys.SessionKey():
                self.action_sessions()
            case keys.CheckInKey(day=day):
                self._read_check_in(day)
            case keys.TookPlaceKey(session=session):
                self._ask_about(session)
            case keys.WatchKey():
                self.action_watch()
            case keys.RunOutKey() | keys.UseByKey():
                self.action_shelf()

    def _ask_about(self, session_id: str) -> None:
        from aftercare.screens.session_asked import SessionAsked

        session = self._care.present().sessions.get(session_id)
        if session is not None:
            self.app.push_screen(SessionAsked(session, self._care, self._clock))

    def action_put_away(self) -> None:
        """Puts away the notice that is shown; without one the line that reminders end with the app, and for good."""
        found = self.outlook
        if self.notices or found is None or found.runs or found.installed or not (found.told and found.wanted):
            super().action_put_away()
        else:
            self.call_later(self.run_action, "app.hide_reminder_line")
