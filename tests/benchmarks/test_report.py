"""The report of a record of ten years, made and written as a page, beside reading the same record for everything."""

from __future__ import annotations

import shutil
import statistics
import time
from datetime import UTC, datetime

import pytest
from raw_journal import write_journal
from raw_record import fill

from aftercare.care import Care, Home
from aftercare.care.reporting import ReportForm

ROUNDS = 3


@pytest.fixture(scope="module")
def ten_years(tmp_path_factory):
    """Twelve steps twice a day, and ten entries of the journal a day."""
    home, journal = (Home.at(tmp_path_factory.mktemp(name)) for name in ("report", "journal"))
    fill(home, 87_600)
    write_journal(journal, 36_500)
    records = home.client("me").records
    for log in journal.client("me").records.glob("2*.log"):
        month, _, rest = log.name.partition(".")
        shutil.copy(log, records / f"{month}.j{rest[1:]}")
    return Care.open(home)


def test_the_report_of_ten_years(ten_years, table, benchmark):
    care, now = ten_years, datetime.now(UTC)
    for name, aim, days in (("of all ten years", "at most 3 s", {"whole": True}), ("of the usual days", "", {})):
        floors, took, worked = [], [], []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            record = care._another_reading()
            record.need(*(record.months() if days else record.months()[-1:]))
            floors.append(time.perf_counter() - began)
            # nobody who asks for a report holds the whole record beside it
            del record
            began, busy = time.perf_counter(), time.process_time()
            reporting = care.reporting
            made = reporting.report(reporting.report_wish(now, **days), now)
            assert reporting.report_written(made, ReportForm.HTML)
            # that the record is really read: each occurrence answered, two entries of five are check-ins
            assert made.tally.done == 24 * (made.days - 1)
            assert made.days_checked_in == made.days - 1
            took.append(time.perf_counter() - began)
            worked.append(time.process_time() - busy)
        floor = statistics.median(floors)
        table(f"a report {name}, as a page", statistics.median(took) * 1000, statistics.median(took) / floor, aim)
        table(
            "… the time of the processors in it",
            statistics.median(worked) * 1000,
            statistics.median(worked) / floor,
            "",
        )
    benchmark.pedantic(lambda: None, rounds=1)
