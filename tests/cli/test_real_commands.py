"""The command as a process of its own: terminals, pipes, Ctrl-C, encodings, the shell's completion."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from aftercare.care import Care, Home, read_plan
from aftercare.cli import clock

COMMAND = [sys.executable, "-m", "aftercare"]


@pytest.fixture(autouse=True)
def record(own_home, plan_file):
    """A record of yesterday: these processes read the real clock."""
    begun = clock.now() - timedelta(days=1)
    record = Care.start(Home.at(own_home), begun)
    record.import_plan(read_plan(plan_file), begun)
    return record


def aftercare(*words, **environment):
    kept = {**os.environ, **environment}
    return subprocess.run([*COMMAND, *words], capture_output=True, env=kept, timeout=60, check=False)


def in_a_terminal(*words, keys=b"", **environment):
    """What the command writes to a terminal, and its exit code; `keys` are typed once it has written something."""
    import pty

    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(COMMAND[0], [*COMMAND, *words], {**os.environ, "TERM": "xterm", **environment})
    written, asked, deadline = b"", False, time.monotonic() + 30
    try:
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 1)[0]:
                # pressed just before Python waits for a line it goes unnoticed: a person presses again
                if asked and keys == b"\x03":
                    os.write(terminal, keys)
                continue
            try:
                read = os.read(terminal, 65536)
            except OSError:  # as Linux says that the other end is closed
                read = b""
            if not read:
                return written.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            written += read
            if keys and not asked and b"[y/N]" in written:
                asked = True
                os.write(terminal, keys)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        pytest.fail(f"it still ran, with {keys!r} typed: {asked}; written: {written!r}")
    finally:
        os.close(terminal)


posix = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def test_errors_are_one_sentence_on_standard_error():
    for words, code in (
        (("today", "--date", "never"), 2),
        (("done", "nothing-of-that-name"), 3),
        (("tody",), 2),
        (("today", "--jsn"), 2),
        (("done",), 2),
        (("plan", "chek"), 2),
        (("note", "--edit", "one", "x"), 2),
    ):
        said = aftercare(*words)
        assert said.stdout == b"", words
        assert said.returncode == code, words
        assert said.stderr.count(b"\n") == 1, said.stderr
        assert b"Traceback" not in said.stderr


def test_a_group_without_a_command_shows_its_help():
    said = aftercare("plan")
    assert (said.stdout, said.returncode) == (b"", 2)
    assert said.stderr.startswith(b"Usage: aftercare plan")
    assert b"\n  check" in said.stderr


def test_a_command_that_is_not_there():
    assert aftercare("tody").stderr.decode() == "There is no command “tody”. Did you mean `today`?\n"
    assert aftercare("xyzzy").stderr.decode() == "There is no command “xyzzy”. `aftercare --help` lists the commands.\n"


def test_errors_of_the_command_line_as_json():
    import json

    for words in (("today", "--json", "--jsn"), ("today", "--jsn", "--json"), ("--json", "tody"), ("done", "--json")):
        error = json.loads(aftercare(*words).stderr)["error"]
        assert (error["kind"], error["exit_code"]) == ("bad_input", 2)


@posix
def test_colours_are_for_a_terminal_only():
    coloured, code = in_a_terminal("today")
    assert code == 0
    assert "\x1b[1m" in coloured
    assert b"\x1b" not in aftercare("today").stdout
    for plain in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in in_a_terminal("today", **plain)[0]


@posix
def test_in_a_terminal_an_import_asks(plan_file):
    text = plan_file.read_text("utf-8").replace("version = 1", "version = 2").replace("1–2 pumps", "1 pump")
    plan_file.write_text(text, "utf-8")
    for keys, code in ((b"n\n", 9), (b"\n", 9), (b"\x04", 9), (b"\x03", 130), (b"y\n", 0)):
        written, ended = in_a_terminal("plan", "import", str(plan_file), keys=keys, NO_COLOR="1")
        assert "Take it over? [y/N]" in written
        assert ended == code, (keys, written)
        assert ("The plan is taken over." in written) == (code == 0)
        assert "Traceback" not in written


@posix
def test_a_reader_that_is_gone_ends_it_quietly():
    process = subprocess.Popen([*COMMAND, "today"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    complained = process.stderr.read()
    process.stderr.close()
    assert (complained, process.wait()) == (b"", 1)


@posix
def test_ctrl_c_ends_it_quietly():
    process = subprocess.Popen(
        [*COMMAND, "note", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    # more than a pipe holds: it is taken once the command reads
    process.stdin.write(b"calm " * 20_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    said, complained = process.communicate(timeout=30)
    assert (said, complained.strip(), process.returncode) == (b"", b"", 130)


@posix
def test_ctrl_c_while_it_is_still_loading():
    for pause in (0, 0.02, 0.04, 0.06):
        telling = {**os.environ, "PYTHONPROFILEIMPORTTIME": "1"}
        process = subprocess.Popen([*COMMAND, "note", "-"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, env=telling)
        # before main runs it is Python that is interrupted, each time in another way
        while not (line := process.stderr.readline()).rstrip().endswith(b" aftercare.cli.clock"):
            assert line, "the program ended without loading"
        select.select([], [], [], pause)
        process.send_signal(signal.SIGINT)
        complained = process.communicate(timeout=30)[1]
        assert process.returncode == 130
        assert b"Traceback" not in complained


@posix
def test_ctrl_c_that_falls_into_a_callback_of_python_comes_again():
    swallowing = """
import sys, threading, weakref
from aftercare.cli import interrupt_again

sys.unraisablehook = interrupt_again

class Module: pass

def callback(_):
    raise KeyboardInterrupt

module = Module()
watched = weakref.ref(module, callback)
del module
try:
    threading.Event().wait(30)
except KeyboardInterrupt:
    sys.exit(130)
"""
    said = subprocess.run([sys.executable, "-c", swallowing], capture_output=True, timeout=60, check=False)
    assert (said.stdout, said.stderr, said.returncode) == (b"", b"", 130)


@posix
def test_what_else_python_drops_is_told_as_it_is():
    dropping = """
import sys
from aftercare.cli import interrupt_again

sys.unraisablehook = interrupt_again

class Closing:
    def __del__(self):
        raise OSError("the disk is gone")

Closing()
"""
    said = subprocess.run([sys.executable, "-c", dropping], capture_output=True, timeout=60, check=False)
    assert b"OSError: the disk is gone" in said.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device that is always full")
def test_a_full_disk_behind_standard_output():
    with open("/dev/full", "w") as full:
        said = subprocess.run([*COMMAND, "done", "gel"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert said.stderr.decode() == (
        "The answer could not be written: no space left on device. What the command did before that counts.\n"
    )
    assert said.returncode == 5
    assert b"already done" in aftercare("done", "gel").stdout


def test_an_encoding_that_lacks_the_signs():
    said = aftercare("done", "gel", PYTHONIOENCODING="latin-1")
    assert said.returncode == 0
    assert said.stdout.startswith(b"+ Calming gel, evening: done")
    assert aftercare("today", PYTHONIOENCODING="latin-1").stdout.count(b"1-2 pumps") == 2
    assert b'There is no step "zzz".' in aftercare("done", "zzz", PYTHONIOENCODING="latin-1").stderr


def test_bytes_that_are_no_text():
    for words in (
        (b"done", b"\xff\xfe"),
        (b"plan", b"check", b"\xff.toml", b"--json"),
        (b"--client", b"\xff", b"today"),
    ):
        said = subprocess.run([*map(os.fsencode, COMMAND), *words], capture_output=True, check=False)
        assert said.returncode in (2, 3)
        assert b"Traceback" not in said.stderr


def test_every_help_says_what_it_does_with_an_example():
    for words in ((), *((each,) for each in ("today", "done", "skip", "undo", "note", "plan", "versions", "where"))):
        told = aftercare(*words, "--help")
        assert told.returncode == 0
        assert told.stdout.startswith(f"Usage: aftercare{' ' if words else ''}{' '.join(words)}".encode())
    for words in (("today",), ("done",), ("skip",), ("note",), ("plan", "check"), ("plan", "import"), ("versions",)):
        assert f"  aftercare {' '.join(words)}" in aftercare(*words, "--help").stdout.decode()


def test_the_version():
    from importlib.metadata import version

    for words in (("--version",), ("today", "--version")):
        assert aftercare(*words).stdout.decode() == f"aftercare {version('aftercare')}\n"


def completed(line, **environment):
    words = line.split(" ")
    said = aftercare(
        **{"_AFTERCARE_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1), **environment}
    )
    return [each.split(",")[1] for each in said.stdout.decode().splitlines() if each]


def test_the_shell_completes_commands_steps_and_clients(own_home):
    assert completed("aftercare to") == ["today"]
    assert completed("aftercare done cl") == ["cleanse"]
    assert completed("aftercare done mild") == ["cleanse"]
    assert completed("aftercare skip cal") == ["calm"]
    assert completed("aftercare today --client ") == ["me"]
    assert completed("aftercare --home /nowhere done c") == []
    assert completed("aftercare plan im") == ["import"]
    assert completed("aftercare done --date 2001-01-01 ca") == []


@posix
@pytest.mark.parametrize("sign", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_questions_that_are_stopped_keep_what_was_answered(tmp_path, sign):
    file = tmp_path / "anna.toml"
    command = [*COMMAND, "plan", "new", str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        process.stdin.write(b"Ines\nMoreau Acupuncture\n")
        process.stdin.flush()
        asked = b""
        while b"Your telephone number?" not in asked:
            asked += (read := os.read(process.stderr.fileno(), 4096))
            assert read, asked
        ends = time.monotonic() + 60
        while process.poll() is None:
            # just before Python waits for a line it goes unnoticed, as above; the other end stays open all the while
            if time.monotonic() > ends:
                process.kill()
            if not file.exists():
                process.send_signal(getattr(signal, sign))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.1)
    text = file.read_text("utf-8")
    assert text.startswith("# A DRAFT")
    assert 'practice = "Moreau Acupuncture"' in text
