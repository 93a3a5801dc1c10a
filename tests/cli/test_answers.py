"""`done`, `skip`, `undo`, and how steps are named."""

from __future__ import annotations

from datetime import date

import pytest

from aftercare.care import read_plan
from aftercare.model.check_off import Done, Pending, Skipped

SUNDAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def record(care):
    return care


@pytest.fixture
def state(record, stands):
    """The state of a step of Sunday, in the record."""

    def state(step, slot="evening", day=SUNDAY):
        record.follow()
        seen = record.day(stands.now, day)
        return next(each.state for each in seen.due if (each.step.id, each.occurrence.slot) == (step, slot))

    return state


@pytest.mark.parametrize("typed", ["calm", "gel", "Calming gel", "CALMING", "calming  GEL", "ming"])
def test_a_step_is_named_by_its_id_or_a_part_of_its_name(run, state, typed):
    said = run("done", typed)
    assert said.out == "✓ Calming gel, evening: done 21:04. Wait 1 min 30 s before the next layer.\n"
    assert (said.err, said.code) == ("", 0)
    assert isinstance(state("calm"), Done)


def test_words_need_no_quotation_marks(run, state):
    assert run("done", "calming", "gel").code == 0
    assert isinstance(state("calm"), Done)


@pytest.mark.parametrize("typed", ["creme", "CRÈME", "légère", "le\u0301g", "crème legere"])
def test_accents_do_not_matter(run, typed):
    assert run("done", typed).out.startswith("✓ Crème légère, evening")


def test_a_part_that_fits_several_steps(run):
    said = run("done", "e")
    assert said.err == (
        "“e” fits 3 steps: “Mild cleanser”, “Crème légère” and “Calming gel”. Write more of the name.\n"
    )
    assert said.code == 3


def test_the_beginning_of_a_word_wins_over_a_part_within(run):
    # "cl" begins the cleanser only; "c" begins all three
    assert run("done", "cl").out.startswith("✓ Mild cleanser")
    assert run("done", "c").code == 3


def test_the_nearest_name_is_offered(run):
    said = run("done", "clenser")
    assert said.err == "There is no step “clenser”. Did you mean “Mild cleanser”?\n"
    assert said.code == 3
    assert run("done", "zzz").err == "There is no step “zzz”. `aftercare today` lists the steps.\n"
    assert run("done", "").code == 3


def test_a_step_that_is_not_due(run):
    said = run("done", "crème", "--date", "2026-11-20")
    assert said.err == "“Crème légère” is not due on Friday 20 November 2026. `aftercare today` lists what is.\n"
    assert said.code == 2
    assert run("done", "gel", "--slot", "morning").err == (
        "“Calming gel” is not due in that slot. It is due: evening.\n"
    )
    assert run("done", "gel", "--slot", "noon").err == (
        "There is no slot “noon” on this day. The slots with something due: morning, evening.\n"
    )


def test_a_day_to_come_is_not_answered(run):
    assert run("done", "gel", "--date", "2026-11-23").err == (
        "“Calming gel” on 2026-11-23 is still to come. Answer it on its day.\n"
    )


def test_of_several_slots_the_one_that_matters_now_is_taken(run, stands, state):
    stands.at(8)
    assert run("done", "cleanser").out == "✓ Mild cleanser, morning: done 08:00.\n"
    stands.at(21)
    assert run("done", "cleanser").out == "✓ Mild cleanser, evening: done 21:00.\n"


def test_the_same_command_again_answers_no_other_slot(run, state):
    assert run("done", "cleanser").code == 0
    again = run("done", "cleanser")
    assert (again.out, again.code) == ("✓ Mild cleanser, evening: already done 21:04.\n", 0)
    assert isinstance(state("cleanse", "morning"), Pending)


def test_another_slot_is_named(run, state):
    assert run("done", "cleanser", "--slot", "MORN").out == "✓ Mild cleanser, morning: done 21:04.\n"
    assert isinstance(state("cleanse", "evening"), Pending)


def test_what_was_answered_otherwise_in_the_slot_of_now_is_asked_about(run, state):
    run("skip", "cleanser", "--why", "too tired")
    said = run("done", "cleanser")
    assert said.err == (
        "“Mild cleanser” is due 2 times on this day: morning (to do), evening (skipped: too tired). "
        "Add --slot morning or --slot evening.\n"
    )
    assert said.code == 2
    assert run("done", "cleanser", "--slot", "evening").code == 0
    assert isinstance(state("cleanse"), Done)


def test_of_a_day_gone_by_the_only_open_slot_is_taken(run, state):
    asked = run("done", "cleanser", "--date", "yesterday")
    assert "morning (missed), evening (missed)" in asked.err
    run("done", "cleanser", "--date", "yesterday", "--slot", "morning")
    said = run("done", "cleanser", "--date", "yesterday")
    assert said.out == "✓ Mild cleanser, evening of Saturday 21 November 2026: done Sun 22 Nov 21:04.\n"
    assert "already done" in run("done", "cleanser", "--date", "yesterday").out


def test_two_steps_of_one_name_are_told_apart_by_slot_or_by_id(run, record, stands, plan_file):
    text = plan_file.read_text("utf-8").replace("version = 1", "version = 2")
    more = '[[steps]]\nid = "gel-{0}"\nproduct = "gel"\nname = "Second gel"\nslot = "{1}"\nrule = "daily"\n\n'
    where = text.index("[[sessions]]")
    steps = more.format("am", "morning") + more.format("pm", "evening") + more.format("late", "evening")
    plan_file.write_text(text[:where] + steps + text[where:], "utf-8")
    record.import_plan(read_plan(plan_file), stands.now)
    said = run("done", "second")
    assert said.err == "“Second gel” is the name of several steps. Say which by its id: gel-am, gel-late, gel-pm.\n"
    assert run("done", "second", "--slot", "morning").out == "✓ Second gel, morning: done 21:04.\n"
    assert run("done", "gel-late").out == "✓ Second gel, evening: done 21:04.\n"


def test_a_step_is_left_out_for_a_reason(run, state):
    said = run("skip", "gel", "--why", "my skin stings")
    assert said.out == "– Calming gel, evening: skipped: my skin stings.\n"
    assert isinstance(state("calm"), Skipped)
    assert (
        run("skip", "gel", "--why", "my skin stings").out
        == "– Calming gel, evening: already skipped: my skin stings.\n"
    )
    assert run("skip", "gel", "--why", "no time").code == 0
    assert state("calm").reason == "no time"


def test_skipping_needs_a_reason(run, state):
    assert run("skip", "gel").code == run("skip", "gel", "--why", "  ").code == 2
    assert run("skip", "gel", "--why", "a\x1b[31m").code == 2
    assert isinstance(state("calm"), Pending)


def test_skipping_what_is_done_says_so(run):
    run("done", "gel")
    said = run("skip", "gel", "--why", "I was wrong").out
    assert said.endswith("It was marked as done at 21:04; `aftercare undo` takes this back.\n")


def test_undo_takes_back_the_last_action_and_the_one_before(run, state):
    run("done", "gel")
    run("skip", "cleanser", "--why", "no time")
    assert run("undo").out == "Taken back: skipping “Mild cleanser”.\n"
    assert run("undo").out == "Taken back: marking “Calming gel” as done.\n"
    assert isinstance(state("calm"), Pending)


def test_undo_of_an_import_and_of_nothing(run):
    asked = run("undo")
    assert asked.err == "Nothing was changed, because nobody agreed to it. Add --yes to agree beforehand.\n"
    assert asked.code == 9
    assert run("undo", "--yes").out.startswith("Taken back: the import of a plan")
    assert run("undo").out == "Taken back: what you said about your safety.\n"
    said = run("undo")
    assert (said.err, said.code) == ("There is nothing to undo.\n", 3)


def test_undo_has_no_date(run):
    said = run("undo", "--date", "yesterday")
    assert (said.err, said.code) == ("`undo` has no --date. Leave it out.\n", 2)


def test_json(run):
    told = run("done", "gel", "--json").json
    assert {key: told[key] for key in ("client", "day", "changed")} == {
        "client": "me",
        "day": "2026-11-22",
        "changed": True,
    }
    assert (told["step"]["id"], told["step"]["slot"], told["step"]["state"]) == ("calm", "evening", "done")
    assert run("--json", "done", "gel").json["changed"] is False
    skipped = run("skip", "gel", "--json", "--why", "stung").json["step"]
    assert (skipped["state"], skipped["reason"]) == ("skipped", "stung")
    assert run("undo", "--json").json == {"client": "me", "deed": "skip", "titles": ["Calming gel"]}


def test_json_errors(run):
    said = run("done", "nothing-like-it", "--json")
    assert said.out == ""
    assert said.error == {
        "kind": "not_found",
        "message": "There is no step “nothing-like-it”.",
        "next_step": "`aftercare today` lists the steps.",
        "exit_code": 3,
        "problems": [],
    }
