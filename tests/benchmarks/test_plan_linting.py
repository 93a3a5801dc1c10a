"""How much of what a careful reader asks of a plan `plan check` asks too, and what it costs beside reading the file.

The unread half was written before anybody ran it, and then showed what to better: at first 14 of its 44 plans lacked a
question, and 3 had one without need. What plans that nobody has seen yet would give stands between the two.
"""

import sys
from pathlib import Path

import pytest

from aftercare.care import questions_on_plan, read_plan

# the corpus lies with the tests of the model
sys.path.append(str(Path(__file__).parents[2]))
from tests.model.plan_corpus import HALVES, files, wanted


@pytest.mark.parametrize("half", HALVES)
def test_precision_and_recall(half, table, benchmark):
    both = asked_for = asked = 0
    for file in files(half):
        found = {each.about for each in questions_on_plan(read_plan(file))}
        both += len(found & wanted(file))
        asked += len(found)
        asked_for += len(wanted(file))
    benchmark.extra_info.update(precision=both / asked, recall=both / asked_for)
    table(f"precision on the {half} half, {asked} asked", 0, both / asked, "1")
    table(f"recall on the {half} half, {asked_for} to ask", 0, both / asked_for, "1")
    benchmark.pedantic(lambda: None, rounds=1)


def test_what_it_costs(against):
    plans = [file for half in HALVES for file in files(half)]
    against(
        f"reading and questioning {len(plans)} plans, beside reading them",
        lambda: [questions_on_plan(read_plan(file)) for file in plans],
        lambda: [read_plan(file) for file in plans],
        5,
        "none named",
    )
