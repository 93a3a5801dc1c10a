"""The keys of the screens with photos: what comes of each."""

from __future__ import annotations

from ways import Way

PHOTO_WAYS = (
    Way("day", "P", "PhotosScreen", "No photo yet."),
    Way("photos", "a", "PhotosForm", "Add photos", click=True),
    Way("photos", "n", sees="nothing is new in the folder"),
    Way("photos, a new one", "n", "PhotosForm", "Add 1 photo"),
    Way("photos", "w", "FieldsPrompt", "The folder of your telephone"),
    Way("photos", "enter", "ComparePhotosScreen", "19 days apart.", click=True),
    Way("photos", "c", "ComparePhotosScreen", "19 days apart."),
    Way("photos", "down", sees="12 November 2026"),
    Way("photos", "e", "ShelfForm", "What this photo shows", click=True),
    Way("photos, one lost", "o", sees="This photo is not on this machine.", click=True),
    Way("photos", "x", "Confirm", "Take the photo of Friday 20 November 2026, front out?"),
    Way("photos", "delete", "Confirm", "Take the photo of Friday 20 November 2026, front out?"),
    Way("photos", "t", "PhotoProtocol", "At least 1.5 m away", click=True),
    Way("photos, one changed", "u", sees="the entry “after the holiday”", wrote=("undo",)),
    Way("photos", "question_mark", "HelpScreen", "Photos of your face", click=True),
    Way("photos", "escape", "TodayScreen", click=True),
    Way("photos", "q", "TodayScreen"),
    Way("photos to add", "ctrl+s", sees="No file is named.", click=True),
    Way("photos to add", "down", focus="view"),
    Way("photos to add", "up", focus="zone", first=("tab", "tab", "tab")),
    Way("photos to add", "tab", focus="view", click=True),
    Way("photos to add", "escape", "PhotosScreen", click=True),
    Way("two photos", "left", sees="no earlier front photo", click=True),
    Way("two photos", "left_square_bracket", sees="no earlier front photo"),
    Way("two photos", "right", sees="no later front photo", click=True),
    Way("two photos", "right_square_bracket", sees="no later front photo"),
    Way("two photos", "tab", sees="▌ 1 Nov 2026", click=True),
    Way("two photos", "shift+tab", sees="▌ 1 Nov 2026"),
    Way("two photos", "s", sees="\n ▌ 20 Nov 2026", click=True),
    Way("two photos", "v", sees="photos of every view", click=True),
    Way("two photos", "question_mark", "HelpScreen", "Two photos side by side", click=True),
    Way("two photos", "escape", "PhotosScreen", click=True),
    Way("two photos", "q", "PhotosScreen"),
    Way("how to take one", "down", scrolls="down", click=True),
    Way("how to take one", "escape", "PhotosScreen", click=True),
)
