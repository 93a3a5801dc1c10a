"""How the screens look, in both themes, at 80x24 and at 120x40."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from magnet_scenes import sore_and_resting
from msgspec.structs import replace
from plan_scenes import two_plans
from press_scenes import one_stands
from scenes import anna, in_a_course, looked_back_on, path_of, session_answered, two_versions
from stage import DAY, Clock, at, press, settled
from textual.pilot import Pilot
from textual.widgets import Input
from written_once import written_once

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, PackFacts, ProductFacts, set_on_machine
from aftercare.model import tables
from aftercare.model.check_in import CheckInDraft, ContextAnswer
from aftercare.model.deed import Deed
from aftercare.model.editing import Draft
from aftercare.model.rating import Points, Rating
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.routine import Daily
from aftercare.model.safety import Said
from aftercare.model.slot_instant import DatedZone
from aftercare.reminders.channel import Key, NotSent, Sent, Unknown
from aftercare.reminders.companion import Outlook
from aftercare.reminders.doctor import Diagnosis, Line, Link, Verdict
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.screens.reminded_day import RemindedDay
from aftercare.themes import EVENING, MORNING

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
THEMES = pytest.mark.parametrize("theme", [EVENING.name, MORNING.name])
Snap = Callable[..., bool]


@written_once
def an_evening(home: Home) -> None:
    """A Sunday evening under way: the morning is done, one step skipped, one note written."""
    session_answered(home)
    care = Care.open(home)
    slots = {each.slot.id: each.due for each in care.day(at(8)).slots}
    for due in slots["morning"]:
        care.tick(due.occurrence, at(7, 41))
    care.tick(slots["evening"][0].occurrence, at(21, 0))
    care.skip(slots["evening"][1].occurrence, "Skin feels irritated", at(21, 2))
    care.note("A little warm after the serum, gone by noon.", at(12, 40))


@pytest.fixture
def lived(home: Home) -> Care:
    """That evening."""
    an_evening(home)
    return Care.open(home)


def opened(home: Home, theme: str = EVENING.name, day: int = 22, client: str | None = None) -> AftercareApp:
    app = AftercareApp(home, client, clock=Clock(at(21, 4, day=day)))
    app.theme = theme
    return app


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    """Presses the keys and waits until all of that is done, with nothing blinking."""

    async def press(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        for blinking in pilot.app.screen.query("Input, TextArea"):
            blinking.cursor_blink = False  # type: ignore[attr-defined]
        await settled(pilot)

    return press


@SIZES
@THEMES
@pytest.mark.usefixtures("lived")
def test_today(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing())


@SIZES
@THEMES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "keys",
    [("s",), ("n",), ("question_mark",), ("down", "d"), ("i",), ("p",), ("w",), ("f3",), ("y",)],
    ids=["skip", "note", "help", "step", "import", "pause", "why", "therapist", "stung"],
)
def test_over_today(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "keys",
    [("left",), ("end", "enter"), ("s", "b", "u", "s", "y", "escape")],
    ids=["yesterday", "unfolded", "unsaved"],
)
def test_today_at_other_times(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
def test_two_versions(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    two_versions(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("v"))


@SIZES
@THEMES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("keys", [("r",), ("r", "space")], ids=["step", "wait"])
def test_run(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "keys",
    [("space", "p"), ("question_mark",), ("space", "space", "space", "space", "space")],
    ids=["paused", "help", "end"],
)
def test_within_the_run(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("r", *keys))


@SIZES
@THEMES
def test_welcome(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing())


@SIZES
def test_empty(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    Care.start(home, at(8))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing())


@SIZES
@THEMES
@pytest.mark.parametrize("plan", ["PLAN", "BAD PLAN"], ids=["changes", "problems"])
@pytest.mark.usefixtures("care")
def test_what_a_plan_would_change(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, plan: str) -> None:
    async def show(pilot: Pilot[None]) -> None:
        await pressing("i")(pilot)  # type: ignore[misc]
        pilot.app.screen.query_one("Input").value = "reactive_skin.toml"  # type: ignore[attr-defined]
        await settled(pilot)
        pilot.app.screen._read(path_of(home, plan))  # type: ignore[attr-defined]
        await settled(pilot)

    assert snap_compare(opened(home, theme), terminal_size=size, run_before=show)


@written_once
def a_shelf(home: Home) -> None:
    """A shelf with something of everything: past, soon, running low, estimated, unopened, without a pack."""
    session_answered(home)
    care = Care.open(home)
    for day in range(16, 29):
        for each in care.day(at(21, day=day)).due:
            care.tick(each.occurrence, at(21, day=day))
    for product, size, opened_on, pao, price in (
        ("mild-cleanser", 200.0, date(2026, 10, 1), 12, 14.5),
        ("hydrating-serum", 12.0, date(2026, 10, 15), 6, 32.0),
        ("barrier-cream", 50.0, date(2025, 11, 20), 12, None),
        ("mineral-sunscreen", 50.0, date(2026, 11, 10), None, 19.9),
    ):
        care.open_pack(product, PackFacts(opened_on, None, pao, size, price), at(21, day=29))
    care.open_pack("renewal-serum", PackFacts(date(2026, 9, 1), date(2026, 11, 30)), at(21, day=29))
    care.add_pack("renewal-serum", PackFacts(best_before=date(2028, 5, 31)), at(21, day=29))
    care.add_product(ProductFacts("Aloe [b]gel[/b], 99% of the leaf of Barbados", "gel"), at(21, day=29))


@pytest.fixture
def shelved(home: Home) -> None:
    """That shelf."""
    a_shelf(home)


@pytest.fixture
def several(home: Home, care: Care) -> None:
    """Four clients, one of them archived."""
    for name in ("Ben K.", "Carla Ferreira", "Dušan Østergård"):
        Care.add(home, name, at(8))
    Care.open(home, "carla-ferreira").archive(at(9))


@SIZES
@THEMES
@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("keys", [("g",), ("g", "n"), ("g", "z")], ids=["clients", "one-more", "archive"])
def test_clients(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    app = opened(home, theme, client="me")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("keys", [("g", "v"), ("g", "question_mark")], ids=["archived", "help"])
def test_more_of_clients(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    app = opened(home, client="me")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
@pytest.mark.usefixtures("shelved")
@pytest.mark.parametrize("keys", [("h", "down"), ("h", "down", "e")], ids=["shelf", "edit"])
def test_shelf(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme, day=29), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("shelved")
@pytest.mark.parametrize(
    "keys",
    [("a",), ("down", "o"), ("down", "f"), ("down", "b"), ("question_mark",)],
    ids=["add", "open", "finish", "substitute", "help"],
)
def test_over_the_shelf(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, day=29), terminal_size=size, run_before=pressing("h", *keys))


@SIZES
@pytest.mark.usefixtures("care")
def test_a_label_on_the_form(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    async def show(pilot: Pilot[None]) -> None:
        await pressing("h", "a")(pilot)  # type: ignore[misc]
        label = "Aqua, Glycerin, Niacinamide 5 %, Glycolic Acyd, Retinal, Moorlauge, Heilerde, Torf [b]x[/b], Teer"
        pilot.app.screen.query_one("#ingredients", Input).value = label  # type: ignore[attr-defined]
        await settled(pilot)

    assert snap_compare(opened(home), terminal_size=size, run_before=show)


@SIZES
def test_empty_shelf(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    Care.start(home, at(8))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("h"))


@SIZES
@THEMES
def test_sessions(snap_compare: Snap, home: Home, care: Care, size: tuple[int, int], theme: str) -> None:
    known = {each.at.date(): each.id for each in care.sessions()}
    care.session_took_place(known[at(1, day=19).date()], at(20))
    care.move_session("session-6", datetime(2026, 11, 27, 10), at(20))
    care.cancel_session(known[datetime(2026, 12, 10).date()], at(20))
    care.add_session(datetime(2026, 11, 20, 9), "check of the magnets", at(20))
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("a"))


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize("keys", [("a", "a"), ("a", "m"), ("a", "question_mark")], ids=["add", "move", "help"])
def test_over_sessions(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.parametrize("keys", [(), ("a",)], ids=["today", "sessions"])
def test_the_day_before_a_session_of_a_course(
    snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    in_a_course(home)
    Care.open(home).ask("May I swim the day after?", at(9, day=21))
    assert snap_compare(opened(home, day=25), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize("keys", [("a", "end", "t"), ("R",)], ids=["told", "report"])
def test_for_the_therapist(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
def test_a_plan_with_lines_to_leave(snap_compare: Snap, home: Home, tmp_path: Path, size: tuple[int, int]) -> None:
    text = (Path(__file__).parents[2] / "data" / "plans" / "needle_course.toml").read_text("utf-8")
    newer = tmp_path / "newer.toml"
    text = text.replace("version = 1 ", "version = 2 ").replace('amount = "3–5 drops"', 'amount = "4 drops"')
    newer.write_text(text.replace('id = "soften-the-brow"', 'id = "rest-the-eyes"'), "utf-8")

    async def read(pilot: Pilot[None]) -> None:
        await press(pilot, "i")
        pilot.app.screen.query_one(Input).value = str(newer)
        await press(pilot, "enter", "space")

    assert snap_compare(opened(home), terminal_size=size, run_before=read)


@SIZES
@pytest.mark.parametrize("keys", [("f3", "p", "down"), ("f3", "p", "down", "d")], ids=["plans", "days"])
def test_plans(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    two_plans(home)
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
def test_magnets(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    sore_and_resting(home)
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("M"))


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), EVENING.name), ((120, 40), MORNING.name)], ids=["80x24", "120x40"]
)
def test_points_to_press(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    one_stands(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("F"))


@SIZES
@THEMES
def test_settings(snap_compare: Snap, home: Home, care: Care, size: tuple[int, int], theme: str) -> None:
    care.set_zone("Europe/Berlin", at(8))
    care.set_day_start("05:30", at(20))
    set_on_machine(home, "theme", theme.removeprefix("aftercare-"))
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("comma", "down", "down"))


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    "keys",
    [
        ("enter",),
        ("down", "enter", "b", "e", "r"),
        ("down", "down", "down", "down", "enter"),
        ("end", "up"),
        ("question_mark",),
    ],
    ids=["name", "zone", "theme", "reminders", "help"],
)
def test_over_settings(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("comma", *keys))


@SIZES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize("keys", [(), ("r",), ("v",), ("x",)], ids=["list", "restore", "verify", "export"])
def test_the_record(
    snap_compare: Snap,
    home: Home,
    size: tuple[int, int],
    keys: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("comma", "b", *keys))


@SIZES
@pytest.mark.parametrize("keys", [(), ("comma", "down")], ids=["day", "settings"])
def test_a_zone_unknown_here(
    snap_compare: Snap, home: Home, care: Care, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    zone = DatedZone(date(2026, 11, 20), "Europe/Atlantis")
    care._do(Deed.SET_ZONE, at(9), lambda: care._put(tables.TIME_ZONES, "2026-11-20", zone))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
def test_a_machine_elsewhere(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    there = at(21, 4).astimezone(timezone(timedelta(hours=2)))
    assert snap_compare(AftercareApp(home, None, clock=Clock(there)), terminal_size=size, run_before=pressing())


@SIZES
@THEMES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    "keys", [("o",), ("o", "p"), ("o", "a"), ("o", "t"), ("o", "b")], ids=["steps", "preview", "add", "times", "slowly"]
)
def test_the_routine(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize("keys", [("o", "e", "f2"), ("o", "question_mark")], ids=["change-with-days", "help"])
def test_more_of_the_routine(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize("keys", [("f4",), ("f4", "enter")], ids=["signs", "answer"])
def test_help_me(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    "keys",
    [("f4", *"bruise"), ("f4", "enter", "e"), ("f4", *"tired", "enter")],
    ids=["words", "region", "normal"],
)
def test_within_help_me(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
@pytest.mark.parametrize("keys", [(), ("e",)], ids=["day", "sheet"])
def test_the_question_about_late_signs(
    snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    looked_back_on(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@written_once
def much_remarked(home: Home) -> None:
    """A record of the client's own with something of everything that is remarked on."""
    care = Care.start(home, at(7, day=1), name="Anna B.")
    care.answer_safety("pregnancy", Said.NO, at(7, day=1))
    for day, name, kind, slot, holds in (
        (1, "Renewal serum", "retinoid", "evening", "retinal"),
        (1, "Hydrating serum", "serum", "evening", "sodium hyaluronate"),
        (19, "Peel of fruit acids", "exfoliant", "evening", "glycolic acid"),
        (22, "Bright drops [b]C[/b]", "serum", "evening", "ascorbic acid"),
    ):
        product = care.add_product(ProductFacts(name, kind, (holds,)), at(8, day=day))
        draft = Draft(name, (slot,), Daily(), at(8, day=day).date(), product=product.id)
        care.add_step(draft, at(8, day=day))
    hydrating = next(each for each in care.present().routine.products.values() if each.name == "Hydrating serum")
    care.open_pack(hydrating.id, PackFacts(date(2026, 1, 10), None, 6), at(9))
    remark = next(each for each in care.findings(at(9)).open if each.key.startswith("two_new"))
    care.set_aside(remark, "My therapist knows of it.", at(9))


@pytest.fixture
def remarked(home: Home) -> None:
    """That record."""
    much_remarked(home)


@SIZES
@THEMES
@pytest.mark.usefixtures("remarked")
def test_remarks(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("f"))


@SIZES
@pytest.mark.usefixtures("remarked")
@pytest.mark.parametrize(
    "keys",
    [("f", "enter"), ("f", "x"), ("f", "end"), ("f", "question_mark"), ("h", "t")],
    ids=["advice", "aside", "set-aside", "help", "patch-test"],
)
def test_over_remarks(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("remarked")
def test_today_with_remarks(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    async def show(pilot: Pilot[None]) -> None:
        pilot.app.screen.look_through()  # type: ignore[attr-defined]
        await settled(pilot)

    assert snap_compare(opened(home), terminal_size=size, run_before=show)


@SIZES
@THEMES
@pytest.mark.parametrize("keys", [(), ("e",)], ids=["day", "sheet"])
def test_a_session_nobody_answered_for(
    snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    anna(home)
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
@pytest.mark.parametrize(
    "keys", [(), ("l",), ("down", "down", "down", "w"), ("r",)], ids=["day", "leave-out", "why-held", "run"]
)
def test_the_evening_of_a_session(
    snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]
) -> None:
    session_answered(home)
    assert snap_compare(opened(home, theme, day=19), terminal_size=size, run_before=pressing(*keys))


@SIZES
def test_a_long_instruction_in_the_run(snap_compare: Snap, home: Home, care: Care, size: tuple[int, int]) -> None:
    step = next(each for each in care.present().routine.steps.values() if each.id == "cleanse")
    told = " ".join(["Lukewarm water and hands only, in small circles from the middle outwards."] * 20)
    longer = replace(step, instruction=told)
    care._do(Deed.CHANGE_STEP, at(9), lambda: care._put(tables.STEPS, "cleanse", longer))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("r"))


@written_once
def two_weeks_rated(home: Home) -> None:
    """That evening, with check-ins of the two weeks before: dryness went, glow stayed."""
    an_evening(home)
    care = Care.open(home)
    for back in range(1, 13):
        day = date(2026, 11, 22) - timedelta(days=back)
        values = {"dryness": back // 2, "glow": 6 + back % 2}
        zoned = {"glabella": 4, "brow-lid-r": 5, "brow-lid-l": 5 - back % 2}
        ratings = [Rating(name, Points(value)) for name, value in values.items()]
        ratings += [Rating("tension", Points(value), zone) for zone, value in zoned.items()]
        care.check_in(CheckInDraft(day, tuple(ratings), (ContextAnswer("sleep-hours", 7.5),)), at(20))


@pytest.fixture
def rated(home: Home) -> None:
    """Those two weeks."""
    two_weeks_rated(home)


@SIZES
@THEMES
@pytest.mark.usefixtures("rated")
@pytest.mark.parametrize("keys", [(), ("c",), ("c", "tab")], ids=["today", "ratings", "more"])
def test_check_in(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("rated")
@pytest.mark.parametrize(
    "keys",
    [("3", "equals_sign", "left"), ("question_mark",), ("tab", "l", "o", "t", "s", "ctrl+s")],
    ids=["rated", "help", "trouble"],
)
def test_within_the_check_in(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing("c", *keys))


# ---- reminders


@pytest.fixture
def reminded(care: Care, home: Home) -> Care:
    """A Sunday evening on which the desktop took one reminder, refused another and left one open; one was put off."""
    care.set_reminder(ReminderKind.CHECK_IN, "off", at(7))
    care.add_pack("calming-gel", PackFacts(DAY, best_before=date(2026, 11, 25)), at(8))
    care.tick_slot("morning", DAY, at(8, 30))
    ledger = Ledger(home.state / FILE_NAME)
    ledger.settle(at(7))
    for kind, slot, due, outcome in (
        ("slot", "slot:morning:2026-11-22", at(7, 30), Sent()),
        ("use-by", f"use-by:{next(iter(care.present().packs))}:2026-11-25", at(10), Unknown("it did not end in time")),
        ("slot", "slot:evening:2026-11-22", at(21), NotSent("Cannot autolaunch D-Bus without X11 $DISPLAY")),
    ):
        claim = ledger.claim("me", Key(kind, slot), "desktop", due, due + timedelta(hours=14), due)
        assert claim is not None
        ledger.begin(claim, due)
        ledger.finish(claim, outcome, due)
    return care


@SIZES
@THEMES
@pytest.mark.usefixtures("reminded")
@pytest.mark.parametrize("keys", [("m",), ("m", "s"), ("m", "s", "1")], ids=["list", "later", "put-off"])
def test_the_inbox(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.usefixtures("care")
def test_an_empty_inbox(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    app = AftercareApp(home, None, clock=Clock(at(5)))
    assert snap_compare(app, terminal_size=size, run_before=pressing("m"))


@SIZES
@THEMES
@pytest.mark.usefixtures("lived")
def test_the_line_about_reminders(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    async def show(pilot: Pilot[None]) -> None:
        found = Outlook(runs=False, next=at(22), wanted=True)
        pilot.app.screen.post_message(RemindedDay.LookedAround(found))
        await settled(pilot)

    assert snap_compare(opened(home, theme), terminal_size=size, run_before=show)


@SIZES
@THEMES
@pytest.mark.usefixtures("reminded")
def test_the_chain_of_reminders(
    snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        Line(Link.RECORD, Verdict.FINE, "Readable: me."),
        Line(Link.ZONE, Verdict.LOOK, "me: kept in the time of Europe/Berlin, this machine Etc/UTC.", "Press z."),
        Line(Link.SERVICE, Verdict.BROKEN, "None runs: nothing reminds while the app is closed.", "Press b."),
    )
    monkeypatch.setattr("aftercare.screens.doctor_sheet.examined", lambda home, clock: Diagnosis(at(21, 4), lines))
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing("m", "d"))
