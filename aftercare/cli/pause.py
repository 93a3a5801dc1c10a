"""`pause`, `resume` and `rest`: leaving steps out for a while."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.terminal import literal, remark, say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.pause import PauseReason
from aftercare.model.typed_day import typed_day
from aftercare.model.why_words import pause_words
from aftercare.model.words import listed, short_day

_REASONS = {"holiday": PauseReason.HOLIDAY, "illness": PauseReason.ILLNESS, "other": PauseReason.OTHER}


@command()
@click.argument("steps", nargs=-1, shell_complete=step_ids)
@click.option("--from", "first", metavar="DAY", help="The first day; today where none is given.")
@click.option("--until", "last", metavar="DAY", help="The last day; until you resume where none is given.")
@click.option("--why", "why", type=click.Choice(list(_REASONS)), default="other", help="What it is for.")
@everywhere
@click.pass_obj
def pause(wishes: Wishes, steps: tuple[str, ...], first: str | None, last: str | None, why: str) -> None:
    """Leave out the routine, or some of its steps, for some days. Paused days never count against you.

    With STEPS only these are left out. Prescribed steps go on, unless you name them. A day is written 2026-11-30,
    tomorrow or +7.

    \b
    aftercare pause --until 2026-11-30 --why holiday
    aftercare pause renewal --until +3
    """
    wishes.refuse_day("aftercare pause")
    now = clock.now()
    care = wishes.care()
    today = care.today(now)
    named = tuple(step_called(each, care.present().routine).id for each in steps)
    begins = typed_day(first, today) if first else None
    ends = typed_day(last, today) if last else None
    written = care.pause(now, begins, ends, _REASONS[why], named)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.pause_shapes import PausedShape, pause_shape

        say(encoded(PausedShape(client=care.folder.name, pauses=(pause_shape(written),))))
        return
    say(f"‖ {literal(pause_words(written, today))}")


@command()
@click.argument("steps", nargs=-1, shell_complete=step_ids)
@everywhere
@click.pass_obj
def resume(wishes: Wishes, steps: tuple[str, ...]) -> None:
    """End a pause: today is due again. It ends what is paused today, or with STEPS the pause of these alone.

    \b
    aftercare resume
    aftercare resume renewal
    """
    wishes.refuse_day("aftercare resume")
    now = clock.now()
    care = wishes.care()
    named = tuple(step_called(each, care.present().routine).id for each in steps)
    ended = care.resume(now, named)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.pause_shapes import ResumedShape, pause_shape

        say(encoded(ResumedShape(client=care.folder.name, ended=tuple(map(pause_shape, ended)))))
        return
    say("Today is due again.")


@command()
@click.argument("step", nargs=-1, required=True, shell_complete=step_ids)
@click.option(
    "--days", type=int, metavar="N", default=3, show_default=True, help="How many days it rests, today among them."
)
@everywhere
@click.pass_obj
def stung(wishes: Wishes, step: tuple[str, ...], days: int) -> None:
    """Let a step that stung rest, and note it for your therapist.

    A question about it is kept for your therapist. A step that is begun in phases then goes on one phase lower. A
    prescribed step goes on: ask the prescriber or your therapist.

    \b
    aftercare stung renewal
    """
    wishes.refuse_day("aftercare stung")
    now = clock.now()
    care = wishes.care()
    of = step_called(" ".join(step), care.present().routine)
    written = care.rest_stung(of.id, now, days)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.pause_shapes import StungShape, pause_shape

        rests = pause_shape(written) if written else None
        say(encoded(StungShape(client=care.folder.name, step=of.id, rests=rests)))
    elif written is None or written.last is None:
        say(literal(f"“{of.name}” is prescribed, so it stays due: ask the prescriber or your therapist."))
    else:
        say(literal(f"‖ {listed([of.name])} rests to {short_day(written.last, care.today(now))}."))
        if care.present().routine.steps[of.id].terms != of.terms:
            say("After that it goes on one phase lower.")
    if not wishes.json:
        say("The question is kept; `aftercare questions` lists what you want to ask.")
    remark("If it burns, blisters or swells: `aftercare help-me` tells what to do.")
