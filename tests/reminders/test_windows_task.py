"""The task of the Windows Task Scheduler, against a stand-in for schtasks."""

from __future__ import annotations

import subprocess
from xml.etree import ElementTree

import pytest
from machines import WithTasks, install
from msgspec.structs import replace

from aftercare.care import Home
from aftercare.errors import BadInput, SystemTrouble
from aftercare.reminders import autostart
from aftercare.reminders.autostart import Answer, Kind, State
from aftercare.reminders.autostart.task import task_xml
from aftercare.reminders.autostart.wanted import wanted

PYTHON = "C:\\Program Files\\Python\\python.exe"
SPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


@pytest.fixture
def fake(tmp_path):
    folder = tmp_path / "anna"
    folder.mkdir()
    return WithTasks(folder, PYTHON, TEMP="C:\\Temp")


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path / "été 100% & <mine>")


def read(home, fake):
    """The task's elements by their paths, with the text that they hold."""
    found = {}

    def walk(element, path):
        for each in element:
            inner = f"{path}/{each.tag.removeprefix(SPACE)}".lstrip("/")
            found[inner] = (each.text or "").strip()
            walk(each, inner)

    walk(ElementTree.fromstring(task_xml(wanted(home, fake.machine), fake.machine).partition("\n")[2]), "")
    return found


def test_it_runs_on_batteries_and_without_a_limit(home, fake):
    task = read(home, fake)
    assert task["Settings/DisallowStartIfOnBatteries"] == "false"
    assert task["Settings/StopIfGoingOnBatteries"] == "false"
    assert task["Settings/ExecutionTimeLimit"] == "PT0S"
    assert task["Settings/StartWhenAvailable"] == "true"
    assert task["Settings/IdleSettings/StopOnIdleEnd"] == "false"


def test_it_is_the_persons_own_and_looked_after(home, fake):
    """It starts at their logon, with their rights, and again within minutes where it has ended."""
    task = read(home, fake)
    assert task["Triggers/LogonTrigger/UserId"] == task["Principals/Principal/UserId"] == "DESK\\anna"
    assert task["Principals/Principal/LogonType"] == "InteractiveToken"
    assert task["Principals/Principal/RunLevel"] == "LeastPrivilege"
    assert task["Triggers/LogonTrigger/Repetition/Interval"] == "PT5M"
    assert task["Settings/MultipleInstancesPolicy"] == "IgnoreNew"


def test_the_elements_stand_in_the_order_of_the_schema(home, fake):
    """Task Scheduler Schema 1.2 is a sequence: another order is refused."""
    top = [each for each in read(home, fake) if "/" not in each]
    assert top == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    logon = [each.rpartition("/")[2] for each in read(home, fake) if each.startswith("Triggers/LogonTrigger/")]
    assert logon == ["Repetition", "Interval", "StopAtDurationEnd", "Enabled", "UserId"]


def test_it_starts_the_service_of_this_home(home, fake):
    task = read(home, fake)
    assert task["Actions/Exec/Command"] == f'"{PYTHON}"'
    words = ["-P", "-m", "aftercare", "--home", str(home.data), "remind", "run", "--at-login"]
    assert task["Actions/Exec/Arguments"] == subprocess.list2cmdline(words)


def test_the_python_without_a_window_is_taken_where_there_is_one(tmp_path, home, monkeypatch, fake):
    quiet = "C:\\Program Files\\Python\\pythonw.exe"
    monkeypatch.setattr("os.path.exists", lambda path: path == quiet)
    assert read(home, fake)["Actions/Exec/Command"] == f'"{quiet}"'


@pytest.mark.parametrize("name", ["%TEMP%", "of %temp% mine", "$(Arg0)"])
def test_what_the_scheduler_would_replace_is_refused(tmp_path, fake, name):
    with pytest.raises(BadInput) as error:
        install(Home.at(tmp_path / name), fake)
    assert "would replace" in error.value.message
    assert fake.tasks == {}


def test_a_percent_sign_alone_is_taken_as_it_is(tmp_path, fake):
    assert "%unknown% 100%" in read(Home.at(tmp_path / "%unknown% 100%"), fake)["Actions/Exec/Arguments"]


def test_installing_makes_and_runs_it(home, fake):
    change = install(home, fake)
    name = f"\\{wanted(home, fake.machine).name}"
    assert change.kind is Kind.TASK
    assert (list(fake.tasks), fake.running) == ([name], {name})
    assert not fake.letters[0].exists()
    standing = autostart.look(home, fake.machine)
    assert (standing.state, standing.places) == (State.READY, (f"Task Scheduler: {name}",))


def test_installing_twice_is_the_same(home, fake):
    install(home, fake)
    before = dict(fake.tasks)
    fake.ran.clear()
    assert install(home, fake).done == ()
    assert fake.tasks == before
    assert {each[1] for each in fake.changing()} == {"/Run"}


def test_what_was_changed_or_switched_off_is_seen_and_made_anew(home, fake):
    install(home, fake)
    (name,) = fake.tasks
    for before, after, state in (
        ("<StopIfGoingOnBatteries>false", "<StopIfGoingOnBatteries>true", State.OUTDATED),
        ("<Enabled>true</Enabled>\n    <Hidden>", "<Enabled>false</Enabled>\n    <Hidden>", State.SWITCHED_OFF),
    ):
        assert before in fake.tasks[name]
        fake.tasks[name] = fake.tasks[name].replace(before, after)
        assert autostart.look(home, fake.machine).state is state
        install(home, fake)
        assert autostart.look(home, fake.machine).state is State.READY
    fake.machine = replace(fake.machine, interpreter="D:\\python.exe")
    assert autostart.look(home, fake.machine).state is State.OUTDATED


def test_a_task_that_is_not_readable_is_made_anew(home, fake):
    install(home, fake)
    (name,) = fake.tasks
    fake.tasks[name] = "<not a task"
    assert autostart.look(home, fake.machine).state is State.OUTDATED


def test_an_answer_in_utf_16_is_read_too(home, fake):
    install(home, fake)
    answer = fake.machine.ask(("schtasks", "/Query", "/TN", *fake.tasks, "/XML"))
    fake.failing["/Query"] = Answer(0, answer.out.decode().encode("utf-16"))
    assert autostart.look(home, fake.machine).state is State.READY


def test_uninstalling_leaves_nothing(home, fake):
    install(home, fake)
    change = autostart.uninstall(home, fake.machine)
    assert (fake.tasks, fake.running, fake.files()) == ({}, set(), [])
    assert len(change.done) == 1
    assert autostart.uninstall(home, fake.machine).kind is None


def test_where_the_scheduler_refuses_it_is_told(home, fake):
    fake.failing["/Create"] = Answer(1, words="ERROR: Access is denied.")
    with pytest.raises(SystemTrouble) as error:
        install(home, fake)
    assert "ERROR: Access is denied." in error.value.message
    assert fake.tasks == {}


def test_one_that_cannot_be_run_is_taken_away_again(home, fake):
    fake.failing["/Run"] = Answer(1, words="ERROR: The service is not running.")
    with pytest.raises(SystemTrouble):
        install(home, fake)
    assert fake.tasks == {}


def test_the_task_of_another_home_is_left_alone(tmp_path, home, fake):
    other = Home.at(tmp_path / "other")
    install(other, fake)
    install(home, fake)
    autostart.uninstall(home, fake.machine)
    assert autostart.look(other, fake.machine).state is State.READY
