"""What is shown when something is wrong: the signs, most urgent first, what to do about one, and whom to call.

Its texts are those of the reference tables: neither a plan nor a setting changes them. The emergency number is that of
the client's region; while nobody has named it, 112 and the choices are shown instead of a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from aftercare.model.after_effect import AfterEffect
from aftercare.model.grade_words import grade_words
from aftercare.model.red_flag import EmergencyRegion, FlagLevel, Level, RedFlag
from aftercare.model.routine import Practitioner
from aftercare.model.sign_words import SignReader
from aftercare.model.source import Source, sureness
from aftercare.model.text import folded

#: Levels with their own sign: a glyph says the same as the colour.
GLYPHS = {Level.EMERGENCY: "▲", Level.SAME_DAY: "●", Level.PRACTITIONER: "◆", Level.THIS_WEEK: "○"}
#: The glyph of what is usually normal.
NORMAL_GLYPH = "~"
#: The international number, which many networks put through from a mobile phone.
INTERNATIONAL = "112"

NO_PRACTITIONER = "No number of your therapist is known here: their plan brings it."
_MEDICINES = "Change nothing about a prescribed medicine by yourself, and say what you take."
#: How many numbers are named beside 112 while the region is not known.
_MOST_CHOICES = 4


class Country(Struct, frozen=True):
    """A country of ISO 3166: its code and its English name."""

    code: str
    name: str


class Emergency(Struct, frozen=True):
    """The emergency numbers to show. `region` is the one that the client named, or None.

    `nearby` is the region that a time zone points to, and `country` the country; both are shown beside the choices,
    never taken for an answer. `elsewhere` are all other regions.
    """

    region: EmergencyRegion | None
    nearby: EmergencyRegion | None
    country: str
    elsewhere: tuple[EmergencyRegion, ...]

    @property
    def first(self) -> str:
        """The one number to dial first."""
        return self.region.numbers[0].number if self.region else INTERNATIONAL

    @property
    def short(self) -> str:
        """The first number, on one line."""
        if self.region is not None:
            return f"{self.first} ({self.region.label})"
        return f"{self._nearby_short}{INTERNATIONAL} in many countries"

    @property
    def _nearby_short(self) -> str:
        return f"{self.nearby.numbers[0].number} ({self.nearby.label}), elsewhere " if self.nearby else ""

    @property
    def words(self) -> str:
        """The numbers in a sentence or two."""
        if self.region is not None:
            return f"{self.region.label}: {_numbers(self.region)}."
        return f"{self._nearby_words}{INTERNATIONAL} in many countries, from a mobile phone; {self.choices}."

    @property
    def _nearby_words(self) -> str:
        if self.nearby is None:
            return ""
        where = self.nearby.label if len(self.nearby.countries) == 1 else self.country
        return f"For {where}: {_numbers(self.nearby)}. Elsewhere: "

    @property
    def choices(self) -> str:
        """The other numbers with their regions, those of the most countries first."""
        named: dict[str, list[EmergencyRegion]] = {}
        for region in self.elsewhere:
            if region is not self.nearby and region.numbers[0].number != INTERNATIONAL:
                named.setdefault(region.numbers[0].number, []).append(region)
        by_reach = sorted(named.items(), key=lambda each: -sum(len(region.countries) for region in each[1]))
        parts = [f"{number} {_of_regions(regions)}" for number, regions in by_reach[:_MOST_CHOICES]]
        return "; ".join(parts)


class HelpPage(Struct, frozen=True):
    """All that can be shown: `signs` are in the order of their urgency, `effects` are what is usually normal."""

    signs: tuple[RedFlag, ...]
    levels: Mapping[Level, FlagLevel]
    effects: tuple[AfterEffect, ...]
    emergency: Emergency
    practitioner: Practitioner | None
    sources: Mapping[str, Source]

    def signs_of(self, effect: AfterEffect) -> tuple[RedFlag, ...]:
        """The signs that an after-effect leads to when it is no longer usual."""
        return tuple(sign for sign in self.signs if sign.id in effect.red_flags)


def help_page(
    flags: Iterable[RedFlag],
    levels: Iterable[FlagLevel],
    effects: Iterable[AfterEffect],
    emergency: Emergency,
    practitioner: Practitioner | None,
    sources: Mapping[str, Source],
) -> HelpPage:
    """Puts the page together."""
    return HelpPage(
        signs=tuple(sorted(flags, key=lambda flag: flag.level)),
        levels={row.level: row for row in levels},
        effects=tuple(effects),
        emergency=emergency,
        practitioner=practitioner,
        sources=sources,
    )


def emergency_for(regions: Iterable[EmergencyRegion], region: str | None, country: Country | None) -> Emergency:
    """The numbers for the `region` that the client named; without one, those for the `country` that a zone points to.

    A region that the table does not have is as good as none.
    """
    known = tuple(regions)
    named = next((each for each in known if each.id == region), None)
    nearby = next((each for each in known if country is not None and country.code in each.countries), None)
    return Emergency(named, nearby, country.name if country else "", known)


def regions_called(
    typed: str, regions: Iterable[EmergencyRegion], countries: Iterable[Country]
) -> tuple[EmergencyRegion, ...]:
    """The regions that `typed` may mean: by id, label, or the code or name of a country. A whole name comes first.

    A country that no region has lies in the one for everywhere else.
    """
    known, wanted = tuple(regions), folded(typed)
    everywhere_else = tuple(each for each in known if not each.countries)

    def having(code: str) -> tuple[EmergencyRegion, ...]:
        return tuple(each for each in known if code in each.countries) or everywhere_else

    if not wanted:
        return ()
    exact = [each for each in known if wanted in (each.id, folded(each.label), *map(folded, each.also))]
    of_country = [
        one for each in countries if wanted in (folded(each.code), folded(each.name)) for one in having(each.code)
    ]
    found = exact or of_country or [each for each in known if wanted in folded(each.label)]
    found = found or [one for each in countries if wanted in folded(each.name) for one in having(each.code)]
    return tuple({each.id: each for each in found}.values())


def signs_meant(typed: str, reader: SignReader) -> tuple[RedFlag, ...]:
    """The signs that `typed` may be about, the most urgent first: recognised ones, and those whose words begin so."""
    wanted = _plain(typed).split()
    if not wanted:
        return ()
    called = [each for each in reader.flags if " ".join(wanted) == _plain(each.id)]
    if called:
        return tuple(called)
    named = [
        each for each in reader.flags if _begins_in(wanted, (each.id, each.label, *each.also, *reader.words_of(each)))
    ]
    found = {each.id: each for each in (*reader.signs(typed), *named)}
    return tuple(sorted(found.values(), key=lambda each: each.level))


def effects_meant(typed: str, effects: Iterable[AfterEffect]) -> tuple[AfterEffect, ...]:
    """The after-effects whose words begin as `typed` does."""
    wanted = _plain(typed).split()
    return tuple(each for each in effects if wanted and _begins_in(wanted, (each.id, each.label, *each.also)))


def sign_lines(sign: RedFlag, page: HelpPage) -> list[tuple[str, str]]:
    """What to do about `sign`, as headings with their words, the most urgent first."""
    level = page.levels[sign.level]
    numbers = page.emergency.words
    if sign.level is Level.EMERGENCY:
        lines = [("Now", sign.now), ("Call", f"{sign.call} {numbers}")]
    else:
        lines = [("Now", sign.now), ("Call", sign.call)]
    lines += [("Therapist", practitioner_words(page.practitioner)), ("Meanwhile", f"{sign.meanwhile} {_MEDICINES}")]
    if sign.level is not Level.EMERGENCY:
        lines.append(("If it gets worse", f"Call the emergency number. {numbers}"))
    told = f"{sureness(sign, page.sources)} How soon, and the numbers: {grade_words(level.grade)}."
    return [*lines, ("How sure", told)]


def effect_lines(effect: AfterEffect, page: HelpPage) -> list[tuple[str, str]]:
    """How long an after-effect usually lasts, and when it is no longer usual."""
    lines = [("Usually lasts", effect.lasts), ("No longer normal", effect.escalate)]
    then = "; ".join(f"{GLYPHS[sign.level]} {sign.label}" for sign in page.signs_of(effect))
    lines.append(("Then look at", f"{then}."))
    if effect.helps:
        lines.append(("What helps", effect.helps))
    if effect.looks_like:
        lines.append(("Looks like it", " ".join(effect.looks_like)))
    if effect.stages:
        stages = (
            f"{each.looks}, day {each.first_day}" + (f" to {each.last_day}" if each.last_day > each.first_day else "")
            for each in effect.stages
        )
        lines.append(("How it changes", f"{'; '.join(stages)}."))
    return [*lines, ("How sure", sureness(effect, page.sources))]


def entry_words(sign: RedFlag) -> str:
    """What an entry about `sign` begins with."""
    return f"{sign.label}. "


def practitioner_words(practitioner: Practitioner | None) -> str:
    """Who the therapist is and their number."""
    if practitioner is None:
        return NO_PRACTITIONER
    told = [each for each in (practitioner.name, practitioner.phone) if each]
    if not practitioner.phone:
        told.append("no telephone number is known" if not practitioner.email else practitioner.email)
    return ", ".join(told)


def _numbers(region: EmergencyRegion) -> str:
    first, *others = region.numbers
    return ", or ".join([f"{first.number} ({first.what})", *(f"{each.number} ({each.what})" for each in others)])


def _of_regions(regions: list[EmergencyRegion]) -> str:
    return ", ".join(each.label for each in regions)


def _plain(text: str) -> str:
    joined = folded(text).replace("'", "").replace("’", "").replace("`", "")
    return " ".join("".join(sign if sign.isalnum() else " " for sign in joined).split())


def _begins_in(wanted: list[str], texts: Iterable[str]) -> bool:
    words = {word for text in texts for word in _plain(text).split()}
    return all(any(word.startswith(each) for word in words) for each in wanted)
