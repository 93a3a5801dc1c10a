"""The plans that were ever accepted, the one in force first: what going back to one changes, its days, its leaflet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.plan_versions import GoingBack
from aftercare.errors import AftercareError
from aftercare.model.deed import PLAN_DEEDS
from aftercare.model.floor_words import with_kept_off
from aftercare.model.plan import StoredPlan
from aftercare.model.words import counted, day_in_full, listed, short_day
from aftercare.screens.help import Help
from aftercare.screens.plan_words import lines_of_going_back
from aftercare.screens.still_open import still_open
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.hanging import Hanging
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_BACK = Key("b", "go back to it", "go_back")
_READING = (Key("d", "28 days", "days"), Key("l", "leaflet", "leaflet"))
_LEAVING = (Key("u", "undo", "undo"), Key("?", "help", "help"), Key("esc", "back", "back"))
_HELP = (
    Key("b", "go back to the chosen plan, once you say yes; what that changes stands below it", "go_back"),
    Key("d", "the 28 days that the chosen plan comes to; of the one in force, your coming ones", "days"),
    Key("l", "the leaflet of the chosen plan, as it would be on paper", "leaflet"),
    Key("pgdn", "scroll on in what it would change; pgup scrolls back", "scroll"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "Every plan that you ever accepted, and each version of it; none is lost. Below stands what going back to the "
    "chosen one would change from today on. What you changed yourself since stays, and days behind stay as they were."
)
#: So many cells of a line stand around the day and the title: the version, "accepted", and what may stand behind.
_AROUND = 38
#: However narrow the screen is, a title has so many cells.
_SHORTEST = 12
_NONE = "No plan was accepted yet. On the day's screen i takes one over."


class PlansScreen(SubjectScreen[None]):
    """Lists the versions; below them what going back to the chosen one would change."""

    CSS_PATH = "plans.tcss"
    EXPLAINED = Help("Your plans", _ABOUT, _HELP)
    DEEDS = PLAN_DEEDS
    DONE_HERE = "going back to a plan"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "go_back", "go back to it", id="plans.go_back"),
        Binding("d", "days", "28 days", id="plans.days"),
        Binding("l", "leaflet", "leaflet", id="plans.leaflet"),
        Binding("u", "undo", "undo", id="plans.undo"),
        # the list, which has the focus, is short; what it tells of may be long
        Binding("pagedown", "scroll", "scroll on", show=False, priority=True),
        Binding("pageup", "scroll(-1)", "scroll back", show=False, priority=True),
        Binding("question_mark", "help", "help", id="plans.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    key_line = query_one(KeyLine)
    told = query_one("#told", Static)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._plans: tuple[StoredPlan, ...] = ()

    def compose(self) -> ComposeResult:
        yield TitleLine("Your plans", self._care.present().client.name or self._care.folder.name)
        yield Choices(markup=False)
        with VerticalScroll(can_focus=False):
            yield Static("", id="told", markup=False)
        yield KeyLine(_LEAVING)

    def on_mount(self) -> None:
        self.choices.focus()
        self._read()

    def record_changed(self) -> None:
        """Looks again."""
        self._read()

    @work(thread=True, group="read-plans", exclusive=True)
    def _read(self) -> None:
        try:
            plans = tuple(self._care.plans.accepted())
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._list, plans)

    def _list(self, plans: tuple[StoredPlan, ...]) -> None:
        if not still_open(self):
            return
        self._plans = plans
        self.choices.clear_options()
        self.choices.add_options([Option(row, id=each.id) for row, each in zip(self._rows(), plans, strict=True)])
        self.set_class(not plans, "-empty")
        if plans:
            self.choices.highlighted = 0
        else:
            self.told.update(_NONE)
            self.key_line.keys = _LEAVING[1:]

    def on_resize(self) -> None:
        for at, row in enumerate(self._rows()):
            self.choices.replace_option_prompt_at_index(at, row)

    def _rows(self) -> list[Content]:
        """A line for each plan, its title as long as there is room for it."""
        today = self._care.today(self._clock())
        days = [short_day(each.imported, today) for each in self._plans]
        of_day = max(map(len, days), default=0)
        of_title = max(_SHORTEST, self.size.width - _AROUND - of_day)
        return [
            _row(each, f"{day:<{of_day}}", of_title, in_force=at == 0)
            for at, (each, day) in enumerate(zip(self._plans, days, strict=True))
        ]

    @property
    def _chosen(self) -> StoredPlan | None:
        at = self.choices.highlighted
        return self._plans[at] if at is not None and at < len(self._plans) else None

    @on(OptionList.OptionHighlighted)
    def _rested(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        in_force = chosen is self._plans[0]
        self.key_line.keys = (*(() if in_force else (_BACK,)), *_READING, *_LEAVING)
        self.query_one(VerticalScroll).scroll_home(animate=False)
        if in_force:
            self.told.update(_in_force(chosen))
        else:
            self._consider(chosen)

    @work(thread=True, group="consider-back", exclusive=True)
    def _consider(self, chosen: StoredPlan, asking: bool = False) -> None:
        try:
            back = self._care.plans.consider_back(chosen.id, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._ask if asking else self._show, chosen, back)

    def _is_chosen(self, plan: StoredPlan) -> bool:
        return still_open(self) and self._chosen is not None and self._chosen.id == plan.id

    def _show(self, chosen: StoredPlan, back: GoingBack) -> None:
        if not self._is_chosen(chosen):
            return
        title = Content.styled(f"Going back to version {chosen.plan.version} changes:", "$foreground-muted")
        nothing = [] if back.changes else [("", "No step, product or session.")]
        self.told.update(Hanging(("", title), *nothing, *lines_of_going_back(back.changes, back.kept)))

    def action_go_back(self) -> None:
        """Asks whether to go back to the chosen plan, and does so."""
        chosen = self._chosen
        if chosen is None:
            return
        if chosen is self._plans[0]:
            self._say("this plan is in force")
        else:
            self._consider(chosen, asking=True)

    def _ask(self, chosen: StoredPlan, back: GoingBack) -> None:
        from aftercare.screens.confirm import Confirm

        if not self._is_chosen(chosen) or not self.is_current:
            return
        details = [
            f"{counted(len(back.changes), 'thing')} will be as then, from today on. Days behind stay as they were."
        ]
        if back.kept:
            details.append(f"Yours stays as you changed it: {listed(back.kept, 8)}.")
        question = f"Go back to “{chosen.plan.title}”, version {chosen.plan.version}?"

        def answered(yes: bool | None) -> None:
            if yes:
                self._go_back(chosen)

        self.app.push_screen(Confirm(question, "go back to it", "stay", details), answered)

    @work(thread=True, group="write")
    def _go_back(self, chosen: StoredPlan) -> None:
        try:
            self._care.plans.go_back(chosen.id, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"version {chosen.plan.version} of “{chosen.plan.title}” is in force · u takes it back")

    def action_days(self) -> None:
        """Shows the coming 28 days: of the plan in force as they are, of another by that plan alone."""
        chosen = self._chosen
        if chosen is None:
            return
        if chosen is self._plans[0]:
            from aftercare.screens.routine import PreviewSheet

            self.app.push_screen(PreviewSheet(self._care, self._clock))
        else:
            from aftercare.screens.plan_sheets import days_sheet

            self.app.push_screen(days_sheet(chosen.plan, self._clock))

    def action_leaflet(self) -> None:
        """Shows the leaflet of the chosen plan."""
        from aftercare.screens.plan_sheets import leaflet_sheet

        if self._chosen is not None:
            region = self._care.present().client.region or None
            self.app.push_screen(leaflet_sheet(self._chosen.plan, self._clock, region))

    def action_scroll(self, by: int = 1) -> None:
        """Scrolls on in what is told, or back."""
        pane = self.query_one(VerticalScroll)
        pane.scroll_page_down() if by > 0 else pane.scroll_page_up()


def _row(stored: StoredPlan, accepted: str, room: int, *, in_force: bool) -> Content:
    """A plan; its title has so much `room`."""
    plan = stored.plan
    left = f"{counted(len(stored.left), 'line')} left" if stored.left else ""
    more = ", ".join(filter(None, ("in force" if in_force else "", left)))
    return Content.assemble(
        f"version {plan.version:<3} ",
        (f"accepted {accepted}   ", "$foreground-muted"),
        clipped(plan.title, room),
        (f"  {more}" if more else "", "$text-success" if in_force else "$foreground-muted"),
    )


def _in_force(stored: StoredPlan) -> Hanging:
    plan = stored.plan
    holds = day_in_full(stored.holds_from)
    lines = [("", Content.styled(f"{drawn(plan.title)}, by {drawn(plan.practitioner.name)}", "bold"))]
    lines.append(("", Content(f"In force. It holds from {holds} on.")))
    if plan.review is not None:
        lines.append(("", Content(f"Looked at again on {day_in_full(plan.review)}.")))
    if stored.left:
        lines.append(("", Content(f"{counted(len(stored.left), 'line')} left: importing its file again offers them.")))
    lines += [("  · ", Content(drawn(with_kept_off(each)))) for each in plan.advice]
    return Hanging(*lines)
