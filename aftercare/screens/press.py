"""The points that the client presses with a finger: which, on which side, and a calm time that runs down.

What has run is a draft on this machine from its first pause on: neither leaving nor a crash loses it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widget import Widget
from textual.widgets import OptionList, Static

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.deed import PRESS_DEEDS
from aftercare.model.face_layer import Points
from aftercare.model.press import PRESS_STEP, SHORTEST_PRESS, UNSET_PRESS, PressTimer, Stood
from aftercare.model.press_view import SetBy
from aftercare.model.press_words import NO_POINTS, NO_TIME, kept_words, press_bar_words, press_row_words
from aftercare.model.run import clock_words
from aftercare.model.words import counted
from aftercare.screens.points import PointsScreen
from aftercare.screens.press_help import ENDS, LONGER, PRESS, SHORTER
from aftercare.screens.still_open import still_open
from aftercare.widgets.countdown import Countdown
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine

if TYPE_CHECKING:
    from aftercare.model.magnet_event import Spot
    from aftercare.model.magnet_place import MagnetPlace
    from aftercare.model.point_history import PointDay
    from aftercare.model.press_view import PressRow, PressView

#: How often the figures are looked at, in seconds.
_TICKING = 0.2


class PressScreen(PointsScreen):
    """Lists the points for a finger beside the face, and counts the time of one down."""

    HEADING = "Points to press"
    KEYS = ENDS
    EXPLAINED = PRESS
    DEEDS = PRESS_DEEDS
    DONE_HERE = "pressing a point"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "start", id="press.turn"),
        Binding("s", "stop", "stop", id="press.stop"),
        Binding("plus,equals_sign", "longer", "longer", id="press.longer"),
        Binding("minus", "shorter", "shorter", id="press.shorter"),
        Binding("b", "bell", "bell", id="press.bell"),
        Binding("h", "history", "history", id="press.history"),
        Binding("u", "undo", "undo", id="press.undo"),
        Binding("question_mark", "help", "help", id="press.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    countdown = query_one(Countdown)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__(care, clock)
        self._view: PressView | None = None
        #: The point whose time has begun, and its time.
        self._at_hand: PressRow | None = None
        self._timer = PressTimer(UNSET_PRESS)
        #: What was set here for points that have not begun.
        self._set: dict[Spot, timedelta] = {}
        self._rings = True
        self._stood: Stood | None = None
        self._one_at_a_time = threading.Lock()

    def above(self) -> Iterable[Widget]:
        """What is to be said first, and the time."""
        yield Static("", id="counts", markup=False)
        yield Countdown(classes="-none")

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(_TICKING, self.count)

    def record_changed(self) -> None:
        """Looks again."""
        self._read()

    @work(thread=True, group="read-points", exclusive=True)
    def _read(self) -> None:
        try:
            view = self._care.pressing.view(self._clock())
            points = self._care.pressing.face(view)
            stood = self._care.pressing.stood() if self._view is None else None
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._show, view, points, stood)

    def _show(self, view: PressView, points: Points, stood: Stood | None) -> None:
        if not still_open(self):
            return
        self._view = view
        self.query_one("#counts", Static).update(_counts(view))
        if stood is not None and self._at_hand is None:
            self._at_hand = next((each for each in view.offered if each.spot == stood.spot), None)
            self._timer = PressTimer(timedelta(seconds=stood.whole), timedelta(seconds=stood.gone))
        self.draw_points([each.place for each in view.rows], map(self._line, view.rows), points)
        if stood is not None and self._at_hand is not None:
            self.choices.highlighted = view.rows.index(self._at_hand)
        self.count()

    def _line(self, row: PressRow) -> str:
        assert self._view is not None
        return f"{row.state.sign} {clipped(row.place.name, 40)}\n  {clipped(self._row_words(row), 60)}"

    def _row_words(self, row: PressRow) -> str:
        assert self._view is not None
        if row.bar is None and row.spot in self._set:
            return f"{clock_words(self._set[row.spot])}, as you set it"
        return press_row_words(row, self._view.now)

    @property
    def _chosen(self) -> PressRow | None:
        return self._view.row(self.place.spot) if self._view is not None and self.place is not None else None

    def rested(self, place: MagnetPlace) -> None:
        """Tells where the point lies, and what is to be known of it."""
        row = self._chosen
        if row is None or self._view is None:
            return
        told = [row.where, row.place.note, row.asks]
        told += [NO_TIME] if row.bar is None and row.set_by is SetBy.NOBODY and row.spot not in self._set else []
        self.query_one("#told", Static).update("\n".join(drawn(each) for each in told if each))

    def history(self, place: MagnetPlace, now: datetime) -> Sequence[PointDay]:
        """What was pressed at `place`."""
        return self._care.pressing.history(place, now)

    # ---- the time

    def count(self) -> None:
        """Looks at the clock: draws what is left, and keeps what was pressed once it has run down."""
        row, now = self._at_hand, self._clock()
        self.countdown.set_class(row is None, "-none")
        self.set_class(row is not None, "-timing")
        self.query_one(KeyLine).keys = self._keys()
        if row is None:
            return
        if self._timer.runs and self._timer.is_over(now):
            if self._rings:
                self.app.bell()
            self._end(row, self._timer.whole)
            return
        self.countdown.title = row.place.name
        self.countdown.whole, self.countdown.left = self._timer.whole, self._timer.left(now)
        self.countdown.paused = not self._timer.runs
        bell = "a bell rings at the end" if self._rings else "the bell is off"
        self.countdown.said = (
            f"{bell} · b turns it {'off' if self._rings else 'on'}" if self._timer.runs else "‖ it stands"
        )

    def _keys(self) -> tuple[Key, ...]:
        if self._at_hand is not None:
            turn = Key("space", "let it stand" if self._timer.runs else "go on", "turn")
            longer = (Key("b", "bell", "bell"),) if self._timer.runs else (LONGER, SHORTER)
            return (turn, Key("s", "stop", "stop"), *longer, *ENDS[1:])
        if self._chosen is not None and self._chosen.bar is None:
            return (Key("space", "start", "turn"), LONGER, SHORTER, *ENDS)
        return ENDS if self._chosen is not None else ENDS[1:]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if self._at_hand is not None and event.option_id != self._at_hand.spot.id:
            self._say(f"the time of {self._at_hand.place.name} has begun: s ends it")
        else:
            self.action_turn()

    def action_turn(self) -> None:
        """Starts the time of the chosen point; lets one that has begun stand, and go on."""
        now = self._clock()
        if self._at_hand is None:
            row = self._chosen
            if row is None or self._view is None:
                return
            if row.bar is not None:
                self._say(f"{row.place.name} is {press_bar_words(row.bar, self._view.now)}")
                return
            self._at_hand, self._timer = row, PressTimer(self._set.get(row.spot, row.whole))
        self._timer = self._timer.turned(now)
        self._keep_standing(now)
        self.count()

    def action_stop(self) -> None:
        """Ends the time that has begun; what was pressed is kept."""
        if self._at_hand is None:
            self._say("no time is running")
            return
        done = self._timer.done(self._clock())
        if done < SHORTEST_PRESS:
            self._let_go()
            self._say("stopped before it began: nothing is kept")
        else:
            self._end(self._at_hand, done)

    def action_longer(self) -> None:
        """Half a minute more."""
        self._set_to(PRESS_STEP)

    def action_shorter(self) -> None:
        """Half a minute less."""
        self._set_to(-PRESS_STEP)

    def _set_to(self, by: timedelta) -> None:
        if self._at_hand is not None:
            if self._timer.runs:
                self._say("let it stand first: then the time can be set")
            else:
                self._timer = self._timer.set_to(self._timer.whole + by)
                self._keep_standing(self._clock())
                self.count()
            return
        row, at = self._chosen, self.choices.highlighted
        if row is not None and at is not None and row.bar is None:
            before = self._set.get(row.spot, row.whole)
            self._set[row.spot] = PressTimer(before).set_to(before + by).whole
            self.choices.replace_option_prompt_at_index(at, self._line(row))
            self.rested(row.place)

    def action_bell(self) -> None:
        """Turns the bell on or off, as long as this screen is open."""
        self._rings = not self._rings
        self._say("a bell rings when the time is over" if self._rings else "the bell is off here")
        self.count()

    def _end(self, row: PressRow, done: timedelta) -> None:
        """Has `done` kept in the record; the time that ran stands until that is so."""
        timer, now = self._timer, self._clock()
        self._at_hand = None
        self._write(row, done, timer, now)
        self.count()

    def _let_go(self) -> None:
        self._at_hand, self._stood = None, None
        self._put_standing()
        self.count()

    @work(thread=True, group="write")
    def _write(self, row: PressRow, done: timedelta, timer: PressTimer, now: datetime) -> None:
        try:
            with self._one_at_a_time:
                kept = self._care.pressing.press(row.spot, done, timer.whole, now)
                self._stood = None
                self._care.pressing.let_stand(None)
        except AftercareError as error:
            self._tell(error)
            self.app.call_from_thread(self._stand_again, row, PressTimer(timer.whole, done))
        else:
            self.app.call_from_thread(self._go_to_next, row)
            self._say(kept_words(row.place.name, kept.pressed, kept.ticked))

    def _stand_again(self, row: PressRow, timer: PressTimer) -> None:
        if still_open(self):
            self._at_hand, self._timer = row, timer
            self.count()

    def _go_to_next(self, row: PressRow) -> None:
        """Rests on the other side, or the next point: nothing begins by itself."""
        if not still_open(self) or self._view is None:
            return
        offered = [each.spot for each in self._view.offered]
        at = offered.index(row.spot) + 1 if row.spot in offered else 0
        if self.place is not None and self.place.spot == row.spot and at < len(offered):
            self.choices.highlighted = at
        self._read()

    # ---- what has begun is not lost

    def _keep_standing(self, now: datetime) -> None:
        if self._at_hand is not None:
            whole, gone = self._timer.whole, self._timer.done(now)
            self._stood = Stood(self._at_hand.spot, whole.total_seconds(), gone.total_seconds())
            self._put_standing()

    def _put_standing(self) -> None:
        # a worker of the app: one of the screen would be cancelled when the screen is closed at once
        self.app.run_worker(self._write_standing, thread=True, group="write")

    def _write_standing(self) -> None:
        try:
            with self._one_at_a_time:
                # what is written is what stands now, in whatever order the workers come
                self._care.pressing.let_stand(self._stood)
        except AftercareError as error:
            self._tell(error)

    def on_unmount(self) -> None:
        """The app is quit: what has begun is kept all the same."""
        super().on_unmount()
        if self._at_hand is not None:
            gone = self._timer.done(self._clock())
            self._stood = Stood(self._at_hand.spot, self._timer.whole.total_seconds(), gone.total_seconds())
            self._write_standing()

    def action_back(self) -> None:
        """Back to where it was opened; a time that has begun stands until one comes back."""
        if self._at_hand is not None:
            self._keep_standing(self._clock())
            name = self._at_hand.place.name
            self.app.notify(f"The time of {drawn(name)} stands; nothing is lost.", timeout=4, markup=False)
            self._at_hand = None
        self.dismiss(None)


def _counts(view: PressView) -> str:
    if not view.rows:
        return NO_POINTS
    today = sum(each.today > 0 for each in view.offered)
    return f"{today} of {counted(len(view.offered), 'point')} pressed today"
