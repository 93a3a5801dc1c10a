"""Where in a TOML text a value stands.

The parsers of the field (tomllib, tomlkit, msgspec) give values without their places, and a message without
its place is of little use to somebody who wrote the file by hand. So the text is cut into tokens here a
second time: to see how deep it is nested before it is parsed, and, once it was parsed and found wanting, to
name lines.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import cached_property
from typing import NamedTuple

#: The way to a value: keys of tables and indexes of lists.
Path = tuple[str | int, ...]


class Place(NamedTuple):
    """A line and a column, both counted from 1."""

    line: int
    column: int


class TokenKind(Enum):
    """What a token is; blanks and comments are left out."""

    STRING = "string"
    SIGN = "sign"
    WORD = "word"
    NEWLINE = "newline"
    OTHER = "other"


class Token(NamedTuple):
    """A piece of TOML text and the offset at which it begins."""

    kind: TokenKind
    text: str
    at: int


# Every alternative also matches where its end is missing, and nothing is tried twice (`*+`): so cutting
# takes a time that grows with the length alone, whatever the text is.
_TOKEN = re.compile(
    r'''
    (?P<string>
        """(?:[^"\\]|\\.|"(?!""))*+(?:""""{0,2})?
      | \'\'\'(?:[^']|'(?!''))*+(?:\'\'\''{0,2})?
      | "(?:[^"\\\n]|\\[^\n])*+\\?"?
      | '[^'\n]*+'?
    )
  | (?P<blank>[ \t\r]++|\#[^\n]*+)
  | (?P<sign>[\[\]{}=,.])
  | (?P<word>[A-Za-z0-9_+:-]++)
  | (?P<newline>\n)
  | (?P<other>.)
    ''',
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[Token]:
    """The tokens of `text`, which need not be valid TOML."""
    for found in _TOKEN.finditer(text):
        name = found.lastgroup
        if name and name != "blank":
            yield Token(TokenKind(name), found.group(), found.start())


class Places:
    """The places in a TOML text: of any offset, and of the keys and values of a valid one."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> Place:
        """The line and column of the character at `offset`."""
        line = bisect_right(self._lines, offset)
        return Place(line, offset - self._lines[line - 1] + 1)

    def of(self, path: Path) -> Place:
        """Where the value at `path` stands, or the nearest thing around it that the text names.

        Needs valid TOML.
        """
        while path not in self._offsets:
            path = path[:-1]
        return self.at(self._offsets[path])

    @cached_property
    def _offsets(self) -> dict[Path, int]:
        offsets: dict[Path, int] = {(): 0}
        _Reading([*tokens(self._text), Token(TokenKind.NEWLINE, "\n", len(self._text))], offsets).statements()
        return offsets


class _Reading:
    """One walk over the tokens, which notes the offset of each key, header and list element."""

    def __init__(self, all_tokens: Sequence[Token], offsets: dict[Path, int]) -> None:
        self._tokens = all_tokens
        self._next = 0
        self._offsets = offsets
        self._lengths: dict[Path, int] = {}

    def statements(self) -> None:
        table: Path = ()
        while self._next < len(self._tokens):
            if self._peek().kind is TokenKind.NEWLINE:
                self._next += 1
            elif self._is("["):
                table = self._header()
                self._skip_line()
            else:
                self._key_and_value(table)
                self._skip_line()

    def _header(self) -> Path:
        at = self._take().at
        is_list = self._is("[") and self._peek().at == at + 1
        if is_list:
            self._take()
        keys = self._keys()
        path: Path = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            self._note(path, at)
            if is_list and number == len(keys) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            if path in self._lengths:
                path = (*path, self._lengths[path] - 1)
                self._note(path, at)
        return path

    def _key_and_value(self, table: Path) -> None:
        at = self._peek().at
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path, at)
        if self._is("="):
            self._take()
            self._value(path)

    def _value(self, path: Path) -> None:
        if self._is("["):
            self._take()
            index = 0
            while not self._is("]"):
                if self._is(",") or self._peek().kind is TokenKind.NEWLINE:
                    self._take()
                    continue
                self._note((*path, index), self._peek().at)
                self._value((*path, index))
                index += 1
            self._take()
        elif self._is("{"):
            self._take()
            while not self._is("}"):
                if self._is(",") or self._peek().kind is TokenKind.NEWLINE:
                    self._take()
                else:
                    self._key_and_value(path)
            self._take()
        else:
            self._take()
            while not (self._peek().kind is TokenKind.NEWLINE or self._peek().text in {",", "]", "}"}):
                self._take()

    def _keys(self) -> list[str]:
        keys = [_key_of(self._take())]
        while self._is("."):
            self._take()
            keys.append(_key_of(self._take()))
        return keys

    def _skip_line(self) -> None:
        while self._peek().kind is not TokenKind.NEWLINE:
            self._take()

    def _note(self, path: Path, at: int) -> None:
        self._offsets.setdefault(path, at)

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _is(self, sign: str) -> bool:
        token = self._tokens[self._next]
        return token.kind is TokenKind.SIGN and token.text == sign


def _key_of(token: Token) -> str:
    if token.kind is not TokenKind.STRING:
        return token.text
    if token.text.startswith('"') and "\\" in token.text:
        return str(tomllib.loads(f"key = {token.text}")["key"])
    return token.text[1:-1]
