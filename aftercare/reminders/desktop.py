"""The desktop's notifications through plyer, with what plyer throws away: whether anything was shown.

The only importer of plyer. It belongs in a process of its own (notify.py): plyer prints, blocks while a daemon hangs,
and on Windows holds a thread for as long as the balloon stands. What plyer does was measured with version 2.1:

- Linux: it discards the exit status of notify-send, and takes a machine with a folder /app for a Flatpak.
- macOS: without its extra, or outside an app bundle, it fails; then osascript shows the message.
- Windows: what goes wrong goes wrong in a thread, which nobody hears.

macOS and Windows are tested with stand-ins only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from aftercare.model.safe_text import printable
from aftercare.reminders.channel import Channel, Message, NotSent, Outcome, Sent, Unknown
from aftercare.reminders.flatpak import FLATPAK_SIGN

APP_NAME = "aftercare"

#: Seconds for which a Windows balloon stands, and its process with it.
BALLOON_SECONDS = 5

_LONGEST_REASON = 200


class Ended(Struct, frozen=True):
    """How a program ended, and what it said on standard error."""

    status: int
    words: str


Run = Callable[[Sequence[str]], Ended]


def run(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Ended:
    """Runs a program to its end, with nothing of it on the terminal. Raises OSError where it cannot be started."""
    # a file, not a pipe: a bus daemon that it starts on the way would hold a pipe open
    with tempfile.TemporaryFile() as said:
        status = subprocess.call(
            arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said, env=environment
        )
        said.seek(0)
        return Ended(status, said.read(1 << 16).decode("utf-8", "replace").strip())


def _reason(words: str, otherwise: str) -> str:
    return printable(" ".join(words.split()), _LONGEST_REASON) or otherwise


# ---- Linux

#: The bus or the notifier answered that it will not, or there was nobody to ask.
_REFUSED = re.compile(
    r"GDBus\.Error:(?!\S*(NoReply|Timeout|TimedOut|Disconnected))"
    r"|Cannot (autolaunch|spawn)|Could not connect|Error (connecting|spawning|calling StartServiceByName)"
    r"|Failed to execute|Address element|No summary specified|Unknown option|Invalid byte sequence"
)


class CountedCalls:
    """Stands where plyer's module has `subprocess`: runs what plyer runs, and keeps how it ended."""

    DEVNULL = subprocess.DEVNULL

    def __init__(self, run: Run) -> None:
        self._run = run
        self.ended: Ended | None = None

    def call(self, arguments: Sequence[str]) -> int:
        """As plyer runs notify-send."""
        self.ended = self._run(arguments)
        return self.ended.status

    def run(self, arguments: Sequence[str], stdout: int | None = None) -> None:
        """As plyer runs gdbus."""
        self.call(arguments)


class LinuxDesktop:
    """notify-send, or the portal inside a Flatpak."""

    def __init__(self, run: Run | None = None, flatpak_sign: Path = FLATPAK_SIGN) -> None:
        self._run = run or (lambda arguments: _run_in_english(arguments))
        self._flatpak_sign = flatpak_sign

    def send(self, message: Message) -> Outcome:
        """`Sent` where the notification server answered with a number, as notify-send's status says."""
        from plyer.platforms.linux import notification as plyers  # type: ignore[import-untyped]  # it has no types

        calls = CountedCalls(self._run)
        plyers.subprocess = calls
        # chosen here: plyer.notification goes by the folder /app
        try:
            if self._flatpak_sign.exists():
                program = "gdbus"
                # plyer puts the texts between single quotes of GVariant's text form
                plyers.NotifyDesktopPortals().notify(title=_quoted(message.title), message=_quoted(message.body))
            else:
                program = "notify-send"
                plyers.NotifySendNotification().notify(
                    title=message.title, message=_as_body(message.body), app_name=APP_NAME
                )
        except OSError as error:
            return NotSent(f"{program} could not be started: {error.strerror or error}.")
        ended = calls.ended
        if ended is None:
            return NotSent("plyer started nothing.")
        if ended.status == 0:
            return Sent()
        reason = _reason(ended.words, f"{program} ended with status {ended.status}.")
        return NotSent(reason) if ended.status > 0 and _REFUSED.search(ended.words) else Unknown(reason)


def _as_body(text: str) -> str:
    # by the specification a body is markup and a title is not; and notify-send resolves a body's backslashes
    return escape(text, quote=False).replace("\\", "\\\\")


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")


def _run_in_english(arguments: Sequence[str]) -> Ended:
    return run(arguments, with_bus(english(os.environ)))


#: Where systemd and elogind keep what belongs to a person's session, a folder for each user number.
RUNTIME = Path("/run/user")


def with_bus(environment: dict[str, str], runtime: Path = RUNTIME) -> dict[str, str]:
    """`environment` with the bus of this person's desktop where nothing names one, as in cron."""
    if {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"} & environment.keys():
        return environment
    bus = runtime / str(os.getuid()) / "bus"
    return {**environment, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}"} if bus.is_socket() else environment


def english(environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` with messages in the words by which a refusal is told from silence."""
    # where this locale is missing the plain one counts, and notify-send takes every sign in that one too
    return {**{name: value for name, value in environment.items() if name != "LANGUAGE"}, "LC_ALL": "C.UTF-8"}


# ---- macOS and Windows


class Notify(Protocol):
    """plyer's way of showing something."""

    def __call__(self, *, title: str, message: str, app_name: str, timeout: int) -> None: ...


def _plyers_notify(*, title: str, message: str, app_name: str, timeout: int) -> None:
    from plyer import notification  # type: ignore[import-untyped]  # it has no types

    notification.notify(title=title, message=message, app_name=app_name, timeout=timeout)


_SCRIPT = ("on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run")


class MacDesktop:
    """The notification centre: by plyer where it can, otherwise by osascript."""

    def __init__(self, notify: Notify = _plyers_notify, run: Run = run) -> None:
        self._notify = notify
        self._run = run

    def send(self, message: Message) -> Outcome:
        """`Sent` where the notification centre took it."""
        try:
            self._notify(title=message.title, message=message.body, app_name=APP_NAME, timeout=0)
        except (NotImplementedError, AttributeError):
            # no pyobjus, or the centre is None outside a bundle: both before anything is handed over
            return self._by_script(message)
        return Sent()

    def _by_script(self, message: Message) -> Outcome:
        lines = [word for line in _SCRIPT for word in ("-e", line)]
        try:
            # the texts are arguments: in the script they would be read as a part of it
            ended = self._run(["osascript", *lines, message.title, message.body])
        except OSError as error:
            return NotSent(f"osascript could not be started: {error.strerror or error}.")
        if ended.status == 0:
            return Sent()
        reason = _reason(ended.words, f"osascript ended with status {ended.status}.")
        return NotSent(reason) if ended.status > 0 else Unknown(reason)


#: How plyer begins to say what went wrong before the taskbar was asked.
_BEFORE_IT_IS_ADDED = "Could not "


class WindowsDesktop:
    """A balloon at the taskbar, which stands as long as this process."""

    def __init__(self, notify: Notify = _plyers_notify, seconds: int = BALLOON_SECONDS) -> None:
        self._notify = notify
        self._seconds = seconds

    def send(self, message: Message) -> Outcome:
        """`Sent` where the balloon stood for its time; what fails in plyer's thread is heard.

        `NotSent` where it failed while it was being prepared. That the taskbar refused it plyer says in the same words
        whether the balloon was added or not: then it may stand there.
        """
        failures: list[str] = []
        before, hook = set(threading.enumerate()), threading.excepthook
        threading.excepthook = lambda failed: failures.append(str(failed.exc_value) or failed.exc_type.__name__)
        try:
            self._notify(title=message.title, message=message.body, app_name=APP_NAME, timeout=self._seconds)
            for thread in set(threading.enumerate()) - before:
                thread.join()
        except NotImplementedError as error:
            return NotSent(str(error))
        finally:
            threading.excepthook = hook
        if not failures:
            return Sent()
        reason = _reason(failures[0], "The balloon failed.")
        return NotSent(reason) if failures[0].startswith(_BEFORE_IT_IS_ADDED) else Unknown(reason)


def desktop(platform: str = sys.platform) -> Channel:
    """The notifications of this operating system."""
    if platform == "darwin":
        return MacDesktop()
    if platform == "win32":
        return WindowsDesktop()
    return LinuxDesktop()
