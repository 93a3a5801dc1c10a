"""`plan preview`."""

from __future__ import annotations

import pytest

from aftercare.cli.plan_preview import preview_lines
from tests.care.test_plan_preview import EVE, preview_of_plan, sample_plans


def test_the_four_weeks_then_the_days_and_no_record(run, plan_file, own_home):
    said = run("plan", "preview", str(plan_file))
    lines = said.out.splitlines()
    assert lines[:2] == [
        "“Calm and firm”, version 1, by Ines Moreau for Anna B.",
        "28 days from Sunday 22 November 2026, used as planned",
    ]
    assert "    Mild cleanser  ·│···◌···│·······│·······│······" in lines
    assert "    Crème légère   ·│      ·│      ·│      ·│" in lines
    assert (said.err, said.code) == ("", 0)
    assert not own_home.exists()


def test_as_json_every_day_has_its_parts(run, plan_file):
    told = run("plan", "preview", str(plan_file), "--from", "2026-11-26", "--json").json
    assert (told["begins"], told["first"], len(told["days"])) == ("2026-11-26", "2026-11-26", 28)
    evening = told["days"][0]["parts"][1]
    assert [each["id"] for each in evening["due"]] == ["calm"]
    assert [(each["id"], each["until"]) for each in evening["resting"]] == [("cleanse", "2026-11-26T22:30:00Z")]
    assert told["sessions"][0]["leave_out"][0] == {
        "what": "Washing the face",
        "hours": 4,
        "said_by": "aftercare's default, which your therapist may change (general knowledge that nobody has checked)",
    }


def test_a_file_that_is_not_in_order_is_told_as_check_tells_it(run, plan_file):
    plan_file.write_text(plan_file.read_text("utf-8").replace('"daily"', '"dayly"'), "utf-8")
    assert run("plan", "preview", str(plan_file)) == run("plan", "check", str(plan_file))
    assert run("plan", "preview", str(plan_file), "--from", "someday").code == 2


@pytest.mark.parametrize("name", sample_plans())
def test_it_fits_eighty_columns_and_folds_equal_days(name):
    lines = preview_lines(preview_of_plan(sample_plans()[name], EVE))
    assert max(map(len, lines)) <= 80
    assert len([each for each in lines if each.endswith("as every day")]) < 28


def test_days_that_are_equal_stand_together():
    lines = preview_lines(preview_of_plan(sample_plans()["reactive_skin"], EVE))
    days = lines[lines.index("Day by day") + 2 :]
    assert days[0].split() == ["Sun", "15", "–", "Mon", "23", "Nov", "as", "every", "day"]
    assert days[1].split() == ["Tue", "24", "Nov", "session", "10:00–11:00", "facial", "needles,", "few", "points"]
