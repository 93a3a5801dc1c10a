"""The screen of the report: what is in it and what not is seen before it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import at, press, said, settled, shown
from test_every_click import click_words
from textual.widgets import Input, Static

from aftercare.app import AftercareApp
from aftercare.care import Care
from aftercare.screens.confirm import Confirm
from aftercare.screens.fields_prompt import FieldsPrompt
from aftercare.screens.report import ReportScreen
from aftercare.widgets.hanging import Hanging


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_parts_are_left_out_and_it_is_written_where_it_is_said(
    app: AftercareApp, care: Care, tmp_path: Path, size: tuple[int, int]
) -> None:
    care.ask("May I steam?", at(20))
    async with app.run_test(size=size, notifications=True) as pilot:
        await press(pilot, "R")
        assert "✓ Questions                  1 open question" in shown(app)
        assert "· Photos                     0 photos" in shown(app)
        assert "19 to 22 November 2026" in shown(app)
        await press(pilot, "down", "down", "down", "down", "space")
        assert "· Questions                  1 open question" in shown(app)
        await press(pilot, "f", "w")
        assert "Not in it: Questions; Photos; notes." in " ".join(shown(app).replace("│", " ").split())
        app.screen.query_one(Input).value = str(tmp_path / "no" / "where.txt")
        await press(pilot, "enter")
        assert "There is no folder" in shown(app)
        app.screen.query_one(Input).value = str(tmp_path / "report.txt")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReportScreen)
        assert "is written. The file is not encrypted" in said(app)
        written = (tmp_path / "report.txt").read_text("utf-8")
        assert "What was used" in written
        assert "May I steam?" not in written
        # a second time nothing gives way unasked: an earlier one where it is said, another file never
        written = (tmp_path / "report.txt").stat()
        await press(pilot, "w")
        app.screen.query_one(Input).value = str(tmp_path / "report.txt")
        await press(pilot, "enter")
        assert isinstance(app.screen, Confirm)
        # a long path wraps anywhere
        assert "is an earlier report. Replace it?" in str(app.screen.query_one("#question", Static).render())
        await press(pilot, "n")
        assert "Choose another name." in shown(app)
        assert "--force" not in shown(app)
        assert (tmp_path / "report.txt").stat().st_ino == written.st_ino
        (tmp_path / "thesis.txt").write_text("mine")
        app.screen.query_one(Input).value = str(tmp_path / "thesis.txt")
        await press(pilot, "enter")
        assert isinstance(app.screen, FieldsPrompt)
        assert "Choose another name." in shown(app)
        assert (tmp_path / "thesis.txt").read_text() == "mine"
        app.screen.query_one(Input).value = str(tmp_path / "report.txt")
        await press(pilot, "enter")
        await press(pilot, "y")
        assert isinstance(app.screen, ReportScreen)
        assert (tmp_path / "report.txt").stat().st_ino != written.st_ino


async def test_by_mouse_alone(app: AftercareApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_report()
        await settled(pilot)
        await click_words(pilot, "Shelf")
        assert "· Shelf" in shown(app)
        await click_words(pilot, "Pages")
        assert "the first page alone" in shown(app)
        await click_words(pilot, "Write it …")
        assert "Where to" in shown(app)
        await press(pilot, "escape", "d", "d", "d")
        assert "Which days" in shown(app)
        first, last = app.screen.query(Input)
        first.value, last.value = "2026-11-21", "2026-11-20"
        await press(pilot, "enter")
        assert "Turn the two days round." in shown(app)
        first.value = "2026-11-20"
        await press(pilot, "enter")
        assert "20 November 2026" in shown(app)
        assert "days of your own, 1 day" in shown(app)
        await press(pilot, "d")
        assert "since your last session" in shown(app)


def test_what_a_part_holds_goes_on_below_itself() -> None:
    line = ReportScreen._line("reactions", "✓", "Reactions and signs", "1 reaction, 1 treatment had elsewhere")
    assert isinstance(line.prompt, Hanging)
    first, second = line.prompt.laid(56).plain.splitlines()
    assert second.index("elsewhere") == first.index("1 reaction")
