"""One document in two forms: XML, which every client of the standard reads, and JSON.

A document is made of dictionaries, lists and plain values. In XML a list is an element whose members are named
after what it holds; an absent value is an empty element, in JSON null.
"""

from __future__ import annotations

import json
import re
from typing import Any
from xml.etree import ElementTree

from flask import Response, make_response

#: What a member of a list is called in XML, by the name of the list.
MEMBERS = {
    "services": "service",
    "service_requests": "request",
    "service_requests_updates": "request_update",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "errors": "error",
}
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
#: What no XML 1.0 document may hold, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(form: str, name: str, content: Any, status: int = 200) -> Response:
    """The answer that holds a document.

    Parameters
    ----------
    form : "xml" or "json".
    name : of the root element; JSON has no name for it.
    """
    body = xml_of(name, content) if form == "xml" else json.dumps(content, ensure_ascii=False).encode()
    response = make_response(body, status)
    response.headers["Content-Type"] = TYPES[form]
    return response


def xml_of(name: str, content: Any) -> bytes:
    """A document as XML in UTF-8, with its declaration."""
    return ElementTree.tostring(_element(name, content), encoding="UTF-8", xml_declaration=True)


def _element(name: str, content: Any) -> ElementTree.Element:
    element = ElementTree.Element(name)
    if isinstance(content, dict):
        element.extend(_element(key, value) for key, value in content.items())
    elif isinstance(content, list):
        element.extend(_element(MEMBERS[name], value) for value in content)
    elif isinstance(content, bool):
        element.text = "true" if content else "false"
    elif content is not None:
        element.text = _NOT_XML.sub("", str(content))
    return element
