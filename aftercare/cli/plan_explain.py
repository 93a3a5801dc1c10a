"""`plan explain`: the leaflet that a client would get on paper by a plan file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.json_shape import Shape, encoded
from aftercare.cli.page import WIDTH, flowed, headed
from aftercare.cli.terminal import literal, padded, say, styled, widest, width
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.leaflet import Leaflet, Line, Part


class LeafletLineShape(Shape, frozen=True):
    """A line; `lead` is the number, time or sign before it, `sure` are numbers of footnotes."""

    lead: str
    text: str
    sure: tuple[int, ...]


class LeafletPartShape(Shape, frozen=True):
    """Lines under a smaller heading, which may be empty."""

    title: str
    lines: tuple[LeafletLineShape, ...]


class LeafletSectionShape(Shape, frozen=True):
    """A section: `id` is course, home, points, around, elsewhere, normal, call or ask."""

    id: str
    title: str
    parts: tuple[LeafletPartShape, ...]


class LeafletShape(Shape, frozen=True):
    """The leaflet. `footnotes` say how sure a fact is, the first has the number 1."""

    plan: str
    version: int
    title: str
    about: tuple[str, ...]
    urgent: str
    sections: tuple[LeafletSectionShape, ...]
    footnotes: tuple[str, ...]


@command("explain")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--region", metavar="COUNTRY", help="Whose emergency number is printed, such as GB.")
@everywhere
@click.pass_obj
def explain(wishes: Wishes, file: Path, region: str | None) -> None:
    """Print the leaflet that a client would get on paper by a plan file. Nothing is taken over.

    It tells in plain words what the plan says, what to leave out around a session, what is usually normal afterwards
    and when to call; each fact that is not the plan's has a number, and the end says how sure it is and who says so.

    \b
    aftercare plan explain plan.toml
    aftercare plan explain plan.toml --region GB | lpr
    """
    from aftercare.care.leaflet import leaflet_of_plan
    from aftercare.cli.plan import read_or_tell

    wishes.refuse_day("plan explain")
    plan = read_or_tell(wishes, file)
    found = leaflet_of_plan(plan, clock.now(), region)
    if wishes.json:
        say(encoded(_shape(found, plan.id, plan.version)))
        return
    say(*leaflet_lines(found))


def leaflet_lines(leaflet: Leaflet) -> list[str]:
    """The leaflet as lines of 80 columns."""
    title = literal(leaflet.title)
    lines = [styled(title, bold=True), "═" * min(width(title), WIDTH)]
    lines += [line for each in leaflet.about for line in flowed(each)]
    lines += ["", *flowed(leaflet.urgent, "▲ ")]
    for section in leaflet.sections:
        lines += headed(section.title, _parts(section.parts))
    if leaflet.footnotes:
        notes = (flowed(each, f"  {f'[{at}]':5}") for at, each in enumerate(leaflet.footnotes, start=1))
        lines += headed("How sure this is, and who says so", (line for each in notes for line in each))
    return lines


def _parts(parts: Iterable[Part]) -> Iterator[str]:
    for number, part in enumerate(parts):
        if number:
            yield ""
        if part.title:
            yield from flowed(part.title, "  ")
        margin = "    " if part.title else "  "
        leads = widest([each.lead for each in part.lines])
        above = ""
        for line in part.lines:
            # a time is said once for all that it is the time of
            again = line.lead == above and line.lead[:1].isdigit()
            above = line.lead
            lead = padded("" if again else literal(line.lead), leads) + ("  " if leads else "")
            yield from flowed(_text(line), margin + lead)


def _text(line: Line) -> str:
    return " ".join([line.text, *(f"[{each}]" for each in line.sure)])


def _shape(leaflet: Leaflet, plan: str, version: int) -> LeafletShape:
    return LeafletShape(
        plan=plan,
        version=version,
        title=leaflet.title,
        about=leaflet.about,
        urgent=leaflet.urgent,
        sections=tuple(
            LeafletSectionShape(
                id=section.id,
                title=section.title,
                parts=tuple(
                    LeafletPartShape(
                        title=part.title,
                        lines=tuple(
                            LeafletLineShape(lead=each.lead, text=each.text, sure=each.sure) for each in part.lines
                        ),
                    )
                    for part in section.parts
                ),
            )
            for section in leaflet.sections
        ),
        footnotes=leaflet.footnotes,
    )
