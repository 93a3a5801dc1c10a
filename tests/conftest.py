"""What all tests share: a home of their own, Hypothesis profiles, and an honest account of what was skipped."""

from __future__ import annotations

import compileall
import contextlib
import gc
import importlib
import itertools
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from written_once import forget_all, write_all

settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

#: The developer's own home, for the few tests that need pip's cache. No test writes anything else there.
REAL_HOME = pytest.StashKey[str]()

_WANTS_A_PACKAGE = "for want of a Debian package: "


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--no-skips`, or AFTERCARE_NO_SKIPS=1."""
    parser.addoption("--no-skips", action="store_true", help="a run in which any test is skipped fails")


def pytest_configure(config: pytest.Config) -> None:
    """Makes the markers known."""
    config.addinivalue_line("markers", "program(name, package): needs a program, which that Debian package has")
    config.stash[REAL_HOME] = os.path.expanduser("~")
    _keep_compiled_modules(first=not hasattr(config, "workerinput"))


def _keep_compiled_modules(*, first: bool) -> None:
    """Hundreds of real commands are started: each finds the program compiled, as wherever it is installed."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if first:
        compileall.compile_dir(Path(__file__).parents[1] / "aftercare", quiet=1)


def pytest_collection(session: pytest.Session) -> None:
    """Searches for no garbage while the tests are gathered: all of that stays."""
    gc.disable()
    if session.config.args == session.config.getini("testpaths"):
        _begin_with_a_share(session.config)


def _begin_with_a_share(config: pytest.Config) -> None:
    """Has each process of a run load another share of the tests first, before all of them gather all.

    On a fresh clone their asserts are rewritten once then, each by the first who comes to it, and not by all at once.
    """
    share: dict[str, Any] = getattr(config, "workerinput", {"workerid": "gw0", "workercount": 1})
    number, of = int(share["workerid"].removeprefix("gw")), share["workercount"]
    for file in sorted(Path(__file__).parent.rglob("test_*.py"))[number::of] if of > 1 else ():
        if "benchmarks" not in file.parts:
            sys.path.insert(0, str(file.parent))
            # what is wrong with one is told where it is gathered
            with contextlib.suppress(Exception, pytest.skip.Exception):
                importlib.import_module(file.stem)


def pytest_collection_finish() -> None:
    """Takes what stays for the whole run out of the search for garbage.

    An app makes and drops a hundred thousand objects: searching after every 700 costs more than what it frees.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)
    gc.enable()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips what needs a program that is not installed."""
    for mark in item.iter_markers("program"):
        if shutil.which(mark.kwargs["name"]) is None:
            pytest.skip(f"{_WANTS_A_PACKAGE}{mark.kwargs['package']}")


Folders = Callable[[str], Path]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """Makes folders, each for one test, numbered in the order of the run.

    pytest's own way looks through the folders of all tests before for the next number, which comes to be what most
    tests do for the longest.
    """
    of_the_run, numbers = tmp_path_factory.mktemp("t"), itertools.count()

    def made(name: str) -> Path:
        folder = of_the_run / f"{name}-{next(numbers)}"
        folder.mkdir(mode=0o700)
        return folder

    return made


@pytest.fixture
def tmp_path(folders: Folders, request: pytest.FixtureRequest) -> Path:
    """A folder for this test alone, with a name that leaves room for a socket in it."""
    return folders(re.sub(r"\W", "_", request.node.name)[:20])


@pytest.fixture(autouse=True)
def own_home(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for this test alone: whoever forgets to name one writes there, and nobody's real record is ever near."""
    home = folders("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("AFTERCARE_HOME", str(home / "aftercare"))
    # the zone that a record begun now is kept in
    monkeypatch.setenv("TZ", "UTC")
    # whoever runs a real command starts no other process with it
    monkeypatch.setenv("AFTERCARE_NO_DAILY_BACKUP", "1")
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return home / "aftercare"


@pytest.fixture(scope="session")
def records_written_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What many tests begin with is written before the first of them, in the zone of all tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TZ", "UTC")
        patched.setenv("AFTERCARE_NO_DAILY_BACKUP", "1")
        write_all(tmp_path_factory.mktemp("written"))
    yield
    forget_all()


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []


def _refuses_skips(config: pytest.Config) -> bool:
    return bool(config.getoption("--no-skips")) or os.environ.get("AFTERCARE_NO_SKIPS") == "1"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Lists what was skipped, and why."""
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in _skipped(config))
    if not reasons:
        return
    terminalreporter.section("skipped")
    for reason, number in sorted(reasons.items()):
        terminalreporter.line(
            f"{number} skipped {reason}" if reason.startswith("for ") else f"{number} skipped: {reason}"
        )
    if _refuses_skips(config):
        terminalreporter.line("Nothing may be skipped in this run, so it fails.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fails the run where something was skipped and nothing may be."""
    if _refuses_skips(session.config) and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
