"""TinyDB over the record: what the overridden methods must do, and the traps they close."""

from datetime import UTC, datetime

import pytest
from tinydb import where
from tinydb.operations import increment

from aftercare.model.tables import period_of, precedence
from aftercare.store.database import Database, StoredDocument
from aftercare.store.home import Home
from aftercare.store.record import Record

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=UTC)


@pytest.fixture
def record(tmp_path):
    folder = Home.at(tmp_path / "home").client("me")
    folder.create()
    record = Record(folder, period_of, precedence)
    record.need("profile")
    return record


@pytest.fixture
def database(record):
    return Database(record)


@pytest.fixture
def products(database):
    with database.action("fill", NOW):
        for i, rank in (("serum", 40), ("cream", 60), ("gel", 45)):
            database.put("products", i, {"rank": rank, "ingredients": ["glycerin"]})
    return database.table("products")


def actions(record):
    return [each.action for each in record.actions("profile")]


def test_documents_are_found_by_id_and_by_query(products):
    assert products.get(doc_id="gel") == {"rank": 45, "ingredients": ["glycerin"]}
    assert [found.doc_id for found in products.search(where("rank") > 42)] == ["cream", "gel"]
    assert products.count(where("rank") == 40) == 1
    assert len(products) == 3
    assert products.get(doc_id="toner") is None


def test_everything_in_an_action_is_one_line(database, products, record):
    with database.action("two tables", NOW):
        products.update({"rank": 41}, doc_ids=["serum"])
        database.put("steps", "morning-serum", {"name": "Serum"})
    assert [(a.what, [(c.table, c.id) for c in a.changes]) for a in actions(record)][1:] == [
        ("two tables", [("products", "serum"), ("steps", "morning-serum")])
    ]


def test_a_document_that_is_put_again_keeps_no_field_of_the_one_before(database, products, record):
    with database.action("less is known of it", NOW):
        database.put("products", "serum", {"rank": 40})
    assert database.fetch("products", "serum") == {"rank": 40}
    assert [change.document for change in actions(record)[-1].changes] == [{"rank": 40}]


def test_only_what_really_changed_is_written(database, products, record):
    with database.action("same again", NOW) as opened:
        products.update({"rank": 40}, doc_ids=["serum"])
        products.upsert(StoredDocument({"rank": 60, "ingredients": ["glycerin"]}, "cream"))
    assert opened.committed is None
    with database.action("there and back", NOW) as opened:
        products.remove(doc_ids=["gel"])
        database.put("products", "gel", {"rank": 45, "ingredients": ["glycerin"]})
    assert opened.committed is None
    assert len(actions(record)) == 1


def test_each_way_of_changing_ends_in_the_log(database, products, record):
    with database.action("many", NOW):
        products.update(increment("rank"), where("rank") >= 45)
        products.insert(StoredDocument({"rank": 20}, "toner"))
        products.remove(where("rank") == 40)
    again = Record(record.folder, period_of, precedence)
    again.need("profile")
    assert {i: d["rank"] for i, d in again.versions.live["products"].items()} == {"cream": 61, "gel": 46, "toner": 20}


def test_inside_an_action_its_own_changes_are_read(database, products):
    with database.action("look", NOW):
        products.update({"rank": 99}, doc_ids=["gel"])
        products.remove(doc_ids=["cream"])
        assert products.get(doc_id="gel")["rank"] == 99
        assert {found.doc_id for found in products.all()} == {"serum", "gel"}
        assert not products.contains(doc_id="cream")


def test_an_exception_leaves_everything_as_it_was(database, products, record):
    def half_done():
        with database.action("fails", NOW):
            products.update({"rank": 99}, doc_ids=["gel"])
            raise KeyError("in the middle")

    with pytest.raises(KeyError, match="in the middle"):
        half_done()
    assert products.get(doc_id="gel")["rank"] == 45
    assert len(actions(record)) == 1


def test_what_was_asked_for_is_a_copy(products):
    products.get(doc_id="gel")["ingredients"].append("perfume")
    products.search(where("rank") == 45)[0]["rank"] = 1
    assert products.get(doc_id="gel") == {"rank": 45, "ingredients": ["glycerin"]}


def test_what_was_passed_in_is_a_copy(database, products):
    document = {"rank": 20, "ingredients": ["water"]}
    with database.action("put", NOW):
        database.put("products", "toner", document)
        document["ingredients"].append("perfume")
    assert products.get(doc_id="toner")["ingredients"] == ["water"]


def test_a_query_sees_what_another_process_has_written(database, products, record):
    other = Record(record.folder, period_of, precedence)
    other.need("profile")
    assert products.search(where("rank") == 1) == []
    elsewhere = Database(other)
    with elsewhere.action("elsewhere", NOW):
        elsewhere.put("products", "toner", {"rank": 1})
    record.follow()
    assert [found.doc_id for found in products.search(where("rank") == 1)] == ["toner"]


def test_an_action_begins_with_what_another_process_has_written(database, products, record):
    other = Record(record.folder, period_of, precedence)
    other.need("profile")
    elsewhere = Database(other)
    with elsewhere.action("elsewhere", NOW):
        elsewhere.table("products").update(increment("rank"), doc_ids=["gel"])
    with database.action("here", NOW):
        products.update(increment("rank"), doc_ids=["gel"])
    assert products.get(doc_id="gel")["rank"] == 47
    assert list(record.versions.concurrent()) == []


def test_writing_outside_an_action_is_refused(products):
    with pytest.raises(RuntimeError, match="action"):
        products.update({"rank": 1})


def test_a_document_without_an_id_of_its_own_is_refused(database, products):
    with pytest.raises(TypeError, match="own id"), database.action("no id", NOW):
        products.insert({"rank": 1})


def test_an_action_over_two_months_is_one_line_where_every_reader_looks(database, record):
    with database.action("two months", NOW):
        for month in ("2026-10", "2026-11"):
            database.put("entries", f"{month}-abc", {"text": month})
    assert [len(a.changes) for a in actions(record)] == [2]
    with database.action("edit", NOW):
        database.put("entries", "2026-10-abc", {"text": "later"})
    again = Record(record.folder, period_of, precedence)
    again.need("profile", "2026-10", "2026-11")
    assert {i: d["text"] for i, d in again.versions.live["entries"].items()} == {
        "2026-10-abc": "later",
        "2026-11-abc": "2026-11",
    }
