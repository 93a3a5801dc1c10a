"""What a report says in words: each line has one reading for somebody who knows nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from aftercare.model.adherence import Tally
from aftercare.model.report import (
    Compared,
    Course,
    FaceOfMeasure,
    Report,
    ReportedSign,
    ReportedStep,
    SkipReason,
    Verdict,
    WhoseStep,
    ZoneChange,
)
from aftercare.model.report_wish import ReportWish
from aftercare.model.report_words import (
    compared_words,
    found_words,
    had_words,
    left_out_words,
    next_words,
    plan_words,
    sign_words,
    tally_words,
    zones_words,
)

FIRST, LAST = date(2026, 11, 17), date(2026, 11, 29)


def test_means_are_told_with_their_days_and_what_is_no_clear_change_by_the_rule() -> None:
    compared = Compared(2.66, 4.24, 5, 4, Verdict.NO_CLEAR_CHANGE, FIRST, LAST, 2)
    assert compared_words(compared, LAST) == (
        "no clear change (less than 2): 2.7 at first (5 days from Tue 17 Nov), 4.2 at last (4 days to Sun 29 Nov)"
    )
    better = replace(compared, after=0.4, verdict=Verdict.BETTER)
    assert compared_words(better, LAST).startswith("better: 2.7 at first ")
    assert compared_words(replace(compared, after=None, verdict=Verdict.TOO_FEW), LAST) == (
        "too few days to say: 2.7 on 5 days"
    )


@pytest.mark.parametrize(
    ("before", "after", "least", "said"),
    [
        (5.0, 3.9, 2.0, "less than 2"),
        (2.0, 3.98, 2.0, "less than 2"),
        (10.0, 11.0, 1.25, "less than 1.2"),
        (2.01, 2.04, 2.0, "less than 2"),
        (2.0, 3.0, None, "how much counts as one is not known here"),
    ],
)
def test_a_small_change_never_reads_as_one_that_counts(before: float, after: float, least: float, said: str) -> None:
    compared = Compared(before, after, 3, 3, Verdict.NO_CLEAR_CHANGE, FIRST, LAST, least)
    assert compared_words(compared, LAST).startswith(f"no clear change ({said}): ")


def test_of_the_zones_those_that_changed_are_named_and_the_others_counted() -> None:
    clear, unclear, few = (
        ZoneChange(zone, label, Compared(2.0, after, 3, 3, verdict))
        for zone, label, after, verdict in (
            ("jaw-r", "Jaw, right", 4.44, Verdict.WORSE),
            ("jaw-l", "Jaw, left", 2.5, Verdict.NO_CLEAR_CHANGE),
            ("chin", "Chin", None, Verdict.TOO_FEW),
        )
    )

    def said(*zones: ZoneChange) -> str:
        return zones_words([FaceOfMeasure("tension", "Tension", zones)])

    assert said(clear, unclear, few) == (
        "Tension (Jaw, right): worse (+2.4); no clear change in 2 others that were rated"
    )
    assert said(clear) == "Tension (Jaw, right): worse (+2.4)"
    assert said(unclear) == "no clear change in 1 zone that was rated"
    assert said() == ""


def test_what_was_due_and_not_done_is_told_with_the_share() -> None:
    assert tally_words(Tally(331, 10, 21)) == "done of what was due, 91 %; 10 skipped, 21 not answered"
    assert tally_words(Tally(4, 0, 0)) == "done of what was due, 100 %"
    assert tally_words(Tally()) == "done: nothing was due"


def test_the_next_session_is_told_with_its_number_where_it_has_one() -> None:
    course = Course(17, 20, datetime(2026, 12, 15, 17, 30), next_number=18)
    assert had_words(course) == "17 sessions of 20 took place"
    assert had_words(replace(course, unanswered=1)) == "17 sessions of 20 took place, 1 more not answered for"
    assert next_words(course, LAST) == "session 18, Tue 15 Dec 17:30"
    assert next_words(replace(course, next_number=None), LAST) == "session Tue 15 Dec 17:30"
    assert next_words(replace(course, next=None, next_number=None), LAST) == ""


def test_a_sign_is_a_finding_and_keeps_its_urgency_however_long_it_is() -> None:
    asked = ReportedSign(LAST, "A lump", "to be seen by a doctor within the week", "answered yes", answered=True)
    assert found_words(asked, LAST) == "The client answered yes on Sun 29 Nov"
    assert sign_words(asked) == "A lump; to be seen by a doctor within the week"
    found = ReportedSign(LAST, "Swelling " * 40, "to be seen by a doctor the same day", f"wrote “{'so ' * 90}”")
    assert found_words(found, LAST).endswith("… on Sun 29 Nov")
    assert sign_words(found).startswith("this may speak of “Swelling")
    assert sign_words(found).endswith("to be seen by a doctor the same day")


def test_where_nothing_was_due_nothing_is_said_to_be_done() -> None:
    empty = Report(wish=ReportWish(FIRST, LAST), made=datetime(2026, 11, 29, 9), client="", days=13)
    assert empty.nothing_left_out == "Nothing was due in these days."
    assert replace(empty, tally=Tally(3)).nothing_left_out == "Nothing: all that was due was done."


def test_what_was_not_due_is_told_apart_from_what_was_skipped() -> None:
    step = ReportedStep(
        id="s",
        name="Serum",
        whose=WhoseStep.PLAN,
        rule="daily",
        when="morning and evening",
        amount="",
        tally=Tally(4, 1, 2),
        held=3,
        reasons=(SkipReason("forgot", (FIRST,)),),
    )
    assert left_out_words(step) == "skipped 1× (forgot); not answered 2×; not due 3× (rest after a session)"
    assert left_out_words(step, 2, LAST).startswith("skipped 1× (forgot: Tue 17 Nov); not answered 2×; ")
    assert plan_words(step) == "daily, morning and evening"
    several = replace(
        step, tally=Tally(4, 4), held=0, reasons=(SkipReason("No time", (FIRST,) * 3), SkipReason("forgot", (LAST,)))
    )
    assert left_out_words(several) == "skipped 4× (No time 3×, forgot 1×)"
    assert left_out_words(several, 2, LAST) == (
        "skipped 4× (No time: Tue 17 Nov, Tue 17 Nov and 1 more; forgot: Sun 29 Nov)"
    )
