"""`aftercare` itself: the commands that there are, and how a run begins and ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import click

from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.ending import INTERRUPTED, failed, of_abort, of_click, tell
from aftercare.cli.lazy import LazyGroup
from aftercare.cli.streams import has_terminal, prepare_streams
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput

#: Each command with its module, under the heading that the README has it under too.
_COMMANDS = {
    "Day by day": {
        "today": "aftercare.cli.today",
        "run": "aftercare.cli.run",
        "done": "aftercare.cli.answers",
        "skip": "aftercare.cli.answers",
        "reopen": "aftercare.cli.answers",
        "undo": "aftercare.cli.undo",
        "why": "aftercare.cli.why",
        "note": "aftercare.cli.note",
        "pause": "aftercare.cli.pause",
        "resume": "aftercare.cli.pause",
        "stung": "aftercare.cli.pause",
    },
    "When something is wrong, and after a session": {
        "help-me": "aftercare.cli.help_me",
        "after-effects": "aftercare.cli.help_me",
        "watch": "aftercare.cli.watch",
        "after": "aftercare.cli.after",
    },
    "Sessions and your therapist": {
        "session": "aftercare.cli.session",
        "ask": "aftercare.cli.questions",
        "questions": "aftercare.cli.questions",
        "report": "aftercare.cli.report",
        "calendar": "aftercare.cli.calendar",
    },
    "Points: magnets and acupressure": {
        "magnets": "aftercare.cli.magnets",
        "acupressure": "aftercare.cli.acupressure",
    },
    "Check-ins, journal and photos": {
        "check-in": "aftercare.cli.check_in",
        "measures": "aftercare.cli.measures",
        "log": "aftercare.cli.log",
        "journal": "aftercare.cli.journal",
        "search": "aftercare.cli.search",
        "photo": "aftercare.cli.photo",
    },
    "Routine, remarks and patch tests": {
        "routine": "aftercare.cli.routine",
        "check": "aftercare.cli.check",
        "patch-test": "aftercare.cli.patch_test",
    },
    "Shelf and labels": {
        "shelf": "aftercare.cli.shelf",
        "ingredients": "aftercare.cli.ingredients",
    },
    "Plan files": {
        "plan": "aftercare.cli.plan",
    },
    "Reminders and their doctor": {
        "remind": "aftercare.cli.remind",
        "doctor": "aftercare.cli.doctor",
    },
    "Clients, safety and settings": {
        "start": "aftercare.cli.start",
        "demo": "aftercare.cli.demo",
        "client": "aftercare.cli.client",
        "safety": "aftercare.cli.safety",
        "settings": "aftercare.cli.settings",
        "facts": "aftercare.cli.facts",
    },
    "Keeping the record": {
        "where": "aftercare.cli.where",
        "versions": "aftercare.cli.versions",
        "backup": "aftercare.cli.backup",
        "restore": "aftercare.cli.restore",
        "verify": "aftercare.cli.verify",
        "export": "aftercare.cli.export",
        "import": "aftercare.cli.import_file",
        "erase": "aftercare.cli.erase",
    },
}


class Aftercare(LazyGroup):
    """The group of all commands, which tells errors in the program's own way."""

    def main(  # type: ignore[override]  # it always ends the process, as click's does by default
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        afterwards: Callable[[Wishes], object] | None = None,
        **extra: Any,
    ) -> NoReturn:
        """Runs what `args` (the command line, by default) ask for, and exits.

        `afterwards` is called when the answer is written; not after a backup, nor where something went wrong.
        """
        prepare_streams()
        wishes = Wishes()
        typed = list(sys.argv[1:] if args is None else args)
        try:
            code = super().main(args, prog_name, standalone_mode=False, obj=wishes, **extra)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (AftercareError, OSError) as error:
            code = failed(error, as_json=_wants_json(wishes, typed))
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.format_message(), err=True)
            code = BadInput.exit_code
        except click.ClickException as error:
            code = tell(of_click(error), as_json=_wants_json(wishes, typed))
        except click.Abort as abort:
            unanswered = of_abort(abort)
            code = tell(unanswered, as_json=_wants_json(wishes, typed)) if unanswered else INTERRUPTED
        code = code if isinstance(code, int) else 0
        if afterwards is not None and not code and "backup" not in typed:
            afterwards(wishes)
        sys.exit(code)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Finds the command that is called for. `help` may mean either: how it is used, or that something is wrong."""
        if args[0] == "help" and not ctx.resilient_parsing:
            raise BadInput(
                "There is no command “help”.",
                "`aftercare --help` lists the commands; if something is wrong, `aftercare help-me` tells what to do.",
            )
        return super().resolve_command(ctx, args)


def _wants_json(wishes: Wishes, typed: list[str]) -> bool:
    # an option that click does not know ends the reading before --json is come to
    return wishes.json or "--json" in typed[: typed.index("--") if "--" in typed else None]


@group(
    cls=Aftercare,
    lazily=_COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@everywhere
@click.pass_context
def aftercare(ctx: click.Context) -> None:
    """Your routine between two sessions of facial acupuncture: what is due, what is done, what your therapist planned.

    Without a command the app opens. Where there is no terminal to open it in, today's list is printed.

    \b
    aftercare                         open the app
    aftercare today                   what is due, and what is done
    aftercare done serum              tick a step by a part of its name
    aftercare help-me                 something's wrong: what to do now
    aftercare plan import plan.toml   take over your therapist's plan
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    if wishes.json or not has_terminal():
        from aftercare.cli.today import today

        ctx.invoke(today)
        return
    from aftercare.cli.opening import open_app

    ctx.exit(open_app(wishes.home(), wishes.client, wishes.day_without_record(clock.now())))
