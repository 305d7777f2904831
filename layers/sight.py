"""Which layers somebody sees who keeps them: the one filter that every page, form and job of layers' keepers asks by.

Readers of maps and files see layers through views of the database instead (`Database.engine_for`).
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, select

from layers.models import VISIBILITIES, Layer


def seen_by(sight: str) -> tuple[str, ...]:
    """The visibilities of layers that whoever has a sight sees, the widest first; a sight is the narrowest of them."""
    return VISIBILITIES[: VISIBILITIES.index(sight) + 1]


def narrowest(visibilities: Iterable[str]) -> str:
    """The visibility that the fewest people see; "public" of none."""
    return max(visibilities, key=VISIBILITIES.index, default=VISIBILITIES[0])


def is_hidden_from(sight: str) -> ColumnElement[bool]:
    """The condition of layers that whoever has a sight does not see."""
    return Layer.visibility.not_in(seen_by(sight))


def layers_seen(municipality_id: int, sight: str) -> Select[Layer]:
    """The layers of a municipality that whoever has a sight sees, removed ones too, in the order of the catalogue.

    Others are to be to him as if they did not exist.
    """
    wanted = select(Layer).where(Layer.municipality_id == municipality_id, ~is_hidden_from(sight))
    return wanted.order_by(Layer.sort_order, Layer.key)
