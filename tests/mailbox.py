"""A small real SMTP server for tests: takes messages on a loopback port and keeps them."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived. While `refuses` is set, recipients are turned away as a full server does (451)."""

    address: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuses: bool = False


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: Mailbox


class _Conversation(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs to hand over a message."""

    server: _Server

    def handle(self) -> None:
        self._say("220 tests")
        for line in self.rfile:
            words = line.strip().upper()
            if words.startswith((b"EHLO", b"HELO")):
                self._say("250 tests")
            elif words.startswith(b"RCPT") and self.server.mailbox.refuses:
                self._say("451 try again later")
            elif words.startswith(b"RCPT"):
                self.server.mailbox.recipients.append(line.decode().partition(":")[2].strip().strip("<>"))
                self._say("250 ok")
            elif words == b"DATA":
                self._say("354 go on")
                self._take()
                self._say("250 taken")
            elif words == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.mailbox.messages.append(message)  # type: ignore[arg-type]

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    """Run the server until the block ends."""
    with _Server(("127.0.0.1", 0), _Conversation) as server:
        server.mailbox = Mailbox(f"smtp://127.0.0.1:{server.server_address[1]}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.mailbox
        finally:
            server.shutdown()
            thread.join()
