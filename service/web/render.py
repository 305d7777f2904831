"""What every template can use: languages, formats, the actor, the municipality."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Flask, current_app, g, has_request_context
from markupsafe import Markup

from service import i18n
from service.permissions import known_permissions, may
from service.web.charts import drawable
from service.web.context import actor, municipality


class NoMunicipality:
    """Stands in for the municipality on a page that is shown while the database does not answer."""

    slug = ""
    demo = False
    languages = tuple(i18n.LANGUAGES)

    def name(self, language: str | None = None) -> str:  # noqa: ARG002
        """The product's own name, in every language."""
        return "Aluekartta"


def init_app(app: Flask) -> None:
    """Install filters, functions and the context of every page."""
    env = app.jinja_env
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.trim_blocks = env.lstrip_blocks = True
    env.filters.update(
        number=i18n.format_number,
        percent=i18n.format_percent,
        date=i18n.format_date,
        datetime=i18n.format_datetime,
        ago=i18n.format_ago,
        named=i18n.named,
        paragraphs=paragraphs,
        text_blocks=text_blocks,
        drawable=drawable,
    )
    app.context_processor(_page_context)


def _page_context() -> dict[str, Any]:
    if not has_request_context():
        return {}
    try:
        home: Any = municipality()
        who: Any = actor()
    except Exception:  # an error page must still be a page
        home, who = NoMunicipality(), None
        g.pop("actor", None)
    settings = current_app.config["SETTINGS"]
    return {
        "municipality": home,
        "actor": who if who is not None and who.is_signed_in else None,
        "may": (lambda name, subject=None: name in known_permissions() and may(who, name, subject))
        if who is not None
        else (lambda *_: False),
        "language": i18n.language(),
        "has_demo_mailbox": settings.demo_sign_in and settings.mail_server.startswith("maildir:"),
        "languages": {code: i18n.LANGUAGES[code] for code in home.languages},
        "js_messages": i18n.script_messages(i18n.language()),
        "csp_nonce": g.csp_nonce,
        "idempotency_key": lambda: uuid.uuid4().hex,
    }


def text_blocks(text: str) -> list[str]:
    """The paragraphs of a person's plain text: what empty lines part, without the empty ones."""
    return [block.strip() for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]


def paragraphs(text: str) -> Markup:
    """A person's plain text as paragraphs, escaped; line breaks are kept."""
    lines = (Markup("<br>").join(block.split("\n")) for block in text_blocks(text))
    return Markup("").join(Markup("<p>{}</p>").format(one) for one in lines)
