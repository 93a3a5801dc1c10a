"""`ingredients read`: what is known of a list of ingredients, as it stands on a label."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aftercare.care import ingredient_classes, ingredient_rows, read_label, read_label_bytes, read_label_file
from aftercare.cli.command import group
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.ingredient_list import IngredientList
from aftercare.model.ingredient_words import known_words, meaning_words

_DEFAULTS = "These are defaults, most of them general knowledge: what therapist, prescriber or label say comes first."


@group()
@everywhere
def ingredients() -> None:
    """Read what stands on a label.

    \b
    aftercare ingredients read --text "Aqua, Glycerin, Niacinamide 5 %"
    """


@ingredients.command("read")
@click.argument("file", required=False)
@click.option("--text", metavar="LIST", help="The list itself, instead of a file.")
@everywhere
@click.pass_obj
def read(wishes: Wishes, file: str | None, text: str | None) -> None:
    """Tell what is known of a list of ingredients. It is read from FILE, from standard input (-), or from --text.

    Whatever is not known is listed as it was written. Names that are nearly right are offered, never taken.

    \b
    aftercare ingredients read label.txt
    aftercare ingredients read --text "Aqua, Glycerin, Retinol 0,3 %"
    """
    wishes.refuse_day("ingredients read")
    label = _label(file, text)
    if wishes.json:
        from aftercare.cli.ingredients_shapes import label_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(label_shape(label, ingredient_rows(), ingredient_classes())))
        return
    say(*_lines(label))


def _label(file: str | None, text: str | None) -> IngredientList:
    if (file is None) == (text is None):
        said = "No list was given." if file is None else "There are two lists: a file and --text."
        raise BadInput(said, "Name a file, - for standard input, or write the list after --text.")
    if text is not None:
        return read_label(text)
    if file == "-":
        return read_label_bytes(sys.stdin.buffer.read() if sys.stdin else b"", "Standard input")
    return read_label_file(Path(file or ""))


def _lines(label: IngredientList) -> list[str]:
    if not label.ingredients:
        return ["There is no ingredient in it."]
    rows, classes = ingredient_rows(), ingredient_classes()
    lines = [styled(f"{known_words(label)}.", bold=True)]
    cells = []
    for part in label.known:
        row = rows[part.row or ""]
        maybe = "may contain" if part.may_contain else ""
        told = "; ".join(each for each in (maybe, meaning_words(row, part.percent)) if each)
        cells.append([literal(part.text), ", ".join(classes[each].label for each in row.classes), told])
    lines += [line.rstrip() for line in table(cells)] if cells else []
    if label.near:
        offers = [
            f"  {literal(part.text)}: perhaps {' or '.join(rows[each].label for each in part.offers)}"
            for part in label.near
        ]
        lines += ["Nearly known, and not taken:", *offers]
    if label.unknown:
        lines += ["Not known:", *(f"  {literal(part.text)}" for part in label.unknown)]
    lines.append(_DEFAULTS)
    return lines
