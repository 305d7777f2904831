"""The features of a layer, whichever kind its service is."""

from __future__ import annotations

from collections.abc import Iterator

from layers.remote.features import oapif, wfs
from layers.remote.features.model import LIMITS, Feature, Harvest, Source
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask

_PAGES = {"wfs": wfs.pages, "oapif": oapif.pages}


def features_of(ask: Ask, source: Source, harvest: Harvest) -> Iterator[list[Feature]]:
    """All features in the metric CRS, a page at a time.

    `harvest` is told what was left out and repaired. Raises RemoteProblem: the way there, what came, and more
    features than are brought over.
    """
    for page in _PAGES[source.kind](ask, source, harvest):
        if harvest.read > LIMITS.features:
            raise RemoteProblem("too_many_features", most=LIMITS.features)
        yield page
