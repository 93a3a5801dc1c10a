"""The leaflet of a plan: what the plan says, what is known beside it, and how sure that is."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from aftercare.care import sample_plans
from aftercare.care.leaflet import leaflet_of_plan
from aftercare.cli.plan_explain import leaflet_lines
from aftercare.errors import BadInput
from aftercare.model.magnet_rule import magnet_exclusions
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.routine import Practitioner
from aftercare.store import reference

NOW = datetime(2026, 11, 15, 9, tzinfo=UTC)
#: Words that promise; product.md names them.
PROMISES = re.compile(r"\b(?:cures?|detox\w*|guaranteed?|botox|clinically proven)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def leaflets():
    return {name: leaflet_of_plan(plan, NOW) for name, plan in sample_plans().items()}


def section(leaflet, name):
    return next(each for each in leaflet.sections if each.id == name)


def texts(leaflet, name):
    return [line.text for part in section(leaflet, name).parts for line in part.lines]


def part(leaflet, name, title):
    return next(each for each in section(leaflet, name).parts if each.title == title).lines


@pytest.mark.parametrize("name", sample_plans())
def test_every_leaflet_fits_the_paper_promises_nothing_and_says_how_sure_it_is(name, leaflets):
    found = leaflets[name]
    lines = leaflet_lines(found)
    assert max(map(len, lines)) <= 80
    assert not PROMISES.search("\n".join(lines))
    numbers = {sure for each in found.sections for one in each.parts for line in one.lines for sure in line.sure}
    assert numbers == set(range(1, len(found.footnotes) + 1))
    assert all("Source: " in each or "No source is known." in each for each in found.footnotes)


@pytest.mark.parametrize("name", sample_plans())
def test_what_is_known_beside_the_plan_is_graded_line_by_line(name, leaflets):
    found = leaflets[name]
    for one in section(found, "normal").parts:
        assert one.lines[0].sure, one.title
    signs = [line for one in section(found, "call").parts for line in one.lines if line.lead]
    assert signs
    assert all(line.sure for line in signs)


def test_the_programme_says_what_how_much_where_when_and_until_when(leaflets):
    told = texts(leaflets["needle_course"], "home")
    at = told.index("Renewal serum (retinal)")
    assert told[at + 1 : at + 3] == ["How much: 1 pea for the whole face", "When: on Tue and Sun"]
    assert "Where: upper cheek (both sides); lower cheek (both sides)" in told
    assert "When: when you need it, at most 2 a day, at least 4 h apart" in told
    assert any(
        "every 2 days" in each and "until Sun 13 Dec 2026" in each
        for each in texts(leaflets["magnets_at_home"], "home")
    )


def test_an_amount_that_the_plan_leaves_out_is_told_as_usual_and_graded_but_none_of_what_is_prescribed(leaflets):
    lines = [line for one in section(leaflets["retinoid_cycling"], "home").parts for line in one.lines]
    usual = next(each for each in lines if each.text.startswith("How much: usually"))
    assert usual.sure
    at = next(number for number, each in enumerate(lines) if each.text.startswith("Azelaic"))
    assert lines[at + 1].text == "When: every day"


def test_a_prescribed_step_goes_on_whatever_rests(leaflets):
    found = leaflets["retinoid_cycling"]
    assert [each.text[:40] for each in part(found, "around", "These go on")] == [
        "Azelaic gel (prescribed): as it was pres"
    ]
    assert not any("Azelaic" in each.text for each in part(found, "around", "These steps rest"))
    assert "Change nothing about a prescribed medicine by yourself: ask who prescribed it." in texts(found, "call")


def test_what_the_plan_holds_has_no_number_and_a_default_has_one(leaflets):
    found = leaflets["needle_course"]
    rests = {each.text.partition(";")[0]: each for each in part(found, "around", "These steps rest")}
    assert (rests["Renewal serum (retinal)"].lead, rests["Renewal serum (retinal)"].sure) == ("48 h", ())
    assert (rests["Mild cleanser"].lead, bool(rests["Mild cleanser"].sure)) == ("4 h", True)


def test_magnets_come_with_their_wear_the_exclusions_and_the_advice_on_swallowing(leaflets):
    found = leaflets["magnets_at_home"]
    told = " ".join(texts(found, "points"))
    assert "stays on for at most 24 h" in told
    excluded = magnet_exclusions(reference.magnet_rules().values())
    assert len(excluded) > 10
    assert all(each.label.casefold() in told.casefold() for each in excluded)
    assert "If one may have been swallowed, go to an emergency department at once" in told
    assert any(each.startswith("A magnet swallowed") for each in texts(found, "call"))
    assert not any(
        "magnet" in each.casefold() for each in texts(leaflets["reactive_skin"], "call") if each.startswith("A magnet")
    )


def test_needle_points_are_nothing_for_the_client_to_do(leaflets):
    titles = [each.title for each in section(leaflets["needle_course"], "points").parts]
    assert titles == ["Where your therapist works with needles: nothing for you to do there"]


def test_the_numbers_are_those_of_the_region_or_where_the_clock_stands_and_of_the_therapist(leaflets):
    plan = sample_plans()["needle_course"]
    assert "Your therapist: Ines Moreau, +44 20 7946 0143." in leaflets["needle_course"].urgent
    assert leaflet_of_plan(plan, NOW, "GB").urgent.startswith("Emergency: United Kingdom: 999")
    there = leaflet_of_plan(plan, NOW.astimezone(ZoneInfo("Europe/London"))).urgent
    assert there.startswith("Emergency: For United Kingdom: 999")
    assert "Elsewhere: 112" in there
    with pytest.raises(BadInput):
        leaflet_of_plan(plan, NOW, "Atlantis")


def test_a_plan_without_sessions_or_a_telephone_has_a_leaflet_too():
    plan = sample_plans()["needle_course"]
    found = leaflet_of_plan(replace(plan, sessions=(), practitioner=Practitioner("Ines Moreau")), NOW)
    assert {each.id for each in found.sections} == {"course", "home", "points", "elsewhere", "call", "ask"}
    assert "no telephone number is known" in found.urgent


def test_on_paper_too_no_plan_gives_the_client_a_point_that_is_never_for_their_hands(leaflets):
    sample = sample_plans()["magnets_at_home"]
    steps = tuple(
        replace(each, instruction="Press Jingming.") if each.id == "press-the-brow" else each for each in sample.steps
    )
    told = (
        leaflet_of_plan(
            replace(
                sample,
                steps=steps,
                advice=("Press BL1 at night.",),
                preparations=(Preparation("press", "Hold ST1.", PrepareOn.DAY_OF),),
                points=tuple(replace(each, note="And press ST9.") for each in sample.points[:1]),
            ),
            NOW,
        ),
        leaflets["magnets_at_home"],
    )
    kept_off = [
        [each for name in ("course", "home", "points") for each in texts(one, name) if "Leave that out: " in each]
        for one in told
    ]
    assert [each.partition("Leave that out: ")[2].partition(" is never")[0] for each in kept_off[0]] == [
        *("ST1 (Chengqi)", "BL1 (Jingming)", "BL1 (Jingming)", "ST9 (Renying)"),
    ]
    assert kept_off[1] == []
