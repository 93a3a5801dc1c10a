"""What a check-in asks, a line a rating, with how it was last time. One drawn widget: it scrolls to its cursor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.check_in_form import AskedSubject, Ghost
from aftercare.model.filling import Filling
from aftercare.model.rating import How
from aftercare.model.scale import value_words
from aftercare.model.words import short_day
from aftercare.model.zone import side_first
from aftercare.widgets.drawn_text import clipped, filled

_Part = tuple[str, str]
#: The cells of a value, and of how it was last time.
_VALUE, _BEFORE = 5, 12
_DAY = timedelta(days=1)


class _Line(Struct, frozen=True):
    """A line: a measure above its zones, where `at` is None, or something to rate."""

    words: str
    at: int | None = None
    asked: AskedSubject | None = None


class RatingList(Widget, can_focus=True):
    """Draws a `Filling` and says where the person moves the cursor. It changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False, id="ratings.up"),
        Binding("down,j", "move(1)", "down", show=False, id="ratings.down"),
        Binding("home", "move(-1000)", "first", show=False, id="ratings.first"),
        Binding("end", "move(1000)", "last", show=False, id="ratings.last"),
    ]
    DEFAULT_CSS = """
    RatingList { height: auto; padding: 0 1; }
    """
    ALLOW_SELECT = False

    filling: reactive[Filling | None] = reactive(None, init=False, layout=True)

    @dataclass
    class Moved(Message):
        """The cursor is to go so many lines on."""

        by: int

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.set_reactive(RatingList.filling, filling)
        self._top = 0

    def action_move(self, by: int) -> None:
        """Asks for the cursor to go so many lines on."""
        self.post_message(self.Moved(by))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        filling = self.filling
        if at is None or filling is None:
            return
        lines = _lines(filling)
        if 0 <= self._top + at.y < len(lines) and (place := lines[self._top + at.y].at) is not None:
            self.post_message(self.Moved(place - filling.at))

    def on_mouse_scroll_down(self) -> None:
        self.action_move(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_move(-1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(3, len(_lines(self.filling))) if self.filling is not None else 3

    def render(self) -> Content:
        filling = self.filling
        lines = _lines(filling) if filling is not None else []
        if filling is None or not lines:
            return Content("Nothing is asked: `aftercare measures` chooses what is.")
        height, width = max(1, self.size.height), self.size.width
        cursor = next(at for at, each in enumerate(lines) if each.at == _cursor(filling))
        self._top = min(max(self._top, cursor - height + 1), cursor, max(0, len(lines) - height))
        if self._top and lines[self._top - 1].at is None and cursor < self._top + height - 1:
            # the measure of the first line that is seen is seen too
            self._top -= 1
        parts: list[_Part] = []
        for number, line in enumerate(lines[self._top : self._top + height], self._top):
            if line.asked is None:
                parts.append((filled(f"  {line.words}", width), "$foreground-muted"))
            else:
                parts += _drawn_line(filling, line, line.asked, width, here=number == cursor)
            parts.append(("\n", ""))
        return Content.assemble(*[part for part in parts[:-1] if part[0]])


def _cursor(filling: Filling) -> int:
    return len(filling.subjects) if filling.visited is not None else filling.at


def _lines(filling: Filling) -> list[_Line]:
    """What is asked; zones of one measure that follow each other stand under its name."""
    asked = [*filling.subjects, *([filling.visited] if filling.visited else [])]
    lines: list[_Line] = []
    for at, each in enumerate(asked):
        beside = [asked[at - 1]] if at else []
        beside += asked[at + 1 : at + 2]
        together = each.zone is not None and any(_same_measure(each, other) for other in beside)
        if each.zone is None:
            lines.append(_Line(each.measure.label, at, each))
        elif not together:
            lines.append(_Line(f"{each.measure.label}, {_lower(side_first(each.zone))}", at, each))
        else:
            if not (at and _same_measure(each, asked[at - 1])):
                lines.append(_Line(each.measure.label))
            lines.append(_Line(f"  {_lower(side_first(each.zone))}", at, each))
    return lines


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _same_measure(one: AskedSubject, other: AskedSubject) -> bool:
    return one.measure.id == other.measure.id and one.zone is not None and other.zone is not None


def _drawn_line(filling: Filling, line: _Line, asked: AskedSubject, width: int, *, here: bool) -> list[_Part]:
    rating = filling.rating(asked)
    if rating is None:
        value, look = "·", "$foreground-muted"
    elif rating.how is How.SAME:
        value, look = f"= {value_words(rating.value)}", "$text-primary"
    else:
        value, look = value_words(rating.value), "bold $text-accent"
    room = width - 2 - _VALUE - 2 - _BEFORE
    value = clipped(value, _VALUE)
    return [
        ("▶ " if here else "  ", "bold $primary" if here else ""),
        (filled(line.words, room), "bold" if here else ""),
        (" " * (_VALUE - cell_len(value)) + value, look),
        ("  ", ""),
        (filled(_before(asked.ghost, filling.form.day), _BEFORE), "$foreground-muted"),
    ]


def _before(ghost: Ghost | None, day: date) -> str:
    """How it was last time, and when: "yesterday 5", "Thu 5"."""
    if ghost is None:
        return ""
    when = "today" if ghost.day == day else "yesterday" if ghost.day == day - _DAY else short_day(ghost.day, day)[:3]
    return f"{when} {value_words(ghost.value)}"
