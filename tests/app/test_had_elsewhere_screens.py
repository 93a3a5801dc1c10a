"""What was had elsewhere, on the appointments and on the day, judged by what the record holds."""

from __future__ import annotations

from datetime import date

from stage import at, press, settled, shown
from textual.widgets import Static

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.after_procedure import AfterProcedure
from aftercare.model.procedure import Procedure, ProcedureKind
from aftercare.screens.elsewhere import procedure_line
from aftercare.screens.sessions import SessionsScreen

NOV_12 = date(2026, 11, 12)


def kept(home: Home) -> list[tuple[str, date, str]]:
    return [(each.what.value, each.day, each.note) for each in Care.open(home).procedures()]


def sheet(app: AftercareApp) -> str:
    return " ".join(" ".join(str(each.content) for each in app.screen.query(Static)).split())


async def test_a_filler_is_entered_and_its_wait_is_shown_and_taken_off_again(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "a", "e", "down", "enter")
        await pilot.press(*"2026-11-12")
        await press(pilot, "enter")
        await pilot.press(*"1 ml")
        await press(pilot, "enter")
        assert kept(home) == [("filler", NOV_12, "1 ml")]
        assert "wait to Thu 10 Dec  filler: 1 ml" in shown(app)
        assert "planned, ask first  facial needles" in shown(app)
        await press(pilot, "up", "x")
        assert kept(home) == []
        assert "Elsewhere" not in shown(app)
        await press(pilot, "u")
        assert kept(home) == [("filler", NOV_12, "1 ml")]
    assert [each.attendance.value for each in Care.open(home).sessions()][1:] == ["planned"] * 6


async def test_a_note_may_stay_empty_and_a_day_to_come_is_said_under_it(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "a", "e", "down", "down", "enter")
        await pilot.press(*"tomorrow")
        await press(pilot, "enter", "enter")
        assert "2026-11-23 is still to come." in shown(app)
        assert kept(home) == []
        await pilot.press("shift+tab", "home", *["delete"] * 8, *"yesterday")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, SessionsScreen)
    assert kept(home) == [("peel", date(2026, 11, 21), "")]


async def test_something_else_is_nothing_without_words_and_alarming_ones_are_heeded(home: Home, care: Care) -> None:
    app = AftercareApp(home, None, clock=lambda: at(21, 4))
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "a", "e", "end", "enter")
        await pilot.press(*"yesterday")
        await press(pilot, "enter", "enter")
        assert "The note is missing" in shown(app)
        await pilot.press(*"laser hair removal, there is pus")
        await press(pilot, "enter")
        assert "f4 tells what to do." in shown(app)
    assert kept(home) == [("other", date(2026, 11, 21), "laser hair removal, there is pus")]


async def test_without_an_interval_the_question_stands_in_the_list_and_in_the_sheet(home: Home, care: Care) -> None:
    care.add_procedure(ProcedureKind.LASER, NOV_12, at(20))
    app = AftercareApp(home, None, clock=lambda: at(21, 4))
    async with app.run_test() as pilot:
        await press(pilot, "a", "up")
        assert "ask your therapist" in shown(app)
        await press(pilot, "enter")
        assert "How long should we wait with needles after the laser treatment of 12 Nov?" in sheet(app)
        assert "Clinics quote 3 weeks to 30 days" in sheet(app)
        await press(pilot, "escape", "escape", "f3")
        assert "after the laser treatment of 12 Nov?" in sheet(app)


async def test_a_session_is_neither_removed_nor_is_a_filler_moved(home: Home, care: Care) -> None:
    care.add_procedure(ProcedureKind.FILLER, NOV_12, at(20))
    before = care.sessions()
    app = AftercareApp(home, None, clock=lambda: at(21, 4))
    async with app.run_test() as pilot:
        await press(pilot, "a", "x", "up", "m", "c", "k")
        assert isinstance(app.screen, SessionsScreen)
    assert Care.open(home).sessions() == before
    assert len(kept(home)) == 1


async def test_the_day_says_it_calmly_in_every_room(home: Home, care: Care) -> None:
    care.add_procedure(ProcedureKind.FILLER, NOV_12, at(20))
    for size, words in (
        ((80, 24), "Ask about Thu 26 Nov and 1 other: needles wait to Thu 10 Dec."),
        ((120, 40), "Needles wait until Thu 10 Dec"),
    ):
        app = AftercareApp(home, None, clock=lambda: at(21, 4))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            assert words in shown(app)
            await press(pilot, "l")
            assert "Needles wait until Thu 10 Dec after the filler of 12 Nov." in sheet(app)
            assert "Thu 26 Nov 17:30, facial needles, review, lies before that: ask your therapist." in sheet(app)


async def test_a_note_is_shown_as_it_was_typed(home: Home, care: Care) -> None:
    care.add_procedure(ProcedureKind.OTHER, NOV_12, at(20), "[red]x[/red] {0}")
    app = AftercareApp(home, None, clock=lambda: at(21, 4))
    async with app.run_test() as pilot:
        await press(pilot, "a", "up")
        assert "[red]x[/red] {0}" in shown(app)
        await press(pilot, "enter")
        assert "[red]x[/red] {0}" in sheet(app)


async def test_a_question_that_is_answered_is_not_asked_again_until_that_is_taken_back(home: Home, care: Care) -> None:
    care.add_procedure(ProcedureKind.LASER, NOV_12, at(20))
    app = AftercareApp(home, None, clock=lambda: at(21, 4))
    async with app.run_test() as pilot:
        await press(pilot, "a", "up", "s")
        assert Care.open(home).open_questions(at(21, 5)) == ()
        await press(pilot, "s")
        assert len(kept(home)) == 1
        await press(pilot, "u")
        assert len(Care.open(home).open_questions(at(21, 5))) == 1


def test_a_wait_into_another_year_is_told_with_its_year() -> None:
    filler = Procedure("2026-11-000000000000", ProcedureKind.FILLER, date(2026, 11, 12), at(20))
    today = date(2026, 11, 22)
    usual = procedure_line(filler, AfterProcedure(filler, until=date(2026, 12, 10)), today, 76).plain
    assert usual == f"{'Thu 12 Nov':23}{'wait to Thu 10 Dec':20}{'filler':33}"
    long = procedure_line(filler, AfterProcedure(filler, until=date(2027, 1, 12)), today, 76).plain
    assert long == f"{'Thu 12 Nov':18}{'wait to Tue 12 Jan 2027':25}{'filler':33}"
