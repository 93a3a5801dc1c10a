"""What commands and the first frame do not import: every `today`, `done` and start would pay for it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from aftercare.care import Care, Home, sample_plans

HEAVY = (
    "textual",
    "rich",
    "PIL",
    "plyer",
    "apscheduler",
    "cryptography",
    "platformdirs",
    "importlib.metadata",
    "tomllib",
    "difflib",
    "dataclasses",
    "asyncio",
    "sqlite3",
    "aftercare.app",
    "aftercare.screens",
    "aftercare.widgets",
    "aftercare.exchange",
    "aftercare.reminders",
    "aftercare.model.adoption",
    "aftercare.model.checking",
    "aftercare.model.checks",
    "aftercare.model.product_kind",
    "aftercare.store.reference",
    "aftercare.store.reference_tables",
    "aftercare.care.facts",
    "aftercare.model.fact",
    "aftercare.cli.plan",
    "aftercare.cli.shapes",
)

#: What only an action needs, and what comes along with it.
WRITING = ("tinydb", "json", "hashlib", "aftercare.store.database")

#: Besides HEAVY: what a key press may load, and the first frame of a day may not.
NOT_ON_THE_FIRST_FRAME = (
    *WRITING,
    "aftercare.exchange",
    "aftercare.reminders",
    "aftercare.demo",
    "aftercare.model.adopting",
    "aftercare.model.adoption",
    "aftercare.model.checking",
    "aftercare.model.checks",
    "aftercare.model.editing",
    "aftercare.model.finding",
    "aftercare.model.offering",
    "aftercare.model.hold_default",
    "aftercare.model.ingredient",
    "aftercare.model.plan",
    "aftercare.model.point",
    "aftercare.model.preview",
    "aftercare.model.product_kind",
    "aftercare.model.run",
    "aftercare.model.session_kind",
    "aftercare.model.shelf",
    "aftercare.model.why_words",
    "aftercare.model.zone",
    "aftercare.store.reference",
    "PIL",
    "apscheduler",
    "plyer",
    "cryptography",
    "sqlite3",
)

#: The only screens and widgets that it loads: those of the day itself.
_OF_THE_DAY = {
    *(f"aftercare.screens.{name}" for name in ("breakpoints", "day_doors", "day_state", "followed_day", "today")),
    *(f"aftercare.widgets.{name}" for name in ("coming_line", "day_aside", "day_heading", "day_lines", "day_words")),
    *(f"aftercare.widgets.{name}" for name in ("drawn_text", "key_line", "notice_line", "step_cells", "step_detail")),
    "aftercare.widgets.step_list",
}

_OPEN = """
import sys
from pathlib import Path
import aftercare.cli.root
from aftercare.app import AftercareApp
from aftercare.care import Home

async def leave(pilot):
    pilot.app.exit(set(sys.modules))

opened = AftercareApp(Home.at(Path(sys.argv[1])))
print(" ".join(opened.run(headless=True, size=(100, 30), auto_pilot=leave)))
"""

_ASK = """
import sys
sys.argv = ["aftercare", *sys.argv[1:]]
from aftercare.cli import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended
print("\\n" + " ".join(sys.modules), file=sys.stderr)
"""


@pytest.fixture
def record(tmp_path):
    """A home with a record in which a step is due every day."""
    begun = datetime.now(UTC) - timedelta(days=1)
    Care.start(Home.at(tmp_path), begun, name="Anna").import_plan(sample_plans()["reactive_skin"], begun)
    return tmp_path


def imported(*words):
    ended = subprocess.run([sys.executable, "-c", _ASK, *words], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stderr.splitlines()[-1].split())


def among(names, modules):
    return {each for each in modules if any(each == name or each.startswith(f"{name}.") for name in names)}


def heavy_among(modules):
    return among(HEAVY, modules)


@pytest.fixture(scope="module")
def first_frame(tmp_path_factory):
    """What is imported when the first frame of a day stands."""
    home = tmp_path_factory.mktemp("home")
    begun = datetime.now(UTC) - timedelta(days=1)
    Care.start(Home.at(home), begun, name="Anna").import_plan(sample_plans()["reactive_skin"], begun)
    ended = subprocess.run([sys.executable, "-c", _OPEN, str(home)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.split())


@pytest.mark.parametrize("words", [("today",), ("note", "x"), ("where",), ("undo", "--yes")])
def test_a_command_imports_nothing_heavy(record, words):
    assert heavy_among(imported("--home", str(record), *words)) == set()


def test_ticking_a_step_imports_nothing_heavy(record):
    assert heavy_among(imported("--home", str(record), "done", "rinse")) == set()


@pytest.mark.parametrize("words", [("today",), ("where",)])
def test_a_command_that_only_looks_does_not_load_what_writes(record, words):
    assert among(WRITING, imported("--home", str(record), *words)) == set()


def test_the_first_frame_loads_nothing_that_it_does_not_show(first_frame):
    assert "aftercare.screens.today" in first_frame
    assert among(NOT_ON_THE_FIRST_FRAME, first_frame) == set()


def test_of_the_screens_and_widgets_the_first_frame_loads_those_of_the_day_alone(first_frame):
    drawing = among(("aftercare.screens", "aftercare.widgets"), first_frame)
    assert drawing - {"aftercare.screens", "aftercare.widgets"} == _OF_THE_DAY


def test_the_plan_commands_import_no_screens(record, tmp_path):
    assert not {"textual", "rich", "PIL"} & imported("--home", str(record), "plan", "--help")


def test_the_package_itself_imports_nothing(record):
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; before = set(sys.modules); import aftercare.cli; print(set(sys.modules) - before)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "click" not in ended.stdout
    assert "aftercare.care" not in ended.stdout
