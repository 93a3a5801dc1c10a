"""Whether reminders arrive, link by link, with what to do: what `aftercare doctor` tells."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from aftercare.care import Home
from aftercare.reminders.doctor import GLYPHS, TITLES, Diagnosis, Line, Verdict, examined
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.widgets.drawn_text import drawn

_COLOURS = {Verdict.FINE: "$text-success", Verdict.LOOK: "$text-warning", Verdict.BROKEN: "$text-error"}


class DoctorSheet(ReadingSheet):
    """Looks in a worker, as it may take a few seconds; it sends nothing and changes nothing."""

    CSS_PATH = "doctor_sheet.tcss"

    class Examined(Message):
        """A worker has looked at everything."""

        def __init__(self, found: Diagnosis) -> None:
            super().__init__()
            self.found = found

    def __init__(self, home: Home, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._home = home
        self._clock = clock

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Do reminders arrive?")
            with VerticalScroll():
                yield Static("Looking at every link from the record to the desktop …", id="found", markup=False)
            yield self.keys()

    def on_mount(self) -> None:
        super().on_mount()
        self._examine()

    @work(thread=True, group="examine", exclusive=True)
    def _examine(self) -> None:
        self.post_message(self.Examined(examined(self._home, self._clock)))

    @on(Examined)
    async def _show(self, event: Examined) -> None:
        self.query_one("#found", Static).update(drawn(event.found.words))
        await self.query_one(VerticalScroll).mount_all(_LinkRow(line) for line in event.found.lines)


class _LinkRow(Horizontal):
    """One link: its sign and title, and beside them what was found and what to do."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    def compose(self) -> ComposeResult:
        line, look = self._line, _COLOURS[self._line.verdict]
        amiss = "" if line.verdict is Verdict.FINE else f" ({line.verdict.value})"
        to_do = f"\n→ {drawn(line.to_do)}" if line.to_do else ""
        title = Content.assemble((f"{GLYPHS[line.verdict]} ", look), (TITLES[line.link], "bold"))
        yield Static(title, classes="link")
        yield Static(Content.assemble(drawn(line.found), (amiss, look), (to_do, look)), classes="told")
