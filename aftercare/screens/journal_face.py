"""The face of the journal: ratings, changes, points, bruises and photos by zone, and what was written of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.face import face
from aftercare.errors import AftercareError, BadInput
from aftercare.model.check_in import CheckIn
from aftercare.model.entry_words import Named, entry_lines, kind_words
from aftercare.model.face_layer import Points
from aftercare.model.journal import Entry
from aftercare.model.journal_face import FaceShown, FaceWish, Shown, zones_of_layer
from aftercare.model.routine import Id
from aftercare.model.typed_day import typed_day
from aftercare.model.words import day_in_words, short_day
from aftercare.screens.breakpoints import take_form
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.followed_record import FollowedRecord
from aftercare.screens.help import Help, explain
from aftercare.screens.still_open import still_open
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, filled
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from collections.abc import Mapping

_KEYS = (
    Key("v", "next", "turn"),
    Key("m", "measure", "measure"),
    Key("d", "day", "day"),
    Key("/", "zone", "find"),
    Key("enter", "its entries", "entries"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = Help(
    "The face of your journal",
    "What you wrote down, zone by zone: the arrows or a click go to a zone, and beside the face stands what was "
    "written of it in the last three months. A change is told where both ends of the time have three rated days, and "
    "only where it is large enough to mean something.",
    (
        Key("v", "show the next: ratings, changes, points, bruises, photos (a click on one does it too)", "turn"),
        Key("m", "another measure, of those that you rate by zones", "measure"),
        Key("[", "the day before that was rated", "step(-1)"),
        Key("]", "the day after that was rated", "step(1)"),
        Key("d", "type a day: that of the ratings, or since when a change is told", "day"),
        Key("/", "find a zone by a part of its name", "find"),
        Key("enter", "show only entries about this zone (a second click on it does it too)", "entries"),
        Key("esc", "back", "back"),
    ),
)
_TITLES = {
    Shown.RATINGS: "Ratings",
    Shown.CHANGES: "What has changed",
    Shown.POINTS: "Your points",
    Shown.BRUISES: "Bruises",
    Shown.PHOTOS: "Photos",
}
#: What is said of the other layers: where something is there, and where nothing is.
_OF_LAYER = {
    Shown.POINTS: (
        "The points of your plan. A drawing, and no guide to needles.",
        "Your plan names no points on the face.",
    ),
    Shown.BRUISES: ("The bruises that are not gone.", "No bruise is followed. b among the entries writes one down."),
    Shown.PHOTOS: (
        "Close-ups by their zone. P among the entries shows them.",
        "No close-up of a zone yet. P among the entries adds one.",
    ),
}
_NOTHING = "Nothing is rated by zones yet. c among the entries checks in."


class JournalFaceScreen(FollowedRecord[str | None]):
    """Shows the face in its layers. Returns the zone whose entries are wanted, or None."""

    CSS_PATH = "journal_face.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-vast")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "turn", "show something else", id="journal_face.turn"),
        Binding("m", "measure", "another measure", id="journal_face.measure"),
        Binding("left_square_bracket", "step(-1)", "the rated day before", id="journal_face.before"),
        Binding("right_square_bracket", "step(1)", "the rated day after", id="journal_face.after"),
        Binding("d", "day", "type a day", id="journal_face.day"),
        Binding("question_mark", "help", "help", id="journal_face.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    face_map = query_one(FaceMap)
    choices = query_one(Choices)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._wish = FaceWish()
        self._told: FaceShown | None = None
        self._entries: Mapping[Id, tuple[Entry, ...]] = {}
        self._named: Named | None = None
        #: Whether somebody went to a zone: until then the face is open where something is told.
        self._went = False

    def compose(self) -> ComposeResult:
        take_form(self)
        yield TitleLine("The face", self._care.present().client.name or self._care.folder.name)
        with Horizontal():
            yield FaceMap(face())
            with Vertical(id="side"):
                yield Choices(*(Option(title, id=each.value) for each, title in _TITLES.items()), markup=False)
                yield Static("", id="what", markup=False)
                yield Static("", id="entries", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self.choices.highlighted = 0
        self.face_map.focus()
        self._read()
        self._read_entries()

    def record_changed(self) -> None:
        """Looks again."""
        self._read()
        self._read_entries()

    def on_resize(self) -> None:
        self._tell_zone()

    # ---- what is shown

    def _ask(self, wish: FaceWish) -> None:
        if wish != self._wish:
            self._wish = wish
            self._read()

    @work(thread=True, group="read-face", exclusive=True)
    def _read(self) -> None:
        wish = self._wish
        try:
            told = self._care.journal_face.shown(wish, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._show, wish, told)

    def _show(self, wish: FaceWish, told: FaceShown) -> None:
        if not still_open(self) or wish != self._wish:
            return
        self._told = told
        self.face_map.show(told.layer)
        self._begin_where_something_is(told)
        self.query_one("#what", Static).update(self._words(told))

    def _begin_where_something_is(self, told: FaceShown) -> None:
        there = zones_of_layer(told.layer)
        if there and not self._went and self.face_map.selected not in there:
            with self.prevent(FaceMap.ZoneSelected):
                self.face_map.select(next(zone for zone in face().zones if zone in there))
            self._tell_zone()

    def _words(self, told: FaceShown) -> str:
        today = self._care.today(self._clock())
        if told.shown not in (Shown.RATINGS, Shown.CHANGES):
            there = bool(told.layer.marks) if isinstance(told.layer, Points) else bool(zones_of_layer(told.layer))
            return _OF_LAYER[told.shown][0 if there else 1]
        if told.measure is None:
            return _NOTHING
        if told.shown is Shown.RATINGS:
            return f"{told.measure.label}, {day_in_words(told.day, today)}"
        return f"{told.measure.label}, from {short_day(told.since, today)} to {short_day(told.day, today)}"

    @work(thread=True, group="read-entries", exclusive=True)
    def _read_entries(self) -> None:
        try:
            entries, named = self._care.journal_face.by_zone(self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._take_entries, entries, named)

    def _take_entries(self, entries: Mapping[Id, tuple[Entry, ...]], named: Named) -> None:
        if still_open(self):
            self._entries, self._named = entries, named
            self._tell_zone()

    @on(FaceMap.ZoneSelected)
    def _gone(self) -> None:
        self._went = True
        self._tell_zone()

    def _tell_zone(self) -> None:
        """What was written of the zone under the cursor, as much as there is room for."""
        if self._named is None:
            return
        place = self.query_one("#entries", Static)
        width, today = max(20, place.size.width), self._care.today(self._clock())
        lines = []
        for each in self._entries.get(self.face_map.selected, ())[: max(1, place.size.height)]:
            of_zone = _about(each, self.face_map.selected)
            said = " · ".join(" ".join(line.split()) for line in entry_lines(of_zone, self._named))
            lines.append(clipped(f"{filled(short_day(each.day, today), 11)} {kind_words(each)}: {said}", width))
        place.update("\n".join(lines) or "Nothing was written of this zone in the last three months.")

    # ---- what the keys do

    @on(OptionList.OptionHighlighted)
    def _turned(self, event: OptionList.OptionHighlighted) -> None:
        self._ask(replace(self._wish, shown=Shown(event.option_id or Shown.RATINGS.value), day=None))

    @on(OptionList.OptionSelected)
    def _to_face(self) -> None:
        self.face_map.focus()

    def action_turn(self) -> None:
        """Shows the next layer."""
        self.choices.highlighted = ((self.choices.highlighted or 0) + 1) % len(_TITLES)

    def action_measure(self) -> None:
        """Shows the next of the measures that are rated by zones."""
        told = self._told
        if told is None or told.measure is None:
            self._say("only ratings, and what has changed, are of a measure; v shows them")
            return
        known = [each.id for each in told.measures]
        at = known.index(told.measure.id) + 1 if told.measure.id in known else 0
        wanted = known[at % len(known)] if known else told.measure.id
        if wanted == told.measure.id:
            self._say("no other measure was rated by zones near that day")
        else:
            self._ask(replace(self._wish, measure=wanted, day=None))

    def action_step(self, by: int) -> None:
        """Shows the ratings of the rated day before or after."""
        told = self._told
        if told is None or told.measure is None:
            self._say("only ratings, and what has changed, are of a day; v shows them")
            return
        on = [each for each in told.days if (each > told.day if by > 0 else each < told.day)]
        if on:
            self._ask(replace(self._wish, day=on[0] if by > 0 else on[-1]))
        else:
            self._say(f"no {'later' if by > 0 else 'earlier'} day near it was rated; d goes to any day")

    def action_day(self) -> None:
        """Asks for the day of the ratings, or since when a change is told."""
        told = self._told
        if told is None or told.measure is None:
            self._say("only ratings, and what has changed, are of a day; v shows them")
            return
        changes = told.shown is Shown.CHANGES
        today = self._care.today(self._clock())
        days: list[date] = []

        def look(typed: list[str]) -> None:
            day = typed_day(typed[0], today)
            if day > today or (changes and day >= told.day):
                wrong = "That day is still to come." if day > today else "That is not before the day that is shown."
                raise BadInput(wrong, "Name an earlier one.")
            days.append(day)

        def looked(done: bool | None) -> None:
            if done and changes:
                self._ask(replace(self._wish, since=days[-1]))
            elif done:
                self._ask(replace(self._wish, day=days[-1]))

        about = "Since when has it changed?" if changes else "Of which day?"
        prompt = FieldsPrompt(
            "A day", about, (Field("Day", "2026-11-01, yesterday, -30"),), look, heeds=False, does="shows it"
        )
        self.app.push_screen(prompt, looked)

    def action_find(self) -> None:
        """Waits for a part of a zone's name."""
        self.face_map.focus()
        self.face_map.action_find()

    def action_entries(self) -> None:
        """Goes to the entries about the zone under the cursor."""
        self.dismiss(self.face_map.selected)

    @on(FaceMap.ZoneChosen)
    def _chosen(self) -> None:
        self.action_entries()

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        explain(self, _HELP)

    def action_back(self) -> None:
        """Back to the entries."""
        self.dismiss(None)


def _about(entry: Entry, zone: Id) -> Entry:
    """The entry; of a check-in what was rated of `zone`, and the words."""
    if not isinstance(entry, CheckIn):
        return entry
    # which zone that is stands below the face
    of_zone = tuple(replace(each, zone=None) for each in entry.ratings if each.zone == zone)
    return replace(entry, ratings=of_zone, context=())
