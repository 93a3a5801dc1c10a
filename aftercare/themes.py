"""The program's two themes, warm and calm. Every text colour keeps a contrast of at least 4.5:1 on its grounds."""

from __future__ import annotations

from textual.theme import Theme

EVENING = Theme(
    name="aftercare-evening",
    dark=True,
    primary="#e8b07e",
    secondary="#b9a5cf",
    accent="#e8b07e",
    success="#a5c99b",
    warning="#e6c27a",
    error="#f09d8c",
    foreground="#ece4d9",
    background="#1c1815",
    surface="#25201b",
    panel="#352d26",
    variables={
        "foreground-muted": "#b3a798",
        "text-muted": "#b3a798",
        "text-success": "#a5c99b",
        "text-warning": "#e6c27a",
        "text-error": "#f09d8c",
        "border": "#e8b07e",
        "border-blurred": "#5a4f45",
        "block-cursor-background": "#43372c",
        "block-cursor-foreground": "#f6efe6",
        "block-hover-background": "#2c2620",
        "scrollbar": "#5a4f45",
        "scrollbar-background": "#1c1815",
        "scrollbar-background-hover": "#1c1815",
        "scrollbar-background-active": "#1c1815",
    },
)

MORNING = Theme(
    name="aftercare-morning",
    dark=False,
    primary="#8c4a1c",
    secondary="#6b5486",
    accent="#8c4a1c",
    success="#35663f",
    warning="#7a5400",
    error="#9f3325",
    foreground="#352d26",
    background="#fbf7f0",
    surface="#f3ebe0",
    panel="#e9ddcd",
    variables={
        "foreground-muted": "#655a4f",
        "text-muted": "#655a4f",
        "text-success": "#35663f",
        "text-warning": "#7a5400",
        "text-error": "#9f3325",
        "border": "#8c4a1c",
        "border-blurred": "#c3b3a0",
        "block-cursor-background": "#e6d8c5",
        "block-cursor-foreground": "#2a231d",
        "block-hover-background": "#efe5d7",
        "scrollbar": "#c3b3a0",
        "scrollbar-background": "#fbf7f0",
        "scrollbar-background-hover": "#fbf7f0",
        "scrollbar-background-active": "#fbf7f0",
    },
)

#: By the names that a person uses.
NAMED = {"evening": EVENING, "morning": MORNING}
