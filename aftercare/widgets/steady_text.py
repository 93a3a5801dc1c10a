"""A text that is changed at each key press."""

from __future__ import annotations

from textual.visual import VisualType
from textual.widgets import Static


class SteadyText(Static):
    """As wide as there is room. What stands around it is laid out anew only where its height changes: that costs many
    times as much as to draw the text.
    """

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        super().update(content, layout=False)
        size = self.content_size
        if layout and (not size or self.visual.get_height(self.styles.get_rules(), size.width) != size.height):
            self.refresh(layout=True)
