"""What the mouse does beside the lines of keys: on steps, notices, options, fields, and beside a sheet."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from scenes import anna, burning, stung, two_versions
from stage import DAY, Clock, at, kinds, press, settled, shown, state, until
from test_every_key import classes
from textual.pilot import Pilot
from textual.widgets import Checkbox, Input, Select, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.pause import PauseReason
from aftercare.model.routine import ByClient
from aftercare.model.rules import Weekdays
from aftercare.model.session import Attendance
from aftercare.screens.advice_sheet import AdviceSheet
from aftercare.screens.after_sheet import AfterSheet
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.note_prompt import NotePrompt
from aftercare.screens.pause_prompt import PausePrompt
from aftercare.screens.region_sheet import RegionSheet
from aftercare.screens.routine import RoutineScreen
from aftercare.screens.run import RunScreen
from aftercare.screens.session_asked import SessionAsked
from aftercare.screens.skip_prompt import SkipPrompt
from aftercare.screens.step_form import StepForm
from aftercare.screens.step_sheet import StepSheet
from aftercare.screens.today import TodayScreen
from aftercare.screens.versions import VersionsScreen
from aftercare.widgets.step_detail import StepDetail

#: Who answers a click of its own, and the tests that click on it.
CLICKED = {
    "RatingList": "test_check_in_screen::test_by_mouse_alone",
    "RatingRow": "test_check_in_screen::test_by_mouse_alone",
    "StepList": "test_answering_steps::test_a_click_chooses_and_a_click_on_the_sign_ticks",
    "PhotoProtocol": "test_photos_screen::test_the_protocol_is_ticked_off_while_photos_are_taken",
    "KeyLine": "test_answering_steps::test_the_keys_at_the_bottom_can_be_clicked",
    "NoticeLine": "test_two_at_once::test_a_notice_is_put_away_by_key_and_by_mouse",
    "DayHeading": "test_clients_screen::test_by_mouse_alone",
    "StepDetail": "test_every_click::test_a_click_below_the_steps_tells_all_about_the_chosen_one",
    "ClientsScreen": "test_clients_screen::test_by_mouse_alone",
    "SessionsScreen": "test_every_click::test_a_click_on_an_appointment_tells_all_of_it_and_then_it_is_moved",
    "RoutineScreen": "test_every_click::test_a_click_on_a_step_of_the_routine_opens_it",
    "ShelfScreen": "test_shelf::test_a_click_chooses_a_row_and_tells_of_it",
    "VersionsScreen": "test_every_click::test_a_notice_and_a_version_are_chosen_by_mouse",
    "WelcomeScreen": "test_first_run::test_the_choices_can_be_reached_by_arrows_and_by_mouse",
    "SkipPrompt": "test_answering_steps::test_the_keys_at_the_bottom_can_be_clicked",
    "PausePrompt": "test_every_click::test_a_click_on_a_reason_chooses_it_and_pauses_nothing_yet",
    "AfterLine": "test_every_click::test_a_click_on_what_to_leave_out_shows_all_of_it",
    "PlansScreen": "test_plans_screen::test_a_version_is_gone_back_to_by_mouse_and_again_after_that_was_undone",
    "PrepareLine": "test_sessions_screen::test_the_course_and_what_is_done_before_a_session",
    "ImportPlan": "test_import_plan_screen::test_lines_are_left_by_keyboard_and_by_mouse_and_become_questions",
    "SessionAsked": "test_every_click::test_a_click_answers_for_the_session",
    "RegionSheet": "test_every_click::test_a_click_keeps_where_the_client_lives",
    "HelpMeScreen": "test_help_me_screen::test_a_click_chooses",
    "FindingsScreen": "test_every_click::test_a_click_on_a_remark_shows_what_is_offered",
    "RemarkLine": "test_remarks_in_the_app::test_today_tells_of_remarks_and_a_click_shows_them",
    "SafetyScreen": "test_safety_screen::test_a_click_opens_the_answers_of_a_question",
    "SettingsScreen": "test_settings_screen::test_by_mouse_alone",
    "InboxScreen": "test_inbox_screen::test_by_mouse_alone",
    "SnoozePrompt": "test_inbox_screen::test_by_mouse_alone",
    "ReminderLine": "test_reminders_in_the_app::test_a_click_on_the_line_does_what_it_offers",
    "RecordScreen": "test_record_screen::test_by_mouse_alone",
    "ReportScreen": "test_report_screen::test_by_mouse_alone",
    "FaceMap": "test_face_map::test_a_click_selects_each_zone_and_another_chooses_it",
    "PhotosScreen": "test_photos_screen::test_a_click_chooses_a_photo_and_another_one_compares_it",
    "MagnetsScreen": "test_magnets_screen::test_by_mouse_alone",
    "PointsScreen": "test_press_screen::test_by_mouse_alone",
    "PressScreen": "test_press_screen::test_by_mouse_alone",
    "CountSheet": "test_magnets_screen::test_by_mouse_alone",
    "ComparePhotosScreen": "test_photos_screen::test_a_click_marks_a_side",
    "ChoosePrompt": "test_settings_screen::test_by_mouse_alone",
    "JournalFaceScreen": "test_journal_face_screen::test_by_mouse",
    "JournalScreen": "test_journal_screen::test_a_click_shows_everything_again",
    "EntryList": "test_journal_screen::test_by_mouse_alone",
    "MonthCalendar": "test_journal_screen::test_by_mouse_alone",
    "MeasuresScreen": "test_measures_screen::test_from_the_settings_by_mouse_and_taken_back",
    "Several": "test_entry_forms::test_by_mouse_alone",
    "HelpScreen": "test_answering_steps::test_every_key_of_the_help_can_be_clicked",
}


def answers_clicks(cls: type) -> bool:
    """Whether `cls` itself handles a click, or an option that was chosen or rested on."""
    handled = {message.__name__ for message in getattr(cls, "_decorated_handlers", {})}
    own = {"on_click", "on_option_list_option_selected"} & set(vars(cls))
    return bool(own or handled & {"Click", "OptionSelected", "OptionHighlighted"})


def test_whoever_answers_a_click_is_clicked() -> None:
    answering = {cls.__name__ for cls in classes() if answers_clicks(cls)}
    assert {"StepList", "HelpScreen", "RoutineScreen"} <= answering
    assert answering - set(CLICKED) == set()


@pytest.mark.parametrize("told", CLICKED.values(), ids=list(CLICKED))
def test_who_is_said_to_click_does(told: str) -> None:
    module, name = told.split("::")
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    (test,) = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name == name]
    called = {ast.unparse(node.func) for node in ast.walk(test) if isinstance(node, ast.Call)}
    assert called & {"pilot.click", "click", "click_words"}


async def click_words(pilot: Pilot[Any], words: str, times: int = 1, left: int = 0) -> None:
    """Clicks on words that stand on the screen, or so many cells left of them."""
    lines = shown(pilot.app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words) - left, row), times=times)
    await settled(pilot)


# ---- on the day


async def test_a_click_opens_a_finished_part_of_the_day(home: Home, care: Care, clock: Clock) -> None:
    for due in care.day(at(8)).slots[0].due:
        care.tick(due.occurrence, at(7, 40))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        assert "Mineral sunscreen" not in shown(app)
        await click_words(pilot, "Morning 07:30")
        assert "Mineral sunscreen" in shown(app)
    assert set(kinds(home)) == {"tick"}


async def test_a_double_click_goes_to_yesterdays_open_evening(app: AftercareApp, clock: Clock) -> None:
    clock.now = at(7, 30)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "Yesterday, evening" in shown(app))
        await click_words(pilot, "Yesterday, evening")
        assert "Sunday 22 November" in shown(app)
        await click_words(pilot, "Yesterday, evening", times=2)
        assert "Saturday 21 November" in shown(app)


async def test_a_click_on_the_sign_of_a_step_as_needed_uses_it(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await click_words(pilot, "Calming gel, when")
        assert kinds(home) == []
        await click_words(pilot, "Calming gel, when", left=2)
        assert kinds(home) == ["use"]
        assert "1 of 2 today" in shown(app)


async def test_a_click_below_the_steps_tells_all_about_the_chosen_one(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.click(StepDetail, offset=(5, 1))
        await settled(pilot)
        assert isinstance(app.screen, StepSheet)
        assert "Lukewarm water" in shown(app)


async def test_a_notice_and_a_version_are_chosen_by_mouse(home: Home, clock: Clock) -> None:
    two_versions(home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await click_words(pilot, "One thing was changed in two places")
        assert isinstance(app.screen, VersionsScreen)
        await click_words(pilot, "skipped 21:01: no time")
        assert isinstance(app.screen, TodayScreen)
    assert state(home, "cleanse") == "skipped: no time"


async def test_a_click_on_what_to_leave_out_shows_all_of_it(home: Home, care: Care, clock: Clock) -> None:
    clock.now = at(21, 4, day=20)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await click_words(pilot, "l shows all")
        assert isinstance(app.screen, AfterSheet)
        assert "After facial needles" in shown(app)
    assert kinds(home) == []


async def test_a_click_answers_for_the_session(home: Home, clock: Clock) -> None:
    anna(home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await click_words(pilot, "Did the session take place")
        assert isinstance(app.screen, SessionAsked)
        await click_words(pilot, "It was cancelled")
        assert isinstance(app.screen, TodayScreen)
        assert "Did the session take place" not in shown(app)
    assert Care.open(home).present().sessions["session-5"].attendance is Attendance.CANCELLED


async def test_a_click_on_a_notice_in_the_run_answers_it_too(home: Home, clock: Clock) -> None:
    anna(home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "r")
        await click_words(pilot, "Did the session take place")
        await click_words(pilot, "It took place")
        assert isinstance(app.screen, RunScreen)
        assert "Did the session take place" not in shown(app)
    assert Care.open(home).present().sessions["session-5"].attendance is Attendance.TOOK_PLACE


async def test_a_click_keeps_where_the_client_lives(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", "enter", "e")
        assert isinstance(app.screen, RegionSheet)
        await click_words(pilot, "United Kingdom")
        assert isinstance(app.screen, HelpMeScreen)
        assert "United Kingdom: 999" in shown(app)
    assert Care.open(home).present().client.region == "united-kingdom"


# ---- options and fields


async def test_a_click_on_a_remark_shows_what_is_offered(home: Home, clock: Clock) -> None:
    burning(home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "f")
        await click_words(pilot, "!  “Night serum” and “Peel”")
        assert isinstance(app.screen, AdviceSheet)
        assert "every 2 days" in shown(app)
    assert "take advice" not in kinds(home)


async def test_a_click_on_an_appointment_tells_all_of_it_and_then_it_is_moved(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "a")
        await click_words(pilot, "Thu 3 Dec 17:30")
        assert "Thursday 3 December 2026, 17:30" in shown(app)
        await click_words(pilot, "esc goes back")
        await click_words(pilot, "m move")
        assert "Move facial needles" in shown(app)
        app.screen.query_one(Input).value = "2026-12-04 10:00"
        await click_words(pilot, "enter saves")
        assert "Fri 4 Dec 10:00" in shown(app)
    assert at(10).replace(month=12, day=4, tzinfo=None) in {each.at for each in Care.open(home).sessions()}


async def test_a_click_on_a_step_of_the_routine_opens_it(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o")
        await click_words(pilot, "Mineral sunscreen")
        assert isinstance(app.screen, StepForm)
        assert app.screen.query_one("#name", Input).value == "Mineral sunscreen SPF 50"


async def test_a_click_on_a_reason_chooses_it_and_pauses_nothing_yet(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "p")
        await click_words(pilot, "2  Illness")
        assert isinstance(app.screen, PausePrompt)
        assert Care.open(home).present().pauses == {}
        app.screen.query_one("#last", Input).value = "+3"
        await click_words(pilot, "enter pauses")
    (pause,) = Care.open(home).present().pauses.values()
    assert (pause.first, pause.last, pause.reason) == (DAY, DAY.replace(day=25), PauseReason.ILLNESS)


async def test_a_step_is_written_by_mouse_but_for_its_name(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "o")
        await click_words(pilot, "a add")
        await press(pilot, *"Gel")
        await pilot.click("#slot-morning")
        await settled(pilot)
        assert app.screen.query_one("#slot-morning", Checkbox).value
        await pilot.click("#days")
        await settled(pilot)
        await click_words(pilot, "days of the week")
        assert app.screen.query_one("#days", Select).value == "weekdays"
        app.screen.query_one("#weekdays", Input).value = "mon thu"
        await click_words(pilot, "ctrl+s saves")
        assert isinstance(app.screen, RoutineScreen)
    (own,) = [each for each in Care.open(home).present().routine.steps.values() if isinstance(each.origin, ByClient)]
    assert set(own.terms[0].slots) == {"morning", "evening"}
    assert isinstance(own.terms[0].rule, Weekdays)


# ---- beside a sheet


@pytest.mark.parametrize("key", ["s", "p", "d", "w", "y", "f3", "question_mark", "i", "o", "l", "e"])
async def test_a_click_beside_a_sheet_leaves_it_and_one_on_it_does_not(home: Home, clock: Clock, key: str) -> None:
    stung(home)
    before = len(kinds(home))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, key)
        sheet = app.screen
        await pilot.click("#sheet", offset=(3, 0))
        await settled(pilot)
        assert app.screen is sheet
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert len(kinds(home)) == before


async def test_a_click_beside_what_was_typed_asks_first(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "s", *"busy")
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        assert isinstance(app.screen, SkipPrompt)
        assert "What you typed is not saved." in shown(app)
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert kinds(home) == []


async def test_a_click_beside_a_note_keeps_it_for_the_next_time(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n", *"hi")
        await pilot.click(offset=(1, 1))
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "n")
        assert isinstance(app.screen, NotePrompt)
        assert app.screen.query_one(TextArea).text == "hi"
    assert kinds(home) == []
