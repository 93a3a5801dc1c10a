"""Every key, heading and list element of a TOML text is found at its line and column."""

import tomllib

import pytest

from aftercare.exchange.toml_places import Path, Place, Places
from aftercare.store.reference import sample_plans

TEXT = '''# a comment with [brackets] and "quotes"
top = 1
[plan]
"quoted key" = [1, "two ] [", { three = 3 }, [
  4, # four
  5,
]]
a.b = { c = [ 6 ] }
long = """
[not a heading]
x = "no key" """
time = 2026-11-26 17:30:00
'literal' = \'\'\'
' '' [[steps]]\'\'\'
"esc\\u0061ped" = -1.5e3

[[steps]]
id = "a"
[[ steps ]]
id = "b"
[steps.sub]
deep = true
[[steps.parts]]
[[steps.parts]]
x = 1
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("top",), (2, 1)),
        (("plan",), (3, 1)),
        (("plan", "quoted key"), (4, 1)),
        (("plan", "quoted key", 1), (4, 20)),
        (("plan", "quoted key", 2, "three"), (4, 33)),
        (("plan", "quoted key", 3, 1), (6, 3)),
        (("plan", "a", "b", "c", 0), (8, 15)),
        (("plan", "long"), (9, 1)),
        (("plan", "time"), (12, 1)),
        (("plan", "literal"), (13, 1)),
        (("plan", "escaped"), (15, 1)),
        (("steps",), (17, 1)),
        (("steps", 0, "id"), (18, 1)),
        (("steps", 1), (19, 1)),
        (("steps", 1, "sub", "deep"), (22, 1)),
        (("steps", 1, "parts", 1, "x"), (25, 1)),
    ],
)
def test_a_value_is_found(path, place):
    assert Places(TEXT).of(path) == Place(*place)


def test_what_is_missing_is_sought_in_the_thing_around_it():
    assert Places(TEXT).of(("steps", 1, "wait")) == Place(19, 1)
    assert Places(TEXT).of(("nothing",)) == Place(1, 1)


def test_every_value_of_the_sample_plans_has_a_place_of_its_own():
    for _, raw in sample_plans():
        text = raw.decode()
        places, lines = Places(text), text.split("\n")
        for path in every_path(tomllib.loads(text)):
            line = lines[places.of(path).line - 1]
            assert not line.startswith("#")
            if isinstance(path[-1], str):
                assert path[-1] in line


def every_path(value: object, path: Path = ()) -> list[Path]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [each for key, part in inner for each in every_path(part, (*path, key))]
    return found if path == () else [path, *found]
