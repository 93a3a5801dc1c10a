"""A long answer with --json is written part by part, and is the same as one that is written at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.cli.json_shape import Shape, encoded, in_parts
from aftercare.cli.terminal import say_in_parts


class Item(Shape, frozen=True):
    text: str
    tags: tuple[str, ...] = ()


class Answer(Shape, frozen=True):
    client: str
    entries: tuple[Item, ...]
    more: bool


ITEMS = st.lists(st.builds(Item, text=st.text(max_size=8), tags=st.just(()) | st.tuples(st.text(max_size=3))))


@given(st.text(max_size=5) | st.just('"entries": []\n  "entries": []'), ITEMS, st.booleans())
def test_it_is_the_same_in_parts(client: str, items: list[Item], more: bool) -> None:
    empty = Answer(client=client, entries=(), more=False)
    parts = in_parts(empty, "entries", items, lambda: Answer(client=client, entries=(), more=more))
    assert "".join(parts) == encoded(Answer(client=client, entries=tuple(items), more=more))


def test_what_comes_first_is_written_before_the_last_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    written: list[int] = []

    def parts() -> Iterator[str]:
        for _ in range(5):
            written.append(len(capsys.readouterr().out))
            yield "x" * 20_000

    say_in_parts(parts())
    assert written == [0, *[20_000] * 4]
