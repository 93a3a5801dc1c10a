"""Merging versions: only a descendant supersedes, whatever the order in which versions arrive."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from aftercare.model.tables import CHECK_OFFS, ENTRIES, precedence
from aftercare.store.line import Change
from aftercare.store.versions import Versions


def merged(*versions, table=ENTRIES):
    """Versions given as (name, stamp, base, document), joined in this order."""
    result = Versions(precedence)
    for name, stamp, base, document in versions:
        result.apply(name, stamp, Change(table, "d", tuple(base), document))
    return result


def shown_and_others(versions, table=ENTRIES):
    shown = versions.shown(table, "d")
    return shown.name, {each.name for each in versions.others(table, "d")}


A = ("a", 1, [], {"text": "first"})
B = ("b", 2, ["a"], {"text": "second"})
C = ("c", 9, ["a"], {"text": "elsewhere"})
GONE = ("gone", 20, ["a"], None)


def test_a_descendant_supersedes_although_its_stamp_is_earlier():
    early = ("early", 0, ["a"], {"text": "from a slow clock"})
    for order in permutations([A, early]):
        assert shown_and_others(merged(*order)) == ("early", set())


def test_of_two_concurrent_versions_the_later_is_shown_and_the_other_kept():
    for order in permutations([A, B, C]):
        assert shown_and_others(merged(*order)) == ("c", {"b"})


def test_an_edit_beats_a_later_deletion():
    for order in permutations([A, B, GONE]):
        versions = merged(*order)
        assert shown_and_others(versions) == ("b", {"gone"})
        assert versions.live[ENTRIES]["d"] == {"text": "second"}


def test_done_beats_a_later_skipped():
    done = ("done", 5, [], {"answer": {"kind": "done"}})
    skipped = ("skipped", 6, [], {"answer": {"kind": "skipped"}})
    for order in permutations([done, skipped]):
        assert shown_and_others(merged(*order, table=CHECK_OFFS), CHECK_OFFS) == ("done", {"skipped"})


def test_a_version_that_names_both_settles_them():
    settled = ("settled", 10, ["b", "c"], {"text": "chosen"})
    for order in permutations([A, B, C, settled]):
        assert shown_and_others(merged(*order)) == ("settled", set())


def test_a_deleted_document_is_not_live_and_can_come_back():
    versions = merged(A, GONE)
    assert "d" not in versions.live[ENTRIES]
    versions.apply("back", 21, Change(ENTRIES, "d", ("gone",), {"text": "again"}))
    assert versions.live[ENTRIES]["d"] == {"text": "again"}


@st.composite
def histories(draw):
    """Versions of one document: each descends from up to two earlier ones."""
    count = draw(st.integers(1, 8))
    result = []
    for n in range(count):
        base = draw(st.sets(st.integers(0, n - 1), max_size=2)) if n else set()
        document = draw(st.sampled_from([None, {"text": str(n)}]))
        result.append((f"v{n}", draw(st.integers(0, 5)), [f"v{m}" for m in sorted(base)], document))
    return result


def picture(versions):
    others = sorted(versions.others(ENTRIES, "d"), key=lambda each: each.name)
    return versions.shown(ENTRIES, "d"), others, dict(versions.live.get(ENTRIES, {}))


@given(histories(), st.data())
def test_any_order_with_repeats_and_in_parts_gives_the_same(history, data):
    expected = picture(merged(*history))
    arrivals = data.draw(st.permutations(history + data.draw(st.lists(st.sampled_from(history), max_size=4))))
    assert picture(merged(*arrivals)) == expected
    cut = data.draw(st.integers(0, len(arrivals)))
    joined = merged(*arrivals[:cut])
    joined.join(merged(*arrivals[cut:]).state())
    assert picture(joined) == expected
    again = Versions(precedence)
    again.join(joined.state())
    assert picture(again) == expected


@given(histories())
def test_the_current_versions_are_exactly_those_that_no_other_descends_from(history):
    versions = merged(*history)
    replaced = {name for _, _, base, _ in history for name in base}
    shown, others = shown_and_others(versions)
    assert {shown, *others} == {name for name, *_ in history} - replaced
