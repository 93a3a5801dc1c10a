"""From a key press to its repaint, with the durable write between; beside a key press that only repaints a label."""

import statistics

import pytest
from raw_record import NOW, fill
from terminal import Terminal

from aftercare.care import Care, Home
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient, Daily, Step, Terms

PRESSES = 100

BARE = """
from textual.app import App
from textual.widgets import Label

class Bare(App):
    def compose(self):
        yield Label("bare-and-ready")

    def on_key(self):
        self.count = getattr(self, "count", 0) + 1
        self.query_one(Label).update(f"pressed-{self.count}-")

Bare().run()
"""


@pytest.fixture(scope="module")
def long_day(tmp_path_factory):
    """Ten years of history, and a hundred more steps due today."""
    home = Home.at(tmp_path_factory.mktemp("long-day"))
    fill(home, 24 * 365 * 10)
    care = Care.open(home)

    def put():
        for n in range(PRESSES):
            terms = (Terms(NOW.date(), ("morning" if NOW.hour < 14 else "evening",), Daily()),)
            care._put("steps", f"more-{n}", Step(f"more-{n}", f"More {n}", 100 + n, terms, ByClient()))

    care._do(Deed.IMPORT_PLAN, NOW, put)
    return home


def presses(words: list[str], first: bytes, marks) -> list[float]:
    times = []
    with Terminal(words) as terminal:
        terminal.until(first)
        terminal.until_quiet()
        for mark in marks:
            terminal.press(b" ")
            times.append(terminal.until(mark))
            terminal.until_quiet()
    return times


def test_key_press_to_repaint(long_day, benchmark, table):
    bare = presses(["-c", BARE], b"bare-and-ready", [b"pressed-%d-" % n for n in range(1, PRESSES + 1)])
    ticked = presses(["-m", "aftercare", "--home", str(long_day.data)], b"Step number", ["✓".encode()] * PRESSES)
    for name, times in (("a label", bare), ("a tick, with its durable write", ticked)):
        times.sort()
        for share in (50, 99):
            at = times[len(times) * share // 100 - 1]
            ratio = at / statistics.median(bare)
            table(f"key press to repaint, {name}, p{share}", at * 1000, ratio, "p99 at most 50 ms")
    benchmark.pedantic(lambda: None, rounds=1)
