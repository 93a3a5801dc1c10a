"""A calm line under the day: what waits in the inbox, and whether reminders go on when the app is closed."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.words import counted
from aftercare.reminders.companion import Outlook
from aftercare.widgets.drawn_text import clipped


def reminder_words(found: Outlook) -> str:
    """What there is to say; nothing where reminders go on and nothing waits."""
    if found.trouble:
        return f"Reminders: {found.trouble}"
    number = counted(found.waiting, "reminder waits", "reminders wait")
    waiting = f"{number}: m" if found.waiting else ""
    if found.unsent:
        return f"Desktop notifications do not arrive, m tells more: {found.unsent}; retrying"
    ends = ""
    if not found.runs and found.wanted and found.installed:
        ends = "The reminder service does not run: b starts it"
    elif not found.runs and found.wanted and found.told:
        ends = "Reminders end when you close this: b keeps them going, x hides this"
        if waiting:
            ends = "they end with the app: b keeps them on, x hides this"
    return " · ".join(each for each in (waiting, ends) if each)


class ReminderLine(Widget):
    """Shows what was last found; takes no room where there is nothing to say. A click does what the line offers."""

    DEFAULT_CSS = """
    ReminderLine {
        split: bottom;
        display: none;
        height: 1;
        padding: 0 2;
        color: $foreground-muted;
        &.-said { display: block; }
    }
    """
    ALLOW_SELECT = False

    outlook: reactive[Outlook | None] = reactive(None, init=False)

    def watch_outlook(self, found: Outlook | None) -> None:
        self.set_class(found is not None and bool(reminder_words(found)), "-said")

    def render(self) -> Content:
        return Content(clipped(reminder_words(self.outlook) if self.outlook else "", self.size.width))

    async def on_click(self, event: events.Click) -> None:
        """On the words about a key it does what that key does; elsewhere it opens the inbox."""
        words, at = reminder_words(self.outlook) if self.outlook else "", event.get_content_offset(self)
        x = at.x if at is not None else 0
        for said, action in (("x hides", "put_away"), ("b ", "keep_reminding")):
            start = words.find(f": {said}") if said == "b " else words.find(said)
            if start >= 0 and x >= start:
                await self.screen.run_action(action)
                return
        await self.screen.run_action("inbox")
