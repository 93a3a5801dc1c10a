"""What a report says in words: each line has one reading for somebody who knows nothing else."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from msgspec.structs import replace

from aftercare.model.adherence import Tally
from aftercare.model.report import Compared, Report, ReportedSign, ReportedStep, SkipReason, Verdict, WhoseStep
from aftercare.model.report_wish import ReportWish
from aftercare.model.report_words import compared_words, found_words, left_out_words, plan_words, sign_words

FIRST, LAST = date(2026, 11, 17), date(2026, 11, 29)


def test_means_are_told_with_their_days_and_what_is_no_clear_change_by_the_rule() -> None:
    compared = Compared(2.66, 4.24, 5, 4, Verdict.NO_CLEAR_CHANGE, FIRST, LAST, 2)
    # 1.5 is the difference of the two numbers that are read beside it
    assert compared_words(compared, LAST) == (
        "2.7 at first (5 days from Tue 17 Nov), 4.2 at last (4 days to Sun 29 Nov): "
        "up 1.5, less than the 2 that count as a change"
    )


@pytest.mark.parametrize(
    ("before", "after", "least", "said"),
    [
        (5.0, 3.9, 2.0, "down 1.1, less than the 2 that count as a change"),
        (2.0, 3.98, 2.0, "up, less than the 2 that count as a change"),
        (10.0, 11.0, 1.25, "up 1.0, less than the 1.2 that count as a change"),
        (2.01, 2.04, 2.0, "no change"),
        (2.0, 3.0, None, "up 1.0; how much counts as a change is not known here"),
    ],
)
def test_a_small_change_never_reads_as_one_that_counts(before: float, after: float, least: float, said: str) -> None:
    compared = Compared(before, after, 3, 3, Verdict.NO_CLEAR_CHANGE, FIRST, LAST, least)
    assert compared_words(compared, LAST).endswith(f": {said}")


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
    assert plan_words(step) == "daily, morning and evening"
