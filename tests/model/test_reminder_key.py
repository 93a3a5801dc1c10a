"""What a reminder is about, by its id: the ledger has nothing else, and what it has can be taken apart again."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.reminder_key import (
    CheckInKey,
    MagnetsKey,
    RunOutKey,
    SessionKey,
    SlotKey,
    TookPlaceKey,
    UseByKey,
    WatchKey,
    key_of,
    kind_of,
)

IDS = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
SESSIONS = IDS | st.tuples(IDS, IDS).map("@".join)
DAYS = st.dates(date(1990, 1, 1), date(2200, 1, 1))
WALL = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0))
KEYS = st.one_of(
    st.builds(SlotKey, IDS, DAYS),
    st.builds(SessionKey, SESSIONS, WALL, st.integers(0, 20160)),
    st.builds(TookPlaceKey, SESSIONS, WALL),
    st.builds(CheckInKey, SESSIONS, DAYS),
    st.builds(WatchKey, DAYS),
    st.builds(MagnetsKey, IDS, DAYS, IDS, st.integers(1, 200)),
    st.builds(RunOutKey, IDS, DAYS),
    st.builds(UseByKey, IDS, DAYS),
)


@given(KEYS)
def test_an_id_is_taken_apart_again(key):
    assert key_of(key.id) == key
    assert key.id.startswith(f"{kind_of(key).value}:")


@pytest.mark.parametrize("text", ["", "slot", "slot:evening", "slot:evening:2026-13-01", "slot:evening:20261122"])
def test_what_is_no_id(text):
    assert key_of(text) is None
