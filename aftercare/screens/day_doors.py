"""What opens over a day: prompts and other screens. Each is imported when it opens: the first frame does not wait."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from textual.binding import Binding, BindingType

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.notice import SeveralVersions
from aftercare.screens.followed_day import FollowedDay
from aftercare.widgets.drawn_text import drawn


class DayDoors(FollowedDay):
    """A day from which the other screens are reached, each with a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "note", "note", id="today.note"),
        Binding("o", "routine", "own routine", id="today.routine"),
        Binding("i", "import_plan", "import a plan", id="today.import"),
        Binding("v", "versions", "choose a version", id="today.versions"),
        Binding("question_mark", "help", "help", id="today.help"),
    ]

    def __init__(self, care: Care, clock: Callable[[], datetime], day: date | None = None) -> None:
        super().__init__(care, clock, day)
        self._drafts: dict[date, str] = {}

    def action_note(self) -> None:
        """Opens a note of the day, with what was typed before and not saved."""
        from aftercare.screens.note_prompt import NotePrompt

        view = self.state.view

        def save(text: str) -> None:
            self._care.note(text, self._clock(), view.day)

        def keep(draft: str | None) -> None:
            self._drafts[view.day] = draft or ""

        self.app.push_screen(NotePrompt(view, save, self._drafts.get(view.day, "")), keep)

    def action_import_plan(self) -> None:
        """Asks for a plan file, shows what it would change, and takes it over."""
        from aftercare.screens.import_plan import ImportPlan, into_record

        self.app.push_screen(ImportPlan(into_record(self._care, self._clock)))

    def action_routine(self) -> None:
        """Opens the routine: its steps are added, changed, moved and ended there."""
        from aftercare.screens.routine import RoutineScreen

        self.app.push_screen(RoutineScreen(self._care, self._clock))

    def action_versions(self) -> None:
        """Offers the versions of what was changed in two places at the same time."""
        if any(isinstance(notice, SeveralVersions) for notice in self.state.notices):
            from aftercare.screens.versions import VersionsScreen

            self.app.push_screen(VersionsScreen(self._care, self._clock))
        else:
            self._say("nothing was changed in two places: there is nothing to choose")

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        from aftercare.screens.help import HelpScreen

        async def run(action: str | None) -> None:
            if action:
                await self.run_action(action)

        self.app.push_screen(HelpScreen(), run)

    # ---- saying

    def _tell(self, error: AftercareError) -> None:
        self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)

    def _say(self, text: str) -> None:
        self.notify(drawn(text), timeout=4, markup=False)
