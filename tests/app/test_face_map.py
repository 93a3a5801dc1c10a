"""The face by keyboard and by mouse: what is selected, chosen, found, said, and how little is drawn again."""

from __future__ import annotations

import pytest
from face_app import LAYERS, MARKS, RATINGS, FaceApp
from msgspec.structs import replace
from textual.widgets import Input

from aftercare.model.face_layer import FaceState, Points, Rated, Ratings, View
from aftercare.model.zone import mirror_of
from aftercare.store.reference import zones
from aftercare.themes import MORNING
from aftercare.widgets.face.drawing import drawing_of
from aftercare.widgets.face.raster import FaceSize
from aftercare.widgets.face.scale import Depth

ZONES = zones()
SMALL, MEDIUM, LARGE = (30, 20), (44, 29), (64, 39)


def cell_of(app: FaceApp, zone: str) -> tuple[int, int]:
    """The cell of the screen at a zone's middle."""
    drawing = app.map._drawing
    row, column = drawing.places.centres[app.map._as_drawn(zone)]
    return app.map._left + column, app.map._top + row


# ---- the keyboard


async def test_arrows_walk_over_the_face_and_say_each_zone():
    app = FaceApp()
    async with app.run_test(size=MEDIUM) as pilot:
        for key in ("down", "down", "right", "right", "left", "up"):
            await pilot.press(key)
        await pilot.pause()
    assert app.selected == ["glabella", "nose", "undereye-l", "crowsfeet-l", "undereye-l", "brow-lid-l"]


async def test_the_opposite_key_goes_back_the_way_one_came_also_where_another_zone_lies_nearer():
    app = FaceApp(selected="cheek-low-r")
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("left")
        there = app.map.selected
        await pilot.press("right")
        assert (there, app.map.selected) == ("ear-front-r", "cheek-low-r")


async def test_at_the_edge_of_the_face_the_cursor_stays():
    app = FaceApp()
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("up")
        await pilot.pause()
        assert app.map.selected == "forehead"
    assert app.selected == []


@pytest.mark.parametrize("key", ["enter", "space"])
async def test_enter_and_space_choose_the_zone_under_the_cursor(key):
    app = FaceApp(selected="chin")
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.chosen == ["chin"]


async def test_in_a_mirror_right_goes_to_the_clients_right():
    app = FaceApp(FaceState(view=View.MIRROR), selected="nose")
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("right")
        assert app.map.selected == "undereye-r"
        first = app.lines()[0].strip()
        assert first.startswith("your left")
        assert first.endswith("your right")


# ---- finding by name


async def test_slash_finds_a_zone_by_a_part_of_its_name():
    app = FaceApp()
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("slash", *"cheek")
        assert app.map.selected == "cheek-up-r"
        assert "/cheek▏ Upper cheek, your right 1 of 4" in "\n".join(app.lines())
        await pilot.press("down")
        assert app.map.selected == "cheek-up-l"
        await pilot.press("up", "backspace", "enter")
        assert app.map.selected == "cheek-up-r"
        assert app.map.finder is None
        await pilot.press("right")
        assert app.map.selected != "cheek-up-r"


async def test_escape_leaves_the_cursor_where_it_was_before_the_search():
    app = FaceApp(selected="lips")
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("slash", *"temple")
        assert app.map.selected == "temple-r"
        await pilot.press("escape")
        assert app.map.selected == "lips"


async def test_what_is_called_nothing_is_said_and_nothing_is_lost():
    app = FaceApp(selected="lips")
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("slash", *"elbow 7")
        assert "/elbow 7▏ no zone" in "\n".join(app.lines())
        assert app.map.selected == "lips"
        await pilot.press("space", "backspace")
    assert app.chosen == []


async def test_leaving_the_map_ends_the_search():
    app = FaceApp(field=True)
    async with app.run_test(size=MEDIUM) as pilot:
        await pilot.press("slash", "n")
        app.query_one(Input).focus()
        await pilot.pause()
        assert app.map.finder is None


# ---- the mouse


@pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE], ids=["small", "medium", "large"])
@pytest.mark.parametrize("view", View)
async def test_a_click_selects_each_zone_and_another_chooses_it(size, view):
    app = FaceApp(FaceState(view=view))
    async with app.run_test(size=size) as pilot:
        for zone in [*list(ZONES)[1:], "forehead"]:
            await pilot.click(offset=cell_of(app, zone))
            assert app.map.selected == zone
        await pilot.click(offset=cell_of(app, "forehead"))
        await pilot.pause()
    assert app.selected == [*list(ZONES)[1:], "forehead"]
    assert app.chosen == ["forehead"]


async def test_a_click_beside_the_face_or_on_its_words_selects_nothing():
    app = FaceApp(selected="chin")
    async with app.run_test(size=(60, 29)) as pilot:
        for place in ((0, 0), (1, 20), (58, 5), (30, 27), (30, 28)):
            await pilot.click(offset=place)
        await pilot.pause()
    assert (app.selected, app.chosen) == ([], [])


async def test_a_click_on_an_ear_takes_the_zone_beside_it():
    app = FaceApp()
    async with app.run_test(size=MEDIUM) as pilot:
        x, y = cell_of(app, "ear-front-r")
        await pilot.click(offset=(x - 3, y))
        assert app.map.selected == "ear-front-r"


# ---- what is shown


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("size", [SMALL, MEDIUM, LARGE], ids=["small", "medium", "large"])
async def test_the_selected_zone_is_bracketed_and_named_with_its_side_in_every_number_of_colours(depth, size):
    app = FaceApp(FaceState(RATINGS), selected="cheek-up-r", depth=depth)
    async with app.run_test(size=size):
        lines = app.lines()
    assert any("[7]" in each for each in lines)
    assert any("Upper cheek, your right" in each for each in lines)
    assert any("Redness: 7 of 10" in each for each in lines)


async def test_without_the_focus_the_brackets_are_round():
    app = FaceApp(FaceState(RATINGS), selected="cheek-up-r", field=True)
    async with app.run_test(size=(44, 36)) as pilot:
        app.query_one(Input).focus()
        await pilot.pause()
        assert any("(7)" in each for each in app.lines())


async def test_without_colours_nothing_of_the_drawing_has_any():
    app = FaceApp(FaceState(RATINGS), depth=Depth.NONE)
    async with app.run_test(size=MEDIUM):
        app.lines()
        strips = [app.map._drawn.row(row) for row in range(FaceSize.MEDIUM.rows)]
    assert all(
        not each.style or (each.style.color, each.style.bgcolor) == (None, None) for row in strips for each in row
    )


async def test_no_color_draws_in_lines(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = FaceApp(FaceState(RATINGS), depth=None)
    async with app.run_test(size=MEDIUM):
        assert any("⠀" < sign <= "⣿" for line in app.lines() for sign in line)


@pytest.mark.parametrize(
    ("system", "signs"),
    [("truecolor", "▄"), ("256", "▄"), ("standard", "▄"), ("", "⠈")],
    ids=["true", "256", "16", "none"],
)
async def test_the_terminals_own_number_of_colours_is_drawn_with(system, signs, monkeypatch):
    app = FaceApp(FaceState(RATINGS), depth=None)
    monkeypatch.setattr(type(app.console), "color_system", property(lambda _: system or None))
    async with app.run_test(size=MEDIUM):
        assert any(signs in line for line in app.lines())


async def test_a_mirror_exchanges_what_is_shown_on_either_side():
    app = FaceApp(FaceState(RATINGS), selected="chin")
    async with app.run_test(size=MEDIUM) as pilot:
        x, y = cell_of(app, "cheek-up-r")
        app.map.state = FaceState(RATINGS, View.MIRROR)
        await pilot.pause()
        drawn = drawing_of(app.map._face, FaceSize.MEDIUM).places.centres[mirror_of(ZONES, "cheek-up-r")]
        assert cell_of(app, "cheek-up-r") == (app.map._left + drawn[1], app.map._top + drawn[0]) != (x, y)
        assert app.lines()[app.map._top + drawn[0]][app.map._left + drawn[1]] == "7"


async def test_a_mirror_names_the_sides_anew_in_a_room_with_lines_left_over_too():
    app = FaceApp(selected="chin")
    async with app.run_test(size=(MEDIUM[0], MEDIUM[1] + 5)):
        assert app.map._top > 0
        line = app.lines()[app.map._top]
        assert line.index("right") < line.index("left")
        app.map.state = FaceState(view=View.MIRROR)
        line = app.lines()[app.map._top]
        assert line.index("left") < line.index("right")


async def test_the_points_of_the_selected_zone_are_named():
    app = FaceApp(FaceState(Points(MARKS)), selected="chin")
    async with app.run_test(size=MEDIUM) as pilot:
        assert any("CV24 Chengjiang" in each for each in app.lines())
        app.map.select("lips")
        await pilot.pause()
        assert any("no point of yours" in each for each in app.lines())


async def test_an_unknown_zone_cannot_be_selected():
    app = FaceApp()
    async with app.run_test(size=MEDIUM):
        with pytest.raises(KeyError):
            app.map.select("elbow")


async def test_too_little_room_is_said_and_the_keys_go_on():
    app = FaceApp(selected="lips")
    async with app.run_test(size=(24, 10)) as pilot:
        await pilot.press("down")
        assert app.map.selected == "chin"
        lines = "\n".join(app.lines())
        assert "29 by 18" in lines
        assert "Chin" in lines
        await pilot.click(offset=(3, 3))
        await pilot.resize_terminal(44, 29)
        await pilot.pause()
        assert any("[·]" in each for each in app.lines())


async def test_another_theme_has_other_colours():
    app = FaceApp(FaceState(LAYERS["plain"]))
    async with app.run_test(size=MEDIUM) as pilot:
        before = app.map.render_line(10)
        app.theme = MORNING.name
        await pilot.pause()
        assert app.map.render_line(10) != before


# ---- how little is drawn again


async def test_one_changed_value_draws_the_rows_of_its_zone_again_and_no_others():
    app = FaceApp(FaceState(RATINGS), selected="forehead")
    async with app.run_test(size=LARGE) as pilot:
        app.lines()
        before = {y: app.map.render_line(y) for y in range(app.map.size.height)}
        app.map.state = FaceState(replace(RATINGS, values={**RATINGS.values, "chin": Rated(9)}))
        await pilot.pause()
        changed = {y for y in before if app.map.render_line(y) is not before[y]}
        places = app.map._drawing.places
        rows = {app.map._top + row for row, _ in places.cells["chin"]}
        words = {0, *range(app.map._top + FaceSize.LARGE.rows, app.map.size.height)}
        assert rows <= changed <= rows | words


async def test_changes_in_any_order_draw_the_same_as_a_face_begun_anew():
    app = FaceApp(FaceState(RATINGS), selected="nose")
    async with app.run_test(size=SMALL) as pilot:
        app.lines()
        for layer, zone in (
            (LAYERS["changes"], "chin"),
            (LAYERS["points"], "temple-l"),
            (Ratings({"lips": Rated(3)}), "lips"),
            (LAYERS["bruises"], "cheek-up-r"),
            (RATINGS, "undereye-r"),
        ):
            app.map.state = FaceState(layer)
            app.map.select(zone)
            await pilot.pause()
            stepwise = [list(app.map.render_line(y)) for y in range(app.map.size.height)]
            app.map._draw_anew()
            assert [list(app.map.render_line(y)) for y in range(app.map.size.height)] == stepwise
