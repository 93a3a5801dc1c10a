"""Every default hold of `data/holds.toml` with its exact outcome: what rests, until when, and who is told to say so.

The outcomes are written out here, so that a changed table shows. Facial needles on Thursday 19 November 2026 end at
18:30 in Berlin.
"""

import pytest
from msgspec.structs import replace
from rested import GLYCERIN, RETINAL, a_record, a_step, at, use

from aftercare.model.after_words import leave_out_detail
from aftercare.model.grade import Grade
from aftercare.model.routine import Activity, Product
from aftercare.model.said_by import said_by_words
from aftercare.model.why_words import why_lines
from aftercare.store.reference import hold_defaults, sources

END = at(18, 30)
NOW = at(18, 35)
BY_DEFAULT = "Who says so: aftercare's default, which your therapist may change"

#: What is told to be left out, by its id: label, until when, and the source with its grade.
LEFT_OUT = {
    "touch": ("Touching and rubbing", "Fri 06:30", Grade.CONVENTION, "S29; S32"),
    "wash": ("Washing the face", "22:30", Grade.UNVERIFIED, ""),
    "make-up": ("Make-up and shared brushes", "Fri 18:30", Grade.CONVENTION, "S29; S32"),
    "sun": ("Sunbathing and sunbeds", "Sat 18:30", Grade.CONVENTION, "S33"),
    "exercise": ("Hard exercise", "Fri 18:30", Grade.CONVENTION, "S29; S32"),
    "heat": ("Sauna, steam and hot baths", "Sat 18:30", Grade.CONVENTION, "S29; S33"),
    "swim": ("Swimming", "Fri 18:30", Grade.CONVENTION, "S29"),
    "alcohol": ("Alcohol", "Fri 18:30", Grade.CONVENTION, "S29; S32; S34"),
    "massage": ("Facial massage, gua sha and devices", "Sat 18:30", Grade.CONVENTION, "S33"),
    "procedure": ("Peels, lasers, microneedling, home rollers", "Thu 26 Nov 18:30", Grade.CONVENTION, ""),
    "hair-removal": ("Waxing and threading", "Sun 18:30", Grade.UNVERIFIED, ""),
    "shaving": ("Shaving over the points", "Fri 18:30", Grade.UNVERIFIED, ""),
    "sleep-on-face": ("Sleeping on the face", "Fri 18:30", Grade.CONVENTION, "S32"),
}
#: What only a person can say.
ASKED = {
    "injectables": "Before toxin or filler, or after it: ask your therapist and whoever injects how far from the "
    "needles it should be.",
    "drive": "Drive only if you are neither drowsy nor dizzy. If you are, wait until it has passed or let "
    "somebody else drive.",
}
#: What a step applies or is, with the hours for which it rests and the grade: by the row that says so.
HELD = [
    ("make-up", Product("it", "It", "make-up", RETINAL.origin), 24, Grade.CONVENTION, "S29; S32"),
    ("heavy", Product("it", "It", "oil", RETINAL.origin), 24, Grade.CONVENTION, "S29"),
    ("heavy", Product("it", "It", "balm", RETINAL.origin), 24, Grade.CONVENTION, "S29"),
    ("acids", Product("it", "It", "exfoliant", RETINAL.origin), 72, Grade.CONVENTION, "S29; S33"),
    ("retinoid", Product("it", "It", "retinoid", RETINAL.origin), 48, Grade.CARRIED_OVER, ""),
    ("wash", Product("it", "It", "cleanser", RETINAL.origin), 4, Grade.UNVERIFIED, ""),
    ("massage", Activity.MASSAGE, 48, Grade.CONVENTION, "S33"),
    ("touch", Activity.ACUPRESSURE, 12, Grade.CONVENTION, "S29; S32"),
    ("magnets", Activity.MAGNETS, 24, Grade.UNVERIFIED, ""),
]
#: Of these classes each ingredient has a row of its own, which tells its hours; this one stands for its class.
OF_CLASS = [
    ("heavy", "Squalane", 12),
    ("acids", "Glycolic Acid", 72),
    ("acids", "Salicylic Acid", 72),
    ("acids", "Gluconolactone", 48),
    ("retinoid", "Retinal", 48),
    ("vitamin-c", "Ascorbic Acid", 48),
    ("benzoyl-peroxide", "Benzoyl Peroxide", 48),
    ("fragrance", "Parfum", 48),
]
#: Nothing rests unless a plan switches it on.
OFF = {"caffeine"}


@pytest.fixture
def care(tmp_path):
    record = a_record(tmp_path)
    record.add_session(END.replace(hour=17, minute=30, tzinfo=None), "facial needles", at(12, days=-10))
    return record


def source_labels(ids):
    """What the client reads of the sources with these ids."""
    return "; ".join(sources()[each.strip()].label for each in ids.split(";") if each.strip())


def test_every_default_has_its_outcome_here():
    named = {*LEFT_OUT, *ASKED, *OFF, *(each[0] for each in HELD), *(each[0] for each in OF_CLASS)}
    assert named == set(hold_defaults())


@pytest.mark.parametrize("row", LEFT_OUT)
def test_what_is_to_be_left_out_and_until_when_and_who_says_so(care, row):
    label, until, grade, ids = LEFT_OUT[row]
    use(care, a_step(GLYCERIN))
    (one,) = [each for each in care.day(NOW).after.leave_out if each.label == label]
    lines = leave_out_detail(one, NOW)
    assert lines[0] == f"{label}: until {until}."
    assert lines[1] == hold_defaults()[row].why
    assert lines[-1] == f"Who says so: {said_by_words(one.said_by)}."
    assert (one.said_by.grade, one.said_by.source) == (grade, source_labels(ids))


@pytest.mark.parametrize("row", ASKED)
def test_what_only_a_person_can_say_is_asked(care, row):
    use(care, a_step(GLYCERIN))
    after = care.day(NOW).after
    assert ASKED[row] in after.asks
    assert hold_defaults()[row].label not in [each.label for each in after.leave_out]


@pytest.mark.parametrize("row", OFF)
def test_what_is_switched_off_is_not_told(care, row):
    use(care, a_step(GLYCERIN))
    after = care.day(NOW).after
    assert hold_defaults()[row].label not in [each.label for each in after.leave_out]


@pytest.mark.parametrize(("row", "what", "hours", "grade", "ids"), HELD)
def test_the_step_is_held_for_its_hours_and_names_its_source(care, row, what, hours, grade, ids):
    product = what if isinstance(what, Product) else None
    step = a_step(product or GLYCERIN, activity=None if product else what)
    step = step if product else replace(step, product=None)
    use(care, step, products=(GLYCERIN, *([product] if product else [])))
    longest = max(care.circumstances(NOW).holds, key=lambda each: each.end)
    assert (longest.end - END).total_seconds() / 3600 == hours
    assert (longest.said_by.grade, longest.said_by.source) == (grade, source_labels(ids))
    ((_, lines),) = why_lines(care.why("step", NOW), care.present().routine, NOW.tzinfo, NOW.date())
    verb = "rest" if row == "massage" else "rests"
    assert longest.reason.endswith(f" {verb} {hours} h after facial needles")
    if what is Activity.MAGNETS:
        # a floor comes before every hold
        assert lines[-1].startswith("Not offered.")
    elif longest.end > at(21):
        assert longest.reason in lines[-1]
        assert BY_DEFAULT in lines[-1]
        assert source_labels(ids) in lines[-1]


@pytest.mark.parametrize(("row", "ingredient", "hours"), OF_CLASS)
def test_an_ingredient_of_the_class_is_held_for_the_hours_of_its_own_row(care, row, ingredient, hours):
    product = Product("it", "It", "serum", RETINAL.origin, (ingredient,))
    use(care, a_step(product), products=(product,))
    longest = max(care.circumstances(NOW).holds, key=lambda each: each.end)
    assert (longest.end - END).total_seconds() / 3600 == hours
