"""The step at hand of a run: what, how much, where and how, with its place among the others."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.check_off import Done, Skipped
from aftercare.model.run import Run, where_words
from aftercare.model.words import counted, wait_words
from aftercare.widgets.drawn_text import clipped, drawn, wrapped

_WIDEST = 76


class RunCard(Widget):
    """Draws a `Run`. While a wait runs (`waiting`) its step is the one that comes then."""

    DEFAULT_CSS = """
    RunCard { padding: 0 2; }
    """
    ALLOW_SELECT = False

    run: reactive[Run | None] = reactive(None, init=False)
    waiting: reactive[bool] = reactive(False, init=False)
    notes: reactive[str] = reactive("", init=False)

    def __init__(self, run: Run | None) -> None:
        super().__init__()
        self.set_reactive(RunCard.run, run)

    def render(self) -> Content:
        run, width = self.run, min(self.size.width, _WIDEST)
        if run is None or not width:
            return Content("")
        lines = self._step(run, width) if run.at_hand is not None else self._end(run, width)
        foot = self._foot(run, width)
        # a line stays free above the foot, as long as there is one to spare: what comes next is no part of the step
        room = self.size.height - len(foot)
        if len(lines) >= room > 2:
            foot, room = [[], *foot], room - 1
        if len(lines) > room:
            lines = [*lines[: room - 1], [("… d shows all of it", "$foreground-muted")]]
        lines += [[] for _ in range(room - len(lines))]
        parts = [part for line in (*lines, *foot) for part in (*line, ("\n", ""))][:-1]
        return Content.assemble(*[part for part in parts if part[0]])

    def _step(self, run: Run, width: int) -> list[list[tuple[str, str]]]:
        due = run.at_hand
        assert due is not None
        head = "Then" if self.waiting else "Now"
        lines = [[(f"{head:<8}", "$foreground-muted"), (clipped(due.step.name, width - 8), "bold $primary")]]
        about = [("Amount", due.step.amount or (due.product.amount if due.product else ""))]
        about += [("Where", where_words(due))]
        about += [("Wait", f"{wait_words(due.step.wait)} after it" if run.following and due.step.wait > 0 else "")]
        for label, text in about:
            if text:
                rows = wrapped(text, width - 8)
                lines += [
                    [(f"{label if not at else '':<8}", "$foreground-muted"), (r, "")] for at, r in enumerate(rows)
                ]
        if due.step.instruction:
            lines += [[], *([(row, "")] for row in wrapped(due.step.instruction, width))]
        return lines

    def _end(self, run: Run, width: int) -> list[list[tuple[str, str]]]:
        name = drawn(run.slot.name)
        if not run.due:
            said = "There is nothing to go through here."
        elif run.left_open:
            said = f"{name}, the short form: done. {counted(run.left_open, 'other step')} may stay open; f shows them."
        else:
            said = f"{name}: that was all. Leave the last layer to sink in."
        tally = ", ".join(
            words
            for number, words in (
                (run.done, f"{run.done} done"),
                (run.skipped, f"{run.skipped} skipped"),
                (run.not_to_do, f"{run.not_to_do} held, paused or missed"),
            )
            if number
        )
        lines = [[(row, "bold")] for row in wrapped(f"✓ {said}" if run.due else said, width)]
        return [*lines, [], [(tally, "$foreground-muted")]] if tally else lines

    def _foot(self, run: Run, width: int) -> list[list[tuple[str, str]]]:
        coming = "This is the last step." if run.at_hand is not None else ""
        if run.following is not None:
            coming = f"Next: {run.following.step.name}"
        said = [" · ".join(filter(None, (coming, self.notes)))]
        if run.last is not None:
            said.append(f"← takes back “{clipped(run.last.step.name, 30)}”")
        return [[(clipped(line, width), "$foreground-muted")] for line in said if line]


class RunProgress(Widget):
    """One line: the part of the day, a sign for each step, and which one is at hand."""

    DEFAULT_CSS = """
    RunProgress { height: 1; padding: 0 2; }
    """
    ALLOW_SELECT = False

    run: reactive[Run | None] = reactive(None, init=False)

    def __init__(self, run: Run | None) -> None:
        super().__init__()
        self.set_reactive(RunProgress.run, run)

    def render(self) -> Content:
        run = self.run
        if run is None:
            return Content("")
        short = ", short form" if run.short else ""
        name = clipped(run.slot.name, 30)
        at = f"{run.position} of {len(run.due)}" if run.at_hand else f"{run.done} of {len(run.due)} done"
        parts = [(f"{name}{short}", "bold"), (f"   {at}   ", "$foreground-muted")]
        if len(run.due) <= self.size.width // 2 - 24:
            for due in run.due:
                if due is run.at_hand:
                    parts.append(("▶ ", "bold $primary"))
                elif isinstance(due.state, Done):
                    parts.append(("✓ ", "$text-success"))
                else:
                    parts.append(("– " if isinstance(due.state, Skipped) else "· ", "$foreground-muted"))
        return Content.assemble(*parts)
