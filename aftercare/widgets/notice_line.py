"""What has to be said about the record itself, as one calm line that can be put away."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.notice import (
    LateSigns,
    MachineElsewhere,
    MagnetsBeforeScan,
    MagnetsMissing,
    Notice,
    SessionAsked,
    SeveralVersions,
    ZoneUnknown,
)
from aftercare.widgets.drawn_text import clipped, fitted

_AWAY = "x puts it away"
_MOST_LINES = 3
#: The notices that a click follows.
_LEADS_ON = (
    SeveralVersions | SessionAsked | MachineElsewhere | ZoneUnknown | LateSigns | MagnetsBeforeScan | MagnetsMissing
)


class NoticeLine(Widget):
    """Shows the first of its notices; takes no room without any."""

    DEFAULT_CSS = """
    NoticeLine {
        display: none;
        height: auto;
        max-height: 3;
        padding: 0 2;
        background: $surface;
        color: $text-warning;
        &.-said { display: block; }
    }
    """
    ALLOW_SELECT = False

    notices: reactive[tuple[Notice, ...]] = reactive((), init=False, layout=True)

    class PutAway(Message):
        """The person has read this notice."""

        def __init__(self, notice: Notice) -> None:
            super().__init__()
            self.notice = notice

    class Followed(Message):
        """The person clicked on this notice."""

        def __init__(self, notice: Notice) -> None:
            super().__init__()
            self.notice = notice

    def __init__(self, notices: tuple[Notice, ...] = ()) -> None:
        super().__init__(classes="-said" if notices else "")
        self.set_reactive(NoticeLine.notices, notices)

    def watch_notices(self, notices: tuple[Notice, ...]) -> None:
        self.set_class(bool(notices), "-said")

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n".join(self._lines(self.size.width)))

    def _lines(self, width: int) -> list[str]:
        if not self.notices:
            return []
        more = f" ({len(self.notices) - 1} more)" if len(self.notices) > 1 else ""
        lines, away = fitted(f"! {self.notices[0].sentence}{more}", width, _MOST_LINES), f"· {_AWAY}"
        # that it can be put away is not broken between two lines, nor cut off: it is clicked
        if cell_len(lines[-1]) + 1 + len(away) > width and len(lines) < _MOST_LINES:
            return [*lines, away]
        return [*lines[:-1], f"{clipped(lines[-1], width - len(away) - 1)} {away}"]

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        lines = self._lines(self.size.width)
        if at is None or not lines:
            return
        on_away = at.y == len(lines) - 1 and at.x >= len(lines[-1]) - len(_AWAY)
        followed = isinstance(self.notices[0], _LEADS_ON) and not on_away
        self.post_message(self.Followed(self.notices[0]) if followed else self.PutAway(self.notices[0]))
