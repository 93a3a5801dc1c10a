"""What a point went through, day by day, beside how its zone was rated around these days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from aftercare.errors import AftercareError
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.point_history import PointDay
from aftercare.model.point_history_words import NO_ZONE, NOTHING_YET, SIDE_BY_SIDE, day_lines, rated_words
from aftercare.model.words import short_day
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import clipped, drawn

_NAME = 60


class PointHistorySheet(ReadingSheet):
    """Shows what `read` finds of `place`; it changes nothing."""

    CSS_PATH = "point_history_sheet.tcss"

    def __init__(
        self, place: MagnetPlace, read: Callable[[], Sequence[PointDay]], clock: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._place = place
        self._read_days = read
        self._clock = clock

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(clipped(self._place.name, _NAME))
            yield Static(SIDE_BY_SIDE if self._place.zone is not None else NO_ZONE, classes="quiet", markup=False)
            with VerticalScroll():
                yield Static("", id="days", markup=False)
            yield self.keys()

    def on_mount(self) -> None:
        super().on_mount()
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        try:
            days, today = self._read_days(), self._clock().date()
        except AftercareError as error:
            self.app.call_from_thread(self._show, drawn(str(error)))
            return
        parts = []
        for each in days:
            lines = [f"  {drawn(line)}" for line in day_lines(each)]
            lines += [f"         {drawn(rated_words(one))}" for one in each.rated]
            parts.append("\n".join((short_day(each.day, today), *lines)))
        self.app.call_from_thread(self._show, "\n\n".join(parts) or NOTHING_YET)

    def _show(self, text: str) -> None:
        if still_open(self):
            self.query_one("#days", Static).update(text)
