"""The colours of values: from dark to light in steps that everybody sees, in every number of colours."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.color import Color, ColorSystem

from aftercare.widgets.face.scale import Depth, blended, diverging, lightness, rgb, sequential, step_of

COLOURED = [Depth.TRUE, Depth.EIGHT_BIT, Depth.SIXTEEN]
DARK = pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])

#: How the three kinds of colour blindness see a colour, whole (Machado, Oliveira and Fernandes 2009, in linear RGB).
BLINDNESS = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def seen_with(colour, matrix):
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in colour)
    ]
    mixed = [min(1.0, max(0.0, sum(w * c for w, c in zip(row, linear, strict=True)))) for row in matrix]
    return tuple(round(255 * (p * 12.92 if p <= 0.0031308 else 1.055 * p ** (1 / 2.4) - 0.055)) for p in mixed)


def steps(scale):
    return [lightness(after) - lightness(before) for before, after in pairwise(scale)]


def test_eleven_values_have_eleven_colours_each_lighter_than_the_one_before():
    scale = sequential(Depth.TRUE, dark=True)
    assert len(set(scale)) == 11
    assert min(steps(scale)) > 4.5
    assert max(steps(scale)) < 2 * min(steps(scale))


def test_with_256_colours_it_is_still_eleven_and_in_order():
    scale = sequential(Depth.EIGHT_BIT, dark=True)
    assert len(set(scale)) == 11
    assert min(steps(scale)) > 4


def test_with_sixteen_colours_there_are_six_in_order():
    scale = sequential(Depth.SIXTEEN, dark=True)
    assert len(set(scale)) == 6
    assert min(steps(scale)) >= 0


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("depth", [Depth.TRUE, Depth.EIGHT_BIT])
def test_the_order_holds_for_every_colour_blindness(blindness, depth):
    scale = [seen_with(each, BLINDNESS[blindness]) for each in sequential(depth, dark=True)]
    assert min(steps(scale)) > 0
    # values three apart are told apart at a glance
    assert all(lightness(scale[at + 3]) - lightness(scale[at]) > 10 for at in range(8))


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("depth", COLOURED)
@DARK
def test_more_and_less_are_told_apart_by_everybody(blindness, depth, dark):
    scale = [seen_with(each, BLINDNESS[blindness]) for each in diverging(depth, dark)]
    less, none, more = scale[0], scale[len(scale) // 2], scale[-1]
    for one, other in ((less, more), (less, none), (more, none)):
        assert sum(abs(a - b) for a, b in zip(one, other, strict=True)) > 60


@pytest.mark.parametrize(
    ("depth", "system"), [(Depth.EIGHT_BIT, ColorSystem.EIGHT_BIT), (Depth.SIXTEEN, ColorSystem.STANDARD)]
)
@DARK
def test_the_colours_are_those_of_the_terminal_so_that_nothing_is_rounded(depth, system, dark):
    greys = {rgb("#444444"), rgb("#dadada")}
    for colour in {*sequential(depth, dark), *diverging(depth, dark)} - greys:
        shown = Color.from_rgb(*colour).downgrade(system)
        assert len(shown.get_truecolor()) == 3
        if system is ColorSystem.EIGHT_BIT:
            assert tuple(shown.get_truecolor()) == colour


@pytest.mark.parametrize("depth", COLOURED)
def test_on_a_light_ground_the_higher_value_is_the_darker_one(depth):
    assert sequential(depth, dark=False) == tuple(reversed(sequential(depth, dark=True)))


def test_values_take_their_step_and_none_falls_off_the_scale():
    assert [step_of(value, 10, 11) for value in range(11)] == list(range(11))
    assert step_of(25, 10, 11) == 10
    assert step_of(-9 + 5, 10, 7) == 0
    assert step_of(0 + 5, 10, 7) == 3


def test_a_blend_is_the_weighted_mean():
    assert blended((((0, 0, 0), 1), ((200, 100, 40), 3))) == (150, 75, 30)
