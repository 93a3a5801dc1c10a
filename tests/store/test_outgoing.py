"""A file that leaves the home: whole or not at all, and never over somebody else's."""

import os

import pytest

from aftercare.errors import BadInput, DiskTrouble, NotFound
from aftercare.store.outgoing import hand_out


def own(head):
    return head.startswith(b"ours")


def handed(path, data=b"ours, new", **how):
    hand_out(path, data, own, "calendar file", **how)


def test_a_new_file_is_for_its_owner_alone(tmp_path):
    handed(tmp_path / "care.ics")
    assert (tmp_path / "care.ics").read_bytes() == b"ours, new"
    assert (tmp_path / "care.ics").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["care.ics"]


def test_one_of_its_own_is_replaced_and_another_only_with_force(tmp_path):
    file = tmp_path / "care.ics"
    file.write_bytes(b"ours, old")
    handed(file)
    assert file.read_bytes() == b"ours, new"
    file.write_bytes(b"a diary")
    with pytest.raises(BadInput, match="no calendar file of aftercare"):
        handed(file)
    assert file.read_bytes() == b"a diary"
    handed(file, force=True)
    assert file.read_bytes() == b"ours, new"


def test_an_empty_file_may_be_somebodys(tmp_path):
    (tmp_path / "care.ics").touch()
    with pytest.raises(BadInput):
        handed(tmp_path / "care.ics")


def test_a_link_is_followed(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "care.ics").symlink_to(tmp_path / "there" / "real.ics")
    handed(tmp_path / "care.ics")
    assert (tmp_path / "care.ics").is_symlink()
    assert (tmp_path / "there" / "real.ics").read_bytes() == b"ours, new"


@pytest.mark.parametrize("force", [False, True])
def test_where_no_file_can_be(tmp_path, force):
    with pytest.raises(BadInput, match="is a folder"):
        handed(tmp_path, force=force)
    with pytest.raises(NotFound, match="There is no folder"):
        handed(tmp_path / "nowhere" / "care.ics", force=force)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="no file that can be replaced"):
        handed(tmp_path / "pipe", force=force)


def test_a_disk_that_refuses_leaves_what_was_there_and_nothing_besides(tmp_path, monkeypatch):
    file = tmp_path / "care.ics"
    file.write_bytes(b"ours, old")

    def full(fd, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(DiskTrouble, match="the disk is full"):
        handed(file)
    monkeypatch.undo()
    assert file.read_bytes() == b"ours, old"
    assert os.listdir(tmp_path) == ["care.ics"]
