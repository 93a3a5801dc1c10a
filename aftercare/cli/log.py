"""`log`: writing an entry of the journal: a note, after a session, a reaction, a bruise."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TypeVar

import click

from aftercare.care import Care
from aftercare.care.journal_tables import skin_sign_typed, zone_named
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.editor import words_for
from aftercare.cli.entry_naming import sign_names, tag_names, zone_names
from aftercare.cli.entry_telling import tell_entry
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.session import session_called, session_ids
from aftercare.cli.shelf import product_called, product_ids
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.bruise import BruiseCourse, Stage
from aftercare.model.entry_template import template, words_written
from aftercare.model.journal import Entry, EntryKind
from aftercare.model.later_watch import sessions_that_count
from aftercare.model.text import folded

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_text = click.argument("text", nargs=-1)
_tags = click.option(
    "--tag", "tags", multiple=True, metavar="TAG", shell_complete=tag_names, help="A tag; @tags in the text count too."
)


@group()
@everywhere
def log() -> None:
    """Write an entry of the journal. Without a TEXT your editor opens ($VISUAL or $EDITOR), or what is piped is read.

    \b
    aftercare log note "In the sun all day @travel"
    aftercare log session "Relaxed, a little red" --said "Twice a week now"
    aftercare log reaction --sign itch --step serum "After a minute"
    aftercare log bruise temple-l blue --mm 8
    """


@log.command("note")
@_text
@click.option("--step", metavar="STEP", shell_complete=step_ids, help="The step that it is about.")
@_tags
@everywhere
@click.pass_obj
def log_note(wishes: Wishes, text: tuple[str, ...], step: str | None, tags: tuple[str, ...]) -> None:
    """Write a note of the day, or about a step.

    \b
    aftercare log note "Cheeks a little red"
    aftercare log note --tag travel
    """
    care, now, day = _of(wishes)
    about = step_called(step, care.present().routine).id if step is not None else None
    with _words(care, EntryKind.NOTE, text) as words:
        entry = care.note(words, now, day, about, tags)
    tell_entry(wishes, care, entry, "written", now)


@log.command("session")
@_text
@click.option(
    "--session", "which", metavar="SESSION", shell_complete=session_ids, help="Which one; by default the last one."
)
@click.option("--said", default="", metavar="TEXT", help="What your therapist said.")
@_tags
@everywhere
@click.pass_obj
def log_session(wishes: Wishes, text: tuple[str, ...], which: str | None, said: str, tags: tuple[str, ...]) -> None:
    """Write how you felt after a session, and what was said.

    \b
    aftercare log session "Relaxed, a little red until noon"
    aftercare log session --session session-5 --said "Twice a week from now on"
    """
    care, now, day = _of(wishes)
    session = session_called(care, which).id if which is not None else _last_session(care, now)
    if said and not text:
        entry = care.log_session(session, "", now, said=said, day=day, tags=tags)
    else:
        with _words(care, EntryKind.SESSION, text, said) as words:
            felt, told = words_written(EntryKind.SESSION, words) if not text else (words, said)
            entry = care.log_session(session, felt, now, said=told, day=day, tags=tags)
    tell_entry(wishes, care, entry, "written", now)


def _last_session(care: Care, now: datetime) -> str:
    """The last session that began and was not cancelled."""
    begun = sessions_that_count(care.sessions(), now)
    if not begun:
        raise NotFound("There was no session yet.", "Name one: --session ID; `aftercare session` lists them.")
    return max(begun, key=lambda each: each.at).id


@log.command("reaction")
@_text
@click.option(
    "--sign",
    "signs",
    multiple=True,
    metavar="SIGN",
    shell_complete=sign_names,
    help="How it looks or feels: itch, welts.",
)
@click.option(
    "--zone",
    "zones",
    multiple=True,
    metavar="ZONE",
    shell_complete=zone_names,
    help="The zone of the face, such as cheek-up-r.",
)
@click.option("--step", metavar="STEP", shell_complete=step_ids, help="The step that it followed.")
@click.option("--product", metavar="PRODUCT", shell_complete=product_ids, help="The product that it followed.")
@_tags
@everywhere
@click.pass_obj
def log_reaction(
    wishes: Wishes,
    text: tuple[str, ...],
    signs: tuple[str, ...],
    zones: tuple[str, ...],
    step: str | None,
    product: str | None,
    tags: tuple[str, ...],
) -> None:
    """Write how your skin reacted, where, and to what.

    \b
    aftercare log reaction --sign stinging --step renewal
    aftercare log reaction --sign itch --sign welts --zone nose "After an hour"
    """
    care, now, day = _of(wishes)
    routine = care.present().routine
    looked, where = tuple(map(skin_sign_typed, signs)), tuple(map(zone_named, zones))
    about = step_called(step, routine).id if step is not None else None
    of = product_called(product, care).id if product is not None else None

    def write(words: str) -> Entry:
        return care.log_reaction(looked, now, zones=where, step=about, product=of, text=words, day=day, tags=tags)

    if looked and not text:
        entry = write("")
    else:
        with _words(care, EntryKind.REACTION, text) as words:
            entry = write(words)
    tell_entry(wishes, care, entry, "written", now)


@log.command("bruise")
@click.argument("zone", shell_complete=zone_names)
@click.argument("stage", metavar="STAGE")
@click.option("--mm", "millimetres", type=int, metavar="NUMBER", help="How long it is at its longest, in millimetres.")
@click.option("--new", "another", is_flag=True, help="It is another one than the one that is followed there.")
@click.option("--text", default="", metavar="TEXT", help="Some words.")
@_tags
@everywhere
@click.pass_obj
def log_bruise(
    wishes: Wishes,
    zone: str,
    stage: str,
    millimetres: int | None,
    another: bool,
    text: str,
    tags: tuple[str, ...],
) -> None:
    """Write down a bruise, or what is seen of it now, until it is gone.

    STAGE is red, blue, green, yellow, brown or gone. Where a bruise of the ZONE is followed, this is seen of it.

    \b
    aftercare log bruise temple-l red --mm 6
    aftercare log bruise temple-l yellow
    aftercare log bruise temple-l gone
    """
    care, now, day = _of(wishes)
    where, looks = zone_named(zone), stage_typed(stage)
    followed = _followed(care, where, day, now)
    if len(followed) > 1 and not another:
        ids = ", ".join(each.bruise.id for each in followed)
        raise BadInput(
            f"Several bruises are followed there: {ids}.", "`aftercare journal follow ID STAGE` names one of them."
        )
    entry: Entry
    if followed and not another:
        bruise = followed[0].bruise
        entry = care.follow_bruise(bruise, looks, now, millimetres=millimetres, text=text, day=day, tags=tags)
    else:
        entry = care.log_bruise(where, looks, now, millimetres=millimetres, text=text, day=day, tags=tags)
    tell_entry(wishes, care, entry, "written", now)


def _followed(care: Care, zone: str, day: date, now: datetime) -> list[BruiseCourse]:
    return [each for each in care.bruises(now) if each.bruise.zone == zone and each.bruise.day <= day]


def stage_typed(typed: str) -> Stage:
    """The stage of a bruise that was typed. Raises BadInput."""
    wanted = folded(typed)
    other = {
        "gone": Stage.NONE,
        "purple": Stage.BLUE,
        "green": Stage.GREEN_OR_YELLOW,
        "yellow": Stage.GREEN_OR_YELLOW,
    }
    known = {each.value: each for each in Stage} | other
    if wanted not in known:
        raise BadInput(f"“{typed}” is no stage of a bruise.", "There are: red, blue, green, yellow, brown and gone.")
    return known[wanted]


def _of(wishes: Wishes) -> tuple[Care, datetime, date]:
    care = wishes.care()
    now = care.wall(clock.now())
    return care, now, wishes.day_of(care, now)


def _words(care: Care, kind: EntryKind, text: tuple[str, ...], said: str = "") -> AbstractContextManager[str]:
    return words_for(care, kind, text, template(kind, said=said))
