"""`patch-test`: trying a product on a small spot before it goes on the face."""

from __future__ import annotations

import click

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.terminal import literal, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import NotFound
from aftercare.model.product_test import Outcome, ProductTest
from aftercare.model.routine import Product
from aftercare.model.rule_words import day_words

_product = click.argument("product", nargs=-1, required=True)
_OUTCOMES = {"calm": Outcome.CALM, "reacted": Outcome.REACTED, "broken-off": Outcome.BROKEN_OFF}
_STOP = (
    "Stop on a rash, a blister or swelling: wash it off, take a photo, keep the label. `aftercare help-me` says what "
    "to do now and whom to call."
)


@group("patch-test", invoke_without_command=True)
@everywhere
@click.pass_context
def patch_test(ctx: click.Context) -> None:
    """List the patch tests of your products; begin and end one. What you see at the spot meanwhile is noted.

    \b
    aftercare patch-test
    aftercare patch-test start renewal
    aftercare patch-test done renewal --outcome calm
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("patch-test")
    care = wishes.care()
    tests = care.patch_tests()
    if wishes.json:
        _tell_json(care, tests)
        return
    if not tests:
        say("No patch test was begun yet. `aftercare patch-test start PRODUCT` begins one.")
        return
    rows = []
    for each in tests:
        ended = each.outcome.value if each.outcome else "open"
        name = care.present().routine.products[each.product].name
        rows.append((literal(name), ended, f"{day_words(each.first)} to {day_words(care.runs_to(each, clock.now()))}"))
    say(*table(rows))


@patch_test.command("start")
@_product
@click.option("--known-allergy", is_flag=True, help="You have an allergy: 14 days, as with one that is recorded.")
@everywhere
@click.pass_obj
def start(wishes: Wishes, product: tuple[str, ...], known_allergy: bool) -> None:
    """Begin a patch test today. It takes 10 days on the arm, or for acids, peels and retinoids 3 evenings on a spot at
    the jaw.

    \b
    aftercare patch-test start blue gel
    """
    wishes.refuse_day("patch-test start")
    care = wishes.care()
    of = _called(product, care)
    begun = care.start_patch_test(of.id, clock.now(), known_allergy=known_allergy)
    if wishes.json:
        _tell_json(care, (begun.test,))
        return
    from aftercare.care.facts import how_sure

    last = care.runs_to(begun.test, clock.now())
    say(literal(f"The patch test of “{of.name}” runs to {day_words(last)}: {begun.row.label}."))
    say(begun.row.how, begun.row.cautions, _STOP, f"How sure: {how_sure(begun.row)}")


@patch_test.command("note")
@click.argument("product")
@click.argument("words", nargs=-1, required=True)
@everywhere
@click.pass_obj
def note(wishes: Wishes, product: str, words: tuple[str, ...]) -> None:
    """Note what you see at the spot today.

    \b
    aftercare patch-test note blue "a little red at noon, gone by the evening"
    """
    wishes.refuse_day("patch-test note")
    care = wishes.care()
    of = _called((product,), care)
    test = care.open_test(of.id)
    care.note(" ".join(words), care.wall(clock.now()), step=test.step)
    if wishes.json:
        _tell_json(care, (test,))
    else:
        say(literal(f"Noted on the patch test of “{of.name}”. {_STOP}"))
    offer_help(care, " ".join(words))


@patch_test.command("done")
@_product
@click.option("--outcome", type=click.Choice(list(_OUTCOMES)), required=True, help="How the skin took it.")
@everywhere
@click.pass_obj
def done(wishes: Wishes, product: tuple[str, ...], outcome: str) -> None:
    """Say how a patch test ended: calm, reacted, or broken-off.

    \b
    aftercare patch-test done blue gel --outcome calm
    """
    wishes.refuse_day("patch-test done")
    care = wishes.care()
    of = _called(product, care)
    ended = care.end_patch_test(of.id, _OUTCOMES[outcome], clock.now())
    if wishes.json:
        _tell_json(care, (ended,))
        return
    said = f"The patch test of “{of.name}” is ended: {outcome.replace('-', ' ')}."
    if ended.outcome is Outcome.CALM:
        said += " It does not test for immediate allergy: begin with a little all the same."
    say(literal(said))
    if ended.outcome is Outcome.REACTED:
        say(_STOP)


def _tell_json(care: Care, tests: tuple[ProductTest, ...]) -> None:
    from aftercare.cli.json_shape import encoded
    from aftercare.cli.patch_test_shapes import PatchTestsShape, patch_test_shape

    shapes = tuple(patch_test_shape(each, care.runs_to(each, clock.now())) for each in tests)
    say(encoded(PatchTestsShape(client=care.folder.name, tests=shapes)))


def _called(typed: tuple[str, ...], care: Care) -> Product:
    words = " ".join(typed)
    found = fitting(words, care.present().routine.products.values(), lambda each: (each.id, each.name))
    if len(found) != 1:
        raise NotFound(f"“{words}” fits {len(found)} of your products.", "`aftercare shelf` lists them.")
    return found[0]
