"""What `search` answers with --json."""

from __future__ import annotations

from aftercare.cli.journal_shapes import EntryShape
from aftercare.cli.json_shape import Shape


class FoundShape(Shape, frozen=True):
    """`search`: the entries that fit, the best first; `more` says that --most left some out."""

    client: str
    searched: str
    entries: tuple[EntryShape, ...]
    more: bool
