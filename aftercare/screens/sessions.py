"""The appointments, to come and past, and what was had elsewhere: adding, moving, cancelling, and what took place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from aftercare.model.after_procedure import AfterProcedure
from aftercare.model.appointment import attendance_words, has_begun, moved_words, when_typed
from aftercare.model.deed import SESSION_DEEDS
from aftercare.model.procedure import Procedure
from aftercare.model.question import Question
from aftercare.model.session import Session
from aftercare.screens.elsewhere import ElsewhereSheet, ask_for_procedure, option_id, procedure_line, waits_by_id
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.help import Help
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.day_words import session_in_words
from aftercare.widgets.drawn_text import clipped, drawn, filled
from aftercare.widgets.key_line import Key, KeyLine
from aftercare.widgets.title_line import TitleLine

_ELSEWHERE = Key("e", "elsewhere", "elsewhere")
_UNDO = Key("u", "undo", "undo")
_LEAVING = (Key("?", "help", "help"), Key("esc", "back", "back"))
_MOVING = (Key("m", "move", "move"), Key("c", "cancel", "cancel"))
#: On a session to come, on one whose time has come, and on what was had elsewhere, with a question or without.
_COMING_KEYS = (Key("a", "add one", "add"), *_MOVING, _ELSEWHERE, _UNDO, *_LEAVING)
_PAST_KEYS = (*_MOVING, Key("k", "took place", "took_place"), Key("t", "tell", "told"), _ELSEWHERE, *_LEAVING)
_ASKED_KEYS = (
    Key("enter", "all of it", "choose"),
    Key("s", "answered", "settle"),
    Key("x", "remove", "remove"),
    _ELSEWHERE,
    *_LEAVING,
)
_ELSEWHERE_KEYS = (
    Key("enter", "tells all of it", "choose"), Key("x", "remove", "remove"), _ELSEWHERE, _UNDO, *_LEAVING
)  # fmt: skip
_HELP = (
    Key("a", "add a session of your own", "add"),
    Key("m", "move the chosen one (enter does it too)", "move"),
    Key("c", "say that it is cancelled; it stays in the list", "cancel"),
    Key("k", "say that it took place", "took_place"),
    Key("t", "write down what was used and said in it, and the next date", "told"),
    Key("e", "enter what you had done elsewhere: filler, peel, laser…", "elsewhere"),
    Key("x", "take the chosen one of those off the list", "remove"),
    Key("s", "say that its question is answered: it is not asked again", "settle"),
    Key("u", "take back your last action here", "undo"),
    Key("esc", "back to the day", "back"),
)
_ABOUT = (
    "Your sessions with the therapist, the plan's and your own. What you say here stays when a newer plan comes, "
    "and where that plan gives the session another time you are asked. After what you had done elsewhere needles wait "
    "as long as your therapist's plan says; where it says nothing, that becomes a question for them. No session is "
    "moved by it."
)
_EXAMPLE = "2026-11-26 17:30, or thu 17:30"


#: What stands at a planned session that lies within a wait.
_ASK_FIRST = "ask first"


class SessionsScreen(SubjectScreen[None]):
    """Lists the sessions of a record. Each key writes one action, and the list shows it once the record has it."""

    CSS_PATH = "sessions.tcss"
    EXPLAINED = Help("Appointments", _ABOUT, _HELP)
    DEEDS = SESSION_DEEDS
    DONE_HERE = "an appointment"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="sessions.add"),
        Binding("m", "move", "move", id="sessions.move"),
        Binding("c", "cancel", "cancel", id="sessions.cancel"),
        Binding("k", "took_place", "took place", id="sessions.took_place"),
        Binding("t", "told", "what was done", id="sessions.told"),
        Binding("e", "elsewhere", "had elsewhere", id="sessions.elsewhere"),
        Binding("x", "remove", "remove", id="sessions.remove"),
        Binding("s", "settle", "answered", id="sessions.settle"),
        Binding("u", "undo", "undo", id="sessions.undo"),
        Binding("question_mark", "help", "help", id="sessions.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    key_line = query_one(KeyLine)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._procedures: dict[str, Procedure] = {}
        self._waits: Mapping[str, AfterProcedure] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine("Appointments", self._whose())
        yield Choices(markup=False)
        yield KeyLine(_COMING_KEYS)

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
        self._procedures = {option_id(each): each for each in self._care.procedures()}
        self._waits = waits_by_id(self._care.after_procedures(now))
        self.title_line.whose = self._whose()
        coming = [each for each in sessions if not has_begun(each, now)]
        past = [each for each in reversed(sessions) if has_begun(each, now)]
        options: list[Option] = []
        had = [Option(self._had(each), id=key) for key, each in self._procedures.items()]
        for title, group in (
            ("To come", [Option(self._line(each, now), id=each.id) for each in coming]),
            ("Past", [Option(self._line(each, now), id=each.id) for each in past]),
            ("Elsewhere", had),
        ):
            if group:
                options += [Option("", disabled=True)] if options else []
                options += [Option(Content.styled(title, "bold"), disabled=True), *group]
        if not options:
            options.append(Option("No session yet. a adds one, and a plan brings its own.", disabled=True))
        self.choices.clear_options()
        self.choices.add_options(options)
        if chosen in self._sessions or chosen in self._procedures:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.action_first()

    @property
    def _width(self) -> int:
        return max(40, min(self.size.width, 110) - 8)

    def _had(self, procedure: Procedure) -> Content:
        today = self._care.today(self._clock())
        return procedure_line(procedure, self._waits.get(procedure.id), today, self._width)

    def _line(self, session: Session, now: datetime) -> Content:
        width = self._width
        when = filled(session_in_words(session, now.date()), 22)
        state = attendance_words(session, now)
        if any(session.id == each.id for wait in self._waits.values() for each in wait.within):
            state = f"{state}, {_ASK_FIRST}"
        look = "$text-warning" if state.endswith(("?", _ASK_FIRST)) else "$foreground-muted"
        moved = moved_words(session) if width > 80 or not session.planned_at else "moved"
        told = f"{session.kind} ({moved})" if moved else session.kind
        used = ", ".join((*session.points, *session.products))
        line = Content.assemble((when, "bold"), (filled(state, 20), look), filled(told, width - 42))
        return Content.assemble(line, (f"\n  {drawn(clipped(used, width - 2))}", "$foreground-muted")) if used else line

    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> Session | None:
        return self._sessions.get(self._chosen_id())

    @on(OptionList.OptionHighlighted)
    def _offer_keys(self) -> None:
        session = self._chosen
        if self._chosen_id() in self._procedures:
            self.key_line.keys = _ASKED_KEYS if self._question else _ELSEWHERE_KEYS
        elif session is not None and has_begun(session, self._care.wall(self._clock())):
            self.key_line.keys = _PAST_KEYS
        else:
            self.key_line.keys = _COMING_KEYS

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
        self.action_choose()

    def action_choose(self) -> None:
        """Moves the chosen session; of what was had elsewhere it tells all."""
        procedure = self._procedures.get(self._chosen_id())
        if procedure is None:
            self.action_move()
            return
        today = self._care.today(self._clock())
        self.app.push_screen(ElsewhereSheet(procedure, self._waits.get(procedure.id), today))

    def action_elsewhere(self) -> None:
        """Asks what was done elsewhere, and when, and keeps it."""
        ask_for_procedure(self.app, self._care, self._clock)

    @property
    def _question(self) -> Question | None:
        procedure = self._procedures.get(self._chosen_id())
        wait = self._waits.get(procedure.id) if procedure is not None else None
        return wait.question if wait is not None else None

    def action_settle(self) -> None:
        """Says that the question about the chosen one is answered, or let go."""
        question = self._question
        if question is None:
            self._say("there is no question about it to settle")
            return
        self._write(lambda: bool(self._care.settle(question.id, self._clock())), "settled")

    def action_remove(self) -> None:
        """Takes the chosen one of what was had elsewhere off the list."""
        procedure = self._procedures.get(self._chosen_id())
        if procedure is None:
            self._say("only what you had elsewhere is taken off: c cancels a session")
            return
        self._write(lambda: bool(self._care.remove_procedure(procedure.id, self._clock())), "removed")

    def action_cancel(self) -> None:
        """Says that the chosen session does not take place."""
        if session := self._chosen:
            self._write(lambda: self._care.cancel_session(session.id, self._clock()), "cancelled")

    def action_took_place(self) -> None:
        """Says that the chosen session took place."""
        if session := self._chosen:
            self._write(lambda: self._care.session_took_place(session.id, self._clock()), "took place")

    def action_told(self) -> None:
        """Asks what was used in the chosen session and what was said, and for the next date."""
        session = self._chosen
        if session is None or not has_begun(session, self._care.wall(self._clock())):
            self._say("what was done is told of a session whose time has come")
            return

        def write(typed: list[str]) -> None:
            now = self._clock()
            points, products, said, following = typed
            at = when_typed(following, self._care.today(now)) if following.strip() else None
            self._care.tell_session(session.id, now, points=points, products=products)
            if said.strip():
                self._care.log_session(session.id, "", now, said=said)
            if at is not None:
                self._care.add_next_session(at, session.kind, now)

        fields = (
            Field("Points used", "LI4, ST36", ", ".join(session.points)),
            Field("Products used in the room", "hyaluronic ampoule", ", ".join(session.products)),
            Field("What your therapist said", "it goes into the journal"),
            Field("The next date", _EXAMPLE),
        )
        about = f"{session_in_words(session, self._care.today(self._clock()))}: it took place then. All can stay empty."
        self.app.push_screen(
            FieldsPrompt(f"What was done, {drawn(session.kind)}", about, fields, write, may_be_empty=True)
        )

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], bool], what: str) -> None:
        try:
            changed = write()
        except AftercareError as error:
            self._tell(error)
        else:
            if not changed:
                self._say(f"{what} already: nothing was changed")
