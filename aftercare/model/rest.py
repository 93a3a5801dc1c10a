"""What rests after one session: by the plan's word, and by the defaults where the plan says nothing.

A plan's hold replaces the default for the same thing. For a product, an ingredient's own row comes before its class;
where several holds remain, the longest counts. The hours of the defaults are convention: `data/holds.toml` says whose.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.hold import Authority, FromReference
from aftercare.model.hold_default import HoldDefault, default_holds
from aftercare.model.plan_hold import HeldActivity, OfActivity, OfClass, OfKind, PlanHold, ReturnStage
from aftercare.model.routine import Activity, Id, Product, Step
from aftercare.model.session import Session
from aftercare.model.session_kind import SessionKind, Treats, done_in, names_session

if TYPE_CHECKING:
    from aftercare.model.plan import PlanStep

#: What a step that is an activity does, in the words of holds: rubbing and pressing touch the face too.
_DONE_IN = {
    Activity.MAGNETS: (HeldActivity.MAGNETS,),
    Activity.ACUPRESSURE: (HeldActivity.ACUPRESSURE, HeldActivity.TOUCH),
    Activity.MASSAGE: (HeldActivity.MASSAGE, HeldActivity.TOUCH),
}
#: How long after a session it is asked about what only the prescriber can say.
ASKED_HOURS = 48
#: The kinds of product that are used by washing the face.
_WASHED_WITH = frozenset({"cleanser", "remover", "wash-off-mask"})


class Substance(Struct, frozen=True):
    """An ingredient as far as holds go by it: `classes` are its own and then those above it, `hours` the default.

    Where only the prescriber can say, `hours` is None. What is `on_prescription` only is never held: its step is asked
    about.
    """

    label: str
    classes: tuple[Id, ...]
    hours: int | None
    grade: Grade
    source: str
    on_prescription: bool = False


class Rests(Struct, frozen=True):
    """All that says what rests after sessions. `substances` are what is known of labels, by `label_key`.

    `labels` are what the classes of ingredients and the kinds of product are called, `sources` whom the defaults
    name, in words.
    """

    defaults: tuple[HoldDefault, ...] = ()
    kinds: tuple[SessionKind, ...] = ()
    substances: dict[str, tuple[Substance, ...]] = {}
    plan: tuple[PlanHold, ...] = ()
    labels: dict[Id, str] = {}
    sources: dict[str, str] = {}


class Rest(Struct, frozen=True):
    """`label` rests for `hours` from the end of a session; `note` is what the therapist adds to it.

    Where no default knows how long, it is `asked` about for that time.
    """

    label: str
    hours: int
    said_by: Authority
    why: str = ""
    note: str = ""
    stages: tuple[ReturnStage, ...] = ()
    asked: bool = False

    def reason(self, after: str) -> str:
        """Why it rests `after` a session, such as "Retinal rests 48 h after facial needles"."""
        if self.asked:
            return f"only a prescriber can say how long {self.label} {self._rests} after {after}"
        return f"{self.label} {self._rests} {self.hours} h after {after}"

    @property
    def _rests(self) -> str:
        # "magnets rest", "washing the face rests"
        return "rest" if self.label.endswith("s") and not self.label.endswith("ss") else "rests"


class AfterOne(Struct, frozen=True):
    """What follows one session: the plan's holds and the defaults that apply to it.

    `taken_for_needles` says that its kind is not known, so that it counts as needles in the face.
    """

    plan: tuple[PlanHold, ...]
    defaults: tuple[HoldDefault, ...]
    needles_face: bool
    taken_for_needles: bool


def follows(session: Session, rests: Rests, day: date) -> AfterOne:
    """What follows `session` by what is in force on `day`, whatever becomes of it."""
    kinds, unknown = done_in(session.kind, rests.kinds)
    in_force = (each for hold in rests.plan if (each := hold.as_on(day)) is not None)
    plan = tuple(
        hold
        for hold in in_force
        if not hold.after or any(names_session(each, session.kind, kinds, rests.kinds) for each in hold.after)
    )
    treats = {treated for kind in kinds for treated in kind.treats}
    # what only the therapist can say is asked besides; it does not lift what is known
    defaults = tuple(default_holds([each for each in kinds if each.default_holds], rests.defaults))
    return AfterOne(plan, defaults, Treats.FACE_NEEDLES in treats and bool(defaults), unknown)


def rests_of(step: Step | PlanStep, product: Product | None, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    """What rests of `step`: what it applies, and the activity that it is."""
    if product is not None:
        yield from rests_of_product(product, after, rests)
    elif step.activity is not None:
        own, *besides = _DONE_IN.get(step.activity, (None,))
        if own is not None:
            yield from _of_activity(own, after, rests)
        for done in besides:
            # the plan's word on what is done comes before a default on what is done with it
            yield from _of_activity(done, after, rests, by_plan_alone=bool(own and said_of_activity(own, after, rests)))


def substances_of(product: Product, rests: Rests) -> tuple[Substance, ...]:
    """What is known of the label of `product`."""
    keys = (label_key(name, product.strengths.get(name)) for name in product.ingredients)
    return tuple(found for key in keys for found in rests.substances.get(key, ()))


def label_key(name: str, percent: float | None) -> str:
    """An ingredient of a label with its strength, which may decide which row counts."""
    return name if percent is None else f"{name} {percent:g}"


def rests_of_product(product: Product, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    """All that says of `product` that it rests: for each of its ingredients, its kind, and washing with it."""
    substances = substances_of(product, rests)
    for substance in substances:
        yield from _of_substance(substance, after, rests)
    yield from _of_kind(product, substances, after, rests)
    if product.kind in _WASHED_WITH:
        said = any(each.what == OfKind(product.kind) for each in after.plan)
        yield from _of_activity(HeldActivity.WASH, after, rests, by_plan_alone=said)


def _of_substance(substance: Substance, after: AfterOne, rests: Rests) -> Iterator[Rest]:
    # the plan's word on its own class comes before that on a class above
    for name in substance.classes:
        if said := [each for each in after.plan if each.what == OfClass(name)]:
            yield from (_by_plan(each, substance.label) for each in said)
            return
    if after.needles_face:
        unknown = substance.hours is None
        hours = ASKED_HOURS if substance.hours is None else substance.hours
        yield Rest(substance.label, hours, FromReference(substance.source, substance.grade), asked=unknown)


def _of_kind(product: Product, substances: tuple[Substance, ...], after: AfterOne, rests: Rests) -> Iterator[Rest]:
    label = rests.labels.get(product.kind, product.kind)
    rows = [each for each in rests.defaults if product.kind in each.product_kinds]
    # make-up is a kind of product and an activity: a word on one is a word on the other
    same = {OfKind(product.kind), *(OfActivity(done) for row in rows for done in row.activities)}
    said = [each for each in after.plan if each.what in same]
    yield from (_by_plan(each, label) for each in said)
    classes = {name for each in substances for name in each.classes}
    for row in rows:
        # where an ingredient tells more than the kind does, the kind says nothing
        if classes & set(row.ingredient_classes):
            continue
        on_classes = [each for each in after.plan if any(each.what == OfClass(n) for n in row.ingredient_classes)]
        if on_classes:
            yield from (_by_plan(each, label) for each in on_classes)
        elif not said and row in after.defaults and row.on and row.hours:
            yield _by_default(row, label, rests)


def said_of_activity(done: HeldActivity, after: AfterOne, rests: Rests) -> list[PlanHold]:
    """What the plan says of `done`, also as of the kinds of product that it is done with."""
    kinds = {kind for each in rests.defaults if done in each.activities for kind in each.product_kinds}
    same = {OfActivity(done), *map(OfKind, kinds)}
    return [each for each in after.plan if each.what in same]


def _of_activity(done: HeldActivity, after: AfterOne, rests: Rests, *, by_plan_alone: bool = False) -> Iterator[Rest]:
    if said := said_of_activity(done, after, rests):
        yield from (_by_plan(each, activity_words(done)) for each in said)
        return
    for default in () if by_plan_alone else after.defaults:
        if done in default.activities and default.on and default.hours:
            yield _by_default(default, default.label, rests)


def that_count(found: list[Rest]) -> list[Rest]:
    """The longest of what is `found`, and whatever has a return in stages besides."""
    longest = max((each for each in found if each.hours), key=lambda each: each.hours, default=None)
    return [each for each in found if each is longest or each.stages]


def _by_plan(hold: PlanHold, label: str) -> Rest:
    origin = hold.origin
    return Rest(label, hold.hours, origin, note=hold.reason, stages=hold.stages)


def _by_default(default: HoldDefault, label: str, rests: Rests) -> Rest:
    assert default.hours is not None
    return Rest(label, default.hours, reference_of(default, rests), why=default.why)


def reference_of(default: HoldDefault, rests: Rests) -> FromReference:
    """Who says so where a default does."""
    return FromReference(rests.sources.get(default.source, ""), default.grade)


def kind_words(session: Session, after: AfterOne) -> str:
    """What the session was, and that it was taken for needles where that is so."""
    return f"{session.kind}, taken for needles in the face" if after.taken_for_needles else session.kind


def activity_words(activity: HeldActivity) -> str:
    """Such as "Hair removal"."""
    return activity.value.replace("-", " ").capitalize()
