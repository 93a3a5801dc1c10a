"""The appointments, to come and past: adding, moving and cancelling them, and saying that they took place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.errors import AftercareError
from aftercare.model.appointment import attendance_words, has_begun, moved_words, when_typed
from aftercare.model.deed import SESSION_DEEDS
from aftercare.model.session import Session
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.followed_record import FollowedRecord
from aftercare.screens.help import Help, HelpScreen
from aftercare.screens.undone_here import undone_here
from aftercare.widgets.choices import Choices
from aftercare.widgets.day_words import session_in_words
from aftercare.widgets.drawn_text import drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_KEYS = (
    Key("a", "add one", "add"),
    Key("m", "move", "move"),
    Key("c", "cancel", "cancel"),
    Key("k", "took place", "took_place"),
    Key("u", "undo", "undo"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
_HELP = (
    Key("a", "add a session of your own", "add"),
    Key("m", "move the chosen one (enter does it too)", "move"),
    Key("c", "say that it is cancelled; it stays in the list", "cancel"),
    Key("k", "say that it took place", "took_place"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back to the day", "back"),
)
_ABOUT = (
    "Your sessions with the therapist, the plan's and your own. What you say here stays when a newer plan comes, "
    "unless that plan gives the session another time."
)
_EXAMPLE = "2026-11-26 17:30, or thu 17:30"


class SessionsScreen(FollowedRecord[None]):
    """Lists the sessions of a record. Each key writes one action, and the list shows it once the record has it."""

    CSS_PATH = "sessions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="sessions.add"),
        Binding("m", "move", "move", id="sessions.move"),
        Binding("c", "cancel", "cancel", id="sessions.cancel"),
        Binding("k", "took_place", "took place", id="sessions.took_place"),
        Binding("u", "undo", "undo", id="sessions.undo"),
        Binding("question_mark", "help", "help", id="sessions.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._sessions: dict[str, Session] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine("Appointments", self._whose())
        yield Choices(markup=False)
        yield KeyLine(_KEYS)

    def _whose(self) -> str:
        return self._care.present().client.name or self._care.folder.name

    def on_mount(self) -> None:
        self.show()
        self.choices.focus()

    def record_changed(self) -> None:
        """Lists the sessions as the record has them now."""
        self.show()

    def on_resize(self) -> None:
        self.show()

    def show(self) -> None:
        """Lists the sessions: those to come, the next one first, and the past ones, the last one first."""
        now = self._care.wall(self._clock())
        sessions = self._care.sessions()
        chosen = self._chosen_id()
        self._sessions = {each.id: each for each in sessions}
        self.title_line.whose = self._whose()
        coming = [each for each in sessions if not has_begun(each, now)]
        past = [each for each in reversed(sessions) if has_begun(each, now)]
        options: list[Option] = []
        for title, group in (("To come", coming), ("Past", past)):
            if group:
                options += [Option("", disabled=True)] if options else []
                options.append(Option(Content.styled(title, "bold"), disabled=True))
                options += [Option(self._line(each, now), id=each.id) for each in group]
        if not options:
            options.append(Option("No session yet. a adds one, and a plan brings its own.", disabled=True))
        self.choices.clear_options()
        self.choices.add_options(options)
        if chosen in self._sessions:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.action_first()

    def _line(self, session: Session, now: datetime) -> Content:
        width = max(40, min(self.size.width, 110) - 8)
        when = filled(session_in_words(session, now.date()), 22)
        state = attendance_words(session, now)
        look = "$text-warning" if state.endswith("?") else "$foreground-muted"
        moved = moved_words(session) if width > 80 or not session.planned_at else "moved"
        told = f"{session.kind} ({moved})" if moved else session.kind
        return Content.assemble((when, "bold"), (filled(state, 20), look), filled(told, width - 42))

    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> Session | None:
        return self._sessions.get(self._chosen_id())

    # ---- what the keys do

    def action_add(self) -> None:
        """Asks for a day, a time and what it is, and adds that."""

        def write(typed: list[str]) -> None:
            now = self._clock()
            self._care.add_session(when_typed(typed[0], self._care.today(now)), typed[1], now)

        fields = (Field("Day and time", _EXAMPLE), Field("What it is", "facial needles, review"))
        self.app.push_screen(FieldsPrompt("A session of your own", "When is it, and what?", fields, write))

    def action_move(self) -> None:
        """Asks for the new day and time of the chosen session."""
        session = self._chosen
        if session is None:
            return

        def write(typed: list[str]) -> None:
            now = self._clock()
            self._care.move_session(session.id, when_typed(typed[0], self._care.today(now)), now)

        about = f"It is on {session_in_words(session, self._care.today(self._clock()))}. When is it now?"
        field = Field("New day and time", _EXAMPLE, f"{session.at:%Y-%m-%d %H:%M}")
        self.app.push_screen(FieldsPrompt(f"Move {drawn(session.kind)}", about, (field,), write))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_move()

    def action_cancel(self) -> None:
        """Says that the chosen session does not take place."""
        if session := self._chosen:
            self._write(lambda: self._care.cancel_session(session.id, self._clock()), "cancelled")

    def action_took_place(self) -> None:
        """Says that the chosen session took place."""
        if session := self._chosen:
            self._write(lambda: self._care.session_took_place(session.id, self._clock()), "took place")

    @work(thread=True, group="write")
    def action_undo(self) -> None:
        """Takes back this machine's last action, where it was one of the appointments'."""
        try:
            said = undone_here(self._care, self._clock(), SESSION_DEEDS, "an appointment")
        except AftercareError as error:
            self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)
        else:
            self.notify(drawn(said), timeout=4, markup=False)

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], bool], what: str) -> None:
        try:
            changed = write()
        except AftercareError as error:
            self.notify(drawn(str(error)), severity="error", timeout=8, markup=False)
        else:
            if not changed:
                self.notify(f"{what} already: nothing was changed", timeout=4, markup=False)

    def action_help(self) -> None:
        """Explains this screen."""

        async def run(action: str | None) -> None:
            if action:
                await self.run_action(action)

        self.app.push_screen(HelpScreen(Help("Appointments", _ABOUT, tuple(_HELP))), run)

    def action_back(self) -> None:
        """Back to the day."""
        self.dismiss(None)
