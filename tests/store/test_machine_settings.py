"""`settings.toml`: what a person wrote into it stays, and what cannot be read is never written over."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput, DiskTrouble
from aftercare.store.home import Home
from aftercare.store.machine_settings import keep_machine_setting, read_machine_settings


@pytest.fixture
def home(tmp_path):
    return Home.at(tmp_path)


def written(home, content):
    home.state.mkdir(exist_ok=True)
    (home.state / "settings.toml").write_bytes(content)


def test_without_a_file_nothing_is_set(home):
    assert read_machine_settings(home) == {}


def test_what_is_kept_is_read(home):
    keep_machine_setting(home, "theme", "morning")
    keep_machine_setting(home, "theme", "evening")
    keep_machine_setting(home, "other", "x")
    assert read_machine_settings(home) == {"theme": "evening", "other": "x"}
    assert (home.state / "settings.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_comments_tables_and_what_else_stands_there_stay(home, end):
    lines = [
        b"# mine",
        b'theme = "morning"  # by day',
        b"number = 3",
        b"",
        b"[reminders]",
        b'theme = "not this one"',
        b"",
    ]
    written(home, end.join(lines))
    keep_machine_setting(home, "theme", "evening")
    content = (home.state / "settings.toml").read_bytes()
    assert tomllib.loads(content.decode()) == {
        "theme": "evening",
        "number": 3,
        "reminders": {"theme": "not this one"},
    }
    assert content.startswith(b"# mine")
    assert read_machine_settings(home) == {"theme": "evening"}


def test_a_name_that_only_a_table_has_is_put_before_it(home):
    written(home, b"[reminders]\ntheme = 1\n")
    keep_machine_setting(home, "theme", "evening")
    assert tomllib.loads((home.state / "settings.toml").read_text()) == {"theme": "evening", "reminders": {"theme": 1}}


@pytest.mark.parametrize("content", [b"theme = ", b"\xff", b"\0", b'text = """\ntheme = 1\n"""\n', b'"theme" = "x"\n'])
def test_what_cannot_be_mended_safely_is_left_alone(home, content):
    written(home, content)
    with pytest.raises(BadInput, match="cannot be read as settings"):
        keep_machine_setting(home, "theme", "evening")
    assert (home.state / "settings.toml").read_bytes() == content


def test_a_folder_in_its_place_is_told(home):
    (home.state / "settings.toml").mkdir(parents=True)
    with pytest.raises(DiskTrouble):
        read_machine_settings(home)


@given(st.text(st.characters(exclude_characters="\x7f", exclude_categories=["Cs"]), max_size=40))
def test_any_value_comes_back(tmp_path_factory, value):
    home = Home.at(tmp_path_factory.mktemp("home"))
    keep_machine_setting(home, "theme", value)
    assert read_machine_settings(home) == {"theme": value}
