"""A point's history in words."""

from __future__ import annotations

from aftercare.model.magnet_event import Skin, SkinChecked
from aftercare.model.magnet_words import event_words, span_words
from aftercare.model.point_history import Happened, PointDay, RatedAround
from aftercare.model.press import Pressed
from aftercare.model.run import clock_words

#: What stands over the ratings: they are no verdict on what was done.
SIDE_BY_SIDE = "Ratings of the zone stand beside it as they were given. They say nothing of what came of what."
NO_ZONE = "This point lies in no zone that is rated."
NOTHING_YET = "Nothing yet."


def happened_words(happened: Happened) -> str:
    """Such as "put on, after a rest of 2 days" and "skin: a mark, rests until it is clear"."""
    event = happened.event
    if isinstance(event, Pressed):
        return pressed_words(event)
    words = event_words(event)
    if happened.rested is not None:
        return f"{words}, after a rest of {span_words(happened.rested)}"
    if isinstance(event, SkinChecked) and event.skin is not Skin.CLEAR:
        return f"{words}, rests until it is clear"
    return words


def pressed_words(event: Pressed) -> str:
    """Such as "pressed 2:00" and "pressed 0:45 of 2:00"."""
    whole, done = (clock_words(each) for each in (event.set_length, event.length))
    return f"pressed {whole}" if event.is_whole else f"pressed {done} of {whole}"


def rated_words(rated: RatedAround) -> str:
    """Such as "redness: 2 the day before, 3 that day"; a day on which it was not rated is not named."""
    told = ((rated.before, "the day before"), (rated.on, "that day"), (rated.after, "the day after"))
    values = ", ".join(f"{value} {when}" for value, when in told if value is not None)
    return f"{rated.name.lower()}: {values}"


def day_lines(day: PointDay) -> tuple[str, ...]:
    """What happened on that day, each with its clock time as it was then."""
    return tuple(f"{each.event.at:%H:%M}  {happened_words(each)}" for each in day.happened)
