"""The doctor on a real bus with a real service: each link that breaks is the one that it names."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from notified_desk import without_bus

from aftercare.care import Care, Home
from aftercare.model.editing import Draft
from aftercare.model.routine import Activity, Slot
from aftercare.model.rules import Daily
from aftercare.reminders.doctor.bus import Bus, asked
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import running

pytestmark = [
    pytest.mark.program(name="dbus-run-session", package="dbus"),
    pytest.mark.program(name="notify-send", package="libnotify-bin"),
]

HOUR = timedelta(hours=1)


class Chain:
    """A home in which one reminder fell due a minute ago, its service, and the doctor as a command."""

    def __init__(self, folder, bus):
        self.home = Home.at(folder / "home")
        self.environment = {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": bus, "AFTERCARE_HOME": str(self.home.data)}
        now = datetime.now(UTC)
        care = Care.start(self.home, now - 24 * HOUR, "anna")
        # in a zone in which it is about noon: far from the night and from the ends of the day
        care.set_zone(f"Etc/GMT{now.hour - 12:+d}", now - 24 * HOUR)
        # written well before the reminder fell due: of what is entered afterwards nothing is said
        before = now - 2 * HOUR
        care.set_quiet_hours("off", before)
        slot = Slot("now", "Now", care.wall(now - HOUR / 60).time().replace(second=0, microsecond=0))
        care.add_step(
            Draft("Massage", ("now",), Daily(), care.today(before), activity=Activity.MASSAGE, new_slot=slot), before
        )
        Ledger(self.home.state / FILE_NAME).settle(now - HOUR)

    def command(self, *words):
        return [sys.executable, "-m", "aftercare", *words]

    @contextmanager
    def service(self, **environment):
        """A service that has tried the reminder and noted its beat."""
        command = self.command("remind", "run", "--heartbeat", "0.2")
        service = subprocess.Popen(command, env={**self.environment, **environment}, stdout=subprocess.PIPE, text=True)
        try:
            assert any("sent" in line for line in iter(service.stdout.readline, ""))
            yield service
        finally:
            service.kill()
            service.communicate()

    def doctor(self, **environment):
        """The exit code, and each link's state and words."""
        ended = subprocess.run(
            self.command("doctor", "--json"), env={**self.environment, **environment}, capture_output=True, check=False
        )
        assert ended.stderr == b""
        told = json.loads(ended.stdout)
        links = {each["link"]: (each["state"], each["found"]) for each in told["links"]}
        assert told["broken"] == any(state == "broken" for state, _ in links.values()) == (ended.returncode == 1)
        return ended.returncode, links


@pytest.fixture
def chain(tmp_path, recorder):
    return Chain(tmp_path, recorder.bus)


@pytest.fixture
def service(chain):
    with chain.service() as service:
        yield service


def broken(links):
    return {link for link, (state, _) in links.items() if state == "broken"}


def test_a_whole_chain_is_not_broken_anywhere(chain, service, recorder):
    code, links = chain.doctor()
    assert (code, broken(links)) == (0, set())
    assert links["bus"] == ("fine", "Notifications are shown by recorder 1.")
    assert links["service"][1].endswith(f"process {service.pid}, started by hand.")
    assert links["lock"] == ("fine", f"Held by process {service.pid}.")
    assert (links["beat"][0], links["beat"][1].endswith("every 0.2 s.")) == ("fine", True)
    assert (links["delivery"][0], " sent " in links["delivery"][1]) == ("fine", True)
    # nothing was sent by looking
    assert len(recorder.titles()) == 1


def test_a_service_that_was_killed_is_the_link_that_is_named(chain, service):
    service.kill()
    service.wait()
    code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"service"})
    assert links["beat"][0] == "look"


def test_a_desktop_that_shows_nothing_is_the_link_that_is_named(chain, service, recorder):
    recorder.be("disown")
    code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"bus"})
    assert "nothing on it shows notifications" in links["bus"][1]


def test_a_bus_that_a_service_does_not_reach_is_named_though_the_doctor_reaches_it(chain):
    with chain.service(DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere/at/all"):
        code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"bus", "delivery"})
    assert links["bus"][1] == (
        "The session's bus is not reached (unix:path=/nowhere/at/all): No such file or directory."
    )


def test_a_notifier_that_a_service_does_not_find_is_named_though_the_doctor_finds_it(chain):
    with chain.service(PATH="/nowhere"):
        code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"notifier", "delivery"})
    assert links["notifier"][1].startswith("The service does not find notify-send")


def test_where_no_service_runs_the_doctor_looks_for_itself(chain):
    code, links = chain.doctor(PATH="/nowhere", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere/at/all")
    assert (code, broken(links)) == (1, {"service", "notifier", "bus"})


def test_a_record_that_is_gone_is_the_link_that_is_named(chain, service):
    records = chain.home.client("anna").records
    records.rename(records.with_name("away"))
    code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"record"})


def test_a_delivery_that_was_refused_is_the_link_that_is_named(chain, service, recorder):
    recorder.be("error")
    ended = subprocess.run(chain.command("remind", "test"), env=chain.environment, capture_output=True, check=False)
    assert ended.returncode == 1
    code, links = chain.doctor()
    assert (code, broken(links)) == (1, {"delivery"})
    assert "no room on the screen" in links["delivery"][1]


def test_a_service_that_the_machine_started_says_so_and_prints_nothing_of_what_was_sent(chain, recorder):
    command = chain.command("remind", "run", "--at-login", "--heartbeat", "0.2")
    with subprocess.Popen(command, env=chain.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as service:
        recorder.wait_for_message()
        while (found := running(chain.home)) is None or found.beat is None:
            assert service.poll() is None
        _, links = chain.doctor()
        service.terminate()
        assert service.stdout.read() == b""
    assert links["service"][1].endswith(f"process {service.pid}, started at login.")
    assert links["delivery"][0] == "fine"


# ---- the bus


def test_whoever_shows_notifications_and_does_not_answer_is_told(recorder):
    recorder.be("silent")
    assert asked(recorder.bus, 0.3).server_trouble == "it did not answer within 0.3 s"
    recorder.be("answer")
    assert asked(recorder.bus).server == "recorder 1"


@pytest.mark.parametrize("address", ["", "no address", "tcp:host=nowhere", "unix:path=", "unix:abstract=nobody", "a:b"])
def test_an_address_that_leads_nowhere_is_told(address):
    found = asked(address, 0.3)
    assert found == Bus(address, trouble=found.trouble)
    assert found.trouble


# ---- from installing to uninstalling, with a real process


def test_install_starts_the_service_and_uninstall_leaves_the_machine_as_it_was(tmp_path, own_home):
    """Where no systemctl is found the desktop's autostart is taken."""
    person = tmp_path / "the person's own 100% “home”"
    person.mkdir()
    home = Home.at(person / "re$cords")
    environment = {**without_bus(), "HOME": str(person), "PATH": "/nowhere"}
    environment.pop("AFTERCARE_HOME")

    def remind(*words):
        command = [sys.executable, "-m", "aftercare", "remind", *words, "--json", "--home", str(home.data)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        return json.loads(ended.stdout)

    shown = remind("install", "--show")
    assert list(person.iterdir()) == []
    try:
        done = remind("install")
        (written,) = (person / ".config" / "autostart").iterdir()
        assert done["done"][0] == f"Wrote {written}"
        assert {"place": str(written), "content": written.read_text()} in shown["writes"]
        before = running(home).beat
        assert before.at_login
        assert remind("install")["done"] == []
        assert running(home).beat.pid == before.pid
        assert remind("status")["starts_at_login"] is True
    finally:
        gone = remind("uninstall")
    assert gone["done"] == [f"Took away {written}", "Ended the service that ran"]
    assert running(home) is None
    assert [each.name for each in person.iterdir()] == ["re$cords"]
    assert remind("uninstall")["by"] is None
