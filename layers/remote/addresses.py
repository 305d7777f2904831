"""Addresses of questions to another service."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

#: Parameters that we say ourselves: whatever an address that somebody pasted says of them does not count.
_OURS = frozenset(
    (  # noqa: SIM905
        "service request version layers layer styles style srs crs bbox width height format transparent bgcolor "
        "exceptions query_layers info_format feature_count x y i j tilematrixset tilematrix tilerow tilecol typename "
        "typenames srsname maxfeatures count startindex outputformat resulttype sld sld_body time elevation"
    ).split(" ")
)


#: Takes the braces out of an address with places for numbers.
PLACES = {ord("{"): None, ord("}"): None}


def service_address(pasted: str) -> str:
    """The address of a service: what was pasted without the parameters that we say ourselves, and its fragment.

    Others stay, as ``map=`` of a MapServer.
    """
    parts = urlsplit(pasted.strip())
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in _OURS]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, urlencode(kept), ""))


def question(address: str, parameters: Mapping[str, object]) -> str:
    """The address of a service with the parameters of one question."""
    parts = urlsplit(address)
    asked = urlencode({name: str(value) for name, value in parameters.items()}, safe=":,/")
    query = f"{parts.query}&{asked}" if parts.query else asked
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
