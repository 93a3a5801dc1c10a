"""Two photos side by side: the earlier and the later one, each to be moved through time, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.photo import Photo
from aftercare.model.photo_comparing import PhotoFacts, after_session_words, comparability, same_view, to_compare_with
from aftercare.model.photo_words import seen_words
from aftercare.model.words import counted
from aftercare.model.zone import Zone
from aftercare.screens.breakpoints import take_form
from aftercare.screens.help import Help, explain
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import clipped, drawn
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.photo_picture import longest_in, photo_picture
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("←", "earlier", "step(-1)"),
    Key("→", "later", "step(1)"),
    Key("tab", "the other one", "other"),
    Key("s", "swap", "swap"),
    Key("v", "any view", "views"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("←", "the marked one: the photo before it", "step(-1)"),
    Key("→", "the marked one: the photo after it", "step(1)"),
    Key("tab", "mark the other one (a click does it too)", "other"),
    Key("s", "swap the two sides", "swap"),
    Key("v", "go through photos of the same view only, or of all", "views"),
    Key("o", "open the marked one in another program", "open"),
    Key("esc", "back to the list", "back"),
)
_ABOUT = (
    "Two photos side by side. ← → move the marked one through time. What is said below stands against comparing them: "
    "light, size, view, hour, and needles less than 48 hours before. One odd photo is not a change."
)


class Side(Struct, frozen=True):
    """One of the two: the photo, what is known of it, and where its picture lies, or the `trouble` with that."""

    photo: Photo
    facts: PhotoFacts
    place: Path | None
    trouble: str = ""


class ComparePhotosScreen(Screen[None]):
    """Shows two of `photos`, which are in the order of their time; first `chosen` beside what fits it best."""

    CSS_PATH = "compare_photos.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,left_square_bracket", "step(-1)", "earlier", id="compare.earlier"),
        Binding("right,right_square_bracket", "step(1)", "later", id="compare.later"),
        Binding("tab,shift+tab", "other", "the other one", id="compare.other", priority=True),
        Binding("s", "swap", "swap", id="compare.swap"),
        Binding("v", "views", "same view, or any", id="compare.views"),
        Binding("o", "open", "open outside", id="compare.open"),
        Binding("question_mark", "help", "help", id="compare.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    marked: reactive[int] = reactive(1, init=False)

    def __init__(self, care: Care, photos: Sequence[Photo], chosen: Photo, zones: Mapping[str, Zone]) -> None:
        super().__init__()
        self._zones = zones
        self._care = care
        self._photos = tuple(photos)
        beside = to_compare_with(chosen, self._photos)
        self._shown = sorted((beside, chosen), key=self._photos.index)
        self._same_view = same_view(beside, chosen)
        self.set_reactive(ComparePhotosScreen.marked, self._shown.index(chosen))

    def compose(self) -> ComposeResult:
        take_form(self)
        yield TitleLine("Two photos", self._care.present().client.name or self._care.folder.name)
        with Horizontal(id="pair"):
            for number in (0, 1):
                with Vertical(id=f"side-{number}", classes="side"):
                    yield Static("", classes="heading", markup=False)
                    with Container(classes="frame"):
                        yield photo_picture(None)
        yield Static("", id="remarks", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self._read()

    def on_click(self, event: events.Click) -> None:
        for number in (0, 1):
            side = self.query_one(f"#side-{number}")
            if side.region.contains(event.screen_x, event.screen_y):
                self.marked = number

    @work(thread=True, group="read-pictures", exclusive=True)
    def _read(self) -> None:
        sides = [self._side(photo) for photo in self._shown]
        self.app.call_from_thread(self._show, sides)

    def _side(self, photo: Photo) -> Side:
        facts = self._care.photo_facts(photo)
        try:
            return Side(photo, facts, self._care.photo_picture(photo, longest_in()))
        except AftercareError as error:
            return Side(photo, facts, None, str(error))

    def _show(self, sides: list[Side]) -> None:
        if not still_open(self) or [each.photo for each in sides] != self._shown:
            return
        for number, side in enumerate(sides):
            picture = self.query_one(f"#side-{number} .frame > *")
            picture.image = side.place  # type: ignore[attr-defined]  # every photo_picture has it
        self._facts = [each.facts for each in sides]
        self._draw_headings()
        said = [each.trouble for each in sides if each.trouble]
        said += comparability(*self._facts) or ("Same view, and nothing known stands against comparing them.",)
        self.query_one("#remarks", Static).update("\n".join(drawn(each) for each in [self._apart(), *said]))

    def _apart(self) -> str:
        days = abs((self._shown[1].day - self._shown[0].day).days)
        views = dict.fromkeys(seen_words(each, self._zones) for each in self._shown)
        return f"{' and '.join(views).capitalize()}, {counted(days, 'day')} apart."

    def _draw_headings(self) -> None:
        for number, photo in enumerate(self._shown):
            is_marked = number == self.marked
            side = self.query_one(f"#side-{number}")
            side.set_class(is_marked, "-marked")
            after = after_session_words(self._facts[number].after_session)
            day = f"{photo.day.day} {photo.day:%b} {photo.day.year}"
            sign = "▌ " if is_marked else "  "
            # half of a narrow screen has two lines for it
            parted: list[str | tuple[str, str]] = ["\n", (sign, "$primary")] if self.has_class("-narrow") else [" · "]
            heading = Content.assemble((sign, "$primary"), (day, "bold"), *parted, after)
            side.query_one(".heading", Static).update(heading)

    def on_resize(self) -> None:
        self.watch_marked()

    def watch_marked(self) -> None:
        """Shows which of the two is marked."""
        if hasattr(self, "_facts"):
            self._draw_headings()

    def action_other(self) -> None:
        """Marks the other one."""
        self.marked = 1 - self.marked

    def action_step(self, by: int) -> None:
        """Puts the photo before or after in the place of the marked one."""
        now = self._shown[self.marked]
        beside = self._shown[1 - self.marked]
        at = self._photos.index(now)
        on = self._photos[at + 1 :] if by > 0 else tuple(reversed(self._photos[:at]))
        fitting = [each for each in on if each != beside and (not self._same_view or same_view(each, beside))]
        if not fitting:
            view = f" {clipped(seen_words(beside, self._zones), 20)}" if self._same_view else ""
            self.notify(
                f"no {'later' if by > 0 else 'earlier'}{view} photo; v goes through all views"
                if self._same_view
                else f"no {'later' if by > 0 else 'earlier'} photo",
                timeout=3,
                markup=False,
            )
            return
        self._shown[self.marked] = fitting[0]
        self._read()

    def action_swap(self) -> None:
        """Swaps the two sides; the mark goes along."""
        self._shown.reverse()
        self.set_reactive(ComparePhotosScreen.marked, 1 - self.marked)
        self._read()

    def action_views(self) -> None:
        """Goes through photos of the same view only, or of all."""
        self._same_view = not self._same_view
        said = "photos of the same view only" if self._same_view else "photos of every view"
        self.notify(f"← → go through {said}", timeout=3, markup=False)

    @work(thread=True, group="open-photo")
    def action_open(self) -> None:
        """Opens the marked photo in the program that this machine has for it."""
        try:
            self._care.open_photo(self._shown[self.marked])
        except AftercareError as error:
            self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)

    def action_help(self) -> None:
        """Explains this screen."""
        explain(self, Help("Two photos", _ABOUT, _HELP))

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss(None)
