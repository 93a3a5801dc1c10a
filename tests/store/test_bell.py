"""The bell that a reminder service hangs up, and whoever writes rings."""

import os
import select
import stat

import pytest

from aftercare.store.bell import heard, hung, ring

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no named pipes")


def rings(fd):
    return bool(select.select([fd], [], [], 0)[0])


def test_it_rings_until_it_is_heard(tmp_path):
    path = tmp_path / "bell"
    with hung(path) as fd:
        assert not rings(fd)
        ring(path)
        ring(path)
        assert rings(fd)
        heard(fd)
        assert not rings(fd)
        heard(fd)
    assert not path.exists()


def test_only_its_owner_can_ring_it(tmp_path):
    with hung(tmp_path / "bell"):
        assert stat.S_IMODE((tmp_path / "bell").stat().st_mode) == 0o600


def test_a_ring_that_nobody_hears_costs_nothing(tmp_path):
    ring(tmp_path / "bell")
    assert list(tmp_path.iterdir()) == []


def test_one_left_by_a_killed_service_does_not_block_and_is_hung_anew(tmp_path):
    path = tmp_path / "bell"
    os.mkfifo(path)
    ring(path)
    with hung(path) as fd:
        ring(path)
        assert rings(fd)


def test_a_ring_writes_to_no_file_that_somebody_put_there(tmp_path):
    path = tmp_path / "bell"
    path.write_bytes(b"mine")
    ring(path)
    assert path.read_bytes() == b"mine"


def test_a_bell_that_nobody_has_emptied_rings_on(tmp_path):
    path = tmp_path / "bell"
    with hung(path) as fd:
        for _ in range(70_000):
            ring(path)
        assert rings(fd)
        heard(fd)
        assert not rings(fd)


def test_a_disk_without_named_pipes_has_none(tmp_path):
    with hung(tmp_path / "missing" / "bell") as fd:
        assert fd is None
