"""`demo`: a made-up client, whole and the same for the same seed, and never where a record may be."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from aftercare.care import Care, Home
from aftercare.model.deed import Deed
from aftercare.model.journal import EntryKind, kind_of


def deeds(home: Path) -> list[str]:
    care = Care.open(Home.at(home))
    return [each.action.what for month in ("profile", *care._record.months()) for each in care._record.actions(month)]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from datetime import UTC, datetime

    from aftercare.demo import live

    folder = tmp_path_factory.mktemp("lived")
    live(Home.at(folder), datetime(2026, 11, 22, 12, tzinfo=UTC), years=1)
    return folder


def test_the_life_has_something_of_everything(lived):
    done = set(deeds(lived))
    wanted = {
        Deed.IMPORT_PLAN,
        Deed.TICK_SLOT,
        Deed.TICK,
        Deed.SKIP,
        Deed.USE,
        Deed.NOTE,
        Deed.PAUSE,
        Deed.REST,
        Deed.OPEN_PACK,
        Deed.SUBSTITUTE,
        Deed.SET_ZONE,
        Deed.MOVE_SESSION,
        Deed.CANCEL_SESSION,
        Deed.SESSION_TOOK_PLACE,
        Deed.ADD_PROCEDURE,
        Deed.CHECK_IN,
        Deed.FOLLOW_BRUISE,
    }
    assert wanted <= done
    assert deeds(lived).count(Deed.IMPORT_PLAN) == 2


def test_the_journal_has_every_kind_of_entry_but_photos_and_of_late_too(lived):
    care = Care.open(Home.at(lived))
    today = date(2026, 11, 22)
    kinds = {kind_of(each) for each in care.entries(date(2025, 11, 1), today)}
    assert kinds == set(EntryKind) - {EntryKind.PHOTO}
    assert EntryKind.REACTION in {kind_of(each) for each in care.entries(today - timedelta(days=7), today)}


def test_days_were_missed_and_the_clock_changed(lived):
    from datetime import UTC, date, datetime, timedelta

    from aftercare.model.check_off import Missed

    care = Care.open(Home.at(lived))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    days = [date(2026, 11, 22) - timedelta(days=back) for back in range(1, 100)]
    assert any(isinstance(each.state, Missed) for day in days for each in care.day(now, day).due)
    assert len({zone.zone for zone in care.present().zones}) == 2


def test_the_same_seed_lives_the_same_life(run, stands, tmp_path):
    told = [
        run("demo", "--years", "0.2", "--seed", seed, "--home", str(tmp_path / name), "--json").json
        for name, seed in (("a", "7"), ("b", "7"), ("c", "8"))
    ]
    assert told[0]["since"] == "2026-09-10"
    one, same, other = (deeds(tmp_path / name) for name in "abc")
    assert one == same
    assert one != other


def test_it_is_opened_as_somebody_made_up(run, stands, tmp_path):
    said = run("demo", "--years", "0.1", "--no-open", "--home", str(tmp_path / "demo"))
    assert said.code == 0
    assert "A made-up client lies in" in said.out
    assert "made up" in run("today", "--home", str(tmp_path / "demo")).out


def test_never_among_real_records(run, stands, care, own_home, tmp_path, monkeypatch):
    before = deeds(own_home)
    assert run("demo", "--home", str(own_home)).code == 2
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("dear", "utf-8")
    refused = run("demo", "--home", str(tmp_path / "full"))
    assert refused.code == 2
    assert "is not empty" in refused.err
    assert deeds(own_home) == before
    monkeypatch.delenv("AFTERCARE_HOME")
    assert run("demo", "--home", str(Home.default().data)).code == 2


def test_every_session_is_answered_for_and_the_filler_waits_by_the_plan(lived):
    from datetime import UTC, datetime

    from aftercare.model.appointment import unanswered

    care = Care.open(Home.at(lived))
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert unanswered(care.sessions(), now) == []
    assert [each.until is not None for each in care.after_procedures(now)] == [True]
