"""What a screen shows and which keys it knows. A key chosen here is run there, so that a mouse reaches everything."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aftercare.screens.prompt import Prompt
from aftercare.widgets.choices import Choices
from aftercare.widgets.key_line import Key, KeyLine

_KEYS = (
    Key("space", "the step is done (enter does it too)", "answer"),
    Key("s", "leave the step out, with a reason", "skip"),
    Key("A", "every open step of this part of the day is done", "all"),
    Key("⌫", "open an answered step again", "reopen"),
    Key("y", "it stung: let the step rest, and ask your therapist", "stung"),
    Key("w", "why the step is due, or not", "why"),
    Key("p", "pause the routine, or go on with it", "pause"),
    Key("f3", "how to reach your therapist (everywhere; ctrl+t too)", "therapist"),
    Key("u", "take back your last action", "undo"),
    Key("r", "go through this part of the day, one step a screen", "run"),
    Key("c", "check in: rate your skin, and note what else was", "check_in"),
    Key("n", "write a note of the day", "note"),
    Key("d", "all about the step", "detail"),
    Key("← [", "the day before", "turn(-1)"),
    Key("→ ]", "the day after", "turn(1)"),
    Key("t", "back to today", "to_today"),
    Key("h", "your shelf: until when each is good, and what is left", "shelf"),
    Key("o", "your routine: add, change, move and end steps", "routine"),
    Key("f", "remarks on your routine: what does not go together, and what is offered", "findings"),
    Key("i", "import the plan that your therapist gave you", "import_plan"),
    Key("a", "the appointments with your therapist", "sessions"),
    Key("J", "your journal: all that you wrote down, with a calendar and a search", "journal"),
    Key("P", "photos of your face: add, look at, compare", "photos"),
    Key("R", "a report for your therapist: one file, its parts chosen by you", "app.report"),
    Key("M", "the magnets on your points: put on, take off and count in, the skin", "magnets"),
    Key("F", "the points you press with a finger: a time that runs down, each side", "press"),
    Key("m", "your reminders: what waits, and what became of them", "app.inbox"),
    Key("b", "remind after closing too: start the reminder service", "app.keep_reminding"),
    Key("g", "the clients: somebody else's record", "app.clients"),
    Key(",", "the settings: name, time zone, start of the day, theme, reminders", "app.settings"),
    Key("S", "the safety questions: what has to be known before magnets and some products", "safety"),
    Key("z", "go on in this machine's time zone, where a notice says so", "take_zone"),
    Key("v", "choose, where a thing was changed in two places", "versions"),
    Key("l", "what to leave out after a session, and why", "after"),
    Key("e", "answer what a notice asks", "answer_notice"),
    Key("x", "put a notice away, or the line about reminders", "put_away"),
    Key("ctrl+p", "all commands, and the dark and light themes", "app.command_palette"),
    Key("q", "quit (ctrl+q everywhere)", "app.quit"),
)
#: What every screen knows, and so the help of each begins with.
_EVERYWHERE = (
    Key("!", "something's wrong: what to do now (f4 in a field, ctrl+g)", "app.help_me"),
    Key("f8", "cover the screen until any key (ctrl+l, right button)", "app.cover"),
)
_GLYPHS = (
    ("✓", "done"),
    ("›", "now"),
    ("·", "open"),
    ("–", "skipped"),
    ("○", "missed"),
    ("‖", "paused or held"),
    ("⊘", "not offered: w says why"),
    ("◦", "as needed"),
    ("▸", "finished, enter opens it"),
    ("▌", "where you are"),
)
#: The cells of a line of the sheet, which is as wide as on a terminal of 80, and those of a key at its beginning.
_ROOM, _KEY = 70, 8
#: What else stands in a line of the list: its padding, and the bar where it is long.
_BESIDE = 4
#: The lines that the sheet has for the frame, the margin above the list, and the keys with theirs.
_FRAME, _ABOVE, _KEYS_BELOW = 2, 1, 2
#: Of the screen's height the sheet takes so much at most, in percent, and the list as few lines as this.
_TALLEST, _LEAST = 94, 4


class Help(Struct, frozen=True):
    """What there is to explain: the screen in a sentence or two, its keys and its signs."""

    title: str
    about: str
    keys: tuple[Key, ...]
    glyphs: tuple[tuple[str, str], ...] = ()


TODAY = Help(
    "Today",
    "The day's steps in the order in which you put them on, the part that matters now first. "
    "↑ ↓ or a click choose a step, a click on its sign answers it.",
    _KEYS,
    _GLYPHS,
)


class HelpScreen(Prompt[str]):
    """Returns the action that was chosen, or None."""

    CSS_PATH = "help.tcss"

    def __init__(self, explained: Help = TODAY) -> None:
        super().__init__()
        self._explained = explained

    def compose(self) -> ComposeResult:
        with Vertical(id="sheet") as sheet:
            sheet.border_title = Content(self._explained.title)
            yield Static(self._explained.about, classes="quiet", markup=False)
            yield Choices(
                *(
                    Option(Content.assemble((f"{key.key:<{_KEY}}", "bold $primary"), _beside(key.does)), id=key.action)
                    for key in (*_EVERYWHERE, *self._explained.keys)
                )
            )
            if self._explained.glyphs:
                yield Static(_legend(self._explained.glyphs), id="glyphs")
            yield KeyLine((Key("enter", "does the chosen one", "choose"), Key("esc", "goes back", "leave")))

    def on_resize(self) -> None:
        # the list has what the words above and the signs below it leave: neither is cut, and no line stays empty
        others = _FRAME + _ABOVE + _KEYS_BELOW + len(wrap(self._explained.about, _ROOM))
        if self._explained.glyphs:
            others += 1 + _legend(self._explained.glyphs).plain.count("\n") + 1
        room = self.size.height * _TALLEST // 100 - others
        self.query_one(Choices).styles.max_height = max(_LEAST, room)

    def on_mount(self) -> None:
        # the screen's own keys are what was asked for; what is the same everywhere stands above them
        self.query_one(Choices).highlighted = len(_EVERYWHERE)

    def action_choose(self) -> None:
        """Runs the chosen key."""
        self.query_one(Choices).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def explain(screen: Screen[Any], explained: Help = TODAY) -> None:
    """Opens the help of `screen` over it; a key chosen there is run on it."""

    async def run(action: str | None) -> None:
        if action:
            await screen.run_action(action)

    screen.app.push_screen(HelpScreen(explained), run)


def _beside(does: str) -> str:
    """What a key does, in lines that stand below each other beside it."""
    return f"\n{' ' * _KEY}".join(wrap(does, _ROOM - _KEY - _BESIDE))


def _legend(glyphs: tuple[tuple[str, str], ...]) -> Content:
    """The signs with their meanings; no line ends between the two."""
    parts: list[str | tuple[str, str]] = []
    used = 0
    for sign, means in glyphs:
        width = cell_len(f"{sign} {means}   ")
        if used and used + width > _ROOM:
            parts.append("\n")
            used = 0
        parts += [(sign, "bold"), f" {means}   "]
        used += width
    return Content.assemble(*parts)
