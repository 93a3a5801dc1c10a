"""`client`: who has a record here, and what a record says of its client."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from aftercare.care import Care, ListedClient, list_clients
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.naming import fitting
from aftercare.cli.terminal import literal, remark, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import clock_time, notice_sentence
from aftercare.errors import AftercareError, NotFound
from aftercare.model.words import counted, listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def _client_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    try:
        known = list_clients(ctx.ensure_object(Wishes).home(), archived=True)
    except AftercareError:
        return []
    return [CompletionItem(each.folder, help=each.name) for each in known if each.folder.startswith(incomplete)]


def _zones(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from zoneinfo import available_timezones

    return sorted(name for name in available_timezones() if name.casefold().startswith(incomplete.casefold()))


_client = click.argument("who", metavar="CLIENT", shell_complete=_client_ids)


@group(listed=("add", "rename", "archive", "restore", "zone", "region", "day-start"), invoke_without_command=True)
@click.option("--archived", is_flag=True, help="Also those who were archived.")
@everywhere
@click.pass_context
def client(ctx: click.Context, archived: bool) -> None:
    """List the clients who have a record here. Each has their own zone, day start and settings.

    \b
    aftercare client
    aftercare client add "Ben K."
    aftercare --client ben-k today
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("client")
    found = list_clients(wishes.home(), archived=archived)
    if wishes.json:
        from aftercare.cli.client_shapes import ListedShape, ListShape
        from aftercare.cli.json_shape import encoded

        shapes = tuple(
            ListedShape(client=each.folder, name=each.name or None, archived=each.archived) for each in found
        )
        say(encoded(ListShape(clients=shapes)))
    elif not found:
        say("There is no client here yet. `aftercare client add NAME` begins a record.")
    else:
        say(*table([(each.folder, literal(each.name) + (" (archived)" if each.archived else "")) for each in found]))


@client.command("add")
@click.argument("name", nargs=-1, required=True)
@everywhere
@click.pass_obj
def add(wishes: Wishes, name: tuple[str, ...]) -> None:
    """Begin the record of one more client, without steps.

    Its folder is named after them, or by --client; commands know them by that name.

    \b
    aftercare client add "Ben K."
    """
    wishes.refuse_day("client add")
    care = Care.add(wishes.home(), " ".join(name), clock.now(), wishes.client)
    told = f"The record of “{care.present().client.name}” has begun. Commands know them as --client {care.folder.name}."
    _tell(wishes, care, literal(told), changed=True)


@client.command("rename")
@_client
@click.argument("name", nargs=-1, required=True)
@everywhere
@click.pass_obj
def rename(wishes: Wishes, who: str, name: tuple[str, ...]) -> None:
    """Give CLIENT another NAME, as it is shown. The folder and --client keep theirs: other devices share it.

    \b
    aftercare client rename ben-k "Ben Kovač"
    """
    wishes.refuse_day("client rename")
    care = _called(wishes, who)
    changed = care.rename(" ".join(name), clock.now())
    shown = literal(care.present().client.name)
    if changed:
        told = f"“{shown}” is the name shown from now on; the folder and --client stay “{care.folder.name}”."
    else:
        told = f"“{shown}” is the name already; nothing was changed."
    _tell(wishes, care, told, changed=changed)


@client.command("archive")
@_client
@everywhere
@click.pass_obj
def archive(wishes: Wishes, who: str) -> None:
    """Leave CLIENT out of the lists. Nothing is deleted, and `client restore` brings them back.

    \b
    aftercare client archive ben-k
    """
    wishes.refuse_day("client archive")
    back = " `aftercare client restore` brings them back."
    _listed_or_not(
        wishes,
        who,
        Care.archive,
        "is archived: out of the lists, with nothing deleted." + back,
        "was archived already." + back,
    )


@client.command("restore")
@_client
@everywhere
@click.pass_obj
def restore(wishes: Wishes, who: str) -> None:
    """Bring an archived CLIENT back into the lists.

    \b
    aftercare client restore ben-k
    """
    wishes.refuse_day("client restore")
    _listed_or_not(wishes, who, Care.restore, "is back in the lists.", "is not archived; nothing was changed.")


def _listed_or_not(wishes: Wishes, who: str, write: Callable[[Care, datetime], bool], done: str, was_so: str) -> None:
    care = _called(wishes, who)
    changed = write(care, clock.now())
    shown = literal(care.present().client.name or care.folder.name)
    _tell(wishes, care, f"“{shown}” {done if changed else was_so}", changed=changed)


@client.command("zone")
@click.argument("name", required=False, shell_complete=_zones)
@everywhere
@click.pass_obj
def zone(wishes: Wishes, name: str | None) -> None:
    """Tell or set the time zone that the record is kept in. With NAME, such as Europe/Berlin, it is kept in that zone
    from today on.

    Days before keep the zone that they had.

    \b
    aftercare client zone
    aftercare client zone Europe/Berlin
    """
    wishes.refuse_day("client zone")
    care, now = wishes.care(), clock.now()
    if name is None:
        before, unknown = care.zone(now), care.unknown_zone(now)
        if unknown is not None:
            remark(notice_sentence(unknown))
        told = f"The record is kept in the time of {before}." if before else "The record follows this machine's clock."
        _tell(wishes, care, told, changed=False)
        return
    changed = care.set("zone", name, now)
    after = literal(care.zone(now) or "")
    kept = f"From {care.today(now)} on the record is kept in the time of {after}; the days before keep theirs."
    told = kept if changed else f"The record is kept in the time of {after} already."
    _tell(wishes, care, told, changed=changed)


@client.command("day-start")
@click.argument("time", required=False)
@everywhere
@click.pass_obj
def day_start(wishes: Wishes, time: str | None) -> None:
    """Tell or set when the client's days start. With TIME those after the running one start then.

    \b
    aftercare client day-start
    aftercare client day-start 05:00
    """
    wishes.refuse_day("client day-start")
    care = wishes.care()
    changed = care.set_day_start(time, clock.now()) if time is not None else False
    starts, today = care.present().starts, care.today(clock.now())
    already = " already" if time is not None and not changed else ""
    to_come = [each.since for each in starts.changes if each.since > today]
    since = f" from {to_come[0]} on; the days before keep theirs" if to_come else ""
    _tell(wishes, care, f"The day starts at {clock_time(starts.latest)}{already}{since}.", changed=changed)


@client.command("region")
@click.argument("country", nargs=-1)
@everywhere
@click.pass_obj
def region(wishes: Wishes, country: tuple[str, ...]) -> None:
    """Tell or set the country that the client lives in. The emergency number goes by it. COUNTRY is a name or a code.

    \b
    aftercare client region
    aftercare client region GB
    """
    wishes.refuse_day("client region")
    care, now = wishes.care(), clock.now()
    changed = care.set_region(" ".join(country), now) if country else False
    numbers = care.help_page(now).emergency
    already = " already" if country and not changed else ""
    known = f"The emergency number{already}: {numbers.words}"
    asked = f"Nobody has said where you live. `aftercare client region COUNTRY` does. {numbers.words}"
    _tell(wishes, care, known if numbers.region else asked, changed=changed)


def _called(wishes: Wishes, typed: str) -> Care:
    known = list_clients(wishes.home(), archived=True)
    found: list[ListedClient] = fitting(typed, known, lambda each: (each.folder, each.name))
    if len(found) == 1:
        return Care.open(wishes.home(), found[0].folder)
    if found:
        names = listed([each.folder for each in found], 8)
        raise NotFound(f"“{typed}” fits {counted(len(found), 'client')}: {names}.", "Write one of these.")
    from difflib import get_close_matches

    near = get_close_matches(typed.casefold(), [each.folder for each in known], n=1)
    raise NotFound(
        f"There is no client “{typed}”.", f"Did you mean “{near[0]}”?" if near else "`aftercare client` lists them."
    )


def _tell(wishes: Wishes, care: Care, told: str, *, changed: bool) -> None:
    if not wishes.json:
        say(told)
        return
    from aftercare.cli.client_shapes import ClientShape
    from aftercare.cli.json_shape import encoded

    whose = care.present().client
    say(
        encoded(
            ClientShape(
                client=care.folder.name,
                name=whose.name or None,
                archived=whose.archived,
                zone=care.zone(clock.now()),
                day_start=care.present().starts.latest,
                region=whose.region,
                changed=changed,
            )
        )
    )
