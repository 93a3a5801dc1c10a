"""The magnets of a record of ten years, of which the older months were read once."""

import time
from datetime import datetime

from aftercare.care import Care, Home


def test_magnets(ten_years, against):
    care, now = Care.open(Home.at(ten_years)), datetime.now().astimezone()
    begun = time.perf_counter()
    care.magnets.events(now)
    print(f"\nevery month read once: {time.perf_counter() - begun:.2f} s")
    fresh = [Care.open(Home.at(ten_years)) for _ in range(40)]
    of_day = [Care.open(Home.at(ten_years)) for _ in range(40)]
    against(
        "what is on or missing of ten years, against the day's steps",
        lambda: fresh.pop().magnets.events(now),
        lambda: of_day.pop().day(now),
        15,
        "at most 2 x",
    )
