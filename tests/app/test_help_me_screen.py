"""Something's wrong: in at most two keys from everywhere, without losing a word, and with nothing to fill in first."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from stage import DAY, Clock, at, kinds, press, settled, shown, state
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.note_prompt import NotePrompt
from aftercare.screens.run import RunScreen
from aftercare.screens.today import TodayScreen
from aftercare.screens.welcome import WelcomeScreen

#: The keys that lead from Today to each screen and sheet, by the first of them: an app is opened for each of those.
PLACES: dict[str, dict[str, tuple[str, ...]]] = {
    "on today": {
        "today": (),
        "yesterday": ("left",),
        "skip": ("s",),
        "own reason": ("s", "tab"),
        "note": ("n",),
        "stung": ("y",),
        "why": ("w",),
        "step": ("d",),
        "help": ("question_mark",),
        "therapist": ("f3",),
        "pause": ("p",),
        "late signs": ("e",),
        "import": ("i",),
        "what to leave out": ("l",),
    },
    "in the run": {
        "run": ("r",),
        "skip in the run": ("r", "s"),
        "note in the run": ("r", "n"),
        "help of the run": ("r", "question_mark"),
    },
    "on the shelf": {
        "shelf": ("h",),
        "add to the shelf": ("h", "a"),
        "open a pack": ("h", "o"),
        "use another product": ("h", "b"),
        "help of the shelf": ("h", "question_mark"),
        "patch test": ("h", "t"),
    },
    "on the routine": {
        "routine": ("o",),
        "add a step": ("o", "a"),
        "change a step": ("o", "e"),
        "preview": ("o", "p"),
        "begin slowly": ("o", "b"),
        "parts of the day": ("o", "t"),
    },
    "on the sessions": {
        "sessions": ("a",),
        "add a session": ("a", "a"),
        "move a session": ("a", "m"),
        "had elsewhere": ("a", "e"),
        "when it was had": ("a", "e", "enter"),
    },
    "elsewhere": {
        "clients": ("g",),
        "add a client": ("g", "n"),
        "archive a client": ("g", "z"),
        "find a client": ("g", "slash"),
        "palette": ("ctrl+p",),
        "settings": ("comma",),
        "safety": ("S",),
        "remarks": ("f",),
    },
}


@pytest.fixture
def asked(care: Care) -> Care:
    """A session three weeks ago."""
    session = care.add_session(datetime(2026, 11, 1, 9), "facial needles", at(8))
    care.session_took_place(session.id, at(8))
    return care


def typing(app: AftercareApp) -> bool:
    return isinstance(app.focused, Input | TextArea)


def answered(app: AftercareApp, *besides: str) -> bool:
    """Whether the answer to an emergency is on the screen, and what it is to say besides."""
    if not isinstance(app.screen, HelpMeScreen):
        return False
    text = " ".join(shown(app, alone=True).split())
    return all(words in text for words in ("Call the emergency number now", "112", *besides))


async def back_to_today(pilot: Pilot[None], today: Screen[object]) -> None:
    """Leaves all that is open above Today, and shows the present day there."""
    for _ in range(6):
        if pilot.app.screen is not today:
            await press(pilot, "escape")
    assert pilot.app.screen is today
    await press(pilot, "t")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("places", PLACES.values(), ids=list(PLACES))
async def test_one_key_opens_the_answer_from_every_screen_and_sheet_and_the_sign_where_nothing_is_typed(
    app: AftercareApp, places: dict[str, tuple[str, ...]]
) -> None:
    async with app.run_test() as pilot:
        today = app.screen
        for place, keys in places.items():
            await press(pilot, *keys)
            before = app.screen
            assert keys in ((), ("left",)) or before is not today, place
            for key in ("f4", "ctrl+g"):
                await press(pilot, key)
                assert answered(app), (place, key)
                if key == "f4":
                    await press(pilot, "enter")
                    assert answered(app, "Ines Moreau, +44 20 7946 0143"), place
                    await press(pilot, "escape")
                await press(pilot, "escape")
                assert app.screen is before, (place, key)
            in_a_field = typing(app)
            await press(pilot, "exclamation_mark")
            assert answered(app) if not in_a_field else app.screen is before, place
            await back_to_today(pilot, today)


@pytest.mark.parametrize(("keys", "field"), [(("n",), TextArea), (("s", "tab"), Input)], ids=["note", "reason"])
async def test_what_was_being_typed_is_there_again_afterwards(
    app: AftercareApp, keys: tuple[str, ...], field: type[Input] | type[TextArea]
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, *keys, *"it!", "f4", "escape")
        found = app.screen.query_one(field)
        assert (found.value if isinstance(found, Input) else found.text) == "it!"


async def test_it_needs_no_record(home: Home, clock: Clock) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        assert isinstance(app.screen, WelcomeScreen)
        await press(pilot, "f4", "enter")
        assert answered(app)
        assert "No number of your therapist" in " ".join(shown(app).split())
        await press(pilot, "n", "e", "down", "enter")
    assert home.clients() == []


async def test_it_opens_while_the_record_is_busy(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        day = app.screen
        assert isinstance(day, TodayScreen)
        held, free = threading.Event(), threading.Event()

        def hold() -> None:
            with day.care._record.guard:
                held.set()
                free.wait(10)

        other = threading.Thread(target=hold)
        other.start()
        held.wait(10)
        try:
            await pilot.press("f4")
            await pilot.pause()
            assert answered(app)
        finally:
            free.set()
            other.join()
        await settled(pilot)


async def test_a_second_press_does_not_open_it_twice(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", "enter", "e", "f4")
        assert answered(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TodayScreen)


# ---- choosing


async def test_words_find_their_sign_and_show_its_answer_at_once(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f4", *"swallowed a magnet")
        assert "Go to an emergency department at once" in shown(app)
        assert "Severe pain" not in shown(app)


async def test_words_that_nothing_fits_leave_all_signs_there(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", *"xyzzy")
        assert "Nothing here says that" in shown(app)
        assert answered(app)


async def test_a_click_chooses(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f4", *"fever")
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if "● Fever of 38" in line)
        await pilot.click(offset=(lines[row].index("Fever"), row))
        await settled(pilot)
        assert "Have a doctor look at it today." in shown(app)
        assert "keep it as a note" in shown(app)


async def test_what_is_usually_normal_stands_there_too(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f4", *"tired", "enter")
        assert "USUALLY NORMAL AFTER A SESSION" in shown(app)
        assert "You faint, or your chest hurts." in shown(app)
        await press(pilot, "enter")
        assert "▲ Chest pain" in shown(app)
        assert "Severe pain" not in shown(app)
        await press(pilot, "enter")
        assert answered(app)


# ---- afterwards


async def test_the_entry_comes_after_and_is_filled_in(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", *"fever", "enter", "n")
        assert isinstance(app.screen, NotePrompt)
        assert app.screen.query_one(TextArea).text == "Fever of 38 °C or more. "
        await press(pilot, *"since noon", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
    (note,) = Care.open(home).day(at(23), DAY).notes
    assert (note.text, note.at) == ("Fever of 38 °C or more. since noon", at(21, 4))


async def test_nothing_is_written_by_looking(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", *"fever", "enter", "escape", "escape")
    assert kinds(home) == []


async def test_where_the_client_lives_is_kept_and_its_number_shown(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "f4", "enter", "e", "enter")
        assert "United Kingdom: 999 (ambulance" in shown(app)
    assert Care.open(home).present().client.region == "united-kingdom"


# ---- alarming words elsewhere


async def test_an_alarming_note_is_kept_and_answered(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n", *"my tongue is swelling", "ctrl+s")
        assert answered(app)
        assert "Swelling of the throat" in shown(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, TodayScreen)
    assert [note.text for note in Care.open(home).day(at(23), DAY).notes] == ["my tongue is swelling"]


@pytest.mark.parametrize(("keys", "under"), [((), TodayScreen), (("r",), RunScreen)], ids=["today", "run"])
async def test_an_alarming_reason_is_kept_and_answered(
    app: AftercareApp, home: Home, keys: tuple[str, ...], under: type[TodayScreen] | type[RunScreen]
) -> None:
    async with app.run_test() as pilot:
        await press(pilot, *keys, "s", *"chest pain", "enter")
        assert answered(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, under)
    assert state(home, "cleanse") == "skipped: chest pain"


async def test_a_less_urgent_word_brings_a_remark_and_the_key(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "n", *"my cheek is numb", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
        assert "New numbness? f4 tells what to do." in " ".join(shown(app).split())


async def test_an_ordinary_note_opens_nothing(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "n", *"a calm evening", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)


async def test_every_help_begins_with_it(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        for keys in ((), ("h",), ("a",), ("g",), ("r",)):
            await press(pilot, *keys, "question_mark", "home", "enter")
            assert answered(app)
            await press(pilot, *["escape"] * (2 if keys == () else 3))
            assert isinstance(app.screen, TodayScreen)


# ---- the question about late signs


@pytest.mark.usefixtures("asked")
async def test_the_question_stands_on_today_until_it_is_answered(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        assert "Is there a lump, nodule or sore" in shown(app)
        await press(pilot, "e", "n")
        assert isinstance(app.screen, TodayScreen)
        assert "Is there a lump" not in shown(app)
    assert [(each.day, each.found) for each in Care.open(home).watch_answers()] == [(DAY, False)]


@pytest.mark.usefixtures("asked")
async def test_a_yes_is_kept_and_leads_to_what_to_do(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.click("NoticeLine", offset=(4, 0))
        await settled(pilot)
        await press(pilot, "y")
        assert isinstance(app.screen, HelpMeScreen)
        assert "Make an appointment with a doctor for this week" in " ".join(shown(app).split())
    assert [each.found for each in Care.open(home).watch_answers()] == [True]
