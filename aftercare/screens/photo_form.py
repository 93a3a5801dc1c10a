"""Adding photos, and saying what one shows: the form with its files, view, zone and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from textual.screen import Screen

from aftercare.care import Care, TakenIn, face_zones, folder_typed
from aftercare.errors import BadInput
from aftercare.model.photo import Photo, PhotoView
from aftercare.model.photo_words import view_words
from aftercare.model.typed_day import typed_day
from aftercare.model.typed_paths import paths_on_one_line, paths_typed
from aftercare.model.words import counted
from aftercare.screens.shelf_form import Field, ShelfForm
from aftercare.widgets.drawn_text import drawn

_VIEWS = tuple((view.value, view_words(view)) for view in PhotoView)
_NO_ZONE = ("", "the face")


def ask_for_photos(
    screen: Screen[None],
    care: Care,
    clock: Callable[[], datetime],
    paths: Sequence[Path] = (),
    after: Callable[[], object] = lambda: None,
    dropped: str = "",
) -> None:
    """Asks for files, or takes `paths`, and for what they show, and takes them in. Calls `after` once that is done.

    The paths in `dropped` are named already where it asks.
    """

    def write(typed: dict[str, str]) -> TakenIn:
        now = clock()
        files = tuple(paths) or tuple(folder_typed(each) for each in paths_typed(typed["files"]))
        if not files:
            raise BadInput("No file is named.", "Type or paste its path, or drag it into the terminal.")
        day = typed_day(typed["day"], care.today(now)) if typed["day"].strip() else None

        def told(done: int, of: int) -> None:
            if not form.given_up.is_set():
                going_on = f"reading {done + 1} of {of} …  esc gives up" if done < of else "kept"
                screen.app.call_from_thread(form.say_going_on, going_on)

        told(0, len(files))
        view, zone = PhotoView(typed["view"]), typed["zone"] or None
        found = care.add_photos(files, view, now, zone, day, told=told, given_up=form.given_up.is_set)
        if not found.photos and len(found.refused) == 1 and not form.given_up.is_set():
            raise found.refused[0].error
        return found

    def then(taken: TakenIn) -> None:
        screen.notify(drawn(_became(taken)), timeout=8 if taken.refused else 4, markup=False)
        after()

    hint = "a path; several with blanks between; or drag them here"
    fields = [
        *([] if paths else [Field("files", "Files", paths_on_one_line(dropped), hint, of_paths=True)]),
        Field("view", "Seen from", PhotoView.FRONT.value, choices=_VIEWS),
        Field("zone", "Zone of a close-up", "", choices=(_NO_ZONE, *face_zones())),
        Field("day", "Day", hint="the one that the camera wrote; else today"),
    ]
    title = f"Add {counted(len(paths), 'photo')}" if paths else "Add photos"
    remark = "Right and left are your own. What the camera wrote about place and person is not kept."
    form = PhotosForm(title, fields, write, remark, then=then)
    screen.app.push_screen(form)


class PhotosForm(ShelfForm):
    """Has photos taken in. Leaving it while they are read gives up: a large one takes seconds, and nobody waits."""

    def __init__(self, *of: Any, **more: Any) -> None:
        super().__init__(*of, **more)
        #: Set from the screen's thread, heeded in that which reads.
        self.given_up = Event()

    def action_leave(self) -> None:
        """Leaves the form at once, also while photos are read: what is not kept by then is not kept."""
        if self._saving:
            self.given_up.set()
            self.dismiss(None)
        else:
            super().action_leave()

    def _saved(self, saved: Callable[[Any], object], written: Any) -> None:
        if self.given_up.is_set():
            # what was kept before is in the record, and told now that it is known
            self._saving = False
            self.app.notify(drawn(_given_up(written)), markup=False)
        else:
            super()._saved(saved, written)


def ask_what_it_shows(screen: Screen[None], care: Care, clock: Callable[[], datetime], photo: Photo) -> None:
    """Asks what `photo` shows, and keeps that."""

    def write(typed: dict[str, str]) -> None:
        now = care.wall(clock())
        day = typed_day(typed["day"], care.today(now)) if typed["day"].strip() else None
        care.change_photo(photo, now, PhotoView(typed["view"]), typed["zone"] or None, typed["text"], day)

    fields = [
        Field("view", "Seen from", photo.view.value, choices=_VIEWS),
        Field("zone", "Zone of a close-up", photo.zone or "", choices=(_NO_ZONE, *face_zones())),
        Field("day", "Day", photo.day.isoformat(), "a day of its month"),
        Field("text", "Words", photo.text),
    ]
    screen.app.push_screen(ShelfForm("What this photo shows", fields, write))


def _given_up(found: TakenIn) -> str:
    if not found.photos:
        return "Given up: no photo was added."
    return f"Given up: {counted(len(found.photos), 'photo')} had been added before."


def _became(found: TakenIn) -> str:
    said = [f"{counted(len(found.photos), 'photo')} added."] if found.photos else []
    said += [str(each.error) for each in found.refused[:2]]
    if len(found.refused) > 2:
        said.append(f"{len(found.refused) - 2} more were refused.")
    return " ".join(said)
