"""The photos of a record: a list, and the chosen one beside it as the terminal can draw it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, folder_typed
from aftercare.care.journal_tables import journal_tables
from aftercare.errors import AftercareError
from aftercare.model.deed import PHOTO_DEEDS
from aftercare.model.photo import Photo
from aftercare.model.photo_comparing import after_session_words
from aftercare.model.photo_words import shown_words, view_words
from aftercare.model.typed_paths import begins_a_path
from aftercare.model.words import counted, short_day
from aftercare.model.zone import Zone, zone_words
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.photo_form import ask_for_photos, ask_what_it_shows
from aftercare.screens.still_open import still_open
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.drawn_text import clipped, drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.photo_picture import longest_in, photo_picture
from aftercare.widgets.title_line import TitleLine

#: Seconds after which the watched folder is looked into again, while the photos are in sight.
_LOOKS_AGAIN = 10.0
#: The cells of a line of the list.
_LINE = 33
_KEYS = (
    Key("a", "add", "add"),
    Key("enter", "compare", "compare"),
    Key("e", "edit", "edit"),
    Key("o", "open outside", "open"),
    Key("t", "how to", "protocol"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
#: What can be done where there is none.
_KEYS_OF_EMPTY = tuple(each for each in _KEYS if each.action in ("add", "protocol", "help", "back"))
_HELP = (
    Key("a", "add photos: type or paste a path, or drag the files here", "add"),
    Key("n", "take in what is new in the folder that your telephone writes into", "news"),
    Key("enter", "compare the chosen one with another of the same view (c does it too)", "compare"),
    Key("e", "say what it shows: view, zone, words", "edit"),
    Key("o", "open it in another program", "open"),
    Key("x", "take it out of the journal; u brings it back", "delete"),
    Key("w", "name the folder that your telephone writes into, or none any more", "watch"),
    Key("t", "how a photo is taken so that it can be compared, to tick off", "protocol"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back", "back"),
)
_ABOUT = (
    "Photos of your face, each kept once and for you alone. Where and with what it was taken is left out of what is "
    "kept; the file that you added stays where it is. ↑ ↓ go through time."
)
_EMPTY = Content.assemble(
    "No photo yet.\n\n",
    ("a", "bold $primary"),
    " adds one: type or paste its path, or drag the file into the terminal.\n",
    ("t", "bold $primary"),
    " tells how to take one that can be compared later.",
)


class PhotosScreen(SubjectScreen[None]):
    """Lists the photos, the last one first, and draws the chosen one."""

    CSS_PATH = "photos.tcss"
    EXPLAINED = Help("Photos", _ABOUT, _HELP)
    DEEDS = PHOTO_DEEDS
    DONE_HERE = "a photo"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="photos.add"),
        Binding("n", "news", "new in the folder", id="photos.news"),
        Binding("c", "compare", "compare", id="photos.compare"),
        Binding("e", "edit", "what it shows", id="photos.edit"),
        Binding("o", "open", "open outside", id="photos.open"),
        Binding("x,delete", "delete", "delete", id="photos.delete"),
        Binding("w", "watch", "folder to watch", id="photos.watch"),
        Binding("t", "protocol", "how to take one", id="photos.protocol"),
        Binding("u", "undo", "undo", id="photos.undo"),
        Binding("question_mark", "help", "help", id="photos.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    told = query_one("#told", Static)

    def __init__(self, care: Care, clock: Callable[[], datetime], show: str | None = None) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._photos: dict[str, Photo] = {}
        self._zones: Mapping[str, Zone] = {}
        self._first_shown = show
        self._news: tuple[Path, ...] = ()
        self._looked_at = ""
        #: The rules of the protocol that are ticked off for the photos that are being taken.
        self._ticked: set[str] = set()

    def compose(self) -> ComposeResult:
        yield TitleLine("Photos", self._care.present().client.name or self._care.folder.name)
        with Horizontal():
            with Vertical(id="list"):
                yield Choices(markup=False)
                yield Static("", id="news", markup=False)
            with Vertical(id="chosen"):
                with Container(id="frame"):
                    yield photo_picture(None)
                yield Static("", id="told", markup=False)
        yield KeyLine(_KEYS)

    def on_mount(self) -> None:
        self.choices.focus()
        self._read()
        self._look_for_news()
        self.set_interval(_LOOKS_AGAIN, self._look_again)

    def record_changed(self) -> None:
        """Reads the photos again."""
        self._read()

    @work(thread=True, group="read-photos", exclusive=True)
    def _read(self) -> None:
        try:
            photos, zones = self._care.photos(), journal_tables().zones
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(self._show, photos, zones)

    def _show(self, photos: tuple[Photo, ...], zones: Mapping[str, Zone]) -> None:
        if not still_open(self):
            return
        self._zones = zones
        chosen, index = self._first_shown or self._chosen_id, self.choices.highlighted or 0
        self._first_shown = None
        self._photos = {each.id: each for each in reversed(photos)}
        self.choices.clear_options()
        today = self._care.today(self._clock())
        days = {each.id: short_day(each.day, today) for each in photos}
        width = max(map(len, days.values()), default=0) + 2
        self.choices.add_options(
            [Option(self._line(filled(days[each.id], width), each), id=each.id) for each in self._photos.values()]
        )
        self.set_class(not self._photos, "-empty")
        self.query_one(KeyLine).keys = _KEYS if self._photos else _KEYS_OF_EMPTY
        if not self._photos:
            self._draw(None, "")
            self.told.update(_EMPTY)
        elif chosen in self._photos:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.highlighted = min(index, len(self._photos) - 1)

    def _line(self, day: str, photo: Photo) -> Content:
        # of a close-up its zone tells more than its view
        seen = zone_words([photo.zone], self._zones)[0] if photo.zone is not None else view_words(photo.view)
        return Content.assemble((day, "bold"), clipped(seen, _LINE - len(day)))

    @property
    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> Photo | None:
        return self._photos.get(self._chosen_id)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        if photo := self._chosen:
            self._picture(photo)

    @work(thread=True, group="read-picture", exclusive=True)
    def _picture(self, photo: Photo) -> None:
        try:
            place: Path | None = self._care.photo_picture(photo, longest_in())
            facts = self._care.photo_facts(photo)
            said = f"{after_session_words(facts.after_session)}\n{photo.width} × {photo.height} pixels"
        except AftercareError as error:
            place, said = None, str(error)
        self.app.call_from_thread(self._shown, photo, place, said)

    def _shown(self, photo: Photo, place: Path | None, said: str) -> None:
        if still_open(self) and self._chosen == photo:
            taken = f", {photo.taken:%H:%M}" if photo.taken is not None else ""
            lines = [
                f"{shown_words(photo, self._zones)}{taken}",
                *said.split("\n"),
                *([photo.text] if photo.text else []),
            ]
            self._looked_at = photo.id
            self._draw(place, "\n".join(drawn(each) for each in lines))

    def _draw(self, place: Path | None, told: str) -> None:
        picture = self.query_one("#frame > *")
        picture.image = place  # type: ignore[attr-defined]  # every photo_picture has it
        self.told.update(told)

    # ---- the folder that a telephone writes into

    def _look_again(self) -> None:
        if self.is_current:
            self._look_for_news()

    @work(thread=True, group="look-for-news", exclusive=True)
    def _look_for_news(self) -> None:
        try:
            news = self._care.new_photos()
        except AftercareError as error:
            self.app.call_from_thread(self._say_news, (), str(error))
        else:
            self.app.call_from_thread(self._say_news, news, "")

    def _say_news(self, news: tuple[Path, ...], trouble: str) -> None:
        if not still_open(self):
            return
        self._news = news
        said = drawn(trouble) or (f"{counted(len(news), 'new photo')} in your folder · n takes them in" if news else "")
        line = self.query_one("#news", Static)
        line.update(said)
        line.display = bool(said)

    def action_news(self) -> None:
        """Asks what the new photos of the folder show, and takes them in."""
        if self._news:
            ask_for_photos(self, self._care, self._clock, self._news, self._look_for_news)
        else:
            self._say("nothing is new in the folder; w says which one is watched")
            self._look_for_news()

    def action_watch(self) -> None:
        """Asks which folder is watched."""
        watched = self._care.photo_folder()

        def write(typed: list[str]) -> None:
            self._care.watch_photo_folder(folder_typed(typed[0].strip()) if typed[0].strip() else None)

        about = "What your telephone writes there is offered here, and stays there. An empty line watches none."
        field = Field("Folder", "~/Pictures/Phone", str(watched) if watched is not None else "")
        prompt = FieldsPrompt("The folder of your telephone", about, (field,), write, may_be_empty=True)
        self.app.push_screen(prompt, self._watched)

    def _watched(self, kept: bool | None) -> None:
        if kept:
            self._look_for_news()

    # ---- what the keys do

    def action_add(self) -> None:
        """Asks for files, and what they show."""
        ask_for_photos(self, self._care, self._clock)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        # a first click looks at a photo, a second one compares it
        if event.option_id == self._looked_at:
            self.action_compare()

    def on_paste(self, event: events.Paste) -> None:
        """Files that are dragged into the terminal arrive as their paths: asks what they show."""
        if begins_a_path(event.text):
            event.stop()
            ask_for_photos(self, self._care, self._clock, dropped=event.text)

    def action_compare(self) -> None:
        """Puts the chosen photo beside another one of the same view."""
        from aftercare.screens.compare_photos import ComparePhotosScreen

        if photo := self._chosen:
            oldest_first = tuple(reversed(self._photos.values()))
            if len(oldest_first) < 2:
                self._say("with a second photo the two can be compared")
                return
            self.app.push_screen(ComparePhotosScreen(self._care, oldest_first, photo, self._zones))

    def action_edit(self) -> None:
        """Asks what the chosen photo shows."""
        if photo := self._chosen:
            ask_what_it_shows(self, self._care, self._clock, photo)

    @work(thread=True, group="open-photo")
    def action_open(self) -> None:
        """Opens the chosen photo in the program that this machine has for it."""
        if photo := self._chosen:
            try:
                self._care.open_photo(photo)
            except AftercareError as error:
                self._tell(error)

    def action_delete(self) -> None:
        """Takes the chosen photo out of the journal."""
        photo = self._chosen
        if photo is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(lambda: self._care.delete_photo(photo, self._clock()))

        self.app.push_screen(
            Confirm(f"Take the photo of {shown_words(photo, self._zones)} out?", "take it out", "keep it"), answered
        )

    def action_protocol(self) -> None:
        """Lists how a photo is taken so that it can be compared, to tick off."""
        from aftercare.screens.photo_protocol import PhotoProtocol

        self.app.push_screen(PhotoProtocol(self._ticked))

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], object]) -> None:
        try:
            write()
        except AftercareError as error:
            self._tell(error)
