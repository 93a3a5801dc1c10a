"""What an editor begins with, and what is read of it afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.entry_template import hints, template, words_above, words_written
from aftercare.model.journal import EntryKind

#: Words as somebody writes them: without the lines that a template is made of.
WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="-:")).map(str.strip)


@given(st.sampled_from(EntryKind), WORDS, WORDS)
def test_what_is_left_as_it_is_is_read_as_it_was(kind: EntryKind, text: str, said: str) -> None:
    told = said if kind is EntryKind.SESSION else ""
    assert words_written(kind, template(kind, text, told)) == (text, told)


@pytest.mark.parametrize("kind", EntryKind)
def test_the_hints_are_no_part_of_what_is_kept(kind: EntryKind) -> None:
    assert all(hint in template(kind) for hint in hints(kind))
    assert not any(hint in words_above(template(kind, "Red.")) for hint in hints(kind))


def test_lines_of_windows_are_read_too() -> None:
    content = template(EntryKind.SESSION, "Warm.", "Rest.").replace("\n", "\r\n")
    assert words_written(EntryKind.SESSION, content) == ("Warm.", "Rest.")


def test_what_was_said_may_stay_empty() -> None:
    assert words_written(EntryKind.SESSION, template(EntryKind.SESSION, "Warm.")) == ("Warm.", "")
