"""`shelf` and its commands."""

from __future__ import annotations

from datetime import date

import click
import pytest
from click.shell_completion import ShellComplete

from aftercare.care import Care, Home
from aftercare.cli.root import aftercare


@pytest.fixture
def record(care, own_home):
    return lambda: Care.open(Home.at(own_home)).present()


def add_aloe(run):
    return run("shelf", "add", "Aloe", "gel", "--kind", "gel", "--pao", "6", "--size", "50", "--opened", "2026-11-20")


def test_the_list(run, care):
    said = run("shelf")
    assert said.code == 0
    assert said.out.splitlines()[0].split("  ")[0] == "Mild cleanser"
    assert said.out.count("none open") == 3


def test_what_no_step_uses_is_told_apart(run, care):
    assert "in no step now" not in run("shelf").out
    run("shelf", "add", "Aloe", "--kind", "gel")
    run("routine", "end", "cleanse")
    unused = [line.split("  ")[0] for line in run("shelf").out.splitlines() if line.endswith("in no step now")]
    assert unused == ["Mild cleanser", "Aloe"]


def test_an_empty_shelf_says_how_to_begin(run, own_home, stands):
    Care.start(Home.at(own_home), stands.now)
    assert "shelf is empty" in run("shelf").out
    assert run("shelf", "--json").json == {"client": "me", "today": "2026-11-22", "rows": []}


def test_adding_a_product_with_its_pack(run, record):
    said = add_aloe(run)
    assert said.out.startswith("“Aloe gel” is on the shelf.\n")
    assert "must go Thu 20 May 2027, in 179 days" in said.out
    assert "left: about 50 of 50" in said.out
    product = record().routine.products["aloe-gel"]
    assert (product.pao, product.size, product.kind) == (6, 50, "gel")
    assert [pack.opened for pack in record().packs.values()] == [date(2026, 11, 20)]


def test_a_product_alone_has_no_pack(run, record):
    added = run("shelf", "add", "Aloe", "--kind", "gel", "--json").json
    assert (added["what"], added["product"], added["rows"][0]["pack"]) == ("added", "aloe", None)
    assert record().packs == {}


def test_editing_the_product_and_its_pack(run, record):
    add_aloe(run)
    changed = run(
        "shelf", "edit", "aloe", "--name", "Aloe 99", "--best-before", "2027-02", "--price", "12,50", "--json"
    )
    (row,) = changed.json["rows"]
    assert (row["product"]["name"], row["pack"]["price"]) == ("Aloe 99", 12.5)
    assert row["must_go"] == {
        "day": "2027-02-28",
        "days_left": 98,
        "why": "best before",
        "months": None,
        "estimated": False,
    }
    run("shelf", "edit", "aloe", "--best-before", "", "--pack-pao", "3")
    (pack,) = record().packs.values()
    assert (pack.best_before, pack.pao) == (None, 3)
    assert run("undo").code == 0
    assert next(iter(record().packs.values())).best_before == date(2027, 2, 28)


def test_opening_a_new_one_and_finishing_it(run, record):
    add_aloe(run)
    said = run("shelf", "open", "aloe", "--date", "yesterday")
    assert said.out.startswith("A new “Aloe gel” is open since Saturday 21 November 2026. The one before is finished.")
    assert sorted(str(pack.finished) for pack in record().packs.values()) == ["2026-11-21", "None"]
    run("shelf", "open", "aloe", "--spare", "--best-before", "2028-01")
    assert len(run("shelf", "--json").json["rows"]) == 5
    assert run("shelf", "finish", "aloe").out.startswith("“Aloe gel” is finished.")
    refused = run("shelf", "finish", "aloe")
    assert (refused.code, refused.err) == (
        3,
        "There is no such pack of “Aloe gel”. `aftercare shelf open aloe-gel` opens a new one.\n",
    )


def test_with_two_open_one_says_which(run, record):
    add_aloe(run)
    run("shelf", "open", "aloe", "--keep")
    refused = run("shelf", "finish", "aloe")
    assert refused.code == 3
    assert "There are 2 packs" in refused.err
    chosen = min(record().packs)
    assert run("shelf", "finish", "aloe", "--pack", chosen, "--date", "today").code == 0
    assert record().packs[chosen].finished == date(2026, 11, 22)


def test_one_instead_of_the_other(run, record):
    add_aloe(run)
    said = run("shelf", "substitute", "calming", "aloe")
    assert said.out == "From Sunday 22 November 2026 on “Aloe gel” instead of “Calming gel”: “Aloe gel”.\n"
    assert "Aloe gel" in run("today").out
    assert "Calming gel" in run("today", "--date", "yesterday").out
    back = run("shelf", "substitute", "aloe", "calming", "--date", "2026-11-24", "--json").json
    assert back["steps"] == [{"id": "calm", "name": "Calming gel", "product": "gel"}]
    assert back["since"] == "2026-11-24"
    assert run("undo").out.startswith("Taken back: what “Calming gel” applies")


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("add", "Aloe"), "The kind of product is missing.", 2),
        (("add", "Aloe", "--kind", "paint"), "no kind of product", 2),
        (("add", "Aloe", "--kind", "gel", "--pao", "many"), "not a number from 1 to 120", 2),
        (("add", "Aloe", "--kind", "gel", "--size", "0"), "not a number up to 5000", 2),
        (("add", "Aloe", "--kind", "gel", "--opened", "soon"), "not a day", 2),
        (("add", "Aloe", "--kind", "gel", "--best-before", "2027-13"), "not a month", 2),
        (("add", "Aloe", "--kind", "gel", "--price", "-1"), "not a number", 2),
        (("edit", "gel"), "Nothing to change", 2),
        (("edit", "gel", "--name", "X"), "comes from your therapist's plan", 2),
        (("edit", "paint", "--pao", "3"), "There is no product “paint”", 3),
        (("edit", "gel", "--price", "3"), "There is no such pack", 3),
        (("edit", "c", "--pao", "3"), "fits 3 products", 3),
        (("substitute", "gel", "creme", "--date", "soon"), "is not a day", 2),
        (("--date", "today"), "has no --date", 2),
        (("opn",), "opn", 2),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(run, record, words, said, code):
    before = record()
    answer = run("shelf", *words)
    assert said in answer.err
    assert answer.code == code
    assert record() == before


def test_names_are_completed(run, care, own_home):
    def offered(*words):
        args = ["--home", str(own_home), "shelf", *words[:-1]]
        return [each.value for each in ShellComplete(aftercare, {}, "aftercare", "").get_completions(args, words[-1])]

    assert offered("open", "cal") == ["gel"]
    assert offered("substitute", "gel", "") == ["gel", "creme", "cleanser"]
    assert offered("add", "x", "--kind", "se") == ["serum"]


def test_nothing_of_a_name_takes_effect(run, care):
    said = run("shelf", "add", "[red]x[/]", "--kind", "gel")
    assert "[red]x[/]" in said.out
    assert isinstance(aftercare, click.Group)


def test_a_measure_and_a_price_keep_their_unit_and_currency(run, record):
    run(
        "shelf",
        "add",
        "Salve",
        "--kind",
        "balm",
        "--size",
        "30 g",
        "--dose",
        "0.5",
        "--price",
        "€24,90",
        "--opened",
        "today",
    )
    (pack,) = record().packs.values()
    assert (pack.price, pack.currency) == (24.9, "EUR")
    assert (record().routine.products["salve"].size, record().routine.products["salve"].size_unit) == (30, "g")
    assert "left: about 30 of 30 g" in run("shelf").out
    run("shelf", "edit", "salve", "--price", "30 chf")
    (pack,) = record().packs.values()
    assert (pack.price, pack.currency) == (30, "CHF")
    run("shelf", "edit", "salve", "--price", "31")
    (pack,) = record().packs.values()
    assert (pack.price, pack.currency) == (31, "")


def test_grams_and_millilitres_are_not_mixed(run, record):
    run("shelf", "add", "Salve", "--kind", "balm", "--size", "30 g", "--dose", "0.5 ml", "--opened", "today")
    assert "the pack is in ml and one use in g, or the other way round" in run("shelf").out
    run("shelf", "edit", "salve", "--dose", "0.5 g")
    assert "left: about 30 of 30 g" in run("shelf").out


def test_what_is_left_is_counted_by_hand_and_taken_back(run, record):
    run("shelf", "add", "Aloe 99", "--kind", "gel", "--size", "50 ml", "--opened", "2026-11-20")
    said = run("shelf", "left", "aloe", "99", "12.5", "ml")
    assert said.out.startswith("What is left of “Aloe 99” is kept.\n")
    assert "left: about 12 of 50 ml" in said.out
    row = next(row for row in run("shelf", "--json").json["rows"] if row["product"]["id"] == "aloe-99")
    assert (row["supply"]["left"], row["supply"]["counted"]) == (12.5, "2026-11-22")
    assert run("undo").out == "Taken back: what is left of “Aloe 99”.\n"
    assert "left: about 50 of 50 ml" in run("shelf").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("aloe",), "What is left is missing at the end"),
        (("aloe", "12", "g"), "This pack is in ml, not in g"),
        (("aloe", "51"), "More than a full pack cannot be left"),
        (("creme", "12"), "There is no such pack"),
    ],
)
def test_what_cannot_be_left(run, care, words, said):
    run("shelf", "add", "Aloe", "--kind", "gel", "--size", "50 ml", "--opened", "today")
    before = run("shelf", "--json").out
    refused = run("shelf", "left", *words)
    assert (refused.out, refused.code != 0) == ("", True)
    assert said in refused.err
    assert run("shelf", "--json").out == before
