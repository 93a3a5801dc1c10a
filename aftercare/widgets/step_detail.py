"""All about the chosen step: how to use it, how much, and what is in it."""

from __future__ import annotations

from datetime import tzinfo

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.check_off import Done, Skipped
from aftercare.model.today import DueStep
from aftercare.widgets.day_words import wait_in_words
from aftercare.widgets.drawn_text import clipped, wrapped


class StepDetail(Widget):
    """Shows as much of the step as there is room for; a click, or `d`, asks for the rest."""

    DEFAULT_CSS = """
    StepDetail {
        height: 5;
        margin: 0 1;
        padding: 0 1;
        border-top: solid $border-blurred;
        &.-none { border-top: solid $background; }
    }
    """
    ALLOW_SELECT = False

    due: reactive[DueStep | None] = reactive(None, init=False)

    class Asked(Message):
        """The person wants to read all of it."""

    def __init__(self, due: DueStep | None, zone: tzinfo | None = None) -> None:
        super().__init__(classes="" if due else "-none")
        self.zone = zone
        self.set_reactive(StepDetail.due, due)

    def watch_due(self, due: DueStep | None) -> None:
        self.set_class(due is None, "-none")

    def render(self) -> Content:
        width, height = self.size
        if self.due is None or not width:
            return Content("")
        name, about = clipped(self.due.step.name, width // 2), about_in_words(self.due)
        rest = width - cell_len(name) - 3
        head = [(name, "bold"), (f"   {clipped(about, rest)}" if about else "", "$foreground-muted")]
        lines = told(self.due, width, self.zone)
        if len(lines) > height - 1:
            lines = [*lines[: height - 2], _with_more(lines[height - 2], width)]
        body = [(f"\n{line}", "") for line in lines]
        return Content.assemble(*[part for part in (*head, *body) if part[0]])

    def on_click(self, event: events.Click) -> None:
        if self.due is not None:
            self.post_message(self.Asked())


def about_in_words(due: DueStep) -> str:
    """Amount, place on the face, wait and kind of product on one line."""
    kind = due.product.kind.replace("-", " ") if due.product else ""
    where = "; ".join(due.where)
    return " · ".join(filter(None, (due.amount, where, wait_in_words(due.step.wait), kind)))


def told(due: DueStep, width: int, zone: tzinfo | None = None) -> list[str]:
    """What lies over the step, the instruction and the ingredients in lines of `width` cells."""
    lines = wrapped(cover, width) if (cover := cover_in_words(due, zone)) else []
    lines += wrapped(due.step.instruction, width) if due.step.instruction else []
    if due.product and due.product.ingredients:
        lines += wrapped("Contains " + ", ".join(due.product.ingredients) + ".", width)
    return lines


def cover_in_words(due: DueStep, zone: tzinfo | None) -> str:
    """What holds or pauses the step, or asks about it, as a sentence; nothing where nothing does."""
    if due.cover is None or isinstance(due.state, Done | Skipped):
        return ""
    # what tells a reason is loaded when there is one
    from aftercare.model.why_words import ruling_words

    return ruling_words(due.cover, zone, due.occurrence.day, due.occurrence.day)


def _with_more(line: str, width: int) -> str:
    more = " … d shows all"
    return clipped(line, width - cell_len(more)).rstrip("…") + more
