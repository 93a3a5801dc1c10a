"""What the journal's screen says of itself, and its keys."""

from __future__ import annotations

from textual.content import Content

from aftercare.screens.help import Help
from aftercare.widgets.key_line import Key

KEYS = (
    Key("enter", "open", "open"),
    Key("/", "search", "search"),
    Key("f", "filter", "filter"),
    Key("a", "write", "write"),
    Key("e", "edit", "edit"),
    Key("?", "help", "help"),
    Key("esc", "back", "back"),
)
SEARCH_KEYS = (
    Key("enter", "to what is found", "to_hits"),
    Key("esc", "leaves the search", "back"),
)
HELP = Help(
    "The journal",
    "All that you wrote down, the newest first. ↑ ↓ or a click choose an entry; in the calendar the arrows or a click "
    "choose a day, and • marks a day with entries. Tab goes from one to the other.",
    (
        Key("enter", "all of the chosen entry; a photo opens among the photos", "open"),
        Key("/", "search: words or their beginnings, “a phrase” in quotation marks, -not this", "search"),
        Key("f", "show only a kind, zone, measure, tag, product, session or period", "filter"),
        Key("F", "show everything again", "clear_filter"),
        Key("[", "a month back", "turn(-1)"),
        Key("]", "a month on", "turn(1)"),
        Key("t", "to today", "to_today"),
        Key("z", "the face: ratings, changes, points, bruises and photos by zone", "face"),
        Key("a", "write something down: offers the kinds", "write"),
        Key("n", "write a note of the day that was open", "note"),
        Key("c", "check in: rate your skin, and note what else was", "check_in"),
        Key("r", "write down a reaction: how it is, where, and to what", "new('reaction')"),
        Key("b", "write down a bruise, or how it looks now, until it is gone", "new('bruise')"),
        Key("s", "write how a session felt, and what was said", "new('session')"),
        Key("e", "change the entry: its ratings, its words, its day", "edit"),
        Key("E", "write them in your own editor ($VISUAL or $EDITOR)", "edit_outside"),
        Key("x", "delete the entry; u brings it back", "delete"),
        Key("X", "erase the entry for good, with every version of it: nothing brings it back", "erase"),
        Key("P", "photos of your face", "photos"),
        Key("u", "take back your last action here", "undo"),
        Key("esc", "leave the search, or go back", "back"),
    ),
    (("•", "a day with entries"), ("▌", "where you are")),
)
EMPTY = Content.assemble(
    "Nothing written yet.\n\n",
    ("a", "bold $primary"),
    " offers what can be written down: a note, a check-in, a reaction, a bruise…\n"
    "What you write stands here, and can be searched and filtered.",
)
NOTHING_FITS = "No entry fits."
