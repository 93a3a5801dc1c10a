"""What the README says is so: the commands, the shapes of the JSON, the exit codes."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import click
import msgspec
import pytest

from aftercare import errors
from aftercare.cli import (
    acupressure_shapes,
    after_shapes,
    calendar_shapes,
    check_shapes,
    client_shapes,
    day_shapes,
    doctor_shapes,
    elsewhere_shapes,
    error_shapes,
    facts_shapes,
    help_shapes,
    inbox_shapes,
    ingredients_shapes,
    journal_shapes,
    json_shape,
    keeping_shapes,
    magnets_shapes,
    patch_test_shapes,
    pause_shapes,
    photo_shapes,
    plan_back,
    plan_explain,
    plan_new,
    plan_preview_shapes,
    plan_shapes,
    plan_show,
    point_history_shapes,
    record_shapes,
    remind_shapes,
    report_shapes,
    routine_shapes,
    safety_shapes,
    search_shapes,
    session_shapes,
    settings_shapes,
    shelf_shapes,
)
from aftercare.cli.root import aftercare

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)

SHAPES = {
    "today": day_shapes.DayShape,
    "help-me": help_shapes.HelpShape,
    "after-effects": help_shapes.EffectsShape,
    "watch": help_shapes.WatchShape,
    "magnets history": point_history_shapes.PointHistoryShape,
    "acupressure press": acupressure_shapes.PressedShape,
    "acupressure": acupressure_shapes.AcupressureShape,
    "magnets": magnets_shapes.MagnetsShape,
    "run": day_shapes.RunShape,
    "demo": record_shapes.DemoShape,
    "done": day_shapes.AnsweredShape,
    "undo": record_shapes.UndoneShape,
    "after": after_shapes.AfterAllShape,
    "why": pause_shapes.WhyShape,
    "pause": pause_shapes.PausedShape,
    "questions": pause_shapes.QuestionsShape,
    "session elsewhere": elsewhere_shapes.ElsewhereShape,
    "session show": session_shapes.SessionShownShape,
    "session add": session_shapes.SessionChangeShape,
    "session": session_shapes.SessionsShape,
    "calendar": calendar_shapes.CalendarShape,
    "photo compare": photo_shapes.ComparedShape,
    "photo": photo_shapes.PhotosShape,
    "facts NAME": facts_shapes.FactsShape,
    "facts": facts_shapes.FactTablesShape,
    "start": record_shapes.StartedShape,
    "client add": client_shapes.ClientShape,
    "client": client_shapes.ListShape,
    "note": day_shapes.NotedShape,
    "routine add": routine_shapes.EditedShape,
    "routine titrate": routine_shapes.TitrationPlansShape,
    "routine slot": routine_shapes.SlotSetShape,
    "routine preview": routine_shapes.PreviewShape,
    "routine": routine_shapes.RoutineShape,
    "check-in --json": journal_shapes.CheckInShape,
    "check-in": journal_shapes.EntryChangeShape,
    "measures --all": journal_shapes.AllMeasuresShape,
    "measures": journal_shapes.MeasuresShape,
    "journal bruises": journal_shapes.BruisesShape,
    "journal face": journal_shapes.FaceShape,
    "journal tags": journal_shapes.TagsShape,
    "journal history": journal_shapes.EntryHistoryShape,
    "journal": journal_shapes.JournalShape,
    "search": search_shapes.FoundShape,
    "check apply": check_shapes.AdviceShape,
    "check together": check_shapes.TogetherShape,
    "check": check_shapes.CheckedShape,
    "patch-test": patch_test_shapes.PatchTestsShape,
    "plan check": plan_shapes.PlanShape,
    "plan new": plan_new.NewPlanShape,
    "plan explain": plan_explain.LeafletShape,
    "plan preview": plan_preview_shapes.PlanPreviewShape,
    "plan show": plan_show.PlanShown,
    "plan import": plan_shapes.ImportShape,
    "plan versions": plan_back.PlanVersionsShape,
    "shelf substitute": shelf_shapes.SubstitutedShape,
    "shelf add": shelf_shapes.ShelvedShape,
    "shelf": shelf_shapes.ShelfShape,
    "safety": safety_shapes.SafetyShape,
    "settings set": settings_shapes.SettingChangeShape,
    "settings": settings_shapes.SettingsShape,
    "ingredients read": ingredients_shapes.LabelShape,
    "doctor": doctor_shapes.DoctorShape,
    "remind inbox": inbox_shapes.InboxShape,
    "remind snooze": inbox_shapes.SnoozedShape,
    "remind install --show": remind_shapes.RemindPlanShape,
    "remind install": remind_shapes.RemindInstallShape,
    "versions": record_shapes.VersionsShape,
    "backup list": keeping_shapes.BackupsShape,
    "backup": keeping_shapes.BackedUpShape,
    "restore": keeping_shapes.RestoredShape,
    "verify": keeping_shapes.VerifiedShape,
    "report": report_shapes.ReportShape,
    "export": keeping_shapes.ExportedShape,
    "import": keeping_shapes.ImportedShape,
    "erase": keeping_shapes.ErasedShape,
    "where": record_shapes.WhereShape,
    "Errors": error_shapes.ErrorShape,
}

#: Each piece of JSON with the words of the paragraph before it.
EXAMPLES = re.findall(
    r"^(`aftercare [^\n]*--json`|Errors with `--json`)(.*?)^```json\n(.*?)^```", README, re.DOTALL | re.MULTILINE
)


def blocks(kind):
    return [text for name, text in BLOCKS if name == kind]


def command_of(words):
    """The command that `words` (after `aftercare`) call, with what is left of them."""
    command, ctx, left = aftercare, click.Context(aftercare, info_name="aftercare"), list(words)
    while isinstance(command, click.Group) and left and not left[0].startswith("-"):
        found = command.get_command(ctx, left[0])
        if found is None:
            break
        command, left = found, left[1:]
        ctx = click.Context(command, info_name=command.name, parent=ctx)
    return command, ctx, left


def test_the_first_two_blocks_set_everything_up_themselves():
    run, test = blocks("sh")[:2]
    assert len(blocks("sh")) == 2
    tests = ".venv/bin/python -m pytest --numprocesses 3 --dist worksteal"
    for block, last in ((run, ".venv/bin/aftercare"), (test, tests)):
        assert len(block.splitlines()) == 2
        assert "python3 -m venv" in block
        assert block.rstrip().endswith(last)
        subprocess.run(["bash", "-n"], input=block, text=True, check=True)


@pytest.mark.parametrize(
    "line",
    sorted(
        {line[2:] for block in blocks("console") for line in block.splitlines() if line.startswith("$ ")}
        | set(re.findall(r"`(aftercare [a-z][^`]*)`", README))
    ),
)
def test_every_command_named_exists_with_its_options(line):
    words = shlex.split(line)[1:]
    command, ctx, left = command_of(words)
    assert command is not aftercare, line
    assert not isinstance(command, click.Group) or not left or left[0].startswith("-"), line
    known = {option for each in command.get_params(ctx) for option in each.opts}
    assert {word for word in left if word.startswith("--")} <= known


def test_every_command_is_named():
    table = README[README.index("| command |") : README.index("These go with every command")]
    ctx = click.Context(aftercare)
    for name in aftercare.list_commands(ctx):
        command = aftercare.get_command(ctx, name)
        inner = [f"{name} {each}" for each in command.commands] if isinstance(command, click.Group) else [name]
        for each in inner:
            assert f"`aftercare {each}" in table


def test_every_shape_has_an_example():
    assert len(EXAMPLES) == len(blocks("json")) == len(SHAPES)


@pytest.mark.parametrize(("heading", "rest", "example"), EXAMPLES, ids=[heading for heading, _, _ in EXAMPLES])
def test_an_example_has_its_shape(heading, rest, example):
    words = heading.strip("`").removeprefix("aftercare ")
    shape = next(shape for begin, shape in SHAPES.items() if words.startswith(begin))
    value = msgspec.json.decode(example, type=shape)
    assert msgspec.json.decode(json_shape.encoded(value)) == msgspec.json.decode(example)


def test_the_exit_codes_are_those_of_the_errors():
    rows = re.findall(r"^\| (\d+) \| (?:`(\w+)`)? ?\| ", README, re.MULTILINE)
    told = {int(code): kind for code, kind in rows if kind}
    tree = [errors.AftercareError, *errors.AftercareError.__subclasses__()]
    tree = [each for each in tree if each.__module__ == errors.__name__]
    assert told == {each.exit_code: error_shapes.ERROR_KINDS.get(each, "error") for each in tree}


def test_the_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_the_contents_lead_to_headings_of_one_name_each():
    words = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    # as GitHub names them: a second heading of the same words would be reached by another link
    anchors = [re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in words]
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= set(anchors)
    chapters = README[README.index("## Contents") : README.index("## What it does")]
    parts = re.findall(r"^### (.+)$", README[: README.index("## Commands")], re.MULTILINE)
    assert parts
    assert all(f"[{each}](#" in chapters for each in parts)


def test_every_picture_says_in_words_what_it_shows():
    pictures = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", README)
    assert pictures
    assert all(words and target.endswith(".svg") for words, target in pictures)


def test_what_folds_is_drawn_as_markdown_within():
    assert README.count("<details>\n<summary>") == README.count("</summary>\n\n") == README.count("\n\n</details>\n")
    assert README.count("<details>") == README.count("</details>") == README.count("<summary>")
