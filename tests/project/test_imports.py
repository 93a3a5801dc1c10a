"""What a command does not import: it would make every `today` and `done` pay for what it does not use."""

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
    "aftercare.model.product_kind",
    "aftercare.store.reference",
    "aftercare.cli.plan",
    "aftercare.cli.shapes",
)

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


def heavy_among(modules):
    return {each for each in modules if any(each == name or each.startswith(f"{name}.") for name in HEAVY)}


#: What reading a table of `data/` takes.
_TABLES = {
    "aftercare.store.reference",
    "aftercare.model.product_kind",
    "dataclasses",
    "tomllib",
    "tomllib._parser",
    "tomllib._re",
    "tomllib._types",
}


@pytest.mark.parametrize("words", [("today",), ("where",), ("undo", "--yes")])
def test_a_command_imports_nothing_heavy(record, words):
    assert heavy_among(imported("--home", str(record), *words)) == set()


def test_a_note_imports_the_tables_that_it_is_looked_through_with_and_nothing_heavy_besides(record):
    assert heavy_among(imported("--home", str(record), "note", "x")) <= _TABLES


def test_ticking_a_step_imports_nothing_heavy(record):
    assert heavy_among(imported("--home", str(record), "done", "rinse")) == set()


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
