"""Check-ins: what is asked, keeping one, what it was yesterday, and drafts of half-finished ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from aftercare.care.journaling import FORM, Journaling, new_entry_id
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.check_in_choice import CheckInChoice, choice_on
from aftercare.model.deed import Deed
from aftercare.model.learned_types import learned
from aftercare.model.text import typed_text

if TYPE_CHECKING:
    from aftercare.model.check_in import CheckIn, CheckInDraft
    from aftercare.model.check_in_form import CheckInForm
    from aftercare.model.measure_choice import MeasureChoice
    from aftercare.model.rating import Subject
    from aftercare.model.recent_ratings import MeasureLine

_DAY = timedelta(days=1)
_DRAFT = "check-in-{day}.json"
#: What the draft of a change to a check-in that is kept is called, as that of every other entry.
_CHANGE = "edit-{id}"
#: So many subjects and items a check-in asks at most.
MOST_SUBJECTS, MOST_ITEMS = 40, 27


class CheckingIn(Journaling):
    """Check-ins, and what they ask."""

    def check_in_form(self, now: datetime, day: date | None = None) -> CheckInForm:
        """What a check-in of `day` (today by default) asks, with yesterday's values and what was begun of it.

        Raises BadInput where the day is still to come.
        """
        from aftercare.model.check_in_form import GHOST_DAYS, check_in_form
        from aftercare.store.reference import context, measures, zones

        on = day or self.today(now)
        self._check_day(on, now)
        subjects, items, chosen = self._asked_on(on)
        draft = self.check_in_draft(on)
        return check_in_form(
            on,
            self.today(now),
            subjects,
            items,
            self.check_ins(on - GHOST_DAYS * _DAY, on),
            measures(),
            zones(),
            context(),
            chosen=chosen,
            draft=draft,
        )

    def check_ins(self, first: date, last: date) -> tuple[CheckIn, ...]:
        """The check-ins of the days from `first` to `last`, in their order."""
        from aftercare.model.check_in import CheckIn

        documents = [each for each in self._entry_documents(first, last) if each.get("kind") == "check-in"]
        found = [msgspec.convert(each, learned(CheckIn)) for each in documents]
        return tuple(sorted(found, key=lambda each: (each.day, each.at, each.id)))

    def check_in(self, filled: CheckInDraft, now: datetime, *, was_draft: bool = False) -> CheckIn:
        """Keeps a check-in; where it `was_draft`, takes that away. Raises BadInput and NotFound.

        A day's skin is rated three times at most: more often it is the hour that is rated.
        """
        from aftercare.model.check_in import MOST_A_DAY, CheckIn
        from aftercare.store.draft import draft_taken

        now = self.wall(now)
        text = typed_text(filled.text, "text") if filled.text.strip() else ""
        if filled.unread:
            raise _unread(filled)
        if filled.is_empty:
            raise BadInput("Nothing is filled in.", "Rate something, answer something or write a few words.")
        name = _DRAFT.format(day=filled.day)
        with draft_taken(self.folder, name) if was_draft else nullcontext(), self._looking_closely():
            self._check_day(filled.day, now)
            rated = sum(1 for each in self.check_ins(filled.day, filled.day) if each.ratings)
            if filled.ratings and rated >= MOST_A_DAY:
                raise _enough()
            entry = CheckIn(
                new_entry_id(filled.day), filled.day, now, filled.ratings, filled.context, text, filled.tags
            )
            self._add_entry(entry, Deed.CHECK_IN, now)
        return entry

    # ---- changing one that is kept

    def changed_check_in_form(self, seen: CheckIn, now: datetime) -> CheckInForm:
        """What a check-in of the day of `seen` asks, filled in as that is, or as far as changing it was begun.

        What was rated or answered only later stands behind nothing. A change that cannot be read is laid aside. Raises
        BadInput and DiskTrouble.
        """
        from aftercare.model.check_in import CheckInDraft
        from aftercare.model.check_in_form import GHOST_DAYS, check_in_form
        from aftercare.store.draft import set_draft_aside
        from aftercare.store.reference import context, measures, zones

        day = seen.day
        subjects, asked, chosen = self._asked_on(day)
        answered = [each.item for each in seen.context if each.item not in asked]
        before = [each for each in self.check_ins(day - GHOST_DAYS * _DAY, day) if (each.day, each.at) < (day, seen.at)]
        as_kept = CheckInDraft(day, seen.ratings, seen.context, seen.text, seen.tags)
        name = _CHANGE.format(id=seen.id)
        begun = self.form_draft(name).get("check-in")
        try:
            draft = msgspec.json.decode(begun, type=learned(CheckInDraft)) if begun else as_kept
        except ValueError:
            # as of a newer program: the next key would write over it
            set_draft_aside(self.folder, FORM.format(name=name))
            draft = as_kept
        form = check_in_form(
            day,
            self.today(now),
            subjects,
            [*asked, *answered],
            before,
            measures(),
            zones(),
            context(),
            chosen=chosen,
            draft=draft,
        )
        return msgspec.structs.replace(form, rated=0)

    def keep_change_draft(self, seen: CheckIn, draft: CheckInDraft) -> None:
        """Keeps how `seen` is to be changed so far, on this machine alone; nothing where it is not.

        Raises DiskTrouble.
        """
        name = _CHANGE.format(id=seen.id)
        if _changed(seen, draft) == seen and not draft.unread:
            self.drop_form_draft(name)
        else:
            self.keep_form_draft(name, {"check-in": msgspec.json.encode(draft).decode()})

    def change_check_in(self, seen: CheckIn, filled: CheckInDraft, now: datetime) -> CheckIn:
        """Puts what is `filled` in into the place of what `seen` held; then it is no draft any more.

        Raises BadInput, NotFound, and NoLongerCurrent where it is not as it was `seen`.
        """
        if filled.unread:
            raise _unread(filled)
        if filled.is_empty:
            raise BadInput("Then nothing is left of the check-in.", "x in the journal deletes it.")
        with self.form_draft_taken(_CHANGE.format(id=seen.id)):
            return self.edit_entry(seen, _changed(seen, filled), now)

    # ---- what is asked

    def choose_measures(self, subjects: Sequence[Subject], context: Sequence[str], now: datetime) -> bool:
        """Keeps what a check-in asks from today on; the days before keep what was asked then. False where it was so.

        Raises BadInput and NotFound.
        """
        from aftercare.model.subjects import check_subject
        from aftercare.store import reference

        for each in subjects:
            check_subject(each, reference.measures(), reference.zones())
        for item in context:
            if item not in reference.context():
                raise BadInput(f"“{item}” is nothing that a check-in notes.", "`aftercare facts context` lists it.")
        kept_subjects, kept_items = tuple(dict.fromkeys(subjects)), tuple(dict.fromkeys(context))
        if len(kept_subjects) > MOST_SUBJECTS:
            raise BadInput(f"These are {len(kept_subjects)} ratings.", f"Choose {MOST_SUBJECTS} at most.")
        if not (kept_subjects or kept_items):
            raise BadInput("Then a check-in asks nothing.", "Leave one at least; nobody has to answer it.")
        with self._looking_closely():
            today = self.today(now)
            before = choice_on(today, self.present().check_in_choices)
            after = CheckInChoice(today, kept_subjects, kept_items)
            if before is not None and (before.subjects, before.context) == (kept_subjects, kept_items):
                return False
            self._do(Deed.CHOOSE_MEASURES, now, lambda: self._put(tables.CHECK_IN_CHOICES, after.id, after))
        return True

    def asked(self, now: datetime) -> tuple[tuple[Subject, ...], tuple[str, ...], bool]:
        """What a check-in asks today: subjects, context items, and whether the client chose them."""
        return self._asked_on(self.today(now))

    @property
    def concerns(self) -> tuple[str, ...]:
        """What the plan is for, in its words; nothing where there is no plan, or none is named in it."""
        programme = self.present().programme
        return programme.concerns if programme is not None else ()

    def usual(self) -> tuple[tuple[Subject, ...], tuple[str, ...]]:
        """What a check-in asks as long as nothing is chosen: the concerns of the plan decide."""
        from aftercare.model.concern import USUAL_CONTEXT, usual_subjects
        from aftercare.store import reference

        rows = reference.concerns().values()
        return usual_subjects(self.concerns, rows, reference.measures(), reference.zones()), USUAL_CONTEXT

    def measure_choice(self, now: datetime) -> MeasureChoice:
        """What a check-in asks today, and all that it could ask."""
        from aftercare.care.journal_tables import journal_tables
        from aftercare.model.measure_choice import MeasureChoice

        programme = self.present().programme
        concerns = programme.concerns if programme is not None else ()
        asked, usual = self.asked(now), self.usual()
        return MeasureChoice(journal_tables(), *asked[:2], *usual, asked[2], tuple(concerns))

    def _asked_on(self, day: date) -> tuple[tuple[Subject, ...], tuple[str, ...], bool]:
        choice = choice_on(day, self.present().check_in_choices)
        if choice is None:
            return (*self.usual(), False)
        return choice.subjects, choice.context, True

    # ---- how it went

    def recent_ratings(self, now: datetime) -> tuple[MeasureLine, ...]:
        """The last 14 days of what a check-in asks, a line a measure. Reads two months at most."""
        from aftercare.model.recent_ratings import DAYS, measure_lines
        from aftercare.store.reference import measures

        today = self.today(now)
        check_ins = self.check_ins(today - (DAYS - 1) * _DAY, today)
        if not check_ins:
            return ()
        return measure_lines(check_ins, self._asked_on(today)[0], measures(), today)

    def days_checked_in(self, days: Iterable[date]) -> frozenset[date]:
        """Those of `days` that have a check-in."""
        wanted = {each.isoformat() for each in days}
        if not wanted:
            return frozenset()
        first, last = (date.fromisoformat(each) for each in (min(wanted), max(wanted)))
        documents = self._entry_documents(first, last)
        found = {str(each["day"]) for each in documents if each.get("kind") == "check-in"}
        return frozenset(date.fromisoformat(each) for each in found & wanted)

    # ---- drafts

    def check_in_draft(self, day: date) -> CheckInDraft | None:
        """What was begun on this machine for `day` and not kept. One that cannot be read is laid aside, and is none."""
        from aftercare.model.check_in import CheckInDraft
        from aftercare.store.draft import read_draft, set_draft_aside

        name = _DRAFT.format(day=day)
        content = read_draft(self.folder, name)
        if content is None:
            return None
        try:
            draft = msgspec.json.decode(content, type=learned(CheckInDraft))
        except ValueError:
            set_draft_aside(self.folder, name)
            return None
        return None if draft.is_empty or draft.day != day else draft

    def days_with_draft(self) -> tuple[date, ...]:
        """The days for which a check-in was begun on this machine and not kept, oldest first. Raises DiskTrouble."""
        return tuple(day for day in self._days_drafted(_DRAFT) if self.check_in_draft(day) is not None)

    def keep_check_in_draft(self, draft: CheckInDraft) -> None:
        """Keeps what is filled in so far, on this machine alone; nothing where nothing is. Raises DiskTrouble."""
        from aftercare.store.draft import keep_draft

        if draft.is_empty:
            self.drop_check_in_draft(draft.day)
        else:
            keep_draft(self.folder, _DRAFT.format(day=draft.day), msgspec.json.encode(draft))

    def drop_check_in_draft(self, day: date) -> None:
        """Takes the draft of `day` away. Raises DiskTrouble."""
        from aftercare.store.draft import drop_draft

        drop_draft(self.folder, _DRAFT.format(day=day))


def _unread(filled: CheckInDraft) -> BadInput:
    return BadInput(f"“{next(iter(filled.unread.values()))}” cannot be read.", "Change it, or take it out.")


def _changed(seen: CheckIn, filled: CheckInDraft) -> CheckIn:
    return msgspec.structs.replace(
        seen, ratings=filled.ratings, context=filled.context, text=filled.text.strip(), tags=filled.tags
    )


def _enough() -> BadInput:
    from aftercare.model.check_in import MOST_A_DAY

    return BadInput(
        f"You have rated your skin {MOST_A_DAY} times on this day, and that is plenty: it changes by the day, not "
        "by the hour.",
        "Words can still be added, without a rating. Or change one of the check-ins: `aftercare journal` lists them.",
    )
