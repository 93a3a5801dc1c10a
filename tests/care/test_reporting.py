"""A report made from a record: it answers the plan, and has nothing that was left out."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from pathlib import Path

import pytest
from calm_plan import NOW

from aftercare.care import Care
from aftercare.care.reporting import ReportForm
from aftercare.errors import BadInput
from aftercare.model.check_in import CheckInDraft
from aftercare.model.check_off import Occurrence
from aftercare.model.editing import Draft
from aftercare.model.procedure import ProcedureKind
from aftercare.model.rating import Points, Rating
from aftercare.model.reaction import SkinSign
from aftercare.model.report_wish import USUAL_PARTS, ReportPart
from aftercare.model.rules import EveryDays

DAY = timedelta(days=1)
BEGUN = date(2026, 11, 16)


def made(care: Care, now=NOW, parts=USUAL_PARTS, **days):
    wish = care.reporting.report_wish(now, parts=parts, **days)
    return care.reporting.report(wish, now)


def test_each_step_of_the_plan_is_answered_with_what_was_due_of_it(care: Care) -> None:
    step = next(iter(care.present().routine.steps.values()))
    slots = step.terms[0].slots
    due = {each.occurrence.day for each in care.day(NOW, BEGUN).due if each.occurrence.step == step.id}
    assert due == {BEGUN}
    care.tick(Occurrence(step.id, BEGUN, slots[0]), NOW)
    care.skip(Occurrence(step.id, BEGUN + DAY, slots[0]), "too tired", NOW)
    care.ask("Twice a day?", NOW, step.id)
    report = made(care, first=BEGUN)
    line = next(each for each in report.steps if each.id == step.id)
    assert (line.tally.done, line.tally.skipped) == (1, 1)
    assert [(each.reason, each.days) for each in line.reasons] == [("too tired", (BEGUN + DAY,))]
    assert line.tally.missed == len(line.missed_days) > 0
    assert line.questions == ("Twice a day?",)
    assert line.plan_says == ""
    assert {each.id for each in report.steps} >= {each.id for each in care.plan_in_force().steps}


def test_what_the_client_has_otherwise_than_the_plan_is_told_with_the_day_since_when(care: Care) -> None:
    step = next(each for each in care.present().routine.steps.values() if each.name == "Calming gel")
    since = date(2026, 11, 20)
    draft = Draft(step.name, step.terms[-1].slots, EveryDays(3, since), since, product=step.product, amount="2 peas")
    care.change_step(step, draft, NOW - 2 * DAY)
    line = next(each for each in made(care, first=NOW.date()).steps if each.id == step.id)
    assert "the client has every 3 days" in line.plan_says
    assert line.plan_says.count("since Fri 20 Nov") == 2
    # before the period it is no change of it
    assert line.changes == ()
    (change,) = {each.day for each in made(care, first=BEGUN).changes if each.day > BEGUN}
    assert change == since


def test_what_was_left_out_is_nowhere_in_it(care: Care) -> None:
    care.ask("a question of mine", NOW)
    care.note("a secret note", NOW)
    care.check_in(CheckInDraft(NOW.date(), (Rating("redness", Points(3)),)), NOW)
    everything = made(care, first=BEGUN)
    assert everything.questions
    assert everything.measures
    nothing = made(care, parts=(), first=BEGUN)
    for form in ReportForm:
        told = care.reporting.report_written(everything, form).decode()
        assert "a question of mine" in told
        assert "a secret note" not in told
        told = care.reporting.report_written(nothing, form).decode()
        assert "a question of mine" not in told
        assert not any(each.name in told for each in everything.steps)


def test_words_and_answers_that_may_be_a_sign_are_told_first(care: Care) -> None:
    care.log_reaction((SkinSign.SWELLING,), NOW, zones=("chin",), text="my throat is swelling")
    care.answer_watch(True, NOW)
    report = made(care, first=BEGUN)
    emergency, later = report.signs
    assert emergency.urgency == "an emergency: help is to be called at once"
    assert later.urgency == "to be seen by a doctor within the week"
    assert (emergency.said, later.said) == ("wrote “my throat is swelling”", "answered yes")
    assert (emergency.answered, later.answered) == (False, True)
    assert [(each.what, each.where, each.text) for each in report.reactions] == [
        ("swelling", "chin", "my throat is swelling")
    ]


def test_by_default_it_tells_of_the_days_since_the_last_session(care: Care) -> None:
    session = care.add_session((NOW - 3 * DAY).replace(tzinfo=None), "facial needles", NOW)
    wish = care.reporting.report_wish(NOW)
    assert (wish.first, wish.last, wish.since) == ((NOW - 3 * DAY).date(), NOW.date(), session.id)
    assert ReportPart.PHOTOS not in wish.parts
    assert care.reporting.report_wish(NOW, whole=True).first == BEGUN
    assert care.reporting.report_wish(NOW, date(1990, 1, 1)).first == BEGUN


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (NOW.date() + DAY, None, "still to come"),
        (None, NOW.date() + DAY, "still to come"),
        (NOW.date(), NOW.date() - DAY, "end before it"),
    ],
)
def test_days_that_cannot_be_are_refused(care: Care, first: date | None, last: date | None, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        care.reporting.report_wish(NOW, first, last)


def test_a_file_is_for_its_owner_alone_and_nothing_is_written_over(care: Care, tmp_path: Path) -> None:
    report = made(care, first=BEGUN)
    for form in ReportForm:
        file = tmp_path / form.value
        data = care.reporting.report_written(report, form)
        care.reporting.hand_out_report(file, data)
        assert file.read_bytes() == data
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        with pytest.raises(BadInput, match="an earlier report"):
            care.reporting.hand_out_report(file, b"anew")
        care.reporting.hand_out_report(file, data, force=True)
    other = tmp_path / "thesis.html"
    other.write_text("mine")
    with pytest.raises(BadInput, match="is no report of aftercare"):
        care.reporting.hand_out_report(other, b"anew")
    assert other.read_text() == "mine"


def test_what_was_had_elsewhere_is_told_for_as_long_as_needles_may_have_to_wait_after_it(care: Care) -> None:
    for back in (200, 60, 2):
        care.add_procedure(ProcedureKind.FILLER, NOW.date() - back * DAY, NOW, note=f"{back} days ago")
    assert made(care, first=NOW.date()).elsewhere == (
        "Wed 23 Sep: filler, 60 days ago (64 days before the next session)",
        "Fri 20 Nov: filler, 2 days ago (6 days before the next session)",
    )


def test_without_a_session_to_come_no_days_are_counted_to_it(care: Care) -> None:
    for each in care.sessions():
        care.cancel_session(each.id, NOW)
    care.add_procedure(ProcedureKind.FILLER, NOW.date(), NOW)
    report = made(care)
    assert report.elsewhere == ("Sun 22 Nov: filler",)
    assert report.course is None


def test_the_next_session_is_told_with_its_number(care: Care) -> None:
    # whether the one that is past took place nobody has said
    past = care.add_session(NOW.replace(tzinfo=None) - 3 * DAY, "facial needles", NOW)
    unanswered = made(care).course
    assert unanswered is not None
    assert (unanswered.had, unanswered.unanswered, unanswered.next_number) == (0, 1, 1)
    care.session_took_place(past.id, NOW)
    course = made(care).course
    assert course is not None
    assert (course.had, course.unanswered, course.planned) == (1, 0, unanswered.planned)
    following = [each for each in care.sessions() if each.at > NOW.replace(tzinfo=None)]
    assert (course.next, course.next_number) == (following[0].at, course.had + 1)
    # an MRI is none of the therapist's: it neither is the next one nor counts
    care.add_procedure(ProcedureKind.FILLER, NOW.date(), NOW)
    before = made(care).elsewhere
    care.add_session(following[0].at - DAY, "MRI or surgery", NOW)
    report = made(care)
    assert (report.course, report.elsewhere) == (course, before)
    assert {each.number for each in report.sessions if each.kind == "MRI or surgery"} == {None}
