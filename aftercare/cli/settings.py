"""`settings`: what is set for a client, in their record, and for this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aftercare.care import (
    Care,
    is_set_on_machine,
    machine_settings,
    set_on_machine,
    setting_choices,
    setting_names,
)
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import group
from aftercare.cli.terminal import literal, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.setting import Group, Setting

if TYPE_CHECKING:
    from aftercare.cli.settings_shapes import SettingShape


def _names(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in setting_names() if name.startswith(incomplete)]


def _values(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    offered = setting_choices(str(ctx.params.get("name")))
    return [each for each in offered if each.casefold().startswith(incomplete.casefold())]


@group(invoke_without_command=True)
@everywhere
@click.pass_context
def settings(ctx: click.Context) -> None:
    """List the settings, and change them. Some are the client's, in their record, some are this machine's.

    \b
    aftercare settings
    aftercare settings set zone Europe/Berlin
    aftercare --client ben-k settings --json
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("settings")
    care = Care.find(wishes.home(), wishes.client)
    of_record = care.settings(clock.now()) if care else ()
    of_machine = machine_settings(wishes.home())
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.settings_shapes import SettingsShape

        shapes = tuple(map(_shape, (*of_record, *of_machine)))
        say(encoded(SettingsShape(client=care.folder.name if care else None, settings=shapes)))
        return
    names = max(len(each.name) for each in (*of_record, *of_machine))
    machine = (styled("This machine, for everybody", bold=True), *_lines(of_machine, names))
    if care is None:
        say(*machine)
        return
    whose = literal(care.present().client.name or care.folder.name)
    general = tuple(each for each in of_record if each.group is Group.GENERAL)
    reminders = tuple(each for each in of_record if each.group is Group.REMINDERS)
    say(styled(f"{whose}, in the record", bold=True), *_lines(general, names), "", *machine, "")
    say(styled(f"How {whose} is reminded, in the record", bold=True), *_lines(reminders, names))


@settings.command("set")
@click.argument("name", shell_complete=_names)
@click.argument("value", nargs=-1, required=True, shell_complete=_values)
@everywhere
@click.pass_obj
def set_setting(wishes: Wishes, name: str, value: tuple[str, ...]) -> None:
    """Set what `aftercare settings` lists as NAME to VALUE. What is in the record can be undone.

    \b
    aftercare settings set day-start 05:00
    aftercare settings set name "Anna B."
    aftercare settings set theme morning
    """
    wishes.refuse_day("settings set")
    now, typed = clock.now(), " ".join(value)
    care = None
    if is_set_on_machine(name):
        changed = set_on_machine(wishes.home(), name, typed)
        listed = machine_settings(wishes.home())
    else:
        care = wishes.care()
        changed = care.set(name, typed, now)
        listed = care.settings(now)
        if name != "name":
            offer_help(care, typed)
    after = next(each for each in listed if each.name == name)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.settings_shapes import SettingChangeShape

        of = care.folder.name if care else None
        say(encoded(SettingChangeShape(client=of, setting=_shape(after), changed=changed)))
        return
    already = "" if changed else " already; nothing was changed"
    note = f" ({literal(after.note)})" if after.note else ""
    say(f"{after.title}: {literal(after.value or '')}{note}{already}.")


def _lines(listed: tuple[Setting, ...], names: int) -> list[str]:
    rows = [(f"  {each.name.ljust(names)}", literal(each.value or "–"), literal(each.note)) for each in listed]
    return [line.rstrip() for line in table(rows)]


def _shape(setting: Setting) -> SettingShape:
    from aftercare.cli.settings_shapes import SettingShape

    return SettingShape(
        name=setting.name,
        title=setting.title,
        of=setting.whose.value,
        value=setting.value,
        note=setting.note or None,
    )
