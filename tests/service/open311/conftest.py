"""A client of GeoReport v2 written by the standard: it reads XML as cities' own clients do, and JSON."""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from tests.conftest import Browser

#: Elements that hold a list, and what a member is called there.
LISTS = {
    "services": "service", "service_requests": "request", "attributes": "attribute", "values": "value",
    "endpoints": "endpoint", "formats": "format", "errors": "error",
    "service_requests_updates": "request_update",
}  # fmt: skip


def read_xml(element: Element) -> Any:
    """An element as dictionaries, lists and texts; an empty one is None."""
    if element.tag in LISTS:
        assert {child.tag for child in element} <= {LISTS[element.tag]}
        return [read_xml(child) for child in element]
    if len(element):
        assert len({child.tag for child in element}) == len(element), "an element comes twice"
        return {child.tag: read_xml(child) for child in element}
    return element.text


def as_text(value: Any) -> Any:
    """JSON with every value as XML can say it."""
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return None if value in (None, "") else str(value)


class GeoReport:
    """Asks for everything in both forms, and takes it only when both say the same."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def get(self, path: str, answered: int = 200, /, **query: Any) -> Any:
        """What an address says, as JSON gives it."""
        xml = self.browser.get(f"/open311/v2/{path}.xml", query_string=query)
        plain = self.browser.get(f"/open311/v2/{path}.json", query_string=query)
        assert (xml.status_code, plain.status_code) == (answered, answered), xml.get_data(as_text=True)
        assert xml.headers["Content-Type"] == "text/xml; charset=utf-8"
        assert plain.headers["Content-Type"] == "application/json; charset=utf-8"
        assert xml.get_data().lower().startswith(b"<?xml version='1.0' encoding='utf-8'?>")
        content = json.loads(plain.get_data())
        assert read_xml(fromstring(xml.get_data())) == as_text(content)
        return content


@pytest.fixture
def georeport(client: Browser) -> GeoReport:
    """A reader of the made-up town."""
    return GeoReport(client)
