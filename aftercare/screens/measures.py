"""Choosing what a check-in asks: the face for the zones, and beside it what can be rated there and noted besides."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.face import face
from aftercare.errors import AftercareError
from aftercare.model.deed import MEASURE_DEEDS
from aftercare.model.face_layer import Asked
from aftercare.model.measure_choice import Choosable, MeasureChoice
from aftercare.model.rating import Subject
from aftercare.model.subjects import subject_words
from aftercare.model.words import counted
from aftercare.model.zone import Zone
from aftercare.screens.breakpoints import take_form
from aftercare.screens.help import Help
from aftercare.screens.still_open import still_open
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.face.words import name_words
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("space", "ask it or not", "turn"),
    Key("b", "both sides", "both_sides"),
    Key("←", "face", "to_face"),
    Key("r", "usual", "usual"),
    Key("u", "undo", "undo"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("space", "ask this at every check-in, or no more (enter and a click do it too)", "turn"),
    Key("b", "ask it on both sides of the face, or on neither", "both_sides"),
    Key("←", "to the face: there arrows go from zone to zone, / finds one, enter comes back", "to_face"),
    Key("r", "ask again what is usual: what the concerns of your plan suggest", "usual"),
    Key("u", "take back your last choice", "undo"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "What you choose is asked from today on; past days keep what was asked then. Few things, asked every day, tell "
    "more than many: a check-in takes ten seconds. Nothing has to be answered."
)
_SIGNS = (("✓", "asked"), ("·", "not asked"), ("◆", "suggested"))
_LABEL, _WIDE_LABEL = 24, 40


class MeasuresScreen(SubjectScreen[None]):
    """Each line that is turned is one action; the face shows how much of each zone is asked."""

    CSS_PATH = "measures.tcss"
    EXPLAINED = Help("What a check-in asks", _ABOUT, _HELP, _SIGNS)
    DEEDS = MEASURE_DEEDS
    DONE_HERE = "about what is asked"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (150, "-vast")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "ask, or not", id="measures.turn"),
        Binding("b", "both_sides", "both sides", id="measures.both_sides"),
        Binding("left,right", "to_face", "to the face", show=False, id="measures.face"),
        Binding("r", "usual", "the usual", id="measures.usual"),
        Binding("u", "undo", "undo", id="measures.undo"),
        Binding("question_mark", "help", "help", id="measures.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    title_line = query_one(TitleLine)
    face_map = query_one(FaceMap)
    choices = query_one(Choices)
    about = query_one("#about", Static)

    @dataclass
    class Read(Message):
        """A worker has read what is asked."""

        choice: MeasureChoice

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._choice: MeasureChoice | None = None
        self._one_after_the_other = asyncio.Lock()
        #: How many choices are on their way to the record: what is read meanwhile is older than what is shown.
        self._under_way = 0

    def compose(self) -> ComposeResult:
        take_form(self)
        yield TitleLine("What a check-in asks", "")
        with Horizontal():
            yield FaceMap(face())
            with Vertical(id="side"):
                yield Choices(markup=False)
                yield Static("", id="about", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self.choices.focus()
        self.record_changed()

    def record_changed(self) -> None:
        """Reads what is asked as the record has it now."""
        self._read(self._clock())

    @work(thread=True, group="read-measures", exclusive=True)
    def _read(self, now: datetime) -> None:
        try:
            self.post_message(self.Read(self._care.measure_choice(now)))
        except AftercareError as error:
            self._tell(error)

    @on(Read)
    def _take_over(self, event: Read) -> None:
        if self._under_way:
            return
        if self._choice is None and event.choice.suggested_zones:
            self.face_map.select(event.choice.suggested_zones[0])
        self._choice = event.choice
        self._show()

    # ---- what is shown

    def _show(self) -> None:
        choice = self._choice
        if choice is None:
            return
        usual = "by the concerns of your plan" if choice.concerns else "what is usual"
        self.title_line.whose = "as you chose" if choice.chosen else usual
        self.face_map.show(Asked(choice.by_zone))
        before, place = self._chosen, self.choices.highlighted
        self.choices.clear_options()
        self.choices.add_options(self._options(choice))
        ids = [each.id for each in self.choices.options]
        wanted = [each for each in (before.key, self._here(before)) if each in ids] if before else []
        if wanted:
            self.choices.highlighted = ids.index(wanted[0])
        elif place is None:
            self.choices.action_first()
        else:
            self.choices.highlighted = max(1, min(place, len(ids) - 1))
        self._tell_about()

    def _here(self, before: Choosable) -> str:
        """The line of the same measure in the zone that is selected now."""
        what = before.what
        if not isinstance(what, Subject) or what.zone is None:
            return ""
        return f"rating:{Subject(what.measure, self.face_map.selected).name}"

    def _options(self, choice: MeasureChoice) -> Iterator[Option]:
        zone = choice.tables.zones[self.face_map.selected]
        yield from self._listed(name_words(zone, self._room + 10), choice.of_zone(zone.id), choice)
        yield Option("", disabled=True)
        yield from self._listed("The face as a whole", choice.of_face, choice)
        yield Option("", disabled=True)
        yield from self._listed("What else was", choice.items, choice)

    def _listed(self, title: str, lines: Iterable[Choosable], choice: MeasureChoice) -> Iterator[Option]:
        yield Option(Content.styled(title, "bold"), disabled=True)
        for each in lines:
            note = ("◆ suggested" if choice.concerns else "◆ usual") if each.suggested else ""
            sign, look = ("✓", "bold") if each.asked else ("·", "")
            words = Content.assemble((f"{sign} {filled(each.label, self._room)} ", look), (note, "$foreground-muted"))
            yield Option(words, id=each.key)

    @property
    def _room(self) -> int:
        """The cells of a label: beside the face, and before what is said of it."""
        return _LABEL if self.has_class("-narrow") else _WIDE_LABEL

    @property
    def _chosen(self) -> Choosable | None:
        option = self.choices.highlighted_option
        if self._choice is None or option is None or option.id is None:
            return None
        return next((each for each in self._every(self._choice) if each.key == option.id), None)

    def _every(self, choice: MeasureChoice) -> Iterator[Choosable]:
        for zone in choice.tables.zones:
            yield from choice.of_zone(zone)
        yield from choice.of_face
        yield from choice.items

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        choice, chosen = self._choice, self._chosen
        if choice is None:
            return
        lines = [
            f"{counted(len(choice.subjects), 'rating')} and {counted(len(choice.context), 'other thing')} are asked."
        ]
        if chosen is not None:
            lines.insert(0, f"{self._words(choice, chosen)}: {'asked' if chosen.asked else 'not asked'}.")
            if chosen.suggested and choice.concerns:
                lines.append(f"Your plan says: {', '.join(choice.concerns)}.")
        self.about.update("\n".join(map(drawn, lines)))

    @staticmethod
    def _words(choice: MeasureChoice, chosen: Choosable) -> str:
        if isinstance(chosen.what, Subject):
            return subject_words(chosen.what, choice.tables.measures, choice.tables.zones)
        return chosen.label

    @on(FaceMap.ZoneSelected)
    def _zone_selected(self) -> None:
        self._show()

    @on(FaceMap.ZoneChosen)
    def _zone_chosen(self) -> None:
        self.choices.focus()
        self.choices.highlighted = 1

    # ---- choosing

    def action_to_face(self) -> None:
        """Goes to the face: there arrows move between the zones."""
        self.face_map.focus()

    @on(OptionList.OptionSelected)
    def action_turn(self) -> None:
        """Has the chosen line asked, or no more."""
        if self._choice is not None and (chosen := self._chosen) is not None:
            self._choose(self._choice.turned(chosen.what))

    def action_both_sides(self) -> None:
        """Has the chosen rating asked on both sides of the face, or on neither."""
        chosen = self._chosen
        if self._choice is None or chosen is None or not isinstance(chosen.what, Subject):
            return
        if not self._has_sides(self._choice.tables.zones.get(chosen.what.zone or "")):
            self._say("this has no other side")
        else:
            self._choose(self._choice.on_both_sides(chosen.what))

    @staticmethod
    def _has_sides(zone: Zone | None) -> bool:
        return zone is not None and zone.pair is not None

    def action_usual(self) -> None:
        """Has asked again what is asked as a rule."""
        choice = self._choice
        if choice is not None and not choice.chosen:
            self._say("what is usual is asked already")
        elif choice is not None:
            self._choose(replace(choice, subjects=choice.usual_subjects, context=choice.usual_context))

    def _choose(self, choice: MeasureChoice) -> None:
        self._choice = replace(choice, chosen=True)
        self._under_way += 1
        self._show()
        # a worker of the app: one of the screen would be cancelled when the screen is closed at once
        self.app.run_worker(self._write(self._choice, self._clock()), group="write")

    async def _write(self, choice: MeasureChoice, now: datetime) -> None:
        """Brings a choice to the record, after those that were made before it."""
        async with self._one_after_the_other:
            try:
                await asyncio.to_thread(self._care.choose_measures, choice.subjects, choice.context, now)
            except AftercareError as error:
                self._tell(error)
        self._under_way -= 1
        if still_open(self):
            self.record_changed()
