"""A small HTTP client for measuring: kept connections, requests made beforehand, nothing parsed but the length."""

from __future__ import annotations

import socket
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

#: Makes the requests of one connection, for ever: whole HTTP/1.1 messages.
Requests = Callable[[int], Iterator[bytes]]


@dataclass(frozen=True)
class Measured:
    """What a run gave: answers a second, the median time of one, the mean size of a body, every time in ms."""

    rate: float
    median_ms: float
    mean_bytes: float
    times_ms: tuple[float, ...] = ()


class Refused(Exception):
    """An answer other than success: what is measured must be what was meant."""


def request(path: str, host: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
    """A whole request; `headers` with underscores for hyphens."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: */*"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def measure(port: int, requests: Requests, clients: int, seconds: float) -> Measured:
    """Ask with so many connections at once for so long. Raises Refused."""
    times: list[float] = []
    sizes: list[int] = []
    problems: list[Exception] = []
    start = threading.Barrier(clients + 1)
    until = [0.0]

    def run(number: int) -> None:
        own_times, own_sizes = [], []
        try:
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                messages = requests(number)
                _ask(connection, next(messages))
                start.wait()
                while time.perf_counter() < until[0]:
                    message = next(messages)
                    began = time.perf_counter()
                    own_sizes.append(_ask(connection, message))
                    own_times.append(time.perf_counter() - began)
        except Exception as error:  # told by the thread that waits
            problems.append(error)
            start.abort()
        times.extend(own_times)
        sizes.extend(own_sizes)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    until[0] = float("inf")
    for thread in threads:
        thread.start()
    try:
        start.wait(60)
        began = time.perf_counter()
        until[0] = began + seconds
    except threading.BrokenBarrierError:
        until[0] = 0.0
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    elapsed = time.perf_counter() - began
    every = tuple(one * 1000 for one in times)
    return Measured(len(times) / elapsed, statistics.median(every), statistics.mean(sizes), every)


def answer_of(port: int, message: bytes) -> tuple[bytes, bytes]:
    """The head and the body of one answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(message)
        return _read(connection)


def _ask(connection: socket.socket, message: bytes) -> int:
    connection.sendall(message)
    head, body = _read(connection)
    if not head.startswith((b"HTTP/1.1 2", b"HTTP/1.1 304")):
        raise Refused(head.decode("latin-1").split("\r\n")[0] + " " + body[:300].decode("utf-8", "replace"))
    return len(body)


def _read(connection: socket.socket) -> tuple[bytes, bytes]:
    received = bytearray()
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += _more(connection)
    head = bytes(received[:end])
    at = head.lower().find(b"content-length:")
    length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
    while len(received) < end + 4 + length:
        received += _more(connection)
    return head, bytes(received[end + 4 :])


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(262_144)
    if not part:
        raise ConnectionError("the service closed the connection")
    return part
