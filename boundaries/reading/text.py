"""Bytes to text: UTF-8 where it is that, else the single-byte alphabet in which Nordic letters make sense."""

from __future__ import annotations

from boundaries.reading.errors import UploadProblem

_UTF16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: ä, ö, å and their capitals in the alphabet of old DOS programs and in Windows.
_DOS_LETTERS = frozenset(b"\x84\x94\x86\x8e\x99\x8f")
_WINDOWS_LETTERS = frozenset(b"\xe4\xf6\xe5\xc4\xd6\xc5\xe9")


def decoded(data: bytes) -> str:
    """A text file's content, whatever its encoding.

    Raises UploadProblem not_text for what is no text at all.
    """
    try:
        text = data.decode(_UTF16[data[:2]]) if data[:2] in _UTF16 else data.decode(encoding_of(data))
    except (UnicodeDecodeError, LookupError) as error:
        raise UploadProblem("not_text") from error
    if "\x00" in text:
        raise UploadProblem("not_text")
    return text.removeprefix("﻿")


def encoding_of(data: bytes) -> str:
    """The likeliest encoding of bytes that name none: ``utf-8``, ``cp1252``, ``cp850`` or ``latin-1``.

    Bytes that are UTF-8 are hardly ever anything else. Otherwise old DOS letters and Windows letters are
    counted; they share no byte. cp1252 leaves five bytes without a letter; latin-1 reads those.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A sample may end in the middle of a letter.
        if error.start < len(data) - 3 or error.reason != "unexpected end of data":
            return _single_byte(data)
    return "utf-8"


def known_encoding(name: str) -> str | None:
    """The Python name of an encoding as a .cpg file writes it (``1252``, ``ANSI 1252``, ``88591``), or None."""
    text = name.strip().lower().replace("ansi", "").replace("oem", "").replace("_", "-").strip(" -:")
    if text.isdecimal():
        text = {"65001": "utf-8", "88591": "latin-1", "885915": "iso8859-15"}.get(text, f"cp{text}")
    try:
        "ä".encode(text)
    except (LookupError, UnicodeEncodeError, ValueError):
        return None
    return text


def _single_byte(data: bytes) -> str:
    dos = sum(byte in _DOS_LETTERS for byte in data)
    windows = sum(byte in _WINDOWS_LETTERS for byte in data)
    if dos > windows:
        return "cp850"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"
