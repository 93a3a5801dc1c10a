"""`routine titrate`: an active is begun slowly, by a ready-made plan."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.naming import step_called, step_ids
from aftercare.cli.safety_remarks import say_remarks
from aftercare.cli.terminal import literal, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.rule_words import terms_words


@command("titrate")
@click.argument("step", required=False, shell_complete=step_ids)
@click.argument("plan", required=False)
@everywhere
@click.pass_obj
def titrate(wishes: Wishes, step: str | None, plan: str | None) -> None:
    """Begin an active slowly: set the days of STEP by a ready-made PLAN. Without both, list the plans.

    A to U say how sure each is. Your therapist's plan, the prescriber and the label come first. When it stings,
    `aftercare stung` lets it rest and goes one phase back.

    \b
    aftercare routine titrate
    aftercare routine titrate renewal retinoid-start
    """
    wishes.refuse_day("routine titrate")
    care, now = wishes.care(), clock.now()
    plans = care.titration_plans()
    if step is None or plan is None:
        if wishes.json:
            from aftercare.cli.json_shape import encoded
            from aftercare.cli.routine_shapes import TitrationPlansShape, titration_plan_shape

            say(encoded(TitrationPlansShape(plans=tuple(map(titration_plan_shape, plans.values())))))
            return
        say(*table([(each.id, each.grade.value, each.label) for each in plans.values()]))
        return
    seen = step_called(step, care.present().routine)
    before = care.present().routine
    after = care.titrate(seen, plan, now)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.routine_shapes import EditedShape, routine_step_shape

        say(encoded(EditedShape(client=care.folder.name, what="titrated", step=routine_step_shape(after))))
    else:
        say(literal(f"“{after.name}”: {terms_words(after.terms[-1])}."))
        from aftercare.care.facts import how_sure

        said = (plans[plan].step_up, plans[plan].step_down, f"How sure: {how_sure(plans[plan])}")
        say(*(each for each in said if each))
    say_remarks(care, before, now)
