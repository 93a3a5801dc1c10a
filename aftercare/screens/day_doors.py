"""What opens over a day: prompts and other screens. Each is imported when it opens: the first frame does not wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.screen import Screen

from aftercare.care import Care, intervals_quoted
from aftercare.errors import AftercareError
from aftercare.model.notice import (
    LateSigns,
    MachineElsewhere,
    MagnetsBeforeScan,
    MagnetsMissing,
    SessionAsked,
    SeveralVersions,
    ZoneUnknown,
)
from aftercare.model.pause import PauseReason
from aftercare.screens.followed_day import FollowedDay
from aftercare.widgets.notice_line import NoticeLine

if TYPE_CHECKING:
    from aftercare.model.check_in import CheckIn
    from aftercare.model.check_in_form import CheckInForm
    from aftercare.model.entry_words import JournalTables
    from aftercare.model.journal import Entry


class DayDoors(FollowedDay):
    """A day from which the other screens are reached, each with a key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "run", "run", id="today.run"),
        Binding("n", "note", "note", id="today.note"),
        Binding("c", "check_in", "check-in", id="today.check_in"),
        Binding("h", "shelf", "your shelf", id="today.shelf"),
        Binding("o", "routine", "own routine", id="today.routine"),
        Binding("f", "findings", "remarks on your routine", id="today.findings"),
        Binding("i", "import_plan", "import a plan", id="today.import"),
        Binding("a", "sessions", "appointments", id="today.sessions"),
        Binding("g", "app.clients", "clients", id="today.clients"),
        Binding("l", "after", "what to leave out", id="today.after_session"),
        Binding("e", "answer_notice", "answer what is asked", id="today.answer_notice"),
        Binding("comma", "app.settings", "settings", id="today.settings"),
        Binding("z", "take_zone", "this machine's zone", id="today.zone"),
        Binding("v", "versions", "choose a version", id="today.versions"),
        Binding("p", "pause", "pause", id="today.pause"),
        Binding("P", "photos", "photos", id="today.photos"),
        Binding("M", "magnets", "magnets", id="today.magnets"),
        Binding("F", "press", "points to press", id="today.press"),
        Binding("J", "journal", "journal", id="today.journal"),
        Binding("R", "app.report", "a report for your therapist", id="today.report"),
        Binding("S", "safety", "safety questions", id="today.safety"),
        Binding("question_mark", "help", "help", id="today.help"),
    ]

    @property
    def slot_meant(self) -> str | None:
        """The slot that a run is about; None for the one that matters now."""
        return None

    def action_run(self, short: bool = False) -> None:
        """Goes through a slot one step at a time."""
        from aftercare.model.run import slot_to_run
        from aftercare.screens.run import RunScreen

        view = self.state.view
        slot = slot_to_run(view, self.slot_meant)
        if slot is None:
            self._say("nothing is due on this day: there is nothing to go through")
        elif view.day > view.today:
            self._say("this day is still to come: it is gone through on its day")
        else:
            self.app.push_screen(RunScreen(self._care, self._clock, view.day, slot.slot.id, short=short))

    def action_note(self) -> None:
        """Opens a note of the day, with what was begun of it."""
        from aftercare.screens.note_prompt import NotePrompt

        view = self.state.view

        def write(text: str) -> None:
            self._care.note(text, self._care.wall(self._clock()), view.day)

        def kept(text: str | None) -> None:
            self.heed(text or "")

        self.app.push_screen(NotePrompt(self._care, view, write), kept)

    def action_check_in(self) -> None:
        """Opens a check-in of the day, with what was begun of it."""
        view = self.state.view
        if view.day > view.today:
            self._say("this day is still to come: it is rated on its day")
        else:
            self._read_check_in(view.day, self.app.screen)

    @work(thread=True, group="read-check-in", exclusive=True)
    def _read_check_in(self, day: date, over: Screen[Any]) -> None:
        from aftercare.care.face import face
        from aftercare.care.journal_tables import journal_tables

        try:
            form = self._care.check_in_form(self._clock(), day)
            elsewhere = [each for each in self._care.days_with_draft() if each != day]
        except AftercareError as error:
            self._tell(error)
            return
        # read here: the interface does not wait for the disk
        face()
        self.app.call_from_thread(self._open_check_in, form, journal_tables(), elsewhere, over)

    def _open_check_in(
        self, form: CheckInForm, tables: JournalTables, elsewhere: list[date], over: Screen[Any]
    ) -> None:
        from aftercare.screens.check_in import CheckInScreen

        if self.app.screen is not over:
            return

        def kept(entry: CheckIn | None) -> None:
            if entry is not None:
                self._say("the check-in is kept · u takes it back")
                self.heed_entry(entry)
                if entry.day == form.today:
                    self._look_for_bruises(over)

        self.app.push_screen(CheckInScreen(self._care, self._clock, form, tables), kept)
        if elsewhere:
            from aftercare.model.words import short_day

            days = ", ".join(short_day(each, form.today) for each in elsewhere)
            self.app.notify(f"Half-finished: {days}. On that day c goes on with it.", timeout=6, markup=False)

    @work(thread=True, group="read-bruises", exclusive=True)
    def _look_for_bruises(self, over: Screen[Any]) -> None:
        """Asks how the followed bruises look, once a day; what to do where something is wrong comes before that."""
        from aftercare.screens.bruise_question import ask_how_they_are, not_seen_today

        def ask() -> None:
            if self.app.screen is over:
                ask_how_they_are(self, self._care, self._clock, bruises)

        try:
            bruises = not_seen_today(self._care, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self.app.call_from_thread(ask)

    @work(thread=True, group="read-signs")
    def heed_entry(self, entry: Entry) -> None:
        """Heeds the words of an entry, and where they speak of nothing, what was rated in it."""
        from aftercare.care import signs_typed
        from aftercare.model.alarming_value import signs_of
        from aftercare.model.journal import texts_of

        words = "\n".join(texts_of(entry))
        if signs_typed(words):
            self.app.call_from_thread(self.heed, words)
            return
        try:
            signs = signs_of(self._care.alarming_values(entry, self._clock()))
        except AftercareError as error:
            self._tell(error)
        else:
            if signs:
                self.app.call_from_thread(self._open_help, signs, to_choose=True)

    def action_shelf(self) -> None:
        """Opens the shelf: products, until when they are good, and what is left."""
        from aftercare.screens.shelf import ShelfScreen

        self.app.push_screen(ShelfScreen(self._care, self._clock))

    def action_findings(self) -> None:
        """Opens the remarks on the routine, each with what is offered."""
        from aftercare.screens.findings import FindingsScreen

        self.app.push_screen(FindingsScreen(self._care, self._clock))

    def action_import_plan(self) -> None:
        """Asks for a plan file, shows what it would change, and takes it over."""
        from aftercare.screens.import_plan import ImportPlan, into_record

        before = self._care.present().routine

        def imported(care: Care | None) -> None:
            if care is not None:
                from aftercare.screens.asked_at_once import ask_at_once

                ask_at_once(self, care, self._clock, before)

        self.app.push_screen(ImportPlan(into_record(self._care, self._clock)), imported)

    def action_pause(self) -> None:
        """Asks for a pause; where one is running, whether it ends today."""
        view = self.state.view
        pauses = [each for each in self._care.present().pauses.values() if not each.steps]
        running = any(each.includes(view.today) for each in pauses)
        if running or any(each.first > view.today for each in pauses):
            from aftercare.screens.confirm import Confirm

            def answered(yes: bool | None) -> None:
                if yes:
                    self._resume()

            to_come = "A pause is to come. Take it back and go on without it?"
            question = "The routine is paused. Go on with it today?" if running else to_come
            self.app.push_screen(Confirm(question, "go on", "stay"), answered)
            return
        from aftercare.screens.pause_prompt import PausePrompt

        def write(first: date, last: date | None, reason: PauseReason) -> None:
            self._care.pause(self._clock(), first, last, reason)

        self.app.push_screen(PausePrompt(view.today, write))

    @work(thread=True, group="write")
    def _resume(self) -> None:
        try:
            self._care.resume(self._clock())
        except AftercareError as error:
            self._tell(error)

    def action_safety(self) -> None:
        """Opens the safety questions, and what waits for their answers."""
        from aftercare.screens.safety import SafetyScreen

        self.app.push_screen(SafetyScreen(self._care, self._clock))

    def action_therapist(self) -> None:
        """Shows how to reach the therapist, and what to ask them."""
        from aftercare.screens.therapist_sheet import TherapistSheet

        asked = self._care.open_questions(self._clock())
        self.app.push_screen(TherapistSheet(self._care.present().practitioner, asked, self.action_plans))

    def action_plans(self) -> None:
        """Opens the plans that were accepted; where the therapist's sheet lies over them, it goes."""
        from aftercare.screens.plans import PlansScreen
        from aftercare.screens.therapist_sheet import TherapistSheet

        *_, below, top = self.app.screen_stack
        if isinstance(top, TherapistSheet) and isinstance(below, PlansScreen):
            top.dismiss(None)
        elif not isinstance(top, PlansScreen):
            self.app.push_screen(PlansScreen(self._care, self._clock))

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

    def action_sessions(self) -> None:
        """Opens the appointments."""
        from aftercare.screens.sessions import SessionsScreen

        self.app.push_screen(SessionsScreen(self._care, self._clock))

    def action_photos(self) -> None:
        """Opens the photos."""
        from aftercare.screens.photos import PhotosScreen

        self.app.push_screen(PhotosScreen(self._care, self._clock))

    def action_magnets(self) -> None:
        """Opens the magnets."""
        from aftercare.screens.magnets import MagnetsScreen

        self.app.push_screen(MagnetsScreen(self._care, self._clock))

    def action_press(self) -> None:
        """Opens the points that are pressed with a finger."""
        from aftercare.screens.press import PressScreen

        self.app.push_screen(PressScreen(self._care, self._clock))

    def action_journal(self) -> None:
        """Opens the journal."""
        from aftercare.screens.journal import JournalScreen

        self.app.push_screen(JournalScreen(self._care, self._clock, self))

    def action_after(self) -> None:
        """Shows what to leave out after the last session, why, and what comes back first."""
        from aftercare.screens.after_sheet import AfterSheet

        view = self.state.view
        self.app.push_screen(AfterSheet(view, intervals_quoted() if view.elsewhere else {}))

    def action_answer_notice(self) -> None:
        """Answers what a notice asks: whether a session took place, or whether anything came up late."""
        asked = next((each for each in self.notices if isinstance(each, SessionAsked | LateSigns)), None)
        if isinstance(asked, LateSigns):
            self.action_watch()
        else:
            self.action_session_asked()

    def action_session_asked(self) -> None:
        """Asks whether the session that nobody has answered for took place."""
        from aftercare.model.appointment import unanswered

        waiting = unanswered(self._care.sessions(), self._care.wall(self._clock()))
        if not waiting:
            self._say("every session behind you is answered for")
            return
        from aftercare.screens.session_asked import SessionAsked

        self.app.push_screen(SessionAsked(waiting[-1], self._care, self._clock))

    def action_take_zone(self) -> None:
        """Keeps the record in this machine's zone from today on, where a notice says that it is another one."""
        found = [notice for notice in self.state.notices if isinstance(notice, MachineElsewhere)]
        if found and found[0].machine:
            self._write_zone(found[0].machine)
        else:
            self._say("your record shows this machine's time: there is nothing to take over")

    @work(thread=True, group="write")
    def _write_zone(self, zone: str) -> None:
        try:
            self._care.set_zone(zone, self._clock())
        except AftercareError as error:
            self._tell(error)
        else:
            self._say(f"your record is kept in the time of {zone} from today on")

    def action_watch(self) -> None:
        """Asks about late lumps and sores; a yes leads to what to do."""
        from aftercare.screens.watch_sheet import WatchSheet

        def write(found: bool) -> None:
            self._care.answer_watch(found, self._clock())

        def answered(found: bool | None) -> None:
            if found:
                from aftercare.model.later_watch import SIGN

                self._open_help([SIGN])

        self.app.push_screen(WatchSheet(write), answered)

    def heed(self, text: str) -> None:
        """Looks whether words that were kept speak of an alarming sign, and offers what to do about it."""
        from aftercare.screens.alarm import heed

        heed(self.app, text, of_now=True)

    def heed_reason(self, reason: str | None) -> None:
        """Heeds the reason for leaving a step out, where there is one."""
        if reason:
            self.heed(reason)

    def _open_help(self, signs: Iterable[str], *, to_choose: bool = False) -> None:
        from aftercare.screens.help_me import HelpMeScreen

        if not any(isinstance(each, HelpMeScreen) for each in self.app.screen_stack):
            self.app.push_screen(HelpMeScreen(self._care, self._clock, self.state.view, signs, to_choose=to_choose))

    def action_help(self) -> None:
        """Explains this screen; a key chosen there is run here."""
        from aftercare.screens.help import explain

        explain(self)

    # ---- notices

    @on(NoticeLine.PutAway)
    def action_put_away(self) -> None:
        """Puts away the notice that is shown."""
        for notice in self.notices[:1]:
            self.put_away(notice)

    @on(NoticeLine.Followed)
    async def _follow_notice(self, event: NoticeLine.Followed) -> None:
        if isinstance(event.notice, MachineElsewhere):
            self.action_take_zone()
        elif isinstance(event.notice, SessionAsked):
            self.action_session_asked()
        elif isinstance(event.notice, ZoneUnknown):
            await self.run_action("app.settings")
        elif isinstance(event.notice, LateSigns):
            self.action_watch()
        elif isinstance(event.notice, MagnetsBeforeScan | MagnetsMissing):
            self.action_magnets()
        else:
            self.action_versions()
