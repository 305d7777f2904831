"""What makes a choice or a share-out impossible. Words for people are made from the code and the facts."""

from __future__ import annotations


class ChoiceProblem(ValueError):
    """A choice that cannot be made as asked.

    `code` is stable: ``no_candidates``, ``budget_too_small`` (the cheapest candidate does not fit), ``district_empty``
    (a district without a candidate), ``districts_cost_more`` than the budget, ``too_many_asked``, ``nothing_joined``
    (no connected set is that large), ``impossible`` (the conditions exclude each other), ``out_of_time`` (nothing was
    found in the time given), and for sums ``floors_exceed_sum``, ``caps_below_sum``, ``floor_over_cap``,
    ``not_in_units``, ``nobody_in_need``. `facts` are the numbers that belong in the sentence.
    """

    def __init__(self, code: str, sentence: str, **facts: float) -> None:
        self.code = code
        self.facts = facts
        super().__init__(sentence)
