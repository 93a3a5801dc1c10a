"""A durable write, against one fsynced append of the same bytes to the same disk."""

import itertools
import os

import pytest
from raw_record import NOW

from aftercare.care import Care
from aftercare.model.deed import Deed
from aftercare.model.note import Note

ratios = {}


def test_a_durable_write(sized_home, tmp_path, against, request):
    care = Care.open(sized_home, "me")
    care.day(NOW)
    numbers = itertools.count()

    def write():
        n = next(numbers)
        note = Note(f"{NOW:%Y-%m}-bench{n:08}", NOW.date(), NOW, "the evening serum stung a little")
        care._do(Deed.NOTE, NOW, lambda: care._put("entries", note.id, note))

    write()
    line = max((sized_home.client("me").records).glob(f"{NOW:%Y-%m}.*.log"), key=lambda p: p.stat().st_mtime)
    data = b"\n" + line.read_bytes().rstrip(b"\n").split(b"\n")[-1] + b"\n"
    fd = os.open(tmp_path / "floor", os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def append():
        os.write(fd, data)
        os.fsync(fd)

    size = request.node.callspec.id
    ratios[size] = against(f"a durable write at {size}", write, append, 400, "at most 2 x")
    os.close(fd)


@pytest.fixture(scope="module", autouse=True)
def flatness():
    yield
    if len(ratios) == 3:
        print(f"\nflatness over the sizes: {max(ratios.values()) / min(ratios.values()):.2f} x (aim: at most 1.3 x)")
