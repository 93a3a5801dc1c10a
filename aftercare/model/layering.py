"""The order in which the steps of one slot are applied: by layering rank, and never before what must come first."""

from __future__ import annotations

from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from heapq import heapify, heappop, heappush

from aftercare.model.routine import Step


def layered(steps: Iterable[Step]) -> list[Step]:
    """`steps` in the order of application: lower `order` first, then by name, each after those it names in `after`.

    A step named in `after` that is not among `steps` (not due on that day) is no obstacle.
    Raises ValueError with the ids of a cycle.
    """
    by_id = {step.id: step for step in steps}
    graph = TopologicalSorter({step.id: [i for i in step.after if i in by_id] for step in by_id.values()})
    try:
        graph.prepare()
    except CycleError as cycle:
        raise ValueError(" → ".join(reversed(cycle.args[1]))) from cycle

    def ready() -> list[tuple[float, str, str]]:
        return [(by_id[i].order, by_id[i].name.casefold(), i) for i in graph.get_ready()]

    waiting = ready()
    heapify(waiting)
    result: list[Step] = []
    while waiting:
        step = by_id[heappop(waiting)[2]]
        result.append(step)
        graph.done(step.id)
        for item in ready():
            heappush(waiting, item)
    return result
