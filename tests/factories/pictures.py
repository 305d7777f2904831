"""Picture files for tests: good ones full of metadata, and hostile ones. All are made here."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

#: Stands in every kind of metadata of `telltale`; none of what is stored may hold it.
CANARY = "KANARIA-62.8924-27.6770"
SIDE = 600


def picture(width: int = SIDE, height: int = 400, mode: str = "RGB") -> Any:
    """A picture whose left half is red and whose right half is blue."""
    made = Image.new("RGB", (width, height), (200, 30, 30))
    made.paste((30, 30, 200), (width // 2, 0, width, height))
    return made.convert(mode)


def jpeg(**options: Any) -> bytes:
    """A plain JPEG; options go to its encoder."""
    out = io.BytesIO()
    picture().save(out, "JPEG", quality=80, **options)
    return out.getvalue()


def telltale(kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A photo that tells where, when, with what and by whom it was taken, in every way that its format knows."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x010F], exif[0x0132] = orientation, CANARY, CANARY, "2026:06:01 12:00:00"
    exif.get_ifd(0x8769)[0x9286] = CANARY.encode()
    exif.get_ifd(0x8825).update({1: "N", 2: (62.0, 53.0, 32.6), 3: "E", 4: (27.0, 40.0, 37.2), 27: CANARY.encode()})
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARY}</x:xmpmeta>".encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", CANARY)
        info.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture().save(out, kind, exif=exif, pnginfo=info, icc_profile=profile)
        return out.getvalue() + CANARY.encode()
    if kind == "WEBP":
        picture().save(out, kind, exif=exif, xmp=xmp, icc_profile=profile)
        return out.getvalue() + CANARY.encode()
    picture().save(out, kind, exif=exif, xmp=xmp, icc_profile=profile, comment=CANARY.encode())
    return with_iptc(out.getvalue()) + CANARY.encode()


def with_iptc(data: bytes) -> bytes:
    """A JPEG with an IPTC caption (Photoshop's segment APP13) after its first marker."""
    caption = b"\x1c\x02\x78" + struct.pack(">H", len(CANARY)) + CANARY.encode()
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(caption)) + caption + b"\x00" * (len(caption) % 2)
    body = b"Photoshop 3.0\x00" + block
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:]


def png_that_says(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG whose head claims a size, whatever its data holds."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def hostile() -> dict[str, bytes]:
    """Files that must be refused, by what they are."""
    whole = jpeg()
    gif = io.BytesIO()
    picture(mode="P").save(gif, "GIF")
    bmp, tiff = io.BytesIO(), io.BytesIO()
    picture().save(bmp, "BMP")
    picture().save(tiff, "TIFF")
    return {
        "nothing": b"",
        "text": b"not a picture at all",
        "page": b"<!doctype html><script>alert(1)</script>",
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "svg with a declaration": b"\xef\xbb\xbf<?xml version='1.0'?><svg/>",
        "gif": gif.getvalue(),
        "bmp": bmp.getvalue(),
        "tiff": tiff.getvalue(),
        "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 200,
        "avif": b"\x00\x00\x00\x18ftypavif" + b"\x00" * 200,
        "video": b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 200,
        "pdf": b"%PDF-1.7 " + b"\x00" * 200,
        "zip": b"PK\x03\x04" + b"\x00" * 200,
        "only the first bytes of a jpeg": b"\xff\xd8\xff\xe0",
        "half a jpeg": whole[: len(whole) // 2],
        "half a png": telltale("PNG")[:400],
        "a jpeg with a broken head": whole[:30] + b"\x00" * 300 + whole[330:],
        "a bomb of 20000 x 20000": png_that_says(20_000, 20_000, b"\x00" * 1_000_000),
        "a bomb that overflows": png_that_says(2**31 - 1, 2**31 - 1),
        "a png without rows": png_that_says(500, 500),
        "webp's first bytes": b"RIFF\x10\x00\x00\x00WEBPVP8 " + b"\x00" * 40,
        "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
    }
