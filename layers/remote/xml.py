"""XML of other services: sound, without entities, and small enough."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from layers.remote.problems import RemoteProblem

MOST_ELEMENTS = 400_000


def sound_xml(content: bytes) -> Element:
    """The root of a document.

    A document type is let through, because that of WMS 1.1.1 belongs to its capabilities, but it is never fetched
    and may declare no entity. Raises RemoteProblem for entities and for what is no sound XML.
    """
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise RemoteProblem("xml_entities") from None
    except (ParseError, ValueError, LookupError, RecursionError):
        raise RemoteProblem("bad_xml") from None
    for count, _element in enumerate(root.iter()):
        if count > MOST_ELEMENTS:
            raise RemoteProblem("too_many_elements")
    return root


def without_dtd(root: Element) -> bytes:
    """A sound document written anew, for a parser that would follow a document type."""
    return bytes(tostring(root, encoding="utf-8"))


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def said_by_service(root: Element) -> str:
    """What a service says went wrong (ServiceException, ExceptionText), at most 300 letters; empty for other XML."""
    texts = [
        " ".join((one.text or "").split())
        for one in root.iter()
        if local_name(one) in ("ServiceException", "ExceptionText")
    ]
    if texts or local_name(root) in ("ServiceExceptionReport", "ExceptionReport"):
        return "; ".join(filter(None, texts))[:300] or "-"
    return ""
