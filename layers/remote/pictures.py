"""Pictures of other services: really pictures, of a bearable size, and never passed on as they came."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from layers.remote.problems import RemoteProblem

Pixels = NDArray[np.uint8]
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_PIXELS = 2048 * 2048
#: An opaque picture of a photo is a tenth as a JPEG of what it is as a PNG.
_PHOTO_COLOURS = 4096


def pixels_of(content: bytes) -> Pixels:
    """A picture as rows of red, green, blue and opacity.

    Raises RemoteProblem for what is none of FORMATS by its own first bytes, is broken, or has too many pixels.
    """
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise RemoteProblem("picture_too_large")
            return np.asarray(picture.convert("RGBA"))
    except RemoteProblem:
        raise
    except Exception:
        # Decoders meet broken bytes with errors of many kinds; all of them mean the same here.
        raise RemoteProblem("bad_picture") from None


def packed(pixels: Pixels) -> tuple[bytes, str]:
    """A picture of these pixels as bytes with their media type: PNG, or JPEG for an opaque photo."""
    picture, out = Image.fromarray(pixels, "RGBA"), io.BytesIO()
    is_opaque = bool((pixels[..., 3] == 255).all())
    if is_opaque and picture.convert("RGB").getcolors(_PHOTO_COLOURS) is None:
        picture.convert("RGB").save(out, "JPEG", quality=85)
        return out.getvalue(), "image/jpeg"
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue(), "image/png"


#: A tile that shows nothing, for where there is no picture yet.
CLEAR = packed(np.zeros((256, 256, 4), dtype=np.uint8))[0]


def is_blank(pixels: Pixels) -> bool:
    """Whether a picture shows nothing: all of it clear, or all of one colour."""
    return not pixels[..., 3].any() or bool((pixels == pixels[:1, :1]).all())
