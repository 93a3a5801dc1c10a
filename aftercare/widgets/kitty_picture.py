"""A picture that Kitty's protocol draws, and that the terminal keeps no longer than it is to be seen.

`textual-image` names a picture that it is done with by a key that frees nothing, and leaves the last one of a screen
there: whatever runs in the terminal next could show it again. Imported where the terminal is not asked anything.
"""

from __future__ import annotations

from textual_image.renderable import tgp
from textual_image.widget import TGPImage


class _Freed(tgp.Image):
    """Its data is freed with it."""

    def cleanup(self) -> None:
        if self.terminal_image_id is not None:
            tgp._send_tgp_message(a="d", d="I", i=self.terminal_image_id, q=2)
            self.terminal_image_id = None


class KittyPicture(TGPImage, Renderable=_Freed):
    """Shows a picture, and has the terminal free it once it is left, the application too."""

    def on_unmount(self) -> None:
        if isinstance(self._renderable, _Freed):
            self._renderable.cleanup()
