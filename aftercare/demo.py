"""A made-up client with a life: for looking around, for trying things, for pictures. Never anybody's real record.

The same seed, years and day give the same life. It is lived through `Care`, as a person would have lived it: gaps,
missed and skipped steps, a step that stung, a holiday in another zone, changes of the clock, a plan in two versions,
products opened, finished and substituted, sessions moved and cancelled, a filler had elsewhere.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from aftercare.care import Care, Home, PackFacts, ProductFacts, sample_plans
from aftercare.errors import BadInput
from aftercare.model.bruise import Bruise, Stage
from aftercare.model.check_in import CheckInDraft, ContextAnswer
from aftercare.model.check_off import Pending
from aftercare.model.pause import PauseReason
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.procedure import ProcedureKind
from aftercare.model.rating import Points, Rating, Subject
from aftercare.model.reaction import SkinSign
from aftercare.model.routine import Origin
from aftercare.model.rules import EveryDays
from aftercare.model.safety import PREGNANCY, Said
from aftercare.model.session import Session
from aftercare.model.today import SlotOfDay

CLIENT = "Mara Lind (made up)"
SEED = 20
_HOME_ZONE = ZoneInfo("Europe/Berlin")
_AWAY_ZONE = ZoneInfo("America/New_York")
_DAY = timedelta(days=1)
#: Days after which a bottle is empty.
_BOTTLE = {"hydrating-serum": 74, "calming-gel": 110, "barrier-cream": 65, "mild-cleanser": 90, "mineral-sunscreen": 58}
_SIZES = {"hydrating-serum": 30, "calming-gel": 50, "barrier-cream": 50, "mild-cleanser": 150, "mineral-sunscreen": 50}
_PRICES = {"hydrating-serum": 34, "calming-gel": 19, "barrier-cream": 27, "mild-cleanser": 14, "mineral-sunscreen": 22}
_NOTES = (
    "Slept badly, skin a little dull.",
    "Cheeks calm today.",
    "A little warm after the serum, gone by noon.",
    "Long day in dry air; the cream felt good.",
    "Forehead softer, or I only hope so.",
    "Wind and cold, cheeks red on the way home.",
)
#: What was felt after every other session, and what was said there.
_FELT = (
    ("A little flushed for an hour, then as always.", "Keep the routine as it is."),
    ("Tired, early to bed. The brow feels softer.", ""),
    ("Two red dots in the evening, gone in the morning. @needles", "Nothing new before the next one."),
)
#: The step of the sample plan that is there at the client's wish.
_AS_NEEDED = "gel-when-it-feels-hot"
#: How a bruise changes, by its days.
_FADING = {2: Stage.BLUE, 6: Stage.GREEN_OR_YELLOW, 10: Stage.NONE}
_REASONS = ("No time", "Skin feels irritated", "Forgot to bring it", "Too tired")


def live(
    home: Home, now: datetime, years: float = 1, seed: int = SEED, told: Callable[[date], object] = lambda day: None
) -> Care:
    """Begins the made-up client's record in `home` so many years before `now` and lives up to `now`; `told` hears of
    each day. `home` must hold no record.
    """
    return _Life(home, now, years, seed).lived(told)


class _Life:
    def __init__(self, home: Home, now: datetime, years: float, seed: int) -> None:
        self.home = home
        self.now = now.astimezone(_HOME_ZONE)
        self.first = self.now.date() - timedelta(days=round(365.25 * years))
        self.chance = random.Random(seed)
        # the journal has its own: what is rated changes nothing of what is done
        self.mood = random.Random(seed + 1)
        self.days = (self.now.date() - self.first).days
        self.journey = self._part(0.55)
        self.illness = self._part(0.3)

    def _part(self, share: float) -> date:
        return self.first + timedelta(days=round(self.days * share))

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment in the wall time of where the client was on `day`."""
        away = self.journey <= day < self.journey + 9 * _DAY
        return datetime.combine(day, time(hour, minute), _AWAY_ZONE if away else _HOME_ZONE)

    def lived(self, told: Callable[[date], object]) -> Care:
        care = Care.start(self.home, self.at(self.first, 9), name=CLIENT)
        care.set_zone(_HOME_ZONE.key, self.at(self.first, 9))
        care.answer_safety(PREGNANCY, Said.NO, self.at(self.first, 9, 5))
        care.import_plan(self._plan(1), self.at(self.first, 9, 10))
        for product in _BOTTLE:
            self._open(care, product, self.first)
        for day in self._until_today():
            self._live_day(care, day)
            told(day)
        return care

    def _until_today(self) -> Iterator[date]:
        day = self.first
        while day <= self.now.date():
            yield day
            day += _DAY

    # ---- the plan

    def _plan(self, version: int) -> Plan:
        base = sample_plans()["needle_course"]
        steps = [self._from_here(step) for step in base.steps]
        title = base.title
        if version == 2:
            title = "Calm and firm, with less of everything"
            steps = [replace(s, amount="2–3 drops") if s.id == "serum" else s for s in steps]
            steps = [replace(s, rule=EveryDays(3, self._part(0.6))) if s.id == "renewal" else s for s in steps]
        sessions = tuple(self._sessions(base.sessions[0].origin))
        return replace(
            base,
            version=version,
            title=title,
            client=CLIENT,
            written=self.first if version == 1 else self._part(0.6),
            starts=None,
            steps=tuple(steps),
            sessions=sessions,
        )

    def _from_here(self, step: PlanStep) -> PlanStep:
        return replace(step, rule=EveryDays(step.rule.days, self.first)) if isinstance(step.rule, EveryDays) else step

    def _sessions(self, origin: Origin) -> Iterator[Session]:
        day, number = self.first - 11 * _DAY, 0
        while day < self.now.date() + 45 * _DAY:
            number += 1
            # a course, and then from time to time
            day += timedelta(days=14 if number <= 10 else 28)
            kind = "facial needles, review" if number == 6 else "facial needles"
            yield Session(f"course-{number}", datetime.combine(day, time(17, 30)), kind, origin)

    # ---- a day

    def _live_day(self, care: Care, day: date) -> None:
        self._turns(care, day)
        if day < self.now.date():
            self._keep_sessions(care, day)
        for slot in care.day(min(self.at(day, 23, 59), self.now), day).slots:
            self._answer(care, slot, day)
        if self.chance.random() < 0.06:
            self._do(self.at(day, 21, 40), lambda at: care.note(self.chance.choice(_NOTES), at, day))
        if self.chance.random() < 0.05:
            self._do(self.at(day, 14, 10), lambda at: self._use(care, at))
        self._write_journal(care, day)

    def _write_journal(self, care: Care, day: date) -> None:
        """Most days have a check-in: the skin gets calmer over the months, and is redder and tenser on some days."""
        since = min(((day - each.at.date()).days for each in care.sessions() if each.at.date() <= day), default=99)
        better = (day - self.first) / max(_DAY, self.now.date() - self.first)
        dry, tense, glow = 6 - 4 * better, 6 - 3 * better + (0.4 * min(since, 7)) - 1.5, 4 + 3 * better
        values = {Subject("dryness"): dry, Subject("glow"): glow}
        values |= {Subject("tension", zone): tense for zone in ("glabella", "brow-lid-r", "brow-lid-l")}
        ratings = tuple(
            Rating(each.measure, Points(min(10, max(0, round(self.mood.gauss(value, 0.8))))), each.zone)
            for each, value in values.items()
        )
        answers = (
            ContextAnswer("sleep-hours", round(self.mood.gauss(7, 0.8) * 2) / 2),
            ContextAnswer("stress", float(self.mood.randint(1, 7))),
        )
        tags = ("travel",) if self.journey <= day < self.journey + 9 * _DAY else ()
        draft = CheckInDraft(day, ratings, answers, tags=tags)
        if self.mood.random() < 0.78:
            self._do(self.at(day, 20, 30), lambda at: care.check_in(draft, at))
        if since == 1 and self.mood.random() < 0.3:
            self._do(self.at(day, 9), lambda at: care.log_bruise("temple-l", Stage.RED, at, millimetres=6, day=day))
        for course in care.bruises(self.at(day, 21)):
            stage = _FADING.get((day - course.bruise.day).days)
            if stage is not None and course.bruise.day < day:
                self._follow(care, course.bruise, stage, day)

    def _use(self, care: Care, at: datetime) -> None:
        with suppress(BadInput):
            # it rests with the others in a pause
            care.use(_AS_NEEDED, at)

    def _follow(self, care: Care, bruise: Bruise, stage: Stage, day: date) -> None:
        self._do(self.at(day, 21), lambda at: care.follow_bruise(bruise, stage, at, day=day))

    def _do(self, at: datetime, deed: Callable[[datetime], object]) -> None:
        """Does it, unless that moment is still to come."""
        if at <= self.now:
            deed(at)

    def _answer(self, care: Care, slot: SlotOfDay, day: date) -> None:
        luck = self.chance.random()
        late = self.chance.randint(-10, 35)
        at = self.at(day, slot.slot.at.hour, slot.slot.at.minute) + timedelta(minutes=late)
        gap = self._part(0.8) <= day < self._part(0.8) + 4 * _DAY
        # of the running day the last part is still open
        if at > self.now - timedelta(minutes=30) or luck < 0.07 or gap:
            return
        if luck < 0.84:
            care.tick_slot(slot.slot.id, day, at)
            return
        for due in slot.due:
            if not isinstance(due.state, Pending) or self.chance.random() < 0.12:
                continue
            if self.chance.random() < 0.2:
                care.skip(due.occurrence, self.chance.choice(_REASONS), at)
            else:
                care.tick(due.occurrence, at)
            at += timedelta(seconds=40 + due.step.wait)

    # ---- what turns up

    def _turns(self, care: Care, day: date) -> None:
        if day == self.illness:
            self._do(self.at(day, 8), lambda at: care.pause(at, day, day + 4 * _DAY, PauseReason.ILLNESS))
        if day == self._part(0.2):
            self._do(self.at(day, 21, 20), lambda at: care.rest_stung("renewal", at, 5))
            self._do(self.at(day, 21, 25), lambda at: self._react(care, at, SkinSign.STINGING, "renewal"))
        if day == self.now.date() - 5 * _DAY:
            self._do(self.at(day, 18, 10), lambda at: self._react(care, at, SkinSign.REDNESS, None))
        if day == self.journey:
            self._do(self.at(day, 12), lambda at: care.set_zone(_AWAY_ZONE.key, at))
        if day == self.journey + 9 * _DAY:
            self._do(self.at(day, 12), lambda at: care.set_zone(_HOME_ZONE.key, at))
        if day == max(self.first, self.now.date() - 9 * _DAY):
            self._do(self.at(day, 18, 30), lambda at: care.add_procedure(ProcedureKind.FILLER, day, at, "Cheeks."))
        if day == self._part(0.6):
            self._do(self.at(day, 18), lambda at: care.import_plan(self._plan(2), at))
        if day == self._part(0.7):
            self._do(self.at(day, 19), lambda at: self._substitute(care, at))
        for product, lasts in _BOTTLE.items():
            if day > self.first and (day - self.first).days % lasts == 0:
                self._open(care, product, day)

    def _react(self, care: Care, at: datetime, sign: SkinSign, step: str | None) -> None:
        words = (
            "Warm for a while, calm by the morning." if step else "After the walk in the wind, gone by bedtime. @wind"
        )
        care.log_reaction((sign,), at, zones=("cheek-up-r", "cheek-up-l"), step=step, text=words)

    def _open(self, care: Care, product: str, day: date) -> None:
        facts = PackFacts(opened=day, size=_SIZES[product], price=_PRICES[product], best_before=day + 500 * _DAY)
        self._do(self.at(day, 7, 20), lambda at: care.open_pack(product, facts, at))

    def _substitute(self, care: Care, at: datetime) -> None:
        facts = ProductFacts("Oat gel", "gel", ("oat extract", "glycerin"), pao=12, size=50)
        oat = care.add_product(facts, at, PackFacts(opened=at.date(), price=17))
        care.substitute("calming-gel", oat.id, at)

    def _keep_sessions(self, care: Care, day: date) -> None:
        for session in care.sessions():
            if session.at.date() == day and session.at.time() < time(22):
                number = session.id
                if number == "course-4" and session.planned_at is None:
                    care.move_session(number, session.at + timedelta(days=2), self.at(day, 9))
                elif number == "course-7":
                    care.cancel_session(number, self.at(day, 9))
                else:
                    care.session_took_place(number, self.at(day, 19))
                    self._tell_of_session(care, session, day)

    def _tell_of_session(self, care: Care, session: Session, day: date) -> None:
        number = int(session.id.rpartition("-")[2])
        if number % 2:
            felt, said = _FELT[number // 2 % len(_FELT)]
            self._do(self.at(day, 20, 15), lambda at: care.log_session(session.id, felt, at, said=said, day=day))
