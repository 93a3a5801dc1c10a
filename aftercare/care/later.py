"""Groups of uses that are loaded when one of them is first asked for: no start waits for what it does not use."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from aftercare.care.kept import Kept

T = TypeVar("T", bound="type[Kept]")

#: What each group offers, by its module and class: a public use that is added to a group is added here too.
GROUPS = {
    ("appointments", "Appointing"): (
        *("sessions", "add_session", "move_session", "cancel_session", "session_took_place", "tell_session"),
        "doubted_points",
    ),
    ("beginning", "Beginning"): ("titration_plans", "titrated", "titrate", "preview_titrated"),
    ("calendar", "Calendaring"): ("timetable", "calendar_file", "hand_out_calendar"),
    ("check_ins", "CheckingIn"): (
        *("check_in_form", "check_ins", "check_in", "choose_measures", "asked", "usual", "measure_choice"),
        *("concerns", "recent_ratings", "days_checked_in"),
        *("changed_check_in_form", "change_check_in", "keep_change_draft"),
        *("check_in_draft", "days_with_draft", "keep_check_in_draft", "drop_check_in_draft"),
    ),
    ("checking", "Checking"): (
        *("findings", "findings_with", "offered", "preview_of", "take_advice", "set_aside", "bring_back"),
    ),
    ("clients", "ClientSettings"): ("rename", "archive", "restore", "set_day_start"),
    ("entering", "Entering"): (
        *("log_session", "log_reaction", "log_bruise", "follow_bruise", "bruises", "bruise_course"),
    ),
    ("heeding", "Heeding"): ("signs_in_entry", "alarming_values"),
    ("helping", "Helping"): ("help_page", "set_region"),
    ("journaling", "Journaling"): (
        *(
            "most_months",
            "entries",
            "entry",
            "entry_versions",
            "edit_entry",
            "delete_entry",
            "check_entry",
            "new_text_draft",
        ),
        *("form_draft", "keep_form_draft", "drop_form_draft", "form_draft_taken"),
    ),
    ("noting", "Noting"): ("note", "edit_note", "delete_note", "days_with_note_draft"),
    ("pausing", "Pausing"): ("pause", "resume", "rest_stung", "ask", "settle", "open_questions"),
    ("photo_folder", "PhotoFolder"): ("photo_folder", "watch_photo_folder", "new_photos"),
    ("photographing", "Photographing"): (
        *("photos", "add_photo", "add_photos", "change_photo", "delete_photo"),
        *("photo_file", "open_photo", "photo_picture", "photo_facts"),
    ),
    ("planning", "Planning"): ("consider_plan", "plan_in_force", "import_plan"),
    ("reminding", "Reminding"): ("reminder_basis", "snooze", "snooze_until", "snooze_offers", "dismiss"),
    ("reminding", "ReminderSetting"): (
        *("reminder_kind", "set_reminder", "set_reminder_wording", "set_reminder_late"),
        *("set_said_again", "set_quiet_hours"),
    ),
    ("routining", "Routining"): (
        *("add_step", "change_step", "move_step", "end_step", "set_slot"),
        *("preview", "preview_with", "product_kinds"),
    ),
    ("safety", "Guarded"): (
        *("safety", "answer_safety", "answer_open", "agree", "remarks", "known_allergens"),
        *("remarks_since", "remarks_on_plan"),
    ),
    ("searching", "Searching"): (
        *("searches_by_index", "search", "index_from_the_oldest", "bruise_zones", "forget_search"),
    ),
    ("settings", "Settled"): ("settings", "set"),
    ("shelving", "Shelving"): (
        *("shelf", "add_product", "edit_product", "edit_pack", "edit_both", "count_left"),
        *("add_pack", "open_pack", "finish_pack", "substitute"),
    ),
    ("sunning", "Sunned"): ("sun_care",),
    ("timeline", "Timeline"): ("journal_months", "month_entries", "entries_in_turn", "tags", "named"),
    ("trying", "Trying"): ("patch_tests", "open_test", "runs_to", "start_patch_test", "end_patch_test"),
    ("undoing", "Undoing"): ("undo", "to_undo", "history", "several_versions", "keep_version"),
}


class Later:
    """Stands for one use of a group. Asked of a record it is that record's, with the group's own class around it."""

    def __init__(self, module: str, group: str, name: str) -> None:
        self._module, self._group, self._name = module, group, name

    def __get__(self, care: Kept | None, whose: type[Kept]) -> Any:
        group = getattr(import_module(f"{__package__}.{self._module}"), self._group)
        if care is not None:
            return getattr(group.sharing(care), self._name)
        used = getattr(group, self._name)
        # as a method that is asked of its class, it takes the record first
        return (lambda care, *given, **named: used(group.sharing(care), *given, **named)) if callable(used) else used


def offering_later(whose: T) -> T:
    """Gives a class all these uses."""
    for (module, group), names in GROUPS.items():
        for name in names:
            setattr(whose, name, Later(module, group, name))
    return whose
