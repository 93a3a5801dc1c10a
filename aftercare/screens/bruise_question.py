"""How the followed bruises look today: asked once a day, after a check-in, until each is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from textual.screen import Screen

from aftercare.care import Care
from aftercare.care.journal_tables import journal_tables
from aftercare.model.bruise import BruiseCourse, Stage
from aftercare.model.entry_words import followed_words
from aftercare.screens.choose_prompt import ChoosePrompt

_WORDS = {stage: "gone" if stage is Stage.NONE else stage.value for stage in Stage}
#: A bruise goes through its colours in this order.
_ORDER = (Stage.RED, Stage.BLUE, Stage.GREEN_OR_YELLOW, Stage.BROWN, Stage.NONE)


def not_seen_today(care: Care, now: datetime) -> tuple[BruiseCourse, ...]:
    """The followed bruises that were found before today and of which today tells nothing yet. Blocks on the disk."""
    today = care.today(now)
    return tuple(each for each in care.bruises(now) if each.last.day < today)


def ask_how_they_are(
    screen: Screen[None], care: Care, clock: Callable[[], datetime], bruises: Sequence[BruiseCourse]
) -> None:
    """Asks of one after the other how it looks today. Who leaves the question is asked no further."""
    if not bruises:
        return
    first, rest = bruises[0], bruises[1:]
    today = care.today(clock())
    after = _ORDER.index(first.last.stage) if first.last.stage in _ORDER else 0
    offered = [_WORDS[each] for each in (*_ORDER[after:], *_ORDER[:after])]
    stages = {words: stage for stage, words in _WORDS.items()}

    def write(chosen: str) -> None:
        now = care.wall(clock())
        care.follow_bruise(first.bruise, stages.get(chosen, first.last.stage), now)

    def answered(kept: bool | None) -> None:
        if kept:
            ask_how_they_are(screen, care, clock, rest)

    about = f"{followed_words(first, journal_tables(), today)}. Its size, and words, go with b in the journal."
    screen.app.push_screen(ChoosePrompt("How does the bruise look today?", about, offered, None, write), answered)
