"""The safety profile: answering its questions, saying that somebody agreed, and what waits for either."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care.flooring import floor_facts
from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.floor import Floor, FloorKind
from aftercare.model.routine import Daily, Id, Product, Routine, Step, Terms
from aftercare.model.safety import (
    PREGNANCY,
    Agreement,
    Agrees,
    DatedAgreement,
    DatedSaid,
    SafetyAnswer,
    SafetyProfile,
    Said,
    agreement_id,
)

if TYPE_CHECKING:
    from aftercare.model.adoption import Adoption
    from aftercare.model.caution import Caution
    from aftercare.model.safety_questions import Group, SafetyQuestion

_MOST_WORDS, _LONGEST_WORD = 40, 80


class SafetyRow(Struct, frozen=True):
    """A question as it stands: `said` is None where nobody has answered it."""

    question: SafetyQuestion
    said: Said | None
    since: date | None
    words: tuple[str, ...] = ()


class NotOffered(Struct, frozen=True):
    """A step that a floor lies over: `thing` is what somebody may agree to, `who` whose word it waits for.

    `questions` are those whose answers it waits for.
    """

    step: Id
    name: str
    thing: Id
    thing_name: str
    floor: Floor
    who: Agrees | None
    questions: tuple[Id, ...] = ()


class Agreed(Struct, frozen=True):
    """What somebody agreed to, and since when."""

    thing: Id
    name: str
    who: Agrees
    since: date


class SafetyView(Struct, frozen=True):
    """All questions as they stand, what is not offered for want of an answer or a word, and what was agreed to."""

    rows: tuple[SafetyRow, ...]
    not_offered: tuple[NotOffered, ...]
    agreed: tuple[Agreed, ...]


class SafetyRemarks(Struct, frozen=True):
    """What a change of the routine comes to: steps that will not be offered, and those that raise a question.

    `asks_pregnancy` are the steps that a pregnancy decides about, `magnets` those about which the therapist is asked
    first where one of `cautions` is so, or where the answer to one of `asks_of_magnets` is yes. `allergens` are
    products by name, each with what it holds that the client is allergic to.
    """

    not_offered: tuple[NotOffered, ...] = ()
    asks_pregnancy: tuple[str, ...] = ()
    magnets: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    asks_of_magnets: tuple[Caution, ...] = ()
    allergens: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def asks_first(self) -> Id | None:
        """The question that is to be asked first of all that are open here."""
        asked = (PREGNANCY,) if self.asks_pregnancy else ()
        return next(iter((*asked, *self.waits_for, *(each.question for each in self.asks_of_magnets))), None)

    @property
    def waits_for(self) -> tuple[Id, ...]:
        """The questions whose answers some of it waits for."""
        return tuple(dict.fromkeys(each for one in self.not_offered for each in one.questions))

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same for people, a sentence or two for each."""
        from aftercare.model.caution_words import asked_words, caution_words
        from aftercare.model.floor_words import allergen_words, floor_words, pregnancy_asked_words
        from aftercare.model.words import listed

        asked = (pregnancy_asked_words(self.asks_pregnancy),) if self.asks_pregnancy else ()
        held = (allergen_words(name, words) for name, words in self.allergens)
        # one question about all that waits for it, not the same one with each
        barred = (each for each in self.not_offered if each.questions != (PREGNANCY,))
        first = (f"{listed(self.magnets)}: {caution_words(each)}" for each in self.cautions)
        before = (asked_words(self.magnets, self.asks_of_magnets),) if self.asks_of_magnets else ()
        return (*(f"{each.name}: {floor_words(each.floor)}" for each in barred), *first, *asked, *before, *held)


class Guarded(Kept):
    """What the floors depend on."""

    def safety(self, now: datetime) -> SafetyView:
        """The profile as it stands."""
        present, today = self.present(), self.today(now)
        rows = []
        for question in questions():
            answer = present.safety.answers.get(question.id)
            found = answer.on(today) if answer else None
            rows.append(
                SafetyRow(question, found.said, found.since, found.words) if found else SafetyRow(question, None, None)
            )
        agreed = []
        for each in present.safety.agreements.values():
            last = max((one for one in each.dated if one.since <= today), key=lambda one: one.since, default=None)
            if last is not None and last.agreed:
                agreed.append(Agreed(each.thing, _name_of(each.thing, present.routine), each.who, last.since))
        return SafetyView(tuple(rows), self.remarks(present.routine, now).not_offered, tuple(agreed))

    def answer_safety(self, question: Id, said: Said, now: datetime, words: tuple[str, ...] = ()) -> bool:
        """Answers a question from today on; False where it stood so already. Raises NotFound and BadInput."""
        asked = next((each for each in questions() if each.id == question), None)
        if asked is None:
            raise _unknown(question)
        named = _words_typed(words) if said is Said.YES else ()
        if named and not asked.words:
            raise BadInput(f"“{asked.label}” is answered with yes, no or rather not say.", "Leave the names out.")
        return self._say((asked.id,), said, now, named)

    def answer_open(self, group: Group, now: datetime) -> int:
        """Answers every question of `group` that is still open with no, as one action; returns how many there were.

        Raises BadInput where the questions of the group are answered one by one.
        """
        from aftercare.model.safety_questions import AT_ONCE

        if group not in AT_ONCE:
            raise BadInput("These questions are answered one by one.", "`aftercare safety` lists them.")
        today = self.today(now)
        with self._looking_closely():
            safety = self.present().safety
            of_group = [each.id for each in questions() if each.group is group]
            unanswered = tuple(each for each in of_group if safety.said(each, today) is None)
            self._say(unanswered, Said.NO, now, ())
        return len(unanswered)

    def _say(self, asked: tuple[Id, ...], said: Said, now: datetime, words: tuple[str, ...]) -> bool:
        with self._looking_closely():
            today, answers = self.today(now), self.present().safety.answers
            found: dict[Id, SafetyAnswer] = {}
            for each in asked:
                before = answers.get(each)
                known = before.on(today) if before else None
                if known is not None and (known.said, known.words) == (said, words):
                    continue
                dated = SafetyAnswer((DatedSaid(today, said, words),))
                found[each] = before.with_said(today, said, words) if before else dated

            def put() -> None:
                for each, answer in found.items():
                    self._put(tables.SAFETY, each, answer)

            if found:
                self._do(Deed.ANSWER_SAFETY, now, put)
        return bool(found)

    def agree(self, thing: Id, now: datetime, who: Agrees = Agrees.DOCTOR, *, agreed: bool = True) -> bool:
        """Keeps that `who` agrees to a product, or to a step without one; with `agreed` false that it is no longer so.

        It counts for what is in it now. False where it stood so. Raises NotFound, and BadInput where nobody's word is
        asked for.
        """
        with self._looking_closely():
            present, today = self.present(), self.today(now)
            of = self._agreed_about(thing, who, today) if agreed else ()
            key = agreement_id(who, thing)
            before = present.safety.agreements.get(key)
            if not agreed and before is None:
                return False
            if agreed and self._stands(thing, who, frozenset(of), today):
                return False
            if not agreed and before is not None and not before.dated[-1].agreed:
                return False
            new = Agreement(who, thing, (DatedAgreement(today, agreed, of),))
            after = before.with_agreed(today, agreed, of) if before else new
            self._do(Deed.AGREE, now, lambda: self._put(tables.AGREEMENTS, key, after))
        return True

    def _stands(self, thing: Id, who: Agrees, of: frozenset[Id], today: date) -> bool:
        from aftercare.model.safety import UNDER_18

        safety = self.present().safety
        since = safety.yes_since(PREGNANCY if who is Agrees.DOCTOR else UNDER_18, today)
        return safety.agreed(who, thing, of, today, since)

    def _agreed_about(self, thing: Id, who: Agrees, today: date) -> tuple[Id, ...]:
        """The ingredients and kinds in `thing` that need the word of `who`."""
        from aftercare.model.flooring import marks_of, thing_of

        routine = self.present().routine
        product = routine.products.get(thing)
        steps = [each.as_on(today) for each in routine.steps.values()]
        of_thing = [each for each in steps if thing_of(each) == thing]
        if product is None and not of_thing:
            raise NotFound(f"There is no product “{thing}”.", "`aftercare shelf` lists them.")
        facts = floor_facts(routine, self.folder.snapshots)
        # a product that no step applies yet is agreed to by what stands on it
        bare = [Step(product.id, product.name, 0, (_terms(today),), product.origin, product.id)] if product else []
        as_of = product.as_on(today) if product else None
        marks = {each.id: each for step in (*of_thing, *bare) for each in marks_of(step, as_of, facts)}
        of = tuple(sorted(m.id for m in marks.values() if (m.doctor if who is Agrees.DOCTOR else m.active)))
        if not of:
            name = _name_of(thing, routine)
            raise BadInput(f"Nobody's word is asked for “{name}”: nothing known in it needs that.")
        return of

    def remarks(self, routine: Routine, now: datetime) -> SafetyRemarks:
        """What the floors come to over `routine`, from today on."""
        return remarks_on(routine, self.present().safety, self.today(now))

    def known_allergens(self, now: datetime) -> dict[Id, tuple[str, ...]]:
        """What each product holds that the client is allergic to, in words; those that hold none are left out."""
        present, today = self.present(), self.today(now)
        answers = present.safety.answers
        if not any(
            present.safety.said(each, today) is Said.YES for each in answers if each.startswith(("allergen-", "other-"))
        ):
            return {}
        from aftercare.model.safety_questions import allergens_in
        from aftercare.store.reference import ingredients

        rows = ingredients()
        products = (each.as_on(today) for each in present.routine.products.values())
        held = {each.id: allergens_in(each, present.safety, rows, today) for each in products}
        return {each: words for each, words in held.items() if words}

    def remarks_since(self, before: Routine, now: datetime) -> SafetyRemarks:
        """What the floors come to over the steps that are new or other than in the routine `before`."""
        after = self.present().routine
        other = {each for each, product in after.products.items() if before.products.get(each) != product}
        steps = {
            each: step
            for each, step in after.steps.items()
            if before.steps.get(each) != step or (step.product is not None and step.product in other)
        }
        found = self.remarks(Routine(after.slots, after.products, steps), now)
        touched = other | {each.product for each in steps.values() if each.product}
        held = self.known_allergens(now)
        named = tuple((after.products[each].name, words) for each, words in held.items() if each in touched)
        return replace(found, allergens=named)

    def remarks_on_plan(self, adoption: Adoption, now: datetime) -> SafetyRemarks:
        """What the floors come to over the steps that `adoption` writes."""
        present = self.present()
        return _of_adoption(adoption, present.routine, present.safety, self.today(now))


def remarks_on_first_plan(adoption: Adoption) -> SafetyRemarks:
    """The same for a record that begins with the plan: nothing is answered there yet."""
    return _of_adoption(adoption, Routine({}, {}, {}), SafetyProfile(), adoption.effective)


def _of_adoption(adoption: Adoption, routine: Routine, safety: SafetyProfile, today: date) -> SafetyRemarks:
    written = {(each.table, each.id): each.document for each in adoption.writes}
    products = dict(routine.products)
    steps = {}
    slots = dict(routine.slots)
    for (_, each), document in written.items():
        match document:
            case Product():
                products[each] = document
            case Step():
                steps[each] = document
    changed = {each for each in products if (tables.PRODUCTS, each) in written}
    steps |= {each.id: each for each in routine.steps.values() if each.id not in steps and each.product in changed}
    return remarks_on(Routine(slots, products, steps), safety, max(today, adoption.effective))


def remarks_on(routine: Routine, safety: SafetyProfile, day: date) -> SafetyRemarks:
    """What the floors come to over the steps of `routine` that are in force on `day` or begin after it."""
    from aftercare.model.flooring import cautions_on, floor_on, is_magnets, marks_of, needs_doctor, thing_of

    facts = floor_facts(routine)
    barred, asks, magnets = [], [], []
    # each once, whatever the number of steps
    cautions: dict[Caution, None] = {}
    open_ones: dict[Caution, None] = {}
    for step in routine.steps.values():
        if step.ends is not None and step.ends < day:
            continue
        on = max(day, step.terms[0].since)
        of_day = step.as_on(on)
        product = routine.products.get(of_day.product) if of_day.product else None
        as_of = product.as_on(on) if product else None
        floor = floor_on(step, on, routine, safety, facts)
        if floor is not None and not floor.goes_on:
            name = as_of.name if as_of else of_day.name
            waits = tuple(each.question for each in facts.exclusions if each.label in floor.unanswered)
            thing = thing_of(of_day)
            who = None if floor.unanswered else _WORD_OF.get(floor.kind)
            if floor.kind is FloorKind.PREGNANCY and floor.unanswered:
                waits = (PREGNANCY,)
            barred.append(NotOffered(step.id, of_day.name, thing, name, floor, who, waits))
        if safety.said(PREGNANCY, on) is None and needs_doctor(marks_of(of_day, as_of, facts)):
            asks.append(of_day.name)
        if is_magnets(of_day, as_of) and not (floor is not None and floor.because):
            magnets.append(of_day.name)
            cautions.update(dict.fromkeys(cautions_on(step, on, routine, safety, facts, Said.YES)))
            open_ones.update(dict.fromkeys(cautions_on(step, on, routine, safety, facts, None)))
    return SafetyRemarks(tuple(barred), tuple(asks), tuple(magnets), tuple(cautions), tuple(open_ones))


_WORD_OF = {FloorKind.PREGNANCY: Agrees.DOCTOR, FloorKind.UNDER_18: Agrees.GUARDIAN}


def questions() -> tuple[SafetyQuestion, ...]:
    """All questions, in the order in which they are asked."""
    from aftercare.model.safety_questions import safety_questions
    from aftercare.store.reference import magnet_rules

    return safety_questions(magnet_rules())


def _unknown(question: str) -> NotFound:
    from difflib import get_close_matches

    near = get_close_matches(question.casefold(), [each.id for each in questions()], n=1)
    return NotFound(
        f"There is no question “{question}”.",
        f"Did you mean “{near[0]}”?" if near else "`aftercare safety` lists them.",
    )


def _words_typed(words: tuple[str, ...]) -> tuple[str, ...]:
    from aftercare.model.shelf_text import line_typed

    found = tuple(dict.fromkeys(line_typed(each, "name", _LONGEST_WORD) for each in words if each.strip()))
    if len(found) > _MOST_WORDS:
        raise BadInput(f"That is more than {_MOST_WORDS} names.", "Leave some out.")
    return found


def _name_of(thing: Id, routine: Routine) -> str:
    product, step = routine.products.get(thing), routine.steps.get(thing)
    return product.name if product else step.name if step else thing


def _terms(day: date) -> Terms:
    return Terms(day, ("evening",), Daily())
