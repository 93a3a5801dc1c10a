"""What stands beside the day on a wide screen: what comes up, what to leave out, the therapist, the day's notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.routine import Practitioner
from aftercare.model.today import TodayView
from aftercare.model.words import days_away, short_day
from aftercare.widgets.day_words import course_in_words, next_number_in_words, note_in_words, session_in_words
from aftercare.widgets.drawn_text import clipped, filled, fitted

if TYPE_CHECKING:
    from aftercare.model.recent_ratings import MeasureLine

_Part = tuple[str, str]
#: How many of the steps that come back are told; `l` tells all.
_RETURNS = 3
#: How much of what is done before a session is told; `a` tells all.
_PREPARED = 3
#: How many measures are told.
_MEASURES = 6


class DayAside(Widget):
    """Draws them as panels, one under the other."""

    DEFAULT_CSS = """
    DayAside { width: 38; padding: 0 1 0 0; }
    """
    ALLOW_SELECT = False

    view: reactive[TodayView | None] = reactive(None, init=False)
    #: The last 14 days of what the client watches; they are read after the first frame.
    lines: reactive[tuple[MeasureLine, ...]] = reactive((), init=False)

    def __init__(self, view: TodayView) -> None:
        super().__init__()
        self.set_reactive(DayAside.view, view)

    def render(self) -> Content:
        view, width = self.view, self.size.width
        if view is None or width < 10:
            return Content("")
        panels = [("Your skin, 14 days", _skin(self.lines, width - 4))] if self.lines else []
        panels.append(("Coming up", _coming(view, width - 4)))
        if view.after is not None or view.elsewhere:
            title = "Leave out" if view.after is not None else "Had elsewhere"
            panels.append((title, _leave_out(view, width - 4, self._room_under(panels))))
        if view.practitioner is not None and (room := self._room_under(panels)) > 0:
            panels.append(("Your therapist", _reach(view.practitioner, width - 4)[:room]))
        if view.notes and (room := self._room_under(panels)) > 0:
            panels.append(("Notes", _notes(view, width - 4, room)))
        parts = [part for title, lines in panels for part in _panel(title, lines, width)]
        return Content.assemble(*[part for part in parts if part[0]])

    def _room_under(self, panels: list[tuple[str, list[_Part]]]) -> int:
        """The lines that one more panel may have: one that is cut off by the edge would look like all of it."""
        return self.size.height - sum(len(lines) + 2 for _, lines in panels) - 2


def _skin(lines: tuple[MeasureLine, ...], width: int) -> list[_Part]:
    from aftercare.model.recent_ratings import last_words, line_name, spark_words

    last = [last_words(line) for line in lines[:_MEASURES]]
    room = max(6, width - len(lines[0].values) - 2 - max(map(len, last)) - 1)
    return [
        (f"{filled(line_name(line), room)} {spark_words(line)}  {words}", "")
        for line, words in zip(lines, last, strict=False)
    ]


def _coming(view: TodayView, width: int) -> list[_Part]:
    session, review = view.next_session, view.review
    lines: list[_Part] = [(line, "$foreground-muted") for line in fitted("No session is planned.", width, 2)]
    if session is not None:
        number = next_number_in_words(view)
        lines = [
            (session_in_words(session, view.today), "bold"),
            *[(line, "") for line in fitted(session.kind, width, 3)],
            *([(clipped(number, width), "")] if number else []),
            (days_away(session.at.date(), view.today), "$foreground-muted"),
            *_before_it(view, width),
        ]
    elif view.course is not None:
        lines += [(line, "") for line in fitted(course_in_words(view), width, 2)]
    if view.returns:
        from aftercare.model.after_words import return_words

        lines.append(("", ""))
        lines += [
            (line, "") for each in view.returns[:_RETURNS] for line in fitted(return_words(each, view.now), width, 2)
        ]
        if len(view.returns) > _RETURNS:
            lines.append((f"and {len(view.returns) - _RETURNS} more", "$foreground-muted"))
    if review is not None:
        lines += [("", "")] if view.returns or view.preparing else []
        lines += [
            (clipped(f"Review {short_day(review, view.today)}", width), ""),
            (days_away(review, view.today), "$foreground-muted"),
        ]
    return lines


def _before_it(view: TodayView, width: int) -> list[_Part]:
    """What is done before the next session, on its day or the one before."""
    if not view.preparing:
        return []
    lines: list[_Part] = [("", ""), ("Before it", "bold")]
    for each in view.preparing[:_PREPARED]:
        begins = ("· ", "  ")
        lines += [(f"{begin}{line}", "") for begin, line in zip(begins, fitted(each.text, width - 2, 2), strict=False)]
    more = f"and {len(view.preparing) - _PREPARED} more · " if len(view.preparing) > _PREPARED else ""
    return [*lines, (clipped(f"{more}a tells all", width), "$foreground-muted")]


def _leave_out(view: TodayView, width: int, room: int) -> list[_Part]:
    lines: list[_Part] = []
    if view.after is not None:
        from aftercare.model.after_words import leave_out_lines

        for until, what in leave_out_lines(view.after, view.now):
            lines += [(clipped(until, width), "$foreground-muted"), *[(line, "") for line in fitted(what, width, 4)]]
    if view.elsewhere:
        from aftercare.model.procedure_words import wait_line, within_short

        lines += [("", "")] if lines else []
        for each in view.elsewhere:
            lines += [(line, "") for line in fitted(wait_line(each, view.today), width, 4)]
            if each.within:
                lines += [(line, "$text-warning") for line in fitted(f"{within_short(each, view.today)}.", width, 3)]
    if len(lines) >= room > 1:
        return [*lines[: room - 1], (clipped("… l tells all, why, and who says so", width), "$foreground-muted")]
    return [*lines, (clipped("l tells why, and who says so", width), "$foreground-muted")]


def _reach(one: Practitioner, width: int) -> list[_Part]:
    rest = (one.practice, one.phone, one.email)
    return [(clipped(one.name, width), "bold"), *[(clipped(each, width), "") for each in rest if each]]


def _notes(view: TodayView, width: int, room: int) -> list[_Part]:
    lines: list[_Part] = []
    for note in reversed(view.notes):
        text = fitted(f"{note.at:%H:%M}  {note_in_words(note, view)}", width, 4)
        lines += [(line, "") for line in text]
    if len(lines) > room:
        return [*lines[: max(0, room - 1)], ("…", "$foreground-muted")]
    return lines


def _panel(title: str, lines: list[_Part], width: int) -> list[_Part]:
    edge = "$border-blurred"
    top = [("╭─ ", edge), (title, "bold"), (" " + "─" * (width - 5 - cell_len(title)) + "╮\n", edge)]
    body = [part for text, look in lines for part in (("│ ", edge), (filled(text, width - 4), look), (" │\n", edge))]
    return [*top, *body, ("╰" + "─" * (width - 2) + "╯\n", edge)]
