"""Erasing an entry for good: which one, what goes with it and where else it lies, and what cannot be reached."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from textual.screen import Screen

from aftercare.care import Care
from aftercare.care.erase_told import erased_lines, to_erase_lines
from aftercare.care.erasing import Erased, ToErase
from aftercare.errors import AftercareError, NotFound
from aftercare.model.entry_words import entry_lines, kind_words
from aftercare.model.typed_day import typed_day
from aftercare.model.words import day_in_full
from aftercare.screens.choose_prompt import ChoosePrompt
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import Field, FieldsPrompt
from aftercare.screens.why_sheet import WhySheet
from aftercare.widgets.drawn_text import clipped

Tell = Callable[[AftercareError], object]

#: The cells of a line of the sheet that asks which.
_LISTED = 62
_ID = re.compile(r"\d{4}-\d{2}-[0-9a-f]{12}")
_HERE, _BACKUPS = "in the record; its backups keep it", "in the backups too: they are written anew"
_EVERYWHERE = "in the backups and the files of other devices too, while those are at rest"


def ask_which(screen: Screen[None], care: Care, clock: Callable[[], datetime], tell: Tell) -> None:
    """Asks for a day and an entry of it, or for an entry's id, and then as `ask_to_erase` does."""
    found: dict[str, str] = {}

    def look(typed: list[str]) -> None:
        found.clear()
        wanted = typed[0].strip()
        if _ID.fullmatch(wanted):
            found[wanted] = wanted
            return
        day = typed_day(wanted, care.today(clock()))
        entries = care.entries(day, day)
        named = care.named(entries)
        for number, each in enumerate(entries, start=1):
            words = " · ".join(" ".join(line.split()) for line in entry_lines(each, named))
            found[clipped(f"{number}  {kind_words(each)}: {words}", _LISTED)] = each.id
        if not found:
            raise NotFound(f"Nothing is written on {day_in_full(day)}.", "Name another day.")

    def looked(done: bool | None) -> None:
        if not done:
            return
        if len(found) == 1:
            ask_to_erase(screen, care, clock, next(iter(found.values())), tell)
            return
        chosen: list[str] = []

        def chose(taken: bool | None) -> None:
            if taken and chosen[-1] in found:
                ask_to_erase(screen, care, clock, found[chosen[-1]], tell)

        about = "Nothing is erased yet: you see first what goes with it."
        screen.app.push_screen(ChoosePrompt("Erase which?", about, list(found), None, chosen.append), chose)

    about = "Deleting leaves every version in the history; erasing leaves none, and cannot be taken back."
    field = Field("Its day, or its id", "2026-11-22, yesterday, -3")
    screen.app.push_screen(FieldsPrompt("Erase an entry", about, (field,), look, does="goes on"), looked)


def ask_to_erase(screen: Screen[None], care: Care, clock: Callable[[], datetime], entry: str, tell: Tell) -> None:
    """Shows what erasing the entry takes away, and erases it once that is agreed to. What goes wrong is told."""

    def consider() -> None:
        try:
            found = care.keeping.consider_erase(entry)
        except NotFound:
            # erased before: it may lie in backups all the same
            found = ToErase(entry, entry, (), (), (), is_gone=True)
        except AftercareError as error:
            tell(error)
            return
        screen.app.call_from_thread(_ask, screen, care, clock, found, tell)

    screen.run_worker(consider, thread=True, group="read-erase", exclusive=True)


def _ask(screen: Screen[None], care: Care, clock: Callable[[], datetime], found: ToErase, tell: Tell) -> None:
    if not screen.is_current:
        # who has left it meanwhile wants nothing erased
        return
    done: list[Erased] = []

    def erase(where: str) -> None:
        if found.is_gone:
            done.append(care.keeping.erase_from_backups(found.id))
        else:
            others, backups = where == _EVERYWHERE, where in (_BACKUPS, _EVERYWHERE)
            done.append(care.keeping.erase(found.id, clock(), of_all_writers=others, backups=backups))

    def erased(_: bool | None = None) -> None:
        for one in done:
            _tell_erased(screen, one)

    def erase_here() -> None:
        try:
            erase(_HERE)
        except AftercareError as error:
            tell(error)
        else:
            screen.app.call_from_thread(erased)

    def agreed(yes: bool | None) -> None:
        if not yes:
            return
        where = [_HERE, *([_BACKUPS] if found.backups else []), *([_EVERYWHERE] if found.others else [])]
        if len(where) == 1:
            screen.run_worker(erase_here, thread=True, group="write")
        else:
            screen.app.push_screen(ChoosePrompt("Erase for good", "Where is it erased?", where, None, erase), erased)

    question = "Erase it for good? That cannot be taken back."
    asked = Confirm(question, "erase it", "keep it", to_erase_lines([found]), for_good=True)
    screen.app.push_screen(asked, agreed)


def _tell_erased(screen: Screen[None], done: Erased) -> None:
    lines = erased_lines(
        [done],
        from_backups="Erasing it again, by its id, takes it out of the backups.",
        from_others="It goes there too where that is chosen, while the other devices are at rest.",
    )
    screen.app.push_screen(WhySheet("", [(each, []) for each in lines], "Erased"))
