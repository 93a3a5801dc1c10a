"""Each operating system's notifications: what counts as sent, as not sent and as unknown. Stand-ins for the systems."""

from __future__ import annotations

import os
import socket
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from aftercare.reminders.channel import Key, Message, NotSent, Sent, Unknown
from aftercare.reminders.desktop import (
    Ended,
    LinuxDesktop,
    MacDesktop,
    WindowsDesktop,
    desktop,
    english,
    run,
    with_bus,
)
from aftercare.reminders.ledger import Ledger, State
from aftercare.reminders.notify import carry_out
from aftercare.reminders.order import Order

MESSAGE = Message("anna", Key("due", "evening"), "Evening", 'say "hi" & \\ <go>')


class Ran:
    """Stands for the programs of a system: remembers with what they were run."""

    def __init__(self, status=0, words="", error=None):
        self.calls = []
        self._ended = Ended(status, words)
        self._error = error

    def __call__(self, arguments):
        self.calls.append(list(arguments))
        if self._error:
            raise self._error
        return self._ended


@pytest.mark.parametrize(
    ("platform", "kind"), [("linux", LinuxDesktop), ("darwin", MacDesktop), ("win32", WindowsDesktop)]
)
def test_each_system_has_its_own_way(platform, kind):
    assert isinstance(desktop(platform), kind)


# ---- Linux


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs plyer's module for Linux")
class TestLinux:
    @pytest.mark.parametrize(
        ("status", "words", "kind"),
        [
            (0, "", Sent),
            (0, "a warning of some library", Sent),
            (1, "GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: not provided by any .service files", NotSent),
            (1, "GDBus.Error:org.freedesktop.Notifications.Error: no room", NotSent),
            (1, "Cannot autolaunch D-Bus without X11 $DISPLAY", NotSent),
            (1, "Could not connect: No such file or directory", NotSent),
            (1, "Error calling StartServiceByName for org.freedesktop.Notifications: it received signal 5", NotSent),
            (1, "Address element “bus” does not contain a colon (:)", NotSent),
            (1, "GDBus.Error:org.freedesktop.DBus.Error.NoReply: disconnected from message bus", Unknown),
            (1, "Timeout was reached", Unknown),
            (1, "", Unknown),
            (-9, "Could not connect", Unknown),
        ],
    )
    def test_what_was_certainly_not_shown_and_what_may_have_been(self, status, words, kind):
        outcome = LinuxDesktop(Ran(status, words)).send(MESSAGE)
        assert isinstance(outcome, kind)
        if not isinstance(outcome, Sent):
            assert outcome.reason

    @pytest.mark.parametrize("error", [FileNotFoundError(2, "No such file"), PermissionError(13, "Permission denied")])
    def test_a_program_that_cannot_be_started_sent_nothing(self, error):
        outcome = LinuxDesktop(Ran(error=error)).send(MESSAGE)
        assert outcome == NotSent(f"notify-send could not be started: {error.strerror}.")

    def test_inside_a_flatpak_the_portal_is_asked_and_quotes_stay_text(self, tmp_path):
        (tmp_path / "flatpak-info").touch()
        ran = Ran()
        said = Message("anna", MESSAGE.key, "Anna's", "', 'icon': <'x'>, \\ two\nlines")
        assert LinuxDesktop(ran, tmp_path / "flatpak-info").send(said) == Sent()
        (call,) = ran.calls
        assert call[0] == "gdbus"
        assert call[-1] == "{'title': <'Anna\\'s'>, 'body': <'\\', \\'icon\\': <\\'x\\'>, \\\\ two\\nlines'>}"

    def test_inside_a_flatpak_a_portal_that_is_not_there_sent_nothing(self, tmp_path):
        (tmp_path / "flatpak-info").touch()
        missing = Ran(1, "Error: GDBus.Error:org.freedesktop.DBus.Error.ServiceUnknown: no portal")
        assert isinstance(LinuxDesktop(missing, tmp_path / "flatpak-info").send(MESSAGE), NotSent)


def test_programs_speak_english_whatever_the_client_speaks():
    after = english({"LANGUAGE": "de", "LANG": "de_DE.UTF-8", "LC_ALL": "de_AT.UTF-8", "HOME": "somewhere"})
    assert after == {"LANG": "de_DE.UTF-8", "LC_ALL": "C.UTF-8", "HOME": "somewhere"}


@pytest.mark.skipif(os.name != "posix", reason="needs a bus's socket")
def test_in_cron_the_bus_of_this_persons_desktop_is_found(tmp_path, monkeypatch):
    own = tmp_path / str(os.getuid())
    own.mkdir()
    assert with_bus({"HOME": "somewhere"}, tmp_path) == {"HOME": "somewhere"}
    monkeypatch.chdir(own)
    with socket.socket(socket.AF_UNIX) as bus:
        # by its short name: a socket's path must not be long
        bus.bind("bus")
        assert with_bus({}, tmp_path) == {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={own / 'bus'}"}
        for named in ({"DBUS_SESSION_BUS_ADDRESS": "unix:path=/another"}, {"XDG_RUNTIME_DIR": "/another"}):
            assert with_bus(named, tmp_path) == named


def test_a_program_is_run_without_a_terminal_and_what_it_says_is_kept(capfd):
    ended = run([sys.executable, "-c", "import sys; print('out'); sys.stderr.write('err\\n'); sys.exit(3)"])
    assert ended == Ended(3, "err")
    assert capfd.readouterr() == ("", "")


# ---- macOS


def accepts(**what):
    """A notification centre that takes everything."""


def fails_with(error):
    def notify(**what):
        raise error

    return notify


def test_on_macos_plyer_comes_first():
    ran = Ran()
    assert MacDesktop(accepts, ran).send(MESSAGE) == Sent()
    assert ran.calls == []


@pytest.mark.parametrize(
    "error", [NotImplementedError("No usable implementation found!"), AttributeError("'NoneType' has no setDelegate_")]
)
def test_on_macos_osascript_takes_over_with_the_texts_as_arguments(error):
    ran = Ran()
    assert MacDesktop(fails_with(error), ran).send(MESSAGE) == Sent()
    (call,) = ran.calls
    assert call[0] == "osascript"
    assert call[-2:] == [MESSAGE.title, MESSAGE.body]
    assert not any("Evening" in word for word in call[:-2])


def test_on_macos_a_script_that_fails_sent_nothing():
    failing = MacDesktop(fails_with(NotImplementedError()), Ran(1, "execution error: not allowed (-1743)"))
    assert failing.send(MESSAGE) == NotSent("execution error: not allowed (-1743)")


def test_on_macos_a_script_that_was_killed_may_have_sent_it():
    assert isinstance(MacDesktop(fails_with(NotImplementedError()), Ran(-9)).send(MESSAGE), Unknown)


def test_on_macos_without_osascript_nothing_is_sent():
    missing = Ran(error=FileNotFoundError(2, "No such file"))
    assert isinstance(MacDesktop(fails_with(NotImplementedError()), missing).send(MESSAGE), NotSent)


# ---- Windows


class Balloon:
    """Stands for plyer's balloon: a thread that nobody waits for and nobody hears."""

    def __init__(self, error=None):
        self.shown = []
        self._error = error
        self._may_end = threading.Event()

    def __call__(self, **what):
        threading.Thread(target=self._stand, args=(what,)).start()
        self._may_end.set()

    def _stand(self, what):
        self._may_end.wait()
        if self._error:
            raise self._error
        self.shown.append(what)


def test_on_windows_a_balloon_that_stood_for_its_time_is_sent():
    balloon = Balloon()
    assert WindowsDesktop(balloon, 0).send(MESSAGE) == Sent()
    assert balloon.shown == [{"title": "Evening", "message": MESSAGE.body, "app_name": "aftercare", "timeout": 0}]


def test_on_windows_what_fails_in_the_balloons_thread_is_heard(capfd):
    hook = threading.excepthook
    failed = WindowsDesktop(Balloon(Exception("Could not register the PlyerTaskbar class.")), 0)
    assert failed.send(MESSAGE) == NotSent("Could not register the PlyerTaskbar class.")
    # it fails so after the balloon was added as well as before
    refused = WindowsDesktop(Balloon(Exception("Shell_NotifyIconW failed.")), 0)
    assert refused.send(MESSAGE) == Unknown("Shell_NotifyIconW failed.")
    assert threading.excepthook is hook
    assert capfd.readouterr() == ("", "")


def test_on_windows_without_plyers_part_nothing_is_sent():
    assert WindowsDesktop(fails_with(NotImplementedError("No usable implementation found!"))).send(MESSAGE) == NotSent(
        "No usable implementation found!"
    )


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (None, State.SENT),
        (Exception("Could not get windows module instance."), State.NOT_SENT),
        (Exception("Shell_NotifyIconW failed."), State.UNKNOWN),
        (OSError("the taskbar is gone"), State.UNKNOWN),
    ],
)
def test_on_windows_the_ledger_says_what_became_of_a_balloon(tmp_path, error, state):
    ledger, now = Ledger(tmp_path / "ledger.sqlite3"), datetime.now(UTC)
    ledger.settle(now - timedelta(hours=1))
    claim = ledger.claim("anna", MESSAGE.key, "desktop", now, now + timedelta(hours=1), now)
    balloon = Balloon(error)
    carry_out(Order(os.fsencode(ledger.path), claim, MESSAGE), WindowsDesktop(balloon, 0))
    assert [row.state for row in ledger.deliveries("anna")] == [state]
    assert len(balloon.shown) == (error is None)
