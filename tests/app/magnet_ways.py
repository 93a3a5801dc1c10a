"""The keys of the screens with magnets: what comes of each."""

from __future__ import annotations

from ways import Way

MAGNET_WAYS = (
    Way("day", "M", "MagnetsScreen", "Your plan has no point for a magnet."),
    Way("magnets", "space", sees="✓ ST6 Jiache, right", click=True),
    Way("magnets", "p", sees="1 magnet on, counted out.", wrote=("place magnets",), click=True),
    Way("magnets", "t", sees="no magnet is on"),
    Way("magnets, two on", "t", "CountSheet", "Take off: 2 magnets on", click=True),
    Way("magnets", "k", "ChoosePrompt", "The skin there", click=True),
    Way("magnets, two on", "a", sees="the new adhesive is kept", wrote=("change adhesive",)),
    Way("magnets, one missing", "f", sees="found, and counted in", wrote=("find magnets",), click=True),
    Way("magnets, one missing", "x", sees="it is no longer looked for", wrote=("give magnets up",)),
    Way("magnets, two on", "u", sees="taken back: putting on 2 magnets", wrote=("undo",)),
    Way("magnets", "question_mark", "HelpScreen", "the point that rested longest", click=True),
    Way("magnets", "escape", "TodayScreen", click=True),
    Way("magnets", "q", "TodayScreen"),
    Way("counting in", "space", sees="✓  ST6 Jiache, right", click=True),
    Way("counting in", "enter", sees="Not counted in: ST6 Jiache, right, ST6 Jiache, left.", click=True),
    Way(
        "counting in",
        "m",
        "HelpMeScreen",
        "A magnet that cannot be found",
        ("miss magnets",),
        first=("enter",),
        click=True,
    ),
    Way("counting in", "s", "MagnetsScreen", first=("enter",), click=True),
    Way("counting in", "escape", "MagnetsScreen", click=True),
)
