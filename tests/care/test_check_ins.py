"""Check-ins through the one door: what is asked, ghosts, same as yesterday, three a day, drafts, alarming values."""

from datetime import date, timedelta

import msgspec
import pytest
from calm_plan import NOW

from aftercare.care import Care
from aftercare.care.journal_tables import ratings_typed
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model.check_in import CheckInDraft, ContextAnswer
from aftercare.model.rating import How, Points, Rating, Subject
from aftercare.model.recent_ratings import Trend

TODAY = NOW.date()
DAY = timedelta(days=1)
GLOW = Subject("glow")


def filled(*typed, day=TODAY, **more):
    return CheckInDraft(day, tuple(each for one in typed for each in ratings_typed(one)), **more)


def test_a_check_in_is_kept_and_read_again(care, home):
    entry = care.check_in(filled("glow=7", "cheek-up.redness=0", context=(ContextAnswer("sleep-hours", 7.5),)), NOW)
    assert entry.id.startswith("2026-11-")
    assert entry.day == TODAY
    assert Care.open(home).check_ins(TODAY, TODAY) == (entry,)
    assert [each.value for each in entry.ratings] == [Points(7), Points(0), Points(0)]


def test_what_was_not_touched_is_not_stored(care):
    care.check_in(filled("glow=7"), NOW)
    form = care.check_in_form(NOW)
    assert {each.subject for each in form.subjects if each.ghost} == {GLOW}


def test_yesterdays_values_are_ghosts_and_same_is_kept_as_such(care):
    care.check_in(filled("glow=6", day=TODAY - DAY), NOW)
    asked = care.check_in_form(NOW).asked(GLOW)
    assert (asked.ghost.value, asked.ghost.day) == (Points(6), TODAY - DAY)
    entry = care.check_in(CheckInDraft(TODAY, (asked.same(),)), NOW)
    assert entry.ratings == (Rating("glow", Points(6), how=How.SAME),)


def test_a_ghost_fades_after_a_week(care):
    care.check_in(filled("glow=6", day=TODAY - 8 * DAY), NOW)
    assert care.check_in_form(NOW).asked(GLOW).ghost is None
    assert care.check_in_form(NOW, TODAY - DAY).asked(GLOW).ghost is not None


def test_more_than_three_a_day_are_gently_declined_and_words_are_not(care):
    for glow in (5, 6, 7):
        care.check_in(filled(f"glow={glow}"), NOW)
    with pytest.raises(BadInput, match="plenty"):
        care.check_in(filled("glow=8"), NOW)
    assert care.check_in_form(NOW).rated == 3
    assert care.check_in(CheckInDraft(TODAY, text="Still calm"), NOW).text == "Still calm"
    assert care.check_in(filled("glow=8", day=TODAY - DAY), NOW).day == TODAY - DAY


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (CheckInDraft(TODAY), BadInput),
        (CheckInDraft(TODAY, text="  "), BadInput),
        (CheckInDraft(TODAY + DAY, text="x"), BadInput),
        (CheckInDraft(TODAY, (Rating("blemishes", Points(3), "chin"),)), BadInput),
        (CheckInDraft(TODAY, (Rating("glow", Points(3), "chin"),)), BadInput),
        (CheckInDraft(TODAY, (Rating("beauty", Points(3)),)), NotFound),
        (CheckInDraft(TODAY, (Rating("redness", Points(3), "elbow"),)), NotFound),
        (CheckInDraft(TODAY, context=(ContextAnswer("sleep-hours", 25.0),)), BadInput),
        (CheckInDraft(TODAY, context=(ContextAnswer("sleep-hours", True),)), BadInput),
        (CheckInDraft(TODAY, context=(ContextAnswer("weather", "fine"),)), NotFound),
        (CheckInDraft(TODAY, text="a\u202eb"), BadInput),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(care, draft, error):
    with pytest.raises(error):
        care.check_in(draft, NOW)
    assert care.entries(TODAY - DAY, TODAY + DAY) == ()


def test_what_is_asked_follows_the_concerns_until_the_client_chooses(care):
    usual = care.asked(NOW)
    assert not usual[2]
    assert care.choose_measures((Subject("pain"), GLOW, Subject("pain")), ("stress",), NOW)
    assert care.asked(NOW) == ((Subject("pain"), GLOW), ("stress",), True)
    assert not care.choose_measures((Subject("pain"), GLOW), ("stress",), NOW)
    # the days before keep what was asked then
    before = care.check_in_form(NOW, TODAY - DAY)
    assert not before.chosen
    assert tuple(each.subject for each in before.subjects) == usual[0]


def test_a_choice_of_nothing_or_of_what_there_is_not_is_refused(care):
    for subjects, items in (((), ()), ((Subject("glow", "nose"),), ()), ((GLOW,), ("weather",))):
        with pytest.raises(BadInput):
            care.choose_measures(subjects, items, NOW)


def test_a_draft_survives_and_is_offered_until_it_is_kept(care, home):
    draft = filled("glow=7", text="half a sent", tags=("sun",))
    care.keep_check_in_draft(draft)
    again = Care.open(home)
    assert again.check_in_form(NOW).draft == draft
    again.check_in(filled("itch=1"), NOW)
    assert again.check_in_draft(TODAY) == draft
    again.check_in(draft, NOW, was_draft=True)
    assert care.check_in_draft(TODAY) is None


def test_each_day_has_a_draft_of_its_own(care):
    care.keep_check_in_draft(filled("glow=7"))
    care.keep_check_in_draft(filled("glow=5", day=TODAY - DAY))
    assert care.days_with_draft() == (TODAY - DAY, TODAY)
    care.drop_check_in_draft(TODAY - DAY)
    assert care.days_with_draft() == (TODAY,)


def test_what_was_typed_and_cannot_be_read_is_in_the_draft_and_in_no_record(care):
    draft = filled("glow=7", unread={"sleep-hours": "a lot"})
    care.keep_check_in_draft(draft)
    assert care.check_in_draft(TODAY) == draft
    with pytest.raises(BadInput, match="a lot"):
        care.check_in(draft, NOW)


def test_an_empty_draft_is_none_and_one_that_cannot_be_read_is_laid_aside(care):
    care.keep_check_in_draft(filled("glow=7"))
    care.keep_check_in_draft(CheckInDraft(TODAY))
    assert care.check_in_draft(TODAY) is None
    care.folder.drafts.joinpath("check-in-2026-11-22.json").write_bytes(b"\x00torn")
    assert care.check_in_draft(TODAY) is None
    assert care.folder.drafts.joinpath("check-in-2026-11-22.json.unreadable").read_bytes() == b"\x00torn"


def test_a_kept_one_is_changed_where_it_was_filled_in_and_its_change_is_a_draft_of_its_own(care, home):
    care.check_in(filled("glow=4", day=TODAY - DAY), NOW)
    care.choose_measures((GLOW,), ("stress",), NOW)
    seen = care.check_in(filled("glow=7", "itch=2", context=(ContextAnswer("sleep-hours", 7.5),)), NOW)
    form = care.changed_check_in_form(seen, NOW)
    assert form.draft == CheckInDraft(TODAY, seen.ratings, seen.context)
    assert form.asked(GLOW).ghost.day == TODAY - DAY, "it is no ghost of its own"
    assert [each.item.id for each in form.context] == ["stress", "sleep-hours"], "what was answered can be changed"
    assert form.rated == 0, "it is one that is counted already"
    begun = filled("glow=2", text="Mistyped.", tags=("sun",))
    care.keep_change_draft(seen, begun)
    again = Care.open(home)
    assert again.changed_check_in_form(seen, NOW).draft == begun
    assert again.check_in_draft(TODAY) is None, "that of a new one is another"
    after = again.change_check_in(seen, begun, NOW)
    assert (after.id, after.at, after.ratings, after.tags) == (seen.id, seen.at, begun.ratings, ("sun",))
    assert Care.open(home).check_ins(TODAY, TODAY) == (after,)
    assert again.changed_check_in_form(after, NOW).draft == CheckInDraft(
        TODAY, after.ratings, (), "Mistyped.", ("sun",)
    )


def test_a_change_that_changes_nothing_is_no_draft_and_none_may_leave_nothing(care):
    seen = care.check_in(filled("glow=7"), NOW)
    care.keep_change_draft(seen, filled("glow=2"))
    care.keep_change_draft(seen, filled("glow=7"))
    assert care.form_draft(f"edit-{seen.id}") == {}
    for wrong, said in ((CheckInDraft(TODAY), "nothing is left"), (filled(unread={"stress": "much"}), "much")):
        with pytest.raises(BadInput, match=said):
            care.change_check_in(seen, wrong, NOW)
    care.change_check_in(seen, filled("glow=6"), NOW)
    with pytest.raises(NoLongerCurrent):
        care.change_check_in(seen, filled("glow=5"), NOW)


def test_a_change_that_cannot_be_read_is_laid_aside_and_nothing_of_it_is_lost(care):
    seen = care.check_in(filled("glow=7"), NOW)
    care.keep_form_draft(f"edit-{seen.id}", {"check-in": '{"day":"a newer program knows"}'})
    assert care.changed_check_in_form(seen, NOW).draft == filled("glow=7")
    care.keep_change_draft(seen, filled("glow=2"))
    aside = [each for each in care.folder.drafts.iterdir() if each.name.endswith(".unreadable")]
    assert [b"a newer program knows" in each.read_bytes() for each in aside] == [True]


def test_drafts_are_for_their_owner_alone(care):
    care.keep_check_in_draft(filled("glow=7"))
    assert care.folder.drafts.stat().st_mode & 0o077 == 0
    assert care.folder.drafts.joinpath("check-in-2026-11-22.json").stat().st_mode & 0o077 == 0


def test_a_check_in_is_changed_deleted_and_brought_back(care):
    entry = care.check_in(filled("glow=7"), NOW)
    changed = care.edit_entry(entry, msgspec.structs.replace(entry, ratings=ratings_typed("glow=5")), NOW)
    assert care.entry(entry.id) == changed
    with pytest.raises(NoLongerCurrent):
        care.delete_entry(entry, NOW)
    care.delete_entry(changed, NOW)
    with pytest.raises(NotFound):
        care.entry(entry.id)
    care.undo(NOW)
    care.undo(NOW)
    assert care.entry(entry.id) == entry
    care.undo(NOW)
    assert care.check_ins(TODAY, TODAY) == ()


def test_an_entry_stays_in_its_month(care):
    entry = care.check_in(filled("glow=7", day=date(2026, 11, 2)), NOW)
    moved = care.edit_entry(entry, msgspec.structs.replace(entry, day=date(2026, 11, 3)), NOW)
    assert care.entries(date(2026, 11, 3), date(2026, 11, 3)) == (moved,)
    with pytest.raises(BadInput, match="month"):
        care.edit_entry(moved, msgspec.structs.replace(moved, day=date(2026, 10, 31)), NOW)


def test_severe_pain_and_alarming_words_lead_to_signs(care):
    calm = care.check_in(filled("glow=7"), NOW)
    assert care.signs_in_entry(calm, NOW) == ()
    pain = care.check_in(filled("pain=8"), NOW)
    assert [each.id for each in care.signs_in_entry(pain, NOW)] == ["severe-pain", "hot-hard-painful"]
    words = care.check_in(CheckInDraft(TODAY, text="my tongue is swelling"), NOW)
    assert care.signs_in_entry(words, NOW)[0].id == "throat-swelling"


def test_the_last_14_days_are_told_a_line_a_measure(care):
    assert care.recent_ratings(NOW) == ()
    care.choose_measures((GLOW, Subject("pain")), (), NOW)
    for back in range(14):
        care.check_in(filled(f"glow={8 if back < 7 else 4}", day=TODAY - back * DAY), NOW)
    (line,) = care.recent_ratings(NOW)
    assert (line.measure.id, line.last, line.trend) == ("glow", 8, Trend.BETTER)
    assert line.values == (4,) * 7 + (8,) * 7


def test_the_days_that_have_a_check_in_are_told(care):
    care.check_in(CheckInDraft(TODAY, text="only words"), NOW)
    care.note("no check-in", NOW, TODAY - DAY)
    assert care.days_checked_in([TODAY, TODAY - DAY]) == {TODAY}
    assert care.days_checked_in([]) == frozenset()


def test_the_reminders_know_which_days_have_a_check_in(care):
    care.check_in(filled("glow=7"), NOW)
    care.note("no check-in", NOW, TODAY - DAY)
    assert care.reminder_basis(NOW, DAY).checked_in == {TODAY}
    care.set("remind-check-in", "off", NOW)
    assert care.reminder_basis(NOW, DAY).checked_in == frozenset()


def test_older_months_are_read_for_a_long_period_and_let_go_of(care, home):
    for month in range(1, 13):
        care.check_in(filled("glow=5", day=date(2025, month, 10)), NOW)
        care.note("in this year", NOW, date(2024, month, 10))
    again = Care.open(home)
    assert len(again.entries(date(1, 1, 1), TODAY)) == 24
    assert len(again._record.versions.live.get("entries", {})) == 0
    assert len(again.entries(date(2025, 3, 1), date(2025, 5, 31))) == 3
