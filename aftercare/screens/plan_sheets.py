"""What a plan comes to, to read before it is taken over and after: its 28 days, and the leaflet for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from aftercare.errors import AftercareError
from aftercare.model.leaflet import Leaflet
from aftercare.model.plan_days import AroundSession, PlanPreview, alike, hours_from, is_kept
from aftercare.model.words import day_in_full, short_day
from aftercare.screens.reading_sheet import ReadingSheet
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.hanging import Hanging
from aftercare.widgets.preview_grid import PreviewGrid

if TYPE_CHECKING:
    from datetime import datetime

    from aftercare.model.plan import Plan

_Line = tuple[str | Content, str | Content]
_QUIET = "$foreground-muted"


class PlanSheet(ReadingSheet):
    """Works out with `load`, beside the interface, what it shows."""

    CSS_PATH = "plan_sheets.tcss"
    TITLE_WORDS = ""

    def __init__(self, load: Callable[[], Any]) -> None:
        super().__init__()
        self._load = load

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self.TITLE_WORDS)
            with VerticalScroll():
                yield from self.parts()
            yield self.trouble()
            yield self.keys()

    def parts(self) -> Iterator[Widget]:
        """What is scrolled. For the deriving sheet."""
        yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(thread=True, group="read-plan-sheet", exclusive=True)
    def _read(self) -> None:
        try:
            found = self._load()
        except AftercareError as error:
            self.app.call_from_thread(self.say_trouble, error)
        else:
            self.app.call_from_thread(self._show_found, found)

    def _show_found(self, found: Any) -> None:
        if still_open(self):
            self.show(found)

    def show(self, found: Any) -> None:
        """Shows what was worked out. For the deriving sheet."""
        raise NotImplementedError


class PlanDaysSheet(PlanSheet):
    """The 28 days that a client sees by a plan alone."""

    TITLE_WORDS = "28 days by this plan"

    def parts(self) -> Iterator[Widget]:
        yield Static("", id="told", markup=False)
        yield PreviewGrid()
        yield Static("", id="around", markup=False)

    def show(self, found: PlanPreview) -> None:
        plan = found.plan
        about = f"{plan.title}, version {plan.version}: from {day_in_full(found.preview.first)}, used as it says."
        self.query_one("#told", Static).update(
            Content.assemble((drawn(about), "bold"), ("\nOnly the plan: your own steps are not among them.", _QUIET))
        )
        self.query_one(PreviewGrid).preview = found.preview
        self.query_one("#around", Static).update(Hanging(*_around_lines(found)))


class LeafletSheet(PlanSheet):
    """What a client gets on paper by a plan."""

    TITLE_WORDS = "The leaflet"

    def show(self, found: Leaflet) -> None:
        self.query_one("#told", Static).update(Hanging(*_leaflet_lines(found)))


def days_sheet(plan: Plan, clock: Callable[[], datetime]) -> PlanDaysSheet:
    """The sheet with the days of `plan` from its first day on, or from today where that has passed."""

    def load() -> PlanPreview:
        from aftercare.care.plan_preview import preview_of_plan

        now = clock()
        begun = plan.starts is not None and plan.starts < now.date()
        return preview_of_plan(plan, now, now.date() if begun else None)

    return PlanDaysSheet(load)


def leaflet_sheet(plan: Plan, clock: Callable[[], datetime], region: str | None) -> LeafletSheet:
    """The sheet with the leaflet of `plan`, with the emergency number of `region`, that of the clock without one."""

    def load() -> Leaflet:
        from aftercare.care.leaflet import leaflet_of_plan

        return leaflet_of_plan(plan, clock(), region)

    return LeafletSheet(load)


def _around_lines(shown: PlanPreview) -> Iterator[_Line]:
    """The sessions, those that ask for the same together, with what rests after them; then what is asked first."""
    for sessions in alike(shown.around):
        yield "", ""
        for each in sessions:
            at = each.session.at
            yield f"{short_day(at.date(), shown.preview.first)} {at:%H:%M}  ", drawn(each.session.kind)
        yield from _asked_for(sessions[0], shown)
    if shown.remarks:
        yield "", ""
        yield "", Content.styled("Asked first", "bold")
        yield from (("  ", drawn(each)) for each in shown.remarks)


def _asked_for(around: AroundSession, shown: PlanPreview) -> Iterator[_Line]:
    steps = shown.routine.steps
    held = [each for each in around.holds if not is_kept(each, shown.routine)]
    rests = [(hours_from(around.end, each.end), steps[each.step].name) for each in held]
    out = [(hours_from(around.end, each.until), each.label) for each in around.leave_out]
    for told, found in (("these rest after it", rests), ("to leave out besides", out)):
        if found:
            yield "    ", Content.styled(told, _QUIET)
        for hours in sorted({each for each, _ in found}):
            # a name may have commas of its own: "Sauna, steam and hot baths"
            names = "; ".join(dict.fromkeys(name for each, name in found if each == hours))
            yield f"    {f'{hours} h':>7}  ", Content.styled(drawn(names), _QUIET)
    yield from (("  ? ", drawn(each)) for each in around.asks)


def _leaflet_lines(leaflet: Leaflet) -> Iterator[_Line]:
    yield "", Content.styled(drawn(leaflet.title), "bold")
    yield from (("", drawn(each)) for each in leaflet.about)
    yield "", ""
    yield "▲ ", drawn(leaflet.urgent)
    for section in leaflet.sections:
        yield "", ""
        yield "", Content.styled(drawn(section.title), "bold $primary")
        for number, part in enumerate(section.parts):
            if number:
                yield "", ""
            if part.title:
                yield "  ", Content.styled(drawn(part.title), "bold")
            wide = max((cell_len(each.lead) for each in part.lines), default=0)
            above = ""
            for line in part.lines:
                # a time is said once for all that it is the time of
                lead = "" if line.lead == above and line.lead[:1].isdigit() else drawn(line.lead)
                above = line.lead
                sure = " ".join(f"[{each}]" for each in line.sure)
                mark = f"  {lead}{' ' * (wide - cell_len(lead) + 2 if wide else 0)}"
                yield mark, Content.assemble(drawn(line.text), (f" {sure}" if sure else "", _QUIET))
    if leaflet.footnotes:
        yield "", ""
        yield "", Content.styled("How sure this is, and who says so", "bold $primary")
        yield from ((f"  {f'[{at}]':5}", drawn(each)) for at, each in enumerate(leaflet.footnotes, start=1))
