"""`journal`: the entries of a period, one of them, changing and deleting it, and following a bruise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import click

from aftercare.care import Care
from aftercare.care.journal_tables import journal_tables
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.editor import edited
from aftercare.cli.entry_changes import NewParts, changed_entry, changes_parts, with_ratings, with_tags
from aftercare.cli.entry_filter import Asked, asks_for_entries
from aftercare.cli.entry_naming import entry_called, entry_ids, item_names, short_id, subject_names, tag_names
from aftercare.cli.entry_telling import entry_block, lines_of, tell_entry
from aftercare.cli.journal_face import journal_face
from aftercare.cli.log import stage_typed
from aftercare.cli.streams import words_given
from aftercare.cli.terminal import literal, say, say_in_parts, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.model.bruise import Bruise, BruiseSeen
from aftercare.model.entry_template import template_of, words_written
from aftercare.model.entry_words import course_words, kind_words
from aftercare.model.journal import Entry, EntryKind, kind_of
from aftercare.model.journal_filter import passes
from aftercare.model.session_entry import SessionEntry
from aftercare.model.typed_day import read_day
from aftercare.model.words import counted, day_in_full

_USUAL_DAYS = 14

_entry = click.argument("entry", metavar="ENTRY", shell_complete=entry_ids)


@group(listed=("show", "edit", "delete", "history", "follow", "tags", "bruises", "face"), invoke_without_command=True)
@click.option("--days", type=click.IntRange(1), metavar="N", help=f"The last N days; {_USUAL_DAYS} by default.")
@click.option("--from", "since", metavar="DAY", help="From this day on.")
@click.option("--to", "until", metavar="DAY", help="Up to this day; today by default.")
@asks_for_entries
@everywhere
@click.pass_context
def journal(
    ctx: click.Context,
    days: int | None,
    since: str | None,
    until: str | None,
    asked: Asked,
) -> None:
    """List the journal's entries of the last two weeks, or others. An ENTRY is named by the beginning of its id.

    \b
    aftercare journal
    aftercare journal --days 30 --kind check-in
    aftercare journal --from 2026-09-01 --zone nose --tag sun
    aftercare journal edit 8c9621 "Red until noon"
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    care = wishes.care()
    now = care.wall(clock.now())
    first, last = _period(wishes, care.today(now), days, since, until)
    wanted = asked.filter(care)
    if wishes.json:
        from aftercare.cli.journal_shapes import JournalShape, entry_shape
        from aftercare.cli.json_shape import in_parts

        routine = care.present().routine
        bruises = care.bruise_zones() if wanted.zone is not None else {}
        fitting = (each for each in care.entries_in_turn(first, last) if passes(each, wanted, routine, bruises))
        shape = JournalShape(client=care.folder.name, first=first, last=last, entries=())
        say_in_parts(in_parts(shape, "entries", map(entry_shape, fitting)))
        return
    entries = care.entries(first, last)
    bruises = {each: known.zone for each, known in care.named(entries).bruises.items()}
    found = [each for each in entries if passes(each, wanted, care.present().routine, bruises)]
    if not found:
        matching = " that fits" if len(found) < len(entries) else ""
        say(f"No entry{matching} from {day_in_full(first)} to {day_in_full(last)}.")
        return
    say(*by_days(found, care, now))


def by_days(entries: Sequence[Entry], care: Care, now: datetime) -> list[str]:
    named = care.named(entries)
    lines: list[str] = []
    for day in dict.fromkeys(each.day for each in entries):
        lines += ["", styled(day_in_full(day), bold=True)]
        for each in entries:
            if each.day == day:
                lines += entry_block(each, named, now)
    return lines[1:]


def _period(wishes: Wishes, today: date, days: int | None, since: str | None, until: str | None) -> tuple[date, date]:
    if wishes.day is not None:
        if days or since or until:
            raise BadInput("--date names one day.", "Leave --days, --from and --to out.")
        on = wishes.day.seen_from(today)
        return on, on
    last = read_day(until).seen_from(today) if until else today
    if since is not None and days is not None:
        raise BadInput("--days and --from both say where it begins.", "Give one of them.")
    if since is not None:
        first = read_day(since).seen_from(today)
    else:
        reach = (days or _USUAL_DAYS) - 1
        first = date.fromordinal(max(1, last.toordinal() - reach))
    if first > last:
        raise BadInput(f"The period ends on {last}, before it begins on {first}.", "Give the earlier day to --from.")
    return first, last


@journal.command("show")
@_entry
@everywhere
@click.pass_obj
def show(wishes: Wishes, entry: str) -> None:
    """Show an entry, with all of its words.

    \b
    aftercare journal show 8c9621
    """
    wishes.refuse_day("aftercare journal show")
    care = wishes.care()
    found = entry_called(entry, care)
    if wishes.json:
        from aftercare.cli.journal_shapes import entry_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(entry_shape(found)))
        return
    at = found.at.astimezone(care.wall(clock.now()).tzinfo)
    say(
        styled(f"{day_in_full(found.day)}, {kind_words(found)}", bold=True),
        *(f"  {line}" for line in lines_of(found, care.named([found]))),
        f"  written {at:%Y-%m-%d %H:%M}, {found.id}",
    )


@journal.command("history")
@_entry
@everywhere
@click.pass_obj
def history(wishes: Wishes, entry: str) -> None:
    """Tell how an entry was before it was changed or deleted. Every version is told, the first one first.

    One that is deleted is named by its whole id.

    \b
    aftercare journal history 8c9621
    """
    wishes.refuse_day("aftercare journal history")
    care = wishes.care()
    try:
        name = entry_called(entry, care).id
    except NotFound:
        name = entry
    versions = care.entry_versions(name)
    if wishes.json:
        from aftercare.cli.journal_shapes import EntryHistoryShape, EntryVersionShape, entry_shape
        from aftercare.cli.json_shape import encoded

        shapes = tuple(EntryVersionShape(each.at, entry_shape(each.entry) if each.entry else None) for each in versions)
        say(encoded(EntryHistoryShape(care.folder.name, name, shapes)))
        return
    named = care.named([each.entry for each in versions if each.entry is not None])
    zone = care.wall(clock.now()).tzinfo
    for at, each in enumerate(versions):
        what = "deleted" if each.entry is None else "changed" if at else "written"
        lines = lines_of(each.entry, named) if each.entry is not None else []
        if each.entry is not None and not at:
            say(styled(f"{day_in_full(each.entry.day)}, {kind_words(each.entry)}", bold=True))
        say(f"  {what} {each.at.astimezone(zone):%Y-%m-%d %H:%M}", *(f"    {line}" for line in lines))


@journal.command("edit")
@_entry
@click.argument("text", nargs=-1)
@click.option(
    "--set", "ratings", multiple=True, metavar="SUBJECT=VALUE", shell_complete=subject_names, help="A rating."
)
@click.option("--unset", multiple=True, metavar="SUBJECT", shell_complete=subject_names, help="Take a rating out.")
@click.option("--context", multiple=True, metavar="ITEM=ANSWER", shell_complete=item_names, help="What else was.")
@click.option("--said", metavar="TEXT", help="What your therapist said, of an entry after a session.")
@changes_parts
@click.option("--tag", "tags", multiple=True, metavar="TAG", shell_complete=tag_names, help="Add a tag.")
@click.option("--untag", multiple=True, metavar="TAG", shell_complete=tag_names, help="Take a tag away.")
@everywhere
@click.pass_obj
def edit(
    wishes: Wishes,
    entry: str,
    text: tuple[str, ...],
    ratings: tuple[str, ...],
    unset: tuple[str, ...],
    context: tuple[str, ...],
    said: str | None,
    parts: NewParts,
    tags: tuple[str, ...],
    untag: tuple[str, ...],
) -> None:
    """Give an entry a new TEXT, other ratings, parts or tags. Without any of it your editor opens with the text.

    With --date the entry is of that day of its month. What names several, such as --zone of a reaction, takes the place
    of all that were named; “none” names nothing. Every version stays in the history, and `undo` takes it back.

    \b
    aftercare journal edit 8c9621 "Red until noon"
    aftercare journal edit 8c9621 --set glow=6 --unset redness
    aftercare journal edit 8c9621 --sign itch --zone chin --product none
    aftercare journal edit 8c9621 --stage yellow --mm 4
    aftercare journal edit 8c9621 --tag travel
    """
    care = wishes.care()
    now = care.wall(clock.now())
    seen = entry_called(entry, care)
    after = with_tags(with_ratings(seen, ratings, unset, context), tags, untag)
    after = parts.put_into(after, care)
    if said is not None:
        if not isinstance(after, SessionEntry):
            raise BadInput("Only an entry after a session says what was said.", "Leave --said out.")
        after = changed_entry(after, said=said.strip())
    if wishes.day is not None:
        after = changed_entry(after, day=wishes.day_of(care, now))
    if text:
        words = words_given(text)
        changed = care.edit_entry(seen, changed_entry(after, text=words.strip()), now)
    elif parts.are_given or ratings or unset or context or said is not None or tags or untag or wishes.day is not None:
        changed = care.edit_entry(seen, after, now)
    else:
        kind = kind_of(seen)
        with edited(care, "edit", template_of(seen)) as written:
            words, told = words_written(kind, written)
            said_then = {"said": told} if kind is EntryKind.SESSION else {}
            changed = care.edit_entry(seen, changed_entry(after, text=words, **said_then), now)
    tell_entry(wishes, care, changed, "changed", now)


@journal.command("delete")
@_entry
@everywhere
@click.pass_obj
def delete(wishes: Wishes, entry: str) -> None:
    """Delete an entry. It stays in the history, and `undo` brings it back.

    \b
    aftercare journal delete 8c9621
    """
    wishes.refuse_day("aftercare journal delete")
    care = wishes.care()
    now = care.wall(clock.now())
    seen = entry_called(entry, care)
    care.delete_entry(seen, now)
    tell_entry(wishes, care, seen, "deleted", now)


@journal.command("tags")
@everywhere
@click.pass_obj
def tags(wishes: Wishes) -> None:
    """List the tags of your entries, the most used first.

    \b
    aftercare journal tags
    aftercare journal --tag travel --days 365
    """
    wishes.refuse_day("aftercare journal tags")
    care = wishes.care()
    found = care.tags(date.min, date.max)
    if wishes.json:
        from aftercare.cli.journal_shapes import TagShape, TagsShape
        from aftercare.cli.json_shape import encoded

        shapes = tuple(TagShape(tag=tag, entries=number) for tag, number in found.items())
        say(encoded(TagsShape(client=care.folder.name, tags=shapes)))
        return
    if not found:
        say("No entry has a tag. A word of its text that begins with @ is one, such as @travel.")
        return
    say(*(f"  @{literal(tag):<24}  {counted(number, 'entry', 'entries')}" for tag, number in found.items()))


@journal.command("follow")
@_entry
@click.argument("stage", metavar="STAGE")
@click.option("--mm", "millimetres", type=int, metavar="NUMBER", help="How long it is at its longest, in millimetres.")
@click.option("--text", default="", metavar="TEXT", help="Some words.")
@everywhere
@click.pass_obj
def follow(wishes: Wishes, entry: str, stage: str, millimetres: int | None, text: str) -> None:
    """Write down what is seen of a bruise now.

    STAGE is red, blue, green, yellow, brown or gone.

    \b
    aftercare journal follow 8c9621 yellow --mm 5
    aftercare journal follow 8c9621 gone
    """
    care = wishes.care()
    now = care.wall(clock.now())
    bruise = entry_called(entry, care)
    if isinstance(bruise, BruiseSeen):
        bruise = care.entry(bruise.bruise)
    if not isinstance(bruise, Bruise):
        raise BadInput(f"That entry is a {kind_words(bruise)}, no bruise.", "`aftercare journal bruises` lists them.")
    day = wishes.day_of(care, now)
    seen = care.follow_bruise(bruise, stage_typed(stage), now, millimetres=millimetres, text=text, day=day)
    tell_entry(wishes, care, seen, "written", now)


@journal.command("bruises")
@click.option("--all", "also_gone", is_flag=True, help="Those that are gone too, of the last two months.")
@everywhere
@click.pass_obj
def bruises(wishes: Wishes, also_gone: bool) -> None:
    """List the bruises that are followed, each with how it was last.

    \b
    aftercare journal bruises
    """
    wishes.refuse_day("aftercare journal bruises")
    care = wishes.care()
    now = care.wall(clock.now())
    today = care.today(now)
    found = care.bruises(now, also_gone=also_gone)
    if wishes.json:
        from aftercare.cli.journal_shapes import BruisesShape, bruise_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(BruisesShape(client=care.folder.name, bruises=tuple(bruise_shape(each, today) for each in found))))
        return
    if not found:
        say("No bruise is followed. `aftercare log bruise ZONE STAGE` writes one down.")
        return
    tables = journal_tables()
    say(counted(len(found), "bruise"))
    for each in found:
        say(f"  {styled(short_id(each.bruise), dim=True)}  {literal(course_words(each, tables, today))}")


journal.add_command(journal_face)
