"""`help-me` and `after-effects`: what to do about a sign, and what is usually normal. Neither waits for a record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

import click

from aftercare.care import Care, help_without_record, sign_reader
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, remark, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput
from aftercare.model.help_me import (
    GLYPHS,
    NORMAL_GLYPH,
    HelpPage,
    effect_lines,
    effects_meant,
    practitioner_words,
    sign_lines,
    signs_meant,
)
from aftercare.model.red_flag import Level, RedFlag

_WIDTH = 80
_MARGIN = 18
_COLOURS = {Level.EMERGENCY: "red", Level.SAME_DAY: "yellow"}


@command()
@click.argument("words", nargs=-1)
@everywhere
@click.pass_obj
def help_me(wishes: Wishes, words: tuple[str, ...]) -> None:
    """Something's wrong: tell what to do now, and whom to call.

    WORDS say what it is, in any words; without them the signs are listed, most urgent first. It needs no record.

    \b
    aftercare help-me my throat is swelling
    aftercare help-me swallowed a magnet
    aftercare help-me
    """
    typed = " ".join(words)
    page, client, trouble = _page(wishes)
    meant = signs_meant(typed, sign_reader()) if typed.strip() else page.signs
    if wishes.json:
        from aftercare.cli.help_shapes import help_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(help_shape(page, meant, client, typed or None, trouble)))
        return
    if typed.strip() and meant:
        say(*_answer(meant, page))
    else:
        say(*_list(page, typed))
    if trouble:
        remark(f"The record was not read: {trouble}")
    if wishes.day:
        remark("`aftercare help-me` has no --date; it was left out.")


@command()
@click.argument("words", nargs=-1)
@everywhere
@click.pass_obj
def after_effects(wishes: Wishes, words: tuple[str, ...]) -> None:
    """Tell what is usually normal after a session, and how long. It says from when on each no longer is normal. WORDS,
    such as bruise, choose among them.

    \b
    aftercare after-effects
    aftercare after-effects bruise
    """
    wishes.refuse_day("aftercare after-effects")
    page, _, _ = _page(wishes)
    typed = " ".join(words)
    found = effects_meant(typed, page.effects) if typed.strip() else page.effects
    if not found:
        raise BadInput(
            f"“{typed}” is no usual after-effect.", f"`aftercare help-me {literal(typed)}` tells what to do about it."
        )
    if wishes.json:
        from aftercare.cli.help_shapes import effects_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(effects_shape(page, found)))
        return
    lines = ["Usually normal after a session"]
    for each in found:
        lines += ["", styled(f"{NORMAL_GLYPH} {each.label}", bold=True), *_told(effect_lines(each, page))]
    say(*lines, "", "`aftercare help-me` tells what to do about a sign.")


def sign_answer(sign: RedFlag, page: HelpPage) -> list[str]:
    """What to do about one sign, as lines."""
    level = page.levels[sign.level].label
    head = styled(f"{GLYPHS[sign.level]} {level.upper()}: {sign.label}", color=_COLOURS.get(sign.level), bold=True)
    return [head, "", *_told(sign_lines(sign, page))]


def _page(wishes: Wishes) -> tuple[HelpPage, str | None, str | None]:
    """The page, the client whose record it is of, and why there is none."""
    now = clock.now()
    try:
        care = Care.find(wishes.home(), wishes.client)
        if care is not None:
            return care.help_page(now), care.folder.name, None
    except AftercareError as error:
        # what to do comes first: without the record only the therapist's number and the region are missing
        return help_without_record(now), None, str(error)
    return help_without_record(now), None, None


def _answer(meant: Sequence[RedFlag], page: HelpPage) -> list[str]:
    first, *others = meant
    lines = sign_answer(first, page)
    if others:
        lines += ["", "It may also be:", *_rows(others)]
    return [*lines, "", f'Afterwards, to keep it: aftercare note "{first.label}. …"', *_region_hint(page)]


def _list(page: HelpPage, typed: str) -> list[str]:
    lines = []
    if typed.strip():
        lines = [f"Nothing here is recognised in “{literal(typed)}”. If it worries you, call.", ""]
    lines += _told([("Emergency", page.emergency.words), ("Therapist", practitioner_words(page.practitioner))])
    for level, row in page.levels.items():
        signs = [each for each in page.signs if each.level is level]
        head = styled(f"{GLYPHS[level]} {row.label}", color=_COLOURS.get(level), bold=True)
        lines += ["", head, *_wrapped(row.now, "  "), *_rows(signs)]
    lines += ["", "`aftercare help-me` with any words of a sign tells what to do.", *_region_hint(page)]
    return [*lines, "`aftercare after-effects` tells what is usually normal."]


def _region_hint(page: HelpPage) -> list[str]:
    if page.emergency.region is not None:
        return []
    return ["`aftercare client region COUNTRY` keeps where you live, for the emergency number."]


def _rows(signs: Iterable[RedFlag]) -> list[str]:
    return [f"  {GLYPHS[each.level]} {each.label}" for each in signs]


def _told(lines: Iterable[tuple[str, str]]) -> list[str]:
    told: list[str] = []
    for heading, words in lines:
        first, *more = _wrapped(literal(words), " " * _MARGIN) or [""]
        told += [f"{heading:<{_MARGIN}}{first.lstrip()}", *more]
    return told


def _wrapped(text: str, margin: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False)
