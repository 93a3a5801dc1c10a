"""A picture that Kitty's protocol draws, and that the terminal keeps no longer than it is to be seen.

`textual-image` names a picture that it is done with by a key that frees nothing, and leaves the last one of a screen
there: whatever runs in the terminal next could show it again. It also writes past the application, and what it sends
can land in the middle of what that draws. Imported where the terminal is not asked anything.
"""

from __future__ import annotations

from textual._context import active_app
from textual_image.renderable import tgp
from textual_image.widget import TGPImage

#: So many signs of a picture's data go into one message, as the protocol wants it.
_CHUNK = 4096


class _Freed(tgp.Image):
    """Its data is freed with it, and all that is sent of it goes the way of all that the application draws."""

    def cleanup(self) -> None:
        if self.terminal_image_id is not None:
            _send(_message(f"a=d,d=I,i={self.terminal_image_id},q=2"))
            self.terminal_image_id = None

    def _send_image_to_terminal(self, width: int, height: int) -> None:
        self.terminal_image_id = next(tgp.Image._image_id_counter)
        data = self._image_data.scaled(width, height).to_base64()
        chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
        last = len(chunks) - 1
        keys = f"i={self.terminal_image_id},f=100,q=2"
        _send("".join(_message(f"{keys},m={int(at < last)}", chunk) for at, chunk in enumerate(chunks)))

    def _create_virtual_placement(self, width: int, height: int) -> None:
        _send(_message(f"a=p,i={self.terminal_image_id},c={width},r={height},U=1,q=2"))


class KittyPicture(TGPImage, Renderable=_Freed):
    """Shows a picture, and has the terminal free it once it is left, the application too."""

    def on_unmount(self) -> None:
        if isinstance(self._renderable, _Freed):
            self._renderable.cleanup()


def _message(keys: str, payload: str = "") -> str:
    return f"\x1b_G{keys}{f';{payload}' if payload else ''}\x1b\\"


def _send(told: str) -> None:
    driver = active_app.get()._driver
    if driver is not None:
        driver.write(told)
