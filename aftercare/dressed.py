"""An application as this machine has it: in the theme that is set, with faces seen as they are set to be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from textual import work
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import Theme

from aftercare.care import FACE, THEME, Home, machine_settings, set_on_machine
from aftercare.errors import AftercareError, BadInput
from aftercare.themes import EVENING, MORNING, NAMED
from aftercare.widgets.drawn_text import drawn

_OWN = {EVENING.name: EVENING, MORNING.name: MORNING}


class DressedApp(App[None]):
    """Puts on the theme that is set in `home`, and keeps the one that is chosen. For the application to derive from."""

    #: From where faces are seen, as the setting calls it. A face that opens looks here.
    face_view = "photo"

    def __init__(self, home: Home, css_path: list[str | PurePath]) -> None:
        self._home = home
        self._untold: AftercareError | None = None
        # put on before the first style sheet is read: later it would have every sheet parsed twice
        self.set_reactive(DressedApp.theme, self._read_settings())
        super().__init__(css_path=css_path)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and the program's two. Known before the first style sheet is read."""
        return {**super().available_themes, **_OWN}

    def get_theme(self, theme_name: str) -> Theme | None:
        """The theme of that name. Asked for with each line that is painted: all themes are not put together for it."""
        return _OWN.get(theme_name) or super().get_theme(theme_name)

    @property
    def _background_screens(self) -> list[Screen[Any]]:
        """The screens that are seen through the one on top: none where that one lets nothing through.

        Textual counts the one below it always, and paints both anew whenever something changes on the one below.
        """
        return [] if self.screen_stack and self.screen.styles.background.a == 1 else super()._background_screens

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Takes in the style sheet of a screen that opens for the first time.

        Textual parses all that it has anew for that, and styles all that stands there again. A screen's sheet speaks of
        that screen alone.
        """
        new = [path for path in screen.css_path if not self.stylesheet.has_source(str(path))]
        if new:
            self.stylesheet.read_all(new)
            self.stylesheet.parse()
            # the screen itself took its styles before, its parts do later
            self.stylesheet.apply(screen)
        super()._load_screen_css(screen)

    def on_ready(self) -> None:
        """There is a screen: what was wrong with the settings can be said."""
        if self._untold is not None:
            self.tell(self._untold)

    def _read_settings(self) -> str:
        """Takes over what is set for this machine, and returns the theme.

        Where the settings cannot be read that is the evening's, and it is told.
        """
        try:
            found = {each.name: each for each in machine_settings(self._home)}
        except AftercareError as error:
            self._untold = error
            return EVENING.name
        theme, face = found[THEME], found[FACE]
        self._untold = next((BadInput(each.note) for each in (theme, face) if each.note), None)
        self.face_view = face.value or self.face_view
        return NAMED[theme.value or "evening"].name

    def theme_commands(self) -> Iterator[SystemCommand]:
        """The themes, for the palette."""
        yield SystemCommand("Evening theme", "Light text on a dark ground", lambda: self._choose("evening"))
        yield SystemCommand("Morning theme", "Dark text on a light ground", lambda: self._choose("morning"))

    def _choose(self, theme: str) -> None:
        # worn even where it cannot be kept
        self.theme = NAMED[theme].name
        self._keep(theme)

    @work(thread=True, group="write")
    def _keep(self, theme: str) -> None:
        try:
            set_on_machine(self._home, THEME, theme)
        except AftercareError as error:
            self.tell(error)

    def on_settings_screen_machine_changed(self) -> None:
        """Something was set for this machine: what it says of the app holds at once."""
        self.theme = self._read_settings()

    def tell(self, error: AftercareError) -> None:
        """Says what went wrong, over whatever is open."""
        self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)
