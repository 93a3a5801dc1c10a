"""The questions that make a plan, one after the other. Who asks them, and how a plan is checked, comes from outside.

Each answer makes a plan a little fuller. One that cannot be used is refused with BadInput and the plan stays as it was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from aftercare.errors import BadInput
from aftercare.model.hold_default import HoldDefault
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import HeldThing
from aftercare.model.plan_question import PlanQuestion
from aftercare.model.plan_wording import questions_on_step_words
from aftercare.model.point import Point
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import Daily, FromPlan, Practitioner
from aftercare.model.session_kind import CoursePattern, SessionKind
from aftercare.model.text import typed_text
from aftercare.model.typed_day import typed_day
from aftercare.model.zone import Zone

_YES = frozenset({"y", "yes", "true"})
_NO = frozenset({"n", "no", "false"})
_SPAN = re.compile(r"(\d{1,3}) ?(day|week)s?", re.ASCII)
#: What is typed where words are asked for and somebody means: as it stands, or nothing.
_NO_WORDS = _YES | _NO | {"none", "nothing", "n/a", "-", "–"}


class Question(Struct, frozen=True):
    """One question. `take` makes the plan with the answer in it, and raises BadInput for one that cannot be used.

    Nothing typed means `default`; where there is none, it is left out, unless it is `needed`. `told` is what is said
    before it, such as the heading of what comes.
    """

    asks: str
    take: Callable[[str], Plan]
    default: str = ""
    help: str = ""
    needed: bool = False
    told: str = ""


class Resting(Struct, frozen=True):
    """What usually rests after a session, and the things in a plan that it covers."""

    row: HoldDefault
    covers: tuple[HeldThing, ...]


class Asking(Struct, frozen=True):
    """What the questions rest on: today, rows of the reference data, and the readers of a plan.

    `problem` says what is wrong with a plan that is not whole yet, "" where nothing is. `resting` says for a plan what
    of it usually rests. `left_open` is what a whole plan still leaves open.
    """

    today: date
    kinds: Mapping[str, ProductKind]
    zones: Mapping[str, Zone]
    session_kinds: Collection[SessionKind]
    problem: Callable[[Plan], str]
    resting: Callable[[Plan], tuple[Resting, ...]]
    left_open: Callable[[Plan], tuple[PlanQuestion, ...]]
    points: Mapping[str, Point]
    courses: Collection[CoursePattern] = ()


class Interview:
    """A plan in the making. `plan` is what was answered so far; `said` is what was typed last, "" for nothing.

    `within_step` says that the last step is still being asked about, `given` are all answers as they were typed.
    """

    def __init__(self, asking: Asking) -> None:
        self.asking = asking
        self.given: tuple[str, ...] = ()
        self.said = ""
        self.answered = 0
        self.within_step = False
        self.plan = Plan(
            id="",
            version=1,
            title="",
            practitioner=Practitioner(""),
            products=(),
            slots=(),
            steps=(),
            sessions=(),
            written=asking.today,
        )

    @property
    def origin(self) -> FromPlan:
        """Where all of it comes from."""
        return FromPlan(self.plan.id, self.plan.version)

    @property
    def last_step(self) -> PlanStep:
        """The step that is being asked about."""
        return self.plan.steps[-1]

    def with_step(self, **said: Any) -> Plan:
        """The plan with something else said of that step."""
        return replace(self.plan, steps=(*self.plan.steps[:-1], replace(self.last_step, **said)))

    @property
    def unfinished(self) -> str | None:
        """The id of the step whose questions are not all answered."""
        return self.plan.steps[-1].id if self.within_step else None

    def answer(self, question: Question, typed: str) -> None:
        """Takes an answer. Raises BadInput, and keeps the plan as it was, where it cannot be used."""
        text = typed.strip() or question.default
        if not text and question.needed:
            raise BadInput("This has to be answered.", question.help)
        plan = question.take(text) if text else self.plan
        if plan != self.plan and (problem := self.asking.problem(plan)):
            raise BadInput(problem)
        self._take(plan, text, typed)

    def _take(self, plan: Plan, text: str, typed: str) -> None:
        self.plan, self.said = plan, text
        self.answered += bool(typed.strip())
        self.given = (*self.given, typed)

    def without_last(self) -> tuple[Interview, Iterator[Question]]:
        """The interview as it was before the last answer, and all questions from the one that it was given to."""
        before = Interview(self.asking)
        questions = before.questions()
        for typed in self.given[:-1]:
            # what could be used before can be used again: the plan needs no other reading
            question = next(questions)
            text = typed.strip() or question.default
            before._take(question.take(text) if text else before.plan, text, typed)
        return before, questions

    def questions(self) -> Iterator[Question]:
        """All questions, in turn: the next one is asked for when the one before has its answer."""
        from aftercare.model.interview_course import course_questions
        from aftercare.model.interview_elsewhere import interval_questions
        from aftercare.model.interview_places import needle_questions
        from aftercare.model.interview_rests import rest_questions, review_question
        from aftercare.model.interview_steps import step_questions

        yield from self._who()
        yield from self._what()
        yield from self._sessions()
        yield from needle_questions(self)
        yield from step_questions(self)
        yield from rest_questions(self)
        yield from interval_questions(self)
        yield from self._advice()
        yield from course_questions(self)
        yield review_question(self)

    def _who(self) -> Iterator[Question]:
        for field, asks, told, help, needed in (
            ("name", "Your name", "You, as the client knows you", "Such as Ines Moreau.", True),
            ("practice", "Your practice", "", "The name of the practice; blank for none.", False),
            ("phone", "Your telephone number", "", "Shown beside every sign that needs you: +44 20 7946 0143.", False),
            ("email", "Your mail address", "", "Such as ines@moreau.example.", False),
            ("hours", "When can you be reached", "", "In words, such as Mon to Thu, 9 to 18.", False),
        ):
            yield Question(f"{asks}", self._practitioner(field), help=help, needed=needed, told=told)

    def _practitioner(self, field: str) -> Callable[[str], Plan]:
        def take(text: str) -> Plan:
            return replace(self.plan, practitioner=replace(self.plan.practitioner, **{field: one_line(text)}))

        return take

    def _what(self) -> Iterator[Question]:
        yield Question(
            "The client's name",
            lambda text: replace(self.plan, client=one_line(text)),
            help="As they write it: a plan for somebody else is noticed. Blank for nobody in particular.",
            told="The plan",
        )
        yield Question(
            "What is the plan called", self._title, "Home care", "Its id is made from it, and stays in later versions."
        )
        yield Question(
            "The first day on which it holds",
            lambda text: replace(self.plan, starts=typed_day(text, self.asking.today, "first day")),
            help="Such as 2026-11-16, tomorrow, mon or +7. Blank for the day on which the client accepts it.",
        )
        yield Question(
            "What does it attend to",
            lambda text: replace(self.plan, concerns=in_parts(words_typed(text))),
            help="In your own words, separated by commas: dry cheeks, a tense brow.",
        )

    def _title(self, text: str) -> Plan:
        title = words_typed(text)
        return replace(self.plan, title=title, id=id_from(title, "plan"))

    def _sessions(self) -> Iterator[Question]:
        from aftercare.model.interview_rests import session_questions

        yield from session_questions(self)

    def _advice(self) -> Iterator[Question]:
        first = True
        while len(self.plan.advice) < 20:
            yield Question(
                "Anything else to tell the client" if not self.plan.advice else "And more to tell them",
                lambda text: replace(self.plan, advice=(*self.plan.advice, exact(text, "advice"))),
                help="One piece of advice at a time, as you would say it. Blank when that is all.",
                told="Advice" if first else "",
            )
            first = False
            if not self.said:
                return


def one_line(text: str) -> str:
    """Typed text on one line. Raises BadInput for what cannot be seen."""
    return " ".join(typed_text(text, "answer").split())


def words_typed(text: str) -> str:
    """Typed words on one line. Raises BadInput for what cannot be seen, and for a yes or a no: none is meant here."""
    line = one_line(text)
    if line.casefold() in _NO_WORDS:
        help = "Write it in words; Enter alone takes what stands in brackets, or leaves it out."
        raise BadInput(f"“{line}” says nothing here.", help)
    return line


def days_of_span(text: str) -> int:
    """The days of "28 days" or "4 weeks"; 0 for anything else."""
    found = _SPAN.fullmatch(text.strip().casefold())
    return int(found[1]) * (7 if found[2] == "week" else 1) if found else 0


def in_parts(text: str) -> tuple[str, ...]:
    """The parts between commas, each once."""
    return tuple(dict.fromkeys(part for each in one_line(text).split(",") if (part := each.strip())))


def exact(text: str, what: str) -> str:
    """Text that leaves nothing open which the client would have to guess. Raises BadInput with what it leaves open."""
    line = words_typed(text)
    amount, instruction = (line, "") if what == "amount" else ("", line)
    step = PlanStep("step", "", ("evening",), Daily(), amount=amount, instruction=instruction)
    asked = next(questions_on_step_words(step, what), None)
    if asked is not None:
        raise BadInput(
            asked.question, "Write a number, such as 3 drops or 2 minutes; on which days is asked by itself."
        )
    return line


def yes_or_no(text: str) -> bool:
    """Whether it is a yes. Raises BadInput."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise BadInput(f"“{text}” is neither yes nor no.", "Write y or n.")
    return word in _YES


def id_from(name: str, otherwise: str, taken: Collection[str] = ()) -> str:
    """An id made from a name, one that nothing else has."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48].strip("-") or otherwise
    number, found = 2, made
    while found in taken:
        found, number = f"{made}-{number}", number + 1
    return found
