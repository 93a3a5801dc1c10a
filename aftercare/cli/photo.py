"""`photo`: adding photos, listing, comparing and opening them, and the folder that a telephone writes into."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from aftercare.care import Care, TakenIn, face_zones, folder_typed, photo_protocol
from aftercare.care.journal_tables import journal_tables
from aftercare.cli import clock
from aftercare.cli.command import group
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, remark, say, styled, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.photo import Photo, PhotoView
from aftercare.model.photo_comparing import after_session_words, comparability, to_compare_with
from aftercare.model.photo_words import seen_words, shown_words
from aftercare.model.words import counted, short_day

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_VIEWS = [view.value for view in PhotoView]


def _photo_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    try:
        known = ctx.ensure_object(Wishes).care().photos()
    except AftercareError:
        return []
    return [CompletionItem(each.id, help=_told(each)) for each in known if each.id.startswith(incomplete)]


def _zone_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(zone, help=label) for zone, label in face_zones() if zone.startswith(incomplete)]


_photo = click.argument("photo_name", metavar="PHOTO", shell_complete=_photo_ids)
_view = click.option(
    "--view", type=click.Choice(_VIEWS), help="From where it shows the face; right and left are your own."
)
_zone = click.option("--zone", metavar="ZONE", shell_complete=_zone_ids, help="The zone of a close-up.")


@group(listed=("add", "edit", "delete", "show", "open", "compare", "folder", "protocol"), invoke_without_command=True)
@everywhere
@click.pass_context
def photo(ctx: click.Context) -> None:
    """List your photos, add some, compare two.

    A PHOTO is named by its number in the list, its id or the beginning of it, or its day where it is the only one.

    \b
    aftercare photo
    aftercare photo add ~/Pictures/IMG_1234.jpg --view front
    aftercare photo compare 1 4
    """
    if ctx.invoked_subcommand is not None:
        return
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("photo")
    care = wishes.care()
    photos, folder = care.photos(), care.photo_folder()
    try:
        news = care.new_photos()
    except AftercareError as error:
        remark(str(error))
        news = ()
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.photo_shapes import PhotosShape, photo_shape

        shapes = tuple(photo_shape(care, each) for each in photos)
        watched = str(folder) if folder is not None else None
        say(encoded(PhotosShape(client=care.folder.name, photos=shapes, folder=watched, new=tuple(map(str, news)))))
        return
    if not photos:
        say("No photo yet. `aftercare photo add FILE` adds one; `aftercare photo protocol` tells how to take one.")
    else:
        say(*_listed(care, photos))
    if news:
        say("", f"{counted(len(news), 'new photo')} in {literal(str(folder))}; `aftercare photo add --new` adds them.")


def _told(photo: Photo) -> str:
    return shown_words(photo, journal_tables().zones)


def _listed(care: Care, photos: Sequence[Photo]) -> list[str]:
    today = care.today(clock.now())
    return table(
        [
            (
                styled(f"{number:>3}", dim=True),
                short_day(each.day, today) if each.day.year == today.year else each.day.isoformat(),
                seen_words(each, journal_tables().zones),
                after_session_words(care.photo_facts(each).after_session),
                literal(each.text),
            )
            for number, each in enumerate(photos, 1)
        ]
    )


@photo.command("add")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=str))
@click.option("--new", is_flag=True, help="All that is new in the watched folder.")
@_view
@_zone
@click.option("--text", default="", help="Words to it.")
@everywhere
@click.pass_obj
def add(wishes: Wishes, files: tuple[str, ...], new: bool, view: str | None, zone: str | None, text: str) -> None:
    """Add photos. The files stay where they are; place, camera and names in them are not kept.

    A photo belongs to the day on which its camera says that it was taken; --date names another.

    \b
    aftercare photo add front.jpg --view front
    aftercare photo add chin.heic --view close-up --zone chin
    aftercare photo add --new --view front
    """
    care = wishes.care()
    now = care.wall(clock.now())
    paths = [folder_typed(each) for each in files] + (list(care.new_photos()) if new else [])
    if not paths:
        if new:
            raise NotFound("Nothing is new in the watched folder.", "`aftercare photo folder` tells which it is.")
        raise BadInput("No file is named.", "Write its path, or --new for what the watched folder holds.")
    shown = PhotoView(view) if view else (PhotoView.CLOSE_UP if zone else PhotoView.FRONT)
    day = wishes.day.seen_from(care.today(now)) if wishes.day else None
    if len(paths) == 1:
        found = TakenIn((care.add_photo(paths[0], shown, now, zone, day, text),), ())
    else:
        with progress("Reading photos", wishes) as told:
            found = care.add_photos(paths, shown, now, zone, day, text, told=told)
    _tell_added(wishes, care, found)
    if found.refused:
        sys.exit(BadInput.exit_code)


def _tell_added(wishes: Wishes, care: Care, found: TakenIn) -> None:
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.photo_shapes import AddedShape, RefusedShape, photo_shape

        refused = tuple(
            RefusedShape(file=str(each.path), message=each.error.message, next_step=each.error.next_step)
            for each in found.refused
        )
        added = tuple(photo_shape(care, each) for each in found.photos)
        say(encoded(AddedShape(client=care.folder.name, added=added, refused=refused)))
        return
    for each in found.photos:
        say(f"Added: {_told(each)}.")
    for refusal in found.refused:
        remark(f"Not added: {refusal.error}")


@photo.command("edit")
@_photo
@_view
@_zone
@click.option("--text", default=None, help="Words to it; an empty text takes them away.")
@everywhere
@click.pass_obj
def edit(wishes: Wishes, photo_name: str, view: str | None, zone: str | None, text: str | None) -> None:
    """Say what a photo shows. With --date it is of that day of its month.

    \b
    aftercare photo edit 3 --view left-45
    aftercare photo edit 3 --view close-up --zone chin --text "The spot is paler"
    aftercare photo edit 3 --date 2026-11-20
    """
    if view is None and zone is None and text is None and wishes.day is None:
        raise BadInput("Nothing is to be changed.", "Give --view, --zone, --text or --date.")
    care = wishes.care()
    now = care.wall(clock.now())
    seen = _called(care.photos(), photo_name)
    day = wishes.day_of(care, now) if wishes.day is not None else None
    shown = PhotoView(view) if view else (PhotoView.CLOSE_UP if zone else None)
    _tell_changed(wishes, care, care.change_photo(seen, now, shown, zone, text, day), "changed")


@photo.command("delete")
@_photo
@everywhere
@click.pass_obj
def delete(wishes: Wishes, photo_name: str) -> None:
    """Take a photo out of the journal. `undo` brings it back; only `erase` truly removes it.

    \b
    aftercare photo delete 3
    """
    wishes.refuse_day("photo delete")
    care = wishes.care()
    seen = _called(care.photos(), photo_name)
    care.delete_photo(seen, care.wall(clock.now()))
    _tell_changed(wishes, care, seen, "deleted")


@photo.command("open")
@_photo
@everywhere
@click.pass_obj
def open_(wishes: Wishes, photo_name: str) -> None:
    """Open a photo in the program that this machine has for it.

    \b
    aftercare photo open 3
    """
    wishes.refuse_day("photo open")
    care = wishes.care()
    seen = _called(care.photos(), photo_name)
    care.open_photo(seen)
    _tell_changed(wishes, care, seen, "opened")


def _tell_changed(wishes: Wishes, care: Care, seen: Photo, what: str) -> None:
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.photo_shapes import ChangedPhotoShape, photo_shape

        say(encoded(ChangedPhotoShape(client=care.folder.name, what=what, photo=photo_shape(care, seen))))
    else:
        say(f"The photo of {_told(seen)} is {what}.")


@photo.command("compare")
@click.argument("photo_name", metavar="PHOTO", shell_complete=_photo_ids)
@click.argument("other_name", metavar="[OTHER]", required=False, shell_complete=_photo_ids)
@everywhere
@click.pass_obj
def compare(wishes: Wishes, photo_name: str, other_name: str | None) -> None:
    """Tell what stands against comparing two photos. It looks at the light, the size, the view and the hour, and for a
    session shortly before.

    Without OTHER the one that fits best is taken: the first of the same view.

    \b
    aftercare photo compare 4
    aftercare photo compare 1 4
    """
    wishes.refuse_day("photo compare")
    care = wishes.care()
    photos = care.photos()
    one = _called(photos, photo_name)
    if other_name is None and len(photos) < 2:
        raise NotFound("There is no other photo.", "`aftercare photo add FILE` adds one.")
    other = _called(photos, other_name) if other_name is not None else to_compare_with(one, photos)
    first, then = sorted((one, other), key=lambda each: [found.id for found in photos].index(each.id))
    against = comparability(care.photo_facts(first), care.photo_facts(then))
    apart = abs((then.day - first.day).days)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.photo_shapes import ComparedShape, photo_shape

        pair = photo_shape(care, first), photo_shape(care, then)
        say(
            encoded(
                ComparedShape(client=care.folder.name, first=pair[0], then=pair[1], days_apart=apart, against=against)
            )
        )
        return
    say(f"{_told(first)}, and {_told(then)}: {counted(apart, 'day')} apart.")
    say(*(against or ("Nothing known stands against comparing them.",)))
    for each in (first, then):
        say(f"  {literal(str(place))}" if (place := care.photo_file(each)) else "  not on this machine")


@photo.command("show")
@_photo
@everywhere
@click.pass_obj
def show(wishes: Wishes, photo_name: str) -> None:
    """Tell all that is known of a photo, and where it lies.

    \b
    aftercare photo show 3
    """
    wishes.refuse_day("photo show")
    care = wishes.care()
    seen = _called(care.photos(), photo_name)
    if wishes.json:
        _tell_changed(wishes, care, seen, "shown")
        return
    facts = care.photo_facts(seen)
    taken = f", taken at {seen.taken:%H:%M}" if seen.taken is not None else ""
    place = care.photo_file(seen)
    say(
        f"{_told(seen)}{taken}",
        f"{after_session_words(facts.after_session)}, {seen.width} × {seen.height} pixels",
        *([literal(seen.text)] if seen.text else []),
        literal(str(place)) if place is not None else "It is not on this machine.",
    )


@photo.command("folder")
@click.argument("folder", metavar="[FOLDER]", required=False)
@click.option("--none", "nothing", is_flag=True, help="Watch no folder any more.")
@everywhere
@click.pass_obj
def folder_(wishes: Wishes, folder: str | None, nothing: bool) -> None:
    """Tell or set the folder that your telephone writes into.

    What is new in it is offered; nothing is taken in by itself.

    \b
    aftercare photo folder ~/Pictures/Phone
    aftercare photo folder --none
    """
    wishes.refuse_day("photo folder")
    if folder is not None and nothing:
        raise BadInput("A folder is watched or none is.", "Leave one of the two out.")
    care = wishes.care()
    if folder is not None or nothing:
        care.watch_photo_folder(folder_typed(folder) if folder is not None else None)
    watched = care.photo_folder()
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.photo_shapes import WatchedShape

        said = str(watched) if watched is not None else None
        say(encoded(WatchedShape(client=care.folder.name, folder=said)))
    elif watched is None:
        say("No folder is watched. `aftercare photo folder FOLDER` watches one.")
    else:
        say(f"{literal(str(watched))} is watched: what is new in it is offered.")


@photo.command("protocol")
@everywhere
@click.pass_context
def protocol(ctx: click.Context) -> None:
    """Tell how a photo is taken so that it can be compared later. A to U say how sure each is, and who says so.

    \b
    aftercare photo protocol
    """
    wishes = ctx.ensure_object(Wishes)
    wishes.refuse_day("photo protocol")
    if wishes.json:
        from aftercare.cli.facts import facts

        ctx.invoke(facts, words=("photo_protocol",))
        return
    from aftercare.care.facts import who_says_so

    for rule in photo_protocol():
        say(
            styled(rule.label, bold=True),
            f"  {rule.rule}",
            *([f"  {rule.why}"] if rule.why else []),
            f"  {who_says_so(rule)}",
        )


def _called(photos: Sequence[Photo], name: str) -> Photo:
    """The one of `photos` that is meant. Raises NotFound."""
    if name.isdecimal() and 1 <= int(name) <= len(photos):
        return photos[int(name) - 1]
    found = [each for each in photos if each.id == name] or [each for each in photos if each.id.startswith(name)]
    found = found or [each for each in photos if each.day.isoformat() == name]
    if len(found) == 1:
        return found[0]
    what = f"Several photos are called “{name}”." if found else f"There is no photo “{name}”."
    raise NotFound(what, "`aftercare photo` lists them with their numbers.")
