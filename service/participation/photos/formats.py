"""What a file is by its first bytes. Its name and the type that the client states are never asked."""

from __future__ import annotations

from service.errors import FieldError
from service.i18n import N_
from service.i18n import gettext as _
from service.participation.photos.errors import PhotoRefused
from service.participation.photos.rules import UPLOAD_BYTES

SENTENCES = {
    "empty": N_("The file is empty. Choose the photo again."),
    "too_large": N_("The photo is larger than %(limit)s MB. Choose a smaller one, or save it in a smaller size."),
    "unknown": N_("This file is not a photo that can be shown here. Choose a JPEG, PNG or WebP picture."),
    "gif": N_("GIF pictures are not taken. Save the picture as JPEG or PNG and choose it again."),
    "svg": N_("SVG drawings are not taken. Save the picture as JPEG or PNG and choose it again."),
    "heic": N_(
        "The photo is in the HEIC format, which many cannot see. Save or share it as JPEG and choose it again."
    ),
    "avif": N_("AVIF pictures are not taken. Save the picture as JPEG or PNG and choose it again."),
    "tiff": N_("TIFF and raw pictures are not taken. Save the picture as JPEG and choose it again."),
    "bmp": N_("BMP pictures are not taken. Save the picture as JPEG or PNG and choose it again."),
    "pdf": N_("A PDF is not a photo. Choose a JPEG, PNG or WebP picture."),
    "video": N_("A video is not a photo. Choose a JPEG, PNG or WebP picture."),
    "damaged": N_("The photo is damaged or was not sent whole. Choose it again, or another one."),
    "too_many_pixels": N_("The photo has more than %(limit)s million pixels. Save it in a smaller size."),
    "took_too_long": N_("The photo could not be read in a reasonable time. Save it as JPEG and choose it again."),
}
#: File type boxes (ISO 14496-12) of what telephones and cameras write.
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_AVIF = (b"avif", b"avis")


def refusal(code: str, *, where: str = "photo", **values: object) -> PhotoRefused:
    """The error of a code with its sentence at a field."""
    sentence = _(SENTENCES[code], **values)
    return PhotoRefused(sentence, [FieldError(where, sentence)])


def check_file(data: bytes) -> None:
    """Let through what begins as JPEG, PNG or WebP and is no larger than it may be.

    Raises PhotoRefused with a sentence about what the file is instead.
    """
    if not data:
        raise refusal("empty")
    if len(data) > UPLOAD_BYTES:
        raise refusal("too_large", limit=UPLOAD_BYTES // 1024**2)
    kind = kind_of(data)
    if kind not in ("jpeg", "png", "webp"):
        raise refusal(kind)


def kind_of(data: bytes) -> str:
    """The kind of file by its first bytes: jpeg, png, webp, or a key of SENTENCES."""
    if data[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return _other(data)


def _other(data: bytes) -> str:
    if data[4:8] == b"ftyp":
        brand = data[8:12]
        return "heic" if brand in _HEIC else "avif" if brand in _AVIF else "video"
    beginnings = {
        b"GIF8": "gif",
        b"BM": "bmp",
        b"%PDF": "pdf",
        b"II*\x00": "tiff",
        b"MM\x00*": "tiff",
        b"\x1aE\xdf\xa3": "video",
    }
    for beginning, kind in beginnings.items():
        if data.startswith(beginning):
            return kind
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return "svg" if head.startswith((b"<svg", b"<?xml", b"<!doctype svg")) else "unknown"
