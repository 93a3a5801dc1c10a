"""What a plan would change as lines to choose from: grouped, numbered, and found by what a person types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.model.adopting import Adoption
from aftercare.model.plan_asking import ToAsk
from aftercare.model.plan_change import ChangeKind, Names, PlanChange, Thing, step_words
from aftercare.model.plan_choice import choosable, with_what_needs_them, with_what_they_need
from aftercare.model.routine import EVENING, MORNING, Product, Slot, Step
from aftercare.model.words import listed

#: The groups in the order in which they are shown, with the word by which all lines of one are named.
GROUPS = (
    (ChangeKind.ADDED, "New", "new"),
    (ChangeKind.CHANGED, "Changed", "changed"),
    (ChangeKind.MOVED, "Moved", "moved"),
    (ChangeKind.CONFLICT, "Changed by you, and otherwise by the plan", "conflicts"),
    (ChangeKind.ENDED, "Ends", "ended"),
    (ChangeKind.KEPT, "Past, and stays as it was", ""),
)
ALL = "all"
QUESTIONS = "questions"


class Lines(Struct, frozen=True):
    """The lines of an adoption, and the questions that the plan itself leaves open."""

    adoption: Adoption
    open_ones: tuple[ToAsk, ...]

    def groups(self) -> Iterator[tuple[str, tuple[PlanChange, ...]]]:
        """The groups that have a line, each with its heading."""
        return grouped(self.adoption.changes)

    def keys(self) -> tuple[str, ...]:
        """The keys of all that can be chosen, in the order in which they are numbered, from 1."""
        lines = choosable(self.adoption)
        ordered = [each.key for kind, _, _ in GROUPS for each in lines if each.kind is kind]
        return (*ordered, *(each.key for each in self.open_ones))

    def number(self, key: str) -> int:
        """The number of the line `key`."""
        return self.keys().index(key) + 1

    def left(self, leave: Sequence[str], accept: Sequence[str]) -> frozenset[str]:
        """What is left where somebody typed these: numbers, keys, ids, or a whole group.

        Words for a whole group give way to single lines. Raises BadInput where one names no line, where one is both
        left and accepted, or where what is accepted needs what is left.
        """
        left = set(self.adoption.left)
        for words in (leave, accept):
            for typed in words:
                if (group := self._group(typed)) is not None:
                    left = left | group if words is leave else left - group
        leaving = {self._line(typed) for typed in leave if self._group(typed) is None}
        accepting = {self._line(typed) for typed in accept if self._group(typed) is None}
        needs = with_what_they_need(self.adoption, accepting)
        for key in sorted(needs & leaving):
            raise BadInput(
                f"{listed([key])} cannot be both left and accepted: {listed(sorted(accepting))} needs it.",
                "Leave both, or accept both.",
            )
        return with_what_needs_them(self.adoption, (left - needs) | leaving)

    def _group(self, typed: str) -> set[str] | None:
        if typed == ALL:
            return {each.key for each in choosable(self.adoption)}
        if typed == QUESTIONS:
            return {each.key for each in self.open_ones}
        kind = next((kind for kind, _, word in GROUPS if word and word == typed), None)
        return {each.key for each in choosable(self.adoption) if each.kind is kind} if kind else None

    def _line(self, typed: str) -> str:
        keys = self.keys()
        if typed in keys:
            return typed
        if typed.isdecimal() and typed.isascii() and 1 <= int(typed) <= len(keys):
            return keys[int(typed) - 1]
        found = [each for each in keys if each.rpartition(":")[2] == typed]
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(f"{listed([typed])} fits {listed(found, 8)}.", "Write one of these in full.")
        raise BadInput(
            f"There is no line {listed([typed])}.", "`aftercare plan diff FILE` lists them with their numbers."
        )


def grouped(changes: Iterable[PlanChange]) -> Iterator[tuple[str, tuple[PlanChange, ...]]]:
    """The groups that have one of the `changes`, each with its heading."""
    known = tuple(changes)
    for kind, heading, _ in GROUPS:
        if found := tuple(each for each in known if each.kind is kind):
            yield heading, found


def words_of(line: PlanChange) -> Iterable[str]:
    """The fields that differ, such as "amount: – → a pea"; of a conflict "yours" and "the plan's"."""
    if line.own_id:
        yield f"it is your own, and the plan gives its id “{line.id}” to another {line.thing.value}"
    for each in line.fields:
        if line.kind is ChangeKind.CONFLICT:
            yield f"{each.field}: yours is {each.before}, the plan says {each.after}"
        else:
            yield f"{each.field}: {each.before} → {each.after}"


def new_steps_told(adoption: Adoption) -> dict[str, str]:
    """Days, parts of the day and amount of each step that is new, such as "daily · Evening · 3 drops", by its key."""
    documents = [write.document for write in adoption.writes]
    slots = (MORNING, EVENING, *(each for each in documents if isinstance(each, Slot)))
    names = Names.of(slots, (each for each in documents if isinstance(each, Product)))
    steps = {each.id: step_words(each, names) for each in documents if isinstance(each, Step)}
    return {
        each.key: " · ".join(filter(None, (words["days"], words["course"], words["slots"], words["amount"])))
        for each in adoption.changes
        if each.kind is ChangeKind.ADDED and each.thing is Thing.STEP and (words := steps.get(each.id)) is not None
    }
