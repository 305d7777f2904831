"""What other features put on the page of a proposal, without the page knowing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from service.proposals.queries import ProposalView

Place = Literal["map", "covers", "main", "aside", "below"]


@dataclass(frozen=True)
class PagePart:
    """A template and its context, which it finds as `part`. Places: see the page."""

    place: Place
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


#: Makes a part for a version that is shown (the first) of a proposal (the second), or none.
Maker = Callable[[ProposalView, ProposalView], PagePart | None]
_MAKERS: list[tuple[int, Maker]] = []


def add_part(order: int) -> Callable[[Maker], Maker]:
    """Let a function make a part of each proposal's page; lower orders come first."""

    def register(maker: Maker) -> Maker:
        _MAKERS.append((order, maker))
        return maker

    return register


def page_parts(view: ProposalView, current: ProposalView) -> list[PagePart]:
    """The parts of a page, in order."""
    made = [maker(view, current) for _order, maker in sorted(_MAKERS, key=lambda pair: pair[0])]
    return [part for part in made if part is not None]
