"""What a command offers where the words that it kept speak of an alarming sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftercare.care import Care, signs_typed
from aftercare.cli import clock
from aftercare.cli.terminal import remark

if TYPE_CHECKING:
    from aftercare.model.red_flag import RedFlag


def offer_help(care: Care, *texts: str | None) -> None:
    """Says beside the answer what to do about the most urgent sign that `texts` may speak of, if there is any.

    For after the words are kept: they are not lost to it.
    """
    offer_signs(signs_typed("\n".join(each for each in texts if each)), care)


def offer_signs(signs: tuple[RedFlag, ...], care: Care) -> None:
    """Says beside the answer what to do about the first of `signs`, if there is any."""
    if not signs:
        return
    from aftercare.model.help_me import GLYPHS
    from aftercare.model.red_flag import Level

    sign = signs[0]
    remark(f"{GLYPHS[sign.level]} {sign.label}? {sign.now}")
    if sign.level is Level.EMERGENCY:
        remark(f"  {care.help_page(clock.now()).emergency.words}")
    remark(f"  `aftercare help-me {sign.id}` tells what to do, and whom to call.")
    for other in signs[1:]:
        remark(f"  or: {GLYPHS[other.level]} {other.label} (`aftercare help-me {other.id}`)")
