"""The line of a notice: how it is put away always stands on it, in one piece."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from aftercare.model.notice import LateSigns, Notice, RecordUnreadable, SeveralVersions, ZoneUnknown
from aftercare.widgets.notice_line import NoticeLine

NOTICES: tuple[Notice, ...] = (
    LateSigns(),
    SeveralVersions(2),
    ZoneUnknown("Europe/Atlantis", "UTC"),
    RecordUnreadable("The record 無 cannot be read. " * 20),
)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda each: type(each).__name__)
def test_how_it_is_put_away_is_never_broken_nor_cut_off(notice: Notice) -> None:
    line = NoticeLine((notice, LateSigns()))
    for width in range(40, 200):
        lines = line._lines(width)
        assert len(lines) <= 3
        assert all(cell_len(each) <= width for each in lines)
        assert lines[-1].endswith("· x puts it away")
