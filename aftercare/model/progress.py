"""How far long work has come: whoever does it calls with things done and of how many."""

from __future__ import annotations

from collections.abc import Callable

Told = Callable[[int, int], object]


def silent(done: int, of: int) -> None:
    """For whoever wants to hear nothing."""


def part(told: Told, number: int, of: int) -> Told:
    """What the `number`-th of `of` parts of some work, counted from 0, calls: `told` hears of the whole."""
    return lambda done, whole: told(number * whole + done, of * whole)


def in_steps(doing: str, say: Callable[[str], object]) -> Told:
    """Has `say` told how many percent of `doing` are done, each once."""
    said = ""

    def told(done: int, of: int) -> None:
        nonlocal said
        words = f"{doing} … {100 * done // of} %" if of else f"{doing} …"
        if words != said:
            said = words
            say(words)

    return told
