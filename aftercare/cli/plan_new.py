"""`plan new`: questions, one after the other, whose answers become a commented plan file."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.json_shape import Shape, encoded
from aftercare.cli.page import flowed
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotConfirmed
from aftercare.model.words import counted

if TYPE_CHECKING:
    from aftercare.model.interview import Interview, Question

_BEGIN = (
    "Enter takes what stands in brackets, or leaves it out. ? explains, < goes back to the question before. Ctrl-C "
    "stops and keeps what was answered."
)

#: What goes back to the question before.
_BACK = "<"

#: What comes within so many seconds, as when a terminal is closed, is one request to stop.
_AT_ONCE = 0.5


class NewPlanShape(Shape, frozen=True):
    """The file that was written; `whole` says that all was answered, `questions` what it still leaves open."""

    file: str
    id: str
    whole: bool
    steps: int
    sessions: int
    questions: tuple[str, ...]


@command("new")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), required=False)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@everywhere
@click.pass_obj
def new(wishes: Wishes, file: Path | None, force: bool) -> None:
    """Ask what a plan is to say, and write it as a file. It asks one question at a time. The file is commented, and
    `plan check` reads it.

    What would be vague is asked exactly: how much, on which days, how often at most, how long it rests, when you look
    at it again. Without FILE it is named after the plan. < goes back a question, as often as you like. Stopped
    half-way, what was answered is kept there as a draft.

    \b
    aftercare plan new anna.toml
    """
    from aftercare.care.plan_writing import asking, refuse_written
    from aftercare.model.interview import Interview

    wishes.refuse_day("plan new")
    if file is not None and not force:
        refuse_written(file)
    conversation = _Conversation(Interview(asking(clock.now().date())))
    click.echo("\n".join([styled("A new plan", bold=True), *flowed(_BEGIN)]), err=True)
    with _stopping() as hear_no_more:
        try:
            conversation.hold()
        except (click.Abort, KeyboardInterrupt):
            hear_no_more()
            # before anything is said: there may be no terminal any more
            interview = conversation.interview
            kept = _write(interview, file, draft=True, force=force) if interview.answered else None
            click.echo(err=True)
            if kept is None:
                raise NotConfirmed("The questions were not answered, so nothing was written.") from None
            raise NotConfirmed(
                f"The questions were not all answered. What was is kept in {kept}, as a draft.",
                "Go on in an editor: `aftercare plan check` says what is missing.",
            ) from None
    written = _write(conversation.interview, file, draft=False, force=force)
    _tell(wishes, conversation.interview, written)


@contextmanager
def _stopping() -> Iterator[Callable[[], None]]:
    """A terminal that is closed and a request to end stop the questions as Ctrl-C does.

    Yields what lets none of them be heard any more: while what was answered is being kept.
    """
    known = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    last = -_AT_ONCE

    def stop(*_: object) -> None:
        nonlocal last
        # Python drops one that comes just before it waits for a line: a later one counts then
        if (now := monotonic()) - last >= _AT_ONCE:
            last = now
            raise KeyboardInterrupt

    def hear_no_more() -> None:
        for each in known:
            signal.signal(each, signal.SIG_IGN)

    before = {each: signal.signal(each, stop) for each in known}
    try:
        yield hear_no_more
    finally:
        for each, was in before.items():
            signal.signal(each, was if was is not None else signal.SIG_DFL)


class _Conversation:
    """An interview that goes on until all is answered: going back makes another one of it, with one answer less."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview

    def hold(self) -> None:
        """Asks all that is to be asked. Raises Abort where nobody answers any more."""
        questions = self.interview.questions()
        question, shown = next(questions, None), None
        while question is not None:
            if question.told and question is not shown:
                click.echo(f"\n{styled(question.told, bold=True)}", err=True)
            shown, text = question, _typed(question)
            if text != _BACK:
                question = next(questions, None) if _answered(self.interview, question, text) else question
            elif self.interview.given:
                _tell_back(self.interview.given[-1].strip())
                self.interview, questions = self.interview.without_last()
                question = next(questions)
            else:
                click.echo("  This is the first question.", err=True)


def _tell_back(was: str) -> None:
    said = f"Back. You had answered: {literal(was)}" if was else "Back. You had typed nothing."
    click.echo("\n".join(flowed(said, "  ")), err=True)


def _typed(question: Question) -> str:
    """What is typed at the question. Raises Abort where nobody answers any more."""
    default = f" [{literal(question.default)}]" if question.default else ""
    text = click.prompt(
        f"{literal(question.asks)}?{default}", default="", show_default=False, prompt_suffix=" ", err=True
    )
    if not sys.stdin.isatty():
        # a terminal shows what is typed; of a pipe nothing is seen otherwise
        click.echo(literal(text), err=True)
    return text.strip()


def _answered(interview: Interview, question: Question, text: str) -> bool:
    """Whether `text` answers the question; what is to be said instead is said."""
    if text == "?":
        click.echo("\n".join(flowed(question.help or "There is no more to say about it.", "  ")), err=True)
        return False
    try:
        interview.answer(question, text)
    except BadInput as refused:
        click.echo("\n".join(flowed(str(refused), "  ")), err=True)
        return False
    return True


def _write(interview: Interview, file: Path | None, *, draft: bool, force: bool) -> Path:
    from aftercare.care.plan_writing import plan_toml, write_plan

    path = file or _free_name(interview.plan.id or "plan")
    text = plan_toml(interview.plan, draft=draft, unfinished=interview.unfinished)
    try:
        write_plan(path, text, force=force)
    except AftercareError:
        # what was answered is not lost with the file that it cannot be written to
        say(*(literal(line) for line in text.splitlines()))
        raise
    return path


def _free_name(name: str) -> Path:
    path, number = Path(f"{name}.toml"), 2
    while path.exists():
        path, number = Path(f"{name}-{number}.toml"), number + 1
    return path


def _tell(wishes: Wishes, interview: Interview, path: Path) -> None:
    plan = interview.plan
    asked = interview.asking.left_open(plan)
    if wishes.json:
        shape = NewPlanShape(
            file=str(path),
            id=plan.id,
            whole=True,
            steps=len(plan.steps),
            sessions=len(plan.sessions),
            questions=tuple(f"{each.where}: {each.question}" for each in asked),
        )
        say(encoded(shape))
        return
    click.echo(err=True)
    has = f"{counted(len(plan.steps), 'step')} and {counted(len(plan.sessions), 'session')}"
    say(literal(f"{path} is written, with {has}. `aftercare plan preview {path}` shows what the client will see."))
    if asked:
        from aftercare.cli.plan import asked_lines

        say("", styled(f"{counted(len(asked), 'question')} before you send it:", bold=True), *asked_lines(asked))
