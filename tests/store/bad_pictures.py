"""Pictures that cannot be kept, made here byte by byte: each with its name and what has to be said of it."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

#: (file name, its bytes, words of the message)
BadPicture = tuple[str, bytes, str]


def bad_pictures() -> Iterator[BadPicture]:
    """All of them, at least sixty."""
    yield from _nothing_in_it()
    yield from _cut_off()
    yield from _scrambled()
    yield from _something_else()
    yield from _claims_of_size()
    yield from _too_small()
    yield from _moving()
    yield from _for_printing()
    yield from _damaged_details()


def encoded(kind: str, size: tuple[int, int] = (160, 120), mode: str = "RGB", **options: object) -> bytes:
    """A picture with something in it, as bytes."""
    ramp = Image.linear_gradient("L").resize(size)
    picture = Image.merge("RGB", (ramp, ramp.transpose(Image.Transpose.ROTATE_180), ramp)).convert(mode)
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG with its length and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg_with_exif(exif: bytes) -> bytes:
    """A JPEG into which `exif` is put as it is."""
    jpeg = encoded("JPEG")
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + b"Exif\0\0" + exif
    return jpeg[:2] + segment + jpeg[2:]


def _nothing_in_it() -> Iterator[BadPicture]:
    for name in ("empty.jpg", "empty.png", "empty.heic", "empty.webp"):
        yield name, b"", "is empty"
    yield "zeros.jpg", bytes(5_000), "is no photo"
    yield "newline.jpg", b"\n", "is no photo"


def _cut_off() -> Iterator[BadPicture]:
    for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        whole = encoded(kind, (400, 300), **({"quality": 95} if kind != "PNG" else {}))
        for percent in (30, 60, 90):
            yield (
                f"cut-at-{percent}.{ending}",
                whole[: len(whole) * percent // 100],
                "is damaged or has not arrived whole",
            )
    yield "only-magic.jpg", b"\xff\xd8\xff", "is no photo"
    yield "only-magic.png", b"\x89PNG\r\n\x1a\n", "is no photo"
    yield "only-magic.webp", b"RIFF\x24\0\0\0WEBPVP8 ", "is damaged"
    yield "only-head.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "is no photo"


def _scrambled() -> Iterator[BadPicture]:
    png = encoded("PNG", (300, 200))
    at = png.index(b"IDAT") + 40
    yield "one-chunk-scrambled.png", png[:at] + b"\xff" * 60 + png[at + 60 :], "is damaged"
    head = png.index(b"IHDR")
    yield "head-scrambled.png", png[: head + 4] + b"\xff" * 13 + png[head + 17 :], "is no photo"
    yield "no-data.png", png[: png.index(b"IDAT") - 4] + png_chunk(b"IEND", b""), "is damaged"
    bits = png[: head + 12] + b"\x07" + png[head + 13 :]
    yield "bits-unknown.png", bits, "is no photo"
    webp = encoded("WEBP", (300, 200))
    yield "body-scrambled.webp", webp[:40] + b"\xff" * (len(webp) - 40), "is damaged"


def _something_else() -> Iterator[BadPicture]:
    yield "leaflet.jpg", b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF"
    yield "drawing.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is a drawing or a web page"
    yield "page.png", b"<!doctype html><title>photo</title>", "is a drawing or a web page"
    yield "words.jpg", b"Redness on both cheeks, better than last week.\n" * 20, "is no photo"
    yield "layers.jpg", b"8BPS\0\1" + bytes(40), "is a Photoshop file"
    yield "archive.jpg", b"PK\x03\x04" + bytes(40), "is a ZIP or a document"
    yield "film.jpg", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "is a film"
    yield "film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "is a film"
    yield "sound.jpg", b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "is a film or a sound"
    yield "raw.dng", encoded("TIFF"), "is a TIFF or a camera's raw file"
    yield "raw-of-the-other-kind.nef", b"MM\0*\0\0\0\x08" + bytes(40), "is a TIFF or a camera's raw file"
    yield "bitmap.jpg", encoded("BMP"), "is a bitmap"
    yield "program.jpg", b"\x7fELF\2\1\1" + bytes(100), "is no photo"
    yield "script.jpg", b"#!/bin/sh\nrm -rf ~\n", "is no photo"
    yield "record.png", b'{"writer": "x"}', "is no photo"
    yield "icon.jpg", encoded("ICO", (64, 64)), "is no photo"
    yield "grey-map.jpg", encoded("PPM", (80, 80)), "is no photo"


def _claims_of_size() -> Iterator[BadPicture]:
    for width, height in ((30_000, 30_000), (30_000, 80), (80, 65_000), (2_000_000_000, 64), (19_000, 19_000)):
        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        body = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(bytes(64))) + png_chunk(b"IEND", b"")
        yield f"claims-{width}-by-{height}.png", b"\x89PNG\r\n\x1a\n" + body, f"claims to be {width} by {height} pixels"
    jpeg = bytearray(encoded("JPEG"))
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 30_000, 30_000)
    yield "claims-much.jpg", bytes(jpeg), "claims to be 30000 by 30000 pixels"
    grey = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    blank = zlib.compress(bytes((30_000 // 8 + 1) * 1_000), 9)
    bomb = png_chunk(b"IHDR", grey) + png_chunk(b"IDAT", blank) + png_chunk(b"IEND", b"")
    yield "packed-very-well.png", b"\x89PNG\r\n\x1a\n" + bomb, "claims to be 30000 by 30000 pixels"


def _too_small() -> Iterator[BadPicture]:
    for size in ((1, 1), (63, 200), (200, 63)):
        yield f"only-{size[0]}-by-{size[1]}.png", encoded("PNG", size), f"is only {size[0]} by {size[1]} pixels"


def _moving() -> Iterator[BadPicture]:
    frames = [Image.new("RGB", (100, 100), colour) for colour in ("red", "green", "blue")]
    for kind, ending, said in (("GIF", "gif", "is a GIF"), ("WEBP", "webp", "moves"), ("PNG", "png", "moves")):
        out = io.BytesIO()
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
        yield f"moves.{ending}", out.getvalue(), said
    yield "still.gif", encoded("GIF"), "is a GIF"


def _for_printing() -> Iterator[BadPicture]:
    yield "printing.jpg", encoded("JPEG", mode="CMYK"), "has the colours of printing"
    yield "printing-fine.jpg", encoded("JPEG", mode="CMYK", quality=100), "has the colours of printing"


def _damaged_details() -> Iterator[BadPicture]:
    said = "What the camera wrote into"
    head = b"II*\0\x08\0\0\0"

    def entries(*found: tuple[int, int, int, int], following: int = 0) -> bytes:
        rows = b"".join(struct.pack("<HHII", *each) for each in found)
        return head + struct.pack("<H", len(found)) + rows + struct.pack("<I", following)

    yield "details-no-tiff.jpg", jpeg_with_exif(b"no details at all, only words"), said
    yield "details-cut.jpg", jpeg_with_exif(b"II*\0"), said
    yield "details-elsewhere.jpg", jpeg_with_exif(b"II*\0\xff\xff\xff\x7f"), said
    yield "details-promise-more.jpg", jpeg_with_exif(head + struct.pack("<H", 60_000)), said
    yield "details-of-a-giant.jpg", jpeg_with_exif(entries((0x010F, 2, 0xFFFFFFFF, 8))), said
    yield "details-beyond-the-end.jpg", jpeg_with_exif(entries((0x8769, 4, 1, 0x7FFFFFFF))), said
    yield "camera-cut.jpg", jpeg_with_exif(entries((0x8769, 4, 1, 26))), said
