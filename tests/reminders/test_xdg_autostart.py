"""The entry of XDG autostart, where no user manager of systemd answers."""

from __future__ import annotations

import configparser
import os
import sys
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machines import NAMES, NO_BUS, Fake, WithSystemd, install
from msgspec.structs import replace

from aftercare.care import Home
from aftercare.errors import SystemTrouble
from aftercare.reminders import autostart
from aftercare.reminders.autostart import Kind, State
from aftercare.reminders.autostart.wanted import wanted
from aftercare.reminders.autostart.xdg import entry_text, exec_value
from aftercare.reminders.presence import Beat, keep_beat, the_only_service


@pytest.fixture
def fake(person):
    return Fake(person)


def entry_of(home, fake):
    return fake.person / ".config" / "autostart" / f"{wanted(home, fake.machine).name}.desktop"


def read_exec(value):
    """The words of an Exec as the Desktop Entry Specification 1.5 says: a string's escapes first, then quoting, then
    field codes.
    """
    text, at = "", 0
    while at < len(value):
        if value[at] == "\\":
            at += 1
            assert value[at] == "\\", "an escape that is not used here"
        text += value[at]
        at += 1
    words, word, quoted, at = [], "", False, 0
    while at < len(text):
        sign = text[at]
        if sign == '"':
            quoted = not quoted
        elif quoted and sign == "\\":
            at += 1
            assert text[at] in '"`$\\', "only these may be escaped"
            word += text[at]
        elif quoted:
            assert sign not in "`$", "these must be escaped"
            word += sign
        else:
            assert sign == " ", "outside of quotes only spaces are used"
            words.append(word)
            word = ""
        at += 1
    assert not quoted
    words.append(word)
    assert all("%" not in each.replace("%%", "") for each in words), "a field code"
    return [each.replace("%%", "%") for each in words]


def fields(text):
    """The entry's fields, by a reader of their own format."""
    reader = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#",), strict=True)
    reader.optionxform = str
    reader.read_string(text)
    assert reader.sections() == ["Desktop Entry"]
    return dict(reader["Desktop Entry"])


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_every_word_arrives_as_it_is(words):
    assert read_exec(exec_value(words)) == words


def test_it_holds_what_a_desktop_asks_for(home, fake):
    entry = fields(entry_text(wanted(home, fake.machine)))
    assert entry["Type"] == "Application"
    assert entry["Terminal"] == "false"
    assert entry["X-GNOME-Autostart-enabled"] == "true"
    assert "Hidden" not in entry
    words = ["-P", "-m", "aftercare", "--home", str(home.data), "remind", "run", "--at-login"]
    assert read_exec(entry["Exec"]) == [sys.executable, *words]


def test_the_users_own_folders_are_meant_whatever_the_session_names(tmp_path, person):
    fake = Fake(person, XDG_STATE_HOME="/state of 100%")
    words = read_exec(fields(entry_text(wanted(Home(tmp_path / "d", tmp_path / "s"), fake.machine)))["Exec"])
    assert words[:4] == ["/usr/bin/env", "AFTERCARE_HOME=", "XDG_STATE_HOME=/state of 100%", sys.executable]


def test_a_python_whose_name_would_be_a_variable_is_started_by_the_shell(home, person):
    words = read_exec(fields(entry_text(wanted(home, Fake(person, "/opt/a=b/python").machine)))["Exec"])
    assert words[:4] == ["/bin/sh", "-c", 'exec "$0" "$@"', "/opt/a=b/python"]


def test_installing_says_why_it_is_not_systemd_and_what_that_means(home, fake):
    change = install(home, fake)
    assert change.kind is Kind.XDG
    assert change.done[0] == f"Wrote {entry_of(home, fake)}"
    assert change.done[1].startswith("Started ")
    assert fake.started == [wanted(home, fake.machine).program]
    assert "No user manager of systemd answers" in change.remarks[0]
    assert "No such file or directory" in change.remarks[0]
    assert "not again when they end" in change.remarks[0]


def test_a_systemd_without_a_user_manager_is_none(home, person):
    fake = WithSystemd(person)
    fake.reachable = False
    assert NO_BUS.words in autostart.plan(home, fake.machine).remark
    assert install(home, fake).kind is Kind.XDG


def test_installing_twice_is_the_same(home, fake):
    with a_service(home):
        install(home, fake)
        before = entry_of(home, fake).stat().st_mtime_ns
        assert install(home, fake).done == ()
        assert entry_of(home, fake).stat().st_mtime_ns == before
    assert fake.started == []


def test_what_was_switched_off_in_the_desktops_settings_is_seen(home, fake):
    install(home, fake)
    entry = entry_of(home, fake)
    entry.write_text(entry.read_text().replace("Autostart-enabled=true", "Autostart-enabled=false"))
    assert autostart.look(home, fake.machine).state is State.SWITCHED_OFF
    install(home, fake)
    assert autostart.look(home, fake.machine).state is State.READY


def test_an_entry_of_another_python_is_written_anew(home, fake):
    install(home, fake)
    fake.machine = replace(fake.machine, interpreter="/opt/new/python")
    assert autostart.look(home, fake.machine).state is State.OUTDATED
    install(home, fake)
    assert "/opt/new/python" in entry_of(home, fake).read_text()


def test_uninstalling_leaves_nothing(home, fake):
    install(home, fake)
    change = autostart.uninstall(home, fake.machine)
    assert fake.files() == []
    assert change.done == (f"Took away {entry_of(home, fake)}",)


def test_where_systemd_answers_later_it_takes_over(home, person):
    fake = WithSystemd(person)
    fake.reachable = False
    install(home, fake)
    fake.reachable = True
    change = install(home, fake)
    assert f"Took away {entry_of(home, fake)}" in change.done
    assert not entry_of(home, fake).exists()
    assert autostart.look(home, fake.machine).kind is Kind.SYSTEMD


def test_a_service_that_was_started_by_hand_goes_on(home, fake):
    with a_service(home, at_login=False):
        change = install(home, fake)
        assert f"process {os.getpid()}" in change.remarks[1]
        autostart.uninstall(home, fake.machine)
    assert fake.started == []


def test_the_note_of_a_killed_service_ends_nobody_else(home, fake):
    """A new service holds the lock and has not noted anything yet; the process of the old note is somebody else's."""
    install(home, fake)
    with a_service(home, pid=1):
        assert "Ended the service that ran" not in autostart.uninstall(home, fake.machine).done


def test_a_program_that_cannot_be_started_is_told(home, fake):
    def refuses(arguments, environment):
        raise PermissionError(13, "Permission denied")

    fake.machine = replace(fake.machine, start=refuses)
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert "could not be started: Permission denied" in error.value.message


class a_service:  # reads as what it is
    """A service that runs for `home`, as far as its lock and its note tell: in a thread, as a lock is its holder's."""

    def __init__(self, home, at_login=True, pid=None):
        self._home, self._over, self._up = home, Event(), Event()
        now = datetime.now(UTC)
        self._beat = Beat(pid or os.getpid(), now, now, 15.0, at_login=at_login)
        self._thread = Thread(target=self._serve)

    def _serve(self):
        with the_only_service(self._home):
            keep_beat(self._home, self._beat)
            self._up.set()
            self._over.wait()

    def __enter__(self):
        self._thread.start()
        self._up.wait()

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
