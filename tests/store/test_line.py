"""A line: what is written is read back, and anything else is noticed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.store.line import LAST_STAMP, SCHEMA, Action, Change, Damaged, Newer, decode, encode, name_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text("0123456789abcdef", min_size=16, max_size=16)
WHOLE = st.integers(-(2**53), 2**53)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
CHANGES = st.builds(
    Change, TEXT, TEXT, st.lists(NAMES, max_size=3).map(tuple), st.none() | st.dictionaries(TEXT, VALUES, max_size=4)
)
ACTIONS = st.builds(
    Action,
    TEXT,
    st.integers(1, 2**53),
    st.integers(0, LAST_STAMP),
    st.just(SCHEMA),
    TEXT,
    st.lists(CHANGES, max_size=4).map(tuple),
    st.none() | NAMES,
)


@given(ACTIONS)
def test_what_is_written_is_read_back(action):
    name, line = encode(action)
    assert decode(line).action == action
    assert decode(line).name == name == name_of(line[17:])


@given(ACTIONS)
def test_a_line_is_one_line_whatever_it_holds(action):
    _, line = encode(action)
    assert b"\n" not in line
    assert b"\r" not in line


@given(ACTIONS, st.data())
def test_any_other_byte_is_noticed(action, data):
    _, line = encode(action)
    at = data.draw(st.integers(0, len(line) - 1))
    mask = data.draw(st.integers(1, 255))
    damaged = bytearray(line)
    damaged[at] ^= mask
    with pytest.raises(Damaged):
        decode(bytes(damaged))


@given(ACTIONS, st.data())
def test_a_part_of_a_line_is_noticed(action, data):
    _, line = encode(action)
    with pytest.raises(Damaged):
        decode(line[: data.draw(st.integers(0, len(line) - 1))])


@given(st.binary())
def test_whatever_is_read_it_is_an_action_or_damaged(data):
    with pytest.raises(Damaged):
        decode(data)


@given(st.binary() | VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_checksum_was_made_of_it_is_an_action_or_set_aside(body):
    with pytest.raises((Damaged, Newer)):
        decode(name_of(body).encode() + b" " + body)


@given(ACTIONS, ACTIONS)
def test_two_actions_have_two_names(one, other):
    assert (encode(one)[0] == encode(other)[0]) == (encode(one)[1] == encode(other)[1])


def test_a_newer_schema_is_told_from_damage():
    body = b'{"schema":%d,"anything":{}}' % (SCHEMA + 1)
    with pytest.raises(Newer, match=str(SCHEMA + 1)):
        decode(name_of(body).encode() + b" " + body)


def test_a_line_is_as_readable_as_it_can_be():
    """What a person finds who opens the file: the checksum, and JSON."""
    change = Change("entries", "2026-11-a", (), {"text": "ü"})
    _, line = encode(Action("w1", 7, 1795381440001, SCHEMA, "note", (change,)))
    assert json.loads(line[17:]) == {
        "writer": "w1",
        "seq": 7,
        "stamp": 1795381440001,
        "schema": SCHEMA,
        "what": "note",
        "changes": [["entries", "2026-11-a", [], {"text": "ü"}]],
    }
    assert "ü".encode() in line
