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
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from aftercare.care import Care
from aftercare.care.course import is_with_therapist
from aftercare.errors import AftercareError
from aftercare.model.after_procedure import AfterProcedure
from aftercare.model.appointment import has_begun
from aftercare.model.course_line import CourseLine
from aftercare.model.deed import SESSION_DEEDS
from aftercare.model.procedure import Procedure
from aftercare.model.question import Question
from aftercare.model.session import Session
from aftercare.model.session_told import SessionTold, gathered_words, next_session
from aftercare.model.words import short_day
from aftercare.screens import session_keys
from aftercare.screens.elsewhere import ElsewhereSheet, ask_for_procedure, option_id, procedure_line, waits_by_id
from aftercare.screens.session_forms import ask_for_question, ask_for_session, ask_what_was_done, ask_when_instead
from aftercare.screens.session_rows import course_row, question_row, session_row
from aftercare.screens.session_sheet import QuestionSheet, SessionSheet
from aftercare.screens.subject import SubjectScreen
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import KeyLine
from aftercare.widgets.title_line import TitleLine

_NONE_YET = "No session yet. a adds one, and a plan brings its own."
#: The option that asks for a question, and what stands before the ids of questions.
_ASK, _QUESTION = "ask", "question:"


def _heading(words: str) -> Content:
    return Content.styled(words, "bold")


class SessionsScreen(SubjectScreen[None]):
    """Lists the sessions of a record. Each key writes one action, and the list shows it once the record has it."""

    CSS_PATH = "sessions.tcss"
    EXPLAINED = session_keys.EXPLAINED
    DEEDS = SESSION_DEEDS
    DONE_HERE = "an appointment or a question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "add", id="sessions.add"),
        Binding("m", "move", "move", id="sessions.move"),
        Binding("c", "cancel", "cancel", id="sessions.cancel"),
        Binding("k", "took_place", "took place", id="sessions.took_place"),
        Binding("t", "told", "what was done", id="sessions.told"),
        Binding("n", "question", "a question", id="sessions.question"),
        Binding("e", "elsewhere", "had elsewhere", id="sessions.elsewhere"),
        Binding("x", "remove", "remove", id="sessions.remove"),
        Binding("s", "settle", "asked", id="sessions.settle"),
        Binding("u", "undo", "undo", id="sessions.undo"),
        Binding("question_mark", "help", "help", id="sessions.help"),
        Binding("escape,q", "back", "back", show=False),
    ]

    class Read(Message):
        """A worker has read all of a session."""

        def __init__(self, told: SessionTold) -> None:
            super().__init__()
            self.told = told

    choices = query_one(Choices)
    title_line = query_one(TitleLine)
    key_line = query_one(KeyLine)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._sessions: dict[str, Session] = {}
        self._procedures: dict[str, Procedure] = {}
        self._questions: dict[str, Question] = {}
        self._waits: Mapping[str, AfterProcedure] = {}
        self._course: CourseLine | None = None

    def compose(self) -> ComposeResult:
        yield TitleLine("Appointments", self._whose())
        yield Choices(markup=False)
        yield KeyLine(session_keys.COMING_KEYS)

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
        """Lists the sessions: the next, what to ask at it, the others to come, and the past, the last one first."""
        now = self._care.wall(self._clock())
        sessions = self._care.sessions()
        chosen = self._chosen_id()
        self._sessions = {each.id: each for each in sessions}
        self._procedures = {option_id(each): each for each in self._care.procedures()}
        self._questions = {f"{_QUESTION}{each.id}": each for each in self._care.open_questions(now)}
        self._waits = waits_by_id(self._care.after_procedures(now))
        self._course = self._care.course_line(now)
        self.title_line.whose = self._whose()
        following = next_session(sessions, now)
        coming = [each for each in sessions if not has_begun(each, now)]
        past = [each for each in reversed(sessions) if has_begun(each, now)]
        options: list[Option] = []
        if self._course is not None:
            options.append(Option(course_row(self._course, self._width), disabled=True))
        elif not sessions:
            options.append(Option(_NONE_YET, disabled=True))
        had = [Option(self._had(each), id=key) for key, each in self._procedures.items()]
        rows = {each.id: Option(self._line(each, now, following), id=each.id) for each in sessions}
        for title, group in (
            (_heading("Next"), [rows[following.id]] if following is not None else []),
            (self._asking(self._care.asked_at(now), now), self._asked(now)),
            (_heading("To come"), [rows[each.id] for each in coming if each != following]),
            (_heading("Past"), [rows[each.id] for each in past]),
            (_heading("Elsewhere"), had),
        ):
            if group:
                options += [Option("", disabled=True)] if options else []
                options += [Option(title, disabled=True), *group]
        self.choices.clear_options()
        self.choices.add_options(options)
        if chosen == _ASK or chosen in {*self._sessions, *self._procedures, *self._questions}:
            self.choices.highlighted = self.choices.get_option_index(chosen)
        else:
            self.choices.action_first()

    def _asking(self, following: Session | None, now: datetime) -> Content:
        """The heading over the questions: when they can be asked, and since when they came up."""
        when = f" on {short_day(following.at.date(), now.date())}" if following is not None else ""
        since = gathered_words(tuple(self._questions.values()), filter(is_with_therapist, self._sessions.values()), now)
        return Content.assemble((f"To ask{when}", "bold"), (f"  {since}", "$foreground-muted"))

    def _asked(self, now: datetime) -> list[Option]:
        rows = [Option(question_row(each, self._width, now.date()), id=key) for key, each in self._questions.items()]
        return [*rows, Option(Content.styled("n write down a question", "$foreground-muted"), id=_ASK)]

    @property
    def _width(self) -> int:
        return max(40, min(self.size.width, 110) - 7)

    def _had(self, procedure: Procedure) -> Content:
        today = self._care.today(self._clock())
        return procedure_line(procedure, self._waits.get(procedure.id), today, self._width)

    def _line(self, session: Session, now: datetime, following: Session | None) -> Content:
        is_next = following is not None and following.id == session.id
        return session_row(
            session,
            now,
            self._width,
            self._course.numbers.get(session.id) if self._course is not None else None,
            self._care.preparing(session, self._care.today(now), now) if is_next else (),
            ask_first=any(session.id == each.id for wait in self._waits.values() for each in wait.within),
        )

    def _chosen_id(self) -> str:
        option = self.choices.highlighted_option
        return option.id or "" if option is not None else ""

    @property
    def _chosen(self) -> Session | None:
        return self._sessions.get(self._chosen_id())

    @on(OptionList.OptionHighlighted)
    def _offer_keys(self) -> None:
        session, chosen = self._chosen, self._chosen_id()
        if chosen in self._questions:
            self.key_line.keys = session_keys.QUESTION_KEYS
        elif chosen == _ASK:
            self.key_line.keys = session_keys.ASKING_KEYS
        elif chosen in self._procedures:
            self.key_line.keys = session_keys.ASKED_KEYS if self._question else session_keys.ELSEWHERE_KEYS
        elif session is not None and has_begun(session, self._care.wall(self._clock())):
            self.key_line.keys = session_keys.PAST_KEYS
        else:
            self.key_line.keys = session_keys.COMING_KEYS

    # ---- what the keys do

    def action_add(self) -> None:
        """Asks for a day, a time and what it is, and adds that."""
        ask_for_session(self.app, self._care, self._clock)

    def action_question(self) -> None:
        """Asks for a question to the therapist, and keeps it."""
        ask_for_question(self.app, self._care, self._clock)

    def action_move(self) -> None:
        """Asks for the new day and time of the chosen session."""
        if session := self._chosen:
            ask_when_instead(self.app, self._care, self._clock, session)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_choose()

    def action_choose(self) -> None:
        """Tells all of the chosen one; where a question can be written down, it asks for that."""
        chosen = self._chosen_id()
        if chosen == _ASK:
            self.action_question()
        elif chosen in self._sessions:
            self._read(self._sessions[chosen], tuple(self._questions.values()))
        elif chosen in self._questions:
            self.app.push_screen(QuestionSheet(self._questions[chosen], self._care.today(self._clock())))
        elif procedure := self._procedures.get(chosen):
            today = self._care.today(self._clock())
            self.app.push_screen(ElsewhereSheet(procedure, self._waits.get(procedure.id), today))

    @work(thread=True, group="read", exclusive=True)
    def _read(self, session: Session, questions: tuple[Question, ...]) -> None:
        try:
            told = self._care.session_told(session, questions, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self.post_message(self.Read(told))

    @on(Read)
    def _tell_all(self, event: Read) -> None:
        if self.is_current:
            self.app.push_screen(SessionSheet(event.told, self._care.wall(self._clock())))

    def action_elsewhere(self) -> None:
        """Asks what was done elsewhere, and when, and keeps it."""
        ask_for_procedure(self.app, self._care, self._clock)

    @property
    def _question(self) -> Question | None:
        if (asked := self._questions.get(self._chosen_id())) is not None:
            return asked
        procedure = self._procedures.get(self._chosen_id())
        wait = self._waits.get(procedure.id) if procedure is not None else None
        return wait.question if wait is not None else None

    def action_settle(self) -> None:
        """Says that the chosen question, or the one about the chosen thing, was asked, or let go."""
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
            self._say("this one is still to come: what was done in it is told afterwards")
            return

        ask_what_was_done(self.app, self._care, self._clock, session)

    @work(thread=True, group="write")
    def _write(self, write: Callable[[], bool], what: str) -> None:
        try:
            changed = write()
        except AftercareError as error:
            self._tell(error)
        else:
            if not changed:
                self._say(f"{what} already: nothing was changed")
