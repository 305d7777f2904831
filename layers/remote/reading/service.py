"""Reading a service's capabilities, whichever kind it is."""

from __future__ import annotations

import warnings

from layers.remote.problems import RemoteProblem
from layers.remote.reading import oapif, wfs, wms, wmts
from layers.remote.reading.model import Ask, OfferedService

READERS = {"wms": wms.read, "wmts": wmts.read, "xyz": wmts.read_plain, "wfs": wfs.read, "oapif": oapif.read}
KINDS = tuple(READERS)
#: Versions of each kind that are asked for, the newest first.
VERSIONS = {"wms": ("1.3.0", "1.1.1"), "wmts": ("1.0.0",), "xyz": ("",), "wfs": ("2.0.0", "1.1.0"), "oapif": ("1.0",)}


def read_service(ask: Ask, kind: str, address: str, version: str = "") -> OfferedService:
    """What a service offers.

    Parameters
    ----------
    ask : goes to the service.
    kind : one of KINDS.
    version : the newest when empty.

    Raises RemoteProblem: the way there, a document that is none, a service without layers.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = READERS[kind](ask, address, version if version in VERSIONS[kind] else VERSIONS[kind][0])
    except RemoteProblem:
        raise
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError):
        # The reader trips over what the standard demands and the document lacks.
        raise RemoteProblem("bad_capabilities") from None
    if not found.layers:
        raise RemoteProblem("no_layers")
    return found
