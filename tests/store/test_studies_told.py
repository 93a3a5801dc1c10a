"""What is told of studies: the figures of the fact base, how well founded each is, and that none promises anything."""

from __future__ import annotations

import pytest

from aftercare.model.explanation import View
from aftercare.store.reference import explanations

#: Section 3 of the fact base: grade, sources, and the figures and limits that stand in the row.
TOLD = [
    ("study-waiting-list", "A", "S16", ("72 women", "12 sessions in six weeks", "63 %", "72 %", "68.6 %", "57.2 %")),
    ("study-waiting-list", "A", "S16", ("72.2 %", "62.9 %", "4.86 %", "0.69 %", "nothing serious", "waited knew")),
    ("study-five-sessions", "B", "S17", ("28 people", "27", "1.70 to 2.26", "Mild bruises", "nobody without")),
    ("study-water-and-oil", "B", "S9", ("Two people", "five weekly", "began with little", "two people")),
    ("study-eyelids", "B", "S18", ("19 people", "smaller and fewer", "headache", "mild to moderate")),
    ("study-melasma", "B", "S19", ("113 people", "3.4", "5.4", "29 people", "1.8")),
    ("study-needle-knife", "B", "S20", ("50 people", "hurt more", "mild", "not left to chance")),
    ("study-threads", "B", "S21, S22, S23", ("14, 20 and 100", "1.9 and 1.4 mm", "85 %", "12 events in 136")),
    ("study-review", "A", "S24", ("Two randomised", "five single-arm", "216", "six of the seven", "dry flaking")),
    ("honest-state", "A", "S16, S24", ("12 weeks", "not excluded", "low certainty", "counts two more up to 2018")),
    ("magnets", "A", "S25", ("no better than placebo", "2.1 mm", "-1.8 to 5.9", "Unproven")),
    ("risk", "A", "S26", ("9.31 %", "7.57 %", "1.01 of 10,000", "differ much", "half of it")),
    ("risk-in-trials", "B", "S27", ("1,968", "3.76 %", "within two weeks")),
    ("before-a-session", "C", "S29, S30, S31", ("bleeding disorder", "blood thinner", "blood pressure", "epilepsy")),
    ("before-a-session", "C", "S29, S30, S31", ("infection", "cold sore or shingles", "pregnancy", "cancer", "toxin")),
]  # fmt: skip


@pytest.mark.parametrize(("row", "grade", "source", "says"), TOLD, ids=[each[0] for each in TOLD])
def test_what_a_study_found_is_told_with_its_figures_and_its_standing(row, grade, source, says):
    found = explanations()[row]
    assert (found.grade.value, found.source) == (grade, source)
    text = " ".join((found.statement, found.standing, found.note))
    assert [each for each in says if each not in text] == []


def test_no_study_is_said_to_be_more_certain_than_all_of_them_together():
    studies = [each for each in explanations().values() if each.id.startswith("study-")]
    assert {each.id for each in studies} == {each[0] for each in TOLD if each[0].startswith("study-")}
    for each in studies:
        assert each.view is View.EVIDENCE
        assert "low certainty" in each.standing.casefold(), each.id
