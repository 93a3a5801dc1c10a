"""`safety`: what has to be known before magnets and some products are offered, and who agreed to what."""

from __future__ import annotations

from itertools import groupby

import click

from aftercare.care import Care, SafetyRow, SafetyView
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.routine import Id
from aftercare.model.safety import Agrees, Said
from aftercare.model.words import counted

_SAID = {each.value.replace(" ", "-"): each for each in Said}


def _questions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from aftercare.care.safety import questions

    return [each.id for each in questions() if each.id.startswith(incomplete)]


def _answers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [each for each in _SAID if each.startswith(incomplete)]


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def safety(ctx: click.Context) -> None:
    """List the safety questions, and answer them. The list says what waits for an answer, and what was agreed to.

    No magnet is offered until each of its questions is answered with no. The answers stay in your record.

    \b
    aftercare safety
    aftercare safety set pregnancy rather-not-say
    aftercare safety set magnets no
    aftercare safety set other-allergens "balsam of Peru, nickel"
    aftercare safety agreed retinal-serum
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("safety")
    care = wishes.care()
    view = care.safety(clock.now())
    if wishes.json:
        _say_json(care, view, changed=False)
        return
    from aftercare.model.safety_questions import GROUP_WORDS

    width = max(len(each.question.id) for each in view.rows)
    for about, rows in groupby(view.rows, key=lambda each: each.question.group):
        say(styled(GROUP_WORDS[about], bold=True))
        for row in rows:
            say(f"  {row.question.id.ljust(width)}  {_said_words(row).ljust(14)}  {row.question.text}")
        say("")
    if view.not_offered:
        from aftercare.model.floor_words import floor_words

        # a product in two steps is one thing to answer for
        for line in dict.fromkeys(f"{each.name}: {floor_words(each.floor)}" for each in view.not_offered):
            say(literal(line))
    for agreed in view.agreed:
        whose = "your doctor" if agreed.who is Agrees.DOCTOR else "a parent or guardian"
        say(literal(f"{agreed.name}: {whose} agreed, {agreed.since}."))


@safety.command("set")
@click.argument("question", shell_complete=_questions)
@click.argument("answer", nargs=-1, required=True, shell_complete=_answers)
@everywhere
@click.pass_obj
def set_answer(wishes: Wishes, question: str, answer: tuple[str, ...]) -> None:
    """Answer QUESTION with yes, no or rather-not-say, from today on. `undo` takes it back.

    `magnets`, `magnets-nearby` and `allergens` answer all that is still open there with no. `other-allergens` and
    `medicines` take names, separated by commas.

    \b
    aftercare safety set pregnancy no
    aftercare safety set magnets no
    aftercare safety set medicines "isotretinoin"
    """
    wishes.refuse_day("safety set")
    from aftercare.model.safety_questions import AT_ONCE, Group

    care, now, typed = wishes.care(), clock.now(), " ".join(answer).strip()
    said = _SAID.get(typed.casefold().replace(" ", "-"))
    if question in set(AT_ONCE):
        if said is not Said.NO:
            raise BadInput("All of these at once are answered with no only.", "Answer the others one by one.")
        number = care.answer_open(Group(question), now)
        if wishes.json:
            _say_json(care, care.safety(now), changed=number > 0)
        else:
            say(f"{counted(number, 'question')} answered with no. `aftercare undo` takes it back.")
        return
    words = () if said else tuple(typed.split(","))
    changed = care.answer_safety(question, said or _yes_with(question), now, words)
    offer_help(care, *words)
    if wishes.json:
        _say_json(care, care.safety(now), changed=changed)
        return
    view = care.safety(now)
    row = next(each for each in view.rows if each.question.id == question)
    already = "" if changed else " already; nothing was changed"
    say(literal(f"{row.question.label}: {_said_words(row)}{already}."))
    if note := _note(row):
        say(note)


def _yes_with(question: str) -> Said:
    """Names mean yes, where the question takes names."""
    from aftercare.care.safety import questions

    asked = next((each for each in questions() if each.id == question), None)
    if asked is not None and not asked.words:
        raise BadInput("That is no answer here.", "Write yes, no or rather-not-say.")
    return Said.YES


def _note(row: SafetyRow) -> str:
    from aftercare.model.floor_words import answer_note

    return answer_note(row.question.id, row.said)


@safety.command("agreed")
@click.argument("product", nargs=-1, required=True)
@click.option("--guardian", is_flag=True, help="A parent or guardian agreed, for somebody under 18.")
@click.option("--no-longer", is_flag=True, help="It is no longer agreed to.")
@everywhere
@click.pass_obj
def agreed(wishes: Wishes, product: tuple[str, ...], guardian: bool, no_longer: bool) -> None:
    """Keep that your doctor agreed to PRODUCT, as it is now. It counts for the pregnancy that is recorded.

    \b
    aftercare safety agreed retinal
    aftercare safety agreed acid --guardian
    aftercare safety agreed retinal --no-longer
    """
    wishes.refuse_day("safety agreed")
    care, now = wishes.care(), clock.now()
    thing = _thing(" ".join(product), care)
    who = Agrees.GUARDIAN if guardian else Agrees.DOCTOR
    changed = care.agree(thing, now, who, agreed=not no_longer)
    view = care.safety(now)
    if wishes.json:
        _say_json(care, view, changed=changed)
        return
    if not changed:
        say("It stood so already; nothing was changed.")
        return
    say("It is no longer agreed to." if no_longer else "Kept, with today's date. `aftercare undo` takes it back.")


def _thing(called: str, care: Care) -> Id:
    """The product, or the step without one, of this name or id."""
    from aftercare.cli.naming import fitting, step_called

    routine = care.present().routine
    products = fitting(called, routine.products.values(), lambda each: (each.id, each.name))
    if len(products) == 1:
        return products[0].id
    step = step_called(called, routine)
    return step.product or step.id


def _said_words(row: SafetyRow) -> str:
    if row.said is None:
        return "not answered"
    return ", ".join(row.words) if row.words else row.said.value


def _say_json(care: Care, view: SafetyView, *, changed: bool) -> None:
    from aftercare.cli.json_shape import encoded
    from aftercare.cli.safety_shapes import AgreedShape, NotOfferedShape, SafetyAnswerShape, SafetyShape
    from aftercare.model.floor_words import floor_words

    shape = SafetyShape(
        client=care.folder.name,
        changed=changed,
        questions=tuple(
            SafetyAnswerShape(
                question=each.question.id,
                group=each.question.group.value,
                text=each.question.text,
                said=each.said.value if each.said else None,
                since=each.since,
                words=each.words,
            )
            for each in view.rows
        ),
        not_offered=tuple(
            NotOfferedShape(
                step=each.step,
                name=each.name,
                floor=each.floor.kind.value,
                because=each.floor.because,
                unanswered=each.floor.unanswered,
                product=each.thing if each.who else None,
                words=floor_words(each.floor),
            )
            for each in view.not_offered
        ),
        agreed=tuple(
            AgreedShape(product=each.thing, name=each.name, who=each.who.value, since=each.since)
            for each in view.agreed
        ),
    )
    say(encoded(shape))
