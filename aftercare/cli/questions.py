"""`ask` and `questions`: what is to be asked at the next session."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import command
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.terminal import literal, literal_lines, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import NotFound
from aftercare.model.words import counted


@command()
@click.argument("text", nargs=-1, required=True)
@click.option("--step", metavar="STEP", shell_complete=step_ids, help="The step that it is about.")
@everywhere
@click.pass_obj
def ask(wishes: Wishes, text: tuple[str, ...], step: str | None) -> None:
    """Keep a question for your therapist.

    \b
    aftercare ask "May I swim again?"
    aftercare ask --step renewal "How long does it sting?"
    """
    wishes.refuse_day("aftercare ask")
    care = wishes.care()
    about = step_called(step, care.present().routine).id if step else None
    asked = care.ask(" ".join(text), clock.now(), about)
    _list(wishes)
    offer_help(care, asked.text)


@command()
@click.option("--settle", "number", type=int, metavar="NUMBER", help="Take one off the list: it was answered.")
@everywhere
@click.pass_obj
def questions(wishes: Wishes, number: int | None) -> None:
    """List what you want to ask your therapist.

    \b
    aftercare questions
    aftercare questions --settle 1
    """
    wishes.refuse_day("aftercare questions")
    if number is not None:
        care = wishes.care()
        found = care.open_questions(clock.now())
        if not 1 <= number <= len(found):
            raise NotFound(
                f"There is no question {number}.", f"There are {len(found)}; `aftercare questions` lists them."
            )
        care.settle(found[number - 1].id, clock.now())
    _list(wishes)


def _list(wishes: Wishes) -> None:
    care = wishes.care()
    found = care.open_questions(clock.now())
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.pause_shapes import questions_shape

        say(encoded(questions_shape(care.folder.name, found)))
        return
    if not found:
        say("There is nothing to ask.")
        return
    say(f"{counted(len(found), 'question')} for your therapist")
    steps = care.present().routine.steps
    for number, each in enumerate(found, start=1):
        first, *more = literal_lines(each.text)
        about = steps.get(each.step) if each.step else None
        if about is not None and about.name not in each.text:
            more.append(f"about {literal(about.name)}")
        say(f"  {number}  {first}", *(f"     {line}" for line in more))
