"""Every permission that a page asks about exists: the page hides what an unknown one would show."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask

from service.permissions import known_permissions

TEMPLATES = Path(__file__).resolve().parents[2] / "service" / "templates"
ASKED = re.compile(r"\bmay\(\"([a-z_.]+)\"")


def test_every_permission_in_a_template_is_known(app: Flask) -> None:
    asked = {name for path in TEMPLATES.rglob("*.html") for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert len(asked) > 20
    assert sorted(asked - known_permissions()) == []
