"""A service that means harm, for tests: it redirects inside, never ends, drips, and sends bombs."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ENTITY = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "http://127.0.0.1:%d/secret">]>
<WMS_Capabilities version="1.3.0">&x;</WMS_Capabilities>"""
OUTSIDE_DTD = b"""<?xml version="1.0"?><!DOCTYPE WMT_MS_Capabilities SYSTEM "http://127.0.0.1:%d/secret.dtd">
<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>x</Title></Service></WMT_MS_Capabilities>"""
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><WMS_Capabilities>&a9;</WMS_Capabilities>"
)


@dataclass
class Listener:
    """A listener inside that must stay silent: `connections` counts who came."""

    port: int
    connections: int = 0


@dataclass
class Hostile:
    """The running service. `cookies` holds what browsers would have sent back."""

    port: int
    inside: Listener
    cookies: list[str] = field(default_factory=list)

    def at(self, path: str) -> str:
        """The address of one of its tricks."""
        return f"http://127.0.0.1:{self.port}/{path}"


@contextmanager
def silent_listener(host: str = "127.0.0.1") -> Iterator[Listener]:
    """A listener that counts connections and says nothing."""
    with socket.create_server((host, 0)) as listening:
        found = Listener(listening.getsockname()[1])

        def count() -> None:
            with suppress(OSError):
                while True:
                    taken, _address = listening.accept()
                    found.connections += 1
                    taken.close()

        threading.Thread(target=count, daemon=True).start()
        yield found
        with suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)


@contextmanager
def hostile_service() -> Iterator[Hostile]:
    """Run the service until the block ends."""
    bomb()  # ready before anybody waits for it
    with silent_listener() as inside:
        server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        server.daemon_threads = True
        hostile = Hostile(int(server.server_address[1]), inside)

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                hostile.cookies.append(self.headers.get("Cookie", ""))
                with suppress(OSError):
                    TRICKS[self.path.strip("/").partition("?")[0]](self, hostile)
                self.close_connection = True

            def log_message(self, *_args: Any) -> None:
                """Tests are quiet."""

        server.RequestHandlerClass = Handler
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield hostile
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, content: bytes, media_type: str, **more: str) -> None:
    """A whole answer."""
    handler.send_response(200)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Set-Cookie", "who=you")
    for name, value in {"Content-Length": str(len(content)), **more}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(content)


def _redirect(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    handler.send_response(302)
    handler.send_header("Location", f"http://127.0.0.1:{hostile.inside.port}/secret")
    handler.end_headers()


def _endless(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<a/>" * 16_384)


def _drip(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.1)


def _drip_head(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200:
        handler.wfile.write(bytes([letter]))
        handler.wfile.flush()
        time.sleep(0.1)


def _hang(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    time.sleep(20)


def _bomb(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    send(handler, bomb(), "text/xml", Content_Encoding="gzip")


def _announced(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()


def _cut(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/xml")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<half>")


def _said(content: bytes, media_type: str = "text/xml") -> Callable[[BaseHTTPRequestHandler, Hostile], None]:
    def tell(handler: BaseHTTPRequestHandler, hostile: Hostile) -> None:
        send(handler, content.replace(b"%d", str(hostile.inside.port).encode()), media_type)

    return tell


@cache
def bomb() -> bytes:
    """600 MB of spaces in 600 kB, as one gzip member; it takes seconds to make, so only a run of the service does."""
    packing = zlib.compressobj(9, wbits=31)
    megabyte = b" " * 1_000_000
    return b"".join([*(packing.compress(megabyte) for _ in range(600)), packing.flush()])


TRICKS: dict[str, Callable[[BaseHTTPRequestHandler, Hostile], None]] = {
    "redirect": _redirect,
    "endless": _endless,
    "drip": _drip,
    "drip-head": _drip_head,
    "hang": _hang,
    "bomb": _bomb,
    "announced": _announced,
    "cut": _cut,
    "entity": _said(ENTITY),
    "outside-dtd": _said(OUTSIDE_DTD),
    "laughs": _said(LAUGHS),
    "page": _said(b"<html>", "text/html"),
    "good": _said(b"<good/>"),
}
