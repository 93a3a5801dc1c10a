"""The systemd unit: what it holds, that systemd takes it, installed twice, and nothing left afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from machines import AWKWARD, NAMES, NO_BUS, Fake, WithSystemd, install
from msgspec.structs import replace

from aftercare.care import Home
from aftercare.errors import BadInput, DiskTrouble, SystemTrouble
from aftercare.reminders import autostart
from aftercare.reminders.autostart import Answer, Kind, State
from aftercare.reminders.autostart.systemd import exec_line, unit_text
from aftercare.reminders.autostart.wanted import wanted


@pytest.fixture
def fake(person):
    return WithSystemd(person)


def unit_of(home, fake):
    return fake.units / f"{wanted(home, fake.machine).name}.service"


def read_exec(line):
    """The words of an ExecStart as systemd.syntax(7) and systemd.service(5) say: quotes, escapes, then specifiers."""
    literally = line.startswith(":")
    words, word, quoted, at = [], "", False, 1 if literally else 0
    while at < len(line):
        sign = line[at]
        if sign == '"':
            quoted = not quoted
        elif sign == "\\":
            at += 1
            assert line[at] in '\\"', "an escape that is not used here"
            word += line[at]
        elif sign == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += sign
        at += 1
    assert not quoted
    words.append(word)
    assert all("%" not in each.replace("%%", "") for each in words), "a specifier"
    assert literally or not any("$" in each for each in words), "a variable"
    return [each.replace("%%", "%") for each in words]


# ---- what it holds


def test_it_holds_what_keeps_the_reminders_going(home, fake):
    lines = unit_text(wanted(home, fake.machine)).splitlines()
    for line in (
        "Restart=always",
        "RestartSec=30",
        "StartLimitIntervalSec=0",
        "Type=exec",
        "WantedBy=default.target",
        "UMask=0077",
    ):
        assert line in lines


def test_it_starts_the_service_of_this_home(home, fake):
    (line,) = [each for each in unit_text(wanted(home, fake.machine)).splitlines() if each.startswith("ExecStart=")]
    words = ["-P", "-m", "aftercare", "--home", str(home.data), "remind", "run", "--at-login"]
    assert read_exec(line.removeprefix("ExecStart=")) == [sys.executable, *words]


def test_the_users_own_folders_are_meant_whatever_the_session_names(tmp_path, person):
    """No --home then, and neither AFTERCARE_HOME nor another place for data comes in between."""
    fake = WithSystemd(person, XDG_DATA_HOME="/data of %mine")
    text = unit_text(wanted(Home(tmp_path / "data", tmp_path / "state"), fake.machine))
    assert "--home" not in text
    assert 'Environment="AFTERCARE_HOME="' in text
    assert 'Environment="XDG_DATA_HOME=/data of %%mine"' in text


def test_each_home_has_a_name_of_its_own(tmp_path, fake):
    homes = (Home.at(tmp_path / "a"), Home.at(tmp_path / "b"), Home(tmp_path / "a", tmp_path / "s"))
    names = {wanted(home, fake.machine).name for home in homes}
    assert len(names) == 3
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert wanted(Home.at(tmp_path / "link"), fake.machine).name in names


@given(st.lists(NAMES, min_size=1, max_size=4))
def test_every_word_arrives_as_it_is(words):
    read = read_exec(exec_line(("/usr/bin/python", *words)))
    assert read == ["/usr/bin/python", *words]


def test_an_interpreter_that_systemd_would_refuse_is_started_by_the_shell():
    words = read_exec(exec_line((f"/home/{AWKWARD}/python", "-m", "aftercare")))
    assert words[:3] == ["/bin/sh", "-c", 'exec "$0" "$@"']
    said = subprocess.run([*words[:3], "/bin/echo", "one", AWKWARD], capture_output=True, text=True, check=True)
    assert said.stdout == f"one {AWKWARD}\n"


@pytest.mark.parametrize("name", ["two\nlines", "bell\x07", "\udcff bytes"])
def test_a_name_that_no_unit_can_hold_is_told(tmp_path, fake, name):
    with pytest.raises(BadInput) as error:
        install(Home.at(tmp_path / name), fake)
    assert "Rename the folder" in error.value.next_step
    assert fake.files() == []


@pytest.mark.program(name="systemd-analyze", package="systemd")
@pytest.mark.parametrize("name", ["home", "with spaces", AWKWARD])
def test_systemd_has_nothing_to_say_against_it(tmp_path, person, name):
    interpreter = tmp_path / name / "bin" / "python"
    interpreter.parent.mkdir(parents=True)
    interpreter.symlink_to(sys.executable)
    fake = WithSystemd(person, str(interpreter), XDG_STATE_HOME=f"/{AWKWARD}")
    for home in (Home.at(tmp_path / name), Home(tmp_path / name, tmp_path / "state")):
        assert verified(tmp_path, unit_text(wanted(home, fake.machine)), fake, home) == ""


@pytest.mark.program(name="systemd-analyze", package="systemd")
def test_systemd_would_say_something_against_a_wrong_one(tmp_path, home, fake):
    wrong = unit_text(wanted(home, fake.machine)).replace("Restart=always", "Restart=whenever")
    assert "whenever" in verified(tmp_path, wrong, fake, home)


def verified(folder, text, fake, home):
    """What `systemd-analyze --user verify` says."""
    unit = folder / f"{wanted(home, fake.machine).name}.service"
    unit.write_text(text)
    # it wants a folder in which a user manager would run, and starts none
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
    command = ["systemd-analyze", "--user", "verify", str(unit)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr + ("" if ended.returncode == 0 else f"status {ended.returncode}")


# ---- installing


def test_installing_writes_enables_and_starts_it_and_says_so(home, fake):
    change = install(home, fake)
    unit = unit_of(home, fake)
    assert change.kind is Kind.SYSTEMD
    assert change.done == (
        f"Wrote {unit}",
        "Ran systemctl --user daemon-reload",
        f"Ran systemctl --user enable {unit.name}",
        f"Ran systemctl --user start {unit.name}",
    )
    assert change.undo == f"aftercare --home {home.data} remind uninstall"
    assert unit.read_text() == unit_text(wanted(home, fake.machine))
    assert fake.active == {unit.name}
    standing = autostart.look(home, fake.machine)
    assert (standing.state, standing.kind) == (State.READY, Kind.SYSTEMD)
    assert str(unit) in standing.words


def test_installing_twice_is_the_same(home, fake):
    install(home, fake)
    before, files = unit_of(home, fake).stat().st_mtime_ns, fake.files()
    fake.ran.clear()
    again = install(home, fake)
    assert (again.done, fake.changing()) == ((), [])
    assert (unit_of(home, fake).stat().st_mtime_ns, fake.files()) == (before, files)


def test_looking_at_it_and_planning_it_change_nothing(home, fake):
    assert autostart.look(home, fake.machine).state is State.ABSENT
    plan = autostart.plan(home, fake.machine)
    assert [each.place for each in plan.pieces] == [str(unit_of(home, fake))]
    assert plan.pieces[0].content == unit_text(wanted(home, fake.machine))
    assert (fake.files(), fake.changing()) == ([], [])


def test_what_was_stopped_by_hand_is_started_again(home, fake):
    install(home, fake)
    fake.active.clear()
    assert install(home, fake).done == (f"Ran systemctl --user start {unit_of(home, fake).name}",)


def test_another_python_is_written_anew_and_started_anew(home, person, fake):
    install(home, fake)
    fake.machine = replace(fake.machine, interpreter="/opt/new/python")
    assert autostart.look(home, fake.machine).state is State.OUTDATED
    done = install(home, fake).done
    assert done[-1] == f"Ran systemctl --user restart {unit_of(home, fake).name}"
    assert "/opt/new/python" in unit_of(home, fake).read_text()
    assert autostart.look(home, fake.machine).state is State.READY


def test_one_that_was_switched_off_is_seen_and_switched_on_again(home, fake):
    install(home, fake)
    fake.ask(("systemctl", "--user", "disable", "--now", unit_of(home, fake).name))
    assert autostart.look(home, fake.machine).state is State.SWITCHED_OFF
    install(home, fake)
    assert autostart.look(home, fake.machine).state is State.READY


# ---- uninstalling


def test_uninstalling_leaves_nothing(home, fake):
    install(home, fake)
    unit = unit_of(home, fake)
    change = autostart.uninstall(home, fake.machine)
    assert (fake.files(), fake.active) == ([], set())
    assert f"Took away {unit}" in change.done
    assert ("systemctl", "--user", "reset-failed", unit.name) in fake.ran
    assert autostart.look(home, fake.machine).state is State.ABSENT


def test_uninstalling_what_is_not_there_does_nothing(home, fake):
    change = autostart.uninstall(home, fake.machine)
    assert (change.kind, change.done, fake.changing()) == (None, (), [])
    assert change.words == "Nothing was installed for this home."


def test_what_others_have_in_the_same_folders_stays(home, fake):
    other = fake.units / "default.target.wants" / "backup.service"
    other.parent.mkdir(parents=True)
    other.write_text("")
    install(home, fake)
    before = unit_of(home, fake).with_name(f"{unit_of(home, fake).name}.d") / "override.conf"
    before.parent.mkdir()
    before.write_text("[Service]\nNice=10\n")
    change = autostart.uninstall(home, fake.machine)
    assert other.exists()
    assert before.exists()
    assert change.remarks == (f"{before.parent} was not made by aftercare and stays.",)


def test_the_service_of_another_home_is_left_alone(tmp_path, home, fake):
    other = Home.at(tmp_path / "other")
    install(other, fake)
    before = unit_of(other, fake).read_text()
    install(home, fake)
    assert unit_of(other, fake).read_text() == before
    change = autostart.uninstall(home, fake.machine)
    assert autostart.look(other, fake.machine).state is State.READY
    assert fake.active == {unit_of(other, fake).name}
    assert change.remarks == (f"{unit_of(other, fake)} is another home's and stays.",)


def test_one_whose_file_was_deleted_by_hand_is_still_ended(home, fake):
    install(home, fake)
    unit_of(home, fake).unlink()
    autostart.uninstall(home, fake.machine)
    assert (fake.files(), fake.active) == ([], set())


# ---- what goes wrong


@pytest.mark.parametrize("step", ["daemon-reload", "enable", "start"])
def test_where_systemd_refuses_it_is_told_and_nothing_is_left_behind(home, fake, step):
    fake.failing[step] = Answer(1, words="Access denied")
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert f"systemctl --user {step}" in error.value.message
    assert "did not do it: Access denied." in error.value.message
    assert fake.files() == []


def test_where_it_cannot_be_renewed_the_earlier_one_stays(home, fake):
    install(home, fake)
    before = unit_of(home, fake).read_text()
    fake.machine = replace(fake.machine, interpreter="/opt/new/python")
    fake.failing["restart"] = Answer(1, words="Access denied")
    with pytest.raises(SystemTrouble):
        install(home, fake)
    assert unit_of(home, fake).read_text() == before
    assert autostart.look(home, WithSystemd(fake.person).machine).state is State.READY


def test_an_installed_unit_is_not_given_up_where_this_session_does_not_see_systemd(home, fake):
    install(home, fake)
    fake.reachable = False
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert NO_BUS.words in error.value.message
    assert autostart.look(home, fake.machine).kind is Kind.SYSTEMD


def test_without_systemd_to_tell_the_files_go_and_that_is_said(home, fake):
    install(home, fake)
    fake.reachable = False
    change = autostart.uninstall(home, fake.machine)
    assert fake.files() == []
    assert "systemd could not be told (Failed to connect to bus: No medium found)" in change.remarks[0]


def test_a_python_that_does_not_find_this_program_is_told_before_anything_is_written(home, fake):
    fake.failing["-c"] = Answer(1, words="ModuleNotFoundError: No module named 'aftercare'")
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert "does not find aftercare by itself" in error.value.message
    assert fake.files() == []


def test_inside_a_flatpak_it_is_refused(home, fake, tmp_path, monkeypatch):
    """What is inside cannot be started from outside."""
    sign = tmp_path / "flatpak-info"
    sign.write_text("")
    monkeypatch.setattr("aftercare.reminders.autostart.installing.FLATPAK_SIGN", sign)
    with pytest.raises(SystemTrouble, match="Flatpak"):
        install(home, fake)
    assert fake.files() == []


def test_a_folder_that_cannot_be_written_is_told(home, fake):
    (fake.person / ".config").write_text("a file")
    with pytest.raises(DiskTrouble) as error:
        install(home, fake)
    assert str(unit_of(home, fake)) in error.value.message


def test_a_service_that_does_not_come_to_run_is_told(home, fake):
    assert "does not run yet" in install(home, fake).remarks[0]


def test_the_real_machine_answers_in_sentences(tmp_path):
    asked = autostart.this_machine().ask
    assert asked(["/nowhere/systemctl"]) == Answer(None, words="it could not be started: No such file or directory")
    refused = asked(["/bin/sh", "-c", "echo no such unit >&2; exit 4"])
    assert (refused.status, refused.words, refused.ok) == (4, "no such unit", False)
    assert asked(["/bin/sh", "-c", "exit 3"]).words == "it ended with status 3"


def test_the_program_is_looked_for_as_the_service_would(home, person):
    """Asked for real: this Python finds aftercare from wherever it is started."""
    fake, asked = Fake(person), autostart.this_machine().ask
    machine = replace(fake.machine, ask=lambda words: asked(words) if words[0] == sys.executable else fake.ask(words))
    autostart.install(home, machine, patience=0)
    assert Path(fake.started[0][0]) == Path(sys.executable)
