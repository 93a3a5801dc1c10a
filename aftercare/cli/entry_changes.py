"""What `journal edit` puts into an entry: ratings, tags, and the parts that an entry of its kind has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from aftercare.care import Care
from aftercare.care.entering import check_bruise_typed
from aftercare.care.journal_tables import (
    context_answer_typed,
    ratings_typed,
    skin_sign_typed,
    subjects_named,
    zone_named,
)
from aftercare.cli.entry_naming import sign_names, zone_names
from aftercare.cli.log import stage_typed
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.options_together import taken_as
from aftercare.cli.session import session_called, session_ids
from aftercare.cli.shelf import product_called, product_ids
from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, BruiseSeen, Stage
from aftercare.model.check_in import CheckIn
from aftercare.model.entry_words import kind_words
from aftercare.model.journal import Entry, tags_of
from aftercare.model.note import Note
from aftercare.model.reaction import Reaction
from aftercare.model.session_entry import SessionEntry
from aftercare.model.tags import tags_typed

E = TypeVar("E", bound=Entry)

_NONE = "none"
#: The parts that an entry of each kind has besides its words, its ratings and its tags.
_PARTS: dict[type, tuple[str, ...]] = {
    Note: ("step",),
    SessionEntry: ("session",),
    Reaction: ("signs", "zones", "step", "product"),
    Bruise: ("zones", "stage", "mm"),
    BruiseSeen: ("stage", "mm"),
}
_OPTIONS = (
    click.option(
        "--session",
        metavar="SESSION",
        shell_complete=session_ids,
        help="The session, of an entry after one.",
    ),
    click.option(
        "--sign", "signs", multiple=True, metavar="SIGN", shell_complete=sign_names, help="How a reaction is."
    ),
    click.option(
        "--zone",
        "zones",
        multiple=True,
        metavar="ZONE",
        shell_complete=zone_names,
        help="Where a reaction or a bruise is.",
    ),
    click.option("--step", metavar="STEP", shell_complete=step_ids, help="The step of a note or a reaction."),
    click.option("--product", metavar="PRODUCT", shell_complete=product_ids, help="The product of a reaction."),
    click.option("--stage", metavar="STAGE", help="The colour of a bruise."),
    click.option("--mm", metavar="NUMBER", help="How large a bruise is at its longest."),
)


class NewParts(Struct, frozen=True):
    """The options as they were typed; None and () for those that were not."""

    session: str | None
    signs: tuple[str, ...]
    zones: tuple[str, ...]
    step: str | None
    product: str | None
    stage: str | None
    mm: str | None

    @property
    def are_given(self) -> bool:
        """Whether any of them was typed."""
        return any(getattr(self, name) not in (None, ()) for name in self.__struct_fields__)

    def put_into(self, entry: E, care: Care) -> E:
        """The entry with these parts. Raises BadInput and NotFound."""
        for name in self.__struct_fields__:
            if getattr(self, name) not in (None, ()) and name not in _PARTS.get(type(entry), ()):
                option = f"--{name.removesuffix('s') if name in ('signs', 'zones') else name}"
                raise BadInput(f"{option} does not go with {_with_article(kind_words(entry))}.", "Leave it out.")
        return changed_entry(entry, **self._changes(entry, care))

    def _changes(self, entry: Entry, care: Care) -> dict[str, object]:
        found: dict[str, object] = {}
        if self.session is not None:
            found["session"] = session_called(care, self.session).id
        if self.signs:
            found["signs"] = tuple(dict.fromkeys(map(skin_sign_typed, _named(self.signs))))
        if self.zones:
            found |= self._where(entry)
        if self.step is not None:
            found["step"] = None if self.step == _NONE else step_called(self.step, care.present().routine).id
        if self.product is not None:
            found["product"] = None if self.product == _NONE else product_called(self.product, care).id
        if self.stage is not None or self.mm is not None:
            found |= self._look(entry)
        return found

    def _where(self, entry: Entry) -> dict[str, object]:
        where = tuple(dict.fromkeys(map(zone_named, _named(self.zones))))
        if not isinstance(entry, Bruise):
            return {"zones": where}
        if len(where) != 1:
            raise BadInput("A bruise is in one zone.", "Name one zone.")
        return {"zone": where[0]}

    def _look(self, entry: Entry) -> dict[str, object]:
        if not isinstance(entry, Bruise | BruiseSeen):
            return {}
        stage = stage_typed(self.stage) if self.stage is not None else entry.stage
        seen = entry.millimetres if stage is not Stage.NONE else None
        size = _millimetres(self.mm) if self.mm is not None else seen
        check_bruise_typed(stage, size, found=isinstance(entry, Bruise))
        return {"stage": stage, "millimetres": size}


def changes_parts(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command these options; it takes them as `parts`."""
    return taken_as("parts", NewParts, _OPTIONS)(command)


def _named(typed: Sequence[str]) -> Sequence[str]:
    return () if tuple(typed) == (_NONE,) else typed


def _millimetres(typed: str) -> int | None:
    if typed == _NONE:
        return None
    if not (typed.isascii() and typed.isdecimal()):
        raise BadInput(f"“{typed}” is no number of millimetres.", "Write it like 8, or none.")
    return int(typed)


def _with_article(words: str) -> str:
    return words if words.startswith("after") else f"a {words}"


def with_ratings(entry: Entry, ratings: Sequence[str], unset: Sequence[str], context: Sequence[str]) -> Entry:
    """The entry with these ratings and answers as they were typed, and without those of `unset`.

    Raises BadInput and NotFound.
    """
    if not (ratings or unset or context):
        return entry
    if not isinstance(entry, CheckIn):
        raise BadInput("Only a check-in has ratings and answers.", "Leave --set, --unset and --context out.")
    rated = {each.subject: each for each in entry.ratings}
    for typed in ratings:
        rated.update({each.subject: each for each in ratings_typed(typed)})
    for typed in unset:
        for subject in subjects_named(typed):
            if rated.pop(subject, None) is None:
                raise BadInput(f"“{subject.name}” is not rated in it.", "`aftercare journal show` tells what is.")
    answers = {each.item: each for each in entry.context}
    answers.update({each.item: each for each in map(context_answer_typed, context)})
    return changed_entry(entry, ratings=tuple(rated.values()), context=tuple(answers.values()))


def with_tags(entry: Entry, tags: Sequence[str], untag: Sequence[str]) -> Entry:
    """The entry with these tags, and without those of `untag`. Raises BadInput."""
    if not (tags or untag):
        return entry
    less = set(tags_typed(untag))
    if missing := less - set(entry.tags):
        hint = "One in its text goes with the text." if missing <= set(tags_of(entry)) else ""
        raise BadInput(f"The entry was not given the tag @{min(missing)}.", hint)
    kept = tuple(each for each in dict.fromkeys((*entry.tags, *tags_typed(tags))) if each not in less)
    return changed_entry(entry, tags=kept)


def changed_entry(entry: E, **changes: object) -> E:
    """The entry with these changes. Raises BadInput where nothing would be left of it."""
    try:
        return replace(entry, **changes)
    except ValueError as error:
        left = f"Then nothing is left of the {kind_words(entry).removeprefix('after a ')}."
        raise BadInput(left, "`aftercare journal delete` deletes it.") from error
