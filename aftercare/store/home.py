"""Where things lie: the home, and in it a folder for each client's record and one for this machine's own state."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from aftercare.errors import BadInput, DiskTrouble
from aftercare.store import bell
from aftercare.store.disk import disk_trouble, make_private_folder

_CLIENT_NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")


def stat_or_none(path: Path) -> os.stat_result | None:
    """What the disk says of `path`, or None where it is not there. Raises OSError."""
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def folder_typed(text: str) -> Path:
    """The folder that a person typed, with ~ for their own one. Raises BadInput."""
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise BadInput(f"There is nobody of that name: {text!r}.", "Write the folder without ~.") from error


class ClientFolder(Struct, frozen=True, dict=True):
    """The places of one client: `records` may be shared with other machines, `state` is this machine's own."""

    name: str
    records: Path
    state: Path

    # cached: building a path costs as much as asking the disk about it, and each write needs several
    @cached_property
    def lock(self) -> Path:
        """The file that a writing process holds."""
        return self.state / "lock"

    @cached_property
    def identity(self) -> Path:
        """Who this machine is as a writer of the record."""
        return self.state / "writer.log"

    @cached_property
    def bell(self) -> Path:
        """What tells the home's reminder service that something was written."""
        return self.state.parents[1] / bell.FILE_NAME

    @cached_property
    def snapshots(self) -> Path:
        """Derived from the record; can be thrown away."""
        return self.state / "snapshots"

    @cached_property
    def undertaken(self) -> Path:
        """What was decided and is not yet carried out; there only for moments, or after a kill."""
        return self.state / "undertaken"

    @cached_property
    def photos(self) -> Path:
        """The photos, by the hash of what they hold. Shared with other machines, as the records are."""
        return self.records.parent / "photos"

    @cached_property
    def backups(self) -> Path:
        """This machine's backups of the record. Beside the state, not in it: that may be taken away to begin anew."""
        return self.state.parent.parent / "backups" / self.name

    @cached_property
    def drafts(self) -> Path:
        """What was typed on this machine and is not in the record yet."""
        return self.state / "drafts"

    @cached_property
    def _files(self) -> dict[str, Path]:
        return {}

    def log(self, name: str) -> Path:
        """The log file `name`."""
        if name not in self._files:
            self._files[name] = self.records / name
        return self._files[name]

    def exists(self) -> bool:
        """Whether there is a record. Raises DiskTrouble where this machine has written one that is not there now."""
        with disk_trouble("look into", self.records):
            if stat_or_none(self.records) and any(self.records.iterdir()):
                return True
        with disk_trouble("look at", self.identity):
            wrote = stat_or_none(self.identity) is not None
        if wrote:
            raise DiskTrouble(
                f"The record of “{self.name}” is not in {self.records} any more.",
                f"Put the folder or the drive back; to begin anew, take {self.state} away too.",
            )
        return False

    def make_state(self) -> None:
        """Makes this machine's own folder where it is missing, as on a machine to which the record came by a file sync.

        Raises DiskTrouble where the record itself is gone.
        """
        with disk_trouble("look at", self.state):
            if stat_or_none(self.state) is not None:
                return
        with disk_trouble("find the record in", self.records):
            self.records.stat()
        with disk_trouble("make the folder", self.state):
            make_private_folder(self.state)

    def create(self) -> None:
        """Makes the folders, each for its owner alone."""
        for folder in (self.records, self.state):
            with disk_trouble("make the folder", folder):
                make_private_folder(folder)


class Home(Struct, frozen=True):
    """The two roots: `data` holds `clients/`, the only part that is ever shared; `state` is this machine's own."""

    data: Path
    state: Path

    @classmethod
    def at(cls, folder: Path) -> Home:
        """Everything under one folder."""
        return cls(folder, folder / "state")

    @classmethod
    def default(cls) -> Home:
        """The user's own folders, or the one that AFTERCARE_HOME names."""
        chosen = os.environ.get("AFTERCARE_HOME")
        if chosen:
            return cls.at(folder_typed(chosen))
        # costs more than Python's own start: imported only when no home is given
        from platformdirs import PlatformDirs

        dirs = PlatformDirs("aftercare", appauthor=False)
        return cls(Path(dirs.user_data_dir), Path(dirs.user_state_dir))

    @classmethod
    def of(cls, folder: ClientFolder) -> Home:
        """The home in which a client's folders lie."""
        return cls(folder.records.parents[2], folder.state.parents[1])

    def sample(self) -> Home:
        """A home of its own for the sample: it never stands among the real records."""
        return Home.at(self.state / "sample")

    def clients(self) -> list[str]:
        """The names of the clients that have a record here or are known to have had one, sorted."""
        names: set[str] = set()
        for folder in (self.data / "clients", self.state / "clients"):
            try:
                found = os.listdir(folder)
            except (FileNotFoundError, NotADirectoryError):
                continue
            except OSError as error:
                raise DiskTrouble(f"Could not read {folder}: {error.strerror}.", "Look at its rights.") from error
            names.update(name for name in found if _CLIENT_NAME.fullmatch(name))
        # other things may lie in a shared folder
        return sorted(name for name in names if self._knows(self.client(name)))

    @staticmethod
    def _knows(client: ClientFolder) -> bool:
        with disk_trouble("look into", client.records.parent):
            return any(stat_or_none(place) for place in (client.records, client.identity))

    def client(self, name: str) -> ClientFolder:
        """The places of the client `name`. Raises BadInput where that cannot be a client's name."""
        if not _CLIENT_NAME.fullmatch(name):
            raise BadInput(
                f"{name!r} cannot be a client's name.",
                "Use lower-case letters, digits and hyphens, at most 64, such as “anna-b”.",
            )
        return ClientFolder(name, self.data / "clients" / name / "records", self.state / "clients" / name)
