"""How far long work has come, told as one whole and in words."""

from __future__ import annotations

from aftercare.model.progress import in_steps, part


def test_the_parts_of_some_work_are_told_as_one_whole() -> None:
    heard: list[float] = []
    for number in range(2):
        told = part(lambda done, of: heard.append(done / of), number, 2)
        for done in range(1, 5):
            told(done, 4)
    assert heard == [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1]


def test_each_percent_is_said_once() -> None:
    said: list[str] = []
    told = in_steps("Exporting", said.append)
    for done in range(1001):
        told(done, 1000)
    assert said == [f"Exporting … {percent} %" for percent in range(101)]


def test_as_long_as_nobody_knows_how_much_it_is_no_figure_is_said() -> None:
    said: list[str] = []
    in_steps("Looking", said.append)(0, 0)
    assert said == ["Looking …"]
