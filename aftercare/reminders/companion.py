"""Reminders beside an open app: what is due is shown in it, and where no service runs the app does the service's tick.

The app never holds the service's lock: a service may start at any time, and several apps may be open. That nothing is
sent twice the ledger decides, between all of them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care import HIDDEN, REMINDER_LINE, Care, Home, machine_settings
from aftercare.errors import AftercareError
from aftercare.model.reminder_key import ReminderKind
from aftercare.reminders.agenda import agenda_of
from aftercare.reminders.delivery import Courier
from aftercare.reminders.inbox import InboxItem, Open, Standing, inbox_of
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import running
from aftercare.reminders.reason_words import told_reason
from aftercare.reminders.reminder import Reminder
from aftercare.reminders.seen import shown_now
from aftercare.reminders.tick import Carrier, Ticking

#: How often it looks where nothing comes sooner: as often as a service.
BEAT = timedelta(seconds=15)

#: Seconds that a message on its way gets when the app closes; then it is cut off, and may have been shown.
GRACE = 0.5
_PAUSE = 0.02

#: What the day shows or asks by itself: the line need not tell of it.
_ON_THE_DAY = frozenset({ReminderKind.SLOT, ReminderKind.TOOK_PLACE, ReminderKind.WATCH})


class Outlook(Struct, frozen=True):
    """What one look found.

    `runs`: a service runs, or the reminders end with the app. `installed`: one is started at login. `told`: the person
    wants to read of it. `wanted`: this client has something to be reminded of at all. `due` is to be shown now; so many
    reminders `waiting` are nowhere else on the day. `unsent` is why the desktop did not take something, while it is
    tried again; `trouble` what else is wrong. `next` is when to look again at the latest.
    """

    runs: bool
    next: datetime
    installed: bool = False
    told: bool = True
    wanted: bool = False
    due: tuple[Reminder, ...] = ()
    waiting: int = 0
    unsent: str = ""
    trouble: str = ""


class Companion:
    """Looks once whenever it is asked to, from a worker of the app. `clock` tells this machine's wall time."""

    def __init__(self, home: Home, clock: Callable[[], datetime], carrier: Carrier | None = None) -> None:
        self._home = home
        self._clock = clock
        self._ledger = Ledger(home.state / FILE_NAME)
        self._courier = Courier(self._ledger, clock=clock)
        self._carrier = carrier or self._courier
        self._ticking: Ticking | None = None
        self._since = clock()
        self._installed: bool | None = None
        self._looking = threading.Lock()
        self._stopped = False

    def look(self, care: Care | None) -> Outlook:
        """Ticks where no service runs, and tells what there is for the client whose record is open. Never raises."""
        with self._looking:
            now = self._clock()
            if self._stopped:
                return Outlook(runs=True, next=now + BEAT)
            troubles: list[str] = []
            runs, coming = self._ticked(troubles)
            found = Outlook(runs, now + BEAT, self._is_installed(runs), self._is_told())
            if care is not None:
                try:
                    found = self._of_client(found, care)
                except AftercareError as error:
                    troubles.append(str(error))
            # what waits longest for a mend is told first
            soonest = min((found.next, *(each for each in coming if each > now)))
            return replace(found, next=soonest, trouble=troubles[0] if troubles else "")

    def anew(self) -> None:
        """Something was installed or taken away: what was known of that is looked up again."""
        self._installed = None

    def stop(self) -> None:
        """Ends what is being sent, once it had a little time. Nothing begins after that. May be called twice."""
        self._stopped = True
        if self._ticking is not None:
            self._ticking.stop()
        until = time.monotonic() + GRACE
        while not self._looking.acquire(timeout=_PAUSE):
            if time.monotonic() > until:
                self._courier.cut_off()
        self._looking.release()

    def _ticked(self, troubles: list[str]) -> tuple[bool, list[datetime]]:
        """Whether a service runs; if none does, its tick is done here. And when something comes next."""
        try:
            if running(self._home) is not None:
                self._ticking = None
                return True, []
        except AftercareError as error:
            troubles.append(str(error))
            return False, []
        if self._ticking is None:
            self._ticking = Ticking(self._home, self._ledger, self._carrier, self._clock)
            if self._stopped:
                self._ticking.stop()
        happened = self._ticking.tick()
        troubles += [f"{each.client}: {each.error}" if each.client else str(each.error) for each in happened.troubles]
        return False, [each.at for each in happened.coming]

    def _is_installed(self, runs: bool) -> bool:
        if runs:
            self._installed = None
            return True
        if self._installed is None:
            from aftercare.reminders.autostart import look

            self._installed = False
            with suppress(AftercareError):
                self._installed = look(self._home).installed
        return self._installed

    def _is_told(self) -> bool:
        with suppress(AftercareError):
            return next(each.value for each in machine_settings(self._home) if each.name == REMINDER_LINE) != HIDDEN
        return True

    def _of_client(self, found: Outlook, care: Care) -> Outlook:
        """`found` with what there is for this client. Raises what the record and the ledger raise."""
        now, client = self._clock(), care.folder.name
        care.follow()
        agenda = agenda_of(care, now)
        # what was due before the app was opened is on the day and in the inbox: nothing pops up at its start
        due = tuple(
            each
            for each in agenda
            if each.is_due(now) and each.due > self._since and shown_now(self._ledger, client, each, now)
        )
        items = [each for each in inbox_of(care, self._ledger, now) if each.open is Open.OPEN]
        unsent = next((told_reason(each.reason) for each in items if each.standing is Standing.NOT_SENT), "")
        coming = min((each.due for each in agenda if each.due > now and not each.lapses), default=found.next)
        return replace(
            found,
            next=min(found.next, coming),
            wanted=bool(agenda),
            due=due,
            waiting=sum(_waits(each) for each in items),
            unsent=unsent,
        )


def _waits(item: InboxItem) -> bool:
    return item.standing is not Standing.PUT_OFF and item.kind not in _ON_THE_DAY
