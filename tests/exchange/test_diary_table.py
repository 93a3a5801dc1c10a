"""Tables of other diaries: columns, days, numbers, and every row that cannot be read."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftercare.errors import BadInput
from aftercare.exchange.diary_table import ColumnsUnclear, DaysUnclear, mapping_typed, read_diary
from aftercare.exchange.diary_words import day_in, number_in, time_in

MAP = {"date": "Tag", "time": "Uhrzeit", "redness": "Rötung", "text": "Notizen"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_it_finds_out_what_parts_the_cells_and_how_letters_are_written(delimiter: str, encoding: str) -> None:
    text = 'Tag;Uhrzeit;Rötung;Notizen\r\n28.11.2026;21:04;3;"Haut, ruhig; und\r\nglatt"\r\n'.replace(
        ";", "\x00", 3
    ).replace("28.11.2026;21:04;3;", "28.11.2026\x0021:04\x003\x00")
    found = read_diary(text.replace("\x00", delimiter).encode(encoding), MAP, {"redness": "Redness"})
    (row,) = found.rows
    assert (row.line, row.day, row.at, row.values) == (2, date(2026, 11, 28), time(21, 4), {"redness": "3"})
    assert row.text == "Haut, ruhig; und\r\nglatt"
    assert found.delimiter == delimiter


def test_columns_are_found_by_their_names() -> None:
    found = read_diary(
        b'Datum,Uhrzeit,Bemerkungen,redness\n2026-11-28,9:04 pm,calm,"3,5"\n', None, {"redness": "Redness"}
    )
    assert found.mapping == {"date": "Datum", "time": "Uhrzeit", "text": "Bemerkungen", "redness": "redness"}
    (row,) = found.rows
    assert (row.at, row.values) == (time(21, 4), {"redness": "3.5"})


@pytest.mark.parametrize(
    ("data", "mapping", "said"),
    [
        (b"", None, "empty"),
        (b"a,b\n1,2\n", None, "which column has the day. There are"),
        (b"date,b\n2026-01-01,2\n", None, "what to take over"),
        (b"date,text\n", {"date": "Day", "text": "text"}, "There is no column"),
        (b"date,text\n", {"date": "date", "rednes": "text"}, "Did you mean redness?"),
        (b"date,text\n03/04/2026,x\n", None, "the day first or the month"),
        (b"\x00\x01\x02" * 50, None, "no text file"),
    ],
)
def test_what_is_in_doubt_is_asked(data: bytes, mapping: dict[str, str] | None, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_diary(data, mapping, {"redness": "Redness"})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"a,b\n1,2\n", ColumnsUnclear),
        (b"date,b\n2026-01-01,2\n", ColumnsUnclear),
        (b"date,text\n03/04/2026,x\n", DaysUnclear),
    ],
)
def test_what_can_be_said_is_asked_without_the_words_of_a_command(data: bytes, kind: type[BadInput]) -> None:
    with pytest.raises(kind) as asked:
        read_diary(data)
    assert asked.value.next_step.startswith("Choose ")
    assert "--" not in str(asked.value)


def test_a_day_that_leaves_no_doubt_decides_for_the_others() -> None:
    found = read_diary(b"date,text\n03/04/2026,x\n04/25/2026,y\n")
    assert [each.day for each in found.rows] == [date(2026, 3, 4), date(2026, 4, 25)]
    found = read_diary(b"date,text\n03/04/2026,x\n", order="mdy")
    assert [each.day for each in found.rows] == [date(2026, 3, 4)]


def test_every_bad_row_is_named_with_the_line_on_which_it_begins() -> None:
    data = b'date,time,redness,text\n2026-11-01,,,"two\nlines"\nnever,,,x\n,,,y\n2026-11-02,25:00,,z\n2026-11-03,,,\n\n'
    found = read_diary(data, None, {"redness": "Redness"})
    assert ([each.line for each in found.rows], found.empty) == ([2], 1)
    assert [(each.line, each.why) for each in found.bad] == [
        (4, "“never” is no day"),
        (5, "has no day"),
        (6, "“25:00” is no time"),
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-28", date(2026, 11, 28)),
        ("2026/1/8", date(2026, 1, 8)),
        ("28.11.2026", date(2026, 11, 28)),
        ("28. 11. 26", date(2026, 11, 28)),
        ("Sa, 28.11.2026", date(2026, 11, 28)),
        ("28. März 2026", date(2026, 3, 28)),
        ("28 de noviembre de 2026", date(2026, 11, 28)),
        ("28 févr. 2026", date(2026, 2, 28)),
        ("Nov 28, 2026", date(2026, 11, 28)),
        ("November 3rd 2026", date(2026, 11, 3)),
        ("30.2.2026", None),
        ("yesterday", None),
    ],
)
def test_days(typed: str, day: date | None) -> None:
    assert day_in(typed, "dmy") == day


def test_times_and_numbers() -> None:
    assert [time_in(each) for each in ("21:04", "21.04", "21h04", "9:04 PM", "12:10 am", "13:00 pm", "x")] == [
        *(time(21, 4),) * 4,
        time(0, 10),
        None,
        None,
    ]
    assert [number_in(each) for each in ("3", "3,5", "3.5", "7/10", "-1", "1e9", "nan", "")] == [
        *(3, 3.5, 3.5, 7, -1),
        *(None, None, None),
    ]


def test_what_map_says() -> None:
    assert mapping_typed('date=Day, "text=Notes, and more"') == {"date": "Day", "text": "Notes, and more"}
    for typed in ("date", "date=", "=Day", "date=a,date=b"):
        with pytest.raises(BadInput):
            mapping_typed(typed)


@given(st.binary(max_size=400))
def test_no_bytes_bring_it_down(data: bytes) -> None:
    try:
        read_diary(b"date,text\n" + data)
    except BadInput:
        return
