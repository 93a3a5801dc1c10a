"""Which machine this is: stable, unlike any other, and told without giving anything away."""

import ctypes
import sys
from types import SimpleNamespace

import pytest

from aftercare.store import machine
from aftercare.store.machine import machine_id


@pytest.fixture(autouse=True)
def asked_anew():
    machine_id.cache_clear()
    yield
    machine_id.cache_clear()


@pytest.fixture
def on(monkeypatch):
    """Lets the program take itself to be on a system."""

    def be(platform):
        machine_id.cache_clear()
        monkeypatch.setattr(machine.sys, "platform", platform)

    return be


@pytest.fixture
def linux_files(tmp_path, monkeypatch, on):
    """Linux, and the two places where it may keep its id."""
    on("linux")
    places = (tmp_path / "machine-id", tmp_path / "dbus-machine-id")
    monkeypatch.setattr(machine, "_LINUX_PLACES", places)
    return places


def test_on_linux_the_first_file_that_is_there_tells(linux_files):
    first, second = linux_files
    second.write_text("bbbb\n")
    from_second = machine_id()
    machine_id.cache_clear()
    first.write_text("aaaa\n")
    assert len({from_second, machine_id(), ""}) == 3


def test_the_same_machine_has_the_same_id_and_another_has_another(linux_files):
    first, _ = linux_files
    seen = []
    for content in ("aaaa\n", "aaaa", "bbbb\n"):
        first.write_text(content)
        machine_id.cache_clear()
        seen.append(machine_id())
    assert seen[0] == seen[1] != seen[2]


def test_the_systems_own_id_is_not_given_away(linux_files):
    linux_files[0].write_text("0123456789abcdef0123456789abcdef\n")
    assert len(machine_id()) == 16
    assert machine_id() not in "0123456789abcdef0123456789abcdef"


def test_a_machine_without_an_id_has_none(linux_files):
    assert machine_id() == ""
    machine_id.cache_clear()
    linux_files[0].write_text("\n")
    assert machine_id() == ""


def test_on_macos_the_hosts_uuid_tells(monkeypatch, on):
    on("darwin")

    def gethostuuid(host, patience):
        host.raw = bytes(range(16))
        assert list(patience) == [1, 0]
        return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(gethostuuid=gethostuuid))
    told = machine_id()
    assert len(told) == 16
    machine_id.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", lambda name: SimpleNamespace(gethostuuid=lambda host, patience: -1))
    assert machine_id() == ""


class Registry(SimpleNamespace):
    """A Windows registry with one value, or none."""

    HKEY_LOCAL_MACHINE = "HKLM"

    def OpenKey(self, root, path):
        if self.guid is None:
            raise FileNotFoundError(2, path)
        assert (root, path) == ("HKLM", r"SOFTWARE\Microsoft\Cryptography")
        return self

    def QueryValueEx(self, key, name):
        assert (key, name) == (self, "MachineGuid")
        return self.guid, 1

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None


def test_on_windows_the_registry_tells(monkeypatch, on):
    seen = []
    for guid in ("6ba7b810-9dad-11d1", "6ba7b811-9dad-11d1", None):
        on("win32")
        monkeypatch.setitem(sys.modules, "winreg", Registry(guid=guid))
        seen.append(machine_id())
    assert len(set(seen)) == 3
    assert seen[2] == ""
