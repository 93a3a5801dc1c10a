"""The check-in: ten seconds on a normal day. Ratings beside the face first, then what else was, tags and words.

What is touched is kept as a draft at once: neither Esc nor a crash loses it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Input, Static, TextArea

from aftercare.care import Care
from aftercare.care.face import face
from aftercare.errors import AftercareError
from aftercare.model.check_in import MOST_A_DAY, CheckIn
from aftercare.model.check_in_form import CheckInForm
from aftercare.model.context_answers import possible, value_words
from aftercare.model.entry_words import JournalTables
from aftercare.model.face_layer import FaceState
from aftercare.model.filling import Filling, filling_of
from aftercare.model.rating import How, Points, Rating, Term
from aftercare.model.words import counted, day_in_words
from aftercare.screens.breakpoints import take_form
from aftercare.screens.check_in_keeping import NewCheckIn
from aftercare.screens.check_in_layer import layer_of
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.rating_list import RatingList
from aftercare.widgets.rating_row import CLEAR, SAME, RatingRow
from aftercare.widgets.title_line import TitleLine

_DIGITS = ",".join("0123456789")


class CheckInScreen(Screen[CheckIn | None]):
    """Has a check-in filled in and kept, a new one unless `keeping` says otherwise.

    Returns it, or None where it was left.
    """

    CSS_PATH = "check_in.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-vast")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (34, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(digit, f"rate('{digit}')", f"rate {digit}", show=False) for digit in "0123456789"),
        Binding("x", "rate('x')", "rate 10", id="check_in.ten"),
        Binding("equals_sign", "same", "same as last time", id="check_in.same"),
        Binding("a", "all_same", "everything else is the same", id="check_in.all_same"),
        Binding("backspace,delete", "clear", "not rated", id="check_in.clear"),
        Binding("m", "next_measure", "another measure of the zone", id="check_in.measure"),
        Binding("w", "watch", "choose what is asked", id="check_in.watch"),
        Binding("left,right", "to_face", "to the face", show=False, id="check_in.face"),
        Binding("tab", "turn(1)", "on to the next part", id="check_in.more", priority=True),
        Binding("shift+tab", "turn(-1)", "back to the part before", id="check_in.less", priority=True),
        Binding("enter", "keep", "save", id="check_in.keep", priority=True),
        Binding("ctrl+s", "keep(True)", "save", id="check_in.store", priority=True),
        Binding("question_mark", "help", "help", id="check_in.help"),
        Binding("escape", "leave", "back", id="check_in.leave"),
    ]

    title_line = query_one(TitleLine)
    face_map = query_one(FaceMap)
    ratings = query_one(RatingList)
    row = query_one(RatingRow)
    words = query_one(TextArea)
    key_line = query_one(KeyLine)

    def __init__(
        self,
        care: Care,
        clock: Callable[[], datetime],
        form: CheckInForm,
        tables: JournalTables,
        keeping: NewCheckIn | None = None,
    ) -> None:
        super().__init__()
        self._keeping = keeping or NewCheckIn(care, clock)
        self._care = care
        self._clock = clock
        self.filling = filling_of(form, tables)
        self._kept = self.filling.draft()
        self._one_at_a_time = threading.Lock()
        self._stored = self._storing = False

    def compose(self) -> ComposeResult:
        take_form(self)
        filling = self.filling
        yield TitleLine(self._title(), self._keeping.begun(filling.form, filling.draft()))
        with Horizontal(id="parts"):
            yield FaceMap(face(), FaceState(layer_of(filling)), selected=self._zone() or "forehead")
            with Vertical(id="side"):
                with Vertical(id="rated"):
                    yield RatingList(filling)
                    yield RatingRow()
                with VerticalScroll(id="more", can_focus=False):
                    yield from self._more(filling)
                # here it moves nothing but what stands beside the face
                yield Static("", id="trouble", markup=False)
        yield KeyLine(())

    def _more(self, filling: Filling) -> ComposeResult:
        for each in filling.form.context:
            last = f", last {value_words(each.last)}" if each.last is not None else ""
            with Horizontal(classes="item"):
                yield Static(each.item.label, classes="label", markup=False)
                yield Input(
                    filling.context.get(each.item.id, ""),
                    placeholder=drawn(f"{possible(each.item)}{last}"),
                    id=f"item-{each.item.id}",
                    compact=True,
                )
        with Horizontal(classes="item"):
            yield Static("Tags", classes="label", markup=False)
            yield Input(filling.tags, placeholder="@travel @sun", id="tags", compact=True)
        yield TextArea(filling.text, placeholder="How was it? What do you want to remember?", id="text", compact=True)

    def on_mount(self) -> None:
        self.show_filling()
        self.ratings.focus()

    # ---- what is shown

    def show_filling(self) -> None:
        """Hands what is filled in to the widgets."""
        filling = self.filling
        current = filling.current
        self.ratings.filling = filling
        self.row.asked = current
        rating = filling.rating(current) if current is not None else None
        self.row.chosen = _key_of(rating)
        self.face_map.show(layer_of(filling))
        zone = self._zone()
        if zone is not None and self.face_map.selected != zone:
            with self.prevent(FaceMap.ZoneSelected):
                self.face_map.select(zone)
        self.key_line.keys = self._keys()

    def _zone(self) -> str | None:
        current = self.filling.current
        return current.subject.zone if current is not None else None

    def _title(self) -> str:
        form = self.filling.form
        return f"Check-in, {day_in_words(form.day, form.today)}"

    def _keys(self) -> tuple[Key, ...]:
        ends = (Key("?", "help", "help"), Key("esc", "back", "leave"))
        if self._in_more():
            return (Key("ctrl+s", "save", "keep(True)"), Key("tab", "on", "turn(1)"), *ends)
        # the first time there is nothing that it could be the same as
        lately = any(each.ghost is not None for each in self.filling.subjects)
        same = (Key("=", "same", "same"), Key("a", "all the same", "all_same")) if lately else ()
        return (Key("enter", "save", "keep(True)"), *same, Key("tab", "more", "turn(1)"), *ends)

    # ---- rating

    def on_rating_list_moved(self, event: RatingList.Moved) -> None:
        self._take(self.filling.moved(event.by))

    def on_face_map_zone_selected(self, event: FaceMap.ZoneSelected) -> None:
        if event.zone != self._zone():
            self._take(self.filling.to_zone(event.zone))

    def on_rating_row_pressed(self, event: RatingRow.Pressed) -> None:
        if event.key == SAME:
            self.action_same()
        elif event.key == CLEAR:
            self.action_clear()
        else:
            self.action_rate(event.key)

    def action_rate(self, key: str) -> None:
        """Rates what the cursor is on."""
        if self._rate_no_more():
            return
        self._take(self.filling.pressed(key))

    def action_same(self) -> None:
        """Says of what the cursor is on that it is as it was."""
        if self._rate_no_more():
            return
        current = self.filling.current
        if current is not None and current.ghost is None:
            self._say("not rated in the week before: there is nothing to be the same as")
        self._take(self.filling.same())

    def action_all_same(self) -> None:
        """Says of everything that was not touched that it is as it was."""
        if self._rate_no_more():
            return
        filled = self.filling.all_same()
        if filled == self.filling:
            self._say("nothing is left that was rated in the week before")
        self._take(filled)

    def action_clear(self) -> None:
        """Takes away what was rated there."""
        self._take(self.filling.cleared())

    def action_next_measure(self) -> None:
        """Goes on to another measure of the zone."""
        self._take(self.filling.next_measure())

    def _rate_no_more(self) -> bool:
        if self.filling.form.rated < MOST_A_DAY:
            return False
        often = f"rated {counted(MOST_A_DAY, 'time')} on this day, and that is plenty"
        self._say(f"{often}; words can still be added, and e in the journal changes one")
        return True

    # ---- the other part

    def _in_more(self) -> bool:
        return isinstance(self.focused, Input | TextArea)

    def action_to_face(self) -> None:
        """Goes to the face: there arrows move between the zones."""
        self.face_map.focus()

    def action_turn(self, by: int) -> None:
        """On to the next part: the face, the ratings, each of the other fields."""
        order = [self.face_map, self.ratings, *self.query("#more Input, #more TextArea")]
        at = order.index(self.focused) if self.focused in order else 1
        there = order[(at + by) % len(order)]
        self.set_class(self.query_one("#more") in there.ancestors, "-more")
        there.focus()

    @on(events.DescendantFocus)
    def _part_changed(self) -> None:
        self.set_class(self._in_more(), "-more")
        self.key_line.keys = self._keys()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id == "tags":
            from msgspec.structs import replace

            self._take(replace(self.filling, tags=event.value), redraw=False)
        elif event.input.id:
            self._take(self.filling.answered(event.input.id.removeprefix("item-"), event.value), redraw=False)

    @on(TextArea.Changed)
    def _wrote(self) -> None:
        from msgspec.structs import replace

        self._take(replace(self.filling, text=self.words.text), redraw=False)

    # ---- keeping

    def _take(self, filling: Filling, *, redraw: bool = True) -> None:
        """Shows what is filled in now, and keeps it as a draft."""
        self.filling = filling
        if redraw:
            self.show_filling()
        if filling.draft() != self._kept:
            self._kept = filling.draft()
            self._tell(None)
            # a worker of the app: one of the screen would be cancelled when the screen is closed at once
            self.app.run_worker(self._keep_draft, thread=True, group="write")

    def _keep_draft(self) -> None:
        with self._one_at_a_time:
            if self._stored:
                return
            try:
                self._keeping.keep_draft(self._kept)
            except AftercareError as error:
                self.app.call_from_thread(self._tell, error)

    def action_keep(self, anyhow: bool = False) -> None:
        """Stores what was touched; within a field enter goes on to the next one."""
        if not anyhow:
            if isinstance(self.focused, TextArea) or self.face_map.finder is not None or self.app.screen is not self:
                raise SkipAction
            if isinstance(self.focused, Input):
                self.action_turn(1)
                return
        trouble = self.filling.trouble()
        if trouble is not None:
            self._tell(trouble)
        elif not self._storing:
            self._storing = True
            self._store()

    @work(thread=True, group="write")
    def _store(self) -> None:
        with self._one_at_a_time:
            try:
                kept = self._keeping.write(self.filling.draft())
            except AftercareError as error:
                self._storing = False
                self.app.call_from_thread(self._tell, error)
                return
            self._stored = True
        self.app.call_from_thread(self.dismiss, kept)

    # ---- what is asked

    def action_watch(self) -> None:
        """Opens what a check-in asks; this one goes on with what was chosen there, and keeps what was filled in."""
        from aftercare.screens.measures import MeasuresScreen

        def chosen(_: None) -> None:
            self._read_form()

        self.app.push_screen(MeasuresScreen(self._care, self._clock), chosen)

    @work(thread=True, group="write")
    def _read_form(self) -> None:
        with self._one_at_a_time:
            try:
                self._keeping.keep_draft(self._kept)
                form = self._keeping.read(self.filling.form.day)
            except AftercareError as error:
                self.app.call_from_thread(self._tell, error)
                return
        self.app.call_from_thread(self._ask_anew, form)

    @work(group="ask-anew", exclusive=True)
    async def _ask_anew(self, form: CheckInForm) -> None:
        self.filling = filling_of(form, self.filling.tables)
        self._kept = self.filling.draft()
        await self.recompose()
        self.show_filling()
        self.ratings.focus()

    def action_leave(self) -> None:
        """Back to the day: without a word where nothing was touched, with a draft where something was."""
        if self._storing:
            # it closes once that is done, and would be no draft any more
            return
        if self._keeping.is_draft(self.filling.draft()):
            self.app.notify(
                f"Kept as a draft on this machine: {self._keeping.goes_on} goes on with it.", timeout=4, markup=False
            )
        self.dismiss(None)

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        from aftercare.screens.check_in_help import CHECK_IN
        from aftercare.screens.help import explain

        explain(self, CHECK_IN)

    def _tell(self, error: AftercareError | None) -> None:
        if not still_open(self):
            if error is not None:
                self.app.notify(drawn(str(error)), severity="error", timeout=8, markup=False)
            return
        line = self.query_one("#trouble", Static)
        line.update(drawn(str(error)) if error else "")
        line.set_class(error is not None, "-said")

    def _say(self, text: str) -> None:
        self.notify(drawn(text), timeout=4, markup=False)


def _key_of(rating: Rating | None) -> str:
    """The key that says what was rated, to mark it among those that can be clicked."""
    if rating is None or isinstance(rating.value, Term):
        return ""
    if rating.how is How.SAME:
        return SAME
    if isinstance(rating.value, Points):
        return "x" if rating.value.value == 10 else str(rating.value.value)
    return ""
