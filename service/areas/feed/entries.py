"""What happened, as entries of a feed."""

from __future__ import annotations

from urllib.parse import urlsplit

from service.areas.activity import Happening
from service.areas.activity_words import address, detail, label, shortened, title
from service.areas.feed.atom import Entry
from service.i18n import gettext as _
from service.web.context import CurrentMunicipality

SUMMARY_LENGTH = 400
#: What residents say; whatever carries no signature otherwise is the municipality's.
TOLD_BY_RESIDENTS = ("pin_told", "commented", "walk_observed")
#: The year in which these names began; a tag URI (RFC 4151) never changes it.
SINCE = "2026"


def tag_uri(public_url: str, home: CurrentMunicipality, *parts: str) -> str:
    """A name that stays the same for good, whatever the page's address or the reader's language."""
    host = urlsplit(public_url).hostname or "localhost"
    return f"tag:{host},{SINCE}:{home.slug}/" + "/".join(parts)


def entry_of(one: Happening, home: CurrentMunicipality, public_url: str, *, whole_municipality: bool = False) -> Entry:
    """One thing that happened as an entry. Nobody who spoke is named but the municipality's own people."""
    said = f"{label(one, whole_municipality=whole_municipality)}: {title(one)}"
    return Entry(
        uri=tag_uri(public_url, home, one.kind, one.name.strip("/"), str(one.number)),
        address=public_url.rstrip("/") + address(one),
        day=one.happened_on,
        title=said,
        summary=shortened(" ".join(part for part in (_sample(one), detail(one)) if part), SUMMARY_LENGTH),
        category=one.kind,
        author=one.signature or (_("A resident") if one.kind in TOLD_BY_RESIDENTS else home.name()),
        language=one.language,
    )


def _sample(one: Happening) -> str:
    return _("Sample material.") if one.is_synthetic else ""
