"""`aftercare` alone opens the app without what reads a longer command line."""

import pytest

from aftercare.cli import opening, straight
from aftercare.cli.wished import Wishes
from aftercare.errors import BadInput
from aftercare.store.home import Home


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ([], {}),
        (["--home", "x"], {"--home": "x"}),
        (["--client", "anna", "--home", "a b"], {"--client": "anna", "--home": "a b"}),
    ],
)
def test_a_home_and_a_client_alone_are_read_here(monkeypatch, typed, named):
    monkeypatch.setattr("sys.platform", "linux")
    assert straight.named_alone(typed) == named


@pytest.mark.parametrize(
    "typed",
    [
        ["today"],
        ["--home", "x", "today"],
        ["--home"],
        ["--home", " "],
        ["--home=x"],
        ["--home", "--json"],
        ["--home", "x", "--home", "y"],
        ["--json"],
        ["--date", "thu"],
        ["--help"],
        ["--hom", "x"],
        ["--", "--home"],
    ],
)
def test_everything_else_is_left_to_the_commands(typed):
    assert straight.named_alone(typed) is None


def test_a_shell_that_completes_words_is_answered_by_the_commands(monkeypatch):
    monkeypatch.setenv("_AFTERCARE_COMPLETE", "bash_complete")
    assert straight.named_alone([]) is None


def test_on_windows_names_are_left_to_the_commands_for_their_patterns(monkeypatch):
    monkeypatch.setattr("sys.platform", "win32")
    assert straight.named_alone(["--client", "ann*"]) is None
    assert straight.named_alone([]) == {}


@pytest.fixture
def opened(monkeypatch, tmp_path):
    """Opens `aftercare` with these words in what looks like a terminal, and tells what came of it."""
    told = []

    def opened(*typed, opens):
        def open_app(home, client):
            told.append((home, client))
            return opens()

        monkeypatch.setattr(straight, "has_terminal", lambda: True)
        monkeypatch.setattr(opening, "open_app", open_app)
        with pytest.raises(SystemExit) as ended:
            straight.open_straight(typed, told.append)
        return ended.value.code, told

    return opened


def test_the_app_opens_there_and_something_may_come_afterwards(opened, tmp_path):
    home = Home.at(tmp_path)
    code, told = opened("--home", str(tmp_path), "--client", "anna", opens=lambda: 0)
    assert (code, told) == (0, [(home, "anna"), Wishes(tmp_path, "anna")])


def refuse():
    raise BadInput("“Not A Name” cannot be a client's name.", "Use lower-case letters.")


def test_what_is_wrong_is_told_in_one_sentence_and_nothing_comes_afterwards(opened, capsys):
    code, told = opened("--client", "Not A Name", opens=refuse)
    assert (code, len(told)) == (BadInput.exit_code, 1)
    assert capsys.readouterr().err == "“Not A Name” cannot be a client's name. Use lower-case letters.\n"


def test_without_a_terminal_the_commands_answer(monkeypatch):
    monkeypatch.setattr(straight, "has_terminal", lambda: False)
    straight.open_straight([], pytest.fail)
