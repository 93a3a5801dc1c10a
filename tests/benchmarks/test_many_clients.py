"""With 1,000 clients the app opens and a command answers as fast as with one: nobody else's record is looked at."""

import os
import subprocess
import sys

import pytest
from raw_record import NOW
from terminal import Terminal

from aftercare.care import Care, Home, list_clients, remember_client, sample_plans


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """One home with one client, and one with 1,000."""
    made = []
    for number in (1, 1_000):
        home = Home.at(tmp_path_factory.mktemp(f"clients-{number}"))
        Care.start(home, NOW, "anna", name="Anna").import_plan(sample_plans()["reactive_skin"], NOW)
        for each in range(1, number):
            Care.start(home, NOW, f"client-{each}", name=f"Client {each}")
        remember_client(home, "anna")
        made.append(home)
    return made


def first_frame(home):
    with Terminal(["-m", "aftercare", "--home", str(home.data)]) as terminal:
        terminal.until(b"Anna")


def today(home):
    words = [sys.executable, "-m", "aftercare", "--home", str(home.data), "--client", "anna", "today"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(words, check=True, capture_output=True, env=environment)


def test_first_frame_with_a_thousand_clients(homes, against):
    one, many = homes
    name = "first frame, 1,000 clients against one"
    against(name, lambda: first_frame(many), lambda: first_frame(one), 15, "1 x")


def test_today_with_a_thousand_clients(homes, against):
    one, many = homes
    against("aftercare today, 1,000 clients against one", lambda: today(many), lambda: today(one), 15, "1 x")


def test_the_list_of_a_thousand_clients(homes, against):
    _, many = homes

    def anew():
        (many.state / "clients.json").unlink(missing_ok=True)
        list_clients(many)

    against("list of 1,000 clients, index thrown away, against with it", anew, lambda: list_clients(many), 3, "-")
