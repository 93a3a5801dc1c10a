"""The streams of a run: whether they are a terminal, what is piped in, and what becomes of signs they do not know."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Sequence
from typing import TextIO

from aftercare.errors import BadInput

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


def words_given(text: Sequence[str]) -> str:
    """The words behind a command, or where there are none, or a - alone, those that are piped into it.

    Nobody is waited for at a terminal unless they wrote the -. Raises BadInput.
    """
    if tuple(text) != ("-",) and (text or _is_terminal(sys.stdin)):
        return " ".join(text)
    return words_piped()


def words_piped() -> str:
    """All that standard input has. Raises BadInput where that is no text."""
    if sys.stdin is None or sys.stdin.closed:
        return ""
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise BadInput("What was piped in is no text in UTF-8.", "Save it as UTF-8 first.") from error


def has_terminal() -> bool:
    """Whether there is a terminal to open the app in, or an editor."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
