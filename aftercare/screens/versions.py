"""Choosing where a thing was changed in two places at the same time. The other versions become history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.care import Care, OfferedVersion
from aftercare.model.words import short_day
from aftercare.screens.prompt import Prompt
from aftercare.screens.version_words import title_in_words, version_in_words
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import Key, KeyLine


class VersionsScreen(Prompt[None]):
    """Lists each such thing with its versions, and keeps the one that is chosen."""

    CSS_PATH = "versions.tcss"

    offered = query_one(Choices)

    def __init__(self, care: Care, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self._by_option: dict[str, OfferedVersion] = {}

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content("Changed in two places")
            yield Static(
                "Which one is right? The one that you choose is shown from now on, the others stay in the history.",
                classes="quiet",
                markup=False,
            )
            yield Choices()
            yield self.trouble()
            yield KeyLine((Key("enter", "keeps the chosen one", "choose"), Key("esc", "goes back", "leave")))

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, group="read-versions", exclusive=True)
    def _read(self) -> None:
        versions = self._care.several_versions()
        names = {step.id: step.name for step in self._care.present().routine.steps.values()}
        self.app.call_from_thread(self._list, versions, names)

    def _list(self, things: list[list[OfferedVersion]], names: dict[str, str]) -> None:
        if not things:
            self.dismiss(None)
            return
        now = self._care.wall(self._clock())
        self.offered.clear_options()
        self._by_option = {version.name + version.id: version for versions in things for version in versions}
        for versions in things:
            heading = Content.styled(title_in_words(versions[0], names, now.date()), "bold")
            self.offered.add_option(Option(heading, disabled=True))
            for position, version in enumerate(versions):
                at = version.at.astimezone(now.tzinfo)
                shown = " (shown now)" if position == 0 else ""
                text = f"  {short_day(at.date(), now.date())} {at:%H:%M}  {version_in_words(version)}"
                label = Content.assemble(text, (shown, "$foreground-muted")) if shown else Content(text)
                self.offered.add_option(Option(label, id=version.name + version.id))
        self.offered.action_first()

    def action_choose(self) -> None:
        """Keeps the chosen version."""
        self.offered.action_select()

    @on(OptionList.OptionSelected)
    def _keep(self, event: OptionList.OptionSelected) -> None:
        version = self._by_option.get(event.option_id or "")
        if version is not None:
            self.say_trouble(None)
            self.save(lambda: self._care.keep_version(version, self._clock()), lambda _: self._read())
