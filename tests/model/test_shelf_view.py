"""Until when a pack may be used, what is left of it, and when it runs out."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.day_start import DayStarts
from aftercare.model.months import month_end, months_after
from aftercare.model.pack import Pack
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import ByClient, Daily, Product, Routine, Step, Terms
from aftercare.model.shelf import Alert, Gap, MustGo, Shelf, Why, in_use_on, must_go, shelf_view
from aftercare.model.shelf_words import gap_words, left_words, month_cost_words
from aftercare.model.stock_count import Counted, StockCount, last_counts
from aftercare.store.reference import product_kinds

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
SERUM = Product("serum", "Serum", "serum", ByClient(), size=30)
OTHER = Product("other", "Other serum", "serum", ByClient(), size=30)
STEP = Step("layer", "Serum", 40, (Terms(date(2026, 1, 1), ("evening",), Daily()),), ByClient(), product="serum")
KINDS = product_kinds()


def days(first, last):
    return [date.fromordinal(each) for each in range(first.toordinal(), last.toordinal() + 1)]


def rows(
    *packs, steps=(STEP,), done=None, products=(SERUM, OTHER), today=TODAY, known_from=date(2026, 1, 1), counts=None
):
    routine = Routine({}, {each.id: each for each in products}, {each.id: each for each in steps})
    view = shelf_view(
        Shelf(routine, {each.id: each for each in packs}, KINDS, done or {}, known_from, today, counts=counts or {})
    )
    return {row.id: row for row in view.rows}


# ---- months


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 5, 15), 7, date(2026, 12, 15)),
        (date(9999, 6, 1), 24, date.max),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_there_is(day, months, expected):
    assert months_after(day, months) == expected


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 240))
def test_months_after_falls_into_the_right_month_and_no_earlier_than_it_has_to(day, months):
    after = months_after(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day == min(day.day, monthrange(after.year, after.month)[1])


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 240))
def test_more_months_and_later_openings_never_end_earlier(day, months):
    assert months_after(day, months) < months_after(day, months + 1)
    assert months_after(day, months) <= months_after(day + DAY, months)


def test_a_month_ends_with_its_last_day():
    assert month_end(2028, 2) == date(2028, 2, 29)


# ---- the day a pack must go


def test_its_own_symbol_comes_before_the_products_and_that_before_what_is_usual():
    pack = Pack("p", "serum", opened=date(2026, 8, 31))
    kind = KINDS["serum"]
    assert must_go(pack, SERUM, kind) == MustGo(date(2027, 2, 28), Why.KIND, 6)
    assert must_go(pack, SERUM, kind).estimated
    known = replace(SERUM, pao=12)
    assert must_go(pack, known, kind) == MustGo(date(2027, 8, 31), Why.PRODUCT, 12)
    assert must_go(replace(pack, pao=3), known, kind) == MustGo(date(2026, 11, 30), Why.PACK, 3)


def test_the_earlier_of_the_two_decides_and_on_one_day_the_printed_date():
    pack = Pack("p", "serum", opened=date(2026, 8, 31), best_before=date(2027, 1, 31))
    assert must_go(pack, SERUM, KINDS["serum"]) == MustGo(date(2027, 1, 31), Why.BEST_BEFORE)
    assert must_go(replace(pack, best_before=date(2027, 3, 1)), SERUM, KINDS["serum"]).why is Why.KIND
    assert must_go(replace(pack, best_before=date(2027, 2, 28)), SERUM, KINDS["serum"]).why is Why.BEST_BEFORE


def test_an_unopened_pack_goes_by_its_date_alone_and_what_nobody_says_is_not_known():
    assert must_go(Pack("p", "serum", best_before=TODAY), SERUM, None) == MustGo(TODAY, Why.BEST_BEFORE)
    assert must_go(Pack("p", "serum"), SERUM, KINDS["serum"]) is None
    assert must_go(Pack("p", "serum", opened=TODAY), SERUM, KINDS["rx-topical"]) is None


def test_vitamin_c_is_good_for_three_months():
    product = replace(SERUM, ingredients=("aqua", "L-Ascorbic Acid"))
    assert must_go(Pack("p", "serum", opened=TODAY), product, KINDS["serum"]).months == 3


@given(
    opened=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    pao=st.none() | st.integers(1, 60),
    best_before=st.none() | st.dates(date(2020, 1, 1), date(2035, 1, 1)),
)
def test_it_must_go_at_the_earlier_of_both(opened, pao, best_before):
    found = must_go(Pack("p", "serum", opened=opened, best_before=best_before, pao=pao), SERUM, None)
    ends = [each for each in (best_before, months_after(opened, pao) if pao else None) if each]
    assert (found.day if found else None) == min(ends, default=None)


@pytest.mark.parametrize(
    ("best_before", "alerts"),
    [
        (TODAY - DAY, (Alert.PAST,)),
        (TODAY, (Alert.SOON,)),
        (TODAY + 14 * DAY, (Alert.SOON,)),
        (TODAY + 15 * DAY, ()),
    ],
)
def test_on_the_day_itself_it_is_still_good(best_before, alerts):
    assert rows(Pack("p", "serum", best_before=best_before))["p"].alerts == alerts


# ---- what is left


def test_what_is_left_comes_from_its_uses_since_it_was_opened():
    opened = TODAY - 20 * DAY
    done = {"layer": days(TODAY - 40 * DAY, TODAY)}
    supply = rows(Pack("p", "serum", opened=opened, price=24.0), done=done)["p"].supply
    assert (supply.uses, supply.dose, supply.size) == (21, 0.4, 30)
    assert supply.left == pytest.approx(30 - 21 * 0.4)
    assert supply.runs_out == TODAY + int(21.6 / 0.4) * DAY
    assert supply.buy_by == supply.runs_out - 7 * DAY
    assert supply.a_month == pytest.approx(24 / 30 * 0.4 * 365.25 / 12)
    assert supply.gap is None


def test_it_runs_low_a_week_before_unless_there_is_another():
    opened = TODAY - 70 * DAY
    done = {"layer": days(opened, TODAY)}
    pack, spare = Pack("p", "serum", opened=opened), Pack("spare", "serum")
    assert rows(pack, done=done)["p"].alerts == (Alert.RUNNING_LOW,)
    assert rows(pack, spare, done=done)["p"].alerts == ()
    assert rows(replace(pack, size=50), done=done)["p"].alerts == ()


@pytest.mark.parametrize(
    ("pack", "product", "gap"),
    [
        (Pack("p", "serum"), SERUM, Gap.NOT_OPENED),
        (Pack("p", "serum", opened=TODAY - 30 * DAY), replace(SERUM, size=None), Gap.NO_SIZE),
        (Pack("p", "serum", opened=TODAY - 30 * DAY), replace(SERUM, kind="balm"), Gap.NO_DOSE),
        (Pack("p", "serum", opened=date(2025, 1, 1)), SERUM, Gap.OPENED_LONG_AGO),
    ],
)
def test_what_is_not_known_is_said_to_be(pack, product, gap):
    row = rows(pack, products=(product,), done={"layer": days(TODAY - 30 * DAY, TODAY)})["p"]
    assert (row.supply.left, row.supply.runs_out, row.supply.gap) == (None, None, gap)


def test_a_dose_of_the_products_own_counts():
    done = {"layer": days(TODAY - 30 * DAY, TODAY)}
    pack = Pack("p", "serum", opened=TODAY - 9 * DAY)
    assert rows(pack, products=(replace(SERUM, kind="balm", dose=1),), done=done)["p"].supply.left == 20


def test_a_pace_needs_a_week_and_a_step():
    pack = Pack("p", "serum", opened=TODAY - 5 * DAY)
    assert rows(pack, done={"layer": days(TODAY - 5 * DAY, TODAY)})["p"].supply.gap is Gap.TOO_EARLY
    assert rows(pack, done={"layer": days(TODAY - 7 * DAY, TODAY)})["p"].supply.gap is None
    assert rows(pack, steps=())["p"].supply.gap is Gap.NOT_IN_USE
    old = {"layer": [TODAY - 60 * DAY]}
    assert rows(replace(pack, opened=TODAY - 80 * DAY), done=old)["p"].supply.gap is Gap.NOT_USED


def test_nothing_is_left_of_what_was_used_up_and_never_less():
    opened = TODAY - 100 * DAY
    supply = rows(Pack("p", "serum", opened=opened), done={"layer": days(opened, TODAY)})["p"].supply
    assert (supply.left, supply.share, supply.runs_out) == (0, 0, TODAY)


def test_a_use_is_taken_from_the_pack_that_was_opened_last():
    first = Pack("a", "serum", opened=date(2026, 9, 1))
    second = Pack("b", "serum", opened=date(2026, 10, 1), finished=date(2026, 10, 10))
    found = {day: in_use_on((first, second), day) for day in days(date(2026, 8, 31), date(2026, 10, 11))}
    assert found[date(2026, 8, 31)] is None
    assert found[date(2026, 9, 30)] is first
    assert found[date(2026, 10, 1)] is found[date(2026, 10, 10)] is second
    assert found[date(2026, 10, 11)] is first


@given(st.lists(st.integers(0, 60), max_size=40), st.integers(0, 60), st.integers(0, 60))
def test_every_use_is_counted_once(used, one, other):
    begins = TODAY - 60 * DAY
    packs = [Pack("a", "serum", opened=begins + one * DAY), Pack("b", "serum", opened=begins + other * DAY)]
    done = {"layer": [begins + each * DAY for each in used]}
    counted = sum(row.supply.uses for row in rows(*packs, done=done).values() if row.pack)
    assert counted == sum(begins + each * DAY >= begins + min(one, other) * DAY for each in used)


# ---- what stands there


def test_a_product_without_a_pack_and_one_that_is_finished_and_used_stand_there_too():
    finished = Pack("p", "serum", opened=date(2026, 5, 1), finished=date(2026, 11, 1))
    assert list(rows(finished)) == ["other", "serum"]
    assert list(rows(finished, steps=())) == ["other"]


def test_what_goes_on_first_stands_first():
    products = (Product("spf", "Sun", "sunscreen", ByClient()), SERUM, Product("wash", "Wash", "cleanser", ByClient()))
    assert list(rows(products=products, steps=())) == ["wash", "serum", "spf"]


# ---- one instead of the other


def test_past_days_keep_the_product_of_their_time():
    changed = STEP.changed_from(TODAY, product="other", name="Other serum", order=40)
    assert (changed.id, changed.product, changed.terms) == ("layer", "other", STEP.terms)
    assert changed.as_on(TODAY - DAY).product == "serum"
    assert changed.as_on(TODAY - DAY).name == "Serum"
    assert changed.as_on(TODAY) == changed
    done = {"layer": days(TODAY - 9 * DAY, TODAY)}
    packs = (Pack("a", "serum", opened=TODAY - 30 * DAY), Pack("b", "other", opened=TODAY))
    found = rows(*packs, steps=(changed,), done=done)
    assert (found["a"].supply.uses, found["b"].supply.uses) == (9, 1)
    assert found["a"].steps == ()
    assert found["b"].supply.runs_out is not None


def test_a_change_to_come_leaves_today_as_it_is():
    changed = STEP.changed_from(TODAY + DAY, product="other", name="Other serum", order=40)
    assert changed.as_on(TODAY).product == "serum"
    found = rows(steps=(changed,))
    assert found["serum"].steps == found["other"].steps == ("Serum",)


@given(st.lists(st.tuples(st.sampled_from(["serum", "other", "third"]), st.integers(0, 30)), max_size=6))
def test_of_many_changes_each_day_knows_one_and_days_before_the_first_stay(changes):
    step = STEP
    for product, later in changes:
        if step.product != product:
            step = step.changed_from(TODAY + later * DAY, product=product, name=product, order=40)
    untils = [each.until for each in step.former]
    assert untils == sorted(set(untils))
    assert step.as_on(TODAY - DAY).product == "serum" or not step.former
    assert step.as_on(TODAY + 31 * DAY).product == step.product


def test_a_step_that_has_not_begun_has_nothing_before():
    assert STEP.changed_from(STEP.terms[0].since, product="other", name="Other", order=40).former == ()


def test_every_kind_has_an_amount_a_wait_and_a_time_with_grade_and_source():
    for kind in KINDS.values():
        assert isinstance(kind, ProductKind)
        assert kind.usual.source
        assert kind.pao.source
        assert (kind.pao.lowest is None) == (kind.pao.highest is None) == (kind.id == "rx-topical")
    assert KINDS["ampoule"].pao.months() == 6
    assert KINDS["sunscreen"].usual.dose == 1.25


# ---- counted by hand


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from([0.0, 4.0, 30.0]))
def test_after_a_count_only_the_uses_since_are_taken_off(before, after, left):
    pack = Pack("p", "serum", TODAY - 60 * DAY)
    counted = TODAY - 30 * DAY
    uses = [counted - (n % 30) * DAY for n in range(before)] + [counted + (1 + n % 30) * DAY for n in range(after)]
    row = rows(pack, done={"layer": uses}, counts={"p": Counted(left, "ml", counted)})["p"]
    assert row.supply.left == pytest.approx(max(0, left - after * row.supply.dose))
    assert (row.supply.counted, row.supply.unit) == (counted, "ml")


def test_of_the_day_of_the_count_only_what_was_done_after_it_is_taken_off():
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    done = {"layer": [(TODAY, noon - timedelta(hours=4)), (TODAY, noon + timedelta(hours=9))]}
    events = [StockCount("2026-11-b", "p", noon, 10), StockCount("2026-11-a", "p", noon - DAY, 25)]
    counts = last_counts(events, done, DayStarts())
    assert counts == {"p": Counted(10, "", TODAY, ("layer",))}
    pack = Pack("p", "serum", TODAY - 3 * DAY)
    row = rows(pack, done={"layer": [TODAY, TODAY]}, counts=counts)["p"]
    assert row.supply.left == pytest.approx(10 - row.supply.dose)


def test_a_count_says_what_is_left_of_a_pack_opened_too_long_ago_or_of_no_known_size():
    old = Pack("p", "serum", date(2025, 1, 1))
    row = rows(old)["p"]
    assert row.supply.gap is Gap.OPENED_LONG_AGO
    assert "opened more than 400 days ago" in gap_words(row.supply.gap)
    assert rows(old, counts={"p": Counted(9, "", TODAY)})["p"].supply.left == 9
    # one from before what is known says nothing of today
    assert rows(old, counts={"p": Counted(9, "", date(2025, 6, 1))})["p"].supply.gap is Gap.OPENED_LONG_AGO
    bare = replace(SERUM, size=None)
    row = rows(Pack("p", "serum", TODAY), products=(bare,), counts={"p": Counted(9, "ml", TODAY)})["p"]
    assert left_words(row.supply) == "about 9 ml"


@pytest.mark.parametrize(
    ("pack", "dose", "gap"), [("ml", "g", Gap.UNITS), ("g", "ml", Gap.UNITS), ("g", "g", None), ("g", "", None)]
)
def test_what_is_in_two_units_is_not_known(pack, dose, gap):
    serum = replace(SERUM, size_unit=pack, dose=0.5, dose_unit=dose)
    supply = rows(
        Pack("p", "serum", TODAY - 20 * DAY), products=(serum,), done={"layer": days(TODAY - 9 * DAY, TODAY)}
    )["p"].supply
    assert supply.gap is gap
    assert (supply.left is None) == (gap is not None)


def test_what_a_month_costs_is_told_in_the_currency_of_the_price():
    done = {"layer": days(TODAY - 20 * DAY, TODAY)}
    told = [
        month_cost_words(rows(Pack("p", "serum", TODAY - 20 * DAY, price=30, currency=each), done=done)["p"].supply)
        for each in ("EUR", "")
    ]
    assert told[0].endswith(" EUR a month")
    assert told[0].replace(" EUR", "") == told[1]
