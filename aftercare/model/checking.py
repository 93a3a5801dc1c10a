"""The checker: all remarks on the coming 28 days of a routine."""

from __future__ import annotations

from collections.abc import Iterable

from aftercare.model.checks.magnets import magnet_cautions
from aftercare.model.checks.newcomers import two_new
from aftercare.model.checks.pairs import pairs, too_many_actives
from aftercare.model.checks.products import known_allergens, past_its_date, patch_tests
from aftercare.model.checks.sun import in_the_sun, no_sunscreen
from aftercare.model.checks.weeks import Memory, Situation, Weeks
from aftercare.model.finding import Finding, Reviewed, Status
from aftercare.model.set_aside import SetAside

#: The gravest first.
_CHECKS = (
    known_allergens,
    patch_tests,
    magnet_cautions,
    in_the_sun,
    pairs,
    too_many_actives,
    no_sunscreen,
    past_its_date,
    two_new,
)


def findings(situation: Situation, memory: Memory | None = None) -> tuple[Finding, ...]:
    """What there is to remark: what can be acted on first, and within that the gravest first."""
    weeks = Weeks(situation, memory)
    found = [each for check in _CHECKS for each in check(weeks)]
    return tuple(sorted(found, key=lambda each: each.status is Status.INFORMATION))


def reviewed(found: Iterable[Finding], aside: Iterable[SetAside]) -> Reviewed:
    """`found` without what was set aside and is still as it was then."""
    kept = {each.key: each for each in aside}
    covered = [(each, kept[each.key]) for each in found if each.key in kept and kept[each.key].covers(each)]
    hidden = {each.key for each, _ in covered}
    return Reviewed(tuple(each for each in found if each.key not in hidden), tuple(covered))
