"""Telling what became of an entry, and what it may be a sign of."""

from __future__ import annotations

from datetime import datetime

from aftercare.care import Care
from aftercare.cli.alarm import offer_signs
from aftercare.cli.entry_naming import SHOWN, short_id
from aftercare.cli.terminal import literal_lines, say, styled
from aftercare.cli.wishes import Wishes
from aftercare.model.entry_words import Named, entry_lines, kind_words
from aftercare.model.journal import Entry
from aftercare.model.words import day_in_full


def tell_entry(wishes: Wishes, care: Care, entry: Entry, what: str, now: datetime) -> None:
    """Tells that an entry is `what` (“written”, “changed”, “deleted”), and offers what it may be a sign of."""
    signs = care.signs_in_entry(entry, now) if what != "deleted" else ()
    if wishes.json:
        from aftercare.cli.journal_shapes import EntryChangeShape, entry_shape, sign_shapes
        from aftercare.cli.json_shape import encoded

        shape = EntryChangeShape(client=care.folder.name, what=what, entry=entry_shape(entry), signs=sign_shapes(signs))
        say(encoded(shape))
    else:
        kind = kind_words(entry)
        title = f"The {'entry' if kind.startswith('after') else kind} of {day_in_full(entry.day)} is {what}."
        say(title, *(f"  {line}" for line in lines_of(entry, care.named([entry]))) if what != "deleted" else ())
    offer_signs(signs, care)


def lines_of(entry: Entry, named: Named) -> list[str]:
    """What stands in an entry, as lines of the terminal."""
    return [line for part in entry_lines(entry, named) for line in literal_lines(part)]


def entry_block(entry: Entry, named: Named, now: datetime) -> list[str]:
    """An entry in a list: its time and kind with the first line, the others below."""
    at = entry.at.astimezone(now.tzinfo)
    first, *more = lines_of(entry, named) or [""]
    head = f"  {f'{at:%H:%M}' if at.date() == entry.day else '':5}  {kind_words(entry):15}  "
    behind = " " * (len(head) + SHOWN + 2)
    return [f"{head}{styled(short_id(entry), dim=True)}  {first}".rstrip(), *(f"{behind}{each}" for each in more)]
