"""What a point went through, beside the ratings of its zone, as the commands tell it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from aftercare.cli.terminal import literal, say, styled
from aftercare.model.point_history_words import NO_ZONE, NOTHING_YET, SIDE_BY_SIDE, day_lines, rated_words
from aftercare.model.words import short_day

if TYPE_CHECKING:
    from aftercare.care import Care
    from aftercare.cli.wishes import Wishes
    from aftercare.model.magnet_place import MagnetPlace
    from aftercare.model.point_history import PointDay


def tell_history(wishes: Wishes, care: Care, place: MagnetPlace, days: Sequence[PointDay], now: datetime) -> None:
    """Tells the history of `place`, the latest day first."""
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.point_history_shapes import point_history_shape

        say(encoded(point_history_shape(care.folder.name, place, days)))
        return
    lines = [styled(literal(place.name), bold=True), SIDE_BY_SIDE if place.zone is not None else NO_ZONE]
    today = care.today(now)
    for each in days:
        lines += ["", short_day(each.day, today), *(f"  {literal(line)}" for line in day_lines(each))]
        lines += [f"         {literal(rated_words(one))}" for one in each.rated]
    say(*lines, *([] if days else ["", NOTHING_YET]))
