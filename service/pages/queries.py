"""What the pages about the service read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, text

_LAYERS = text(
    "SELECT key, kind, names, source, licence, attribution, valid_on, is_synthetic FROM layer "
    "WHERE municipality_id = :municipality_id ORDER BY sort_order, id"
)


def layers_with_licences(connection: Connection, municipality_id: int) -> Sequence[Row[Any]]:
    """Every public layer with where it comes from and how it may be used."""
    return connection.execute(_LAYERS, {"municipality_id": municipality_id}).all()
