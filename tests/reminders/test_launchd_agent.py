"""The launchd agent of macOS, against a stand-in for launchctl."""

from __future__ import annotations

import plistlib
import sys

import pytest
from machines import AWKWARD, WithLaunchd, install
from msgspec.structs import replace

from aftercare.care import Home
from aftercare.errors import SystemTrouble
from aftercare.reminders import autostart
from aftercare.reminders.autostart import Answer, Kind, State
from aftercare.reminders.autostart.launchd import Launchd, agent_plist
from aftercare.reminders.autostart.wanted import wanted


@pytest.fixture
def fake(tmp_path):
    folder = tmp_path / "anna"
    folder.mkdir()
    return WithLaunchd(folder)


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / AWKWARD)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch):
    """The stand-in ends an agent after some looks, not after some time."""
    monkeypatch.setattr(Launchd, "_wait", lambda self: None)


def agent_of(home, fake):
    return fake.person / "Library" / "LaunchAgents" / f"{wanted(home, fake.machine).name}.plist"


def test_it_holds_what_keeps_the_reminders_going(home, fake):
    agent = plistlib.loads(agent_plist(wanted(home, fake.machine)))
    assert agent["Label"] == wanted(home, fake.machine).name
    assert (agent["KeepAlive"], agent["RunAtLoad"], agent["Umask"]) == (True, True, 0o077)
    words = ["-P", "-m", "aftercare", "--home", str(home.data), "remind", "run", "--at-login"]
    assert agent["ProgramArguments"] == [sys.executable, *words]
    assert "EnvironmentVariables" not in agent


def test_the_users_own_folders_are_meant_whatever_the_session_names(tmp_path, fake):
    agent = plistlib.loads(agent_plist(wanted(Home(tmp_path / "d", tmp_path / "s"), fake.machine)))
    assert agent["EnvironmentVariables"] == {"AFTERCARE_HOME": ""}


def test_installing_writes_and_loads_it(home, fake):
    change = install(home, fake)
    agent, service = agent_of(home, fake), f"gui/501/{wanted(home, fake.machine).name}"
    assert change.kind is Kind.LAUNCHD
    assert change.done[0] == f"Wrote {agent}"
    assert fake.changing() == [
        ("launchctl", "enable", service),
        ("launchctl", "bootstrap", "gui/501", str(agent)),
    ]
    assert fake.loaded == {service: agent.read_bytes()}
    assert autostart.look(home, fake.machine).state is State.READY


def test_installing_twice_is_the_same(home, fake):
    install(home, fake)
    fake.ran.clear()
    assert install(home, fake).done == ()
    assert fake.changing() == []


def test_one_that_was_switched_off_is_loaded_all_the_same(home, fake):
    fake.disabled.add(f"gui/501/{wanted(home, fake.machine).name}")
    install(home, fake)
    assert len(fake.loaded) == 1


def test_another_python_is_loaded_when_the_earlier_agent_has_ended(home, fake):
    install(home, fake)
    fake.machine = replace(fake.machine, interpreter="/opt/new/python")
    assert autostart.look(home, fake.machine).state is State.OUTDATED
    install(home, fake)
    (content,) = fake.loaded.values()
    assert plistlib.loads(content)["ProgramArguments"][0] == "/opt/new/python"


def test_uninstalling_leaves_nothing(home, fake):
    install(home, fake)
    change = autostart.uninstall(home, fake.machine)
    assert (fake.files(), fake.loaded) == ([], {})
    assert f"Took away {agent_of(home, fake)}" in change.done
    assert autostart.uninstall(home, fake.machine).done == ()


def test_one_whose_file_was_deleted_by_hand_is_still_ended(home, fake):
    install(home, fake)
    agent_of(home, fake).unlink()
    autostart.uninstall(home, fake.machine)
    assert (fake.files(), fake.loaded) == ([], {})


def test_where_launchd_refuses_it_is_told_and_nothing_is_left_behind(home, fake):
    fake.failing["bootstrap"] = Answer(125, words="Domain does not support specified action")
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert "Domain does not support specified action" in error.value.message
    assert fake.files() == []


def test_an_agent_that_does_not_end_is_told(home, fake):
    install(home, fake)
    fake.failing["print"] = Answer(0)
    with pytest.raises(SystemTrouble) as error:
        autostart.uninstall(home, fake.machine)
    assert "the reminders did not end" in error.value.message
    assert agent_of(home, fake).exists()


def test_the_agent_of_another_home_is_left_alone(tmp_path, home, fake):
    other = Home.at(tmp_path / "other")
    install(other, fake)
    install(home, fake)
    autostart.uninstall(home, fake.machine)
    assert autostart.look(other, fake.machine).state is State.READY
    assert len(fake.loaded) == 1
