"""What a check-in asks on a day, with how it was last time: yesterday's values are ghosts, and are stored nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from aftercare.model.check_in import CheckIn, CheckInDraft, ContextAnswer
from aftercare.model.context_item import ContextItem
from aftercare.model.measure import Measure
from aftercare.model.rating import How, Rating, Subject, Value
from aftercare.model.words import short_day
from aftercare.model.zone import Zone

#: How many days back a value still stands as a ghost.
GHOST_DAYS = 7
_DAY = timedelta(days=1)


class Ghost(Struct, frozen=True):
    """How a subject was last rated, and on which day."""

    value: Value
    day: date


class AskedSubject(Struct, frozen=True):
    """A subject that is asked; `zone` is None for the face as a whole, `ghost` where it was not rated lately."""

    subject: Subject
    measure: Measure
    zone: Zone | None
    ghost: Ghost | None

    def same(self) -> Rating | None:
        """The rating that says "same as yesterday"; None where there is nothing that it could be the same as."""
        if self.ghost is None:
            return None
        return Rating(self.subject.measure, self.ghost.value, self.subject.zone, How.SAME)

    def touched(self, value: Value) -> Rating:
        """The rating of somebody who rated it."""
        return Rating(self.subject.measure, value, self.subject.zone)


class AskedItem(Struct, frozen=True):
    """A context item that is asked, with its last answer."""

    item: ContextItem
    last: ContextAnswer | None


class CheckInForm(Struct, frozen=True):
    """A check-in of `day` as it is asked. `rated` is how often the day was rated already, `draft` what was begun.

    `chosen` says that the client chose what is asked; otherwise their concerns decide.
    """

    day: date
    today: date
    subjects: tuple[AskedSubject, ...]
    context: tuple[AskedItem, ...]
    rated: int
    chosen: bool
    draft: CheckInDraft | None = None

    def asked(self, subject: Subject) -> AskedSubject | None:
        """`subject` as it is asked; None where it is not."""
        return next((each for each in self.subjects if each.subject == subject), None)


def ghosts(check_ins: Iterable[CheckIn], day: date) -> dict[Subject, Ghost]:
    """How each subject was last rated up to `day`, as long as that is not too long ago."""
    found: dict[Subject, Ghost] = {}
    for each in sorted(check_ins, key=lambda one: (one.day, one.at)):
        if day - GHOST_DAYS * _DAY <= each.day <= day:
            found.update((rating.subject, Ghost(rating.value, each.day)) for rating in each.ratings)
    return found


def check_in_form(
    day: date,
    today: date,
    subjects: Sequence[Subject],
    context: Sequence[str],
    check_ins: Sequence[CheckIn],
    measures: Mapping[str, Measure],
    zones: Mapping[str, Zone],
    items: Mapping[str, ContextItem],
    *,
    chosen: bool = False,
    draft: CheckInDraft | None = None,
) -> CheckInForm:
    """Builds the form of `day`. What the tables do not have, as a newer program may have chosen it, is left out."""
    last = ghosts(check_ins, day)
    answered: dict[str, ContextAnswer] = {}
    for each in sorted(check_ins, key=lambda one: (one.day, one.at)):
        if each.day < day:
            answered.update((answer.item, answer) for answer in each.context)
    return CheckInForm(
        day=day,
        today=today,
        subjects=tuple(
            AskedSubject(
                each, measures[each.measure], zones[each.zone] if each.zone is not None else None, last.get(each)
            )
            for each in subjects
            if each.measure in measures and (each.zone is None or each.zone in zones)
        ),
        context=tuple(AskedItem(items[each], answered.get(each)) for each in context if each in items),
        rated=sum(1 for each in check_ins if each.day == day and each.ratings),
        chosen=chosen,
        draft=draft,
    )


def ghost_day(ghost: Ghost, day: date) -> str:
    """When a ghost is of, seen on `day`: "earlier today", "yesterday", "Thu 19 Nov"."""
    if ghost.day == day:
        return "earlier today"
    return "yesterday" if ghost.day == day - _DAY else short_day(ghost.day, day)
