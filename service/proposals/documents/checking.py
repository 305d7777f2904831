"""What a file is by its first bytes, and whether it may be given to residents. Its name is never asked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from service.errors import FieldError
from service.i18n import N_
from service.i18n import gettext as _
from service.participation.photos.errors import PhotoRefused
from service.participation.photos.formats import kind_of
from service.participation.photos.isolated import clean_photo
from service.proposals.documents.errors import DocumentRefused

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 2_000
#: Where the file is in the form.
FIELD = "file"
SENTENCES = {
    "missing": N_("Choose a file."),
    "empty": N_("The file is empty. Choose it again."),
    "too_large": N_("The file is larger than %(limit)s MB. Save it in a smaller size."),
    "unknown": N_("Only PDF, Word (.docx), JPEG, PNG and WebP files are taken. Save the document as PDF."),
    "old_word": N_("This is an old Word file (.doc). Save it as .docx or PDF."),
    "damaged": N_("The file is damaged or was not sent whole. Choose it again."),
    "macros": N_("The Word file holds macros, which residents must not be given. Save it as .docx without macros."),
    "active": N_("The PDF holds a program or starts one. Print it to a new PDF and choose that."),
    "locked": N_("The PDF is locked with a password. Save it without one."),
}


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be given out: ``pdf``, ``docx`` or ``image`` (a JPEG without what a camera wrote into it)."""

    kind: str
    content: bytes


def check_document(data: bytes | None) -> CheckedFile:
    """A file of a form as it may be kept.

    Raises DocumentRefused with a sentence about what is wrong.
    """
    if data is None:
        raise _refused("missing")
    if not data:
        raise _refused("empty")
    if len(data) > MOST_BYTES:
        raise _refused("too_large", limit=MOST_BYTES // MEGABYTE)
    if data.startswith(b"%PDF-"):
        return CheckedFile("pdf", _checked_pdf(data))
    if data.startswith(b"PK\x03\x04"):
        return CheckedFile("docx", _checked_docx(data))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused("old_word")
    if kind_of(data) in ("jpeg", "png", "webp"):
        return CheckedFile("image", _checked_image(data))
    raise _refused("unknown")


def _checked_pdf(data: bytes) -> bytes:
    if b"%%EOF" not in data[-2048:]:
        raise _refused("damaged")
    # Long names alone: a short one is found by chance in packed data.
    if any(name in data for name in (b"/JavaScript", b"/Launch ", b"/Launch/", b"/EmbeddedFiles")):
        raise _refused("active")
    if b"/Encrypt " in data or b"/Encrypt\n" in data:
        raise _refused("locked")
    return data


def _checked_docx(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {one.filename.lower() for one in members}
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise _refused("too_large", limit=MOST_BYTES // MEGABYTE)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise _refused("damaged") from None
    if "[content_types].xml" not in names or "word/document.xml" not in names:
        raise _refused("unknown")
    if any(name.rpartition("/")[2].startswith("vbaproject") or name.startswith("word/embeddings/") for name in names):
        raise _refused("macros")
    return data


def _checked_image(data: bytes) -> bytes:
    try:
        return clean_photo(data).full
    except PhotoRefused as error:
        raise DocumentRefused(error.message, [FieldError(FIELD, error.message)]) from None


def _refused(code: str, **values: object) -> DocumentRefused:
    sentence = _(SENTENCES[code], **values)
    return DocumentRefused(sentence, [FieldError(FIELD, sentence)])
