"""What sessions, the checker and the reference tables cost. Years of sessions are held against a few weeks of them."""

from datetime import timedelta

import msgspec
import pytest
from cycling import NOW, TODAY, ZONES, holds, rests, routine, seen, sessions
from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.model.checking import findings
from aftercare.model.checks.weeks import Knowledge, Situation
from aftercare.model.circumstances import Circumstances
from aftercare.model.deciding import StepWalk, decide
from aftercare.model.ingredient_names import IngredientNames
from aftercare.model.routine import (
    EVENING,
    MORNING,
    ByClient,
    Daily,
    EveryDays,
    Product,
    Routine,
    Step,
    Terms,
    Weekday,
    Weekdays,
)
from aftercare.store import reference

WEEKS, YEARS = 10, 520


def test_a_step_in_a_cycle(against):
    many, few = (seen(routine(n), rests(), sessions(n)) for n in (YEARS, WEEKS))
    many.longest_hold, few.longest_hold  # noqa: B018 - they are sorted and measured once for all steps
    of_many, of_few = routine(YEARS), routine(WEEKS)
    against(
        "a step of a cycle, ten years of weekly sessions against ten weeks",
        lambda: decide(of_many.steps["s1"], TODAY, of_many, many),
        lambda: decide(of_few.steps["s1"], TODAY, of_few, few),
        30,
        "at most 1.5 x",
    )


def test_a_day_of_twelve_steps(against):
    many, few = (seen(routine(n), rests(), sessions(n)) for n in (YEARS, WEEKS))
    of_many, of_few = routine(YEARS), routine(WEEKS)

    def day(of, around):
        fresh = replace(around)
        return [decide(each, TODAY, of, fresh) for each in of.steps.values()]

    against(
        "a day of 12 steps, ten years of weekly sessions against ten weeks",
        lambda: day(of_many, many),
        lambda: day(of_few, few),
        30,
        "at most 4 x",
    )


def test_the_holds_of_ten_years(against):
    of, said, had = routine(YEARS), rests(), sessions(YEARS)
    bare = replace(said, substances={}, defaults=())
    against(
        "holds of 12 steps after 520 sessions, against sessions after which nothing rests",
        lambda: holds(of, said, had),
        lambda: holds(of, bare, had),
        15,
        "none",
    )


@pytest.fixture(scope="module")
def on_a_session_day(tmp_path_factory):
    care = Care.start(Home.at(tmp_path_factory.mktemp("why") / "home"), NOW - timedelta(days=10), name="Anna")
    care.import_plan(sample_plans()["needle_course"], NOW - timedelta(days=10), TODAY - timedelta(days=6))
    care.why("renewal", NOW)
    return care


def test_why(on_a_session_day, against):
    care = on_a_session_day
    against("why, three days after a session (aim 5 ms)", lambda: care.why("renewal", NOW), care.present, 30, "5 ms")


def checked(steps: int) -> Situation:
    """A routine of so many steps, each with a product of one of the listed ingredients."""
    names = [each.inci[0] for each in reference.ingredients().values() if each.inci][:steps]
    since = TODAY - timedelta(days=100)
    products = {f"p{n}": Product(f"p{n}", name, "serum", ByClient(), (name,)) for n, name in enumerate(names)}
    rules = (Daily(), EveryDays(2, since), Weekdays((Weekday.MON, Weekday.THU)))
    made = {
        f"s{n}": Step(
            f"s{n}",
            f"Step {n}",
            n,
            (Terms(since, (("morning", "evening")[n % 2],), rules[n % 3]),),
            ByClient(),
            f"p{n}",
        )
        for n in range(len(names))
    }
    knowledge = Knowledge(
        IngredientNames(reference.ingredients()),
        reference.ingredient_classes(),
        reference.interactions(),
        reference.product_kinds(),
        reference.titration_rules(),
        reference.sun_flags(),
        reference.sources(),
    )
    of = Routine({each.id: each for each in (MORNING, EVENING)}, products, made)
    return Situation(of, Circumstances(NOW, ZONES), knowledge, {}, {}, frozenset())


def test_checking_forty_steps(against):
    situation = checked(40)
    of = situation.routine

    def walk():
        last = TODAY + timedelta(days=27)
        return [
            list(StepWalk(each, of, situation.circumstances).occurrences(TODAY, last)) for each in of.steps.values()
        ]

    against("checking 40 steps over 28 days, against walking them", lambda: findings(situation), walk, 15, "50 ms")


@pytest.mark.parametrize("table", ["ingredients", "holds", "session_kinds", "interactions"])
def test_loading_a_table(table, against):
    load = {
        "ingredients": reference.ingredients,
        "holds": reference.hold_defaults,
        "session_kinds": reference.session_kinds,
        "interactions": reference.interactions,
    }[table]
    raw = (reference._data() / f"{table}.toml").read_bytes()

    def once():
        load.cache_clear()
        return load()

    against(f"loading {table}, against decoding it untyped", once, lambda: msgspec.toml.decode(raw), 15, "10 ms")
