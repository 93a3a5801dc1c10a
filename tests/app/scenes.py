"""Where a key is pressed: the screens and sheets, how each is reached, and on which record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from msgspec.structs import replace
from stage import DAY, at, carry_over, elsewhere
from written_once import written_once

from aftercare.care import Care, Home, PackFacts, ProductFacts, sample_plans
from aftercare.model.check_in import CheckInDraft
from aftercare.model.check_off import Occurrence
from aftercare.model.editing import Draft
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.procedure import ProcedureKind
from aftercare.model.rating import Points, Rating, Subject
from aftercare.model.reminder_key import ReminderKind, SlotKey
from aftercare.model.rules import Daily
from aftercare.model.safety import Said
from aftercare.model.session_course import SessionCourse

# ---- records to begin with


@written_once
def anna(home: Home) -> None:
    """Anna's record with the sample plan, accepted on the Monday before."""
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.answer_safety("pregnancy", Said.NO, at(7, 4, day=16))
    care.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))


def in_a_course(home: Home) -> None:
    """Anna's record with a plan of twelve sessions, of which four were before it and its own first took place."""
    plan = replace(
        sample_plans()["needle_course"],
        course=SessionCourse(12, date(2026, 11, 16), (6, 12), had=4),
        preparations=(Preparation("rest", "Come rested.", PrepareOn.DAY_BEFORE),),
    )
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.answer_safety("pregnancy", Said.NO, at(7, 4, day=16))
    care.import_plan(plan, at(7, 5, day=16))
    care.session_took_place("session-5", at(19, day=19))


def nobody(home: Home) -> None:
    """No record at all."""


def empty(home: Home) -> None:
    """A record without steps."""
    Care.start(home, at(7, day=16), name="Anna B.")


def had_filler(home: Home) -> None:
    """Anna's record, in which a filler was had ten days ago: it stands alone in the list with the sessions."""
    anna(home)
    Care.open(home).add_procedure(ProcedureKind.FILLER, date(2026, 11, 12), at(20))


def had_laser(home: Home) -> None:
    """Anna's record with a laser treatment, of which her plan says nothing."""
    anna(home)
    Care.open(home).add_procedure(ProcedureKind.LASER, date(2026, 11, 12), at(20))


def two_clients(home: Home) -> None:
    """Anna, who was shown last, and Ben."""
    anna(home)
    Care.add(home, "Ben K.", at(7, day=16))


def gel_open(home: Home) -> None:
    """Anna's record, in which a calming gel was opened on Friday."""
    anna(home)
    Care.open(home).open_pack("calming-gel", PackFacts(date(2026, 11, 20)), at(9))


def cleansed(home: Home) -> None:
    """Anna's evening, in which the first step is done."""
    anna(home)
    Care.open(home).tick(Occurrence("cleanse", DAY, "evening"), at(21))


def waiting(home: Home) -> None:
    """Anna's evening, in which the serum has just been put on: it sinks in for a minute."""
    cleansed(home)
    Care.open(home).tick(Occurrence("serum", DAY, "evening"), at(21, 4))


@written_once
def nearly_done(home: Home) -> None:
    """Anna's evening, in which only the last step is open."""
    anna(home)
    care = Care.open(home)
    for due in care.day(at(20)).slots[-1].due[:-1]:
        care.tick(due.occurrence, at(20))


def stung(home: Home) -> None:
    """Anna's record with a question for her therapist."""
    anna(home)
    Care.open(home).rest_stung("serum", at(20))


def two_versions(home: Home) -> None:
    """Anna's evening, of whose first step two machines said different things without hearing of each other."""
    anna(home)
    away = elsewhere(home, home.state.parent)
    cleanse = Occurrence("cleanse", DAY, "evening")
    Care(away).skip(cleanse, "no time", at(21, 1))
    Care.open(home).skip(cleanse, "too tired", at(21, 2))
    carry_over(away, home)


@written_once
def session_answered(home: Home) -> None:
    """Anna's record, in which the session of Thursday took place."""
    anna(home)
    Care.open(home).session_took_place("session-5", at(19, day=19))


@written_once
def looked_back_on(home: Home) -> None:
    """Anna's record, in which late signs are asked about: a session was three weeks ago."""
    session_answered(home)
    care = Care.open(home)
    session = care.add_session(datetime(2026, 11, 1, 9), "facial needles", at(8))
    care.session_took_place(session.id, at(8))


def renamed(home: Home) -> None:
    """Anna's record, after she corrected her name."""
    anna(home)
    Care.open(home).set("name", "Anna Bell", at(20))


def one_cancelled(home: Home) -> None:
    """Anna's record, in which the next appointment was cancelled last."""
    session_answered(home)
    Care.open(home).cancel_session("session-6", at(20))


@written_once
def burning(home: Home) -> None:
    """A record of the client's own with retinol and an acid on every evening: the program remarks on it."""
    care = Care.start(home, at(7, day=1), name="Anna B.")
    care.answer_safety("pregnancy", Said.NO, at(7, day=1))
    for day, name, kind, slot, holds in (
        (1, "Night serum", "serum", "evening", "retinol"),
        (1, "Day shield", "sunscreen", "morning", "zinc oxide"),
        (20, "Peel", "exfoliant", "evening", "glycolic acid"),
    ):
        product = care.add_product(ProductFacts(name, kind, (holds,)), at(8, day=day))
        care.add_step(Draft(name, (slot,), Daily(), at(8, day=day).date(), product=product.id), at(8, day=day))


def rated_before(home: Home) -> None:
    """Anna's record, in which she rated dryness and glow yesterday."""
    anna(home)
    ratings = (Rating("dryness", Points(2)), Rating("glow", Points(6)))
    Care.open(home).check_in(CheckInDraft(date(2026, 11, 21), ratings), at(20))


def glow_chosen(home: Home) -> None:
    """Anna's record, in which a check-in asks for glow alone."""
    anna(home)
    Care.open(home).choose_measures((Subject("glow"),), (), at(20))


def set_aside(home: Home) -> None:
    """That record, with the remark set aside."""
    burning(home)
    care = Care.open(home)
    (remark,) = care.findings(at(20)).to_decide
    care.set_aside(remark, "my therapist knows", at(20))


def unanswered(home: Home) -> None:
    """A record in which no safety question is answered."""
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))
    care.session_took_place("session-5", at(19, day=19))


def answered(home: Home) -> None:
    """Anna's record, in which the first safety question was answered last."""
    anna(home)
    Care.open(home).answer_safety("under-18", Said.NO, at(20))


def evening_to_do(home: Home) -> None:
    """Anna's record, in which nothing but the parts of the day is reminded of."""
    anna(home)
    Care.open(home).set_reminder(ReminderKind.CHECK_IN, "off", at(20))


def evening_put_away(home: Home) -> None:
    """That record, in which the reminder of this evening was put away last."""
    evening_to_do(home)
    Care.open(home).dismiss(SlotKey("evening", DAY), at(21, 1))


def path_of(home: Home, plan: str) -> str:
    """The path of "PLAN", or of "BAD PLAN", in which every product has a problem."""
    plans = Path(__file__).parents[2] / "data" / "plans"
    if plan == "PLAN":
        return str(plans / "reactive_skin.toml")
    bad = home.state.parent / "bad.toml"
    good = plans / "needle_course.toml"
    bad.write_text(good.read_text("utf-8").replace('kind = "', 'kind = "no '), "utf-8")
    return str(bad)


# ---- where a key is pressed

_NOW = at(21, 4)
_TWO_HOURS_ON = _NOW.astimezone(timezone(timedelta(hours=2)))


@dataclass(frozen=True)
class Scene:
    """How a screen is reached from the beginning, and the class whose keys its ways are about.

    `shows` is the screen, where that is another class; `client` the one that the app is opened for.
    `size` is small where something is to scroll.
    """

    of: str
    keys: tuple[str, ...] = ()
    record: Callable[[Home], None] = anna
    shows: str = ""
    now: datetime = _NOW
    client: str | None = None
    size: tuple[int, int] = (80, 24)

    @property
    def screen(self) -> str:
        return self.shows or self.of


SCENES = {
    "anywhere": Scene("AftercareApp", shows="TodayScreen"),
    "day": Scene("TodayScreen"),
    "day answered": Scene("TodayScreen", ("up",), record=cleansed),
    "day elsewhere": Scene("TodayScreen", now=_TWO_HOURS_ON),
    "day of two": Scene("TodayScreen", record=two_versions),
    "another day": Scene("TodayScreen", ("left",)),
    "day without steps": Scene("TodayScreen", record=empty),
    "steps": Scene("StepList", shows="TodayScreen"),
    "run": Scene("RunScreen", ("r",)),
    "run, one done": Scene("RunScreen", ("r",), record=cleansed),
    "run, sinking in": Scene("RunScreen", ("r",), record=waiting),
    "run, at its end": Scene("RunScreen", ("r", "space"), record=nearly_done),
    "run elsewhere": Scene("RunScreen", ("r",), now=_TWO_HOURS_ON),
    "check-in": Scene("CheckInScreen", ("c",)),
    "check-in, rated before": Scene("CheckInScreen", ("c",), record=rated_before),
    "measures": Scene("MeasuresScreen", ("comma", "w")),
    "measures, chosen": Scene("MeasuresScreen", ("comma", "w"), record=glow_chosen),
    "check-in, one rated": Scene("CheckInScreen", ("c", "7", "up")),
    "check-in, in a zone": Scene("CheckInScreen", ("c", "down")),
    "check-in, a field": Scene("CheckInScreen", ("c", "tab")),
    "ratings": Scene("RatingList", ("c",), shows="CheckInScreen"),
    "clients": Scene("ClientsScreen", ("g",), record=two_clients, client="me"),
    "clients at first": Scene("ClientsScreen", record=two_clients),
    "sessions": Scene("SessionsScreen", ("a",)),
    "sessions, on a filler": Scene("SessionsScreen", ("a", "up"), record=had_filler),
    "sessions, on a laser": Scene("SessionsScreen", ("a", "up"), record=had_laser),
    "sessions, on the line to ask": Scene("SessionsScreen", ("a", "down")),
    "sessions, on a question": Scene("SessionsScreen", ("a", "down"), record=stung),
    "all of a session": Scene("SessionSheet", ("a", "enter"), size=(40, 12)),
    "all of a question": Scene("QuestionSheet", ("a", "down", "enter"), record=stung, size=(40, 12)),
    "had elsewhere": Scene("ChoosePrompt", ("a", "e")),
    "all of a filler": Scene("ElsewhereSheet", ("a", "up", "enter"), record=had_filler, size=(40, 12)),
    "shelf": Scene("ShelfScreen", ("h",), record=gel_open),
    "routine": Scene("RoutineScreen", ("o", "down")),
    "28 days": Scene("PreviewSheet", ("o", "p")),
    "a new step": Scene("StepForm", ("o", "a", "G", "e", "l")),
    "welcome": Scene("WelcomeScreen", record=nobody),
    "help": Scene("HelpScreen", ("question_mark",)),
    "skipping": Scene("SkipPrompt", ("s",)),
    "a reason typed": Scene("SkipPrompt", ("s", "l", "a", "t", "e")),
    "a note": Scene("NotePrompt", ("n", "h", "i")),
    "pausing": Scene("PausePrompt", ("p",)),
    "a question": Scene("Confirm", ("y",)),
    "a plan's path": Scene("ImportPlan", ("i",)),
    "a plan shown": Scene("ImportPlan", ("i", "PLAN", "enter")),
    "a plan's problems": Scene("ImportPlan", ("i", "BAD PLAN", "enter")),
    "all about a step": Scene("StepSheet", ("d",), size=(40, 12)),
    "why": Scene("WhySheet", ("w",), size=(40, 12)),
    "the therapist": Scene("TherapistSheet", ("f3",), record=stung, size=(40, 12)),
    "a name": Scene("FieldsPrompt", ("g", "n", "Z", "o", "e"), record=two_clients, client="me"),
    "an appointment": Scene("FieldsPrompt", ("a", "a")),
    "a product": Scene("ShelfForm", ("h", "a", "O", "i", "l"), record=gel_open),
    "what to leave out": Scene("AfterSheet", ("l",), record=session_answered, size=(40, 12)),
    "a session asked": Scene("SessionAsked", ("e",)),
    "late signs": Scene("WatchSheet", ("e",), record=looked_back_on),
    "day, late signs": Scene("TodayScreen", record=looked_back_on),
    "run, late signs": Scene("RunScreen", ("r",), record=looked_back_on),
    "something wrong": Scene("HelpMeScreen", ("f4",)),
    "an answer": Scene("HelpMeScreen", ("f4", "enter"), size=(80, 14)),
    "a usual effect": Scene("HelpMeScreen", ("f4", *"tired", "enter")),
    "a region": Scene("RegionSheet", ("f4", "enter", "e")),
    "inbox": Scene("InboxScreen", ("m",), record=evening_to_do),
    "inbox, one put away": Scene("InboxScreen", ("m",), record=evening_put_away),
    "later": Scene("SnoozePrompt", ("m", "s"), record=evening_to_do, now=at(8)),
    "the chain": Scene("DoctorSheet", ("m", "d"), size=(40, 12)),
    "settings": Scene("SettingsScreen", ("comma",)),
    "record": Scene("RecordScreen", ("comma", "b")),
    "report": Scene("ReportScreen", ("R",)),
    "settings, one set": Scene("SettingsScreen", ("comma",), record=renamed),
    "a choice": Scene("ChoosePrompt", ("comma", "down", "down", "down", "down", "enter")),
    "remarks": Scene("FindingsScreen", ("f",), record=burning),
    "remarks, one set aside": Scene("FindingsScreen", ("f",), record=set_aside),
    "a remark's offer": Scene("AdviceSheet", ("f", "enter"), record=burning),
    "day with remarks": Scene("TodayScreen", record=burning),
    "safety": Scene("SafetyScreen", ("S",), record=unanswered),
    "safety, one answered": Scene("SafetyScreen", ("S", "down"), record=answered),
    "sessions, one cancelled": Scene("SessionsScreen", ("a",), record=one_cancelled),
    "two versions": Scene("VersionsScreen", ("v",), record=two_versions),
}
