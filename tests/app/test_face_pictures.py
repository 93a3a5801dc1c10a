"""How the face looks: in each size, each number of colours, each layer, both themes and both views."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from face_app import LAYERS, RATINGS, FaceApp

from aftercare.model.face_layer import FaceState, View
from aftercare.themes import EVENING, MORNING
from aftercare.widgets.face.scale import Depth

Snap = Callable[..., bool]
SIZES = {"small": (30, 20), "medium": (44, 29), "large": (64, 39)}
THEMES = pytest.mark.parametrize("theme", [EVENING.name, MORNING.name])


@THEMES
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("depth", Depth)
def test_ratings(snap_compare: Snap, size: str, depth: Depth, theme: str) -> None:
    app = FaceApp(FaceState(RATINGS), selected="cheek-up-r", theme=theme, depth=depth)
    assert snap_compare(app, terminal_size=SIZES[size])


@THEMES
@pytest.mark.parametrize("layer", [each for each in LAYERS if each != "ratings"])
def test_layers(snap_compare: Snap, layer: str, theme: str) -> None:
    app = FaceApp(FaceState(LAYERS[layer]), selected="cheek-up-r", theme=theme)
    assert snap_compare(app, terminal_size=SIZES["medium"])


@pytest.mark.parametrize("layer", [each for each in LAYERS if each != "ratings"])
def test_layers_without_colours(snap_compare: Snap, layer: str) -> None:
    app = FaceApp(FaceState(LAYERS[layer]), selected="cheek-up-r", depth=Depth.NONE)
    assert snap_compare(app, terminal_size=SIZES["small"])


def test_as_in_a_mirror(snap_compare: Snap) -> None:
    app = FaceApp(FaceState(RATINGS, View.MIRROR), selected="cheek-up-r")
    assert snap_compare(app, terminal_size=SIZES["medium"])


def test_looking_for_a_zone(snap_compare: Snap) -> None:
    assert snap_compare(FaceApp(FaceState(RATINGS)), terminal_size=SIZES["small"], press=["slash", *"cheek"])
