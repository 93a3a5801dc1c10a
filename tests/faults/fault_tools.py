"""What the fault tests share: records filled with notes, and real child processes that tell what they did."""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from aftercare.care import Care, Home
from aftercare.model.tables import ENTRIES, PROFILE, period_of, precedence
from aftercare.store import writer
from aftercare.store.home import ClientFolder
from aftercare.store.line import NamedAction
from aftercare.store.log import log_name
from aftercare.store.record import Record

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)
MONTH = "2026-11"

Tell = Callable[[str], None]


# ---- records


def opened(folder: ClientFolder) -> Record:
    """The record as a process sees it that has just begun, with every month."""
    record = Record(folder, period_of, precedence)
    record.need(PROFILE, *record.months())
    return record


def texts(of: Care | Record) -> list[str]:
    """The texts of the notes that are shown, sorted; a note that counts twice stands there twice."""
    record = of if isinstance(of, Record) else of._record
    return sorted(document["text"] for document in record.versions.live.get(ENTRIES, {}).values())


def documents(record: Record) -> dict[str, dict[str, dict]]:
    """Every document that is shown, by table and id."""
    return {table: dict(of_table) for table, of_table in record.versions.live.items() if of_table}


def actions(folder: ClientFolder) -> list[NamedAction]:
    """Every action of the record, as a process reads it that has just begun."""
    record = opened(folder)
    return [each for period in (PROFILE, *record.months()) for each in record.actions(period)]


def numbers(folder: ClientFolder) -> dict[str, list[int]]:
    """The action numbers of each writer, sorted."""
    result: dict[str, list[int]] = {}
    for each in actions(folder):
        result.setdefault(each.action.writer, []).append(each.action.seq)
    return {name: sorted(of_writer) for name, of_writer in result.items()}


def name_of_writer(folder: ClientFolder) -> str:
    """The name under which this machine wrote last."""
    identity = writer.load(folder)
    assert identity is not None
    return identity.who.writer


def own_log(folder: ClientFolder, period: str = MONTH) -> Path:
    """The file of this machine's writer for a month."""
    return folder.records / log_name(period, name_of_writer(folder))


def begin(root: Path, *notes: str) -> Care:
    """A fresh client under `root`, with some notes."""
    care = Care.start(Home.at(root), NOW)
    for text in notes:
        care.note(text, NOW)
    return care


# ---- processes


class Child:
    """A forked process that tells lines over a pipe."""

    def __init__(self, pid: int, told: int, wait: Callable[[int], int] | None = None) -> None:
        """`wait` waits for its end and tells the exit code, where it is not forked from this process."""
        self.pid = pid
        self._wait = wait or _wait
        self._told = told
        self._rest = b""
        self._ended = False

    def has_line(self) -> bool:
        """Whether a line was read already and waits here."""
        return b"\n" in self._rest

    def next_line(self) -> str | None:
        """Waits for the next line; None once the process is gone and everything that it told has been read."""
        while b"\n" not in self._rest:
            data = os.read(self._told, 1 << 16)
            if not data:
                return None
            self._rest += data
        line, self._rest = self._rest.split(b"\n", 1)
        return line.decode()

    def lines(self) -> Iterator[str]:
        """What is still to be told, until the process is gone."""
        while (line := self.next_line()) is not None:
            yield line

    def ends_within(self, seconds: float) -> bool:
        """Whether it closes the pipe, as its end does, within that time."""
        waiting = select.poll()
        waiting.register(self._told, 0)  # only that it hangs up
        return bool(waiting.poll(seconds * 1000))

    def send(self, number: signal.Signals) -> None:
        """Sends a signal."""
        os.kill(self.pid, number)

    def end(self) -> int:
        """Waits for the end; the exit code, or minus the signal's number."""
        if self._ended:
            return 0
        code = self._wait(self.pid)
        self._ended = True
        os.close(self._told)
        return code

    def kill(self) -> list[str]:
        """Ends it as a power cut would, and waits until it is gone; what it still had told."""
        if self._ended:
            return []
        self.send(signal.SIGKILL)
        told = list(self.lines())
        self.end()
        return told


@contextmanager
def forked(work: Callable[[Tell], object]) -> Iterator[Child]:
    """Runs `work` in a forked process, which is gone at the end of the block. If it fails it tells "!" and why."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _work_in_child(work, writing)
    os.close(writing)
    child = Child(pid, reading)
    try:
        yield child
    finally:
        child.kill()


def _work_in_child(work: Callable[[Tell], object], told: int) -> NoReturn:
    """Runs `work` in a process that was just forked, and ends it."""
    code = 1
    try:

        def tell(line: str) -> None:
            os.write(told, line.encode() + b"\n")

        try:
            work(tell)
            code = 0
        except BaseException:  # noqa: BLE001  # whatever it is, the parent has to hear of it
            tell("!" + traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(code)


def _wait(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


class SmallProcess:
    """A process that has loaded what writes a record, and nothing else: hundreds are forked from it.

    A process in which thousands of tests were gathered takes ten times as long for each.
    """

    def __init__(self, folder: Path) -> None:
        self._here, there = socket.socketpair()
        # what writes a record is loaded by writing one
        words = [sys.executable, __file__, str(there.fileno()), str(folder)]
        with there:
            self._process = subprocess.Popen(words, pass_fds=[there.fileno()])

    @contextmanager
    def forked(self, work: Callable[..., object], *arguments: object) -> Iterator[Child]:
        """Runs a function of this module there as `forked` does here; what it is told is no more than JSON holds."""
        reading, writing = os.pipe()
        socket.send_fds(self._here, [json.dumps([work.__name__, *arguments]).encode()], [writing])
        os.close(writing)
        child = Child(int(self._here.recv(64)), reading, self._end_of)
        try:
            yield child
        finally:
            child.kill()

    def _end_of(self, pid: int) -> int:
        self._here.send(json.dumps([pid]).encode())
        return int(self._here.recv(64))

    def close(self) -> None:
        """Ends it."""
        self._here.close()
        self._process.wait()


def _serve(asked: socket.socket, folder: Path) -> None:
    """Forks what is asked for, and waits for its end when that is, until nobody is there to ask."""
    begin(folder, "a note")
    gc.collect()
    gc.freeze()
    while True:
        data, told, _, _ = socket.recv_fds(asked, 1 << 16, 1)
        if not data:
            return
        first, *arguments = json.loads(data)
        if not told:
            asked.send(str(_wait(first)).encode())
            continue
        pid = os.fork()
        if pid == 0:
            asked.close()
            work = globals()[first]
            _work_in_child(lambda tell, work=work, words=arguments: work(tell, *words), told[0])
        os.close(told[0])
        asked.send(str(pid).encode())


def lines_of(*children: Child) -> Iterator[str]:
    """What several processes tell, as it comes, until all are gone."""
    waiting = {child._told: child for child in children}
    while waiting:
        ready = [told for told, child in waiting.items() if child.has_line()]
        for told in ready or select.select(waiting, [], [])[0]:
            line = waiting[told].next_line()
            if line is None:
                del waiting[told]
            else:
                yield line


def run_apart(work: Callable[[Tell], object]) -> list[str]:
    """Runs `work` in a forked process to its end; what it told. Fails with what failed there."""
    with forked(work) as child:
        told = list(child.lines())
        code = child.end()
    assert code == 0, "\n".join(told)
    return told


def write_until_killed(tell: Tell, root: str, name: str, piece: int, notes: int, after: int) -> None:
    """Writes `notes` notes and tells each once it is acknowledged, then is killed behind so many bytes of another.

    With a `piece` no write takes more bytes at a time.
    """
    if piece:
        write_in_pieces(piece)
    care = Care.open(Home.at(Path(root)))
    for number in range(notes):
        care.note(f"{name}-{number}", NOW)
        tell(f"{name}-{number}")
    die_in_write(over=100, after=after)
    care.note(f"{name}-cut off", NOW)


# ---- faults


def write_in_pieces(size: int) -> None:
    """From now on a write of this process takes at most `size` bytes, as the operating system may do at any time."""
    whole = os.write
    os.write = lambda fd, data: whole(fd, bytes(memoryview(data)[:size]))


def die_in_write(over: int, after: int) -> None:
    """From now on this process is killed in its first write of more than `over` bytes, behind `after` of them."""
    whole = os.write

    def dying(fd: int, data: bytes) -> int:
        if len(data) <= over:
            return whole(fd, data)
        if after:
            whole(fd, bytes(memoryview(data)[:after]))
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")

    os.write = dying


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked:
        _serve(asked, Path(sys.argv[2]))
