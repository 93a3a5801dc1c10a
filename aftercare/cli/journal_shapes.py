"""What `check-in`, `log`, `journal` and `measures` answer with --json."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from aftercare.cli.json_shape import Shape
from aftercare.model.bruise import Bruise, BruiseCourse, BruiseSeen
from aftercare.model.check_in import CheckIn, CheckInDraft, ContextAnswer
from aftercare.model.check_in_form import AskedItem, AskedSubject, CheckInForm
from aftercare.model.entry_words import JournalTables
from aftercare.model.face_layer import Bruise as Drawn
from aftercare.model.face_layer import Bruises, Changes, Ghost, Layer, Photos, Ratings
from aftercare.model.journal import Entry, kind_of, tags_of
from aftercare.model.journal_face import FaceShown, Shown
from aftercare.model.note import Note
from aftercare.model.photo import Photo
from aftercare.model.rating import Rating, Subject, Value
from aftercare.model.reaction import Reaction
from aftercare.model.red_flag import RedFlag
from aftercare.model.scale import value_words
from aftercare.model.session_entry import SessionEntry
from aftercare.model.subjects import measures_of, subject_words


class RatingShape(Shape, frozen=True):
    """A rating. `scale` is points, count, total or term; `value` is a number, or the word of a term.

    `zone` is null for the face as a whole. `how` is touched, or same: said to be as it was when it was last rated.
    """

    measure: str
    zone: str | None
    scale: str
    value: int | str
    how: str


class ContextAnswerShape(Shape, frozen=True):
    """An answer to an item of `facts context`, in its unit."""

    item: str
    value: bool | float | str


class EntryShape(Shape, frozen=True):
    """An entry. `kind` is note, check-in, session, reaction, bruise, bruise-seen or photo; what a kind lacks is null or
    empty. `tags` are those given and those in the text. `bruise` is the id of the one that was seen.
    """

    id: str
    kind: str
    day: date
    at: datetime
    text: str
    said: str
    tags: tuple[str, ...]
    ratings: tuple[RatingShape, ...]
    context: tuple[ContextAnswerShape, ...]
    step: str | None
    product: str | None
    session: str | None
    signs: tuple[str, ...]
    zones: tuple[str, ...]
    bruise: str | None
    stage: str | None
    millimetres: int | None
    view: str | None
    sha256: str | None
    taken: datetime | None


class SignShape(Shape, frozen=True):
    """A sign that an entry may speak of: `help-me ID` tells what to do."""

    id: str
    label: str
    level: int
    now: str


class EntryChangeShape(Shape, frozen=True):
    """`log`, `check-in` with something to keep, `journal edit` and `journal delete`.

    `what` is written, changed or deleted. `signs` are what the entry may be a sign of, the first one first.
    """

    client: str
    what: str
    entry: EntryShape
    signs: tuple[SignShape, ...]


class EntryVersionShape(Shape, frozen=True):
    """How an entry was from `at` on; null where it was deleted then."""

    at: datetime
    entry: EntryShape | None


class EntryHistoryShape(Shape, frozen=True):
    """`journal history`: every version of an entry, the first one first."""

    client: str
    id: str
    versions: tuple[EntryVersionShape, ...]


class JournalShape(Shape, frozen=True):
    """`journal`: the entries of the days from `first` to `last`, in their order."""

    client: str
    first: date
    last: date
    entries: tuple[EntryShape, ...]


class TagShape(Shape, frozen=True):
    """A tag, without its @, and how many entries have it."""

    tag: str
    entries: int


class TagsShape(Shape, frozen=True):
    """`journal tags`: the most used first."""

    client: str
    tags: tuple[TagShape, ...]


class BruiseShape(Shape, frozen=True):
    """A bruise with what was seen of it; `days` is for how many days it has been there, or was."""

    bruise: EntryShape
    seen: tuple[EntryShape, ...]
    gone: bool
    days: int


class BruisesShape(Shape, frozen=True):
    """`journal bruises`."""

    client: str
    bruises: tuple[BruiseShape, ...]


class FaceZoneShape(Shape, frozen=True):
    """What the face tells of a zone: `value` is the rating, the change or the number of photos, `stage` and
    `millimetres` those of a bruise. `yesterday` says that the rating is that of the day before.
    """

    zone: str
    words: str
    value: float | None
    yesterday: bool
    stage: str | None
    millimetres: int | None


class FaceShape(Shape, frozen=True):
    """`journal face`: `shown` is ratings, changes, points, bruises or photos.

    `measure`, `day` and `since` are null where it is of none.
    """

    client: str
    shown: str
    measure: str | None
    day: date | None
    since: date | None
    zones: tuple[FaceZoneShape, ...]


class GhostShape(Shape, frozen=True):
    """How a subject was last rated."""

    value: int | str
    day: date


class AskedShape(Shape, frozen=True):
    """A subject that a check-in asks: `name` is what --set takes, `lowest` and `highest` bound it."""

    name: str
    label: str
    measure: str
    zone: str | None
    ghost: GhostShape | None


class AskedItemShape(Shape, frozen=True):
    """A context item that a check-in asks, with its last answer."""

    item: str
    label: str
    answered: str
    unit: str
    last: bool | float | str | None


class DraftShape(Shape, frozen=True):
    """What was filled in of a check-in and is not kept yet."""

    day: date
    ratings: tuple[RatingShape, ...]
    context: tuple[ContextAnswerShape, ...]
    text: str
    tags: tuple[str, ...]


class CheckInShape(Shape, frozen=True):
    """`check-in` without anything to keep: what is asked. `rated` is how often the day was rated already.

    `chosen` is false where the concerns of the plan decide.
    """

    client: str
    day: date
    rated: int
    chosen: bool
    subjects: tuple[AskedShape, ...]
    context: tuple[AskedItemShape, ...]
    draft: DraftShape | None


class RatableShape(Shape, frozen=True):
    """A measure with the zones in which it is rated; each can be rated for the face as a whole too."""

    measure: str
    label: str
    zones: tuple[str, ...]


class AllMeasuresShape(Shape, frozen=True):
    """`measures --all`: what can be rated, and what else can be noted."""

    measures: tuple[RatableShape, ...]
    context: tuple[str, ...]


class MeasuresShape(Shape, frozen=True):
    """`measures`: what a check-in asks. `changed` is false where it was so already, or nothing was to change."""

    client: str
    changed: bool
    chosen: bool
    subjects: tuple[str, ...]
    context: tuple[str, ...]


def entry_shape(entry: Entry) -> EntryShape:
    """An entry of any kind."""
    check_in = entry if isinstance(entry, CheckIn) else None
    about = entry if isinstance(entry, SessionEntry) else None
    reaction = entry if isinstance(entry, Reaction) else None
    seen = entry if isinstance(entry, Bruise | BruiseSeen) else None
    photo = entry if isinstance(entry, Photo) else None
    zone = entry.zone if isinstance(entry, Bruise | Photo) else None
    return EntryShape(
        id=entry.id,
        kind=kind_of(entry).value,
        day=entry.day,
        at=entry.at,
        text=entry.text,
        said=about.said if about else "",
        tags=tags_of(entry),
        ratings=tuple(map(rating_shape, check_in.ratings)) if check_in else (),
        context=tuple(map(_answer_shape, check_in.context)) if check_in else (),
        step=entry.step if isinstance(entry, Note | Reaction) else None,
        product=reaction.product if reaction else None,
        session=about.session if about else None,
        signs=tuple(each.value for each in reaction.signs) if reaction else (),
        zones=reaction.zones if reaction else (zone,) if zone else (),
        bruise=entry.bruise if isinstance(entry, BruiseSeen) else None,
        stage=seen.stage.value if seen else None,
        millimetres=seen.millimetres if seen else None,
        view=photo.view.value if photo else None,
        sha256=photo.sha256 if photo else None,
        taken=photo.taken if photo else None,
    )


def rating_shape(rating: Rating) -> RatingShape:
    """A rating."""
    return RatingShape(
        measure=rating.measure,
        zone=rating.zone,
        scale=str(type(rating.value).__struct_config__.tag),
        value=_value(rating.value),
        how=rating.how.value,
    )


def sign_shapes(signs: tuple[RedFlag, ...]) -> tuple[SignShape, ...]:
    """The signs that an entry may speak of."""
    return tuple(SignShape(id=each.id, label=each.label, level=each.level.value, now=each.now) for each in signs)


def bruise_shape(course: BruiseCourse, today: date) -> BruiseShape:
    """A bruise with its course."""
    return BruiseShape(
        bruise=entry_shape(course.bruise),
        seen=tuple(map(entry_shape, course.seen)),
        gone=course.is_gone,
        days=course.days(today),
    )


def face_shape(client: str, told: FaceShown, said: Mapping[str, str]) -> FaceShape:
    """What the face shows; `said` is what it tells of each zone in words."""
    rated = told.measure is not None
    return FaceShape(
        client=client,
        shown=told.shown.value,
        measure=told.measure.id if told.measure else None,
        day=told.day if rated else None,
        since=told.since if rated and told.shown is Shown.CHANGES else None,
        zones=tuple(_zone_shape(told.layer, zone, words) for zone, words in said.items()),
    )


def _zone_shape(layer: Layer, zone: str, words: str) -> FaceZoneShape:
    value: float | None = None
    bruise: Drawn | None = None
    yesterday = False
    match layer:
        case Ratings(values=values):
            value, yesterday = values[zone].value, isinstance(values[zone], Ghost)
        case Changes(changes=changes):
            value = changes[zone]
        case Photos(counts=counts):
            value = counts[zone]
        case Bruises(bruises=bruises):
            bruise = bruises[zone]
    return FaceZoneShape(
        zone=zone,
        words=words,
        value=value,
        yesterday=yesterday,
        stage=bruise.stage.value if bruise else None,
        millimetres=bruise.millimetres if bruise else None,
    )


def check_in_shape(form: CheckInForm, client: str, tables: JournalTables) -> CheckInShape:
    """What a check-in asks."""
    return CheckInShape(
        client=client,
        day=form.day,
        rated=form.rated,
        chosen=form.chosen,
        subjects=tuple(_asked_shape(each, tables) for each in form.subjects),
        context=tuple(map(_item_shape, form.context)),
        draft=_draft_shape(form.draft) if form.draft else None,
    )


def measures_shape(
    client: str, subjects: tuple[Subject, ...], context: tuple[str, ...], *, changed: bool, chosen: bool
) -> MeasuresShape:
    """What a check-in asks, by names."""
    return MeasuresShape(
        client=client,
        changed=changed,
        chosen=chosen,
        subjects=tuple(each.name for each in subjects),
        context=context,
    )


def all_measures_shape(tables: JournalTables) -> AllMeasuresShape:
    """All that can be rated, and where."""
    found = []
    for measure in measures_of(None, tables.measures):
        zones = tuple(each.id for each in tables.zones.values() if measure in measures_of(each, tables.measures))
        found.append(RatableShape(measure=measure.id, label=measure.label, zones=zones))
    return AllMeasuresShape(measures=tuple(found), context=tuple(tables.items))


def _asked_shape(asked: AskedSubject, tables: JournalTables) -> AskedShape:
    ghost = asked.ghost
    return AskedShape(
        name=asked.subject.name,
        label=subject_words(asked.subject, tables.measures, tables.zones),
        measure=asked.subject.measure,
        zone=asked.subject.zone,
        ghost=GhostShape(value=_value(ghost.value), day=ghost.day) if ghost else None,
    )


def _item_shape(asked: AskedItem) -> AskedItemShape:
    item = asked.item
    return AskedItemShape(
        item=item.id,
        label=item.label,
        answered=item.answered.value,
        unit=item.unit,
        last=asked.last.value if asked.last else None,
    )


def _draft_shape(draft: CheckInDraft) -> DraftShape:
    return DraftShape(
        day=draft.day,
        ratings=tuple(map(rating_shape, draft.ratings)),
        context=tuple(map(_answer_shape, draft.context)),
        text=draft.text,
        tags=draft.tags,
    )


def _answer_shape(answer: ContextAnswer) -> ContextAnswerShape:
    return ContextAnswerShape(item=answer.item, value=answer.value)


def _value(value: Value) -> int | str:
    words = value_words(value)
    return int(words) if words.isdigit() else words
