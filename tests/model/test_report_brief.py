"""The first page of a report: what stands on it, and what its notes explain."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from aftercare.model.adherence import Tally
from aftercare.model.check_off import IRRITATED
from aftercare.model.report import Report, ReportedReaction, ReportedSign, ReportedStep, SkipReason, WhoseStep
from aftercare.model.report_brief import MOST_LEFT_OUT, brief_of
from aftercare.model.report_wish import ReportWish

FIRST, LAST = date(2026, 11, 17), date(2026, 11, 29)
STEP = ReportedStep(id="s", name="Serum", whose=WhoseStep.PLAN, rule="daily", amount="", tally=Tally(4, 0, 0))


def a_report(*steps: ReportedStep) -> Report:
    return Report(
        wish=ReportWish(FIRST, LAST), made=datetime(2026, 11, 29, tzinfo=UTC), client="A", days=13, steps=steps
    )


def test_its_note_explains_the_words_that_stand_there_and_no_others() -> None:
    skipped = replace(STEP, tally=Tally(3, 1, 0), reasons=(SkipReason("not answered and not due", (FIRST,)),))
    assert brief_of(a_report(skipped)).left_out_note == "Skipped: marked so by the client, the reason in brackets."
    both = brief_of(a_report(skipped, replace(STEP, tally=Tally(3, 0, 1), paused=2))).left_out_note
    assert "Not answered: " in both
    assert "Not due: " in both
    assert brief_of(a_report(STEP)).left_out_note == ""


def test_what_was_only_at_rest_after_a_session_is_not_among_what_was_left_out() -> None:
    brief = brief_of(a_report(replace(STEP, held=2)))
    assert brief.left_out is not None
    assert brief.left_out.lines == ()
    assert brief.left_out_note == "Only at rest after a session, not left out: Serum 2×."
    # one that was held all the time was not used, and is told
    (line,) = brief_of(a_report(replace(STEP, tally=Tally(), held=2))).left_out.lines
    assert line.told == "not due 2× (rest after a session)"


def test_the_days_of_a_step_that_was_skipped_are_named_as_long_as_they_are_few_and_have_room() -> None:
    def told(reason: str, *days: int) -> str:
        skipped = SkipReason(reason, tuple(date(2026, 11, day) for day in days))
        found = brief_of(a_report(replace(STEP, tally=Tally(3, len(days), 0), reasons=(skipped,)))).left_out
        assert found is not None
        return found.lines[0].told

    assert told("No time", 17, 20, 22) == "skipped 3× (No time: Tue 17 Nov, Fri 20 Nov, Sun 22 Nov)"
    assert told("No time", 17, 18, 20, 22) == "skipped 4× (No time)"
    long = replace(STEP, tally=Tally(3, 1, 0), barred=4, paused=2, reasons=(SkipReason("so " * 20, (FIRST,)),))
    (line,) = brief_of(a_report(long)).left_out.lines
    assert "Tue 17 Nov" not in line.told


@pytest.mark.parametrize(("number", "more"), [(MOST_LEFT_OUT, 0), (MOST_LEFT_OUT + 1, 0), (MOST_LEFT_OUT + 2, 2)])
def test_a_single_one_more_is_shown_where_its_count_would_stand(number: int, more: int) -> None:
    found = brief_of(a_report(*[replace(STEP, tally=Tally(3, 0, 1))] * number)).left_out
    assert found is not None
    assert (len(found.lines), found.more) == (number - more, more)


def test_the_product_that_was_used_is_named_beside_a_step_that_the_plan_has_with_another() -> None:
    here = replace(STEP, name="When hot", when="evening", product="Oat gel", in_place_of="Calming gel")
    named = replace(here, name="Oat gel")
    used = brief_of(a_report(here, named)).used
    assert used is not None
    assert [each.plan for each in used] == ["daily, evening; with Oat gel", "daily, evening; in place of Calming gel"]
    said = "Calming gel, the client uses Oat gel instead"
    alike = brief_of(a_report(replace(here, plan_says=said), replace(named, plan_says=said))).changed
    assert alike is not None
    assert [(each.of, each.told) for each in alike.lines] == [("When hot; Oat gel", f"the plan says {said}")]


def test_what_was_left_out_because_the_skin_was_irritated_stands_among_what_hurt() -> None:
    days = tuple(date(2026, 11, day) for day in range(17, 23))
    skipped = replace(
        STEP, tally=Tally(3, 7, 0), reasons=(SkipReason(IRRITATED, days), SkipReason("No time", days[:1]))
    )
    report = replace(a_report(skipped), reactions=(ReportedReaction(LAST, "itch"),))
    hurt = brief_of(report).hurt
    assert hurt is not None
    assert [(each.of, each.told) for each in hurt.lines] == [
        ("Sun 29 Nov", "itch"),
        ("Serum", "left out, “Skin feels irritated”: Tue 17 Nov, Wed 18 Nov, Thu 19 Nov, Fri 20 Nov and 2 more"),
    ]


def test_what_was_had_elsewhere_has_a_place_of_its_own_and_signs_are_marked() -> None:
    report = replace(
        a_report(),
        elsewhere=("Fri 20 Nov: filler", "Sat 21 Nov: laser"),
        signs=(ReportedSign(LAST, "A lump", "to be seen by a doctor within the week", "answered yes", answered=True),),
        reactions=(ReportedReaction(LAST, "itch"),),
    )
    brief = brief_of(report)
    assert brief.elsewhere is not None
    assert [each.told for each in brief.elsewhere.lines] == ["Sat 21 Nov: laser", "Fri 20 Nov: filler"]
    assert brief.changed is not None
    assert brief.changed.lines == ()
    assert brief.hurt is not None
    assert [each.marked for each in brief.hurt.lines] == [True, False]
