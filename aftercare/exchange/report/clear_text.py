"""Text of people in a report: what cannot be seen but takes effect is written out, as <U+202E>."""

from __future__ import annotations

from aftercare.model.safe_text import hidden_characters


def clear(text: str) -> str:
    """`text` with its line breaks, in which no other character takes effect or may not stand in a page."""
    # of what takes effect nothing counts as printable
    if text.isprintable():
        return text
    plain = text.expandtabs(4)
    hidden = set(hidden_characters(plain, allowed="\n"))
    hidden |= {at for at, sign in enumerate(plain) if _is_no_character(ord(sign))}
    return "".join(f"<U+{ord(sign):04X}>" if at in hidden else sign for at, sign in enumerate(plain))


def _is_no_character(number: int) -> bool:
    """Whether Unicode keeps this number free for ever: HTML does not have it either."""
    return 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
