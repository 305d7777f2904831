"""Plain well-known text: one geometry on each line, or one over several."""

from __future__ import annotations

from boundaries.reading.errors import UploadProblem
from boundaries.reading.model import RawFeature, RawFile
from boundaries.reading.shapes import from_wkt
from boundaries.reading.text import decoded


def read_wkt(data: bytes) -> RawFile:
    """The geometries of a text file; the CRS is unknown unless the first begins with ``SRID=4258;``.

    Raises UploadProblem damaged, not_text.
    """
    text = decoded(data).strip()
    whole = from_wkt(text)
    found = [whole] if whole else [from_wkt(line) for line in text.splitlines() if line.strip()]
    if not found or any(one is None for one in found):
        raise UploadProblem("damaged", format="WKT")
    read = [one for one in found if one is not None]
    features = [RawFeature(number, {}, mapping) for number, (mapping, _) in enumerate(read, start=1)]
    epsg = read[0][1]
    return RawFile("WKT", features, epsg, f"EPSG:{epsg}" if epsg else "")
