"""A picture file becomes a photo that can be kept: upright, in plain colours, with nothing in it but what is seen.

Whatever stands beside the pixels (place, camera, names, thumbnails, colour profiles) is left behind: the pixels are
drawn anew and written by themselves. Only when it was taken is read before.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import struct
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from aftercare.errors import BadInput
from aftercare.store.disk import disk_trouble

if TYPE_CHECKING:
    from PIL.Image import Image

#: A phone's photo of 48 million pixels has 10 to 30 MB.
MAX_BYTES = 200_000_000
#: Phones have up to 108 million; 900 million is what a bomb claims.
MAX_PIXELS = 130_000_000
MAX_SIDE = 20_000
#: So many blocks of pixels Pillow may keep for a moment: more than twice those of the largest photo. One has 16 MB.
_BLOCKS = 100
#: Less shows no skin.
MIN_SIDE = 64
#: How a photo is kept: nothing of skin is lost to the eye, and a telephone's photo stays as large as it was.
_QUALITY = 92
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_ORIENTATION, _DETAILS = 0x0112, 0x8769
#: Bytes of an entry of EXIF, and of a value of each of its kinds.
_ENTRY = 12
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_TAKEN = 0x9003

#: What else comes instead of a photo, by how it begins, and what would be right.
_OTHERS = (
    (b"%PDF", "is a PDF", "Save the photo in it as JPEG first."),
    (b"8BPS", "is a Photoshop file", "Save it as JPEG first."),
    (b"GIF8", "is a GIF", "Save a still as JPEG or PNG."),
    (b"BM", "is a bitmap (BMP)", "Save it as JPEG or PNG first."),
    (b"II*\0", "is a TIFF or a camera's raw file", "Save it as JPEG first."),
    (b"MM\0*", "is a TIFF or a camera's raw file", "Save it as JPEG first."),
    (b"PK\x03\x04", "is a ZIP or a document", "Unpack the photo first."),
    (b"<", "is a drawing or a web page", "A photo is a JPEG, PNG, WebP or HEIC file."),
)


class ReadPhoto(Struct, frozen=True):
    """A photo as it is kept: `jpeg` with its `sha256`, and that of the file that it was read from, `source`.

    `width` and `height` are in pixels, `brightness` the mean of its middle from 0 (black) to 1. `taken` is the camera's
    wall clock, without an offset, None where it does not say.
    """

    jpeg: bytes
    sha256: str
    source: str
    width: int
    height: int
    brightness: float
    taken: datetime | None


def read_photo(path: Path) -> ReadPhoto:
    """Reads the picture file at `path`. Raises BadInput with what is wrong with it, DiskTrouble."""
    data = _bytes_of(path)
    with _pixels_freed_bit_by_bit():
        return _read(data, path.name)


def _read(data: bytes, name: str) -> ReadPhoto:
    with _opened(data, name) as picture:
        _check_size(picture, name)
        _check_stands_still(picture, name)
        # a PNG may tell of the camera behind its pixels
        _load(picture, name)
        orientation, taken = _told_by(picture, name)
        upright = _turned(picture, orientation)
    plain = _plain(upright, name)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    jpeg = out.getvalue()
    return ReadPhoto(jpeg, _sha256(jpeg), _sha256(data), plain.width, plain.height, brightness_of(plain), taken)


@contextmanager
def _pixels_freed_bit_by_bit() -> Iterator[None]:
    """Frees what the pictures of the block held once they are gone, but not at once: while Pillow gives hundreds of
    megabytes back to the system no other thread runs, and a key would wait for it.
    """
    from PIL import Image

    memory = Image.core  # type: ignore[attr-defined]  # Pillow's documentation has it, its types do not
    memory.set_blocks_max(_BLOCKS)
    try:
        yield
    finally:
        for left in reversed(range(memory.get_stats()["blocks_cached"])):
            memory.clear_cache(left)
        memory.set_blocks_max(0)


def source_of(path: Path) -> str:
    """The SHA-256 of a file as it lies there, by which it is known again. Raises BadInput, DiskTrouble."""
    return _sha256(_bytes_of(path))


def smaller(jpeg: bytes, longest: int) -> bytes:
    """A kept photo as JPEG of at most `longest` pixels a side."""
    from PIL import Image

    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        # a kept photo was looked at when it came; drafting makes the decoder skip what is not needed
        picture.draft("RGB", (longest, longest))
        picture.thumbnail((longest, longest))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def brightness_of(picture: Image) -> float:
    """The mean brightness of the middle of `picture`, where the face is, from 0 to 1."""
    width, height = picture.size
    middle = picture.crop((width // 4, height // 4, width - width // 4, height - height // 4))
    counts = middle.resize((64, 64)).convert("L").histogram()
    return round(sum(value * count for value, count in enumerate(counts)) / sum(counts) / 255, 3)


def _bytes_of(path: Path) -> bytes:
    with disk_trouble("read", path):
        try:
            # not blocking: what is typed may be a pipe that nobody writes into
            fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (FileNotFoundError, NotADirectoryError) as error:
            raise BadInput(f"There is no file {path}.", "Look at its name, or drag the photo here.") from error
        except IsADirectoryError as error:
            raise BadInput(f"{path} is a folder.", "Name a photo in it.") from error
    try:
        found = os.fstat(fd)
        if stat.S_ISDIR(found.st_mode):
            raise BadInput(f"{path} is a folder.", "Name a photo in it.")
        if not stat.S_ISREG(found.st_mode):
            raise BadInput(f"{path} is no file.", "Name a photo: a JPEG, PNG, WebP or HEIC file.")
        if found.st_size > MAX_BYTES:
            raise BadInput(f"{path.name} has {found.st_size // 1_000_000} MB.", f"A photo has at most {_MB} MB.")
        with disk_trouble("read", path), os.fdopen(fd, "rb", closefd=False) as file:
            data = file.read(MAX_BYTES)
    finally:
        os.close(fd)
    if not data:
        raise BadInput(f"{path.name} is empty.", "It may not have arrived yet; try again when it has.")
    return data


_MB = MAX_BYTES // 1_000_000


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _opened(data: bytes, name: str) -> Image:
    from PIL import Image, UnidentifiedImageError

    # the limit of its own says less, and warns on standard error; the size is looked at here before anything is drawn
    Image.MAX_IMAGE_PIXELS = None
    _check_kind(data, name)
    formats = (*_FORMATS, *_with_heif(data, name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(data), formats=formats)
    except UnidentifiedImageError as error:
        raise BadInput(f"{name} is no photo.", "A photo is a JPEG, PNG, WebP or HEIC file.") from error
    except (OSError, ValueError, SyntaxError, struct.error, MemoryError, EOFError) as error:
        raise _damaged(name) from error


def _check_kind(data: bytes, name: str) -> None:
    for begins, what, better in _OTHERS:
        if data.startswith(begins):
            raise BadInput(f"{name} {what}, no photo.", better)
    if data[4:8] == b"ftyp" and data[8:12] not in _HEIF_BRANDS:
        raise BadInput(f"{name} is a film or a kind of picture that is not known here.", "Save a still as JPEG.")
    if data[:4] == b"RIFF" and data[8:12] != b"WEBP":
        raise BadInput(f"{name} is a film or a sound, no photo.", "Save a still as JPEG.")


def _with_heif(data: bytes, name: str) -> tuple[str, ...]:
    if data[4:8] != b"ftyp":
        return ()
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise BadInput(
            f"{name} is a HEIC photo, and what reads those is not installed.",
            f"Install it with `{sys.executable} -m pip install pillow-heif`, or save the photo as JPEG.",
        ) from error
    register_heif_opener()
    return ("HEIF",)


def _check_size(picture: Image, name: str) -> None:
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise BadInput(
            f"{name} claims to be {width} by {height} pixels.",
            f"A photo has at most {MAX_PIXELS // 1_000_000} million, and {MAX_SIDE} a side; make it smaller first.",
        )
    if min(width, height) < MIN_SIDE:
        raise BadInput(f"{name} is only {width} by {height} pixels.", f"Skin is seen from {MIN_SIDE} a side on.")


def _check_stands_still(picture: Image, name: str) -> None:
    # a phone's JPEG may hold a second picture for depth: its first one is the photo
    if picture.format not in ("MPO", "HEIF") and getattr(picture, "n_frames", 1) > 1:
        raise BadInput(f"{name} moves: it holds {getattr(picture, 'n_frames', 2)} pictures.", "Save a still of it.")
    if picture.mode in ("CMYK", "YCCK"):
        raise BadInput(f"{name} has the colours of printing (CMYK).", "Save it in RGB, as telephones do.")


def _told_by(picture: Image, name: str) -> tuple[int, datetime | None]:
    """How the camera was held, and when the photo was taken."""
    if not _is_whole(picture.info.get("exif", b"")):
        raise _damaged_details(name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            told = picture.getexif()
            orientation = told.get(_ORIENTATION, 1)
            details = told.get_ifd(_DETAILS)
            taken = _wall_clock(details.get(_TAKEN))
    except (OSError, ValueError, SyntaxError, struct.error, LookupError, TypeError, ArithmeticError) as error:
        raise _damaged_details(name) from error
    except (Warning, MemoryError, RecursionError, AttributeError) as error:
        raise _damaged_details(name) from error
    return (orientation if orientation in range(1, 9) else 1), taken


def _is_whole(exif: bytes) -> bool:
    """Whether the first table of `exif` lies in it with all that it names. Pillow passes over what does not."""
    exif = exif.removeprefix(b"Exif\0\0")
    if not exif:
        return True
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None or len(exif) < 8:
        return False
    (at,) = struct.unpack_from(f"{order}I", exif, 4)
    if at + 2 > len(exif):
        return False
    (count,) = struct.unpack_from(f"{order}H", exif, at)
    if at + 2 + count * _ENTRY > len(exif):
        return False
    for entry in range(at + 2, at + 2 + count * _ENTRY, _ENTRY):
        _, kind, values, where = struct.unpack_from(f"{order}HHII", exif, entry)
        size = values * _SIZES.get(kind, 1)
        if size > 4 and where + size > len(exif):
            return False
    return True


def _damaged_details(name: str) -> BadInput:
    return BadInput(
        f"What the camera wrote into {name} is damaged, so nobody can tell which way up it is.",
        "Open it in a picture program and save it anew.",
    )


def _wall_clock(taken: object) -> datetime | None:
    if not isinstance(taken, str):
        return None
    try:
        return datetime.strptime(taken.strip("\0 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  # a camera's wall clock
    except ValueError:
        return None


def _load(picture: Image, name: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, LookupError, MemoryError, EOFError) as error:
        raise _damaged(name) from error


def _turned(picture: Image, orientation: int) -> Image:
    from PIL.Image import Transpose

    ways = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    # pillow-heif has turned it already
    return picture if orientation == 1 or picture.format == "HEIF" else picture.transpose(ways[orientation])


def _plain(picture: Image, name: str) -> Image:
    """`picture` in sRGB, on white where it is clear, with nothing but its pixels."""
    from PIL import Image

    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    try:
        picture = _in_srgb(picture if picture.mode == "RGB" else picture.convert("RGB"), profile)
    except (OSError, ValueError, MemoryError) as error:
        raise _damaged(name) from error
    # its comment would be written again
    picture.info = {}
    return picture


def _in_srgb(picture: Image, profile: object) -> Image:
    if not isinstance(profile, bytes) or not profile:
        return picture
    from PIL import ImageCms

    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(picture, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # a profile that cannot be read is passed over by every viewer: the numbers then are sRGB
        return picture
    return changed or picture


def _damaged(name: str) -> BadInput:
    return BadInput(f"{name} is damaged or has not arrived whole.", "Copy it again, or open it and save it anew.")
