"""The keys of the points to press: what comes of each."""

from __future__ import annotations

from ways import Way

PRESS_WAYS = (
    Way("day", "F", "PressScreen", "Your plan has no point to be pressed."),
    Way("magnets", "F", "PressScreen", "Your plan has no point to be pressed."),
    Way("magnets, two on", "h", "PointHistorySheet", "put on", click=True),
    Way("points to press", "space", sees="let it stand", click=True),
    Way("points to press", "plus", sees="2:30, as you set it", click=True),
    Way("points to press", "equals_sign", sees="2:30, as you set it"),
    Way("points to press", "minus", sees="1:30, as you set it", click=True),
    Way("points to press", "s", sees="no time is running"),
    Way("points to press", "b", sees="the bell is off here"),
    Way("points to press", "h", "PointHistorySheet", "Nothing yet.", click=True),
    Way("points to press", "question_mark", "HelpScreen", "a time that has begun stands", click=True),
    Way("points to press", "escape", "TodayScreen", click=True),
    Way("points to press", "q", "TodayScreen"),
    Way("points, one pressed", "u", sees="taken back: pressing “ST6 Jiache, right”", wrote=("undo",)),
    Way("history of a point", "escape", "PressScreen", click=True),
    Way("a time that stands", "s", sees="pressed 1:00 of 2:00", wrote=("press point",), click=True),
)
