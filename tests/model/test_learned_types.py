"""Threads read values of a kind that no one has read yet, all at once."""

import subprocess
import sys

#: As often as it takes to crash nearly each time where they learn it together.
ROUNDS = 120
READ_AT_ONCE = f"""
import sys, threading
from enum import StrEnum
from msgspec import convert, defstruct
from aftercare.model.learned_types import learned

sys.setswitchinterval(1e-6)
Sign = StrEnum("Sign", ["REDNESS", "SWELLING"])
document = {{"parts": [{{"number": 1, "sign": "redness"}}] * 3}}
for _ in range({ROUNDS}):
    part = defstruct("Part", [("number", int), ("sign", Sign), ("other", Sign | None, None)], frozen=True)
    whole = defstruct("Whole", [("parts", tuple[part, ...]), ("known", dict[str, part], {{}})], frozen=True)
    begin, read = threading.Barrier(3), []

    def reading():
        begin.wait()
        read.append(convert(document, learned(whole)))

    threads = [threading.Thread(target=reading) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert read == [convert(document, whole)] * 3
"""


def test_reads_the_same_in_each_thread():
    done = subprocess.run([sys.executable, "-c", READ_AT_ONCE], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
