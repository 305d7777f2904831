"""How the state of an input follows from the states of its parts."""

from __future__ import annotations

from itertools import product

import pytest

from service.participation.replies.handling.operations import is_excerpt
from service.participation.replies.models import PART_STATES
from service.participation.replies.rules import UNDECIDED, whole_state


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["received", "received"], "received"),
        (["done", "done"], "done"),
        (["done", "received"], "considered"),
        (["received", "considered"], "considered"),
        (["accepted", "considered", "declined"], "considered"),
        (["done", "declined"], "partly"),
        (["accepted", "closed_not_done"], "partly"),
        (["partly", "done"], "partly"),
        (["declined", "closed_not_done"], "declined"),
        (["accepted", "done"], "in_progress"),
        (["accepted", "in_progress"], "in_progress"),
    ],
)
def test_the_whole_follows_from_its_parts(parts: list[str], whole: str) -> None:
    assert whole_state(parts) == whole
    assert whole_state(reversed(parts)) == whole


def test_every_mixture_has_a_state_and_none_is_decided_too_early() -> None:
    for parts in product(PART_STATES, repeat=3):
        whole = whole_state(parts)
        assert whole in PART_STATES
        if set(parts) & UNDECIDED:
            assert whole in UNDECIDED, parts
        if whole == "done":
            assert set(parts) == {"done"}


def test_without_parts_there_is_nothing_to_follow_from() -> None:
    with pytest.raises(ValueError, match="parts"):
        whole_state([])


def test_an_excerpt_stands_in_the_text_whatever_the_white_space() -> None:
    assert is_excerpt("valot  polulle", "Uudet\nvalot polulle, kiitos")
    assert not is_excerpt("valot tielle", "Uudet valot polulle, kiitos")
