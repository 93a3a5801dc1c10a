"""Long lists of a report: what is not told line by line is counted by month, and said to be."""

from __future__ import annotations

from datetime import date, timedelta

from aftercare.model.report import ReportedReaction, ReportedSign
from aftercare.model.report_by_month import IN_FULL, short_reactions, short_signs

LAST = date(2026, 11, 22)


def reactions(number: int) -> list[ReportedReaction]:
    """One a day, the latest first."""
    return [
        ReportedReaction(LAST - timedelta(days=at), "itch" if at % 10 else "redness", "nose", "", f"words {at}")
        for at in range(number)
    ]


def test_a_usual_list_is_told_in_full() -> None:
    listed = reactions(IN_FULL)
    assert short_reactions(listed).in_full == tuple(listed)
    assert (short_reactions(listed).months, short_reactions(listed).said) == ((), "")


def test_of_a_long_one_the_latest_are_told_in_full_and_each_other_is_counted_in_its_month() -> None:
    listed = reactions(IN_FULL + 40)
    found = short_reactions(listed)
    assert found.in_full == tuple(listed[:IN_FULL])
    # 14 August is the hundredth day back
    assert [(each.month, each.number) for each in found.months] == [("August 2026", 14), ("July 2026", 26)]
    assert found.months[0].words == "itch 12×, redness 2×; nose 14×"
    assert found.said.startswith("Here are the 100 latest in full and the 40 others by month.")


def test_rare_words_of_a_month_are_counted_together() -> None:
    old = [ReportedReaction(date(2020, 1, 1 + at), f"sign {at}", "", "Serum" if at else "") for at in range(8)]
    (month,) = short_reactions([*reactions(IN_FULL), *old]).months
    assert month.words.endswith(", others 3×; to Serum 7×")
    assert month.number == 8


def test_of_signs_the_most_urgent_stay_in_full() -> None:
    urgent = ReportedSign(date(2019, 5, 1), "Trouble breathing", "▲ now", "said yes")
    mild = [ReportedSign(LAST, "Swelling", "● same day", f"rated {at}") for at in range(IN_FULL)]
    found = short_signs([urgent, *mild])
    assert found.in_full[0] is urgent
    assert [each.words for each in found.months] == ["Swelling (● same day) 1×"]
