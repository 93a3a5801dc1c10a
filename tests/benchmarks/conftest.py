"""Benchmarks: each prints its figure beside a floor that is taken in the same run, and asserts nothing about time.

Run them with `python -m pytest tests/benchmarks`. Rounds of the thing and of its floor alternate, so that a busy
machine slows both.
"""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from raw_record import YEARS, fill

from aftercare.care import Care, Home
from aftercare.model.check_in import CheckInDraft
from aftercare.model.rating import Points, Rating

_rows: list[tuple[str, float, float, str]] = []


def alternate(thing: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each round of both, run in turns."""
    things, floors = [], []
    for _ in range(rounds):
        for run, into in ((floor, floors), (thing, things)):
            began = time.perf_counter()
            run()
            into.append(time.perf_counter() - began)
    return things, floors


@pytest.fixture
def against(benchmark):
    """Measures `thing` against `floor` and keeps the row for the table at the end."""

    def measure(name: str, thing, floor, rounds: int, bound: str) -> float:
        things, floors = alternate(thing, floor, rounds)
        ratio = statistics.median(things) / statistics.median(floors)
        benchmark.extra_info.update(ratio=round(ratio, 2), floor_ms=statistics.median(floors) * 1000, bound=bound)
        _rows.append((name, statistics.median(things) * 1000, ratio, bound))
        benchmark.pedantic(thing, rounds=max(3, rounds // 10))
        return ratio

    return measure


@pytest.fixture
def key_waits():
    """How long a key waits each time while `work` is done in a thread: seconds, the shortest first."""
    beat = 0.001  # as Textual's loop wakes for a key

    def measure(work: Callable[[], object]) -> list[float]:
        waits = []
        with ThreadPoolExecutor(1) as pool:
            worked = pool.submit(work)
            last = time.perf_counter()
            while not wait([worked], beat).done:
                now = time.perf_counter()
                waits.append(now - last - beat)
                last = now
        worked.result()
        return sorted(waits)

    return measure


@pytest.fixture
def table():
    """Keeps a row (name, milliseconds, ratio, aim) for the table at the end."""
    return lambda *row: _rows.append(row)


def pytest_terminal_summary(terminalreporter):
    if _rows:
        terminalreporter.section("against the floor of the same run")
        for name, milliseconds, ratio, bound in _rows:
            terminalreporter.write_line(f"{name:<62} {milliseconds:9.2f} ms  {ratio:6.2f} x   (aim: {bound})")


@pytest.fixture(scope="session", params=[0, 10_000, 1_000_000], ids=lambda n: f"{n:,} documents")
def sized_home(request, tmp_path_factory) -> Home:
    """Homes of three sizes."""
    home = Home.at(tmp_path_factory.mktemp("home"))
    fill(home, request.param)
    return home


@pytest.fixture(scope="session")
def ten_years(tmp_path_factory) -> Path:
    """The home of somebody who ticked twelve steps morning and evening for ten years."""
    folder = tmp_path_factory.mktemp("ten-years")
    fill(Home.at(folder), 24 * 365 * YEARS)
    return folder


@pytest.fixture(scope="session")
def after_a_session(ten_years, tmp_path_factory) -> Path:
    """The same home on the day after a session: what it asks for was taken from the tables once, and kept."""
    folder = tmp_path_factory.mktemp("after-a-session") / "home"
    shutil.copytree(ten_years, folder)
    care, now = Care.open(Home.at(folder)), datetime.now().astimezone()
    session = care.add_session((now - timedelta(days=1)).replace(tzinfo=None), "facial needles", now)
    care.session_took_place(session.id, now)
    care.day(now)
    return folder


@pytest.fixture(scope="session")
def rated(ten_years, tmp_path_factory) -> Path:
    """The same home of somebody who checks in every day: the newest two months hold ratings."""
    folder = tmp_path_factory.mktemp("rated") / "home"
    shutil.copytree(ten_years, folder)
    care, now = Care.open(Home.at(folder)), datetime.now().astimezone()
    today = care.today(now)
    for back in range(60):
        ratings = (Rating("redness", Points(back % 11), "cheek-up-r"), Rating("glow", Points(7)))
        care.check_in(CheckInDraft(today - timedelta(days=back), ratings), now)
    return folder
