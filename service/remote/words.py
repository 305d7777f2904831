"""What went wrong with another service, in a sentence of the reader's language."""

from __future__ import annotations

from typing import Any

from layers.remote.problems import RemoteProblem
from service.i18n import N_
from service.i18n import gettext as _

SENTENCES = {
    "bad_address": N_("This is no address that can be asked. Copy it whole, beginning with https://."),
    "bad_scheme": N_("The address must begin with https:// or http://."),
    "names_a_person": N_("The address holds a name or a password before the host. Leave it out."),
    "bad_host": N_("The address names no host."),
    "host_not_allowed": N_(
        "The host %(host)s with the port %(port)s is not allowed. Allow it first on the page of hosts."
    ),
    "inside_address": N_("The host %(host)s lies in an inner network, from which nothing is fetched."),
    "no_such_host": N_("There is no host %(host)s."),
    "no_answer": N_("The service does not answer."),
    "too_slow": N_("The service was too slow."),
    "broken_off": N_("The answer of the service broke off."),
    "not_secure": N_("The certificate of the service is not trusted."),
    "down": N_("The service says that it is out of order (%(status)s)."),
    "status": N_("The service refused the question (%(status)s)."),
    "redirect": N_("The service sends on to another address. That is not followed; paste the last address itself."),
    "wrong_type": N_("The service answered with something else than was asked for (%(type)s)."),
    "too_large": N_("The answer of the service is larger than %(limit)s MB."),
    "packed_otherwise": N_("The answer of the service is packed in a way that is not read here."),
    "xml_entities": N_("The answer of the service holds entities, which can do harm. It was not read."),
    "bad_xml": N_("The answer of the service is no sound XML."),
    "bad_json": N_("The answer of the service is no sound JSON."),
    "too_many_elements": N_("The answer of the service is too large to be read."),
    "service_said": N_("The service says: %(text)s"),
    "not_this_kind": N_("There is no %(kind)s at this address."),
    "bad_capabilities": N_("The service does not say what it offers in a way that can be read."),
    "no_layers": N_("The service offers no layers."),
    "no_such_layer": N_("The service offers no layer %(name)s."),
    "no_system": N_("The layer comes in no coordinate system that is known here."),
    "bad_picture": N_("What the service sent is no picture."),
    "picture_too_large": N_("The picture that the service sent is too large."),
    "no_places": N_("The address must have the places {z}, {x} and {y} for the numbers of a tile."),
    "too_many_features": N_("The layer has more than %(most)s features, more than are brought over."),
    "outside_system": N_("The layer's coordinate system does not reach here."),
}


#: What was wrong with a feature that was left out.
LEFT_OUT = {
    "swapped_axes": N_("its coordinates are in the wrong order"),
    "outside_area_of_use": N_("it lies outside the country"),
    "no_geometry": N_("it has no shape"),
    "not_geometry": N_("its shape cannot be read"),
    "too_many_vertices": N_("its shape has too many corners"),
    "zero_area": N_("its shape has no area"),
}
KIND_NAMES = {"wms": "WMS", "wmts": "WMTS", "xyz": "XYZ", "wfs": "WFS", "oapif": "OGC API Features"}


def problem_words(problem: RemoteProblem) -> str:
    """The sentence of a problem."""
    return failure_words({"code": problem.code, "values": problem.values})


def failure_words(failure: dict[str, Any] | None) -> str:
    """The sentence of a problem as it is kept in a row; empty for none."""
    if not failure:
        return ""
    sentence = SENTENCES.get(failure["code"])
    return _(sentence, **failure.get("values", {})) if sentence else str(failure["code"])
