"""The commands on a record of ten years, against Python's own start."""

import itertools
import os
import subprocess
import sys

import pytest
from raw_record import days_ago


def run(*words):
    # as installed: with compiled modules
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)


def python_alone():
    run("-c", "pass")


def test_today(ten_years, against):
    against(
        "aftercare today, ten years",
        lambda: run("-m", "aftercare", "--home", str(ten_years), "today"),
        python_alone,
        15,
        "at most 12 x",
    )


def test_today_after_a_session(after_a_session, against):
    against(
        "aftercare today on the day after a session, ten years",
        lambda: run("-m", "aftercare", "--home", str(after_a_session), "today"),
        python_alone,
        15,
        "at most 12 x",
    )


def test_done(ten_years, against):
    steps = itertools.cycle(
        (f"step-{n}", slot, str(days_ago(back)))
        for back in range(1, 28)
        for n in range(12)
        for slot in ("morning", "evening")
    )

    def done():
        step, slot, day = next(steps)
        run("-m", "aftercare", "--home", str(ten_years), "--date", day, "done", step, "--slot", slot)

    against("aftercare done, ten years", done, python_alone, 15, "at most 12 x")


@pytest.mark.parametrize("sized_home", [1_000_000], indirect=True, ids=["1,000,000 documents"])
def test_today_of_a_million_documents(sized_home, against):
    against(
        "aftercare today, 1,000,000 documents",
        lambda: run("-m", "aftercare", "--home", str(sized_home.data), "today"),
        python_alone,
        15,
        "at most 12 x",
    )
