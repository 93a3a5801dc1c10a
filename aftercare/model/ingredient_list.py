"""Reads a list of ingredients as it stands on a label: what is known of it, what is nearly known, what is not.

Labels separate with commas, semicolons, bullets, slashes or lines, break words at hyphens, put other names and
strengths in brackets, and add what a product may contain and footnotes. Nothing of a text is lost: every piece of it
is a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.ingredient_row import IngredientRow, of_strength
from aftercare.model.label_signs import (
    BROKEN,
    EDGES,
    FOOTNOTE_MARK,
    STRENGTH,
    TOKENS,
    UNSEEN,
    bare,
    joined,
    percent_in,
    split_brackets,
    split_weakly,
    split_within,
    ways,
    without_strength,
)
from aftercare.model.routine import Id


class PartKind(StrEnum):
    """What a piece of a label turned out to be."""

    KNOWN = "known"
    NEAR = "near"
    """Not known, but nearly written like something that is."""
    UNKNOWN = "unknown"
    REMARK = "remark"
    """No ingredient: a heading, "may contain", a footnote."""


class ListPart(Struct, frozen=True):
    """A piece of a label: `text` as it was written, `name` the same without the strength, which is `percent`.

    `row` is the ingredient that it is; `offers` are those that it may be a misspelling of.
    """

    text: str
    name: str
    kind: PartKind
    percent: float | None = None
    may_contain: bool = False
    row: Id | None = None
    offers: tuple[Id, ...] = ()


class IngredientList(Struct, frozen=True):
    """A label that was read: its parts in their order."""

    parts: tuple[ListPart, ...]

    def of_kind(self, kind: PartKind) -> tuple[ListPart, ...]:
        """The parts of one kind."""
        return tuple(part for part in self.parts if part.kind is kind)

    @property
    def known(self) -> tuple[ListPart, ...]:
        """Every ingredient that is known, once, where it stands first; what is in it before what may be."""
        found: dict[Id, ListPart] = {}
        for part in sorted(self.parts, key=lambda part: part.may_contain):
            if part.row is not None:
                found.setdefault(part.row, part)
        return tuple(found.values())

    @property
    def near(self) -> tuple[ListPart, ...]:
        """What is nearly written like something known."""
        return self.of_kind(PartKind.NEAR)

    @property
    def unknown(self) -> tuple[ListPart, ...]:
        """What is not known at all."""
        return self.of_kind(PartKind.UNKNOWN)

    @property
    def remarks(self) -> tuple[ListPart, ...]:
        """What is no ingredient."""
        return self.of_kind(PartKind.REMARK)

    @property
    def ingredients(self) -> tuple[ListPart, ...]:
        """All that is an ingredient, known or not."""
        return tuple(part for part in self.parts if part.kind is not PartKind.REMARK)


#: So many pieces are tried as one name: the longest name on labels has four.
_MOST_JOINED = 4
#: A longer piece is no name; it is kept as it stands.
_LONGEST_NAME = 200


def read_ingredients(text: str, names: IngredientNames) -> IngredientList:
    """Reads what somebody typed or pasted. Any text can be read; what is no ingredient is simply not known."""
    return IngredientList(tuple(_Reading(text, names).parts()))


class _Piece(Struct):
    """A stretch of the text between two separators.

    `may`: the product may contain it. `note`: it begins with the mark of a footnote. `after_blank`: a blank line is
    before it.
    """

    text: str
    may: bool
    note: bool
    after_blank: bool


class _Reading:
    """One text while it is read."""

    def __init__(self, text: str, names: IngredientNames) -> None:
        self._text = "\n".join(line.strip() for line in text.translate(UNSEEN).splitlines())
        self._names = names
        self._footnotes = bool(FOOTNOTE_MARK.search(self._text))
        separated = " / " in self._text or any(found.lastgroup == "separator" for found in TOKENS.finditer(self._text))
        if not separated:
            # then the lines are what separates, but for one that ends within a word
            self._text = BROKEN.sub("-\f", self._text).replace("\n", "\n\n").replace("-\f", "-\n")
        self._offers: dict[str, tuple[Id, ...]] = {}

    def parts(self) -> Iterator[ListPart]:
        """The parts in their order."""
        in_note = False
        for piece in self._pieces():
            if isinstance(piece, ListPart):
                in_note = False
                yield piece
                continue
            in_note = (in_note and not piece.after_blank) or (piece.note and self._footnotes)
            for part in self._of_piece(piece):
                if in_note and part.row is None:
                    yield ListPart(part.text, part.text, PartKind.REMARK)
                else:
                    yield part

    # ---- from the text to pieces

    def _pieces(self) -> Iterator[_Piece | ListPart]:
        may = note = blank = False
        before_brackets: list[bool] = []
        start = depth = 0
        for token in self._tokens():
            kind, begin, end = token
            if kind == "round":
                depth += 1 if self._text[begin] == "(" else -1
                continue
            if depth and kind in ("separator", "and", "note", "blank", "open", "close"):
                continue
            yield _Piece(self._text[start:begin], may, note, blank)
            note, blank = kind == "note", kind == "blank"
            start = begin if note else end
            if kind == "may":
                may = True
                yield ListPart(self._text[begin:end].strip(), "", PartKind.REMARK)
            elif kind == "and":
                yield ListPart(self._text[begin:end], "", PartKind.REMARK)
            elif kind == "heading":
                may = False
                yield ListPart(self._text[begin:end].strip(), "", PartKind.REMARK)
            elif kind == "open":
                before_brackets.append(may)
            elif kind == "close" and before_brackets:
                may = before_brackets.pop()
        yield _Piece(self._text[start:], may, note, blank)

    def _tokens(self) -> Iterator[tuple[str, int, int]]:
        """The tokens with their places. Round brackets count only where they are closed again."""
        found = [(each.lastgroup or "", each.start(), each.end()) for each in TOKENS.finditer(self._text)]
        role = dict.fromkeys((place for place, each in enumerate(found) if each[0] == "round"), "")
        stack: list[tuple[int, int]] = []
        markers = 0
        for place, (kind, begin, _) in enumerate(found):
            if kind in ("may", "heading"):
                markers += 1
            elif kind == "round" and self._text[begin] == "(":
                stack.append((place, markers))
            elif kind == "round" and stack:
                opened, before = stack.pop()
                if markers > before:
                    # what stands in brackets with a marker is a list of its own
                    role[opened], role[place] = "open", "close"
                else:
                    role[opened] = role[place] = "round"
        for place, (kind, begin, end) in enumerate(found):
            if role.get(place, kind):
                yield role.get(place, kind), begin, end

    # ---- from a piece to parts

    def _of_piece(self, piece: _Piece) -> Iterator[ListPart]:
        text = piece.text.strip(EDGES)
        if text.count("(") < text.count(")"):
            text = text.rstrip(")")
        if not any(sign.isalnum() for sign in text):
            return
        whole = self._known(text, piece.may)
        if whole is not None:
            yield whole
            return
        segments = split_brackets(text)
        loosely = self._loosely(text, piece.may)
        bracketed = any(sign.isalnum() for inner in segments[1::2] for sign in STRENGTH.sub("", f"({inner})"))
        if bracketed and not _all_known(loosely):
            yield from self._with_brackets(text, segments, piece.may)
        else:
            yield from loosely

    def _with_brackets(self, text: str, segments: Sequence[str], may: bool) -> Iterator[ListPart]:
        """A name with something in brackets (the odd segments): another name of the same, or what it is made of."""
        outer = self._known(" ".join(segments[::2]), may, text)
        within = [part for segment in segments[1::2] for part in self._list_within(segment, may)]
        inside = [part for part in within if part.kind is not PartKind.REMARK]
        alone = len(inside) == 1
        if outer is not None and (all(part.row == outer.row for part in inside) or (alone and inside[0].row is None)):
            yield outer
        elif outer is None and alone and inside[0].row is not None and segments[0].strip():
            yield self._known_part(" ".join(text.split()), inside[0].row, percent_in(text), may)
        else:
            parts = [part for segment in segments for part in self._list_within(segment, may)]
            together = len(segments) > 1 and segments[0].strip() and all(part.row is None for part in parts)
            yield from [self._unknown(text, may)] if together else parts

    def _list_within(self, text: str, may: bool) -> list[ListPart]:
        found: list[ListPart] = []
        for piece in split_within(text):
            segment = piece.strip(EDGES)
            if any(sign.isalnum() for sign in segment):
                whole = self._known(segment, may)
                found += [whole] if whole is not None else self._loosely(segment, may)
        return found

    def _loosely(self, text: str, may: bool) -> list[ListPart]:
        """Splits at what may be a separator, wherever that makes something known; the rest stays together."""
        segments, between = split_weakly(text)
        if len(segments) == 1:
            return [self._unknown(text, may)]
        parts: list[ListPart] = []
        loose: list[int] = []

        def leave() -> None:
            if loose:
                rest = joined(segments, between, loose[0], loose[-1] + 1).strip()
                if any(sign.isalnum() for sign in rest):
                    parts.append(self._unknown(rest, may))
                loose.clear()

        at = 0
        while at < len(segments):
            run = self._longest_run(segments, between, at, may)
            if run is None:
                if not loose:
                    parts.extend(_word_between(between, at))
                loose.append(at)
                at += 1
                continue
            leave()
            parts.extend(_word_between(between, at))
            part, after = run
            if parts and parts[-1].row == part.row and between[at - 1] == "/":
                # "Aqua/Water/Eau" is one thing in three languages
                slash = " / " if segments[at].startswith(" ") else "/"
                part = self._known_part(f"{parts.pop().text}{slash}{part.text}", part.row or "", part.percent, may)
            parts.append(part)
            at = after
        leave()
        compact = all(sign == "/" for sign in between)
        if compact and not _all_known(parts):
            return [self._unknown(text, may)]
        return parts

    def _longest_run(
        self, segments: Sequence[str], between: Sequence[str], at: int, may: bool
    ) -> tuple[ListPart, int] | None:
        """The known ingredient that begins with the segment `at`, of as many segments as can be, and the next place."""
        for end in range(min(len(segments), at + _MOST_JOINED), at, -1):
            part = self._known(joined(segments, between, at, end), may)
            if part is not None:
                return part, end
        return None

    # ---- one name

    def _known(self, text: str, may: bool, shown: str | None = None) -> ListPart | None:
        if len(text) > _LONGEST_NAME:
            return None
        for way in ways(text):
            row = self._names.exactly(bare(way))
            if row is not None:
                written = " ".join((way if shown is None else shown).split())
                return self._known_part(written, row.id, percent_in(shown or way), may)
        return None

    def _known_part(self, text: str, row: Id, percent: float | None, may: bool) -> ListPart:
        counts: IngredientRow = of_strength(self._names.rows[row], percent, self._names.rows)
        return ListPart(text, without_strength(text), PartKind.KNOWN, percent, may, counts.id)

    def _unknown(self, text: str, may: bool) -> ListPart:
        written = " ".join(text.split())
        name = bare(written)
        if name not in self._offers:
            self._offers[name] = self._names.near(name)
        offers = self._offers[name]
        kind = PartKind.NEAR if offers else PartKind.UNKNOWN
        return ListPart(written, without_strength(written), kind, percent_in(written), may, None, offers)


def _all_known(parts: Iterable[ListPart]) -> bool:
    return all(part.row is not None for part in parts if part.kind is not PartKind.REMARK)


def _word_between(between: Sequence[str], at: int) -> Iterator[ListPart]:
    """The word before the segment `at`, where it is one that separates: "and"."""
    if at and any(sign.isalpha() for sign in between[at - 1]):
        yield ListPart(between[at - 1].strip(), "", PartKind.REMARK)
