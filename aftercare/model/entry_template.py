"""What stands in an editor before an entry is written there, and what is read of it afterwards."""

from __future__ import annotations

from aftercare.model.journal import Entry, EntryKind, kind_of
from aftercare.model.session_entry import SessionEntry

#: What stands below it is a hint and is not kept.
_CUT = "--- What stands below this line is not kept ---"
#: What follows is what the therapist said.
_SAID = "Said:"
_TAGS = "A word that begins with @ is a tag: @travel."
_HINTS = {
    EntryKind.NOTE: ("Write what you noticed.",),
    EntryKind.SESSION: ("How did it feel, and how does your skin look?",),
    EntryKind.REACTION: ("When did it begin, what had you put on or done before, what helped?",),
    EntryKind.BRUISE: ("Where exactly is it, does it hurt, what may it come from?",),
    EntryKind.BRUISE_SEEN: ("How does it look now, does it hurt?",),
}


def hints(kind: EntryKind) -> tuple[str, ...]:
    """What may be told in an entry of that kind, a sentence each."""
    return (*_HINTS.get(kind, ()), _TAGS)


def template(kind: EntryKind, text: str = "", said: str = "") -> str:
    """What an editor begins with: the words as they are, with the hints below them."""
    told = hints(kind)
    if kind is EntryKind.SESSION:
        text = f"{text}\n\n{_SAID}\n{said}"
        told = (*told, f"Below “{_SAID}” stands what your therapist said. Either part may stay empty.")
    return f"{text}\n\n{_CUT}\n" + "".join(f"{hint}\n" for hint in told)


def template_of(entry: Entry) -> str:
    """What an editor begins with where an entry is written anew."""
    return template(kind_of(entry), entry.text, said_in(entry))


def said_in(entry: Entry) -> str:
    """What the therapist said, where the entry tells of that."""
    return entry.said if isinstance(entry, SessionEntry) else ""


def words_above(content: str) -> str:
    """What was written in a file that began with a template: without the hints."""
    return content.replace("\r\n", "\n").partition(_CUT)[0].strip()


def words_written(kind: EntryKind, content: str) -> tuple[str, str]:
    """The text of a file that began with a template, and what the therapist said."""
    words = words_above(content)
    if kind is not EntryKind.SESSION:
        return words, ""
    text, _, said = words.partition(_SAID)
    return text.strip(), said.strip()
