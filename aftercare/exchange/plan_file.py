"""The plan file: TOML that a therapist writes by hand, read into a Plan or refused with all problems at
their places.

```toml
format = 1
[plan]              # id, version, title; written, starts, client, purpose, concerns, advice, review if wanted
[practitioner]      # name; practice, phone, email, website, address, hours if wanted
[slots]             # named times; morning (07:30) and evening (21:00) are there anyway
[[products]]        # id, name, kind; ingredients, prescribed, amount, pao, size if wanted
[[steps]]           # id, product or activity or name, slot or slots, rule; course, order, after, amount, wait,
                    # zones, essential, instruction
[[sessions]]        # id, at, kind; minutes if wanted
[course]            # as in plan_course
[[preparations]]    # as in plan_course
[[holds]]           # as in plan_rest
[[intervals]]       # as in plan_interval
[[points]]          # as in plan_place
```
The file is untrusted: it came by mail, and nothing in it is believed before it was looked at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aftercare.exchange.plan_bytes import decoded, read_plan_bytes
from aftercare.exchange.plan_calendar import day, time_of_day, wall_time
from aftercare.exchange.plan_care import PLAN_KEYS, read_practitioner, read_purpose, read_review
from aftercare.exchange.plan_course import read_course, read_preparation
from aftercare.exchange.plan_errors import PlanErrors, PlanProblem, Problems
from aftercare.exchange.plan_interval import read_interval
from aftercare.exchange.plan_place import read_point
from aftercare.exchange.plan_product import read_product
from aftercare.exchange.plan_rest import read_hold
from aftercare.exchange.plan_step import StepReading, check_order
from aftercare.exchange.plan_syntax import toml_tables
from aftercare.exchange.plan_table import PlanTable
from aftercare.exchange.toml_places import Places
from aftercare.model.face_point import FacePoint
from aftercare.model.plan import Plan, PlanStep
from aftercare.model.plan_hold import PlanHold
from aftercare.model.plan_vocabulary import Vocabulary
from aftercare.model.preparation import Preparation
from aftercare.model.procedure import WITH_INTERVAL, Interval
from aftercare.model.product_kind import ProductKind
from aftercare.model.routine import EVENING, MORNING, FromPlan, Product, Slot
from aftercare.model.safe_text import shown
from aftercare.model.session import USUAL_MINUTES, Session

FORMAT = 1
MAX_VERSION = 1_000_000
MAX_PRODUCTS = MAX_STEPS = 100
MAX_SESSIONS = 200
MAX_SLOTS = 12
MAX_HOLDS = MAX_POINTS = 60
MAX_PREPARATIONS = 20
_MAX_NAME, _MAX_TITLE = 80, 120
_MAX_PARTS, _MAX_CONCERN, _MAX_ADVICE = 20, 120, 500

TOP_KEYS = (
    "format",
    "plan",
    "practitioner",
    "slots",
    "products",
    "steps",
    "sessions",
    "course",
    "preparations",
    "holds",
    "intervals",
    "points",
)
SESSION_KEYS = ("id", "at", "kind", "minutes")
_DEFAULT_SLOTS = {slot.id: slot for slot in (MORNING, EVENING)}


def read_plan(path: Path, known: Vocabulary) -> Plan:
    """The plan in the file at `path`; `known` are the words that it may use.

    Raises PlanErrors (a BadPlan) with every problem found, NotFound where there is no file, DiskTrouble where
    the disk does not give it.
    """
    return parse_plan(read_plan_bytes(path), path.name or str(path), known)


def parse_plan(raw: bytes, source_name: str, known: Vocabulary) -> Plan:
    """The plan in the bytes of a file that messages call `source_name`.

    Raises PlanErrors with every problem found.
    """
    text = decoded(raw, source_name)
    values = toml_tables(text, source_name)
    problems = Problems()
    top = PlanTable(values, (), "", problems)
    _check_format(top, source_name, text)
    plan = _plan(top, known, problems)
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


def _plan(top: PlanTable, known: Vocabulary, problems: Problems) -> Plan:
    top.refuse_unknown(TOP_KEYS)
    head = _section(top, "plan", problems)
    head.refuse_unknown(PLAN_KEYS)
    origin = FromPlan(head.identifier("id"), head.whole_number("version", 1, MAX_VERSION, "version = 1"))
    starts = day(head, "starts")
    title = head.text("title", _MAX_TITLE, required=True, example='title = "Calm and firm"')
    written = day(head, "written")
    practitioner = read_practitioner(_section(top, "practitioner", problems))
    slots = _slots(top)
    products = _products(top, known.kinds, origin)
    known_slots = [*_DEFAULT_SLOTS, *(slot.id for slot in slots if slot.id not in _DEFAULT_SLOTS)]
    sessions = _sessions(top, origin)
    steps = _steps(top, StepReading(products, known, known_slots, starts))
    return Plan(
        id=origin.plan,
        version=origin.version,
        title=title,
        practitioner=practitioner,
        products=tuple(products.values()),
        slots=slots,
        steps=steps,
        sessions=sessions,
        written=written,
        starts=starts,
        client=head.text("client", _MAX_NAME),
        purpose=read_purpose(head),
        concerns=head.texts("concerns", _MAX_PARTS, _MAX_CONCERN),
        advice=head.texts("advice", _MAX_PARTS, _MAX_ADVICE, lines=True),
        review=read_review(head, written, starts),
        holds=_holds(top, known, sessions, origin),
        points=_points(top, known, origin),
        intervals=_intervals(top, origin),
        course=read_course(course, known, sessions) if (course := top.table("course")) is not None else None,
        preparations=_preparations(top, known, sessions),
    )


def _section(top: PlanTable, key: str, problems: Problems) -> PlanTable:
    if key not in top.values:
        top.problem(None, f"The part [{key}] is missing.", f"Write its heading on a line of its own: [{key}]")
        return PlanTable({}, (key,), key, Problems())
    return top.table(key) or PlanTable({}, (key,), key, Problems())


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
        product = read_product(table, kinds, origin)
        if product.id:
            found.setdefault(product.id, product)
    _refuse_twice(tables, "product")
    return found


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
        table.refuse_unknown(SESSION_KEYS)
        kind = table.text("kind", _MAX_NAME, required=True, example='kind = "facial needles"')
        minutes = USUAL_MINUTES
        if "minutes" in table.values:
            minutes = table.whole_number("minutes", 1, 24 * 60, "minutes = 60")
        sessions.append(Session(table.identifier("id"), wall_time(table, "at"), kind, origin, minutes))
    _refuse_twice(tables, "session")
    return tuple(sessions)


def _preparations(top: PlanTable, known: Vocabulary, sessions: Sequence[Session]) -> tuple[Preparation, ...]:
    tables = top.tables("preparations", MAX_PREPARATIONS, "preparation")
    preparations = tuple(read_preparation(table, known, sessions) for table in tables)
    _refuse_twice(tables, "preparation")
    return preparations


def _holds(top: PlanTable, known: Vocabulary, sessions: Sequence[Session], origin: FromPlan) -> tuple[PlanHold, ...]:
    tables = top.tables("holds", MAX_HOLDS, "hold")
    holds = tuple(read_hold(table, known, sessions, origin) for table in tables)
    _refuse_twice(tables, "hold")
    return holds


def _intervals(top: PlanTable, origin: FromPlan) -> tuple[Interval, ...]:
    tables = top.tables("intervals", len(WITH_INTERVAL), "interval")
    intervals = tuple(read_interval(table, origin) for table in tables)
    _refuse_twice(tables, "interval", "after")
    return intervals


def _points(top: PlanTable, known: Vocabulary, origin: FromPlan) -> tuple[FacePoint, ...]:
    tables = top.tables("points", MAX_POINTS, "point")
    points = tuple(read_point(table, known, origin) for table in tables)
    _refuse_twice(tables, "point")
    return points


def _refuse_twice(tables: Sequence[PlanTable], one: str, key: str = "id") -> None:
    """Notes every table whose id, or what stands at `key` for one, an earlier one has."""
    seen: dict[str, int] = {}
    for number, table in enumerate(tables, start=1):
        identifier = table.values.get(key)
        if not isinstance(identifier, str):
            continue
        first = seen.setdefault(identifier, number)
        if first == number:
            continue
        if key == "id":
            message = f"The id {shown(identifier)} is taken by {one} {first} already."
            table.problem(key, message, f"Give this {one} another id.")
        else:
            message = f"There is an {one} for {shown(identifier)} already, the {one} {first}."
            table.problem(key, message, "Keep one of the two.")
