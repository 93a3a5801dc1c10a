"""The lock: one holder at a time, named when it does not let go."""

import os
import sys
from types import SimpleNamespace

import pytest

from aftercare.errors import Busy, DiskTrouble
from aftercare.store import lock
from aftercare.store.lock import locked


def test_a_second_holder_is_refused_and_told_who_holds_it(tmp_path):
    path = tmp_path / "lock"
    with locked(path), pytest.raises(Busy, match=f"process {os.getpid()}"), locked(path, patience=0):
        pytest.fail("two at once")
    with locked(path, patience=0):
        pass


def test_it_is_let_go_of_where_what_was_done_under_it_fails(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path / "lock"):
        raise ZeroDivisionError
    with locked(tmp_path / "lock", patience=0):
        pass


def test_no_open_file_is_left_behind(tmp_path):
    if not os.path.isdir("/dev/fd"):
        pytest.skip("needs /dev/fd")
    before = len(os.listdir("/dev/fd"))
    for _ in range(3):
        with locked(tmp_path / "lock"), pytest.raises(Busy), locked(tmp_path / "lock", patience=0):
            pytest.fail("two at once")
    assert len(os.listdir("/dev/fd")) == before


def test_a_holder_that_left_no_name_is_still_told_of(tmp_path):
    path = tmp_path / "lock"
    with locked(path):
        path.write_bytes(b"\0\0not a number")
        with pytest.raises(Busy, match="Another aftercare is writing"), locked(path, patience=0):
            pytest.fail("two at once")


def test_whatever_stood_in_the_file_does_not_hinder(tmp_path):
    path = tmp_path / "lock"
    path.write_bytes(b"123456789012345678901234567890")
    with locked(path), pytest.raises(Busy, match=rf"process {os.getpid()}\)"), locked(path, patience=0):
        pytest.fail("two at once")


def test_where_there_is_no_folder_for_it_that_is_trouble_of_the_disk(tmp_path):
    with pytest.raises(DiskTrouble, match="not there any more"), locked(tmp_path / "gone" / "lock"):
        pytest.fail("locked nothing")


def test_a_file_system_without_locks_is_trouble_of_the_disk(tmp_path, monkeypatch):
    """As some network drives: nothing is written without the lock, and what is wrong is said."""

    def refusing(fd):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(lock, "try_lock", lambda: refusing)
    with pytest.raises(DiskTrouble, match="no locks available"), locked(tmp_path / "lock"):
        pytest.fail("locked nothing")


class FakeMsvcrt(SimpleNamespace):
    """Windows' own locks of bytes: by place in the file, one holder each."""

    LK_NBLCK = 2

    def __init__(self):
        super().__init__(held={}, taken=[])

    def locking(self, fd, mode, count):
        assert (mode, count) == (self.LK_NBLCK, 1)
        place = os.lseek(fd, 0, os.SEEK_CUR)
        holder = self.held.get(os.fstat(fd).st_ino)
        if holder is not None and is_open(holder):
            raise PermissionError(13, "Permission denied")
        self.held[os.fstat(fd).st_ino] = fd
        self.taken.append(place)


def is_open(fd):
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


@pytest.fixture
def windows(monkeypatch):
    """The lock as it is taken on Windows."""
    fake = FakeMsvcrt()
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    monkeypatch.setattr(lock, "try_lock", lambda: lock._with_msvcrt)
    return fake


def test_on_windows_a_second_holder_is_refused_and_told_who_holds_it(tmp_path, windows):
    path = tmp_path / "lock"
    with locked(path), pytest.raises(Busy, match=f"process {os.getpid()}"), locked(path, patience=0):
        pytest.fail("two at once")


def test_on_windows_the_byte_that_is_locked_lies_behind_the_text_that_others_read(tmp_path, windows):
    path = tmp_path / "lock"
    with locked(path):
        assert windows.taken
        assert min(windows.taken) > path.stat().st_size


def test_each_system_gets_its_own_kind_of_lock(monkeypatch):
    chosen = {}
    for name in ("nt", "posix"):
        monkeypatch.setattr(lock, "os", SimpleNamespace(name=name))
        chosen[name] = lock.try_lock()
    assert chosen == {"nt": lock._with_msvcrt, "posix": lock._with_fcntl}
