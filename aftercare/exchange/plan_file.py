"""The plan file: TOML that a therapist writes by hand, read into a Plan or refused with all problems at
their places.

```toml
format = 1
[plan]              # id, version, title; written, starts, client if wanted
[practitioner]      # name; practice, phone, email if wanted
[slots]             # named times; morning (07:30) and evening (21:00) are there anyway
[[products]]        # id, name, kind; ingredients if wanted
[[steps]]           # id, product or name, slot or slots, rule; order, after, amount, wait, instruction
[[sessions]]        # id, at, kind
```
The file is untrusted: it came by mail, and nothing in it is believed before it was looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aftercare.exchange.plan_bytes import decoded, read_plan_bytes
from aftercare.exchange.plan_calendar import day, time_of_day, wall_time
from aftercare.exchange.plan_errors import PlanErrors, PlanProblem, Problems
from aftercare.exchange.plan_step import StepReading, check_order
from aftercare.exchange.plan_syntax import toml_tables
from aftercare.exchange.plan_table import PlanTable, nearest
from aftercare.exchange.toml_places import Places
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import EVENING, MORNING, FromPlan, Practitioner, Product, Slot
from aftercare.model.safe_text import shown
from aftercare.model.session import Session

FORMAT = 1
MAX_VERSION = 1_000_000
MAX_PRODUCTS = MAX_STEPS = 100
MAX_SESSIONS = 200
MAX_SLOTS = 12
MAX_INGREDIENTS = 80
_MAX_NAME, _MAX_TITLE, _MAX_INGREDIENT = 80, 120, 100

_TOP_KEYS = ("format", "plan", "practitioner", "slots", "products", "steps", "sessions")
_DEFAULT_SLOTS = {slot.id: slot for slot in (MORNING, EVENING)}


def read_plan(path: Path, kinds: Mapping[str, ProductKind]) -> Plan:
    """The plan in the file at `path`; `kinds` are the product kinds that it may name.

    Raises PlanErrors (a BadPlan) with every problem found, NotFound where there is no file, DiskTrouble where
    the disk does not give it.
    """
    return parse_plan(read_plan_bytes(path), path.name or str(path), kinds)


def parse_plan(raw: bytes, source_name: str, kinds: Mapping[str, ProductKind]) -> Plan:
    """The plan in the bytes of a file that messages call `source_name`.

    Raises PlanErrors with every problem found.
    """
    text = decoded(raw, source_name)
    values = toml_tables(text, source_name)
    problems = Problems()
    top = PlanTable(values, (), "", problems)
    _check_format(top, source_name, text)
    plan = _plan(top, kinds, problems)
    if problems:
        raise PlanErrors(source_name, problems.placed(Places(text)))
    return plan


def _check_format(top: PlanTable, source_name: str, text: str) -> None:
    """A file of another format is refused alone: what else seems wrong in it may be right there."""
    value = top.values.get("format")
    if value == FORMAT and isinstance(value, int) and not isinstance(value, bool):
        return
    place = Places(text).of(("format",))
    if value is None:
        message, suggestion = (
            "The file does not say which format it is in.",
            "Begin it with the line: format = 1",
        )
    elif isinstance(value, int) and not isinstance(value, bool) and value > FORMAT:
        message = f"The file is in format {shown(value)}, and this program reads format {FORMAT}."
        suggestion = "Get a newer aftercare, or ask for the plan in the older format."
    else:
        message, suggestion = f"{shown(value)} is no format of a plan.", f"Write format = {FORMAT}"
    raise PlanErrors(source_name, [PlanProblem(place.line, place.column, "format", message, suggestion)])


def _plan(top: PlanTable, kinds: Mapping[str, ProductKind], problems: Problems) -> Plan:
    top.refuse_unknown(_TOP_KEYS)
    head = _section(top, "plan", problems)
    head.refuse_unknown(("id", "version", "title", "written", "starts", "client"))
    origin = FromPlan(head.identifier("id"), head.whole_number("version", 1, MAX_VERSION, "version = 1"))
    starts = day(head, "starts")
    title = head.text("title", _MAX_TITLE, required=True, example='title = "Calm and firm"')
    practitioner = _practitioner(_section(top, "practitioner", problems))
    slots = _slots(top)
    products = _products(top, kinds, origin)
    known_slots = [*_DEFAULT_SLOTS, *(slot.id for slot in slots if slot.id not in _DEFAULT_SLOTS)]
    steps = _steps(top, StepReading(products, kinds, known_slots, starts, problems))
    return Plan(
        id=origin.plan,
        version=origin.version,
        title=title,
        practitioner=practitioner,
        products=tuple(products.values()),
        slots=slots,
        steps=steps,
        sessions=_sessions(top, origin),
        written=day(head, "written"),
        starts=starts,
        client=head.text("client", _MAX_NAME),
    )


def _section(top: PlanTable, key: str, problems: Problems) -> PlanTable:
    if key not in top.values:
        top.problem(None, f"The part [{key}] is missing.", f"Write its heading on a line of its own: [{key}]")
        return PlanTable({}, (key,), key, Problems())
    return top.table(key) or PlanTable({}, (key,), key, Problems())


def _practitioner(table: PlanTable) -> Practitioner:
    table.refuse_unknown(("name", "practice", "phone", "email"))
    return Practitioner(
        name=table.text("name", _MAX_NAME, required=True, example='name = "Ines Moreau"'),
        practice=table.text("practice", _MAX_TITLE),
        phone=table.text("phone", _MAX_NAME),
        email=table.text("email", _MAX_TITLE),
    )


def _slots(top: PlanTable) -> tuple[Slot, ...]:
    table = top.table("slots")
    if table is None:
        return ()
    if len(table.values) > MAX_SLOTS:
        table.problem(None, f"There are {len(table.values)} slots, and at most {MAX_SLOTS} are read.", "Join some.")
    result = []
    for key in table.values:
        slot_id = table.checked_identifier(key, key)
        default = _DEFAULT_SLOTS.get(slot_id)
        name = default.name if default else slot_id.replace("-", " ").capitalize()
        result.append(Slot(slot_id, name, time_of_day(table, key)))
    return tuple(result)


def _products(top: PlanTable, kinds: Mapping[str, ProductKind], origin: FromPlan) -> dict[str, Product]:
    tables = top.tables("products", MAX_PRODUCTS, "product")
    found: dict[str, Product] = {}
    for table in tables:
        table.refuse_unknown(("id", "name", "kind", "ingredients"))
        product = Product(
            id=table.identifier("id"),
            name=table.text("name", _MAX_NAME, required=True, example='name = "Calming gel"'),
            kind=_kind(table, kinds),
            origin=origin,
            ingredients=table.texts("ingredients", MAX_INGREDIENTS, _MAX_INGREDIENT),
        )
        if product.id:
            found.setdefault(product.id, product)
    _refuse_twice(tables, "product")
    return found


def _kind(table: PlanTable, kinds: Mapping[str, ProductKind]) -> str:
    kind = table.text("kind", 64, required=True, example='kind = "gel"')
    if kind and kind not in kinds:
        word = kind.casefold().replace(" ", "-")
        meant = next((each.id for each in kinds.values() if word in each.also or word == each.id), None)
        suggestion = f'Did you mean "{meant}"?' if meant else nearest(word, kinds)
        table.problem("kind", f"{shown(kind)} is not a kind of product.", suggestion)
    return kind


def _steps(top: PlanTable, reading: StepReading) -> tuple[PlanStep, ...]:
    if not top.values.get("steps"):
        key = "steps" if "steps" in top.values else None
        top.problem(key, "The plan has no steps.", "Head each step with [[steps]]")
        return ()
    tables = top.tables("steps", MAX_STEPS, "step")
    steps = tuple(reading.step(table) for table in tables)
    _refuse_twice(tables, "step")
    check_order(steps, tables)
    return steps


def _sessions(top: PlanTable, origin: FromPlan) -> tuple[Session, ...]:
    tables = top.tables("sessions", MAX_SESSIONS, "session")
    sessions = []
    for table in tables:
        table.refuse_unknown(("id", "at", "kind"))
        kind = table.text("kind", _MAX_NAME, required=True, example='kind = "facial needles"')
        sessions.append(Session(table.identifier("id"), wall_time(table, "at"), kind, origin))
    _refuse_twice(tables, "session")
    return tuple(sessions)


def _refuse_twice(tables: Sequence[PlanTable], one: str) -> None:
    """Notes every table whose id an earlier one has."""
    seen: dict[str, int] = {}
    for number, table in enumerate(tables, start=1):
        identifier = table.values.get("id")
        if not isinstance(identifier, str):
            continue
        first = seen.setdefault(identifier, number)
        if first != number:
            table.problem(
                "id",
                f"The id {shown(identifier)} is taken by {one} {first} already.",
                f"Give this {one} another id.",
            )
