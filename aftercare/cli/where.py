"""`where`: the folders and files of a record, and the lines in them that do not count."""

from __future__ import annotations

import click

from aftercare.care import Care, where_it_would_be
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, say, table
from aftercare.cli.wishes import Wishes, everywhere


@command()
@everywhere
@click.pass_obj
def where(wishes: Wishes) -> None:
    """Tell where your record lies.

    It names the files, and the lines in them that are damaged and do not count.

    \b
    aftercare where
    aftercare where --json
    """
    wishes.refuse_day("where")
    care = Care.find(wishes.home(), wishes.client)
    found = care.where() if care else where_it_would_be(wishes.home(), wishes.client)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.record_shapes import WhereShape

        say(
            encoded(
                WhereShape(
                    client=found.client,
                    records=literal(str(found.records)),
                    state=literal(str(found.state)),
                    files=tuple(map(literal, found.files)),
                    set_aside=tuple(map(literal, found.set_aside)),
                )
            )
        )
        return
    rows = [
        ("Client", found.client),
        ("Record", str(found.records)),
        ("This machine", str(found.state)),
        *_under("Files", found.files),
        *_under("Set aside", found.set_aside),
    ]
    say(*table([(title, literal(text)) for title, text in rows]))


def _under(title: str, lines: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(title if at == 0 else "", line) for at, line in enumerate(lines or ("none",))]
