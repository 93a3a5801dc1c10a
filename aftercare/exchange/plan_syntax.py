"""From a text to the tables of its TOML, with every slip of the pen told in plain words and with its line."""

from __future__ import annotations

import re
import tomllib
from datetime import date

from aftercare.exchange.plan_errors import PlanErrors, PlanProblem
from aftercare.exchange.toml_places import Place, Places, Token, TokenKind, tokens
from aftercare.model.safe_text import printable, shown

#: The format itself needs four brackets within each other and keys of two parts; tomllib would overflow at
#: some hundreds of brackets and take minutes over a key of 100,000 parts.
MAX_DEPTH = 12
#: A number or a word without quotation marks; Python refuses numbers of over 4,300 digits with an error of
#: its own.
MAX_WORD = 100

_PLACE = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_KEY_AND_VALUE = re.compile(r"""\s*(?P<key>[\w.\-"']+)\s*=\s*(?P<value>.*)$""")

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?![\d-])")
_LOOSE_DATE = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MINUTES = re.compile(r"(?:(?P<day>\d{4}-\d{2}-\d{2})[T ])?(?P<time>\d{2}:\d{2})(?=\s|$|Z|[+-])")
_CLOCK = re.compile(r"(?:\d{4}-\d{2}-\d{2}[T ])?\d{1,2}:\d{1,2}(?::\d{1,2})?")
_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»‹›"


def toml_tables(text: str, source_name: str) -> dict[str, object]:
    """The tables of the TOML `text`. Raises PlanErrors with the one problem that stops the reading."""
    places = Places(text)
    _refuse_depth(text, source_name, places)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = _in_plain_words(text, str(error), places)
    except (ValueError, RecursionError):
        # Guarded against above; whatever slips through is still a bad file and no failure of the program.
        problem = PlanProblem(1, 1, "", "The file holds something that cannot be read.", "Write it more simply.")
    raise PlanErrors(source_name, [problem])


def _refuse_depth(text: str, source_name: str, places: Places) -> None:
    depth = dots = 0
    for token in tokens(text):
        if token.kind is TokenKind.WORD and len(token.text) > MAX_WORD:
            message = f"{shown(token.text, 20)} is too long for a number or a name: over {MAX_WORD} characters."
            raise _one(source_name, places.at(token.at), message, "Texts stand in quotation marks.")
        if token.kind is TokenKind.NEWLINE:
            dots = 0
        elif token.kind is TokenKind.SIGN:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.text, 0)
            dots = dots + 1 if token.text == "." else 0
        if depth > MAX_DEPTH or dots > MAX_DEPTH:
            message = f"Here the file is nested more than {MAX_DEPTH} deep."
            raise _one(
                source_name,
                places.at(token.at),
                message,
                "A plan needs no more than four brackets in each other.",
            )


def _one(source_name: str, place: Place, message: str, suggestion: str) -> PlanErrors:
    return PlanErrors(source_name, [PlanProblem(place.line, place.column, "", message, suggestion)])


def _in_plain_words(text: str, error: str, places: Places) -> PlanProblem:
    found = _PLACE.search(error)
    place = places.at(len(text))
    if found and found["line"]:
        place = Place(int(found["line"]), int(found["column"]))
    kind = error[: found.start()] if found else error
    if kind in {"Unclosed array", "Unclosed inline table", "Unterminated string"} or kind.startswith(
        "Illegal character"
    ):
        opened = _still_open(text, places, place)
        if opened is not None:
            return _not_closed(opened, places)
    line = text.split("\n")[place.line - 1]
    message, suggestion = _diagnosis(kind, line)
    return PlanProblem(place.line, place.column, _key_on(line), message, suggestion)


def _key_on(line: str) -> str:
    found = _KEY_AND_VALUE.match(line)
    return printable(found["key"]) if found else ""


def _diagnosis(kind: str, line: str) -> tuple[str, str]:
    """What is wrong on `line`, at which tomllib stopped with `kind`, and what would be right."""
    if kind == "Cannot overwrite a value" or kind.startswith("Duplicate inline table key"):
        return "This key stands twice in the same table.", "Keep one of the two."
    if kind.startswith(("Cannot declare", "Cannot mutate", "Cannot redefine")):
        if line.lstrip().startswith("["):
            return f"The heading {printable(line.strip())} stands twice.", "Put both parts under one heading."
        return "This adds to something that is already complete.", "Put all of it in one place."
    if kind.startswith("Expected ']"):
        return f"The heading {printable(line.strip())} is not closed.", "Write it like [plan] or [[steps]]."
    if kind in {"Unescaped '\\' in a string", "Invalid hex value"} or kind.startswith("Escaped character"):
        return "A backslash in a text has a meaning of its own.", 'Write two ("\\\\") where one is meant.'
    written = _KEY_AND_VALUE.match(line)
    if written is None:
        if ":" in line and "=" not in line:
            return (
                f"{shown(line.strip())} has a colon in place of an equals sign.",
                'Write for example: wait = "60 s"',
            )
        return (
            f"{shown(line.strip())} is neither a key with a value nor a heading.",
            'Write for example: wait = "60 s"',
        )
    return _value_diagnosis(written["value"].strip(), written["key"])


def _value_diagnosis(value: str, key: str) -> tuple[str, str]:
    bare = value.split("#")[0].strip()
    example = f'Write for example: {printable(key)} = "…"'
    if not bare:
        return "Nothing stands after the equals sign.", example
    if bare[0] in _TYPOGRAPHIC_QUOTES:
        return f"{bare[0]} is a typographic quotation mark.", 'Write straight ones: "…"'
    if _MINUTES.match(bare) and not _impossible(bare):
        written = _MINUTES.match(bare)
        full = f"{written['day']}T{written['time']}" if written and written["day"] else bare[:5]
        return f"{printable(bare)} lacks its seconds.", f"Write {full}:00."
    if _DATE.match(bare) and _impossible(bare):
        return f"{printable(bare[:10])} is not a day of the calendar.", "Check the month and the day."
    if _CLOCK.match(bare):
        return (
            f"{printable(bare)} is not a time of the day.",
            "Write hours, minutes and seconds, for example 07:30:00.",
        )
    if _LOOSE_DATE.match(bare):
        return (
            f"{printable(bare)} is not written as a date.",
            "Write year, month and day, for example 2026-11-16.",
        )
    if bare[0] in "\"'[{":
        return (
            f"Something is left over after the value: {shown(bare)}.",
            "One key with its value stands on a line.",
        )
    return f"{printable(bare)} stands without quotation marks.", f"Write {printable(key)} = {shown(bare)}"


def _impossible(bare: str) -> bool:
    found = _DATE.match(bare)
    if not found:
        return False
    try:
        date.fromisoformat(found.group())
    except ValueError:
        return True
    return False


def _still_open(text: str, places: Places, until: Place) -> Token | None:
    """The innermost token before `until` that began a text, list or inline table which is not closed."""
    opened: list[Token] = []
    for token in tokens(text):
        if places.at(token.at) > until:
            break
        if token.kind is TokenKind.STRING and not _is_closed(token.text):
            return token
        if token.kind is TokenKind.SIGN and token.text in "[{":
            opened.append(token)
        elif token.kind is TokenKind.SIGN and token.text in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _is_closed(text: str) -> bool:
    mark = text[:3] if text[:3] in {'"""', "'''"} else text[0]
    if len(text) < 2 * len(mark) or not text.endswith(mark):
        return False
    if mark == '"':
        return (len(text) - len(text[:-1].rstrip("\\")) - 1) % 2 == 0
    return True


def _not_closed(token: Token, places: Places) -> PlanProblem:
    place = places.at(token.at)
    if token.kind is TokenKind.STRING:
        mark = token.text[:3] if token.text[:3] in {'"""', "'''"} else token.text[0]
        return PlanProblem(
            place.line,
            place.column,
            "",
            "The text that begins here is not closed.",
            f"Put {mark} at its end.",
        )
    what, mark = ("list", "]") if token.text == "[" else ("table", "}")
    suggestion = f"Put commas between its parts and {mark} at its end."
    return PlanProblem(place.line, place.column, "", f"The {what} that begins here is not closed.", suggestion)
