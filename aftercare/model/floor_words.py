"""A floor in words: why something is not offered, who says so, and what to do."""

from __future__ import annotations

from aftercare.model.floor import Floor, FloorKind
from aftercare.model.never_points import points_told
from aftercare.model.safety import Said

#: Where the questions are answered.
ASK_HERE = "`aftercare safety` asks them; in the app it is the key S."
_MOST = 3


def floor_words(floor: Floor) -> str:
    """Why it is not offered, who says so and what to do, as sentences."""
    return f"Not offered. {floor_sentence(floor)} {next_step(floor)}"


def floor_sentence(floor: Floor) -> str:
    """Why, and who says so."""
    match floor.kind:
        case FloorKind.MAGNETS if floor.because:
            return (
                f"Magnets stay off with what is recorded: {_some(floor.because)}. This is a safety rule of aftercare, "
                "after a regulator's notice, and no plan changes it."
            )
        case FloorKind.MAGNETS:
            number = len(floor.unanswered)
            open_ones = "1 safety question is" if number == 1 else f"{number} safety questions are"
            return f"{open_ones} not answered yet: {_some(floor.unanswered)}. Until then no magnet is offered."
        case FloorKind.MAGNET_PLACE:
            return (
                f"Magnets do not go there: {_some(tuple(each.replace('-', ' ') for each in floor.because))}. "
                "None on the eyelids or within the rim of the orbit, and none at the mouth overnight."
            )
        case FloorKind.POINT:
            named = " and ".join(floor.because)
            return (
                f"{named} {'is' if len(floor.because) == 1 else 'are'} never for your own hands, by magnet or finger. "
                "This is a safety rule of aftercare, and no plan changes it."
            )
        case FloorKind.PREGNANCY if floor.unanswered:
            return (
                f"Before {_some(floor.because)} one question waits for its answer: are you pregnant, or could you be? "
                "A retinoid or hydroquinone is not for a pregnancy without your doctor's word."
            )
        case FloorKind.PREGNANCY:
            return (
                f"A pregnancy is recorded, and {_some(floor.because)} waits for your doctor's word. "
                "This is a safety rule of aftercare, and no plan changes it."
            )
        case FloorKind.UNDER_18:
            return f"Under 18, {_some(floor.because)} waits for the word of a parent or guardian."


def next_step(floor: Floor) -> str:
    """What to do about it."""
    match floor.kind:
        case FloorKind.MAGNETS if floor.because:
            return "Tell your therapist."
        case FloorKind.MAGNETS:
            return f"Answer the questions: {ASK_HERE}"
        case FloorKind.MAGNET_PLACE:
            return "Ask your therapist for another place."
        case FloorKind.POINT:
            return "Ask your therapist for another point."
        case FloorKind.PREGNANCY if floor.unanswered:
            return f"Answer it, also with “rather not say”: {ASK_HERE}"
        case FloorKind.PREGNANCY:
            return "Ask your doctor. If they agree: `aftercare safety agreed PRODUCT`, or in the app the key S."
        case FloorKind.UNDER_18:
            return "If they agree: `aftercare safety agreed PRODUCT --guardian`, or in the app the key S."


def kept_off_words(points: tuple[str, ...]) -> str:
    """What stands behind words of a plan that offer `points`, which are never for the client's own hands; else ""."""
    if not points:
        return ""
    floor = Floor(FloorKind.POINT, points)
    return f"Leave that out: {floor_sentence(floor)} {next_step(floor)}"


def with_kept_off(text: str) -> str:
    """What a plan tells the client, and behind it the floor where that names a point which no plan gives them."""
    return " ".join(filter(None, (text, kept_off_words(points_told(text)))))


def next_in_short(floor: Floor) -> str:
    """What to do about it, beside the step in a list."""
    match floor.kind:
        case FloorKind.MAGNETS if not floor.because:
            return "answer the questions: `aftercare safety`"
        case FloorKind.MAGNETS | FloorKind.MAGNET_PLACE | FloorKind.POINT:
            return "ask your therapist; `aftercare why` says more"
        case FloorKind.PREGNANCY if floor.unanswered:
            return "one question is open: `aftercare safety`"
        case FloorKind.PREGNANCY:
            return "ask your doctor; `aftercare why` says more"
        case FloorKind.UNDER_18:
            return "ask a parent or guardian; `aftercare why` says more"


def asking_words(floor: Floor) -> str:
    """What is asked about a prescribed one that goes on."""
    return (
        f"A pregnancy is recorded, and {_some(floor.because)} is prescribed: it stays due. Ask the prescriber today "
        "whether you go on with it, and tell your therapist."
    )


def _some(labels: tuple[str, ...]) -> str:
    # two steps may have one name
    named = tuple(dict.fromkeys(labels))
    rest = len(named) - _MOST
    shown = ", ".join(each[:1].lower() + each[1:] if each[1:2].islower() else each for each in named[:_MOST])
    return f"{shown} and {rest} more" if rest > 0 else shown


def pregnancy_asked_words(names: tuple[str, ...]) -> str:
    """What is asked when a retinoid or hydroquinone comes in and nobody has answered about a pregnancy."""
    return (
        f"Before {_some(names)}: are you pregnant, or could you be? A retinoid or hydroquinone is not for a pregnancy "
        "without your doctor's word; one that is not prescribed waits for this answer. The answer stays in your "
        "record: `aftercare safety set pregnancy no`, `yes` or `rather-not-say`; in the app the key S."
    )


def allergen_words(product: str, held: tuple[str, ...]) -> str:
    """What is said of a product that holds something the client is allergic to."""
    return f"{product} holds what you are allergic to: {', '.join(held)}. Ask your therapist before you use it."


def answer_note(question: str, said: Said | None) -> str:
    """What to know once a question is answered; nothing where there is nothing."""
    match question, said:
        case ("pregnancy", Said.YES):
            return (
                "A retinoid or hydroquinone is offered only once your doctor has agreed. A prescribed one that you use "
                "already goes on: ask the prescriber today. Magnets: makers advise against them; "
                "ask your therapist first."
            )
        case ("pregnancy", Said.RATHER_NOT_SAY):
            return (
                "That is for you to say. A retinoid or hydroquinone is not for a pregnancy without your doctor's word: "
                "if it may concern you, ask them before you use one."
            )
        case ("metal-allergy", Said.YES):
            return (
                "Tell your therapist before a session: the steel of needles holds nickel. Of magnets ask for "
                "nickel-free or titanium ones. Where it itches or blisters, take it off."
            )
        case ("under-18", Said.YES):
            return "Use this together with a parent or guardian. Actives are offered once they have agreed to each."
    return ""
