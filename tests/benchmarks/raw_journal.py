"""A journal of ten years, written raw: no action is committed one by one."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import msgspec
from raw_record import NOW, YEARS

from aftercare.care import Care, Home
from aftercare.model.check_in import CheckIn
from aftercare.model.deed import Deed
from aftercare.model.journal import Entry
from aftercare.model.note import Note
from aftercare.model.rating import Points, Rating
from aftercare.model.reaction import Reaction, SkinSign
from aftercare.model.tables import ENTRIES
from aftercare.store.line import SCHEMA, Action, Change, encode

#: A word that stands in one entry of a hundred, and one in which accents are folded, in one of a thousand.
SELDOM, ACCENTED = "sunburnt", "Körnchen"
_TEXT = """redness cheek nose chin forehead calm warm dry tight glow sleep travel holiday serum cream gel night
morning after before noon evening less more than yesterday a little very not itchy stinging gone still better worse wind
cold sun rain office tired fresh soft rough spot jaw needle session week Crème fraîche weather"""


def write_journal(home: Home, entries: int) -> None:
    """A record with so many entries, spread over ten years up to yesterday."""
    Care.start(home, NOW, name="Anna")
    dice = random.Random(7)
    days = 365 * YEARS
    months: dict[str, list[bytes]] = {}
    for n in range(entries):
        day = NOW.date() - timedelta(days=days - n * days // entries)
        at = datetime(day.year, day.month, day.day, 6 + n % 16, n % 60, tzinfo=UTC)
        entry = _entry(n, f"{day:%Y-%m}-{n:012x}", at, dice)
        change = Change(ENTRIES, entry.id, (), msgspec.to_builtins(entry))
        action = Action("bench000", n + 1, int(at.timestamp() * 1000), SCHEMA, Deed.ADD_ENTRY, (change,))
        months.setdefault(f"{day:%Y-%m}", []).append(b"\n" + encode(action)[1] + b"\n")
    records = home.client("me").records
    for month, lines in months.items():
        (records / f"{month}.bench000.log").write_bytes(b"".join(lines))


def _entry(n: int, entry_id: str, at: datetime, dice: random.Random) -> Entry:
    words = dice.choices(_TEXT.split(), k=dice.randint(4, 24))
    if n % 100 == 0:
        words.append(SELDOM)
    if n % 1000 == 0:
        words.append(ACCENTED)
    text = " ".join(words)
    match n % 5:
        case 0 | 1:
            return Note(entry_id, at.date(), at, text)
        case 2:
            signs = (SkinSign.REDNESS,)
            return Reaction(entry_id, at.date(), at, signs, ("nose",), text=text, tags=("travel",))
        case _:
            ratings = tuple(
                Rating(measure, Points(dice.randint(0, 10)), zone)
                for measure, zone in (("glow", None), ("redness", "nose"), ("dryness", "chin"))
            )
            return CheckIn(entry_id, at.date(), at, ratings, text=text if n % 2 else "")
