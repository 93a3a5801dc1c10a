"""Which ingredient a name on a label means: an exact one is taken, a near one is only offered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from aftercare.model.ingredient_row import IngredientRow, by_name
from aftercare.model.routine import Id
from aftercare.model.text import name_key

#: How alike a misspelt name has to be, from 0 to 1, and how many are offered.
_ALIKE, _OFFERED = 0.84, 3
#: Names outside these lengths are no misspelling of anything.
_SHORTEST, _LONGEST = 4, 80
#: So many candidates are compared letter by letter.
_COMPARED = 12


class IngredientNames:
    """All names of all ingredients. Made once, as it takes longer than a question to it."""

    def __init__(self, rows: Mapping[Id, IngredientRow]) -> None:
        self.rows = rows
        self._named = by_name(rows.values())
        self._with_part: dict[str, list[str]] = {}

    def exactly(self, name: str) -> IngredientRow | None:
        """The ingredient that is called so; case, accents and signs do not count."""
        return self._named.get(name_key(name))

    def near(self, name: str) -> tuple[Id, ...]:
        """The ingredients with a name like it, the nearest first. To be offered, never to be taken."""
        from difflib import SequenceMatcher

        key = name_key(name)
        if not _SHORTEST <= len(key) <= _LONGEST:
            return ()
        shared = Counter(other for part in _parts(key) for other in self._names_with(part))
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(key)
        alike: dict[Id, float] = {}
        # by name where as many parts are shared, so that the answer is always the same
        for other, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:_COMPARED]:
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= _ALIKE and (ratio := matcher.ratio()) >= _ALIKE:
                row = self._named[other].id
                alike[row] = max(ratio, alike.get(row, 0))
        return tuple(sorted(alike, key=lambda row: (-alike[row], row))[:_OFFERED])

    def _names_with(self, part: str) -> list[str]:
        if not self._with_part:
            found: defaultdict[str, list[str]] = defaultdict(list)
            for key in self._named:
                for each in _parts(key):
                    found[each].append(key)
            self._with_part = dict(found)
        return self._with_part.get(part, [])


def _parts(key: str) -> set[str]:
    """All runs of three signs in it."""
    return {key[at : at + 3] for at in range(len(key) - 2)}
