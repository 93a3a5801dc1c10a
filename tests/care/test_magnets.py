"""Magnets through the door: putting on, counting in, what keeps one off, undo, and going out and in again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from aftercare.care import Care, Home, read_plan
from aftercare.care.importing import read_import
from aftercare.errors import BadInput, NotFound
from aftercare.model.check_off import Done, Occurrence, Pending, Skipped
from aftercare.model.deed import Deed
from aftercare.model.face_point import Means
from aftercare.model.magnet_event import Skin, Spot
from aftercare.model.magnet_offer import BarKind
from aftercare.model.magnets_worn import Counts
from aftercare.model.notice import MagnetsBeforeScan, MagnetsMissing
from aftercare.model.reminder_key import MagnetsOffKey, ScanKey, key_of
from aftercare.model.safety import Said
from aftercare.model.safety_questions import Group
from aftercare.model.scan import SCAN_WORDS, is_scan_kind
from aftercare.model.side import Side
from aftercare.reminders.agenda import agenda_of
from aftercare.store.reference import session_kinds

SAMPLE = Path(__file__).parents[2] / "data" / "plans" / "magnets_at_home.toml"
NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
RIGHT, LEFT, TEMPLE = Spot("jaw", Side.RIGHT), Spot("jaw", Side.LEFT), Spot("temple", Side.LEFT)


@pytest.fixture
def asked(tmp_path) -> Care:
    """A record with the sample plan for magnets; nothing is answered yet."""
    care = Care.start(Home.at(tmp_path / "home"), NOW, name="Anna")
    care.import_plan(read_plan(SAMPLE), NOW, date(2026, 11, 16))
    return care


@pytest.fixture
def care(asked) -> Care:
    """The same, every question about magnets answered with no."""
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        asked.answer_open(group, NOW)
    return asked


def test_the_places_of_the_plan(care):
    view = care.magnets.view(NOW)
    assert [each.spot for each in view.rows] == [RIGHT, LEFT, TEMPLE]
    assert [each.place.name for each in view.rows] == ["ST6 Jiache, right", "ST6 Jiache, left", "Left temple"]
    assert [each.spot for each in view.next] == [RIGHT, LEFT, TEMPLE]


def test_until_every_question_is_answered_none_is_offered(asked):
    view = asked.magnets.view(NOW)
    assert view.next == ()
    with pytest.raises(BadInput, match="not answered yet"):
        asked.magnets.place([RIGHT], NOW)
    assert asked.magnets.view(NOW).counts == Counts()


def test_an_implant_of_a_bed_partner_keeps_every_magnet_off(care):
    care.answer_safety("pacemaker-nearby", Said.YES, NOW)
    assert {each.bar.kind for each in care.magnets.view(NOW).rows} == {BarKind.EXCLUDED}
    with pytest.raises(BadInput, match="pacemaker, of somebody close"):
        care.magnets.place([RIGHT], NOW)


def test_on_and_off_and_one_missing_in_one_action(care):
    care.magnets.place([RIGHT, LEFT, TEMPLE], NOW)
    worn = care.magnets.view(NOW)
    assert worn.counts == Counts(out=3, worn=3)
    assert {each.off for each in worn.rows} == {NOW + timedelta(hours=24)}
    later = NOW + timedelta(hours=24)
    care.magnets.remove([RIGHT, LEFT], later, missing=[TEMPLE])
    view = care.magnets.view(later)
    assert view.counts == Counts(out=3, back=2, missing=1)
    assert [each.spot for each in view.missing] == [TEMPLE]
    assert care.undo(later).titles == ("2 magnets", "1 magnet")
    assert care.magnets.view(later).counts == worn.counts
    care.magnets.remove([], later, missing=[TEMPLE])
    care.magnets.found([TEMPLE], later)
    assert care.magnets.view(later).counts == Counts(out=3, back=1, worn=2)


def test_the_longest_rested_comes_next_and_sore_skin_never(care):
    day = timedelta(days=1)
    care.magnets.place([TEMPLE], NOW)
    care.magnets.remove([TEMPLE], NOW + day / 2)
    care.magnets.place([LEFT], NOW + day)
    care.magnets.remove([LEFT], NOW + day * 3 / 2)
    care.magnets.check_skin([LEFT], Skin.ITCH, NOW + day * 2)
    # the third day after a session of needles is over by then
    then = datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert [each.spot for each in care.magnets.view(then).next] == [RIGHT, TEMPLE]
    with pytest.raises(BadInput, match="rests until the skin is clear: it itches"):
        care.magnets.place([LEFT], then)
    care.magnets.check_skin([LEFT], Skin.CLEAR, then)
    assert [each.spot for each in care.magnets.view(then).next] == [RIGHT, TEMPLE, LEFT]


def test_after_a_session_none_goes_on_until_its_hold_ends(care):
    evening = datetime(2026, 11, 19, 20, tzinfo=UTC)
    bars = [each.bar for each in care.magnets.view(evening).rows]
    assert {each.kind for each in bars} == {BarKind.HELD}
    assert {each.until for each in bars} == {datetime(2026, 11, 20, 18, 30, tzinfo=UTC)}


def test_from_the_evening_before_an_mri_none_goes_on(care):
    care.add_session(datetime(2026, 11, 25, 10), "MRI of the knee", NOW)
    before = datetime(2026, 11, 24, 16, 59, tzinfo=UTC)
    assert care.magnets.view(before).scan is None
    view = care.magnets.view(before + timedelta(minutes=1))
    assert view.scan == datetime(2026, 11, 25, 10, tzinfo=UTC)
    assert {each.bar.kind for each in view.rows} == {BarKind.SCAN}
    assert care.magnets.view(datetime(2026, 11, 25, 11, tzinfo=UTC)).next


def test_what_is_named_wrongly(care):
    with pytest.raises(NotFound, match="no point “nose”"):
        care.magnets.place([Spot("nose", Side.MIDDLE)], NOW)
    with pytest.raises(BadInput, match="No magnet is on at Left temple"):
        care.magnets.remove([TEMPLE], NOW)
    with pytest.raises(BadInput, match="No magnet is missing from Left temple"):
        care.magnets.give_up([TEMPLE], NOW)
    care.magnets.place([TEMPLE], NOW)
    with pytest.raises(BadInput, match="one is on"):
        care.magnets.place([TEMPLE], NOW)


def test_what_a_point_went_through_and_that_it_goes_out_and_in_again(care, tmp_path):
    care.magnets.place([TEMPLE, LEFT], NOW)
    care.magnets.change_adhesive([TEMPLE], NOW + timedelta(hours=3))
    care.magnets.check_skin([TEMPLE], Skin.MARK, NOW + timedelta(hours=4), "a red ring")
    temple = care.magnets.view(NOW).row(TEMPLE).place
    (day,) = care.magnets.history(temple, NOW + timedelta(hours=4))
    kinds = [type(each.event).__name__ for each in day.happened]
    assert kinds == ["Placed", "AdhesiveChanged", "SkinChecked"]
    care.keeping.export(tmp_path / "out.jsonl", NOW)
    other = Care.start(Home.at(tmp_path / "other"), NOW)
    other.keeping.take_in(read_import(tmp_path / "out.jsonl").documents, NOW)
    later = NOW + timedelta(hours=5)
    assert other.magnets.view(later) == care.magnets.view(later)


def test_the_points_for_a_finger_are_others(care):
    assert [each.spot for each in care.magnets.places(Means.ACUPRESSURE)] == [Spot("brow", Side.MIDDLE)]


def test_on_the_evening_before_an_mri_today_and_a_reminder_ask_for_every_magnet(care):
    care.magnets.place([LEFT], datetime(2026, 11, 24, 9, tzinfo=UTC))
    care.add_session(datetime(2026, 11, 25, 10), "MRI of the knee", NOW)
    evening = datetime(2026, 11, 24, 17, tzinfo=UTC)

    def asked_on(now):
        return [each.sentence for each in care.notices(now) if isinstance(each, MagnetsBeforeScan)]

    assert asked_on(evening - timedelta(minutes=1)) == []
    (said,) = asked_on(evening)
    assert said.startswith("MRI of the knee, Wed 25 Nov 10:00: take every magnet and press needle off")
    assert "Still on: ST6 Jiache, left." in said
    assert asked_on(datetime(2026, 11, 25, 11, tzinfo=UTC)) == []
    found = [each for each in agenda_of(care, evening) if isinstance(each.key, ScanKey)]
    assert [each.at for each in found] == [datetime(2026, 11, 24, 21, tzinfo=UTC)]
    assert (found[0].title, key_of(found[0].key.id)) == ("Before tomorrow", found[0].key)


def test_the_time_to_take_one_off_is_said_as_long_as_it_is_on(care):
    care.magnets.place([LEFT, RIGHT], NOW)

    def off(now):
        return [each for each in agenda_of(care, now) if isinstance(each.key, MagnetsOffKey)]

    (found,) = off(NOW + timedelta(hours=1))
    assert (found.at, found.detail) == (NOW + timedelta(hours=24), "Magnets off: 2 magnets, on since 09:00")
    assert key_of(found.key.id) == found.key
    care.magnets.remove([LEFT, RIGHT], NOW + timedelta(hours=2))
    assert off(NOW + timedelta(hours=3)) == []


def test_the_words_of_a_scan_are_those_of_its_row_and_a_treatment_is_none():
    row = session_kinds()["mri-or-surgery"]
    assert {each.casefold() for each in (row.label, *row.also)} == set(SCAN_WORDS)
    assert row.magnets_off


@pytest.mark.parametrize(
    "kind",
    [
        "MRI",
        "MRI of the face",
        "MRI check-up",
        "two MRIs",
        "MR scan",
        "magnetic resonance imaging",
        "Cosmetic surgery",
        "facial surgery",
        "a small operation on the hand",
        "surgical procedure",
    ],
)
def test_what_an_mri_or_a_surgery_is_called(kind):
    assert is_scan_kind(kind)


@pytest.mark.parametrize(
    "kind",
    [
        "Facial needles, after surgery",
        "facial after the MRI",
        "Review of the operation",
        "surgery consultation",
        "magnets, MRI asked for",
        # no source says that magnets come off before these
        "CT scan",
        "ultrasound",
        "X-ray",
    ],
)
def test_what_is_called_otherwise_is_none(kind):
    assert not is_scan_kind(kind)


def test_one_that_is_left_at_a_point_of_an_older_plan_is_asked_for_too(care):
    care.magnets.place([LEFT, TEMPLE], NOW)
    care.magnets.remove([LEFT], NOW, missing=[TEMPLE])
    care.magnets.place([RIGHT], NOW)
    for point in tuple(care.present().points):
        care._do(Deed.IMPORT_PLAN, NOW, lambda point=point: care._database.delete("points", point))
    care.add_session(datetime(2027, 6, 25, 10), "MRI", NOW)
    evening = datetime(2027, 6, 24, 17, tzinfo=UTC)
    (said,) = [each.sentence for each in care.notices(evening) if isinstance(each, MagnetsBeforeScan)]
    assert "Still on: jaw right. Still missing: temple left." in said
    assert [each.at for each in agenda_of(care, evening) if isinstance(each.key, ScanKey)]


def test_what_is_on_missing_or_sore_is_known_however_long_ago_that_was(care, monkeypatch):
    care.magnets.place([RIGHT, LEFT, TEMPLE], NOW)
    care.magnets.remove([LEFT], NOW + timedelta(hours=1), missing=[RIGHT])
    care.magnets.check_skin([LEFT], Skin.BLISTER, NOW + timedelta(hours=2))
    for months in (1, 2, 30):
        care.note("Nothing new", NOW + timedelta(days=31 * months))
    later = NOW + timedelta(days=31 * 30)
    view = care.magnets.view(later)
    assert [each.spot for each in view.worn] == [TEMPLE]
    assert [each.spot for each in view.missing] == [RIGHT]
    (told,) = [each for each in care.notices(later) if isinstance(each, MagnetsMissing)]
    assert told.sentence.startswith("A magnet is missing since Tue 17 Nov 10:00: ST6 Jiache, right.")
    assert view.row(LEFT).bar.kind is BarKind.SKIN
    # the older months were read once
    monkeypatch.setattr(type(care._record), "told", lambda *_: pytest.fail("an old month was read again"))
    assert care.magnets.view(later) == view
    monkeypatch.undo()
    care.magnets.found([RIGHT], later)
    care.magnets.remove([TEMPLE], later)
    assert care.magnets.view(later + timedelta(days=200)).counts == Counts(out=3, back=3)
    assert not [each for each in care.notices(later) if isinstance(each, MagnetsMissing)]


def test_an_old_month_that_another_device_brings_is_read(care):
    care.magnets.place([TEMPLE], NOW)
    later = NOW + timedelta(days=400)
    care.note("Nothing new", NOW + timedelta(days=100))
    assert [each.spot for each in care.magnets.view(later).worn] == [TEMPLE]
    care.magnets.remove([TEMPLE], NOW + timedelta(days=20))
    assert care.magnets.view(later).worn == ()
    care.undo(NOW + timedelta(days=20))
    assert [each.spot for each in care.magnets.view(later).worn] == [TEMPLE]


EVENING = Occurrence("magnets", date(2026, 11, 18), "evening")


def answer(care: Care, now: datetime) -> object:
    return next(each.state for each in care.day(now).due if each.occurrence == EVENING)


def test_putting_on_ticks_the_step_and_is_taken_back_with_it(care):
    now = datetime(2026, 11, 18, 21, tzinfo=UTC)
    assert care.magnets.place([RIGHT, LEFT], now) == ("Magnets",)
    assert answer(care, now) == Done(now)
    # taking off, and one that is missing, leave it done
    care.magnets.remove([RIGHT], now, missing=[LEFT])
    assert answer(care, now) == Done(now)
    care.undo(now)
    assert care.undo(now).titles == ("2 magnets", "Magnets")
    assert (answer(care, now), care.magnets.view(now).counts) == (Pending(), Counts())


def test_what_was_answered_by_hand_stays(care):
    now = datetime(2026, 11, 18, 21, tzinfo=UTC)
    care.skip(EVENING, "no time", now)
    assert care.magnets.place([RIGHT], now) == ()
    assert answer(care, now) == Skipped(now, "no time")
    care.tick(EVENING, now)
    assert care.magnets.place([LEFT], now) == ()
    assert care.undo(now).titles == ("1 magnet",)
    assert answer(care, now) == Done(now)
