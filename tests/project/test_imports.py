"""What commands and the first frame do not import: every `today`, `done` and start would pay for it."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.model.safety import Said

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
    "rtoml",
    "difflib",
    "dataclasses",
    "asyncio",
    "sqlite3",
    "icalendar",
    "jinja2",
    "markupsafe",
    "dateutil",
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
    "aftercare.cli.day_shapes",
    "aftercare.cli.plan_shapes",
    "aftercare.cli.record_shapes",
    "aftercare.cli.error_shapes",
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
    "aftercare.model.face_shape",
    "aftercare.model.finding",
    "aftercare.model.offering",
    "aftercare.model.hold_default",
    "aftercare.model.ingredient",
    "aftercare.model.plan",
    "aftercare.model.point",
    "aftercare.model.preview",
    "aftercare.model.product_kind",
    "aftercare.model.report",
    "aftercare.model.report_wish",
    "jinja2",
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
    "click",
    "ssl",
)

#: The only screens and widgets that it loads: those of the day itself.
_OF_THE_DAY = {
    *(f"aftercare.screens.{name}" for name in ("followed_day", "followed_record")),
    *(f"aftercare.screens.{name}" for name in ("breakpoints", "day_doors", "day_state", "reminded_day", "today")),
    *(
        f"aftercare.widgets.{name}"
        for name in ("after_line", "coming_line", "day_aside", "day_heading", "day_lines", "day_words")
    ),
    *(f"aftercare.widgets.{name}" for name in ("drawn_text", "key_line", "notice_line", "step_cells", "step_detail")),
    "aftercare.widgets.step_list",
}

_OPEN = """
import sys
from pathlib import Path
from aftercare.cli import main, opening, straight

straight.has_terminal = lambda: True
opening.load_loop()
import aftercare.app

async def leave(pilot):
    pilot.app.exit(set(sys.modules))

def run(home, client):
    opened = aftercare.app.AftercareApp(home, client)
    print(" ".join(opened.run(headless=True, size=(100, 30), auto_pilot=leave)))

aftercare.app.run = run
sys.argv = ["aftercare", "--home", *sys.argv[1:]]
main()
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


def a_record(folder, *, after_a_session=False):
    """A home with a record in which a step is due every day, and a session lies behind, or none comes near."""
    begun = datetime.now(UTC) - timedelta(days=1)
    care = Care.start(Home.at(folder), begun, name="Anna")
    # it is asked when a plan comes in; while it is open, floors are looked for at every start
    care.answer_safety("pregnancy", Said.NO, begun)
    care.import_plan(replace(sample_plans()["reactive_skin"], sessions=()), begun)
    if after_a_session:
        care.add_session((begun + timedelta(hours=2)).replace(tzinfo=None), "facial needles", begun)
        # what the session asks for is taken from the tables once, and kept
        care.day(begun + timedelta(hours=6))
    return folder


@pytest.fixture
def record(tmp_path):
    return a_record(tmp_path)


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
    return opened(a_record(tmp_path_factory.mktemp("home")))


def opened(home):
    ended = subprocess.run([sys.executable, "-c", _OPEN, str(home)], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(ended.stdout.split())


#: What reading a table of `data/` takes.
_TABLES = {
    "aftercare.store.reference",
    "aftercare.model.product_kind",
    "dataclasses",
    "rtoml",
    "rtoml._rtoml",
}


@pytest.mark.parametrize("words", [("today",), ("where",), ("undo", "--yes")])
def test_a_command_imports_nothing_heavy(record, words):
    assert heavy_among(imported("--home", str(record), *words)) == set()


def test_a_note_imports_the_tables_that_it_is_looked_through_with_and_nothing_heavy_besides(record):
    assert heavy_among(imported("--home", str(record), "note", "x")) <= _TABLES


@pytest.mark.parametrize("words", [("once",), ("status",), ("log",)])
def test_a_reminder_command_loads_neither_the_service_nor_the_notifier_nor_the_app(record, words):
    loaded = imported("--home", str(record), "remind", *words)
    assert "aftercare.reminders.ledger" in loaded
    unwanted = ("apscheduler", "plyer", "textual", "rich", "asyncio", "tinydb", "aftercare.app", "aftercare.screens")
    assert among(unwanted, loaded) == set()


def test_ticking_a_step_imports_nothing_heavy(record):
    assert heavy_among(imported("--home", str(record), "done", "rinse")) == set()


@pytest.mark.parametrize("words", [("today",), ("where",)])
def test_a_command_that_only_looks_does_not_load_what_writes(record, words):
    assert among(WRITING, imported("--home", str(record), *words)) == set()


def test_the_first_frame_loads_nothing_that_it_does_not_show(first_frame):
    assert "aftercare.screens.today" in first_frame
    assert among(NOT_ON_THE_FIRST_FRAME, first_frame) == set()


def test_after_a_session_the_first_frame_loads_what_holds_rest_on_and_reads_no_table(tmp_path):
    loaded = opened(a_record(tmp_path, after_a_session=True))
    assert "aftercare.model.holding" in loaded
    holds = {f"aftercare.model.{name}" for name in ("hold_default", "session_kind", "holding", "reference_row")}
    assert among((*NOT_ON_THE_FIRST_FRAME, "rtoml", "tomllib"), loaded) - holds <= {"aftercare.model.why_words"}


def test_whoever_delivers_loads_neither_the_notifier_nor_the_app_nor_the_record():
    look = "import sys, aftercare.reminders.delivery; print(' '.join(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert "aftercare.reminders.ledger" in loaded
    unwanted = ("plyer", "textual", "apscheduler", "tinydb", "asyncio", "aftercare.care", "aftercare.reminders.desktop")
    assert among(unwanted, loaded) == set()


def test_after_a_session_a_reminder_reads_no_table(tmp_path):
    home = a_record(tmp_path, after_a_session=True)
    now = datetime.now(UTC)
    # it asks for more than the day that was shown: the first one keeps that
    assert Care.open(Home.at(home)).reminder_basis(now, timedelta(days=1)).watch is not None
    loaded = imported("--home", str(home), "remind", "once")
    assert "aftercare.reminders.tick" in loaded
    assert among(_TABLES, loaded) <= {"aftercare.model.product_kind"}


def test_the_loop_of_the_service_runs_without_tls_which_others_can_still_load():
    look = """
import sys
from aftercare.cli.lean_loop import load_loop
load_loop()
import asyncio, aftercare.reminders.service
asyncio.run(asyncio.to_thread(print, *sys.modules))
import ssl
assert ssl.OPENSSL_VERSION
"""
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.split())
    assert "apscheduler.schedulers.asyncio" in loaded
    assert not {"ssl", "_ssl"} & loaded


def test_after_a_session_a_command_reads_no_table(tmp_path):
    home = a_record(tmp_path, after_a_session=True)
    assert heavy_among(imported("--home", str(home), "today")) == set()


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
