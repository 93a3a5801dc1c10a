"""`doctor`: each link with its state by sign and word, what was found and what to do, and an exit code."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch):
    """There is no bus and no notifier."""
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "/nowhere")


def test_each_link_is_a_line_with_what_to_do_under_it(run, care):
    answer = run("doctor")
    lines = answer.out.splitlines()
    assert answer.code == 1
    assert lines[0] == "✓ fine    Record         Readable: me."
    assert "✓ fine    Next due       Sun 22 Nov 21:20, me." in lines
    at = lines.index("✗ broken  Notifier       There is no notify-send: no notification can be shown.")
    assert lines[at + 1].strip().startswith("→ Install it")
    assert any(each.startswith("! look    At login       Nothing starts") for each in lines)
    assert lines[-1] == "3 links of the chain are broken, 1 more to look at."
    assert max(map(len, lines)) <= 100


def test_as_json_it_tells_the_same(run, care):
    answer = run("doctor", "--json")
    links = {each["link"]: each for each in answer.json["links"]}
    assert (answer.code, answer.json["broken"]) == (1, True)
    assert links["service"]["state"] == "broken"
    assert "remind install" in links["service"]["to_do"]
    assert links["record"] == {"link": "record", "state": "fine", "found": "Readable: me.", "to_do": None}


def test_it_is_for_the_whole_home(run, care):
    assert run("doctor", "--client", "me").code == 2
    assert run("doctor", "--date", "yesterday").code == 2


def test_nothing_comes_into_being_by_looking(run, own_home):
    run("doctor")
    assert not own_home.exists()


def test_text_of_the_machine_takes_no_effect_on_the_terminal(run, care, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/\x1b[31mred")
    assert "\x1b" not in run("doctor").out
