"""`report`: what the therapist gets back, as one file for reading and printing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftercare.care.reporting import SUFFIXES, ReportForm, Reporting
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.report_wish import USUAL_PARTS, ReportPart, ReportWish, part_typed
from aftercare.model.report_words import period_words
from aftercare.model.typed_day import read_day
from aftercare.model.words import counted

if TYPE_CHECKING:
    from aftercare.model.report import Report
    from aftercare.model.report_contents import PartContent

_STANDARD_OUTPUT = "-"
_DAY = timedelta(days=1)


def _part_names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The parts, for the shell's completion."""
    return [each.value for each in ReportPart if each.startswith(incomplete)]


@command()
@click.option("--from", "since", metavar="DAY", help="The first day; by default that of your last session.")
@click.option("--to", "until", metavar="DAY", help="The last day; by default today.")
@click.option("--days", metavar="N", type=int, help="The last N days.")
@click.option("--all", "whole", is_flag=True, help="Every day of the record.")
@click.option("--without", multiple=True, metavar="PART", shell_complete=_part_names, help="Leave this part out.")
@click.option("--photos", is_flag=True, help="With the first and the last photo of each view, side by side.")
@click.option("--brief", is_flag=True, help="The first page alone.")
@click.option(
    "--as",
    "form",
    type=click.Choice([each.value for each in ReportForm]),
    default="html",
    help="Write it as this; by default as html.",
)
@click.option("--out", metavar="FILE", help="Where to write it; - is standard output.")
@click.option("--yes", is_flag=True, help="Write it without asking.")
@click.option("--force", is_flag=True, help="Write over a file that lies there.")
@everywhere
@click.pass_obj
def report(
    wishes: Wishes,
    since: str | None,
    until: str | None,
    days: int | None,
    whole: bool,
    without: tuple[str, ...],
    photos: bool,
    brief: bool,
    form: str,
    out: str | None,
    yes: bool,
    force: bool,
) -> None:
    """Write a report for your therapist. One page comes first, the details after it, in one file that prints on paper.

    It answers the plan line by line, and has your questions, reactions, ratings by zone and over time, sessions, shelf
    and what else was. You see what is in it before it is written. It is one file that fetches nothing and runs nothing;
    you hand it over yourself. Photos are in it only with --photos, notes of the journal never.

    The parts are plan, questions, reactions, face, measures, sessions, shelf, context and photos. As text and as JSON
    it goes to standard output where no file is named.

    \b
    aftercare report
    aftercare report --days 28 --without context --without shelf
    aftercare report --from 2026-09-01 --photos --out report.html
    aftercare report --brief --as text
    """
    wishes.refuse_day("report")
    if out is not None and not out.strip():
        raise BadInput("--out names no file.", "Write the file's name after it.")
    if wishes.json and out == _STANDARD_OUTPUT:
        raise BadInput("Standard output cannot have both the report and JSON.", "Give --out a file's name.")
    care, now = wishes.care(), clock.now()
    reporting = care.reporting
    wish = _wish(reporting, now, since, until, days, without, whole=whole, photos=photos, brief=brief)
    file = _file(out, ReportForm(form), wish, wishes)
    with progress("Reading the record", wishes) as told:
        made = reporting.report(wish, now, told)
    if file is not None:
        if not wishes.json:
            say(*_summary(made))
        if not (yes or agrees(f"Write it to {literal(str(file))}?", wishes)):
            raise not_agreed("written")
        reporting.hand_out_report(file, reporting.report_written(made, ReportForm(form)), force=force)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.report_shapes import report_shape

        say(encoded(report_shape(care.folder.name, str(file) if file is not None else None, made)))
    elif file is None:
        click.echo(reporting.report_written(made, ReportForm(form)), nl=False)
    else:
        say(literal(f"{file} is written. It is not encrypted: anybody who has it can read it."))


def _wish(
    reporting: Reporting,
    now: datetime,
    since: str | None,
    until: str | None,
    days: int | None,
    without: tuple[str, ...],
    *,
    whole: bool,
    photos: bool,
    brief: bool,
) -> ReportWish:
    if sum((since is not None, days is not None, whole)) > 1:
        raise BadInput("--from, --days and --all each say when it begins.", "Give one of them.")
    if days is not None and days < 1:
        raise BadInput(f"{days} is no number of days.", "Write a whole number from 1 on.")
    today = reporting.today(now)
    last = read_day(until).seen_from(today) if until else None
    first: date | None = read_day(since).seen_from(today) if since else None
    if days is not None:
        until_day = last or today
        # however many are asked for, no day lies before the first there is
        first = until_day - min(days - 1, (until_day - date.min).days) * _DAY
    parts = (USUAL_PARTS | {ReportPart.PHOTOS} if photos else USUAL_PARTS) - {part_typed(each) for each in without}
    return reporting.report_wish(now, first, last, parts, whole=whole, brief=brief)


def _file(out: str | None, form: ReportForm, wish: ReportWish, wishes: Wishes) -> Path | None:
    """Where it is written; None for standard output."""
    if out == _STANDARD_OUTPUT or (out is None and (wishes.json or form is not ReportForm.HTML)):
        return None
    return Path(out).expanduser() if out else Path(f"aftercare-report-{wish.last.isoformat()}{SUFFIXES[form]}")


def _summary(made: Report) -> list[str]:
    """What is in it, and what is not."""
    from aftercare.model.report_contents import NEVER_IN, contents

    found = contents(made)
    what = "The first page of a report" if made.wish.brief else "A report"
    whom = f" for {made.therapist}" if made.therapist else ""
    begin = f"{what}{whom}, {period_words(made.wish.first, made.wish.last)}, {counted(made.days, 'day')}:"
    lines = table([(f"  {'✓' if each.is_in else '·'}", each.title, _told(each)) for each in found], " ")
    return [literal(begin), *map(literal, lines), literal(NEVER_IN)]


def _told(each: PartContent) -> str:
    if each.is_in:
        return each.words
    return "not in it (--photos)" if each.part is ReportPart.PHOTOS else "not in it"
