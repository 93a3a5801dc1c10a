"""Whatever the notifier does: the ledger says truly what became of a message, and the terminal stays as it is.

Everything is judged by what a real notification server received over a real bus, sent by the real process.
"""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from notified_desk import Desk, message, without_bus

from aftercare.reminders.delivery import Courier
from aftercare.reminders.fitting import utf16_units
from aftercare.reminders.ledger import State

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]


def test_a_message_that_the_server_took_is_sent_and_not_sent_again(desk, recorder):
    row = desk.deliver("Evening", "4 steps")
    assert (row.state, row.tries, row.reason) == (State.SENT, 1, "")
    assert not desk.courier().deliver(message("Evening", "4 steps"), desk.now, desk.ends)
    recorder.be("ok")
    assert recorder.received == [{"app": "aftercare", "title": "Evening", "body": "4 steps"}]


# ---- a notifier that does not take it


def test_a_server_that_answers_with_an_error_has_not_shown_it(desk, recorder):
    recorder.be("error")
    row = desk.deliver("Evening")
    assert (row.state, "no room on the screen" in row.reason) == (State.NOT_SENT, True)
    assert recorder.titles() == ["Evening"]


def test_what_a_server_refused_is_tried_again_and_then_sent(desk, recorder):
    recorder.be("error")
    assert desk.deliver("Evening").state is State.NOT_SENT
    recorder.be("ok")
    later = desk.now + timedelta(minutes=30)
    claim = desk.ledger.claim("anna", message("Evening").key, "desktop", desk.now, desk.ends, later)
    desk.courier().carry(claim, message("Evening"))
    row = desk.row(message("Evening"))
    assert (row.state, row.tries) == (State.SENT, 2)
    assert recorder.titles() == ["Evening", "Evening"]


def test_without_a_server_nothing_is_sent_and_the_reason_names_what_is_missing(tmp_path, desk, recorder):
    recorder.be("disown")
    row = desk.deliver("Evening")
    assert (row.state, "org.freedesktop.Notifications" in row.reason) == (State.NOT_SENT, True)
    assert recorder.titles() == []


@pytest.mark.parametrize("address", [None, "unix:path=/nowhere/at/all"])
def test_without_a_bus_nothing_is_sent(tmp_path, address):
    environment = without_bus() if address is None else {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": address}
    row = Desk(tmp_path, environment).deliver("Evening")
    assert (row.state, bool(row.reason)) == (State.NOT_SENT, True)


def test_without_notify_send_nothing_is_sent_and_the_reason_says_so(tmp_path, desk, recorder):
    (tmp_path / "nothing").mkdir()
    row = desk.deliver("Evening", courier=desk.courier(PATH=str(tmp_path / "nothing")))
    assert row.state is State.NOT_SENT
    assert row.reason.startswith("notify-send could not be started")
    assert recorder.titles() == []


def test_a_server_that_ends_without_an_answer_may_have_shown_it(desk, recorder):
    recorder.be("gone")
    row = desk.deliver("Evening")
    assert (row.state, bool(row.reason)) == (State.UNKNOWN, True)


def test_a_server_that_answers_late_has_shown_it(desk, recorder):
    recorder.be("hold")
    sending = threading.Thread(target=desk.deliver, args=("Evening",))
    sending.start()
    recorder.wait_for_message()
    assert desk.states() == [State.SENDING]
    recorder.be("answer")
    sending.join()
    assert desk.states() == [State.SENT]


def test_a_server_that_hangs_is_left_after_the_time_limit_and_may_have_shown_it(desk, recorder):
    """Where a slow machine does not come as far as the server within the limit, the next one is longer."""
    recorder.be("hold")
    for seconds in (2, 4, 8, 16, 32):
        row = desk.deliver(f"{seconds} seconds", courier=desk.courier(timedelta(seconds=seconds)))
        recorder.be("hold")
        if recorder.received:
            break
    assert row.state is State.UNKNOWN
    assert row.reason == "The notifier did not end in time."
    assert len(recorder.titles()) == 1


def test_whoever_stops_cuts_off_what_is_being_sent_with_all_that_it_started(tmp_path, desk, recorder):
    """The stand-in holds a pipe open as long as it runs, and would say so if it came to its end."""
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    stand_in = tmp_path / "bin" / "notify-send"
    stand_in.parent.mkdir()
    stand_in.write_text(f'#!/bin/sh\nexec 3>"{pipe}"\nPATH="{os.environ["PATH"]}"\nnotify-send "$@"\necho ended >&3\n')
    stand_in.chmod(0o700)
    recorder.be("hold")
    courier = desk.courier(PATH=f"{stand_in.parent}:{os.environ['PATH']}")
    sending = threading.Thread(target=desk.deliver, args=("Evening", "", courier))
    sending.start()
    with pipe.open() as alive:
        recorder.wait_for_message()
        courier.cut_off()
        assert alive.read() == ""
    sending.join()
    assert desk.states() == [State.UNKNOWN]


def test_a_folder_app_is_not_taken_for_a_flatpak(tmp_path, desk, recorder):
    """As if it were there: the processes of this test believe in it, and plyer by itself would ask the portal."""
    believing = tmp_path / "believing"
    believing.mkdir()
    (believing / "sitecustomize.py").write_text(
        "import os.path\nwhole = os.path.isdir\nos.path.isdir = lambda path: path == '/app' or whole(path)\n"
    )
    by_itself = "from plyer.platforms.linux.notification import instance; print(type(instance()).__name__)"
    environment = {**desk.environment, "PYTHONPATH": str(believing)}
    asked = subprocess.run(
        [sys.executable, "-c", by_itself], env=environment, capture_output=True, text=True, check=True
    )
    assert asked.stdout == "NotifyDesktopPortals\n"
    assert desk.deliver("Evening", courier=desk.courier(PYTHONPATH=str(believing))).state is State.SENT
    assert recorder.titles() == ["Evening"]


# ---- texts


@pytest.mark.parametrize(
    ("title", "body", "title_shown", "body_shown"),
    [
        ("-t 5", "--help", "\u200b-t 5", "\u200b--help"),
        ("<b>Evening</b>", "AT&T <i>gel</i> &lt;", "<b>Evening</b>", "AT&amp;T &lt;i&gt;gel&lt;/i&gt; &amp;lt;"),
        ("Schöner Abend 🌙", "四つの手順 👩‍⚕️", "Schöner Abend 🌙", "四つの手順 👩‍⚕️"),
        ("$(id) `id` %s {x}", "'; \"\\n", "$(id) `id` %s {x}", "'; \"\\n"),
        ("two\nlines \x1b[31m", "two\nlines \x00\x07", "two lines [31m", "two\nlines"),
        ("\ud800", "", "aftercare", ""),
    ],
)
def test_a_text_is_shown_as_it_stands(desk, recorder, title, body, title_shown, body_shown):
    row = desk.deliver(title, body, slot="evening")
    assert (row.state, row.reason) == (State.SENT, "")
    recorder.be("ok")
    assert [(each["title"], each["body"]) for each in recorder.received] == [(title_shown, body_shown)]


@pytest.mark.parametrize("sign", ["x", "é", "🌙"])
def test_a_long_text_is_clipped_between_two_signs(desk, recorder, sign):
    assert desk.deliver(sign * 500, sign * 500, slot="evening").state is State.SENT
    recorder.be("ok")
    (shown,) = recorder.received
    for text, limit in ((shown["title"], 63), (shown["body"], 255)):
        assert set(text) == {sign, "…"}
        assert limit - 1 <= utf16_units(text) <= limit


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1", "nonsense"])
def test_a_service_in_a_bare_locale_sends_every_sign(desk, recorder, locale):
    assert desk.deliver("Été 🌙", courier=desk.courier(LC_ALL=locale, LANG=locale)).state is State.SENT
    assert recorder.titles() == ["Été 🌙"]


# ---- the terminal


@pytest.mark.parametrize("fault", ["error", "no bus", "no notify-send", "noisy"])
def test_nothing_that_a_notifier_prints_reaches_the_terminal(tmp_path, desk, recorder, capfd, fault):
    courier = {
        "error": desk.courier(),
        "no bus": desk.courier(DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere"),
        "no notify-send": desk.courier(PATH=str(tmp_path / "nothing")),
        "noisy": desk.courier(PATH=str(noisy(tmp_path))),
    }[fault]
    recorder.be("error")
    row = desk.deliver("Evening", courier=courier)
    assert row.state is (State.UNKNOWN if fault == "noisy" else State.NOT_SENT)
    assert capfd.readouterr() == ("", "")


def noisy(folder):
    """A folder with a notify-send that prints wherever it can, and fails."""
    program = folder / "noisy" / "notify-send"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho out\necho "\033[31merr" >&2\n(echo terminal > /dev/tty) 2>&1\nexit 3\n')
    program.chmod(0o700)
    return program.parent


def test_whatever_the_process_that_sends_prints_is_kept_as_the_reason(tmp_path, capfd):
    desk = Desk(tmp_path, without_bus())
    command = ("/bin/sh", "-c", "echo out; echo first >&2; echo last >&2; exit 1")
    row = desk.deliver("Evening", courier=Courier(desk.ledger, command=command))
    assert (row.state, row.reason) == (State.NOT_SENT, "last")
    assert capfd.readouterr() == ("", "")


def test_a_process_that_ends_without_a_word_or_cannot_be_started_has_sent_nothing(tmp_path):
    desk = Desk(tmp_path, without_bus())
    silent = desk.deliver("Evening", courier=Courier(desk.ledger, command=("/bin/sh", "-c", "exit 7")))
    assert (silent.state, silent.reason) == (State.NOT_SENT, "The notifier ended with status 7.")
    missing = desk.deliver("Night", courier=Courier(desk.ledger, command=("/nowhere/at/all",)))
    assert (missing.state, missing.reason) == (
        State.NOT_SENT,
        "The notifier could not be started: No such file or directory.",
    )


def test_nothing_reaches_the_terminal_behind_the_programs_back(tmp_path):
    """The courier has a terminal of its own here, and the notifier asks for it by name."""
    desk = Desk(tmp_path, without_bus())
    courier = desk.courier(PATH=str(noisy(tmp_path)))
    pid, terminal = pty.fork()
    if pid == 0:
        state = desk.deliver("Evening", courier=courier).state
        os._exit(0 if state is State.UNKNOWN else 1)
    seen = b""
    # Linux ends a terminal with an error
    with contextlib.suppress(OSError):
        while data := os.read(terminal, 4096):
            seen += data
    os.close(terminal)
    assert (os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), seen) == (0, b"")


def test_a_reason_from_outside_holds_no_escape(tmp_path, desk):
    row = desk.deliver("Evening", courier=desk.courier(PATH=str(noisy(tmp_path))))
    assert "<U+001B>[31merr" in row.reason
