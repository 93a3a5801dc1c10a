"""One table of a plan file and its fields, read by type and limit; what does not fit becomes a problem with
its place.

Every reader returns something of its type, also where it noted a problem: so all problems of a file are
found in one pass. A plan is built of these values only where there was no problem at all.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from itertools import islice

from aftercare.exchange.plan_errors import Problems
from aftercare.exchange.toml_places import Path
from aftercare.model.safe_text import code_point, hidden_characters, shown

MAX_ID = 64
_MAX_UNKNOWN_TOLD = 20
_ID = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")


def described(value: object) -> str:
    """A value and its type in the words of somebody who does not program: '"1" is a text', "This is a list"."""
    match value:
        case str():
            return f"{shown(value)} is a text"
        case bool():
            return f"{shown(value)} is true or false"
        case int():
            return f"{shown(value)} is a whole number"
        case float():
            return f"{shown(value)} is a number"
        case datetime():
            return f"{shown(value)} is a date with a time"
        case date():
            return f"{shown(value)} is a date"
        case time():
            return f"{shown(value)} is a time"
        case list():
            return "This is a list"
        case _:
            return "This is a table"


def nearest(word: str, known: Iterable[str]) -> str:
    """Which of the `known` words was probably meant, as a suggestion; else all of them."""
    words = list(known)
    close = difflib.get_close_matches(word.casefold()[:MAX_ID], words, n=1, cutoff=0.6)
    if close:
        return f'Did you mean "{close[0]}"?'
    return f"Known here: {', '.join(words)}." if words else "None is known here."


class PlanTable:
    """One table with its `path` in the file and `where` it stands for its author ('step "toner-evening"')."""

    def __init__(self, values: dict[str, object], path: Path, where: str, problems: Problems) -> None:
        self.values = values
        self.path = path
        self.where = where
        self._problems = problems

    def problem(self, key: str | None, message: str, suggestion: str = "", index: int | None = None) -> None:
        """Notes a problem with the value of `key` (its part at `index`), or with the table as a whole."""
        path = self.path if key is None else (*self.path, key)
        where = ", ".join(part for part in (self.where, key or "") if part)
        self._problems.add(path if index is None else (*path, index), where, message, suggestion)

    def refuse_unknown(self, known: Iterable[str]) -> None:
        """Notes the keys that are none of the `known` ones, at most twenty."""
        words = list(known)
        unknown = (key for key in self.values if key not in words)
        for key in islice(unknown, _MAX_UNKNOWN_TOLD):
            where = self.where or "top of the file"
            message = f"{shown(key)} is not a key that a plan knows here."
            self._problems.add((*self.path, key), where, message, nearest(key, words))

    def text(self, key: str, limit: int, *, required: bool = False, lines: bool = False, example: str = "") -> str:
        """A text of at most `limit` characters, on several lines where `lines` says so; "" where there is none."""
        value = self.required(key, example) if required else self.values.get(key)
        if value is None:
            return ""
        return self.checked_text(key, value, limit, lines=lines)

    def checked_text(
        self, key: str, value: object, limit: int, *, lines: bool = False, index: int | None = None
    ) -> str:
        """`value`, which stands at `key` (and `index`), as a text, trimmed and in one Unicode form."""
        if not isinstance(value, str):
            self.problem(
                key,
                f"{described(value)}, and a text is needed.",
                'Put it in quotation marks: "…"',
                index,
            )
            return ""
        hidden = next(hidden_characters(value, allowed="\n\t" if lines else ""), None)
        if hidden is not None:
            self.problem(
                key,
                f"The text holds the hidden character {code_point(value[hidden])}.",
                "Write it without.",
                index,
            )
            return ""
        text = unicodedata.normalize("NFC", value.strip())
        if not text:
            self.problem(key, "The text is empty.", "Fill it in or leave the key out.", index)
        elif len(text) > limit:
            self.problem(
                key,
                f"The text has {len(text)} characters, and at most {limit} fit.",
                "Say it shorter.",
                index,
            )
        return text

    def identifier(self, key: str) -> str:
        """An id: lower-case letters, digits and hyphens. Always required."""
        value = self.required(key, 'id = "calming-gel"')
        return "" if value is None else self.checked_identifier(key, value)

    def checked_identifier(self, key: str, value: object) -> str:
        """`value`, which stands at `key`, as an id."""
        if not isinstance(value, str):
            self.problem(
                key,
                f"{described(value)}, and an id is a text.",
                'Write for example "calming-gel".',
            )
            return ""
        if len(value) > MAX_ID:
            self.problem(key, f"The id {shown(value)} has over {MAX_ID} characters.", "Choose a shorter one.")
        elif not _ID.fullmatch(value):
            self.problem(
                key,
                f"{shown(value)} cannot be an id.",
                f'Ids have small letters a-z, digits and hyphens within: "{_as_id(value)}".',
            )
        return value

    def whole_number(self, key: str, least: int, most: int, example: str) -> int:
        """A whole number from `least` to `most`. Always required."""
        value = self.required(key, example)
        if value is None:
            return least
        if isinstance(value, bool) or not isinstance(value, int):
            self.problem(
                key,
                f"{described(value)}, and a whole number is needed.",
                f"Write {example}",
            )
            return least
        if not least <= value <= most:
            self.problem(key, f"{shown(value)} is out of range.", f"It goes from {least} to {most}.")
            return least
        return value

    def number(self, key: str, most: float) -> float | None:
        """A number from 0 to `most`, or None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.problem(
                key,
                f"{described(value)}, and a number is needed.",
                f"Write for example {key} = 45",
            )
            return None
        if not math.isfinite(value):
            self.problem(
                key,
                f"{shown(value)} is no number to put things in order by.",
                f"Write for example {key} = 45",
            )
            return None
        if not 0 <= value <= most:
            self.problem(key, f"{shown(value)} is out of range.", f"It goes from 0 to {most:g}.")
            return None
        return float(value)

    def texts(self, key: str, most: int, limit: int, *, lines: bool = False) -> tuple[str, ...]:
        """A list of at most `most` texts of at most `limit` characters each; empty where there is none."""
        value = self.parts(key, most)
        found = [self.checked_text(key, each, limit, lines=lines, index=index) for index, each in enumerate(value)]
        for index, each in enumerate(found):
            if each and each in found[:index]:
                self.problem(key, f"{shown(each)} stands twice in the list.", "Keep one of the two.", index)
        return tuple(found)

    def parts(self, key: str, most: int) -> list[object]:
        """The list under `key`, of at most `most` parts of whatever type; empty where there is none."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            example = f"Write for example {key} = [{shown(value)}]" if isinstance(value, str) else "Put it in [ and ]."
            self.problem(key, f"{described(value)}, and a list is needed.", example)
            return []
        if len(value) > most:
            self.problem(key, f"The list has {len(value)} parts, and at most {most} are read.", "Make it shorter.")
            return []
        return value

    def flag(self, key: str) -> bool:
        """true or false; false where there is none."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.problem(key, f"{described(value)}, and true or false is needed.", f"Write {key} = true")
        return False

    def part(self, key: str, values: dict[str, object], index: int | None = None) -> PlanTable:
        """The table `values` that stands within this one at `key`, or at `index` of the list there."""
        path = (*self.path, key) if index is None else (*self.path, key, index)
        name = key if index is None else f"{key} {index + 1}"
        return PlanTable(values, path, f"{self.where}, {name}", self._problems)

    def table(self, key: str) -> PlanTable | None:
        """The table under `key`, or None where there is none."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, dict):
            return PlanTable(value, (*self.path, key), key, self._problems)
        written_as_list = isinstance(value, list) and value and isinstance(value[0], dict)
        message = (
            "This is one table, not a list of them."
            if written_as_list
            else f"{shown(value)} stands where a table is needed."
        )
        self.problem(key, message, f"Write its heading with single brackets: [{key}]")
        return None

    def tables(self, key: str, most: int, one: str) -> list[PlanTable]:
        """The tables of the list under `key`, at most `most`; `one` is the word for one of them."""
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.problem(
                key,
                f"{described(value)}, and a list is needed.",
                f"Head each {one} with double brackets: [[{key}]]",
            )
            return []
        if len(value) > most:
            self.problem(key, f"There are {len(value)}, and at most {most} are read.", "Is it one client's plan?")
            return []
        result = []
        for index, each in enumerate(value):
            if isinstance(each, dict):
                where = f"{one} {_called(each, index)}"
                result.append(PlanTable(each, (*self.path, key, index), where, self._problems))
            else:
                self.problem(
                    key,
                    f"{described(each)}, and each {one} is a table.",
                    f"Head each with [[{key}]]",
                    index,
                )
        return result

    def required(self, key: str, example: str) -> object | None:
        """The value of `key` as it is, or None with a problem noted where there is none."""
        value = self.values.get(key)
        if value is None:
            self.problem(None, f'"{key}" is missing.', f"Write for example {example}")
        return value


def _called(values: dict[str, object], index: int) -> str:
    """How the author would name this table: by its id, else by its number and name."""
    identifier, name = values.get("id"), values.get("name")
    if isinstance(identifier, str) and _ID.fullmatch(identifier):
        return shown(identifier, MAX_ID)
    return f"{index + 1} ({shown(name)})" if isinstance(name, str) and name.strip() else str(index + 1)


def _as_id(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX_ID].strip("-") or "calming-gel"
