"""Run as a script of its own, never imported: reads one picture from standard input and prints it cleaned.

Before the picture is decoded the process gives up time, memory, files and, where the system allows it, the network.
Prints a line of JSON (width, height, full, thumb: bytes that follow, or problem) and then the two JPEG files.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import json
import resource
import sys
from typing import Any

CPU_S = 15
MEMORY_BYTES = 1024**3
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
ORIENTATION = 0x0112
FORMATS = ("JPEG", "PNG", "WEBP")


def main() -> None:
    """Clean what standard input holds, as the first argument, a JSON object, asks."""
    asked = json.loads(sys.argv[1])
    data = sys.stdin.buffer.read()
    from PIL import Image, ImageCms, ImageDraw, ImageFile, JpegImagePlugin, PngImagePlugin, WebPImagePlugin  # noqa: F401

    give_up_rights()
    try:
        answer = cleaned(Image, data, asked)
    except MemoryError:
        answer = ({"problem": "too_many_pixels"}, b"", b"")
    except Exception:  # whatever a broken picture makes the decoder raise, it is broken
        answer = ({"problem": "damaged"}, b"", b"")
    head, full, thumb = answer
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + full + thumb)


def give_up_rights() -> None:
    """Limits that hold whatever the picture makes the decoder do. What is needed has been loaded."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER | CLONE_NEWNET)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def cleaned(Image: Any, data: bytes, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes, bytes]:  # noqa: N803
    """The picture upright, in sRGB, without anything but its pixels, in two sizes."""
    Image.MAX_IMAGE_PIXELS = asked["pixels"]
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    width, height = picture.size
    if width * height > asked["pixels"]:
        return {"problem": "too_many_pixels"}, b"", b""
    side = asked["full"]
    picture.draft("RGB", (side, side))  # a JPEG is decoded at the scale that is needed
    picture.load()
    orientation, profile = orientation_of(picture), picture.info.get("icc_profile")
    picture = plain(picture)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=3.0)
    picture = upright(Image, in_srgb(picture, profile), orientation)
    clean = Image.new("RGB", picture.size, "white")  # a new picture has none of the old one's notes
    clean.paste(picture, (0, 0), picture if picture.mode == "RGBA" else None)
    covered(clean, asked.get("boxes", []))
    small = clean.copy()
    small.thumbnail((asked["thumb"], asked["thumb"]), Image.Resampling.LANCZOS)
    full, thumb = jpeg(clean), jpeg(small)
    return {"width": clean.width, "height": clean.height, "full": len(full), "thumb": len(thumb)}, full, thumb


def orientation_of(picture: Any) -> int:
    """How the camera was held (EXIF); 1, upright, when it does not say or says nonsense."""
    try:
        return int(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # notes may be broken where pixels are whole
        return 1


def plain(picture: Any) -> Any:
    """The picture in RGB or RGBA, or CMYK where a profile is needed to leave it."""
    if picture.mode.startswith("I"):  # 16 bits of grey
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if picture.mode in ("RGB", "RGBA", "CMYK"):
        return picture
    has_alpha = picture.mode in ("LA", "PA", "La", "RGBa") or "transparency" in picture.info
    return picture.convert("RGBA" if has_alpha else "RGB")


def in_srgb(picture: Any, profile: bytes | None) -> Any:
    """Colours as every screen shows them; a profile that cannot be read counts as none."""
    from PIL import ImageCms

    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            own, wanted = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, wanted, outputMode="RGB") or picture
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def upright(Image: Any, picture: Any, orientation: int) -> Any:  # noqa: N803
    """The picture turned as its orientation says."""
    turn = Image.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
        6: turn.ROTATE_270, 7: turn.TRANSVERSE, 8: turn.ROTATE_90,
    }  # fmt: skip
    return picture.transpose(turns[orientation]) if orientation in turns else picture


def covered(picture: Any, boxes: list[list[int]]) -> None:
    """Rectangles (left, top, right, bottom in pixels) filled with black."""
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        draw.rectangle((left, top, right - 1, bottom - 1), fill="black")


def jpeg(picture: Any) -> bytes:
    """The pixels as a JPEG file."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue()


if __name__ == "__main__":
    main()
