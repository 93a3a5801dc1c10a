"""How a text has to be so that every desktop shows it as it stands."""

from __future__ import annotations

from msgspec.structs import replace

from aftercare.model.safe_text import hidden_characters
from aftercare.reminders.channel import Message

#: What a Windows balloon takes, in UTF-16 units; beyond it Windows shows nothing and says nothing.
LONGEST_TITLE, LONGEST_BODY = 63, 255

_UNSEEN = "\u200b"
_JOINING = "\u200d\ufe0f"


def fitted(message: Message) -> Message:
    """`message` with texts that no notifier takes for an option, cuts in the middle of a sign, or refuses."""
    title = " ".join(_plain(message.title).split()) or "aftercare"
    return replace(
        message,
        title=clipped(_no_option(title), LONGEST_TITLE),
        body=clipped(_no_option(_plain(message.body).strip()), LONGEST_BODY),
    )


def _plain(text: str) -> str:
    hidden = set(hidden_characters(text, allowed="\n\t"))
    return "".join(sign for at, sign in enumerate(text) if at not in hidden)


def _no_option(text: str) -> str:
    # notify-send and osascript read a leading "-" as an option, show nothing and say nothing
    return f"{_UNSEEN}{text}" if text.startswith("-") else text


def utf16_units(text: str) -> int:
    """How long Windows takes `text` to be."""
    return len(text.encode("utf-16-le")) // 2


def clipped(text: str, limit: int) -> str:
    """`text` with at most `limit` UTF-16 units, an ellipsis at its end where something is missing."""
    if utf16_units(text) <= limit:
        return text
    room, kept = limit - 1, 0
    for sign in text:
        room -= utf16_units(sign)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip().rstrip(_JOINING) + "…"
