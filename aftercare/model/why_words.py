"""Why a step is due or not, in plain sentences: one for each ruling of the chain that decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, tzinfo
from typing import assert_never

from aftercare.model.caution import Caution
from aftercare.model.caution_words import caution_words
from aftercare.model.decision import Decision
from aftercare.model.floor import Floor
from aftercare.model.floor_words import asking_words, floor_words
from aftercare.model.hold import Hold
from aftercare.model.pause import Pause, PauseReason
from aftercare.model.routine import Routine
from aftercare.model.rule_words import pattern_words, rule_words
from aftercare.model.rulings import (
    AskFirst,
    BarredBy,
    ComingBack,
    CourseCount,
    CourseDates,
    HeldBy,
    InCycle,
    InForce,
    InPhase,
    NearSession,
    NotInForce,
    OnCalendar,
    OnWish,
    PausedBy,
    Ruling,
    SinceLast,
    Verdict,
)
from aftercare.model.said_by import said_by_words
from aftercare.model.words import counted, short_day

_VERDICTS = {
    Verdict.DUE: "due",
    Verdict.NOT_DUE: "not due",
    Verdict.HELD: "held",
    Verdict.PAUSED: "paused",
    Verdict.BARRED: "not offered",
}
_ASK = "It is prescribed, so it stays due: ask the prescriber or your therapist."
#: Of what nobody marked as prescribed: what is in it is known, where it came from is not.
_ASK_OF_SUBSTANCE = (
    "It has something in it that is usually on prescription, so it stays due: ask your prescriber or therapist."
)
_REASONS = {
    PauseReason.HOLIDAY: "for a holiday",
    PauseReason.ILLNESS: "because of illness",
    PauseReason.STUNG: "because it stung",
    PauseReason.OTHER: "",
}


def why_lines(decision: Decision, routine: Routine, zone: tzinfo | None, today: date) -> list[tuple[str, list[str]]]:
    """For each slot, or once for the whole day: a heading ("Evening 21:00: not due") and the rules in their order.

    Times are told in the wall time of `zone`.
    """
    day = decision.day
    if not decision.slots:
        wish = any(isinstance(each, OnWish) for each in decision.rulings)
        heading = "as needed" if wish else _VERDICTS[decision.verdict]
        return [(heading, [ruling_words(each, zone, day, today) for each in decision.rulings])]
    result = []
    for each in decision.slots:
        slot = routine.slots[each.slot]
        heading = f"{slot.name} {slot.at_on(day):%H:%M}: {_VERDICTS[each.verdict]}"
        result.append((heading, [ruling_words(ruling, zone, day, today) for ruling in each.rulings]))
    return result


def ruling_words(ruling: Ruling, zone: tzinfo | None, day: date, today: date) -> str:
    """One ruling as a sentence."""

    def on(which: date) -> str:
        return short_day(which, today)

    def at(instant: datetime) -> str:
        local = instant.astimezone(zone)
        return f"{short_day(local.date(), today)} {local:%H:%M}"

    match ruling:
        case NotInForce(ended=None, begins=None):
            return "It is not part of the routine on this day."
        case NotInForce(ended=None, begins=date() as begins):
            return f"It begins on {on(begins)}."
        case NotInForce(ended=ended, begins=begins):
            ended_words = f"It ended on {on(ended)}." if ended else ""
            return f"{ended_words} It begins again on {on(begins)}.".strip() if begins else ended_words
        case InForce(since=since, until=until):
            return f"In the routine since {on(since)}{f', up to {on(until)}' if until else ''}."
        case CourseDates(first=first, last=last, due=due):
            return f"The course runs from {on(first)} to {on(last)}{'' if due else ': this day lies outside it'}."
        case CourseCount(times=times, done=done, due=due):
            return f"The course has {counted(times, 'use')}, {done} done before{'' if due else ': it is complete'}."
        case OnCalendar(rule=rule, due=due):
            rest = "" if due else f", and {day:%A} {day.day} {day:%b} is not one of those days"
            return f"The rule is {rule_words(rule)}{rest}."
        case InCycle(cycle=cycle, position=None):
            return f"The cycle of {cycle.days} days begins on {on(cycle.start)}."
        case InCycle(cycle=cycle, position=position, restarted=restarted):
            again = f", which began again at its recovery on {on(restarted)}" if restarted else ""
            named = " and ".join(map(str, cycle.due))
            return f"This is day {position} of the cycle of {cycle.days} days{again}; it is due on day {named}."
        case InPhase(number=0, began=began):
            return f"The first phase begins on {on(began)}."
        case InPhase(number=number, phases=phases, pattern=pattern, counted=weeks, weeks=needed, stepped_down=down):
            back = f" It went one phase back on {on(down)}." if down else ""
            progress = f", {weeks} of {counted(needed, 'week')} used as planned" if number < phases else ""
            return f"Phase {number} of {phases}: {pattern_words(pattern)}{progress}.{back}"
        case NearSession(session=None):
            return "It follows a session, and none is planned."
        case NearSession(opens=datetime() as opens, closes=datetime() as closes, provisional=provisional):
            asked = " Nobody has said yet whether the session took place." if provisional else ""
            return f"It is due after a session, from {at(opens)} to {at(closes)}.{asked}"
        case NearSession():
            return "It follows a session."
        case SinceLast(hours=hours, last=None):
            return f"It keeps {hours} h between two uses, and was not used before."
        case SinceLast(hours=hours, last=datetime() as last, allowed=allowed):
            again = f"; again from {at(allowed)}" if allowed is not None else ""
            return f"It keeps {hours} h between two uses; last used {at(last)}{again}."
        case SinceLast(hours=hours):
            return f"It keeps {hours} h between two uses."
        case OnWish(at_most=most, hours_apart=apart, used=used):
            rest = f", {apart} h apart" if apart else ""
            return f"As needed, at most {most} a day{rest}; {counted(used, 'use')} on this day."
        case PausedBy(pause=pause):
            return pause_words(pause, today)
        case HeldBy(hold=hold):
            return " ".join((_hold_words(hold, at), *_further(ruling, at)))
        case ComingBack(every_days=days, until=until, last=last, again=again, due=due):
            slow = f"It comes back slowly after a hold: until {at(until)} at most every {days} days"
            if due or last is None:
                return f"{slow}."
            again_words = f", so again from {at(again)}" if again is not None else ""
            return f"{slow}. It was last used on {on(last)}{again_words}."
        case AskFirst(because=Pause() as pause):
            return f"{_ASK} Otherwise it would rest: {pause_words(pause, today)}"
        case AskFirst(because=Hold() as hold, prescribed=prescribed):
            ask = _ASK if prescribed else _ASK_OF_SUBSTANCE
            begin = "It is asked about:" if hold.asks else "Otherwise it would rest:"
            return f"{ask} {_hold_words(hold, at, begin)}"
        case AskFirst(because=Floor() as floor):
            return asking_words(floor)
        case AskFirst(because=Caution() as caution):
            return caution_words(caution)
        case BarredBy(floor=floor):
            return floor_words(floor)
        case AskFirst():
            return "It is prescribed: ask the prescriber or your therapist."
        case _:
            assert_never(ruling)


def pause_words(pause: Pause, today: date) -> str:
    """Such as "Paused because of illness, from Mon 23 Nov to Fri 27 Nov."."""
    words = " ".join(filter(None, ("Paused", _REASONS[pause.reason])))
    until = f" to {short_day(pause.last, today)}" if pause.last else " until you resume"
    return f"{words}, from {short_day(pause.first, today)}{until}."


def not_now_words(name: str, ruling: PausedBy | HeldBy | ComingBack, zone: tzinfo | None, today: date) -> str:
    """Why the step called `name`, which is there as needed, cannot be used now."""

    def at(instant: datetime) -> str:
        local = instant.astimezone(zone)
        return f"{short_day(local.date(), today)} {local:%H:%M}"

    match ruling:
        case PausedBy(pause=pause):
            return f"“{name}” rests. {pause_words(pause, today)}"
        case HeldBy(hold=hold):
            return f"“{name}” rests until {at(ruling.until)}: {hold.reason or 'it is held'}."
        case ComingBack(every_days=days, until=until, again=again):
            from_then = f", so again from {at(again)}" if again else ""
            return f"“{name}” comes back slowly: at most every {days} days until {at(until)}{from_then}."
        case _:
            assert_never(ruling)


def _further(ruling: HeldBy, at: Callable[[datetime], str]) -> Iterator[str]:
    """What goes on when the hold ends."""
    before = ruling.hold
    for each in ruling.then:
        if each.session != before.session:
            yield f"Another session holds it further, until {at(each.end)}."
        else:
            reason = f": {each.reason}" if each.reason != before.reason else ""
            yield f"It goes on resting until {at(each.end)}{reason}."
        before = each
    if ruling.free is not None:
        yield f"It comes back slowly, and was used not long ago: it is free again from {at(ruling.free)}."


def _hold_words(hold: Hold, at: Callable[[datetime], str], begin: str = "Held:") -> str:
    reason = f" {hold.reason}," if hold.reason else ""
    asked = ""
    if hold.provisional:
        asked = " Nobody has said yet whether the session took place."
    elif hold.planned:
        asked = " The session is not over yet: it counts from its end."
    elif hold.withdrawn:
        asked = " The session was cancelled or moved afterwards."
    note = f" “{hold.note}”" if hold.note else ""
    return f"{begin}{reason} until {at(hold.end)}. Who says so: {said_by_words(hold.said_by)}.{note}{asked}"
