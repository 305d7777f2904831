"""Sending e-mail over SMTP, from the worker, never inside a request."""

from __future__ import annotations

import mailbox
import smtplib
import ssl
from collections.abc import Mapping
from email import policy
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import procrastinate

from service.config import Settings
from service.jobs import app


class MailNotSetUp(Exception):
    """No mail server is configured."""


#: Addresses in headers must not be broken over lines or encoded: mail programs would not find them.
_POLICY = policy.default.clone(max_line_length=900)


def send_mail(settings: Settings, to: str, subject: str, body: str, headers: Mapping[str, str] | None = None) -> None:
    """Send one plain-text message.

    Parameters
    ----------
    headers : more headers, for example List-Unsubscribe.

    Raises MailNotSetUp without a mail server, and smtplib's or the socket's errors, upon which the job is
    tried again.
    """
    if not settings.mail_server:
        raise MailNotSetUp("ALUEKARTTA_MAIL_SERVER is not set.")
    message = EmailMessage(_POLICY)
    message["From"] = settings.mail_from or "aluekartta@localhost"
    message["To"] = to
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    for name, value in (headers or {}).items():
        message[name] = value
    message.set_content(body)
    folder = local_mailbox(settings)
    if folder is not None:
        folder.add(message)
        return
    server = urlsplit(settings.mail_server)
    host = server.hostname or "localhost"
    with _connection(server.scheme, host, server.port) as connection:
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(message)


def local_mailbox(settings: Settings) -> mailbox.Maildir | None:
    """The folder that stands for a mail server where ALUEKARTTA_MAIL_SERVER is ``maildir:///path``, as in the demo."""
    server = urlsplit(settings.mail_server)
    return mailbox.Maildir(unquote(server.path), create=True) if server.scheme == "maildir" else None


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=20, context=context)
    connection = smtplib.SMTP(host, port or 25, timeout=20)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
    return connection


#: Again after 4 s, 16 s, 64 s and so on, for about an hour and a half: a mail server may refuse for a while.
RETRY = procrastinate.RetryStrategy(max_attempts=6, exponential_wait=4)


@app.task(name="send_mail", queue="mail", retry=RETRY)
def send_mail_job(to: str, subject: str, body: str) -> None:
    """Send one message in the background; tried again when the server does not take it."""
    send_mail(Settings.from_environment(), to, subject, body)
