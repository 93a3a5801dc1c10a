"""The journal of ten years opened to its first content, and gone through, beside a screen with one label."""

import asyncio
import gc
import statistics
import sys
import time

import pytest
from raw_journal import write_journal
from textual.screen import Screen
from textual.widgets import Label

from aftercare.app import TURN, AftercareApp
from aftercare.care import Home
from aftercare.cli.opening import FRAMES
from aftercare.screens.journal import JournalScreen
from aftercare.widgets.entry_list import EntryList

ROUNDS = 5
PAGES = 40


@pytest.fixture(scope="module", params=[10_000, 100_000], ids=lambda n: f"{n:,} entries")
def journal(request, tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("journal"))
    write_journal(home, request.param)
    return home, request.param


class Bare(Screen):
    def compose(self):
        yield Label("one label")


class Watched:
    """An app that says whenever something was drawn, and when that stood there: in seconds, and in those of work."""

    def __init__(self, app: AftercareApp) -> None:
        self._drawn = asyncio.Event()
        self.at = self.worked = 0.0
        display = app._display

        def displayed(*of) -> None:
            display(*of)
            self.at, self.worked = time.perf_counter(), time.process_time()
            self._drawn.set()

        app._display = displayed

    async def seen(self, holds) -> None:
        """Waits until what is drawn `holds`."""
        while not holds():
            await self.after(lambda: None)

    async def after(self, press) -> None:
        """Waits until something is drawn after `press`."""
        self._drawn.clear()
        press()
        await asyncio.wait_for(self._drawn.wait(), 60)


async def opened(home, monkeypatch) -> tuple[list[float], ...]:
    bare, full, busy, presses, back = [], [], [], [], []
    # as the command does: frames follow each other closely, threads take turns quickly, and the app collects garbage
    # again once its first frame stands
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", 1 / int(FRAMES))
    sys.setswitchinterval(TURN)
    gc.disable()
    app = AftercareApp(home)
    watched = Watched(app)
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(ROUNDS):
            began = time.perf_counter()
            app.push_screen(Bare())
            await watched.seen(lambda: "one label" in shown(app))
            bare.append(watched.at - began)
            app.pop_screen()
            await pilot.pause()
            began, worked = time.perf_counter(), time.process_time()
            await app.screen.run_action("journal")
            await watched.seen(lambda: has_entry(app))
            # what it takes to look whether it is there is not counted
            full.append(watched.at - began)
            busy.append(watched.worked - worked)
            entries = app.screen.query_one(EntryList)
            presses += await paged(entries, watched, 1)
            # the floor: the same pages once more, while nothing is read
            await app.workers.wait_for_complete()
            back += await paged(entries, watched, -1)
            app.pop_screen()
            await pilot.pause()
    return bare, full, busy, presses, back


async def paged(entries: EntryList, watched: Watched, way: int) -> list[float]:
    """How long it takes from a page down (1) or up (-1) to what is drawn then."""
    took = []
    while len(took) < PAGES:
        before = entries.at
        began = time.perf_counter()
        await watched.after(lambda: entries.action_page(way))
        # at the end of what is read so far, only the next month draws something
        if entries.at != before:
            took.append(watched.at - began)
    return took


def shown(app) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def has_entry(app) -> bool:
    screen = app.screen
    return (
        isinstance(screen, JournalScreen)
        and screen.is_running
        and bool(screen.query(EntryList))
        and (screen.list.chosen is not None and screen.list.chosen.text[:8] in shown(app))
    )


def test_opening_the_timeline(journal, table, benchmark, monkeypatch):
    home, entries = journal
    bare, full, busy, presses, back = asyncio.run(opened(home, monkeypatch))
    floor = statistics.median(bare)
    took = statistics.median(full)
    table(f"the journal of {entries:,} entries, to first content", took * 1000, took / floor, "at most 200 ms")
    table("… the first time, with what it loads", full[0] * 1000, full[0] / floor, "at most 200 ms")
    table("… the time of the processors in it", statistics.median(busy) * 1000, statistics.median(busy) / floor, "")
    for name, pages in (
        ("a page down while older months are read", presses),
        ("a page up while nothing is read", back),
    ):
        pages.sort()
        for part in (0.5, 0.95, 0.99):
            worst = pages[int(len(pages) * part)]
            table(f"… {name}, p{part * 100:.0f}", worst * 1000, worst / 0.05, "50 ms")
    benchmark.pedantic(lambda: None, rounds=1)
