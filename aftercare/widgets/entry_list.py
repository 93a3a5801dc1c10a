"""The entries of the journal, a line each. Only the lines that are seen are drawn: it may hold any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from aftercare.model.journal import Entry
from aftercare.widgets.entry_lines import EntryRow, Listed, Piece, entry_rows, row_pieces
from aftercare.widgets.steady_scroll import SteadyScroll

_MARK = "▌"
#: So few lines before an end of what is there, more is asked for.
_NEAR = 40

#: What stands in a line: whether it is the chosen one, and its pieces.
_Line = tuple[bool, list[Piece]]


class EntryList(SteadyScroll, can_focus=True):
    """Shows a `Listed` and says which entry is chosen. It changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", show=False, id="entries.open"),
        Binding("up,k", "move(-1)", "up", show=False, id="entries.up"),
        Binding("down,j", "move(1)", "down", show=False, id="entries.down"),
        Binding("pageup", "page(-1)", "up a page", show=False),
        Binding("pagedown", "page(1)", "down a page", show=False),
        Binding("home", "edge(True)", "the newest", show=False, id="entries.newest"),
        Binding("end", "edge(False)", "the oldest", show=False, id="entries.oldest"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "entry-list--heading",
        "entry-list--kind",
        "entry-list--quiet",
        "entry-list--hit",
        "entry-list--cursor",
        "entry-list--mark",
    }
    DEFAULT_CSS = """
    EntryList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .entry-list--heading { color: $primary; text-style: bold; }
        & > .entry-list--kind { color: $text-accent; }
        & > .entry-list--quiet { color: $foreground-muted; }
        & > .entry-list--hit { text-style: bold underline; }
        & > .entry-list--cursor { background: $panel; }
        & > .entry-list--mark { color: $primary; }
    }
    """
    ALLOW_SELECT = False

    at: reactive[int | None] = reactive(None, init=False)

    @dataclass
    class Rested(Message):
        """The person moved the cursor to this entry."""

        entry: Entry

    @dataclass
    class Opened(Message):
        """The person wants to see all of this entry."""

        entry: Entry

    @dataclass
    class NearEnd(Message):
        """The cursor, or what is seen, is near an end of what is there: the `older` one, or the newer."""

        older: bool

    @dataclass
    class EdgeWanted(Message):
        """The person wants to go to the `newest` entry, or to the oldest."""

        newest: bool

    def __init__(self) -> None:
        super().__init__()
        self.listed: Listed | None = None
        self._rows: tuple[EntryRow, ...] = ()
        self._width, self._base = 0, Style()
        self._looks: dict[tuple[str, bool], Style] = {}
        #: The lines as they stand there, each by its place.
        self._painted: dict[int, _Line | None] = {}

    # ---- what is shown

    @property
    def chosen(self) -> Entry | None:
        """The entry under the cursor."""
        at = self.at
        return self._rows[at].entry if at is not None and at < len(self._rows) else None

    def show(self, listed: Listed, chosen: str | None = None, near: date | None = None) -> None:
        """Shows `listed`. The cursor goes to the entry `chosen` where it is there, which stays where it was seen.

        Where that is gone, the next one takes its place, or the one before. Else the cursor goes to the first entry of
        the day `near` or before it.
        """
        height = self.at - round(self.scroll_y) if self.at is not None else 0
        before = self._rows
        self.listed = listed
        self._rows = entry_rows(listed)
        self.hold(len(self._rows))
        at = self._row_of(chosen)
        kept = at = self._row_of_neighbour(before, chosen) if at is None else at
        if at is None:
            at = self._row_near(near)
            height = 1
        self.set_reactive(EntryList.at, at)
        if at is not None:
            top = max(0, min(at - height, len(self._rows) - self.size.height))
            self.scroll_to(y=top, animate=False, force=True)
        if kept is None:
            # who scrolled away from the chosen one looks at something else
            self._keep_seen()
        # what comes in beyond what is seen changes nothing there
        if any(self._painted.get(y) != self._line(y) for y in range(self.size.height)):
            self.refresh()

    def _row_of(self, entry_id: str | None) -> int | None:
        if entry_id is None:
            return None
        return next((at for at, row in enumerate(self._rows) if row.entry and row.entry.id == entry_id), None)

    def _row_of_neighbour(self, before: Sequence[EntryRow], gone: str | None) -> int | None:
        """Where what came after the entry `gone` in the rows `before` stands now, or what came before it."""
        ids = [row.entry.id for row in before if row.entry is not None] if gone is not None else []
        if gone is None or gone not in ids:
            return None
        at, rows = ids.index(gone), {row.entry.id: at for at, row in enumerate(self._rows) if row.entry is not None}
        return next((rows[each] for each in (*ids[at + 1 :], *reversed(ids[:at])) if each in rows), None)

    def _row_near(self, day: date | None) -> int | None:
        places = [at for at, row in enumerate(self._rows) if row.entry is not None]
        found = (at for at in places if day is None or self._rows[at].day <= day)
        return next(found, places[-1] if places else None)

    # ---- the cursor

    def watch_at(self, before: int | None, now: int | None) -> None:
        self._keep_seen()
        # where that scrolled, all of it is drawn anyhow
        for row in (before, now):
            if row is not None:
                self.refresh_line(row)
        if self.chosen is not None:
            self.post_message(self.Rested(self.chosen))

    def _keep_seen(self) -> None:
        at = self.at
        if at is not None and self.is_mounted:
            above = 1 if at and self._rows[at - 1].entry is None else 0
            self.scroll_to_region(Region(0, at - above, 1, 1 + above), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self._rows and new_value > old_value:
            self._look_near(round(new_value) + self.size.height)
        elif self._rows and new_value < old_value:
            self._look_near(round(new_value))

    def _look_near(self, row: int) -> None:
        if row >= len(self._rows) - _NEAR:
            self.post_message(self.NearEnd(older=True))
        if row <= _NEAR:
            self.post_message(self.NearEnd(older=False))

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many entries; at an end it stays."""
        at = self.at
        if at is None:
            return
        step = 1 if by > 0 else -1
        for _ in range(abs(by)):
            to = at + step
            while 0 <= to < len(self._rows) and self._rows[to].entry is None:
                to += step
            if not 0 <= to < len(self._rows):
                break
            at = to
        self.at = at
        self._look_near(at)

    def action_page(self, by: int) -> None:
        """Moves the cursor by as many entries as are seen at once."""
        self.action_move(by * max(1, self.size.height - 2))

    def action_edge(self, newest: bool) -> None:
        """Asks for the newest entry, or the oldest."""
        self.post_message(self.EdgeWanted(newest))

    def action_open(self) -> None:
        """Asks for all of the chosen entry."""
        if self.chosen is not None:
            self.post_message(self.Opened(self.chosen))

    # ---- the mouse

    def on_click(self, event: events.Click) -> None:
        row = event.y + round(self.scroll_y)
        if row < len(self._rows) and self._rows[row].entry is not None:
            self.at = row
            if event.chain == 2:
                self.action_open()

    # ---- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        # the same for all lines that are drawn at once
        self._width, self._base = self.scrollable_content_region.width, self.rich_style
        self._looks.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        line = self._painted[y] = self._line(y)
        if line is None:
            return Strip.blank(self._width, self._look("", False))
        chosen, pieces = line
        segments = [Segment(text, self._look(what, chosen)) for text, what in pieces]
        return Strip(segments).adjust_cell_length(self._width, self._look("", chosen))

    def _line(self, y: int) -> _Line | None:
        """What stands in a line that is seen; None below the last one."""
        number = y + round(self.scroll_y)
        if number >= len(self._rows) or self.listed is None:
            return None
        chosen, row = number == self.at, self._rows[number]
        indent = " " if row.entry is not None else ""
        pieces = row_pieces(row, self.listed, self._width - 1 - len(indent))
        return chosen, [(_MARK if chosen else " ", "mark"), (indent, ""), *pieces]

    def _look(self, name: str, chosen: bool) -> Style:
        """How a piece looks, in a line that may be the chosen one."""
        found = self._looks.get((name, chosen))
        if found is None:
            found = self._base + self._partial("cursor" if chosen else "") + self._partial(name)
            self._looks[name, chosen] = found
        return found

    def _partial(self, name: str) -> Style:
        return self.get_component_rich_style(f"entry-list--{name}", partial=True) if name else Style()
