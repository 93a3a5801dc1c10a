"""A picture that sixels draw, reckoned beside the interface: what it leaves over of its last cells is not black.

Imported where the terminal is not asked anything.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual_image._geometry import ImageSize
from textual_image._pixeldata import PixelData
from textual_image._terminal import CellSize, get_cell_size
from textual_image.widget import sixel

_Side = int | Literal["auto"] | None
_Styled = tuple[_Side, _Side]


class _OnItsGround(sixel._ImageSixelImpl):
    """What lies beyond the picture's edge is let through. Its place is empty until the sixels are there."""

    _wanted: sixel._CachedSixels | None = None

    def render_lines(self, crop: Region) -> list[Strip]:
        if not self.image or not self.screen.is_active or not isinstance(self.parent, sixel.Image):
            return []
        now = sixel._CachedSixels(
            self.image,
            crop,
            self.content_size,
            get_cell_size(),
            self._sixel_options,
            self._get_background_rgba(),
            sixel_data="",
        )
        known = self._cached_sixels
        if known is not None and known[:-1] == now[:-1]:
            return super().render_lines(crop)
        if self._wanted is None or self._wanted[:-1] != now[:-1]:
            self._wanted = now
            reckon = partial(self._reckon, now, self.parent._get_styled_size())
            self.run_worker(reckon, thread=True, exclusive=True, description="the sixels of a photo")
        return [Strip.blank(crop.width, self.rich_style)] * crop.height

    def _reckon(self, wanted: sixel._CachedSixels, styled: _Styled) -> None:
        """Works for some hundred milliseconds, with nothing of the widget: that may be left meanwhile."""
        try:
            picture = PixelData(wanted.image)
        except OSError:
            return  # it was erased; the screen that shows it follows the record
        size = ImageSize(picture.width, picture.height, *styled)
        pixels = size.get_pixel_size(*wanted.content_size, wanted.terminal_sizes)
        cropped = self._crop_image(picture.scaled(*pixels), wanted.content_crop, wanted.terminal_sizes)
        data = self._image_to_sixels(cropped.pil_image, wanted.sixel_options, background=wanted.background)
        self.app.call_from_thread(self._take, wanted._replace(sixel_data=data))

    def _take(self, reckoned: sixel._CachedSixels) -> None:
        # the picture may have another place by now: then the sixels for that are on their way
        if self._wanted is not None and self._wanted[:-1] == reckoned[:-1]:
            self._cached_sixels, self._wanted = reckoned, None
            self.refresh()

    def _crop_image(self, image: PixelData, crop: Region, terminal_sizes: CellSize) -> PixelData:
        return super()._crop_image(PixelData(image.pil_image.convert("RGBA")), crop, terminal_sizes)


class SixelPicture(sixel.Image, Renderable=sixel._NoopRenderable):
    """Shows a picture as sixels."""

    def compose(self) -> ComposeResult:
        yield _OnItsGround(self.image, self._sixel_options)
