"""How much of what a careful reader asks of a plan `plan check` asks too, and what it costs beside reading the file.

`unread` and `third` were written before anybody ran the linter on them, and then showed what to better: of the 44 plans
of the first 14 lacked a question and 3 had one without need; of the 40 of the second, later, 8 and 4: precision 0.86,
recall 0.74, which is what plans that nobody has seen may expect. What is printed here is after bettering.
"""

import sys
from pathlib import Path

import pytest

from aftercare.care import questions_on_plan, read_plan

# the corpus lies with the tests of the model
sys.path.append(str(Path(__file__).parents[2]))
from tests.model.plan_corpus import PARTS, files, wanted


@pytest.mark.parametrize("part", PARTS)
def test_precision_and_recall(part, table, benchmark):
    both = asked_for = asked = 0
    for file in files(part):
        found = {each.about for each in questions_on_plan(read_plan(file))}
        both += len(found & wanted(file))
        asked += len(found)
        asked_for += len(wanted(file))
    benchmark.extra_info.update(precision=both / asked, recall=both / asked_for)
    table(f"precision on the {part} part, {asked} asked", 0, both / asked, "1")
    table(f"recall on the {part} part, {asked_for} to ask", 0, both / asked_for, "1")
    benchmark.pedantic(lambda: None, rounds=1)


def test_what_it_costs(against):
    plans = [file for part in PARTS for file in files(part)]
    against(
        f"reading and questioning {len(plans)} plans, beside reading them",
        lambda: [questions_on_plan(read_plan(file)) for file in plans],
        lambda: [read_plan(file) for file in plans],
        5,
        "none named",
    )
