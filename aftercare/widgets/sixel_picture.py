"""A picture that sixels draw, on the ground that it stands on: what it leaves over of its last cells is not black.

Imported where the terminal is not asked anything.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Region
from textual_image._pixeldata import PixelData
from textual_image._terminal import CellSize
from textual_image.widget import sixel


class _OnItsGround(sixel._ImageSixelImpl):
    """What lies beyond the picture's edge is let through."""

    def _crop_image(self, image: PixelData, crop: Region, terminal_sizes: CellSize) -> PixelData:
        return super()._crop_image(PixelData(image.pil_image.convert("RGBA")), crop, terminal_sizes)


class SixelPicture(sixel.Image, Renderable=sixel._NoopRenderable):
    """Shows a picture as sixels."""

    def compose(self) -> ComposeResult:
        yield _OnItsGround(self.image, self._sixel_options)
