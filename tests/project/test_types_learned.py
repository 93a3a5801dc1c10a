"""Every type that msgspec reads values as was learned by one thread alone: see `learned`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import aftercare

#: What reads values as a type: the name, which argument the type is, and its keyword.
READS = {"convert": (1, "type"), "decode": (1, "type"), "Decoder": (0, "type")}
PACKAGE = Path(aftercare.__file__).parent


def types_read(source: str) -> Iterator[tuple[int, ast.expr]]:
    """The lines in which values are read as a type, and that type."""
    nodes = list(ast.walk(ast.parse(source)))
    from_msgspec = {
        (alias.asname or alias.name)
        for each in nodes
        if isinstance(each, ast.ImportFrom) and (each.module or "").split(".")[0] == "msgspec"
        for alias in each.names
    }
    for each in nodes:
        if isinstance(each, ast.Call):
            called = each.func.value if isinstance(each.func, ast.Subscript) else each.func
            *whose, name = ast.unparse(called).split(".")
            if name in READS and (whose[0] == "msgspec" if whose else name in from_msgspec):
                place, keyword = READS[name]
                found = [*each.args[place : place + 1], *(of.value for of in each.keywords if of.arg == keyword)]
                yield from ((each.lineno, kind) for kind in found)


def is_learned(kind: ast.expr) -> bool:
    return isinstance(kind, ast.Call) and ast.unparse(kind.func) == "learned"


def test_an_unlearned_type_is_noticed():
    source = "import msgspec\nfrom msgspec import convert\nmsgspec.json.decode(b, type=Note)\nconvert(b, learned(Note))"
    assert [(line, is_learned(kind)) for line, kind in types_read(source)] == [(3, False), (4, True)]


def test_each_type_was_learned():
    sources = {
        each: each.read_text(encoding="utf-8") for each in PACKAGE.rglob("*.py") if each.name != "learned_types.py"
    }
    reads = [
        (f"{path.relative_to(PACKAGE)}:{line}", is_learned(kind))
        for path, source in sources.items()
        if "msgspec" in source and any(f"{name}(" in source or f"{name}[" in source for name in READS)
        for line, kind in types_read(source)
    ]
    assert len(reads) > 40
    assert [place for place, learned in reads if not learned] == []
