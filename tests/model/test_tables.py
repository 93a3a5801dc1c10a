"""Where a document lies in time, and which of two concurrent versions is shown."""

from datetime import date

import pytest

from aftercare.model.check_off import Occurrence
from aftercare.model.tables import CHECK_OFFS, ENTRIES, STEPS, WATCH, period_of, precedence, say_the_same


def test_a_check_off_lies_in_the_month_of_its_date():
    assert period_of(CHECK_OFFS, Occurrence("serum-2025-01-01", date(2026, 11, 22), "evening").id) == "2026-11"


def test_an_entry_lies_in_the_month_that_its_id_begins_with():
    assert period_of(ENTRIES, "2026-11-0a1b2c3d4e5f") == "2026-11"


def test_what_the_present_rests_on_lies_in_the_profile():
    assert period_of(STEPS, "serum") == "profile"


@pytest.mark.parametrize(("table", "document_id"), [(CHECK_OFFS, "serum"), (ENTRIES, "serum")])
def test_an_id_without_its_month_is_refused(table, document_id):
    with pytest.raises(ValueError, match="no month"):
        period_of(table, document_id)


def test_done_beats_skipped_and_an_edit_beats_a_deletion():
    done, skipped = ({"answer": {"kind": kind}} for kind in ("done", "skipped"))
    assert precedence(CHECK_OFFS, done) > precedence(CHECK_OFFS, skipped) > precedence(CHECK_OFFS, None)
    assert precedence(ENTRIES, {"text": "x"}) > precedence(ENTRIES, None)


def test_of_two_answers_about_late_signs_the_one_that_found_something_is_shown():
    assert precedence(WATCH, {"found": True}) > precedence(WATCH, {"found": False}) > precedence(WATCH, None)
    assert say_the_same(WATCH, {"found": False, "at": "21:00"}, {"found": False, "at": "21:05"})
    assert not say_the_same(WATCH, {"found": False}, {"found": True})


def test_two_ticks_say_the_same_whenever_they_were_made():
    def answered(at, kind="done"):
        return {"answer": {"kind": kind, "at": at}}

    assert say_the_same(CHECK_OFFS, answered("21:00"), answered("21:05"))
    assert not say_the_same(CHECK_OFFS, answered("21:00"), answered("21:00", "skipped"))
    assert not say_the_same(CHECK_OFFS, answered("21:00"), None)
    assert not say_the_same(ENTRIES, {"text": "a"}, {"text": "b"})
