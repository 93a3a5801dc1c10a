"""The help of every command and group: whole, in parts, and true."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from aftercare.cli.command import Group
from aftercare.cli.root import aftercare
from aftercare.cli.wishes import Wishes
from aftercare.errors import BadInput

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
COMMANDS = README[README.index("\n## Commands\n") : README.index("\n### With every command\n")]
#: What an example is followed by: what it does, or where its answer goes.
AFTERWARDS = re.compile(r"\s{2,}\S.*| [|>] .*")


@pytest.fixture(autouse=True)
def usual_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def all_of(command=aftercare, parent=None, name="aftercare"):
    """The contexts of the program, its groups and its commands."""
    ctx = command.context_class(command, info_name=name, parent=parent, **command.context_settings)
    yield ctx
    if isinstance(command, Group):
        for each in command.list_commands(ctx):
            yield from all_of(command.get_command(ctx, each), ctx, each)


def groups():
    return [ctx for ctx in all_of() if isinstance(ctx.command, Group)]


@pytest.fixture(scope="module")
def pages():
    """Each command's context with its help, in a terminal of 80 columns."""
    with pytest.MonkeyPatch.context() as usual:
        usual.setenv("COLUMNS", "80")
        return [(ctx, ctx.get_help()) for ctx in all_of()]


def examples(ctx):
    _, _, lines = (ctx.command.help or "").partition("\b\n")
    return [line.strip() for line in lines.strip().splitlines()]


def listed(ctx):
    """The lines with which a group's help tells of its commands, by their names."""
    lines = ctx.get_help().splitlines()
    names = ctx.command.list_commands(ctx)
    told = [next(line for line in lines if re.match(rf"  {name} +[A-Z]", line)) for name in names]
    return dict(zip(names, told, strict=True))


def test_the_commands_stand_under_the_headings_of_the_readme_in_its_order():
    parts = [part.partition("\n") for part in COMMANDS.split("\n### ")[1:]]
    told = {head: list(dict.fromkeys(re.findall(r"^\| `aftercare ([\w-]+)", rows, re.M))) for head, _, rows in parts}
    assert list(aftercare.headed(click.Context(aftercare)).items()) == list(told.items())
    page = next(all_of()).get_help()
    at = [
        re.search(f"^{re.escape(words)}$|^  {words} ", page, re.M).start()
        for head in told
        for words in (head, *told[head])
    ]
    assert at == sorted(at)


@pytest.mark.parametrize("ctx", groups()[1:], ids=lambda ctx: ctx.command_path)
def test_a_group_lists_all_of_its_commands_in_the_order_of_the_readme(ctx):
    names = ctx.command.list_commands(ctx)
    assert sorted(names) == sorted(ctx.command.commands)
    told = dict.fromkeys(re.findall(rf"^\| `{ctx.command_path} ([a-z-]+)", COMMANDS, re.M))
    assert names == list(told)


@pytest.mark.parametrize("ctx", groups(), ids=lambda ctx: ctx.command_path)
def test_each_command_is_told_in_one_whole_line(ctx):
    for name, line in listed(ctx).items():
        whole = ctx.command.get_command(ctx, name).get_short_help_str()
        assert line.endswith(f"  {whole}"), "cut, or in two lines"
        assert whole.endswith(".")
        assert not whole.endswith("...")


def test_in_a_narrow_terminal_a_line_goes_on_in_the_next(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    page = next(all_of()).get_help()
    assert "  help-me        Something's wrong: tell what to do now,\n                 and whom to call." in page


def test_every_page_fits_the_terminal_and_says_what_everything_is(pages):
    for ctx, page in pages:
        assert max(map(len, page.splitlines())) <= 80, page
        assert page.startswith(f"Usage: {ctx.command_path} [OPTIONS]"), page
        for each in ctx.command.get_params(ctx):
            if isinstance(each, click.Option):
                assert each.help or each.hidden, (ctx.command_path, each.name)
                assert each.hidden or each.help.endswith("."), (ctx.command_path, each.name)
            elif not each.required:
                assert each.make_metavar(ctx).startswith("["), (ctx.command_path, each.name)


def test_own_options_stand_before_those_of_every_command(pages):
    for ctx, page in pages:
        _, _, shared = page.partition("\nOptions of every command\n")
        own = [each for each in ctx.command.params if f"  {each.opts[0]} " not in shared]
        assert [name for name in ("--home", "--client", "--date", "--json", "--version") if name not in shared] == []
        assert ("\nOptions\n" in page) == any(isinstance(each, click.Option) and not each.hidden for each in own)


def test_numbers_are_told_in_words(pages):
    told = {ctx.command_path: page for ctx, page in pages}
    assert "  --days N  So many days; 28 by default.  [1 to 90]" in told["aftercare routine preview"]
    assert "[default: 20; at least 1]" in told["aftercare search"]
    assert not [path for path, page in told.items() if "x>=" in page or "<=x" in page or "RANGE" in page]


def test_every_command_has_examples_that_it_takes():
    for ctx in all_of():
        found = [each for each in examples(ctx) if f"{ctx.command_path} " in f"{each} "]
        assert found, ctx.command_path
        for line in examples(ctx):
            takes(line[line.index("aftercare") :])


def takes(line):
    """Reads the command line as the program would. Raises what click raises where it is none."""
    words = shlex.split(AFTERWARDS.sub("", line))[1:]
    while words and words[0] in ("--home", "--client"):  # these may stand behind the command too
        words = [*words[2:], *words[:2]]
    name, command, ctx = "aftercare", aftercare, click.Context(aftercare, info_name="aftercare", obj=Wishes())
    while isinstance(command, Group) and words and not words[0].startswith("-"):
        name, command, words = command.resolve_command(ctx, words)
        ctx = click.Context(command, info_name=name, parent=ctx)
    command.make_context(name, list(words), parent=ctx.parent, obj=ctx.obj)


def test_a_command_that_is_not_there_is_told_alike_in_every_group():
    for line, says in (
        ("aftercare journal shw", "There is no command “shw”. Did you mean `show`?"),
        ("aftercare plan xyzzy", "There is no command “xyzzy”. `aftercare plan --help` lists the commands."),
    ):
        with pytest.raises(BadInput) as refused:
            takes(line)
        assert str(refused.value) == says


def test_help_without_a_sign_names_both_that_may_be_meant():
    with pytest.raises(BadInput) as refused:
        takes("aftercare help")
    assert "`aftercare --help` lists the commands" in str(refused.value)
    assert "`aftercare help-me`" in str(refused.value)


def test_a_wrong_example_would_be_seen():
    with pytest.raises(click.UsageError):
        takes("aftercare skip renewal --whyy sore")
    with pytest.raises(click.UsageError):
        takes("aftercare journal follow 8c9621")
