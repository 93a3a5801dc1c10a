"""The lines of a report that answer the plan: each step with what was due of it, and what became of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from itertools import count, pairwise
from itertools import product as product_of

from msgspec import UNSET

from aftercare.model.adherence import Result, Tally, result_of
from aftercare.model.check_off import Skipped
from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk
from aftercare.model.local_day import local_date
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.question import Question
from aftercare.model.report import Change, ReportedStep, SkipReason, WhoseStep
from aftercare.model.routine import FormerWay, FromPlan, Id, Product, Routine, Step, Terms
from aftercare.model.rule_words import course_words, rule_words, terms_words
from aftercare.model.rules import AsNeeded
from aftercare.model.rulings import Verdict
from aftercare.model.words import short_day

_DAY = timedelta(days=1)


def reported_steps(
    routine: Routine,
    plan: Plan | None,
    circumstances: Circumstances,
    questions: Sequence[Question],
    first: date,
    last: date,
) -> tuple[ReportedStep, ...]:
    """The lines of the plan in its order, then those of earlier plans and the client's own.

    A step that was not in force in the period has no line, unless the plan in force names it.
    """
    stated = {each.id: each for each in plan.steps} if plan is not None else {}
    lines = []
    for step in sorted(routine.steps.values(), key=lambda each: (each.order, each.name)):
        if step.id not in stated and not _was_in_force(step, first, last):
            continue
        lines.append(_line(step, stated.get(step.id), routine, circumstances, questions, first, last))
    known = {each.id for each in lines}
    lines += [_not_taken(each) for each in stated.values() if each.id not in known]
    place = {each: number for number, each in enumerate(stated)}
    return tuple(sorted(lines, key=lambda each: (each.whose is WhoseStep.OWN, place.get(each.id, len(place)))))


def _was_in_force(step: Step, first: date, last: date) -> bool:
    return any(terms.since <= last and (step.last_day(terms) or last) >= first for terms in step.terms)


def _line(
    step: Step,
    stated: PlanStep | None,
    routine: Routine,
    circumstances: Circumstances,
    questions: Sequence[Question],
    first: date,
    last: date,
) -> ReportedStep:
    now = step.as_on(last)
    terms = _terms_at(step, first, last)
    product = _product(routine, now.product, last)
    done, skipped = 0, 0
    covered: Counter[Verdict] = Counter()
    reasons: dict[str, list[date]] = {}
    missed = []
    answers = circumstances.answers.get(step.id, {})
    today = circumstances.today
    until = min(last, today)
    for day, slot, verdict in StepWalk(step, routine, circumstances).occurrences(first, until):
        if verdict is not Verdict.DUE:
            covered[verdict] += 1
            continue
        answer = answers[day].get(slot) if day in answers else None
        match result_of(answer, day, today):
            case Result.DONE:
                done += 1
            case Result.SKIPPED if isinstance(answer, Skipped):
                skipped += 1
                reasons.setdefault(answer.reason, []).append(day)
            case Result.MISSED:
                missed.append(day)
    by_number = sorted(reasons.items(), key=lambda each: (-len(each[1]), each[0]))
    return ReportedStep(
        id=step.id,
        name=now.name,
        whose=WhoseStep.PLAN if stated is not None or isinstance(step.origin, FromPlan) else WhoseStep.OWN,
        rule=terms_words(terms),
        amount=now.amount or (product.amount if product else ""),
        tally=Tally(done, skipped, len(missed)),
        held=covered[Verdict.HELD],
        paused=covered[Verdict.PAUSED],
        barred=covered[Verdict.BARRED],
        uses=_uses(step, circumstances, first, last) if isinstance(terms.rule, AsNeeded) else None,
        reasons=tuple(SkipReason(reason, tuple(sorted(days))) for reason, days in by_number),
        missed_days=tuple(sorted(missed)),
        changes=tuple(_changes(step, routine, first, last)),
        questions=tuple(each.text for each in questions if each.step == step.id),
        plan_says=_plan_says(step, stated, routine, last) if stated is not None else "",
        when=_slots_words(terms.slots, routine) if terms.slots else "",
        product=product.name if product is not None else "",
        in_place_of=_in_place_of(now.product, stated, routine, last),
        prescribed=product is not None and product.by_prescription,
        ended=step.ends if step.ends is not None and first - _DAY <= step.ends < last else None,
    )


def _not_taken(stated: PlanStep) -> ReportedStep:
    words = _rule_of(stated)
    return ReportedStep(
        id=stated.id,
        name=stated.name,
        whose=WhoseStep.PLAN,
        rule="",
        amount=stated.amount,
        tally=Tally(),
        plan_says=words,
    )


def _terms_at(step: Step, first: date, last: date) -> Terms:
    """The terms that held last in the period; where none did, those nearest to it."""
    held = [each for each in step.terms if each.since <= last]
    return held[-1] if held else step.terms[0]


def _product(routine: Routine, product: Id | None, day: date) -> Product | None:
    known = routine.products.get(product) if product is not None else None
    return known.as_on(day) if known is not None else None


def _uses(step: Step, circumstances: Circumstances, first: date, last: date) -> int:
    starts = circumstances.starts
    return sum(each.step == step.id and first <= local_date(each.at, starts) <= last for each in circumstances.uses)


def _plan_says(step: Step, stated: PlanStep, routine: Routine, last: date) -> str:
    """What the plan says where the client does it in another way, and since when; nothing where they do as it says."""
    terms, now = step.terms[-1], step.as_on(last)
    parts: list[tuple[str, str, date | None]] = []
    if terms.rule != stated.rule or terms.course != stated.course:
        since = _since(step.terms, lambda each: (each.rule, each.course))
        parts.append((_rule_of(stated), f"has {terms_words(terms)}", since))
    if set(terms.slots) != set(stated.slots):
        since = _since(step.terms, lambda each: set(each.slots))
        parts.append((_slots_words(stated.slots, routine), f"has {_slots_words(terms.slots, routine)}", since))
    if now.product != stated.product:
        since = _way_since(step, last, lambda each: each.product)
        used = f"uses {_named(now.product, routine, last)} instead" if now.product else "uses no product"
        parts.append((_named(stated.product, routine, last), used, since))
    if now.amount != stated.amount:
        since = _way_since(step, last, lambda each: now.amount if each.amount is UNSET else each.amount)
        parts.append((stated.amount or "no amount", f"has {now.amount or 'no amount'}", since))
    if step.ends is not None and step.ends < last:
        parts.append((_rule_of(stated), "has ended", step.ends))
    return "; ".join(
        f"{said}, the client {here}{f' since {short_day(since, last)}' if since else ''}" for said, here, since in parts
    )


def _in_place_of(product: Id | None, stated: PlanStep | None, routine: Routine, last: date) -> str:
    """The product that the plan names, where the client does the step with another one."""
    if stated is None or stated.product is None or product in (None, stated.product):
        return ""
    return _named(stated.product, routine, last)


def _since(terms: Sequence[Terms], of: Callable[[Terms], object]) -> date | None:
    """The day since which the last terms say what they say; None where the step began so."""
    for before, each in reversed(list(pairwise(terms))):
        if of(before) != of(each):
            return each.since
    return None


def _way_since(step: Step, last: date, of: Callable[[Step | FormerWay], object]) -> date | None:
    """The day since which a step is done as on `last`; None where that is not kept, or it began so."""
    now = of(step.as_on(last))
    changed = [each.until + _DAY for each in step.former if each.until < last and of(each) != now]
    return max(changed, default=None)


def _rule_of(stated: PlanStep) -> str:
    course = f", {course_words(stated.course)}" if stated.course is not None else ""
    return f"{rule_words(stated.rule)}{course}"


def _slots_words(slots: Sequence[Id], routine: Routine) -> str:
    names = [routine.slots[each].name.lower() if each in routine.slots else each for each in slots]
    return " and ".join(names) or "at no set time"


def _changes(step: Step, routine: Routine, first: date, last: date) -> Iterator[Change]:
    """What changed about `step` in the period, in the order of the days."""
    found: list[Change] = []
    before: Terms | None = None
    for terms in step.terms:
        if first <= terms.since <= last:
            words = _terms_news(before, terms, routine)
            if words:
                found.append(Change(terms.since, step.as_on(terms.since).name, words))
        before = terms
    for former in step.former:
        since = former.until + _DAY
        if first <= since <= last:
            words = _way_news(former, step, since, routine)
            if words:
                found.append(Change(since, step.as_on(since).name, words))
    if step.ends is not None and first - _DAY <= step.ends < last:
        found.append(Change(step.ends + _DAY, step.as_on(step.ends).name, "ended"))
    yield from sorted(found, key=lambda each: each.day)


def _terms_news(before: Terms | None, terms: Terms, routine: Routine) -> str:
    if before is None or (before.until is not None and before.until < terms.since - _DAY):
        word = "begun" if before is None else "begun again"
        return f"{word}: {terms_words(terms)}"
    parts = []
    if before.rule != terms.rule or before.course != terms.course:
        parts.append(f"now {terms_words(terms)}, before {terms_words(before)}")
    if set(before.slots) != set(terms.slots):
        parts.append(f"now {_slots_words(terms.slots, routine)}, before {_slots_words(before.slots, routine)}")
    return "; ".join(parts)


def _way_news(former: FormerWay, step: Step, since: date, routine: Routine) -> str:
    after = step.as_on(since)
    parts = []
    if former.product != after.product:
        names = [_named(each, routine, on) for each, on in ((former.product, former.until), (after.product, since))]
        parts.append(f"now {names[1]}, before {names[0]}")
    if former.amount is not UNSET and former.amount != after.amount:
        parts.append(f"now {after.amount or 'no amount'}, before {former.amount or 'no amount'}")
    return "; ".join(parts)


def _named(product: Id | None, routine: Routine, day: date) -> str:
    known = _product(routine, product, day)
    return known.name if known is not None else product or "no product"


def letters() -> Iterator[str]:
    """a to z, then aa, ab and on."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    for length in count(1):
        yield from map("".join, product_of(alphabet, repeat=length))
