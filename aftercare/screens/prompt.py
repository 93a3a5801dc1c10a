"""What every sheet over a screen has in common: its look, how it is left, and how it saves without losing a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import events, work
from textual.app import App
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.css.scalar import Unit
from textual.screen import ModalScreen
from textual.widgets import Static

from aftercare.errors import AftercareError
from aftercare.screens.still_open import still_open
from aftercare.widgets.drawn_text import drawn

Result = TypeVar("Result")
T = TypeVar("T")


class Prompt(ModalScreen[Result]):
    """A sheet in the middle of the screen. Escape, and a click beside it, leave it.

    A deriving sheet that writes calls `save`: it closes only once the record has it, and says under what was typed
    why it has not.
    """

    CSS_PATH = "prompt.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "back", show=False)]

    def __init__(self, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        look = Path(__file__).with_suffix(".tcss")
        if look not in self.css_path:
            self.css_path.insert(0, look)
        self._saving = False
        self._left_once = False

    def on_mount(self) -> None:
        self._measure()

    def on_resize(self) -> None:
        self._measure()

    def _measure(self) -> None:
        # Textual leaves a limit in parts of the screen out of account when it asks how high a sheet would like to be:
        # the sheet would be as high as a long text, and empty below its keys
        for each in self.query("#sheet *"):
            most = each.styles.base.max_height
            if most is not None and most.unit is Unit.VIEW_HEIGHT:
                each.styles.max_height = max(1, int(self.app.size.height * most.value / 100))

    def on_click(self, event: events.Click) -> None:
        clicked, _ = self.get_widget_at(event.screen_x, event.screen_y)
        if clicked is self:
            self.action_leave()

    def action_leave(self) -> None:
        """Closes the sheet with nothing; over what was typed only when asked for twice.

        What is being saved closes it by itself.
        """
        if self._saving:
            self.say_it_closes()
            return
        if self.unsaved and not self._left_once and self.query(".trouble"):
            self._left_once = True
            self.say_trouble(AftercareError("What you typed is not saved.", "Esc once more leaves without it."))
            return
        self.dismiss(None)

    def say_it_closes(self) -> None:
        """Says that the sheet closes once what was typed is saved, as it does a moment later as a rule."""
        self.say_going_on("It is being saved; this closes once that is done.")

    @property
    def unsaved(self) -> str:
        """What was typed here and would be lost on quitting."""
        return ""

    def trouble(self) -> Static:
        """The line that says what went wrong. For `compose`."""
        return Static("", classes="trouble", markup=False)

    def say_trouble(self, error: AftercareError | None) -> None:
        """Shows `error` under what was typed, or clears that line."""
        try:
            line = self.query_one(".trouble", Static)
        except NoMatches:
            return
        line.update(f"{drawn(error.message)}\n{drawn(error.next_step)}".strip() if error else "")
        line.set_class(error is not None, "-said")
        line.remove_class("-going-on")

    def say_going_on(self, words: str) -> None:
        """Shows under what was typed how far the saving has come. From the screen's thread."""
        for line in self.query(".trouble").results(Static):
            line.update(drawn(words))
            line.add_class("-said", "-going-on")

    def save(self, write: Callable[[], T], saved: Callable[[T], object]) -> None:
        """Runs `write` in a thread; then `saved` on the screen, with what came of it, or why it failed is said."""
        if not self._saving:
            self._saving = True
            self._save(self.app, write, saved)

    @work(thread=True, group="write")
    def _save(self, app: App[Any], write: Callable[[], T], saved: Callable[[T], object]) -> None:
        # a sheet that was left meanwhile finds no app any more, and what came of it would be told to nobody
        try:
            written = write()
        except AftercareError as error:
            app.call_from_thread(self._not_saved, error)
        else:
            app.call_from_thread(self._saved, saved, written)

    def _not_saved(self, error: AftercareError) -> None:
        self._saving = False
        if still_open(self):
            self.say_trouble(error)
        else:
            self.app.notify(drawn(str(error)), severity="error", timeout=8, markup=False)

    def _saved(self, saved: Callable[[T], object], written: T) -> None:
        self._saving = False
        if still_open(self):
            saved(written)
