"""A screen that tells nothing: one key covers whatever is open, and any key brings it back exactly as it was.

Nothing of the application changes while it is covered: screens, fields and workers go on, and only what would be drawn
does not reach the terminal. So it stands there at once, and nothing typed or under way can be lost by it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.console import RenderableType
from textual import events
from textual.binding import Binding, BindingType
from textual.notifications import Notification, SeverityLevel
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget

from aftercare.dressed import DressedApp

#: What a terminal's window is called while the program runs.
NEUTRAL_TITLE = "Terminal"

_RIGHT_BUTTON = 3


class CoveredApp(DressedApp):
    """Covers itself: by a key, a click with the right button, or the palette. For the application to derive from."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f8,ctrl+l", "cover", "cover the screen", id="app.cover", priority=True),
    ]

    _clock: Callable[[], datetime]
    _covering: Timer | None = None
    _releasing = False

    @property
    def is_covered(self) -> bool:
        """Whether the terminal shows the neutral screen."""
        return self._covering is not None

    def action_cover(self) -> None:
        """Covers the screen at once."""
        if self._covering is not None:
            return
        self._held: list[Notification] = []
        self._said = list(self._notifications)
        self._covering = self.set_interval(1, self._draw_cover)
        self._shown_cover = ""
        self._draw_cover()
        self._forgotten = self._forget_pictures()

    def _forget_pictures(self) -> tuple[Widget, ...]:
        """Has the terminal forget the photos that it was sent. Where none was looked at there is nothing to load."""
        if "textual_image" not in sys.modules or self._driver is None:
            return ()
        from aftercare.widgets.photo_picture import forgetting, pictures_sent

        sent = {number: each for screen in self.screen_stack for number, each in pictures_sent(screen).items()}
        self._driver.write(forgetting(sent))
        self._driver.flush()
        return tuple(sent.values())

    def uncover(self) -> None:
        """Brings back what was there, and what was to be said meanwhile."""
        if self._covering is None:
            return
        self._covering.stop()
        self._covering = None
        for picture in self._forgotten:
            picture.refresh()
        self.refresh(layout=True)
        still = {each.identity for each in self._notifications}
        for each in (*(one for one in self._said if one.identity not in still), *self._held):
            super().notify(
                each.message, title=each.title, severity=each.severity, timeout=each.timeout, markup=each.markup
            )

    # ---- what reaches the terminal

    def _draw_cover(self) -> None:
        """A clock in the terminal's own colours; it is drawn anew when the minute or the size has changed."""
        cover = cover_drawn(self._clock(), self.size.width, self.size.height)
        if cover != self._shown_cover and self._driver is not None:
            self._shown_cover = cover
            self._driver.write(cover)
            self._driver.flush()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self._covering is not None:
            self.post_display_hook()
            return
        super()._display(screen, renderable)

    def bell(self) -> None:
        """Rings, unless the screen is covered."""
        if self._covering is None:
            super().bell()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Says it; while the screen is covered it is held back until it no longer is."""
        if self._covering is None:
            super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)
            return
        lasts = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self._held.append(Notification(message, title, severity, lasts, markup=markup))

    # ---- what comes from the terminal

    async def on_event(self, event: events.Event) -> None:
        """Keeps keys and clicks from what is covered: the first of them brings it back, and does nothing else."""
        if self._covering is not None:
            if isinstance(event, events.Key | events.MouseDown):
                self._releasing = isinstance(event, events.MouseDown)
                self.uncover()
            elif isinstance(event, events.Resize):
                await super().on_event(event)
                self._shown_cover = ""
                self.call_later(self._draw_cover)
            elif not isinstance(event, events.InputEvent | events.Paste):
                await super().on_event(event)
        elif isinstance(event, events.MouseUp) and self._releasing:
            self._releasing = False
        elif isinstance(event, events.MouseDown) and event.button == _RIGHT_BUTTON and not event.is_forwarded:
            self.action_cover()
        else:
            await super().on_event(event)


def cover_drawn(now: datetime, width: int, height: int) -> str:
    """What a terminal of this size is given for a neutral screen: its own colours, and the time in the middle."""
    from textual.renderables.digits import DIGITS, DIGITS3X3

    rows = ["", "", ""]
    for sign in f"{now:%H:%M}":
        place = DIGITS.index(sign) * 3
        for number in range(3):
            rows[number] += DIGITS3X3[place + number].ljust(3)
    if not (sys.__stdout__ and (sys.__stdout__.encoding or "").lower().startswith("utf")):
        rows = [f"{now:%H:%M}"]
    top, left = max(1, (height - len(rows)) // 2 + 1), max(1, (width - len(rows[0])) // 2 + 1)
    # not every terminal takes sixels away with the screen that it clears: each cell is written over
    blank = "".join(f"\x1b[{number};1H{' ' * width}" for number in range(1, height + 1))
    lines = "".join(f"\x1b[{top + number};{left}H{row}" for number, row in enumerate(rows))
    # shown at once, also where the terminal draws in several goes
    return f"\x1b[?2026h\x1b[0m\x1b[2J{blank}{lines}\x1b[?2026l"
