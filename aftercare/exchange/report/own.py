"""By what a report of this program is known again."""

from __future__ import annotations

GENERATOR = "aftercare report"
TEXT_TITLE = "Report to the therapist, written with aftercare"
JSON_BEGIN = b'{"aftercare":"report"'


def is_report(beginning: bytes) -> bool:
    """Whether what begins so is a report of this program."""
    html = f'<meta name="generator" content="{GENERATOR}">'.encode()
    return html in beginning or beginning.startswith((TEXT_TITLE.encode(), JSON_BEGIN))
