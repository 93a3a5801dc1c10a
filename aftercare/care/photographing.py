"""Photos: taking them in, looking at them, and what is known of each when two are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from aftercare.care.journaling import new_entry_id
from aftercare.care.searching import Searching
from aftercare.errors import AftercareError, BadInput, DiskTrouble
from aftercare.model.deed import Deed
from aftercare.model.ended_session import end_of
from aftercare.model.local_day import local_date
from aftercare.model.progress import Told, silent
from aftercare.model.session import Attendance
from aftercare.model.slot_instant import wall_instant, zone_on
from aftercare.model.text import typed_text
from aftercare.model.words import day_in_full

if TYPE_CHECKING:
    from aftercare.model.photo import Photo, PhotoView
    from aftercare.model.photo_comparing import PhotoFacts
    from aftercare.model.photo_rule import PhotoRule
    from aftercare.model.routine import Id
    from aftercare.store.photo_files import PhotoFiles


class Refused(Struct, frozen=True):
    """A file that was not taken in, and why."""

    path: Path
    error: AftercareError


class TakenIn(Struct, frozen=True):
    """What became of several files: the photos that were added, and those that were refused."""

    photos: tuple[Photo, ...]
    refused: tuple[Refused, ...]


class Photographing(Searching):
    """The photos of a record. All of it may block on the disk, and reading a photo takes a second."""

    @property
    def _photo_files(self) -> PhotoFiles:
        from aftercare.store.photo_files import PhotoFiles

        return PhotoFiles.of(self.folder)

    def photos(self) -> tuple[Photo, ...]:
        """All photos, the one taken first at the front. Raises DiskTrouble, Busy."""
        from aftercare.model.journal import EntryKind
        from aftercare.model.journal_search import search_typed
        from aftercare.model.photo import Photo

        # the index knows the kind of each entry: only months that changed are read
        found = [each for each in self.search(search_typed(EntryKind.PHOTO)) if isinstance(each, Photo)]
        return tuple(sorted(found, key=lambda each: (shown_at(each), each.id)))

    def add_photo(
        self,
        path: Path,
        view: PhotoView,
        now: datetime,
        zone: Id | None = None,
        day: date | None = None,
        text: str = "",
        tags: Iterable[str] = (),
    ) -> Photo:
        """Takes the picture file at `path` in. It stays where it is; what is kept is drawn anew from its pixels.

        It belongs to the day on which it was taken, where the camera says so, unless `day` is given. Raises BadInput
        with what is wrong with the file, or where it is there already, and DiskTrouble; then nothing is kept of it.
        """
        return self._keep_photo(path, *self._read_photo(path, view, now, zone, day, text, tags), now)

    def _read_photo(
        self,
        path: Path,
        view: PhotoView,
        now: datetime,
        zone: Id | None,
        day: date | None,
        text: str,
        tags: Iterable[str] = (),
    ) -> tuple[Photo, bytes]:
        """The photo that the file at `path` becomes, and its picture. Nothing is kept of it yet."""
        from aftercare.model.photo import Photo
        from aftercare.model.tags import tags_typed
        from aftercare.store.photo_reading import read_photo

        about = self._zone_of(view, zone)
        words = typed_text(text, "text") if text.strip() else ""
        tagged = tags_typed(tags)
        read = read_photo(path)
        starts = self.present().starts
        on = day or (local_date(read.taken, starts) if read.taken is not None else self.today(now))
        if on > self.today(now):
            raise BadInput(
                f"{path.name} says that it was taken on {day_in_full(on)}, which is still to come.",
                "Its camera's clock may be wrong: say on which day it was taken.",
            )
        photo = Photo(
            id=new_entry_id(on),
            day=on,
            at=now,
            sha256=read.sha256,
            view=view,
            zone=about,
            taken=read.taken,
            text=words,
            tags=tagged,
            source=read.source,
            width=read.width,
            height=read.height,
            brightness=read.brightness,
        )
        return photo, read.jpeg

    def _keep_photo(self, path: Path, photo: Photo, jpeg: bytes, now: datetime) -> Photo:
        with self._looking_closely():
            new = self._photo_files.keep(photo.sha256, jpeg)
            # all months are looked through only where the picture was there: it may have been taken out of the journal
            if not new and (same := next((each for each in self.photos() if each.sha256 == photo.sha256), None)):
                from aftercare.model.photo_words import shown_words
                from aftercare.store.reference import zones

                raise BadInput(f"{path.name} is there already: {shown_words(same, zones())}.", "Nothing was added.")
            try:
                self._add_entry(photo, Deed.ADD_PHOTO, now)
            except AftercareError:
                if new:
                    self._photo_files.take_away(photo.sha256)
                raise
        return photo

    def add_photos(
        self,
        paths: Sequence[Path],
        view: PhotoView,
        now: datetime,
        zone: Id | None = None,
        day: date | None = None,
        text: str = "",
        told: Told = silent,
        given_up: Callable[[], bool] = lambda: False,
    ) -> TakenIn:
        """Takes several files in, one after the other; `told` learns how many are through. Raises what is no fault of
        a file: DiskTrouble, and BadInput for `zone`.

        Once it is `given_up`, no further photo is kept: nothing is left of one that was being read, and those before
        are there.
        """
        self._zone_of(view, zone)
        photos: list[Photo] = []
        refused: list[Refused] = []
        for number, path in enumerate(paths, 1):
            if given_up():
                break
            try:
                photo, jpeg = self._read_photo(path, view, now, zone, day, text)
                # to read a large one takes seconds
                if given_up():
                    break
                photos.append(self._keep_photo(path, photo, jpeg, now))
            except DiskTrouble:
                raise
            except AftercareError as error:
                refused.append(Refused(path, error))
            told(number, len(paths))
        return TakenIn(tuple(photos), tuple(refused))

    def change_photo(
        self,
        seen: Photo,
        now: datetime,
        view: PhotoView | None = None,
        zone: Id | None = None,
        text: str | None = None,
        day: date | None = None,
    ) -> Photo:
        """Says what a photo shows, and of which day of its month it is.

        Raises NoLongerCurrent where it is not as it was `seen`, and BadInput.
        """
        shown = view or seen.view
        about = self._zone_of(shown, zone if view is not None or zone is not None else seen.zone)
        words = seen.text if text is None else typed_text(text, "text") if text.strip() else ""
        after = replace(seen, view=shown, zone=about, text=words, day=day or seen.day)
        return self.edit_entry(seen, after, now)

    def delete_photo(self, seen: Photo, now: datetime) -> None:
        """Takes a photo out of the journal; undo brings it back, for its picture stays until it is erased.

        Raises NoLongerCurrent where it is not as it was `seen`.
        """
        self.delete_entry(seen, now)

    def _zone_of(self, view: PhotoView, zone: Id | None) -> Id | None:
        from aftercare.model.photo import PhotoView

        if view is not PhotoView.CLOSE_UP:
            if zone is not None:
                raise BadInput("A zone goes with a close-up.", "Leave the zone out, or call it a close-up.")
            return None
        if zone is None:
            raise BadInput("A close-up is of a zone.", "Say which, such as chin; `aftercare facts zones` lists them.")
        from aftercare.store.reference import zones

        if zone not in zones():
            from difflib import get_close_matches

            near = get_close_matches(zone, zones(), n=1)
            hint = f"Did you mean {near[0]}?" if near else "`aftercare facts zones` lists them."
            raise BadInput(f"There is no zone “{zone}”.", hint)
        return zone

    # ---- looking

    def photo_file(self, photo: Photo) -> Path | None:
        """Where a photo lies; None where it is not on this machine."""
        files = self._photo_files
        return files.place(photo.sha256) if files.has(photo.sha256) else None

    def open_photo(self, photo: Photo) -> None:
        """Opens a photo in the program that this machine has for it. Raises NotFound, AftercareError."""
        from aftercare.store.opening import open_outside

        files = self._photo_files
        # what is damaged or missing is told before another program shows nothing
        files.read(photo.sha256)
        open_outside(files.place(photo.sha256))

    def photo_picture(self, photo: Photo, longest: int) -> Path:
        """A picture of a photo with at most `longest` pixels a side, made now where there is none. Raises NotFound."""
        return self._photo_files.smaller_picture(photo.sha256, longest)

    def photo_facts(self, photo: Photo) -> PhotoFacts:
        """What there is to know of `photo` when it is compared."""
        from aftercare.model.photo_comparing import PhotoFacts

        return PhotoFacts(
            view=photo.view,
            zone=photo.zone,
            taken=shown_at(photo),
            width=photo.width,
            height=photo.height,
            brightness=photo.brightness,
            after_session=self._since_session(photo),
        )

    def _since_session(self, photo: Photo) -> timedelta | None:
        zones = self.present().zones
        taken = shown_at(photo)
        at = wall_instant(taken.date(), taken.time(), zone_on(zones, taken.date()))
        ends = [end_of(each, zones) for each in self.present().sessions.values() if _was_had(each.attendance)]
        last = max((end for end in ends if end <= at), default=None)
        return at - last if last is not None else None


def shown_at(photo: Photo) -> datetime:
    """The wall time that stands for when `photo` was taken: the camera's, else when it was added, on its day."""
    if photo.taken is not None:
        return photo.taken
    return datetime.combine(photo.day, photo.at.time())


def face_zones() -> tuple[tuple[Id, str], ...]:
    """The zones of the face with their labels, as they stand in the reference data."""
    from aftercare.store.reference import zones

    return tuple((each.id, each.label) for each in zones().values())


def photo_protocol() -> tuple[PhotoRule, ...]:
    """How a photo is taken so that it can be compared."""
    from aftercare.store import reference

    return tuple(reference.photo_protocol().values())


def _was_had(attendance: Attendance) -> bool:
    return attendance is not Attendance.CANCELLED
