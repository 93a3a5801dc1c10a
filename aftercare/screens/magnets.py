"""The magnets on the client's points: the face with the points, what is on and until when, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.deed import MAGNET_DEEDS
from aftercare.model.face_layer import Points
from aftercare.model.magnet_event import Skin, Spot
from aftercare.model.magnet_words import (
    MISSING_SIGN,
    NO_POINTS,
    SCAN_SENTENCE,
    SKIN_SIGN,
    at_words,
    counts_words,
    event_words,
    excluded_words,
    missing_words,
    placed_words,
    row_words,
    skin_words,
    state_at,
)
from aftercare.model.words import counted
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.count_sheet import Counted, CountSheet
from aftercare.screens.help import Help
from aftercare.screens.points import PointsScreen
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine

if TYPE_CHECKING:
    from aftercare.model.magnet_event import MagnetEvent
    from aftercare.model.magnet_place import MagnetPlace
    from aftercare.model.magnets_view import MagnetRow, MagnetsView
    from aftercare.model.point_history import PointDay

_KEYS = (
    Key("space", "mark", "mark"),
    Key("p", "put on", "put_on"),
    Key("t", "take off", "take_off"),
    Key("k", "skin", "skin"),
    Key("h", "history", "history"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
#: Takes the place of another one while one is missing.
_FOUND = Key("f", "found", "found")
_HELP = (
    Key("space", "mark a point, or no more; enter and a click do it too", "mark"),
    Key("p", "put a magnet on the marked points, or on the chosen one", "put_on"),
    Key("t", "take off and count in: each is ticked, and one that is not is asked for", "take_off"),
    Key("k", "how the skin is at the marked points, or at the chosen one", "skin"),
    Key("a", "a new adhesive at the marked points, or at the chosen one", "adhesive"),
    Key("f", "the one that was missing is found", "found"),
    Key("x", "the missing one is no longer looked for", "give_up"),
    Key("h", "what the chosen point went through, beside the ratings of its zone", "history"),
    Key("F", "the points that are pressed with a finger", "press"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "The magnets on the points of your plan. ● on, ◉ to take off, ‖ rests, × never, ▸ comes next: the point that "
    "rested longest, ◇ free, ! missing, ✓ marked; on the face also + a needle's point, ○ one for a finger, □ a zone in "
    "your plan. Count them when they go on and when they come off. Lock magnets away from children and pets. Before an "
    "MRI or a surgery all come off: add it to your appointments, and you are asked the evening before."
)
_SHOWN = 4


class MagnetsScreen(PointsScreen):
    """Lists the places for magnets beside the face."""

    HEADING = "Magnets"
    KEYS = _KEYS
    EXPLAINED = Help("Magnets", _ABOUT, _HELP)
    DEEDS = MAGNET_DEEDS
    DONE_HERE = "about magnets"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "mark", id="magnets.mark"),
        Binding("p", "put_on", "put on", id="magnets.put_on"),
        Binding("t", "take_off", "take off", id="magnets.take_off"),
        Binding("k", "skin", "skin", id="magnets.skin"),
        Binding("a", "adhesive", "new adhesive", id="magnets.adhesive"),
        Binding("f", "found", "found", id="magnets.found"),
        Binding("x", "give_up", "no longer looked for", id="magnets.give_up"),
        Binding("h", "history", "history", id="magnets.history"),
        Binding("F", "press", "points to press", id="magnets.press"),
        Binding("u", "undo", "undo", id="magnets.undo"),
        Binding("question_mark", "help", "help", id="magnets.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__(care, clock)
        self._view: MagnetsView | None = None
        self._events: tuple[MagnetEvent, ...] = ()
        self._marked: set[Spot] = set()

    def above(self) -> Iterable[Widget]:
        """How many there are, and what is to be said first."""
        yield Static("", id="counts", markup=False)
        yield Static("", id="said", markup=False)

    def record_changed(self) -> None:
        """Looks again."""
        self._read()

    @work(thread=True, group="read-magnets", exclusive=True)
    def _read(self) -> None:
        try:
            now = self._clock()
            view, events = self._care.magnets.view(now), self._care.magnets.events(now)
            points = self._care.magnets.face(view)
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._show, view, events, points)

    def _show(self, view: MagnetsView, events: tuple[MagnetEvent, ...], points: Points) -> None:
        if not still_open(self):
            return
        self._view, self._events = view, events
        self._marked &= {each.spot for each in view.rows}
        self.query_one(KeyLine).keys = self._keys(view)
        self.query_one("#counts", Static).update(counts_words(view) if view.rows else NO_POINTS)
        said = self._said(view)
        self.query_one("#said", Static).update(said)
        self.query_one("#said", Static).set_class(bool(said), "-said")
        self.draw_points([each.place for each in view.rows], map(self._line, view.rows), points)

    @staticmethod
    def _keys(view: MagnetsView) -> tuple[Key, ...]:
        if not view.rows:
            return tuple(each for each in _KEYS if each.action in ("help", "back"))
        return tuple(_FOUND if view.missing and each.action == "history" else each for each in _KEYS)

    @staticmethod
    def _said(view: MagnetsView) -> str:
        """What is to be said first, each on a line of its own."""
        told: list[str] = []
        if view.missing:
            told.append(f"! {missing_words(view.missing)} f when it is found; ! tells what to do.")
        if view.scan is not None:
            told.append(f"MRI or surgery {at_words(view.scan, view.now)}. {SCAN_SENTENCE}")
        if view.excluded is not None and view.rows and not told:
            told.append(excluded_words(view.excluded))
        return "\n".join(map(drawn, told))

    def _line(self, row: MagnetRow) -> str:
        assert self._view is not None
        mark = "✓" if row.spot in self._marked else state_at(row, self._view.now).sign
        return f"{mark} {clipped(row.place.name, 40)}\n  {clipped(row_words(row, self._view.now), 60)}"

    @property
    def _chosen(self) -> MagnetRow | None:
        return self._view.row(self.place.spot) if self._view is not None and self.place is not None else None

    @property
    def _meant(self) -> tuple[Spot, ...]:
        """The marked spots, or the chosen one where none is marked."""
        if self._view is None:
            return ()
        marked = tuple(each.spot for each in self._view.rows if each.spot in self._marked)
        return marked or ((self._chosen.spot,) if self._chosen is not None else ())

    def rested(self, place: MagnetPlace) -> None:
        """Tells what happened there last."""
        if self._view is None:
            return
        happened = [each for each in reversed(self._events) if place.spot in each.spots][:_SHOWN]
        lines = [f"{at_words(each.at, self._view.now)}  {event_words(each)}" for each in happened]
        note = [place.note] if place.note else []
        self.query_one("#told", Static).update("\n".join(drawn(each) for each in (*note, *lines)))

    def history(self, place: MagnetPlace, now: datetime) -> Sequence[PointDay]:
        """What happened at `place`."""
        return self._care.magnets.history(place, now)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_mark()

    # ---- what is done

    def action_mark(self) -> None:
        """Marks the chosen point, or no more."""
        row, at = self._chosen, self.choices.highlighted
        if row is not None and at is not None:
            self._marked ^= {row.spot}
            self.choices.replace_option_prompt_at_index(at, self._line(row))

    def action_put_on(self) -> None:
        """Puts a magnet on each point that is meant."""
        if spots := self._meant:
            self._write(lambda: placed_words(len(spots), self._care.magnets.place(spots, self._clock())))

    def action_take_off(self) -> None:
        """Counts in what is on; what is missing is asked for at once."""
        worn = self._view.worn if self._view is not None else ()
        if not worn:
            self._say("no magnet is on")
            return

        def write(found: Counted) -> None:
            self._care.magnets.remove(found.off, self._clock(), found.missing)

        def done(found: Counted | None) -> None:
            if found is None:
                return
            if found.missing:
                self._help(MISSING_SIGN)
            else:
                self._say(
                    f"{counted(len(found.off), 'magnet')} off, counted in; now look at the skin: k keeps how it is"
                )

        self.app.push_screen(CountSheet(worn, write), done)

    def action_skin(self) -> None:
        """Asks how the skin is at the points that are meant; what blisters or itches leads to what to do."""
        spots = self._meant
        if not spots:
            return
        offered = {skin_words(each): each for each in Skin}
        seen: list[Skin] = []

        def write(words: str) -> None:
            self._care.magnets.check_skin(spots, offered[words], self._clock())
            seen.append(offered[words])

        def done(kept: bool | None) -> None:
            if kept and seen[-1] in (Skin.ITCH, Skin.BLISTER):
                self._help(SKIN_SIGN)

        about = "What is not clear rests: no magnet goes there until it is looked at again and is."
        self.app.push_screen(ChoosePrompt("The skin there", about, tuple(offered), None, write), done)

    def action_adhesive(self) -> None:
        """Keeps a new adhesive at the points that are meant."""
        if spots := self._meant:
            self._write_and_say(
                lambda: self._care.magnets.change_adhesive(spots, self._clock()), "the new adhesive is kept"
            )

    def action_found(self) -> None:
        """Counts in what was missing."""
        self._settle("found, and counted in", lambda spots: self._care.magnets.found(spots, self._clock()))

    def action_give_up(self) -> None:
        """What is missing is no longer looked for."""
        self._settle("it is no longer looked for", lambda spots: self._care.magnets.give_up(spots, self._clock()))

    def _settle(self, said: str, write: Callable[[tuple[Spot, ...]], object]) -> None:
        missing = tuple(each.spot for each in self._view.missing) if self._view is not None else ()
        if missing:
            self._write_and_say(lambda: write(missing), said)
        else:
            self._say("no magnet is missing")

    def action_press(self) -> None:
        """Opens the points that are pressed."""
        from aftercare.screens.press import PressScreen

        self.app.push_screen(PressScreen(self._care, self._clock))

    def _write_and_say(self, write: Callable[[], object], said: str) -> None:
        def do() -> str:
            write()
            return said

        self._write(do)

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], str]) -> None:
        """Has `write` keep something and tell what it was."""
        try:
            said = write()
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._unmark)
            self._say(said)

    def _unmark(self) -> None:
        self._marked.clear()
        self._read()

    def _help(self, sign: str) -> None:
        from aftercare.screens.day_doors import DayDoors
        from aftercare.screens.help_me import HelpMeScreen

        # whom to call stands there at once, before the record is read again
        seen = next((each.state.view for each in reversed(self.app.screen_stack) if isinstance(each, DayDoors)), None)
        self.app.push_screen(HelpMeScreen(self._care, self._clock, seen, [sign]))
