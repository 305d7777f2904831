"""The committed files are exactly what the generator writes, and what is written can be read."""

from pathlib import Path

import pytest

from demo import files
from demo.cities import CITIES, SYNTHETIC_FOLDER
from demo.content import read_city
from demo.generate import generate
from demo.rows import thing


@pytest.mark.parametrize("slug", sorted(CITIES))
def test_generating_again_gives_the_same_bytes(slug: str, tmp_path: Path) -> None:
    generate(CITIES[slug], tmp_path)
    committed = {file.name: file.read_bytes() for file in SYNTHETIC_FOLDER.glob(f"{slug}_*")}
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_writing_what_was_read_changes_nothing(tmp_path: Path) -> None:
    content = read_city("mikkeli")
    files.write_ideas(list(content.ideas), content.city, tmp_path)
    files.write_walks(list(content.walks), content.city, tmp_path)
    files.write_plan(content.plan, content.city, tmp_path)
    files.write_places(list(content.places), content.city, tmp_path)
    files.write_calls(list(content.calls), content.city, tmp_path)
    files.write_outlines(list(content.drawn_areas), list(content.proposals), content.city, tmp_path)
    assert read_city("mikkeli", tmp_path) == content


def test_a_row_without_its_mark_is_refused() -> None:
    from demo.content import Comment

    row = {
        "text": "Hei",
        "language": "fi",
        "created_at": "2026-05-01T10:00:00Z",
        "tie": "work",
        "replies_to": None,
    }
    with pytest.raises(ValueError, match="synteettinen"):
        thing(Comment, row)


def test_unknown_city_names_those_there_are() -> None:
    with pytest.raises(KeyError, match="kuopio"):
        read_city("atlantis")
