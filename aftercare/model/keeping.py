"""What a new version of a plan leaves to the client: what they read off a pack, what they use instead."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from aftercare.model.plan import PlanStep
from aftercare.model.routine import Product, Step


def with_measures(stated: Product, existing: Product) -> Product:
    """The plan's product with what the client read off the pack, where the plan says nothing of it."""
    return replace(
        stated,
        pao=stated.pao if stated.pao is not None else existing.pao,
        size=stated.size if stated.size is not None else existing.size,
        dose=stated.dose if stated.dose is not None else existing.dose,
        size_unit=stated.size_unit if stated.size is not None else existing.size_unit,
        dose_unit=stated.dose_unit if stated.dose is not None else existing.dose_unit,
    )


def with_product(step: Step, existing: Step, stated: PlanStep, before: PlanStep | None, effective: date) -> Step:
    """`step` with what it applied before; what the client put in its place stays until the plan changes it."""
    if existing.product == stated.product:
        return replace(step, former=existing.former)
    if before is not None and before.product == stated.product and existing.product is not None:
        name = existing.name if before.name == stated.name else step.name
        return replace(step, product=existing.product, name=name, order=existing.order, former=existing.former)
    if stated.product is None:
        return step
    return replace(step, former=existing.applying(stated.product, step.name, step.order, effective).former)
