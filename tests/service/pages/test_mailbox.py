"""The demo's mails can be read on the spot, and nobody else's ever."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from service.mail import send_mail
from tests.conftest import Browser


def test_a_mail_of_the_demo_is_read_on_its_page(app: Flask, client: Browser, tmp_path: Path) -> None:
    settings = replace(app.config["SETTINGS"], mail_server=f"maildir://{tmp_path}/box", demo_sign_in=True)
    app.config["SETTINGS"] = settings
    send_mail(settings, "joku@testila.example", "Ideaasi on vastattu", "Katso <b>: http://127.0.0.1/pins/X\n")
    page = client.get("/demo/mailbox").get_data(as_text=True)
    assert "Ideaasi on vastattu" in page and "joku@testila.example" in page
    assert '<a href="http://127.0.0.1/pins/X">' in page
    assert "<b>" not in page


def test_there_is_no_such_page_outside_a_demo(app: Flask, client: Browser, tmp_path: Path) -> None:
    for changed in (
        {"mail_server": "smtp://127.0.0.1:25"},
        {"mail_server": f"maildir://{tmp_path}", "demo_sign_in": False},
    ):
        app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changed)
        assert client.get("/demo/mailbox").status_code == 404
