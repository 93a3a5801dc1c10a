"""The check-in: ten seconds on a normal day, by keyboard and by mouse, and nothing that was filled in is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from stage import DAY, Clock, at, kinds, press, said, settled, shown
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.care.journal_tables import ratings_typed
from aftercare.model.bruise import Stage
from aftercare.model.check_in import CheckInDraft, ContextAnswer
from aftercare.model.rating import Count, How, Points, Rating, Subject, Term, Value
from aftercare.screens.check_in import CheckInScreen
from aftercare.screens.help import HelpScreen
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.today import TodayScreen
from aftercare.widgets.face.drawing import size_for
from aftercare.widgets.face.raster import FaceSize
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.rating_list import RatingList
from aftercare.widgets.rating_row import RatingRow
from aftercare.widgets.skin_lines import SkinLines

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])


def rated(care: Care, *typed: str, day_back: int = 1, **more: Any) -> None:
    ratings = tuple(each for one in typed for each in ratings_typed(one))
    care.check_in(CheckInDraft(DAY - timedelta(days=day_back), ratings, **more), at(20))


@pytest.fixture
def lived(care: Care) -> Care:
    """Yesterday everything that the plan's concerns ask was rated."""
    rated(
        care,
        "dryness=2",
        "glabella.tension=4",
        "brow-lid.tension=5",
        "glow=6",
        context=(ContextAnswer("sleep-hours", 7.5),),
    )
    return care


def kept(home: Home) -> dict[str, Rating]:
    """What was rated today, as the record has it."""
    entries = Care.open(home).check_ins(DAY, DAY)
    return {each.subject.name: each for entry in entries for each in entry.ratings}


def values(home: Home) -> dict[str, Value]:
    return {name: each.value for name, each in kept(home).items()}


async def click_words(pilot: Pilot[Any], words: str) -> None:
    lines = shown(pilot.app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row))
    await settled(pilot)


# ---- by keyboard


@pytest.mark.usefixtures("lived")
async def test_a_normal_day_takes_at_most_twelve_keys(app: AftercareApp, home: Home) -> None:
    everything = ("c", "3", "4", "5", "5", "7", "enter")
    assert len(everything) <= 12
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, *everything)
        assert isinstance(app.screen, TodayScreen)
        assert "the check-in is kept" in said(app)
    assert values(home) == {
        "dryness": Points(3),
        "glabella.tension": Points(4),
        "brow-lid-r.tension": Points(5),
        "brow-lid-l.tension": Points(5),
        "glow": Points(7),
    }
    assert all(each.how is How.TOUCHED for each in kept(home).values())


@pytest.mark.usefixtures("lived")
async def test_a_day_like_yesterday_takes_three(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "a", "enter")
        assert isinstance(app.screen, TodayScreen)
    assert len(kept(home)) == 5
    assert all(each.how is How.SAME for each in kept(home).values())


@pytest.mark.usefixtures("lived")
async def test_only_what_was_touched_is_kept(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "down", "equals_sign", "end", "x")
        assert "yesterday 4" in shown(app)
        await press(pilot, "enter")
    assert kept(home) == {
        "glabella.tension": Rating("tension", Points(4), "glabella", How.SAME),
        "glow": Rating("glow", Points(10)),
    }


@pytest.mark.usefixtures("lived")
async def test_a_rating_is_corrected_and_taken_away(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "8", "up", "3", "k", "k", "j", "9", "home", "end", "5", "up", "backspace", "home", "0")
        assert app.screen.query_one(RatingList).filling.at == 2
        await press(pilot, "end", "delete", "enter")
    assert values(home) == {
        "dryness": Points(0),
        "glabella.tension": Points(9),
    }


async def test_where_nothing_was_rated_before_there_is_nothing_to_be_the_same_as(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c", "equals_sign", "a")
        assert "nothing to be the same as" in said(app)
        await press(pilot, "enter")
        assert "Nothing is touched yet." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
    assert kinds(home) == []


@pytest.mark.usefixtures("lived")
async def test_on_the_face_arrows_go_to_zones_and_digits_rate_them(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "left")
        assert isinstance(app.focused, FaceMap)
        app.focused.select("chin")
        await settled(pilot)
        assert "Blemishes, chin" in shown(app)
        current = app.screen.filling.current
        await press(pilot, "m")
        assert "Oil, chin" in shown(app)
        await press(pilot, "m", "m", "m", "m", "m", "m")
        assert app.screen.filling.current == current
        app.focused.select("nose")
        await settled(pilot)
        await press(pilot, "tab")
        assert isinstance(app.focused, RatingList)
        assert app.screen.filling.current.measure.id == "blemishes"
        await press(pilot, "4", "enter")
    assert values(home) == {"nose.blemishes": Count(4)}


@pytest.mark.usefixtures("lived")
async def test_moving_in_the_list_moves_on_the_face(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "down", "down")
        assert app.screen.query_one(FaceMap).selected == "brow-lid-r"
        assert "Brow, upper lid, your right" in shown(app)


@pytest.mark.usefixtures("lived")
async def test_what_else_was_tags_and_words_are_the_second_part(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "3", "tab")
        assert app.focused is app.screen.query_one("#item-sleep-hours", Input)
        assert "last 7.5" in shown(app)
        await press(pilot, "7", "comma", "5", "enter", "6", "enter")
        assert app.focused is app.screen.query_one("#tags", Input)
        await press(pilot, *"@Sun", "enter")
        assert isinstance(app.focused, TextArea)
        await press(pilot, *"ok?", "enter", *"x=7!", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    (entry,) = Care.open(home).check_ins(DAY, DAY)
    assert entry.context == (ContextAnswer("sleep-hours", 7.5), ContextAnswer("stress", 6.0))
    assert (entry.tags, entry.text) == (("sun",), "ok?\nx=7!")
    assert [each.value for each in entry.ratings] == [Points(3)]


async def test_an_answer_that_cannot_be_one_is_said_and_kept_as_typed(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "tab", *"lots", "ctrl+s")
        assert isinstance(app.screen, CheckInScreen)
        assert "“lots” is no answer to “Hours of sleep”." in shown(app)
        assert "Write 0 to 24 h." in shown(app)
        await press(pilot, "escape", "c", "tab")
        assert app.screen.query_one("#item-sleep-hours", Input).value == "lots"
    assert kinds(home) == []


async def test_the_help_explains_and_runs_a_key(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "A digit rates" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, CheckInScreen)


async def test_a_day_to_come_is_not_rated(app: AftercareApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "right", "c")
        assert isinstance(app.screen, TodayScreen)
        assert "still to come" in said(app)


async def test_a_day_behind_is_filled_in(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "left", "c")
        assert "Check-in, Saturday 21 November" in shown(app)
        await press(pilot, "4", "enter")
    (entry,) = Care.open(home).check_ins(DAY - timedelta(days=1), DAY)
    assert entry.day == DAY - timedelta(days=1)


async def test_a_fourth_rating_is_gently_declined_and_words_are_not(home: Home, care: Care, clock: Clock) -> None:
    for glow in (5, 6, 7):
        rated(care, f"glow={glow}", day_back=0)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c")
        assert "rated 3 times already" in shown(app)
        await press(pilot, "8")
        assert "that is plenty" in said(app)
        await press(pilot, "tab", "tab", "tab", "tab", *"calm", "ctrl+s")
        assert isinstance(app.screen, TodayScreen)
    assert Care.open(home).check_ins(DAY, DAY)[-1].text == "calm"


async def test_severe_pain_and_alarming_words_open_what_to_do(home: Home, care: Care, clock: Clock) -> None:
    care.choose_measures((Subject("pain"),), (), at(20))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "c", "9", "enter")
        assert isinstance(app.screen, HelpMeScreen)
        assert "◆ Severe pain" in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "c", "tab", "tab", *"my tongue is swelling", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
        assert "Call the emergency number now" in shown(app)
    assert kept(home)["pain"].value == Points(9)


async def test_a_followed_bruise_is_asked_after_once_a_day_until_it_is_gone(
    home: Home, care: Care, clock: Clock
) -> None:
    for minute, (zone, stage) in enumerate((("chin", Stage.BLUE), ("nose", Stage.BROWN))):
        care.log_bruise(zone, stage, at(20, minute), day=DAY - timedelta(days=2))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c", "7", "enter")
        assert "How does the bruise look today?" in shown(app)
        assert "chin, 20 Nov: blue." in shown(app)
        # a bruise as it was stands first, and then what it becomes
        await press(pilot, "enter")
        assert "nose, 20 Nov: brown." in shown(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "c", "8", "enter")
        assert isinstance(app.screen, TodayScreen), "today tells of both"
    (followed,) = Care.open(home).bruises(at(21))
    assert (followed.bruise.zone, followed.last.stage, followed.last.day) == ("chin", Stage.BLUE, DAY)


async def test_what_to_do_comes_before_the_question_after_a_bruise(home: Home, care: Care, clock: Clock) -> None:
    care.choose_measures((Subject("pain"),), (), at(20))
    care.log_bruise("chin", Stage.BLUE, at(20), day=DAY - timedelta(days=2))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "c", "9", "enter")
        assert isinstance(app.screen, HelpMeScreen)


async def test_counts_are_put_together_and_words_are_numbered(home: Home, care: Care, clock: Clock) -> None:
    care.choose_measures((Subject("blemishes", "chin"), Subject("gais-self")), (), at(20))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "c", "1", "2", "x", "down")
        assert "much improved" in shown(app)
        await press(pilot, "9", "2", "enter")
    assert values(home) == {"chin.blemishes": Count(12), "gais-self": Term("much improved")}


# ---- nothing is lost


@pytest.mark.usefixtures("lived")
async def test_escape_asks_nothing_and_keeps_what_was_touched(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c", "escape")
        assert isinstance(app.screen, TodayScreen)
        assert "draft" not in said(app)
        await press(pilot, "c", "3", "4", "escape")
        assert "Kept as a draft" in said(app)
        await press(pilot, "c")
        assert app.screen.filling.at == 2
        await press(pilot, "enter")
    assert values(home) == {
        "dryness": Points(3),
        "glabella.tension": Points(4),
    }
    assert Care.open(home).check_in_draft(DAY) is None


async def test_what_was_begun_is_said_to_be(app: AftercareApp, care: Care) -> None:
    care.keep_check_in_draft(CheckInDraft(DAY, text="half a sent"))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "c")
        assert "as you left it" in shown(app)
        assert "half a sent" in shown(app)


async def test_what_is_touched_is_on_the_disk_at_once(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "c", "3")
        draft = Care.open(home).check_in_draft(DAY)
        assert draft is not None
        assert draft.ratings == (Rating("dryness", Points(3)),)
        await press(pilot, "up", "backspace")
        assert Care.open(home).check_in_draft(DAY) is None
    assert kinds(home) == []


async def test_another_days_draft_is_told_of(app: AftercareApp, care: Care) -> None:
    care.keep_check_in_draft(CheckInDraft(DAY - timedelta(days=1), text="half a sent"))
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c")
        assert "Half-finished: Sat 21 Nov" in said(app)


async def test_a_disk_that_is_full_leaves_everything_as_it_was_filled_in(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    from aftercare.errors import DiskTrouble

    def full(*_: object, **__: object) -> None:
        raise DiskTrouble("Could not write: the disk is full.", "Make room, then try again.")

    async with app.run_test() as pilot:
        await press(pilot, "c", "3")
        with monkeypatch.context() as broken:
            broken.setattr(Care, "check_in", full)
            await press(pilot, "enter")
            assert "the disk is full" in shown(app)
            assert isinstance(app.screen, CheckInScreen)
        await press(pilot, "enter")
        assert isinstance(app.screen, TodayScreen)
    assert kept(home)["dryness"].value == Points(3)


async def test_a_check_in_is_taken_back(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "c", "3", "enter", "u")
        assert "taken back: the check-in" in said(app)
    assert kept(home) == {}


# ---- by mouse


@SIZES
@pytest.mark.usefixtures("lived")
async def test_by_mouse_alone(app: AftercareApp, home: Home, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await click_words(pilot, "c check-in")
        assert isinstance(app.screen, CheckInScreen)
        # the face in the largest size that there is room for
        room, largest = app.screen.query_one(FaceMap).size, {80: "SMALL", 120: "MEDIUM", 200: "LARGE"}[size[0]]
        assert size_for(room.width, room.height, 3) is FaceSize[largest]
        row = app.screen.query_one(RatingRow)
        await pilot.click(row, offset=(1 + 3 * 7 + 1, 0))
        await settled(pilot)
        assert app.screen.filling.at == 1
        await click_words(pilot, "Glow")
        assert app.screen.filling.at == 4
        await pilot.click(row, offset=(1 + 3 * 10 + 1, 0))
        await settled(pilot)
        await click_words(pilot, "between brows")
        await click_words(pilot, " = ")
        await click_words(pilot, "left brow")
        await pilot.click(row, offset=(1 + 3 * 2 + 1, 0))
        await settled(pilot)
        await click_words(pilot, "left brow")
        await click_words(pilot, "✕")
        face = app.screen.query_one(FaceMap)
        await pilot.click(face, offset=(face.size.width // 2, face.size.height // 3))
        await settled(pilot)
        assert app.screen.filling.current is not None
        assert app.screen.filling.current.zone is not None
        await click_words(pilot, "enter save")
        assert isinstance(app.screen, TodayScreen)
    assert {name: (each.value.value, each.how) for name, each in kept(home).items()} == {
        "dryness": (7, How.TOUCHED),
        "glow": (10, How.TOUCHED),
        "glabella.tension": (4, How.SAME),
    }


@pytest.mark.usefixtures("lived")
async def test_the_wheel_moves_in_the_list_and_the_second_part_opens_by_mouse(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await click_words(pilot, "c check-in")
        await pilot._post_mouse_events([_wheel_down()], app.screen.query_one(RatingList), offset=(3, 1), button=0)
        await settled(pilot)
        assert app.screen.filling.at == 1
        await click_words(pilot, "tab more")
        await pilot.click("#tags")
        await press(pilot, *"sun")
        await click_words(pilot, "ctrl+s save")
        assert isinstance(app.screen, TodayScreen)
    assert Care.open(home).check_ins(DAY, DAY)[0].tags == ("sun",)


def _wheel_down() -> type:
    from textual.events import MouseScrollDown

    return MouseScrollDown


# ---- Today


async def test_today_tells_the_last_14_days_and_a_word_where_it_means_something(
    home: Home, care: Care, clock: Clock
) -> None:
    for back in range(14):
        rated(care, f"glow={8 if back < 7 else 4}", "dryness=3", day_back=back)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "glow ▄▄▄▄▄▄▄███████  8 better" in shown(app).replace("▇", "█")
        assert "dryness ▃▃▃▃▃▃▃▃▃▃▃▃▃▃  3" in shown(app)
    wide = AftercareApp(home, None, clock=clock)
    async with wide.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Your skin, 14 days" in shown(wide)
        assert "8 better" in shown(wide)


async def test_in_little_room_every_measure_is_told_and_what_does_not_fit_is_counted(
    home: Home, care: Care, clock: Clock
) -> None:
    for back in range(14):
        rated(care, "dryness=3", "glow=6", "glabella.tension=4", day_back=back)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for words in ("dryness ▃", "tension ▄", "glow ▅"):
            assert words in shown(app)
        lines = app.screen.query_one(SkinLines)
        assert lines.size.height == 2
        lines.lines = lines.lines * 3
        await settled(pilot)
        assert lines.size.height == 2
        assert "+5" in shown(app)


async def test_today_without_check_ins_says_nothing_of_the_skin(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Your skin" not in shown(app)
        assert not app.screen.query(SkinLines)


async def test_a_check_in_appears_on_today_at_once(app: AftercareApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "c", "3", "enter")
        assert "dryness        ·············▃  3" in shown(app)
