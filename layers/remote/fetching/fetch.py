"""One question to another service, and its answer in memory."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from layers.remote.fetching.allowance import Allowance, target_of
from layers.remote.fetching.transport import Watch, checked_addresses, connection
from layers.remote.problems import RemoteProblem

_PIECE = 64 * 1024
_GOOD = 200
#: A name that the log of the other service can be searched for. No version, no address of ours.
AGENT = "Aluekartta"
#: The only headers of an answer that anybody here looks at.
_KEPT = ("content-crs", "link", "etag")


@dataclass(frozen=True, slots=True)
class Wish:
    """What kind of answer is wanted, and how much of it.

    `types` are beginnings of media types. `most_bytes` holds for what comes in and for what it unpacks to.
    `seconds` is for the whole, from looking the name up to the last byte.
    """

    types: tuple[str, ...]
    most_bytes: int
    seconds: float
    accept: str = "*/*"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its bytes unpacked, its media type without parameters, and the headers that are of use."""

    content: bytes
    media_type: str
    headers: dict[str, str] = field(default_factory=dict)


def fetch(url: str, allowance: Allowance, wish: Wish) -> Fetched:
    """Ask another service for one thing.

    Raises RemoteProblem: a host that was not allowed or lies inside, a redirect, anything but status 200, another
    type than wished for, too much, too slow.
    """
    target = target_of(url)
    watch = Watch(wish.seconds)
    try:
        addresses = checked_addresses(target, allowance)
        with connection(target, addresses, watch) as made:
            made.putrequest("GET", target.path, skip_accept_encoding=True)
            for name, value in (("Accept", wish.accept), ("Accept-Encoding", "gzip"), ("User-Agent", AGENT)):
                made.putheader(name, value)
            made.putheader("Connection", "close")
            made.endheaders()
            with made.getresponse() as response:
                return _answer(response, wish, watch)
    except TimeoutError:
        raise RemoteProblem("too_slow") from None
    except (OSError, http.client.HTTPException, ValueError):
        raise RemoteProblem("too_slow" if watch.is_over else "broken_off") from None
    finally:
        watch.stop()


def _answer(response: http.client.HTTPResponse, wish: Wish, watch: Watch) -> Fetched:
    if watch.is_over:  # cut within the head, which then looks as if it ended there
        raise RemoteProblem("too_slow")
    if 300 <= response.status < 400:
        raise RemoteProblem("redirect", status=response.status)
    if response.status != _GOOD:
        raise RemoteProblem("down" if response.status in (502, 503, 504) else "status", status=response.status)
    media_type = (response.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if not any(media_type.startswith(one) for one in wish.types):
        raise RemoteProblem("wrong_type", type=media_type[:80] or "-")
    if response.length is not None and response.length > wish.most_bytes:
        raise RemoteProblem("too_large", limit=_megabytes(wish))
    packing = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    content = b"".join(_unpacked(_pieces(response, wish, watch), packing, wish))
    if response.length:  # fewer bytes came than were announced
        raise RemoteProblem("too_slow" if watch.is_over else "broken_off")
    headers = {name: value for name in _KEPT if (value := response.headers.get(name))}
    return Fetched(content, media_type, headers)


def _pieces(response: http.client.HTTPResponse, wish: Wish, watch: Watch) -> Iterator[bytes]:
    total = 0
    while piece := response.read1(_PIECE):
        total += len(piece)
        if total > wish.most_bytes:
            raise RemoteProblem("too_large", limit=_megabytes(wish))
        yield piece
    if watch.is_over:
        raise RemoteProblem("too_slow")


def _unpacked(pieces: Iterator[bytes], packing: str, wish: Wish) -> Iterator[bytes]:
    if packing == "identity":
        yield from pieces
        return
    if packing not in ("gzip", "x-gzip"):
        raise RemoteProblem("packed_otherwise")
    unpacker, total = zlib.decompressobj(31), 0
    try:
        for piece in pieces:
            left = piece
            while left:
                # Never more at once than is still allowed: a bomb goes off outside.
                out = unpacker.decompress(left, min(_PIECE, wish.most_bytes - total + 1))
                left = unpacker.unconsumed_tail
                total += len(out)
                if total > wish.most_bytes:
                    raise RemoteProblem("too_large", limit=_megabytes(wish))
                yield out
        yield unpacker.flush()
    except zlib.error:
        raise RemoteProblem("broken_off") from None
    if not unpacker.eof:
        raise RemoteProblem("broken_off")


def _megabytes(wish: Wish) -> str:
    return f"{wish.most_bytes / 1_000_000:.0f}" if wish.most_bytes >= 1_000_000 else f"{wish.most_bytes / 1e6:.1f}"
