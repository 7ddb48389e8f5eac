"""From the bytes of a stranger's picture to pictures of our own: decoded, made smaller, nothing else kept.

Runs in a process of its own, which has a bound of memory and processor time and knows nothing worth taking.
"""

from __future__ import annotations

import resource
import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

MOST_PIXELS = 40_000_000
"""A picture with more is taken for a bomb: 40 million are 160 MB once decoded, and no screen has 20."""
LEAST_PIXELS = 8
"""The shortest side; what is smaller counts readers and shows nothing."""
_FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
_QUALITY = 82
_SECONDS = 20
_MEMORY = 2 * 1024**3
_SVG = (b"<svg", b"<?xml", b"<!doctype svg")

Box = tuple[int, int]
"""Width and height, in pixels, that a picture has to fit in."""


class RefusedPictureError(Exception):
    """Raised for what is no picture that can be shown; the message says why, after "it"."""


class VectorPictureError(RefusedPictureError):
    """Raised for SVG."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A WebP picture."""

    content: bytes
    width: int
    height: int


def bound_process() -> None:
    """Give this process no more memory than decoding needs."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def render_bounded(content: bytes, boxes: Sequence[Box]) -> tuple[Rendered, ...]:
    """Do what :func:`render` does; the process ends where that takes too long."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(used.ru_utime + used.ru_stime) + _SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    return render(content, boxes)


def render(content: bytes, boxes: Sequence[Box]) -> tuple[Rendered, ...]:
    """Return the first frame of a PNG, JPEG, WebP or GIF fitted into each of ``boxes``, the largest first.

    It is never made larger, and sizes that come out the same are there once. Only its pixels are kept: no
    Exif, so no place and no camera, no XMP, no text, no colour profile. Raises :class:`RefusedPictureError`.
    """
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only who mirrors pictures needs it

    if content.lstrip()[:512].lower().startswith(_SVG):
        raise VectorPictureError("is SVG, which is never mirrored: it can hold scripts")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                return _sizes(picture, boxes)
        except RefusedPictureError:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise RefusedPictureError(f"has more than {MOST_PIXELS // 10**6} million pixels") from None
        except UnidentifiedImageError:
            raise RefusedPictureError("is no PNG, JPEG, WebP or GIF picture") from None
        except MemoryError:
            raise RefusedPictureError("takes too much memory to decode") from None
        except Exception as error:  # whatever a decoder meets in a broken file
            raise RefusedPictureError(f"can't be decoded ({type(error).__name__})") from None


def _sizes(picture: Image.Image, boxes: Sequence[Box]) -> tuple[Rendered, ...]:
    from PIL import Image, ImageOps  # noqa: PLC0415 - as above

    width, height = picture.size
    if min(width, height) < LEAST_PIXELS:
        raise RefusedPictureError(f"has {width} times {height} pixels, too few to show")
    # A photo of a camera is read at the scale that is needed.
    picture.draft("RGB", (2 * max(box[0] for box in boxes), 2 * max(box[1] for box in boxes)))
    upright = _plain(ImageOps.exif_transpose(picture))
    made: dict[Box, Rendered] = {}
    for box in boxes:
        fitted = upright.copy()
        fitted.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=3.0)
        if fitted.size not in made:
            made[fitted.size] = _encoded(fitted)
    return tuple(made.values())


def _plain(picture: Image.Image) -> Image.Image:
    """Return the pixels alone, in a form that WebP has."""
    if picture.mode.startswith("I;16"):  # 16 bits of grey, which Pillow would cut off at 8
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    kept = "RGBA" if picture.has_transparency_data else "RGB"
    plain = picture.convert(kept)
    plain.info.clear()
    return plain


def _encoded(picture: Image.Image) -> Rendered:
    out = BytesIO()
    picture.save(out, "WEBP", quality=_QUALITY, method=4, exif=b"", icc_profile=b"", xmp=b"")
    return Rendered(out.getvalue(), *picture.size)
