"""The disk operations: what is synced where, and what a fault is called."""

import errno
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from aftercare.errors import DiskTrouble
from aftercare.store import disk
from aftercare.store.disk import (
    append_synced,
    disk_trouble,
    explained,
    make_private_folder,
    replace_file,
    sync_file,
    sync_folder,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="as POSIX does it")


@pytest.fixture
def synced(monkeypatch):
    """What `os.fsync` was called for."""
    seen = []
    monkeypatch.setattr(disk.os, "fsync", seen.append)
    return seen


@pytest.fixture
def on_a_mac(monkeypatch):
    """The program on macOS; set `answers` to the error of its full sync."""
    asked = SimpleNamespace(calls=[], error=None)

    def fcntl(fd, command):
        asked.calls.append((fd, command))
        if asked.error is not None:
            raise OSError(asked.error, os.strerror(asked.error))

    monkeypatch.setattr(disk.sys, "platform", "darwin")
    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(F_FULLFSYNC=51, fcntl=fcntl))
    return asked


def test_on_a_mac_a_file_is_synced_through_the_drives_own_cache(on_a_mac, synced):
    sync_file(7)
    assert on_a_mac.calls == [(7, 51)]
    assert synced == []


@pytest.mark.parametrize("error", [errno.ENOTSUP, errno.EINVAL, errno.ENOTTY])
def test_on_a_mac_a_drive_that_knows_no_full_sync_gets_what_it_knows(on_a_mac, synced, error):
    on_a_mac.error = error
    sync_file(7)
    assert synced == [7]


def test_on_a_mac_a_full_sync_that_fails_is_a_failure(on_a_mac, synced):
    on_a_mac.error = errno.EIO
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_file(7)
    assert synced == []


@pytest.mark.skipif(sys.platform == "darwin", reason="elsewhere than on a Mac")
def test_elsewhere_a_file_is_synced_as_it_is(synced):
    sync_file(7)
    assert synced == [7]


def test_on_windows_a_folder_is_not_synced(tmp_path, monkeypatch, synced):
    opened = []
    monkeypatch.setattr(disk, "os", SimpleNamespace(name="nt", open=lambda *arguments: opened.append(arguments)))
    sync_folder(tmp_path)
    assert opened == synced == []


@POSIX
def test_a_folder_is_synced_and_closed_again(tmp_path, synced):
    before = len(os.listdir("/dev/fd"))
    sync_folder(tmp_path)
    assert len(synced) == 1
    assert len(os.listdir("/dev/fd")) == before


@pytest.mark.parametrize(
    ("number", "what"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your share of the disk is used up"),
        (errno.EFBIG, "the file may not grow any further"),
        (errno.EROFS, "the disk is read-only"),
        (errno.EACCES, "access is denied"),
        (errno.EPERM, "access is denied"),
        (errno.ENOENT, "it is not there any more"),
        (errno.ENOTDIR, "a file stands where a folder should be"),
        (errno.ESTALE, "the network drive has lost it"),
    ],
)
def test_a_fault_is_told_in_a_sentence_with_what_would_help(number, what):
    trouble = explained(OSError(number, "in the system's words"), "write to", Path("/home/x.log"))
    assert trouble.message == f"Could not write to {Path('/home/x.log')}: {what}."
    assert trouble.next_step.endswith(".")
    assert "in the system's words" not in str(trouble)
    assert trouble.exit_code == 5


def test_a_fault_without_words_of_ours_keeps_those_of_the_system():
    assert "input/output error" in explained(OSError(errno.EIO, "Input/output error"), "read", Path("x")).message


def test_a_fault_without_any_words_is_told_all_the_same():
    trouble = explained(OSError(), "read", Path("x"))
    assert trouble.message == "Could not read x: the disk does not answer."


def test_only_faults_of_the_system_become_disk_trouble(tmp_path):
    with pytest.raises(DiskTrouble) as trouble, disk_trouble("read", tmp_path / "gone"):
        (tmp_path / "gone").read_bytes()
    assert isinstance(trouble.value.__cause__, FileNotFoundError)
    with pytest.raises(ZeroDivisionError), disk_trouble("read", tmp_path):
        raise ZeroDivisionError


def test_an_append_goes_to_the_end_and_needs_the_file_unless_it_is_new(tmp_path):
    path = tmp_path / "log"
    with pytest.raises(FileNotFoundError):
        append_synced(path, b"one", new=False)
    assert not path.exists()
    append_synced(path, b"one", new=True)
    append_synced(path, b"two", new=False)
    assert path.read_bytes() == b"onetwo"
    with pytest.raises(FileExistsError):
        append_synced(path, b"three", new=True)
    assert path.read_bytes() == b"onetwo"


def test_an_append_that_is_taken_in_pieces_is_whole(tmp_path, monkeypatch):
    whole = os.write
    monkeypatch.setattr(disk.os, "write", lambda fd, data: whole(fd, bytes(data[:3])))
    append_synced(tmp_path / "log", b"a line that is longer", new=True)
    assert (tmp_path / "log").read_bytes() == b"a line that is longer"


@POSIX
def test_bytes_and_newlines_stay_as_they_are_and_the_file_is_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        append_synced(tmp_path / "log", b"\r\n\n\x1a\0\xff", new=True)
        replace_file(tmp_path / "file", b"\r\n\n\x1a\0\xff")
        make_private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert (tmp_path / "log").read_bytes() == (tmp_path / "file").read_bytes() == b"\r\n\n\x1a\0\xff"
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"log": 0o600, "file": 0o600, "a": 0o700, "b": 0o700}


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "file"
    replace_file(path, b"old")

    def full(fd, data):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "write", full)
        with pytest.raises(OSError, match="full"):
            replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_replacement_that_is_taken_in_pieces_is_whole(tmp_path, monkeypatch):
    whole = os.write
    monkeypatch.setattr(disk.os, "write", lambda fd, data: whole(fd, bytes(memoryview(data)[:3])))
    replace_file(tmp_path / "file", b"more than three bytes")
    assert (tmp_path / "file").read_bytes() == b"more than three bytes"


def test_a_folder_is_made_with_all_that_is_missing_above_it(tmp_path):
    make_private_folder(tmp_path / "a" / "b" / "c")
    make_private_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
