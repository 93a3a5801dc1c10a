"""What the face shows beside a check-in: the measure that the cursor is on, with yesterday's values as ghosts."""

from __future__ import annotations

from datetime import timedelta

from aftercare.model.face_layer import Ghost, Layer, Plain, Rated, Ratings
from aftercare.model.filling import Filling
from aftercare.model.scale import highest_drawn, number_of

_DAY = timedelta(days=1)


def layer_of(filling: Filling) -> Layer:
    """The ratings of the current measure by zone; of one that is not rated by zones the face alone."""
    current = filling.current
    if current is None or current.zone is None:
        return Plain()
    measure = current.measure
    values: dict[str, Rated | Ghost] = {}
    # also of those that are rated by now: the legend stays where it is
    ghosts = False
    for each in filling.subjects:
        if each.zone is None or each.measure.id != measure.id:
            continue
        rating = filling.rating(each)
        of_yesterday = each.ghost is not None and each.ghost.day >= filling.form.day - _DAY
        ghosts = ghosts or of_yesterday
        if rating is not None:
            value = number_of(rating.value, measure)
            values |= {each.zone.id: Rated(value)} if value is not None else {}
        elif each.ghost is not None and of_yesterday:
            value = number_of(each.ghost.value, measure)
            values |= {each.zone.id: Ghost(value)} if value is not None else {}
    return Ratings(values, measure.label, highest_drawn(measure), ghosts)
