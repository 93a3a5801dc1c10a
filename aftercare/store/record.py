"""A client's record on disk: read, and appended to under the machine's lock."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aftercare.errors import DiskTrouble, NewerRecord
from aftercare.store import undertaking, writer
from aftercare.store.disk import FOLDERS_OF_A_LOG, disk_trouble, explained, put_synced, remove, sync_names
from aftercare.store.line import LAST_STAMP, SCHEMA, Action, Change, NamedAction, Newer, encode
from aftercare.store.lock import Holding, locked
from aftercare.store.log import (
    Mark,
    Trouble,
    append,
    behind,
    list_logs,
    log_name,
    log_name_parts,
    mark_of,
    period_in,
)
from aftercare.store.reading import NOT_READ, PROFILE, Place, Reading, apply
from aftercare.store.undertaking import Undertaking
from aftercare.store.versions import Key

if TYPE_CHECKING:
    from aftercare.store.erasure import Erased

__all__ = ["PROFILE", "Record"]


class Record(Reading):
    """The record of one client, to be read and written. Safe to use from several threads."""

    def another(self) -> Record:
        """The same record with nothing of it in memory."""
        return Record(self.folder, self._period_of, self._precedence, self._say_the_same, self._fits_table)

    def replaceable(self, table: str, document_id: str) -> tuple[str, ...]:
        """The `base` of a change of what is shown: it replaces the shown version and those that say the same."""
        current = self.versions.current(table, document_id)
        return tuple(each.name for each in current if self._say_the_same(table, each.document, current[0].document))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Holds the machine's lock, having caught up with what its other processes wrote. Nestable within a thread."""
        with self.guard:
            if self._holding:
                yield
                return
            self.folder.make_state()
            with locked(self.folder.lock) as holding:
                self._holding = holding
                try:
                    if undertaking.is_there(self.folder):
                        # killed in the midst of it, its process has kept no account
                        holding.in_order = False
                        undertaking.finish(self.folder)
                    self._settle_identity(holding.in_order)
                    yield
                finally:
                    self._holding = None

    def _settle_identity(self, in_order: bool) -> None:
        known = self._identity
        if in_order and known is not None and writer.is_as_left(known, self.folder):
            own = [name for name in self._places if known.owns(name)]
            if all(self._is_as_left(name, known.files.get(name)) for name in own):
                return
        self.follow()
        sizes = {name: stat.st_size for name, stat in list_logs(self.folder.records).items()}
        self._identity = writer.claim(self.folder, sizes)

    def _is_as_left(self, name: str, mark: Mark | None) -> bool:
        try:
            size = self.folder.log(name).stat().st_size
        except OSError:
            return False
        return mark is not None and size == mark.length == self._places[name].cursor.offset

    def commit(self, what: str, changes: Sequence[Change], now: datetime, undoes: str | None = None) -> NamedAction:
        """Appends one action and returns once it is durable. Inside `writing` only.

        Raises DiskTrouble; then nothing of it counts, or the message says that this is not known. Raises NewerRecord.
        """
        identity, holding = self._held()
        period = self._period_for(changes)
        name, action, line = self._encoded(identity, what, changes, now, undoes)
        file = identity.file_of(period)
        path = self.folder.log(file)
        if file not in self._places and path.exists():
            self.follow()  # a killed process made it
        place = self._places.get(file)
        holding.in_order = False
        try:
            appended = append(path, line, new=place is None)
            if file not in identity.files:
                # nobody has acknowledged anything in it yet, so nobody has made its name durable for sure
                sync_names(self.folder.records, FOLDERS_OF_A_LOG)
        except OSError as error:
            raise self._append_failed(path, line, error) from error
        if place is None or place.tail:
            self._read_on(file, place or NOT_READ)
        else:
            apply(NamedAction(name, action), self.versions, self.writers)
            self._places[file] = Place(*behind(place.cursor, appended), 0)
        self._keep_account([file], action.seq, action.stamp)
        return NamedAction(name, action)

    def commit_together(
        self, what: str, groups: Sequence[tuple[Sequence[Change], str | None]], now: datetime
    ) -> list[NamedAction]:
        """Appends an action for each of `groups` (its changes, and the action that it undoes), all or none of them.

        For what would be too much for one line: each group lies in its own month's file. Inside `writing` only. Raises
        DiskTrouble, NewerRecord.
        """
        if len(groups) == 1:
            ((changes, undoes),) = groups
            return [self.commit(what, changes, now, undoes)]
        identity, holding = self._held()
        together = os.urandom(8).hex()
        done: list[NamedAction] = []
        appends: list[tuple[str, bytes]] = []
        for changes, undoes in groups:
            file = identity.file_of(self._period_for(changes))
            name, action, line = self._encoded(identity, what, changes, now, undoes, together)
            identity = replace(identity, seq=action.seq, stamp=action.stamp)
            done.append(NamedAction(name, action))
            appends.append((file, line))
        holding.in_order = False
        undertaking.undertake(self.folder, Undertaking(appends=tuple(appends)))
        files = list(dict.fromkeys(file for file, _ in appends))
        for file in files:
            self._read_on(file, self._places.get(file, NOT_READ))
        self._keep_account(files, identity.seq, identity.stamp)
        return done

    def erase(
        self,
        what: str,
        key: Key,
        now: datetime,
        *,
        of_all_writers: bool = False,
        removes: Sequence[str] = (),
        forgets: Sequence[str] = (),
    ) -> Erased:
        """Takes every version of the document `key` out of this writer's files, or out of everybody's, for good.

        `removes` are files below the client's folder that go with it, `forgets` those below this machine's own. A
        tombstone stays, which hides what other files still hold. Inside `writing` only. Raises DiskTrouble,
        NewerRecord; then nothing has happened, or the rest follows by itself.
        """
        from aftercare.store.erasure import Erased, words_in

        identity, holding = self._held()
        period = self._period_for([Change(*key, (), None)])
        words = {word for past in self.history(*key) for word in words_in(past.document)}
        base = tuple(each.name for each in self.versions.current(*key))
        _, action, line = self._encoded(identity, what, [Change(*key, base, None)], now)
        tombstone = b"\n%s\n" % line
        for stale in self.folder.records.glob(".*.anew"):
            # of a process that was killed before anything was decided
            remove(stale)
        anew, left = self._without(identity, key, words, of_all_writers=of_all_writers)
        target = identity.file_of(period)
        names = {old: new for old, new, _ in anew}
        contents = {new: data for _, new, data in anew}
        if target in names:
            contents[names[target]] += tombstone
        files, seqs = dict(identity.files), dict(identity.seqs)
        for old, new in names.items():
            files.pop(old, None)
            if identity.owns(new):
                files[new], seqs[new] = mark_of(contents[new]), seqs.pop(old, identity.seq)
        if target not in names:
            path = self.folder.log(target)
            files[target] = mark_of((path.read_bytes() if path.exists() else b"") + tombstone)
        seqs[names.get(target, target)] = action.seq
        kept = writer.written_out(identity.who, files, seqs, action.stamp)
        snapshots = self.folder.snapshots
        holding.in_order = False
        beside = {new: f".{new}.anew" for new in contents}
        for new, data in contents.items():
            with disk_trouble("write", self.folder.records):
                put_synced(self.folder.records / beside[new], data)
        undertaking.undertake(
            self.folder,
            Undertaking(
                appends=() if target in names else ((target, line),),
                places=tuple((beside[new], new) for new in contents),
                removes=(*(f"{self.folder.records.name}/{old}" for old in names), *removes),
                keeps=((self.folder.identity.name, kept),),
                forgets=(*forgets, *(f"{snapshots.name}/{each.name}" for each in snapshots.glob("*"))),
            ),
        )
        self._identity = writer.load(self.folder)
        holding.in_order = True
        self._reload()
        return Erased(tuple(contents), tuple(left))

    def files_of_others(self, key: Key, words: set[str]) -> list[str]:
        """The log files of other writers that hold the document `key`. Inside `writing` only."""
        return self._without(self._held()[0], key, words, of_all_writers=False)[1]

    def _without(
        self, identity: writer.Identity, key: Key, words: set[str], *, of_all_writers: bool
    ) -> tuple[list[tuple[str, str, bytes]], list[str]]:
        """The files that hold `key`: those to be written anew as (old name, new name, content), and the others."""
        from aftercare.store.erasure import without

        anew: list[tuple[str, str, bytes]] = []
        left: list[str] = []
        taken = set(self.files())
        for name in self.files():
            with disk_trouble("read", self.folder.log(name)):
                data = self.folder.log(name).read_bytes()
            try:
                after = without(data, key, words)
            except Newer as newer:
                raise NewerRecord(f"{name} was written by a newer aftercare.", "Install the newer version.") from newer
            if not after.changed:
                continue
            period, who, generation = log_name_parts(name)
            if not who:
                # a file sync's copy of somebody's file: its lines say by themselves whose they are
                period, who, generation = period_in(name) or PROFILE, identity.who.writer, 0
            if who != identity.who.writer and not of_all_writers:
                left.append(name)
                continue
            while (new := log_name(period, who, generation)) in taken:
                generation += 1
            taken.add(new)
            anew.append((name, new, after.data))
        return anew, left

    def _held(self) -> tuple[writer.Identity, Holding]:
        assert self._identity is not None, "written outside writing()"
        assert self._holding is not None, "written outside writing()"
        return self._identity, self._holding

    def _period_for(self, changes: Sequence[Change]) -> str:
        """The period in whose file an action of `changes` is kept, brought into memory. Raises NewerRecord."""
        periods = {self._period_of(change.table, change.id) for change in changes}
        # an action that spans months is one line all the same: it goes where every reader looks
        period = periods.pop() if len(periods) == 1 else PROFILE
        self.need(period)
        if any(each.trouble is Trouble.NEWER for each in self._set_aside.values()):
            raise NewerRecord(
                "This record was written by a newer aftercare, so this one only shows it.", "Install the newer version."
            )
        return period

    def _encoded(
        self,
        identity: writer.Identity,
        what: str,
        changes: Sequence[Change],
        now: datetime,
        undoes: str | None = None,
        together: str | None = None,
    ) -> tuple[str, Action, bytes]:
        """The next action of `identity`, its name and its line."""
        bases = [shown for change in changes if (shown := self.versions.shown(change.table, change.id))]
        if now.tzinfo is None:
            raise ValueError("an instant without an offset cannot be kept")
        stamp = min(max([int(now.timestamp() * 1000), identity.stamp, *(each.stamp for each in bases)]) + 1, LAST_STAMP)
        action = Action(
            identity.who.writer, identity.seq + 1, stamp, SCHEMA, what, tuple(changes), undoes, together=together
        )
        name, line = encode(action)
        return name, action, line

    def _keep_account(self, files: Sequence[str], seq: int, stamp: int) -> None:
        """Keeps as whose, and how far, `files` were written."""
        identity, holding = self._held()
        try:
            for file in files:
                identity = writer.keep(identity, self.folder, writer.Wrote(file, self._places[file].mark, seq, stamp))
            self._identity = identity
            holding.in_order = True
        except DiskTrouble:
            # the actions themselves are safe; who wrote them is worked out again from the log at the next write
            self._identity = None

    @staticmethod
    def _append_failed(path: Path, line: bytes, error: OSError) -> DiskTrouble:
        trouble = explained(error, "write to", path)
        try:
            arrived = path.read_bytes().endswith((line, b"%s\n" % line))
        except OSError:
            arrived = False
        if arrived:
            return DiskTrouble(
                f"{trouble.message} It is not certain whether this last action was kept.",
                "Look at it before you enter it again.",
            )
        return DiskTrouble(f"{trouble.message} Nothing was changed.", trouble.next_step)
