"""The journal of ten years opened to its first content, and gone through, beside a screen with one label."""

import asyncio
import statistics
import time

import pytest
from raw_journal import write_journal
from textual.screen import Screen
from textual.widgets import Label

from aftercare.app import AftercareApp
from aftercare.care import Home
from aftercare.screens.journal import JournalScreen
from aftercare.widgets.entry_list import EntryList

ROUNDS = 5


@pytest.fixture(scope="module", params=[10_000, 100_000], ids=lambda n: f"{n:,} entries")
def journal(request, tmp_path_factory):
    home = Home.at(tmp_path_factory.mktemp("journal"))
    write_journal(home, request.param)
    return home, request.param


class Bare(Screen):
    def compose(self):
        yield Label("one label")


async def until(pilot, holds) -> float:
    began = time.perf_counter()
    while not holds():
        await asyncio.sleep(0.001)
    return time.perf_counter() - began


async def opened(home) -> tuple[list[float], list[float], list[float]]:
    bare, full, presses = [], [], []
    app = AftercareApp(home)
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(ROUNDS):
            screen = Bare()
            began = time.perf_counter()
            app.push_screen(screen)
            await until(pilot, lambda: "one label" in shown(app))
            bare.append(time.perf_counter() - began)
            app.pop_screen()
            await pilot.pause()
            began = time.perf_counter()
            await app.screen.run_action("journal")
            await until(pilot, lambda: has_entry(app))
            full.append(time.perf_counter() - began)
            for _ in range(40):
                pressed = time.perf_counter()
                app.screen.query_one(EntryList).action_page(1)
                await asyncio.sleep(0)
                app.screen._compositor.render_strips()
                presses.append(time.perf_counter() - pressed)
                await asyncio.sleep(0.005)
            app.pop_screen()
            await pilot.pause()
    return bare, full, presses


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


def test_opening_the_timeline(journal, table, benchmark):
    home, entries = journal
    bare, full, presses = asyncio.run(opened(home))
    floor = statistics.median(bare)
    took = statistics.median(full)
    table(f"the journal of {entries:,} entries, to first content", took * 1000, took / floor, "at most 200 ms")
    table("… the first time, with what it loads", full[0] * 1000, full[0] / floor, "at most 200 ms")
    presses.sort()
    worst = presses[int(len(presses) * 0.99)]
    table("… a page down while older months are read, p99", worst * 1000, worst / 0.05, "50 ms")
    benchmark.pedantic(lambda: None, rounds=1)
