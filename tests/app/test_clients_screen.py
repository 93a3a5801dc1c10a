"""The clients' screen, by keyboard and by mouse, judged by what the records hold."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from stage import Clock, at, kinds, said, settled, shown

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, list_clients
from aftercare.care.clients import last_client
from aftercare.screens.clients import ClientsScreen
from aftercare.screens.sessions import SessionsScreen
from aftercare.screens.today import TodayScreen


@pytest.fixture
def ben(home: Home, care: Care) -> Care:
    """A second client."""
    return Care.add(home, "Ben K.", at(7, day=16))


@pytest.fixture
def several(home: Home, ben: Care, clock: Clock) -> AftercareApp:
    """The application where two have a record and nobody was shown yet."""
    return AftercareApp(home, None, clock=clock)


def row_of(app: AftercareApp, words: str) -> tuple[int, int]:
    lines = shown(app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    return lines[row].index(words), row


async def test_where_several_are_and_none_is_named_the_list_opens(several: AftercareApp, home: Home) -> None:
    async with several.run_test() as pilot:
        await settled(pilot)
        assert isinstance(several.screen, ClientsScreen)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(several.screen, TodayScreen)
        assert "· Ben K." in shown(several)
    assert last_client(home) == "ben-k"


async def test_the_last_one_shown_opens_the_next_time(several: AftercareApp, home: Home, clock: Clock) -> None:
    named = AftercareApp(home, "ben-k", clock=clock)
    async with named.run_test() as pilot:
        await settled(pilot)
    again = AftercareApp(home, None, clock=clock)
    async with again.run_test():
        assert "· Ben K." in shown(again)


async def test_g_goes_over_to_somebody_else_and_ticks_go_to_their_record(
    app: AftercareApp, home: Home, ben: Care, clock: Clock
) -> None:
    app = AftercareApp(home, "me", clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("g")
        await settled(pilot)
        assert "Anna B.  me · open now" in shown(app)
        await pilot.press("b")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "· Ben K." in shown(app)
        await pilot.press("n")
        await settled(pilot)
        await pilot.press("h", "i", "ctrl+s")
        await settled(pilot)
        await pilot.press("g")
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert "· Anna B." in shown(app)
        await pilot.press("space")
        await settled(pilot)
        assert len(app.screen_stack) == 1
    assert [note.text for note in Care.open(home, "ben-k").day(at(22)).notes] == ["hi"]
    assert Care.open(home, "me").day(at(22)).notes == ()
    assert sum(slot.done for slot in Care.open(home, "me").day(at(22)).slots) == 1


async def test_by_mouse_alone(several: AftercareApp, home: Home) -> None:
    async with several.run_test() as pilot:
        await settled(pilot)
        await pilot.click(offset=row_of(several, "Ben K."))
        await settled(pilot)
        assert "· Ben K." in shown(several)
        await pilot.click(offset=row_of(several, "Ben K."))
        await settled(pilot)
        assert isinstance(several.screen, ClientsScreen)
        await pilot.click(offset=row_of(several, "n new"))
        await settled(pilot)
        assert "One more client" in shown(several)
        await pilot.click(offset=row_of(several, "esc goes back"))
        await settled(pilot)
        await pilot.click(offset=row_of(several, "z archive"))
        await settled(pilot)
        await pilot.click(offset=row_of(several, "y archive"))
        await settled(pilot)
    assert [each.folder for each in list_clients(home)] == ["me"]


async def test_n_adds_r_renames_z_archives_and_brings_back(several: AftercareApp, home: Home) -> None:
    async with several.run_test() as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        await pilot.press(*"Zoe", "enter")
        await settled(pilot)
        assert "▌Zoe      zoe" in shown(several)
        await pilot.press("r")
        await settled(pilot)
        await pilot.press("!", "enter")
        await settled(pilot)
        assert "▌Zoe!     zoe" in shown(several)
        await pilot.press("z")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert "Zoe" not in shown(several)
        assert [each.folder for each in list_clients(home)] == ["me", "ben-k"]
        await pilot.press("v", "end")
        await settled(pilot)
        assert "▌Zoe!     zoe · archived" in shown(several)
        await pilot.press("z")
        await settled(pilot)
    assert [each.shown for each in list_clients(home)] == ["Anna B.", "Ben K.", "Zoe!"]
    done = [each.action.what for each in Care.open(home, "zoe")._record.actions("profile")]
    assert done == ["start", "rename client", "archive client", "restore client"]


async def test_a_name_that_cannot_be_used_stays_and_is_said(several: AftercareApp, home: Home) -> None:
    async with several.run_test() as pilot:
        await settled(pilot)
        await pilot.press("n")
        await settled(pilot)
        await pilot.press("space", "enter")
        await settled(pilot)
        assert "The name is missing." in shown(several)
    assert len(list_clients(home)) == 2


async def test_finding_among_a_thousand(home: Home, several: AftercareApp) -> None:
    async with several.run_test() as pilot:
        await settled(pilot)
        await pilot.press("slash", *"nobody")
        await settled(pilot)
        assert "Nobody here is called that." in shown(several)
        await pilot.press("escape")
        await settled(pilot)
        assert "Ben K." in shown(several)
        await pilot.press("slash", *"ben", "enter")
        await settled(pilot)
        assert "· Ben K." in shown(several)


async def test_a_name_is_shown_as_it_is(home: Home, care: Care, clock: Clock) -> None:
    Care.add(home, "[red]X[/oops]", at(7))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "[red]X[/oops]" in shown(app)


async def test_a_and_g_are_on_the_help(app: AftercareApp) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        for row, screen in (("the appointments", SessionsScreen), ("the clients", ClientsScreen)):
            await pilot.press("question_mark")
            await settled(pilot)
            await pilot.click(offset=row_of(app, row))
            await settled(pilot)
            assert isinstance(app.screen, screen)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("click", [False, True])
async def test_a_machine_in_another_zone_is_told_and_taken_over(home: Home, care: Care, click: bool) -> None:
    there = at(21, 4).astimezone(timezone(timedelta(hours=2)))
    app = AftercareApp(home, None, clock=Clock(there))
    async with app.run_test() as pilot:
        assert "kept in the time of UTC" in shown(app)
        assert "21:04" in shown(app).splitlines()[0]
        if click:
            await pilot.click(offset=row_of(app, "Your record is kept"))
        else:
            await pilot.press("z")
        await settled(pilot)
        assert "23:04" in shown(app).splitlines()[0]
        assert "kept in the time of UTC" not in shown(app)
    kept = Care.open(home).present().zones[-1]
    assert (kept.since, kept.zone) == (at(1).date(), "Etc/GMT-2")


async def test_z_where_nothing_is_to_be_taken_over_writes_nothing(app: AftercareApp, home: Home) -> None:
    before = kinds(home)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("z")
        await settled(pilot)
        assert "nothing to take over" in said(app)
    assert kinds(home) == before


async def test_who_was_archived_is_not_opened_by_itself(home: Home, ben: Care, care: Care, clock: Clock) -> None:
    care.archive(at(20))
    ben.archive(at(20))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "Everybody here is archived" in shown(app)
        await pilot.press("v", "enter")
        await settled(pilot)
        assert "· Anna B." in shown(app)
    again = AftercareApp(home, None, clock=clock)
    assert isinstance(again.get_default_screen(), ClientsScreen)
    named = AftercareApp(home, "me", clock=clock)
    assert isinstance(named.get_default_screen(), TodayScreen)
