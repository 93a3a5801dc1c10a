"""`shelf`: what stands there, until when and how much of it; adding, editing, opening, finishing, substituting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from aftercare.care import Care, PackFacts, ProductFacts, ingredients_typed, product_kinds
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.safety_remarks import say_remarks
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.floor_words import allergen_words
from aftercare.model.pack import Pack
from aftercare.model.routine import Product
from aftercare.model.shelf import Alert, ShelfRow, ShelfView
from aftercare.model.shelf_text import (
    best_before_typed,
    day_typed,
    left_typed,
    measure_typed,
    measured,
    months_typed,
    price_typed,
)
from aftercare.model.shelf_words import (
    IN_NO_STEP,
    alert_words,
    left_words,
    month_cost_words,
    must_go_words,
    runs_out_words,
)
from aftercare.model.text import folded
from aftercare.model.words import day_in_full, listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COLOURS = {Alert.PAST: "magenta", Alert.SOON: "yellow", Alert.RUNNING_LOW: "yellow"}


def product_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the products, for the shell's completion."""
    from click.shell_completion import CompletionItem

    try:
        products = ctx.ensure_object(Wishes).care().present().routine.products.values()
    except AftercareError:
        return []
    wanted = folded(incomplete)
    found = [each for each in products if each.id.startswith(wanted) or folded(each.name).startswith(wanted)]
    return [CompletionItem(each.id, help=each.name) for each in found]


def kind_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The kinds of products, for the shell's completion."""
    from click.shell_completion import CompletionItem

    kinds = product_kinds().values()
    return [CompletionItem(each.id, help=each.label) for each in kinds if each.id.startswith(incomplete)]


_product = click.argument("product", nargs=-1, required=True, shell_complete=product_ids)
_pack = click.option("--pack", metavar="ID", help="Which pack, where several are open (--json tells the ids).")


def _of_product(command: Callable[..., object]) -> Callable[..., object]:
    for option in (
        click.option("--dose", metavar="MEASURE", help="What one use takes, such as 0.4 ml."),
        click.option("--amount", metavar="TEXT", help="What one use takes, in words."),
        click.option("--ingredients", metavar="LIST", help="Ingredients, as they stand on the label."),
        click.option("--kind", metavar="KIND", shell_complete=kind_ids, help="Such as serum or moisturiser."),
    ):
        command = option(command)
    return command


def _of_pack(command: Callable[..., object]) -> Callable[..., object]:
    for option in (
        click.option("--price", metavar="PRICE", help="What the pack cost, such as 24.90 EUR."),
        click.option(
            "--best-before", metavar="DAY", help="Its date, such as 2027-03-31, or 2027-03 for the month's end."
        ),
        click.option("--size", metavar="MEASURE", help="What a full pack holds, such as 30 ml or 50 g."),
        click.option("--pao", metavar="MONTHS", help="The months in its open-jar symbol."),
    ):
        command = option(command)
    return command


@group(listed=("add", "edit", "open", "left", "finish", "substitute"), invoke_without_command=True)
@everywhere
@click.pass_context
def shelf(ctx: click.Context) -> None:
    """List your products: how long they keep, and what is left. The list tells the day each must go, when it runs out,
    and what a month costs.

    \b
    aftercare shelf
    aftercare shelf add "Aloe gel" --kind gel --pao 6 --opened today
    aftercare shelf open serum
    aftercare shelf substitute gel "aloe gel"
    """
    if ctx.invoked_subcommand is None:
        wishes = ctx.ensure_object(Wishes)
        wishes.refuse_day("shelf")
        care = wishes.care()
        view = care.shelf(clock.now())
        if wishes.json:
            from aftercare.cli.json_shape import encoded
            from aftercare.cli.shelf_shapes import shelf_shape

            say(encoded(shelf_shape(view, care.folder.name)))
        elif view.rows:
            say(*_lines(view.rows, view))
            names = {each.product.id: each.product.name for each in view.rows}
            for product, held in care.known_allergens(clock.now()).items():
                if product in names:
                    say(literal(allergen_words(names[product], held)))
        else:
            say("The shelf is empty. `aftercare shelf add NAME --kind KIND` puts something on it.")


@shelf.command()
@click.argument("name", nargs=-1, required=True)
@_of_product
@_of_pack
@click.option("--opened", metavar="DAY", help="When it was opened; a pack is put there with it.")
@everywhere
@click.pass_obj
def add(wishes: Wishes, /, name: tuple[str, ...], **typed: str | None) -> None:
    """Put a product of your own on the shelf. Where a date or a price is given, a pack of it is put there too.

    \b
    aftercare shelf add "Aloe gel" --kind gel --size "50 ml" --price "12.50 EUR"
    """
    wishes.refuse_day("shelf add")
    if not typed["kind"]:
        raise BadInput("The kind of product is missing.", f"Add --kind with one of: {', '.join(product_kinds())}.")
    now = clock.now()
    care = wishes.care()
    facts = ProductFacts(" ".join(name), typed["kind"], **_product_facts(typed))
    told = _pack_facts(typed, care, now)
    pack = PackFacts(**told) if any(value not in (None, "") for value in told.values()) else None
    before = care.present().routine
    product = care.add_product(facts, now, pack)
    say_remarks(care, before, now)
    _tell(wishes, care, now, "added", product, f"“{product.name}” is on the shelf.")
    offer_help(care, product.name, typed["amount"])


@shelf.command()
@_product
@click.option("--name", metavar="NAME", help="Another name.")
@_of_product
@_of_pack
@click.option("--opened", metavar="DAY", help="When the pack was opened.")
@click.option("--pack-pao", metavar="MONTHS", help="The months in the symbol of this pack alone.")
@_pack
@everywhere
@click.pass_obj
def edit(wishes: Wishes, /, product: tuple[str, ...], pack: str | None, name: str | None, **typed: str | None) -> None:
    """Change what is known of a product, or of its pack. An option with "" takes back what was known.

    \b
    aftercare shelf edit serum --best-before 2027-03 --price 24.90
    """
    wishes.refuse_day("shelf edit")
    now = clock.now()
    care = wishes.care()
    seen = product_called(" ".join(product), care)
    told = {key: value for key, value in typed.items() if value is not None}
    if not told and name is None:
        raise BadInput("Nothing to change was named.", "`aftercare shelf edit --help` lists what can be.")
    facts: dict[str, Any] = {
        key: value for key, value in _product_facts(typed).items() if key.removesuffix("_unit") in told
    }
    if "ingredients" in told:
        facts["strengths"] = _product_facts(typed)["strengths"]
    if "kind" in told:
        facts["kind"] = told["kind"]
    if name is not None:
        facts["name"] = name
    after = replace(seen, **facts)
    of_pack = {
        key: value
        for key, value in _pack_facts(typed, care, now).items()
        if {"currency": "price"}.get(key, key) in told
    }
    if "pack_pao" in told:
        of_pack["pao"] = months_typed(told["pack_pao"])
    if of_pack:
        chosen = _chosen(seen, pack, care, unopened=True)
        care.edit_both(seen, after, chosen, replace(chosen, **of_pack), now)
    else:
        care.edit_product(seen, after, now)
    _tell(wishes, care, now, "edited", after, f"“{after.name}” is changed.")
    offer_help(care, name, typed["amount"])


@shelf.command("open")
@_product
@_of_pack
@click.option("--spare", is_flag=True, help="Only put it there, unopened.")
@click.option("--keep", is_flag=True, help="The one that is open stays in use.")
@everywhere
@click.pass_obj
def open_(wishes: Wishes, /, product: tuple[str, ...], *, spare: bool, keep: bool, **typed: str | None) -> None:
    """Open a new pack of a product, today or on --date DAY. The one that was open is finished with it.

    \b
    aftercare shelf open serum --date yesterday
    aftercare shelf open serum --spare --best-before 2028-01
    """
    now = clock.now()
    care = wishes.care()
    found = product_called(" ".join(product), care)
    facts: dict[str, Any] = {
        **_pack_facts(typed, care, now),
        "pao": months_typed(typed["pao"] or ""),
        **measured("size", typed["size"] or "", 5000),
    }
    if spare:
        wishes.refuse_day("shelf open --spare")
        care.add_pack(found.id, PackFacts(**facts), now)
        _tell(wishes, care, now, "put there", found, f"Another “{found.name}” is on the shelf, unopened.")
        return
    day = wishes.day_of(care, now)
    done = care.open_pack(found.id, PackFacts(**{**facts, "opened": day}), now, finish_former=not keep)
    said = f"A new “{found.name}” is open since {day_in_full(day)}."
    said += " The one before is finished." if done.finished else ""
    _tell(wishes, care, now, "opened", found, said)


@shelf.command()
@_product
@_pack
@everywhere
@click.pass_obj
def finish(wishes: Wishes, product: tuple[str, ...], pack: str | None) -> None:
    """Say that a pack is empty or thrown away, today or on --date DAY.

    \b
    aftercare shelf finish serum
    """
    now = clock.now()
    care = wishes.care()
    found = product_called(" ".join(product), care)
    care.finish_pack(_chosen(found, pack, care, unopened=False), now, wishes.day_of(care, now))
    _tell(wishes, care, now, "finished", found, f"“{found.name}” is finished.")


@shelf.command()
@click.argument("product_and_left", metavar="PRODUCT AMOUNT", nargs=-1, required=True, shell_complete=product_ids)
@_pack
@everywhere
@click.pass_obj
def left(wishes: Wishes, product_and_left: tuple[str, ...], pack: str | None) -> None:
    """Say what is left of a pack, as you see it. From now on uses are taken off that.

    \b
    aftercare shelf left serum 12 ml
    """
    wishes.refuse_day("shelf left")
    typed = left_typed(" ".join(product_and_left))
    if typed is None:
        raise BadInput("What is left is missing at the end.", "Write it like serum 12 ml.")
    now = clock.now()
    care = wishes.care()
    found = product_called(typed[0], care)
    amount = measure_typed(typed[1], "amount left", 5000, empty=True)
    care.count_left(_chosen(found, pack, care, unopened=False), amount, now)
    _tell(wishes, care, now, "counted", found, f"What is left of “{found.name}” is kept.")


@shelf.command()
@click.argument("old", shell_complete=product_ids)
@click.argument("new", shell_complete=product_ids)
@everywhere
@click.pass_obj
def substitute(wishes: Wishes, old: str, new: str) -> None:
    """Use NEW in the place of OLD, from today or --date DAY on. Steps keep their history.

    \b
    aftercare shelf substitute gel "aloe gel"
    """
    now = clock.now()
    care = wishes.care()
    before, after, since = product_called(old, care), product_called(new, care), wishes.day_of(care, now)
    routine = care.present().routine
    steps = care.substitute(before.id, after.id, now, since)
    say_remarks(care, routine, now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.shelf_shapes import SubstitutedShape, applied_shapes

        said = SubstitutedShape(
            client=care.folder.name, old=before.id, new=after.id, since=since, steps=applied_shapes(steps)
        )
        say(encoded(said))
        return
    names = listed([step.name for step in steps])
    say(literal(f"From {day_in_full(since)} on “{after.name}” instead of “{before.name}”: {names}."))


def _product_facts(typed: dict[str, str | None]) -> dict[str, Any]:
    ingredients, strengths = ingredients_typed(typed["ingredients"] or "")
    return {
        "ingredients": ingredients,
        "strengths": strengths,
        "amount": typed["amount"] or "",
        "pao": months_typed(typed["pao"] or ""),
        **measured("size", typed["size"] or "", 5000),
        **measured("dose", typed["dose"] or "", 100),
    }


def _pack_facts(typed: dict[str, str | None], care: Care, now: datetime) -> dict[str, Any]:
    today = care.today(now)
    price = price_typed(typed["price"] or "")
    return {
        "opened": day_typed(typed.get("opened") or "", "day of opening", today),
        "best_before": best_before_typed(typed["best_before"] or "", today),
        "price": price.number,
        "currency": price.unit,
    }


def product_called(typed: str, care: Care) -> Product:
    """The product that `typed` names by its id or a part of its name. Raises NotFound."""
    products = care.present().routine.products.values()
    found = fitting(typed, products, lambda each: (each.id, each.name))
    if not found:
        raise NotFound(f"There is no product “{typed}”.", "`aftercare shelf` lists them.")
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        raise NotFound(
            f"“{typed}” fits {len(found)} products: {listed([each.name for each in found])}.", f"Say: {ids}."
        )
    return found[0]


def _chosen(product: Product, pack: str | None, care: Care, *, unopened: bool) -> Pack:
    """The pack that is meant: the one named, or the only open one, or with `unopened` the only one there is."""
    packs = [each for each in care.present().packs.values() if each.product == product.id and each.finished is None]
    if pack is not None:
        packs = [each for each in packs if each.id == pack]
    elif unopened and not any(each.opened for each in packs):
        pass
    else:
        packs = [each for each in packs if each.opened]
    if not packs:
        raise NotFound(
            f"There is no such pack of “{product.name}”.", f"`aftercare shelf open {product.id}` opens a new one."
        )
    if len(packs) > 1:
        ids = ", ".join(each.id for each in packs)
        raise NotFound(f"There are {len(packs)} packs of “{product.name}”.", f"Say which with --pack: {ids}.")
    return packs[0]


def _tell(wishes: Wishes, care: Care, now: datetime, what: str, product: Product, said: str) -> None:
    view = care.shelf(now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.shelf_shapes import shelved_shape

        say(encoded(shelved_shape(view, care.folder.name, what, product.id)))
        return
    rows = [row for row in view.rows if row.product.id == product.id]
    say(literal(said), *_lines(rows, view))


def _lines(rows: Sequence[ShelfRow], view: ShelfView) -> list[str]:
    cells = []
    for row in rows:
        supply = row.supply
        state = "must go " + must_go_words(row, view.today) if row.must_go else must_go_words(row, view.today)
        parts = [
            f"left: {left_words(supply)}" if row.is_open else "",
            f"runs out {runs_out_words(supply, view.today)}" if supply.runs_out else "",
            month_cost_words(supply),
        ]
        alerts = [styled(alert_words(each, row), color=_COLOURS[each]) for each in row.alerts]
        parts.append("" if row.steps else IN_NO_STEP)
        told = literal("; ".join(part for part in parts if part))
        cells.append(
            [literal(row.product.name), state if row.pack else "none open", "; ".join([*alerts, told]).strip("; ")]
        )
    return [line.rstrip() for line in table(cells)]
