"""The streams of a run: whether they are a terminal, and what becomes of signs that one does not know."""

from __future__ import annotations

import codecs
import sys

_PLAIN = {
    "✓": "+", "–": "-", "·": ".", "○": "o", "…": "...", "→": "->", "“": '"', "”": '"', "’": "'",
    "◌": "o", "‖": "=", "│": "|", "─": "-", "═": "=", "•": "*", "▲": "!", "●": "*", "◆": "+",
}  # fmt: skip
_PLAIN_ERRORS = "aftercare.plain"


def _in_plain_signs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(sign, "?") for sign in error.object[error.start : error.end]), error.end


def prepare_streams() -> None:
    """Lets a terminal that does not know a sign show a plain one in its place, instead of failing."""
    codecs.register_error(_PLAIN_ERRORS, _in_plain_signs)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_PLAIN_ERRORS)


def has_terminal() -> bool:
    """Whether there is a terminal to open the app in."""
    return all(each is not None and not each.closed and each.isatty() for each in (sys.stdin, sys.stdout))
