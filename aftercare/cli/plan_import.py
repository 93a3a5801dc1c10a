"""`plan import` and `plan diff`: what a plan would change line by line, and taking over those that are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click
from msgspec import Struct

from aftercare.care import (
    FIRST_CLIENT,
    Care,
    SafetyRemarks,
    consider_first_plan,
    open_questions_of,
    questions_of,
    remarks_on_first_plan,
    somebody_elses,
)
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.plan_change_lines import change_lines
from aftercare.cli.terminal import literal, remark, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import NotConfirmed
from aftercare.model.adoption import Adoption
from aftercare.model.day_start import DayStarts
from aftercare.model.local_day import local_date
from aftercare.model.plan import Plan
from aftercare.model.plan_choice import choosable, choose
from aftercare.model.plan_lines import Lines, new_steps_told
from aftercare.model.words import day_in_full

_FILE = click.argument("file", type=click.Path(path_type=Path))
_LEAVE = click.option(
    "--leave",
    multiple=True,
    metavar="LINE",
    help="Leave a line as it is: its number, its name (step:serum), or all, new, changed, moved, ended, questions.",
)
_ACCEPT = click.option(
    "--accept",
    multiple=True,
    metavar="LINE",
    help="Accept a line. Of conflicts, too: there yours stays otherwise.",
)


class _Considered(Struct, frozen=True):
    """A plan beside the record into which it would be taken."""

    plan: Plan
    care: Care | None
    on: date
    adoption: Adoption
    lines: Lines
    left: frozenset[str]
    remarks: SafetyRemarks
    doubt: str

    @property
    def nothing(self) -> bool:
        """Whether the plan is in force already, all of it."""
        return self.care is not None and not self.adoption.writes

    @property
    def all_left(self) -> bool:
        """Whether every line is left."""
        return not self.nothing and not choose(self.adoption, self.left).writes


@command("import")
@_FILE
@_LEAVE
@_ACCEPT
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--although-for-another", is_flag=True, help="Take it over although it names somebody else.")
@everywhere
@click.pass_obj
def import_(
    wishes: Wishes,
    file: Path,
    leave: tuple[str, ...],
    accept: tuple[str, ...],
    yes: bool,
    although_for_another: bool,
) -> None:
    """Take over a plan file, once you agree. Its changes are listed before, and nothing is done until then.

    Each line has a number and can be left. What you changed yourself and the plan changes otherwise is a line of its
    own: yours stays unless you accept the plan's. What you leave, and what the plan leaves open, becomes a question for
    your therapist (`aftercare questions`). What was left can be taken over later: import the same file again.

    It is one action, which `undo` takes back. What you wrote yourself is never touched, and past days keep the routine
    of their time. With --date the plan holds from that day on.

    \b
    aftercare plan import plan.toml
    aftercare plan import plan.toml --yes --leave 3 --leave step:serum
    aftercare plan import plan.toml --yes --accept conflicts
    """
    now = clock.now()
    found = _consider(wishes, file, leave, accept, now)
    if not wishes.json:
        say(*_told(found))
        _say_remarks(found, wishes)
    agreed = not (found.nothing or found.all_left)
    if agreed and found.doubt and not although_for_another:
        agreed = agrees("Is it meant for this record all the same?", wishes)
        if not agreed and yes:
            if wishes.json:
                say(_encoded(found, wishes, imported=False))
            raise NotConfirmed(
                f"Nothing was changed: {found.doubt[0].lower()}{found.doubt[1:]}",
                "Add --although-for-another if it is meant for this record all the same.",
            )
    agreed = agreed and (yes or agrees("Take it over?", wishes))
    client = None
    if agreed:
        care = found.care or Care.start(wishes.home(), now, wishes.client)
        care.import_plan(found.plan, now, found.on, frozenset(found.lines.keys()) - found.left)
        client = care.folder.name
    if wishes.json:
        say(_encoded(found, wishes, imported=agreed, client=client))
    elif agreed:
        say("The plan is taken over. `aftercare undo` takes this back.")
    elif found.all_left:
        say("Every line is left: nothing is taken over, and nothing was changed.")
    if not (agreed or found.nothing or found.all_left):
        raise not_agreed()


@command("diff")
@_FILE
@_LEAVE
@_ACCEPT
@everywhere
@click.pass_obj
def diff(wishes: Wishes, file: Path, leave: tuple[str, ...], accept: tuple[str, ...]) -> None:
    """Show what a plan file would change, and what would be asked. It is told line by line. Nothing is changed.

    \b
    aftercare plan diff plan.toml
    aftercare plan diff plan.toml --leave 3
    """
    found = _consider(wishes, file, leave, accept, clock.now())
    if wishes.json:
        say(_encoded(found, wishes, imported=False))
        return
    say(*_told(found))
    _say_remarks(found, wishes)


def _consider(
    wishes: Wishes, file: Path, leave: tuple[str, ...], accept: tuple[str, ...], now: datetime
) -> _Considered:
    from aftercare.cli.plan import read_or_tell

    plan = read_or_tell(wishes, file)
    care = Care.find(wishes.home(), wishes.client)
    on = wishes.day_of(care, now) if care else wishes.day_without_record(now)
    adoption = care.consider_plan(plan, now, on) if care else consider_first_plan(plan, now, on)
    lines = Lines(adoption, open_questions_of(plan))
    folder, name = (care.folder.name, care.present().client.name) if care else (wishes.client or FIRST_CLIENT, "")
    return _Considered(
        plan=plan,
        care=care,
        on=on or (care.today(now) if care else local_date(now, DayStarts())),
        adoption=adoption,
        lines=lines,
        left=lines.left(leave, accept),
        remarks=care.remarks_on_plan(adoption, now) if care else remarks_on_first_plan(adoption),
        doubt=somebody_elses(wishes.home(), plan, folder, name),
    )


def _told(found: _Considered) -> Iterator[str]:
    plan = found.plan
    title = literal(f"“{plan.title}”, version {plan.version}, by {plan.practitioner.name}")
    if found.nothing:
        yield f"{title}, is in force already: nothing changes."
        return
    yield f"{title}, from {day_in_full(found.adoption.effective)}:"
    yield from change_lines(
        found.adoption.changes,
        lambda each: f"{found.lines.number(each.key):>2}" if each.choosable else "  ",
        lambda each: _mark(each.key, found),
        new_steps_told(found.adoption),
    )
    if found.adoption.own:
        yield ""
        yield styled("Your own steps, which stay", bold=True)
        yield from (f"  {literal(each)}" for each in found.adoption.own)
    asked = questions_of(plan, found.adoption, found.left, found.on)
    open_ones = {each.key: each for each in found.lines.open_ones}
    if asked or open_ones:
        yield ""
        yield styled("To ask your therapist", bold=True)
        yield from (f"      {literal(each.text)}" for each in asked if not each.key)
        for key, each in open_ones.items():
            yield literal(f"  {found.lines.number(key):>2}  {each.text}{_mark(key, found)}")


def _mark(key: str, found: _Considered) -> str:
    return "  (left)" if key in found.left else ""


def _say_remarks(found: _Considered, wishes: Wishes) -> None:
    """What of the plan is not offered as things stand, what is asked first, and whose the plan is."""
    if sentences := found.remarks.sentences:
        say("", styled("Before you begin:", bold=True), *(f"  {literal(each)}" for each in sentences), "")
    if found.care is None:
        name = wishes.client or FIRST_CLIENT
        say(f"“{literal(name)}” has no record here yet: taking the plan over begins it.")
    if found.doubt:
        remark(found.doubt)


def _encoded(found: _Considered, wishes: Wishes, *, imported: bool, client: str | None = None) -> str:
    from msgspec.structs import asdict

    from aftercare.cli.json_shape import encoded
    from aftercare.cli.plan_shapes import ChangeShape, FieldShape, ImportShape

    keys = {each.key for each in choosable(found.adoption)}
    about = new_steps_told(found.adoption)
    changes = tuple(
        ChangeShape(
            kind=each.kind.value,
            thing=each.thing.value,
            id=each.id,
            name=each.name,
            says=about.get(each.key),
            fields=tuple(FieldShape(**asdict(one)) for one in each.fields),
            line=each.key if each.key in keys else None,
            number=found.lines.number(each.key) if each.key in keys else None,
            left=each.key in found.left,
            moved_from=each.moved_from or None,
            own_id=each.own_id,
        )
        for each in found.adoption.changes
    )
    asked = questions_of(found.plan, found.adoption, found.left, found.on)
    shape = ImportShape(
        client=client or (found.care.folder.name if found.care else wishes.client or FIRST_CLIENT),
        plan=found.plan.id,
        version=found.plan.version,
        effective=found.adoption.effective,
        imported=imported,
        changes=changes,
        own=found.adoption.own,
        questions=tuple(each.text for each in asked),
        for_another=found.doubt or None,
        remarks=found.remarks.sentences,
    )
    return encoded(shape)
