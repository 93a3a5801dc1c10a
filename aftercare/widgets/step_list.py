"""The day's slots and steps, drawn by one widget: a widget a row costs the first frame a third."""

from __future__ import annotations

from datetime import tzinfo
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from aftercare.model.check_off import Barred, Done, Held, Missed, Occurrence, Paused, Skipped
from aftercare.model.day_start import DayStarts
from aftercare.model.today import AsNeededStep, DueStep, SlotOfDay, TodayView
from aftercare.widgets.day_lines import (
    Folded,
    FoldedLine,
    LeftOpen,
    LeftOpenLine,
    Line,
    OnWish,
    PanelBottom,
    PanelTop,
    Place,
    SaidLine,
    StepLine,
    WishLine,
    WishTop,
    day_lines,
    first_place,
    place_after,
    place_of,
)
from aftercare.widgets.drawn_text import clipped, filled
from aftercare.widgets.step_cells import Columns, columns_of, count_in_words, step_cells, wish_in_words

#: The cells at the left of a step in which a click ticks: the edge, the cursor's mark and the glyph.
_GLYPH_CELLS = 4
_MARK = "▌"


class StepList(ScrollView, can_focus=True):
    """Shows a `TodayView` and says what a person does with its steps. It changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "answer", "done", id="step.done"),
        Binding("up,k", "move(-1)", "up", show=False, id="step.up"),
        Binding("down,j", "move(1)", "down", show=False, id="step.down"),
        Binding("pageup", "move(-8)", "up a page", show=False),
        Binding("pagedown", "move(8)", "down a page", show=False),
        Binding("home", "move(-1000)", "first", show=False),
        Binding("end", "move(1000)", "last", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "step-list--edge",
        "step-list--now-edge",
        "step-list--now",
        "step-list--quiet",
        "step-list--done",
        "step-list--cursor",
        "step-list--hover",
    }
    DEFAULT_CSS = """
    StepList {
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .step-list--edge { color: $border-blurred; }
        & > .step-list--now-edge { color: $primary; }
        & > .step-list--now { color: $primary; text-style: bold; }
        & > .step-list--quiet { color: $foreground-muted; }
        & > .step-list--done { color: $text-success; }
        & > .step-list--cursor { background: $panel; }
        & > .step-list--hover { background: $surface; }
    }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None, init=False)
    when_empty: reactive[str] = reactive("Nothing is due today.", init=False)
    place: reactive[Place | None] = reactive(None, init=False)
    _hovered: reactive[int | None] = reactive(None, init=False)

    class Ticked(Message):
        """The person says that this step is done."""

        def __init__(self, due: DueStep) -> None:
            super().__init__()
            self.due = due

    class Used(Message):
        """The person uses this step, which is there as needed."""

        def __init__(self, step: AsNeededStep) -> None:
            super().__init__()
            self.step = step

    class WantsYesterday(Message):
        """The person wants to go on with yesterday's last slot."""

        def __init__(self, slot: SlotOfDay) -> None:
            super().__init__()
            self.slot = slot

    class Rested(Message):
        """The cursor rests on this step now, or on none."""

        def __init__(self, due: DueStep | None) -> None:
            super().__init__()
            self.due = due

    def __init__(self, view: TodayView, when_empty: str) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._unfolded: frozenset[str] = frozenset()
        self._columns = Columns()
        self._starts = DayStarts()
        self._zone: tzinfo | None = None
        self.set_reactive(StepList.when_empty, when_empty)
        self.set_reactive(StepList.view, view)
        self._lay_out()
        self.set_reactive(StepList.place, first_place(view, self._lines))

    @property
    def chosen(self) -> DueStep | None:
        """The step under the cursor."""
        at = self.place
        if self.view is None or not isinstance(at, Occurrence):
            return None
        return next((due for due in self.view.due if due.occurrence == at), None)

    @property
    def slot_at_cursor(self) -> SlotOfDay | None:
        """The part of the day in which the cursor rests."""
        at = self.place
        if self.view is None or not isinstance(at, Occurrence | Folded):
            return None
        return next((each for each in self.view.slots if each.slot.id == at.slot), None)

    @property
    def wished(self) -> AsNeededStep | None:
        """The step as needed under the cursor."""
        at = self.place
        if self.view is None or not isinstance(at, OnWish):
            return None
        return next((each for each in self.view.as_needed if each.step.id == at.step), None)

    def choose_slot(self, slot: str) -> None:
        """Rests the cursor on the first open step of the slot `slot`, opened where it is folded."""
        if self.view is None:
            return
        self._unfolded |= {slot}
        self._lay_out()
        found = next((each for each in self.view.slots if each.slot.id == slot), None)
        if found is not None:
            self.place = next(iter(found.open), found.due[0]).occurrence

    # ---- what is shown

    def watch_view(self, before: TodayView | None, view: TodayView) -> None:
        if before is not None and before.day != view.day:
            self._unfolded = frozenset()
        self._lay_out()
        if before is None or before.day != view.day:
            self.place = first_place(view, self._lines)
            self.scroll_to(y=0, animate=False)
        elif self.place is None or self.place not in {place_of(line) for line in self._lines}:
            self.place = self._near(self.place)
        self.refresh()
        self.post_message(self.Rested(self.chosen))

    def watch_when_empty(self) -> None:
        self._lay_out()
        self.refresh()

    def _near(self, place: Place | None) -> Place | None:
        """A place for the cursor where its own is gone, such as when a slot folded up or was opened."""
        slot = place.slot if isinstance(place, Occurrence | Folded) else ""
        steps = [line.due.occurrence for line in self._lines if isinstance(line, StepLine)]
        folded = Folded(slot)
        if folded in {place_of(line) for line in self._lines}:
            return folded
        assert self.view is not None
        return next((each for each in steps if each.slot == slot), first_place(self.view, self._lines))

    def _lay_out(self) -> None:
        if self.view is None:
            return
        self._lines = day_lines(self.view, self._unfolded, self.when_empty)
        self._columns = columns_of(self.view.due)
        self._starts = self.view.starts
        self._zone = self.view.now.tzinfo
        self.virtual_size = Size(0, len(self._lines))

    # ---- the cursor

    def watch_place(self) -> None:
        at = self._row
        if at is not None and self.is_mounted:
            above = 1 if at and isinstance(self._lines[at - 1], PanelTop) else 0
            self.scroll_to_region(Region(0, at - above, 1, 2 + above), animate=False, force=True)
        self.refresh()
        self.post_message(self.Rested(self.chosen))

    @property
    def _row(self) -> int | None:
        if self.place is None:
            return None
        return next((row for row, line in enumerate(self._lines) if place_of(line) == self.place), None)

    def action_move(self, by: int) -> None:
        """Moves the cursor by so many steps; at an end it stays."""
        places = [place for line in self._lines if (place := place_of(line)) is not None]
        if places:
            at = places.index(self.place) if self.place in places else 0
            self.place = places[max(0, min(len(places) - 1, at + by))]

    def action_answer(self) -> None:
        """Says that the chosen step is done, or opens the folded slot under the cursor."""
        if isinstance(self.place, Folded):
            self._unfold(self.place)
        elif isinstance(self.place, LeftOpen) and self.view is not None and self.view.left_open is not None:
            self.post_message(self.WantsYesterday(self.view.left_open))
        elif (wished := self.wished) is not None:
            self.post_message(self.Used(wished))
        elif (due := self.chosen) is not None:
            if self.view is not None and not isinstance(due.state, Done):
                self.place = place_after(self.view, due.occurrence)
            self.post_message(self.Ticked(due))

    def _unfold(self, folded: Folded) -> None:
        self._unfolded |= {folded.slot}
        self._lay_out()
        self.place = self._near(folded)

    # ---- the mouse

    def _row_at(self, event: events.MouseEvent) -> int:
        return event.y + round(self.scroll_y)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        row = self._row_at(event)
        can_rest = row < len(self._lines) and place_of(self._lines[row]) is not None
        self._hovered = row if can_rest else None

    def on_leave(self) -> None:
        self._hovered = None

    def on_click(self, event: events.Click) -> None:
        row = self._row_at(event)
        place = place_of(self._lines[row]) if row < len(self._lines) else None
        if place is None:
            return
        on_glyph = event.x < _GLYPH_CELLS
        if isinstance(place, Folded):
            self._unfold(place)
        elif event.chain == 1 or not on_glyph:
            self.place = place
            if on_glyph or event.chain == 2:
                self.action_answer()

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        row = y + round(self.scroll_y)
        if row >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[row]
        match line:
            case PanelTop():
                segments = self._panel_top(line, width)
            case PanelBottom(current=current):
                segments = [("╰" + "─" * (width - 2) + "╯", self._edge(current))]
            case StepLine():
                segments = self._step(line, width, chosen=place_of(line) == self.place, hovered=row == self._hovered)
            case FoldedLine():
                segments = self._folded(line, width, chosen=place_of(line) == self.place, hovered=row == self._hovered)
            case WishTop():
                segments = self._titled("As needed", "", width)
            case WishLine():
                segments = self._wish(line, width, chosen=place_of(line) == self.place, hovered=row == self._hovered)
            case LeftOpenLine():
                segments = self._left(line, width, chosen=place_of(line) == self.place, hovered=row == self._hovered)
            case SaidLine(text=text):
                segments = [(clipped(text, width - 4).center(width), self._look("quiet"))]
        return Strip([Segment(text, base + style) for text, style in segments if text]).adjust_cell_length(width, base)

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"step-list--{name}", partial=True)

    def _edge(self, current: bool) -> Style:
        return self._look("now-edge" if current else "edge")

    def _bar(self, *, chosen: bool, hovered: bool) -> Style:
        if chosen:
            return self._look("cursor")
        return self._look("hover") if hovered else Style()

    def _panel_top(self, line: PanelTop, width: int) -> list[tuple[str, Style]]:
        edge, title = self._edge(line.current), self._look("now") if line.current else Style()
        count = f" {count_in_words(line.slot)} "
        name = f" {clipped(line.slot.slot.name, width - cell_len(count) - 14)} "
        time = f"{line.slot.slot.at:%H:%M} "
        rule = "─" * (width - 4 - cell_len(name) - cell_len(time) - cell_len(count))
        return [
            ("╭─", edge),
            (name, title),
            (time, self._look("quiet")),
            (rule, edge),
            (count, title),
            ("─╮", edge),
        ]

    def _titled(self, name: str, end: str, width: int) -> list[tuple[str, Style]]:
        edge = self._edge(False)
        rule = "─" * (width - 6 - cell_len(name) - cell_len(end))
        return [("╭─", edge), (f" {name} ", Style()), (rule + end, edge), ("─╮", edge)]

    def _wish(self, line: WishLine, width: int, *, chosen: bool, hovered: bool) -> list[tuple[str, Style]]:
        assert self.view is not None
        bar, edge, quiet = self._bar(chosen=chosen, hovered=hovered), self._edge(False), self._look("quiet")
        words = wish_in_words(line.step, self.view.now)
        amount = line.step.step.amount or (line.step.product.amount if line.step.product else "")
        room = width - 6 - cell_len(words) - 2
        name = clipped(line.step.step.name, room)
        rest = room - cell_len(name)
        return [
            ("│", edge),
            (_MARK if chosen else " ", bar + self._look("now")),
            ("⊘ " if line.step.floor else "‖ " if line.step.pause or line.step.held else "◦ ", bar),
            (name, bar),
            (filled(f"  {amount}" if amount else "", rest), bar + quiet),
            (f"  {words}", bar + quiet),
            (" ", bar),
            ("│", edge),
        ]

    def _left(self, line: LeftOpenLine, width: int, *, chosen: bool, hovered: bool) -> list[tuple[str, Style]]:
        bar = self._bar(chosen=chosen, hovered=hovered)
        count = f"{len(line.slot.open)} open "
        name = clipped(f"Yesterday, {line.slot.slot.name.lower()}", width - cell_len(count) - 8)
        quiet = bar + self._look("quiet")
        return [
            (" ", Style()),
            (_MARK if chosen else " ", bar + self._look("now")),
            ("◂ ", quiet),
            (filled(name, width - 6 - cell_len(count)), quiet),
            (count, quiet),
            (" ", bar),
        ]

    def _folded(self, line: FoldedLine, width: int, *, chosen: bool, hovered: bool) -> list[tuple[str, Style]]:
        bar = self._bar(chosen=chosen, hovered=hovered)
        count = f"{count_in_words(line.slot)} "
        name = clipped(line.slot.slot.name, width - cell_len(count) - 16)
        text = filled(f"{name} {line.slot.slot.at:%H:%M}", width - 6 - cell_len(count))
        quiet = bar + self._look("quiet")
        return [
            (" ", Style()),
            (_MARK if chosen else " ", bar + self._look("now")),
            ("▸ ", quiet),
            (text, quiet),
            (count, quiet),
            (" ", bar),
        ]

    def _step(self, line: StepLine, width: int, *, chosen: bool, hovered: bool) -> list[tuple[str, Style]]:
        bar, edge = self._bar(chosen=chosen, hovered=hovered), self._edge(line.current)
        glyph, text = self._glyph(line)
        name, middle, end = step_cells(line, width - 6, self._columns, self._starts, self._zone)
        return [
            ("│", edge),
            (_MARK if chosen else " ", bar + self._look("now")),
            (f"{glyph} ", bar + (self._look("done") if glyph == "✓" else text)),
            (name, bar + text),
            (middle, bar + (self._look("quiet") if not line.next else Style())),
            (end, bar + (text if line.next else self._look("quiet"))),
            (" ", bar),
            ("│", edge),
        ]

    def _glyph(self, line: StepLine) -> tuple[str, Style]:
        match line.due.state:
            case Done():
                return "✓", self._look("quiet")
            case Skipped():
                return "–", self._look("quiet")
            case Missed():
                return "○", self._look("quiet")
            case Held() | Paused():
                return "‖", self._look("quiet")
            case Barred():
                return "⊘", self._look("quiet")
        return ("›", self._look("now")) if line.next else ("·", Style())
