"""A check-in while it is filled in: where the cursor is, what was touched, and what a key does. Pure values.

Digits rate, `x` is 10, and the cursor goes on to what was not rated yet. Of a count the digits are put together.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from aftercare.errors import AftercareError, BadInput
from aftercare.model.check_in import CheckInDraft
from aftercare.model.check_in_form import AskedSubject, CheckInForm
from aftercare.model.context_answers import context_typed
from aftercare.model.context_answers import value_words as answer_words
from aftercare.model.entry_words import JournalTables
from aftercare.model.rating import MOST_POINTS, Count, How, Points, Rating, Subject, Term, Total, Value
from aftercare.model.routine import Id
from aftercare.model.scale import Scale, bounds_of, scale_of
from aftercare.model.subjects import measures_of
from aftercare.model.tags import tags_typed

#: The key that says 10.
TEN = "x"


class Filling(Struct, frozen=True):
    """A check-in as it is filled in. `subjects` are those asked and those that were rated besides.

    The cursor is `at` one of them, or on `visited`, a place on the face that is not asked for and was not rated.
    `context` and `tags` are as typed.
    """

    form: CheckInForm
    tables: JournalTables
    subjects: tuple[AskedSubject, ...]
    ratings: dict[Subject, Rating] = {}
    at: int = 0
    visited: AskedSubject | None = None
    context: dict[Id, str] = {}
    tags: str = ""
    text: str = ""

    @property
    def current(self) -> AskedSubject | None:
        """What a key rates; None where nothing is asked."""
        if self.visited is not None:
            return self.visited
        return self.subjects[self.at] if self.subjects else None

    def rating(self, asked: AskedSubject) -> Rating | None:
        """How it was rated here, if it was."""
        return self.ratings.get(asked.subject)

    # ---- moving

    def moved(self, by: int) -> Filling:
        """The cursor so many subjects on; it stays within them."""
        if not self.subjects:
            return self
        return replace(self, at=min(max(self.at + by, 0), len(self.subjects) - 1), visited=None)

    def moved_to(self, at: int) -> Filling:
        """The cursor on the subject of that place in the list."""
        return replace(self, visited=None).moved(at - self.at)

    def to_zone(self, zone: Id) -> Filling:
        """The cursor in a zone: on what is asked there, rather of the measure that it is on already.

        Where nothing is asked there, on what could be rated.
        """
        current = self.current
        there = [at for at, each in enumerate(self.subjects) if each.subject.zone == zone]
        if there:
            same = [at for at in there if current and self.subjects[at].measure.id == current.measure.id]
            return self.moved_to((same or there)[0])
        where = self.tables.zones[zone]
        possible = measures_of(where, self.tables.measures)
        measure = next((each for each in possible if current and each.id == current.measure.id), possible[0])
        return replace(self, visited=AskedSubject(Subject(measure.id, zone), measure, where, None))

    def next_measure(self) -> Filling:
        """The cursor on the next measure that can be rated in its zone; it stays where there is no zone."""
        current = self.current
        if current is None or current.zone is None:
            return self
        possible = measures_of(current.zone, self.tables.measures)
        at = next((at for at, each in enumerate(possible) if each.id == current.measure.id), -1)
        measure = possible[(at + 1) % len(possible)]
        subject = Subject(measure.id, current.zone.id)
        for place, each in enumerate(self.subjects):
            if each.subject == subject:
                return self.moved_to(place)
        return replace(self, visited=AskedSubject(subject, measure, current.zone, None))

    # ---- rating

    def pressed(self, key: str) -> Filling:
        """A digit or "x" on what the cursor is on. A key that the scale does not have changes nothing."""
        current = self.current
        if current is None:
            return self
        value = self._value_of(current, key)
        if value is None:
            return self
        rated = self._with(current, current.touched(value))
        return rated if scale_of(current.measure) in (Scale.COUNT, Scale.TOTAL) else rated._onwards()

    def same(self) -> Filling:
        """What the cursor is on is the same as last time; where there is nothing that it could be, nothing changes."""
        current = self.current
        rating = current.same() if current else None
        return self._with(current, rating)._onwards() if current and rating else self

    def all_same(self) -> Filling:
        """Everything that was not touched is the same as last time."""
        left = {each.subject: each.same() for each in self.subjects if each.subject not in self.ratings}
        known = {subject: rating for subject, rating in left.items() if rating is not None}
        return replace(self, ratings={**self.ratings, **known})

    def cleared(self) -> Filling:
        """What the cursor is on was not rated after all."""
        current = self.current
        kept = {subject: each for subject, each in self.ratings.items() if not current or subject != current.subject}
        return replace(self, ratings=kept)

    def _with(self, asked: AskedSubject, rating: Rating) -> Filling:
        ratings = {**self.ratings, asked.subject: rating}
        if self.visited is None:
            return replace(self, ratings=ratings)
        return replace(self, ratings=ratings, subjects=(*self.subjects, asked), at=len(self.subjects), visited=None)

    def _onwards(self) -> Filling:
        """The cursor on the next subject that was not rated; it stays where all below are."""
        below = range(self.at + 1, len(self.subjects))
        return self.moved_to(next((at for at in below if self.subjects[at].subject not in self.ratings), self.at))

    def _value_of(self, asked: AskedSubject, key: str) -> Value | None:
        ten = key.casefold() == TEN
        if not ten and not (len(key) == 1 and key.isascii() and key.isdigit()):
            return None
        scale = scale_of(asked.measure)
        if scale is Scale.POINTS:
            return _points(asked, MOST_POINTS if ten else int(key))
        if ten:
            return None
        if scale is Scale.TERM:
            words = asked.measure.words
            return Term(words[int(key) - 1].word) if 1 <= int(key) <= len(words) else None
        before = self.ratings.get(asked.subject)
        begun = before.value.value if before and before.how is How.TOUCHED and not isinstance(before.value, Term) else 0
        lowest, highest = bounds_of(asked.measure)
        together = begun * 10 + int(key)
        number = together if together <= highest else int(key)
        return None if number < lowest else Total(number) if scale is Scale.TOTAL else Count(number)

    # ---- the rest

    def answered(self, item: Id, typed: str) -> Filling:
        """What was typed about a context item."""
        return replace(self, context={**self.context, item: typed})

    def draft(self) -> CheckInDraft:
        """All that was filled in, what cannot be read yet as it was typed."""
        context, unread = [], {}
        for item, typed in self.context.items():
            if not typed.strip():
                continue
            try:
                context.append(context_typed(self.tables.items[item], typed))
            except BadInput:
                unread[item] = typed
        try:
            tags = tags_typed(self.tags.replace(",", " ").split())
        except BadInput:
            tags, unread = (), {**unread, "": self.tags}
        return CheckInDraft(self.form.day, tuple(self.ratings.values()), tuple(context), self.text, tags, unread)

    def trouble(self) -> AftercareError | None:
        """What stands in the way of keeping it; None where nothing does."""
        for item, typed in self.context.items():
            if typed.strip():
                try:
                    context_typed(self.tables.items[item], typed)
                except BadInput as error:
                    return error
        try:
            tags_typed(self.tags.replace(",", " ").split())
        except BadInput as error:
            return error
        if self.draft().is_empty:
            return BadInput("Nothing is touched yet.", "A digit rates, = says the same as last time.")
        return None


def filling_of(form: CheckInForm, tables: JournalTables) -> Filling:
    """The check-in as it is opened: with what was begun of it, the cursor on what was not rated yet."""
    draft = form.draft
    if draft is None:
        return Filling(form, tables, form.subjects)
    asked = {each.subject for each in form.subjects}
    besides = [
        AskedSubject(each.subject, tables.measures[each.measure], tables.zones[each.zone] if each.zone else None, None)
        for each in draft.ratings
        if each.subject not in asked and each.measure in tables.measures and (each.zone or "") in {"", *tables.zones}
    ]
    ratings = {each.subject: each for each in draft.ratings}
    subjects = (*form.subjects, *besides)
    return Filling(
        form=form,
        tables=tables,
        subjects=subjects,
        ratings=ratings,
        at=next((at for at, each in enumerate(subjects) if each.subject not in ratings), 0),
        context={**{each.item: answer_words(each) for each in draft.context}, **_of_items(draft, tables)},
        tags=draft.unread.get("", " ".join(f"@{each}" for each in draft.tags)),
        text=draft.text,
    )


def _of_items(draft: CheckInDraft, tables: JournalTables) -> dict[str, str]:
    return {item: typed for item, typed in draft.unread.items() if item in tables.items}


def _points(asked: AskedSubject, number: int) -> Points | None:
    lowest, highest = bounds_of(asked.measure)
    return Points(number) if lowest <= number <= highest else None
