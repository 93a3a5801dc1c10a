"""What `help-me`, `after-effects` and `watch` answer in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aftercare.cli.json_shape import Shape
from aftercare.model.after_effect import AfterEffect
from aftercare.model.help_me import HelpPage, practitioner_words
from aftercare.model.later_watch import QUESTION, LaterWatch, WatchAnswer
from aftercare.model.red_flag import RedFlag
from aftercare.model.source import sureness


class SignShape(Shape, frozen=True):
    """A sign. `level` is 1 (emergency) to 4 (a doctor this week), `how_soon` says it in words."""

    id: str
    label: str
    level: int
    how_soon: str
    now: str
    call: str
    meanwhile: str
    how_sure: str


class EmergencyShape(Shape, frozen=True):
    """The emergency numbers: `number` comes first, `words` say them all. `region` is null while nobody named it."""

    region: str | None
    number: str
    words: str


class HelpShape(Shape, frozen=True):
    """`help-me`. `client` is null where no record could be read, and `trouble` says why; `signs` are those meant."""

    client: str | None
    words: str | None
    emergency: EmergencyShape
    therapist: str
    signs: tuple[SignShape, ...]
    trouble: str | None


class EffectShape(Shape, frozen=True):
    """What is usually normal after a session; `signs` are those that it leads to when it no longer is."""

    id: str
    label: str
    lasts: str
    hours: int
    no_longer: str
    helps: str
    how_sure: str
    signs: tuple[str, ...]


class EffectsShape(Shape, frozen=True):
    """`after-effects`."""

    effects: tuple[EffectShape, ...]


class WatchAnswerShape(Shape, frozen=True):
    """An answer: whether something was found on that day."""

    day: date
    found: bool


class WatchShape(Shape, frozen=True):
    """`watch`. `due` says whether the question waits for an answer; `next` and `until` are null where none is asked."""

    client: str
    question: str
    due: bool
    next: date | None
    until: date | None
    answers: tuple[WatchAnswerShape, ...]


def help_shape(
    page: HelpPage, signs: Iterable[RedFlag], client: str | None, words: str | None, trouble: str | None
) -> HelpShape:
    """The page, with these signs of it."""
    emergency = page.emergency
    return HelpShape(
        client=client,
        words=words,
        emergency=EmergencyShape(
            region=emergency.region.id if emergency.region else None, number=emergency.first, words=emergency.words
        ),
        therapist=practitioner_words(page.practitioner),
        signs=tuple(
            SignShape(
                id=each.id,
                label=each.label,
                level=each.level.value,
                how_soon=page.levels[each.level].label,
                now=each.now,
                call=each.call,
                meanwhile=each.meanwhile,
                how_sure=sureness(each, page.sources),
            )
            for each in signs
        ),
        trouble=trouble,
    )


def effects_shape(page: HelpPage, effects: Iterable[AfterEffect]) -> EffectsShape:
    """What is usually normal."""
    return EffectsShape(
        effects=tuple(
            EffectShape(
                id=each.id,
                label=each.label,
                lasts=each.lasts,
                hours=each.hours,
                no_longer=each.escalate,
                helps=each.helps,
                how_sure=sureness(each, page.sources),
                signs=tuple(sign.id for sign in page.signs_of(each)),
            )
            for each in effects
        )
    )


def watch_shape(client: str, watch: LaterWatch | None, answers: Iterable[WatchAnswer], today: date) -> WatchShape:
    """The question as it stands."""
    return WatchShape(
        client=client,
        question=QUESTION,
        due=watch is not None and watch.is_due(today),
        next=watch.due if watch else None,
        until=watch.until if watch else None,
        answers=tuple(WatchAnswerShape(day=each.day, found=each.found) for each in answers),
    )
