"""What reads as a name in a field for a name: unusual names pass, sentences do not."""

from __future__ import annotations

import pytest

from service.moderation.names import looks_like_name


@pytest.mark.parametrize(
    "name",
    [
        "Nelli Naapuri", "Anna-Liisa Virtanen", "matti virtanen", "Åke af Ström", "Nguyễn Thị Minh Khai", "Минна К.",
        "Seán O’Brien", "J. Lahti", "Matti", "MATTI VIRTANEN", "Ludwig van der Berg", "محمد",
    ],
)  # fmt: skip
def test_names_pass(name: str) -> None:
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "line",
    [
        "Rehtori on valehtelija", "Osta halvalla www.kauppa.example", "Matti Virtanen, Puijonkatu 3", "☺☺☺",
        "Pekka Virtanen varastaa", "Matti ja Liisa Virtanen", "Huijari!", "naapuri", "",
    ],
)  # fmt: skip
def test_other_things_do_not(line: str) -> None:
    assert not looks_like_name(line)
