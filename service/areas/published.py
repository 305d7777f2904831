"""The published area that an address names, for every page, feed, file and frame of it."""

from __future__ import annotations

from shapely.geometry.base import BaseGeometry

from boundaries.history import traits_of
from boundaries.queries import AreaPage, AreaRow, area_page
from service.areas.operations import tag
from service.errors import NotFound
from service.i18n import gettext as _
from service.web.context import municipality, public_db


def published_page(slug: str) -> AreaPage:
    """The published area of an address with its history.

    Raises NotFound.
    """
    page = area_page(public_db(), municipality().id, slug)
    if page is None:
        raise NotFound(_("There is no such area. It may have been taken down."))
    return page


def successor_of(slug: str) -> str | None:
    """The address of the area that this one was joined to, when it has ended; else None."""
    traits = traits_of(public_db(), municipality().id, slug)
    return traits.successor_slug if traits is not None and traits.state == "ended" else None


def area_shape(page: AreaPage) -> BaseGeometry:
    """The boundary that a page always carries, in the metric CRS."""
    assert page.area.geometry is not None  # noqa: S101 (only lists leave it out)
    return page.area.geometry


def current_tag(shown: AreaRow) -> str:
    """The mark of a published area as it is shown."""
    return tag(shown.version, shown.revision, shown.names, shown.description)
