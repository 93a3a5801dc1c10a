"""A remark of the checker on the coming weeks of a routine: what, where, why, how sure it is and who says so."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from aftercare.model.grade import Grade
from aftercare.model.interaction import Evidence
from aftercare.model.routine import Id
from aftercare.model.set_aside import SetAside


class Status(StrEnum):
    """Whether something can be done about it here."""

    FINDING = "finding"
    INFORMATION = "information"
    """Good to know: the plan's author, who outranks the program, wants it so; or nothing needs to change."""


class Together(Struct, frozen=True, tag="together", tag_field="kind"):
    """Two steps meet that the row `interaction` keeps apart."""

    a: Id
    b: Id
    interaction: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"together:{self.interaction}:{self.a}:{self.b}"


class TooManyActives(Struct, frozen=True, tag="too_many_actives", tag_field="kind"):
    """More actives than are advised meet in one part of the day."""

    slot: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"too_many_actives:{self.slot}"


class NoSunscreen(Struct, frozen=True, tag="no_sunscreen", tag_field="kind"):
    """A step makes skin burn more easily, and no sunscreen is due on days that follow."""

    step: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"no_sunscreen:{self.step}"


class InTheSun(Struct, frozen=True, tag="in_the_sun", tag_field="kind"):
    """A step that burns skin together with the sun is due in the morning."""

    step: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"in_the_sun:{self.step}"


class TwoNew(Struct, frozen=True, tag="two_new", tag_field="kind"):
    """A product begins soon after, or on the same day as, another new one; no product for those that a plan brings."""

    product: Id | None

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"two_new:{self.product or 'plan'}"


class PastItsDate(Struct, frozen=True, tag="past_its_date", tag_field="kind"):
    """A pack in use must go before a day on which it is due."""

    pack: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"past_its_date:{self.pack}"


class PatchTestOpen(Struct, frozen=True, tag="patch_test_open", tag_field="kind"):
    """A step puts on what is still being tried on a small spot, or what the client reacted to there."""

    step: Id
    test: Id
    reacted: bool = False

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"patch_test:{self.step}:{self.test}:{'reacted' if self.reacted else 'open'}"


class KnownAllergen(Struct, frozen=True, tag="known_allergen", tag_field="kind"):
    """A step puts on something that the client says they are allergic to."""

    step: Id
    allergen: str

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"known_allergen:{self.step}:{self.allergen}"


class MagnetCaution(Struct, frozen=True, tag="magnet_caution", tag_field="kind"):
    """A step is about magnets, and the client said something of themselves that the therapist should know first."""

    step: Id
    question: Id

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return f"magnet_caution:{self.step}:{self.question}"


About = (
    Together
    | TooManyActives
    | NoSunscreen
    | InTheSun
    | TwoNew
    | PastItsDate
    | PatchTestOpen
    | KnownAllergen
    | MagnetCaution
)


class Sure(Struct, frozen=True):
    """How sure it is: the kind of knowledge, its grade, and who says so in words; `note` is what else is known."""

    evidence: Evidence
    grade: Grade
    source: str = ""
    note: str = ""


class Finding(Struct, frozen=True):
    """A remark. `what` and `why` are sentences; `days` are those on which it holds, `slots` the parts of the day.

    `steps` are those that it is about, `ask` whom to ask where nothing is offered. `as_it_is` tells ingredients and
    rules as they are now: a remark that was set aside comes back when they change.
    """

    about: About
    what: str
    why: str
    sure: Sure
    status: Status
    steps: tuple[Id, ...] = ()
    slots: tuple[Id, ...] = ()
    days: tuple[date, ...] = ()
    ask: str = "Ask your therapist."
    as_it_is: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is told apart by, from day to day."""
        return self.about.key


class Reviewed(Struct, frozen=True):
    """The remarks to heed, and those that the client has set aside, each with its reason."""

    open: tuple[Finding, ...]
    aside: tuple[tuple[Finding, SetAside], ...] = ()

    @property
    def to_decide(self) -> tuple[Finding, ...]:
        """Those that are more than information."""
        return tuple(each for each in self.open if each.status is Status.FINDING)
