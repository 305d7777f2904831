"""WSGI answers of the tile application: caching, compression, and problems as JSON."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import HTTP_STATUS_CODES, parse_accept_header

from service.i18n import DEFAULT_LANGUAGE, LANGUAGES, gettext_in

Environ = dict[str, Any]
TILE = "application/vnd.mapbox-vector-tile"
JSON = "application/json"
PROBLEM = "application/problem+json"
#: Smaller answers fit one packet as they are.
LEAST_COMPRESSED = 860
#: Level 2 takes a third of level 6's time for tiles that are a tenth larger.
GZIP_LEVEL = 2
_TAKES_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")

_ALWAYS = [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin")]
#: Public data, read without cookies: any page and any program may use it.
_OPEN = [("Access-Control-Allow-Origin", "*"), ("Cross-Origin-Resource-Policy", "cross-origin"), *_ALWAYS]
#: What not everybody may see stays with the person who asked, on this very site.
_PRIVATE = [
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "private, no-store"),
    ("Vary", "Accept-Encoding, Host, Cookie"),
    *_ALWAYS,
]


@dataclass(slots=True)
class Body:
    """What is answered, with its compressed form once somebody has asked for it; `is_private` is kept by nobody."""

    content: bytes
    content_type: str
    max_age_s: int
    is_private: bool = False
    etag: str = ""
    compressed: bytes | None = None

    def __post_init__(self) -> None:
        # By content: equal tiles have equal tags in every process, and a hidden pin changes the tag.
        self.etag = f'W/"{hashlib.blake2b(self.content, digest_size=12).hexdigest()}"'

    def gzip(self) -> bytes:
        """The content compressed, once."""
        if self.compressed is None:
            press = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 31)
            self.compressed = press.compress(self.content) + press.flush()
        return self.compressed


def answer(environ: Environ, start_response: Any, body: Body) -> Iterable[bytes]:
    """Answer with a body, or with 304 when the client has it already."""
    headers = _PRIVATE[:] if body.is_private else _open_headers(body)
    if not body.is_private and _has_tag(environ.get("HTTP_IF_NONE_MATCH", ""), body.etag):
        start_response("304 Not Modified", headers)
        return []
    content = body.content
    if len(content) >= LEAST_COMPRESSED and _TAKES_GZIP.search(environ.get("HTTP_ACCEPT_ENCODING", "")):
        content = body.gzip()
        headers.append(("Content-Encoding", "gzip"))
    headers += [("Content-Type", body.content_type), ("Content-Length", str(len(content)))]
    start_response("200 OK", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


def _open_headers(body: Body) -> list[tuple[str, str]]:
    return [
        *_OPEN,
        ("ETag", body.etag),
        ("Cache-Control", f"public, max-age={body.max_age_s}" if body.max_age_s else "public, no-cache"),
        # The municipality may be chosen by the host name.
        ("Vary", "Accept-Encoding, Host"),
    ]


def preflight(start_response: Any) -> Iterable[bytes]:
    """Answer a browser that asks whether another page may read from here."""
    headers = [("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"), ("Access-Control-Max-Age", "86400")]
    start_response("204 No Content", [*_OPEN, *headers])
    return []


def problem(
    environ: Environ, start_response: Any, status: int, code: str, sentence: str, **values: str
) -> Iterable[bytes]:
    """Answer with a problem in the reader's language; `sentence` is a message id."""
    language = _language(environ)
    title = HTTP_STATUS_CODES[status]
    detail = gettext_in(language, sentence, **values)
    content = json.dumps(
        {"type": f"urn:aluekartta:problem:{code}", "title": title, "status": status, "code": code, "detail": detail},
        ensure_ascii=False,
    ).encode()
    headers = [
        *_OPEN,
        ("Content-Type", PROBLEM),
        ("Content-Language", language),
        ("Content-Length", str(len(content))),
        ("Cache-Control", "no-store"),
    ]
    if status == 405:
        headers.append(("Allow", "GET, HEAD, OPTIONS"))
    if status == 503:
        headers.append(("Retry-After", "5"))
    start_response(f"{status} {title}", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [content]


def _language(environ: Environ) -> str:
    accepted = parse_accept_header(environ.get("HTTP_ACCEPT_LANGUAGE"), LanguageAccept)
    return accepted.best_match(list(LANGUAGES)) or DEFAULT_LANGUAGE


def _has_tag(header: str, etag: str) -> bool:
    if not header:
        return False
    own = etag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") in (own, "*") for one in header.split(","))
