"""The texts read like people's, and name no person."""

import re
from collections import Counter

import pytest

from demo.content import DemoCity
from demo.synthesis.ground import Ground
from demo.synthesis.kernels import common, kernels
from demo.synthesis.words import bent_areas

PERSONAL = {
    "e-mail": re.compile(r"[\w.+-]+@[\w-]+\.\w+|\(at\)"),
    "phone": re.compile(r"(?:\+358|\b0)[ -]?\d{1,3}[ -]?\d{3,4}[ -]?\d{2,4}\b"),
    "personal identity code": re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b"),
    "link": re.compile(r"https?://|www\."),
    "address": re.compile(r"\b\w+(?:katu|tie|kuja|polku|väylä) \d"),
}


@pytest.fixture
def texts(content: DemoCity) -> list[str]:
    found = [text for idea in content.ideas for text in (idea.title, idea.text)]
    found += [comment.text for idea in content.ideas for comment in idea.comments]
    found += [answer.text for idea in content.ideas for answer in idea.answers]
    found += [text for walk in content.walks for text in (walk.title, walk.description, walk.summary)]
    found += [o.text for walk in content.walks for stop in walk.stops for o in stop.observations]
    found += [text for area in content.drawn_areas for text in (area.name, area.description)]
    found += [text for proposal in content.proposals for text in (proposal.title, proposal.text)]
    found += [text for call in content.calls for one in call.drawings for text in (one.called, one.why)]
    found += [text for call in content.calls for text in (call.name, call.reason)]
    return [text for text in found if text]


@pytest.mark.parametrize("what", sorted(PERSONAL))
def test_no_personal_data(texts: list[str], what: str) -> None:
    assert [text for text in texts if PERSONAL[what].search(text)] == []


def test_no_slot_or_mark_is_left_open(texts: list[str]) -> None:
    assert [text for text in texts if re.search(r"[{}\[\]]|\bNone\b|  ", text)] == []


def test_texts_are_unique_but_for_the_repeats(content: DemoCity) -> None:
    originals = [idea for idea in content.ideas if idea.text and idea.repeats is None]
    whole = Counter((idea.title, idea.text) for idea in originals)
    assert max(whole.values()) == 1
    bodies = Counter(idea.text for idea in originals if len(idea.text) > 120)
    assert max(bodies.values()) == 1


def test_no_sentence_is_worn_out(content: DemoCity) -> None:
    originals = [idea for idea in content.ideas if idea.repeats is None]
    sentences = Counter(s for i in originals for s in set(re.split(r"(?<=[.!?])\s+", i.text)) if len(s) > 30)
    assert max(sentences.values()) <= 6


def test_one_screen_shows_no_repetition(content: DemoCity) -> None:
    latest = [idea for idea in content.ideas if idea.repeats is None and idea.text][-20:]
    openings = Counter(idea.text[:60] for idea in latest)
    titles = Counter(idea.title for idea in latest)
    assert max(openings.values()) == 1
    assert max(titles.values()) == 1


def test_sentences_begin_with_a_capital_letter_and_end(content: DemoCity) -> None:
    for idea in content.ideas:
        if idea.text:
            assert idea.text[0].isupper(), idea.text
            assert idea.text[-1] in ".!?", idea.text


def test_the_grammar_is_rich_enough() -> None:
    assert len(kernels()) >= 60
    assert len({kernel.key for kernel in kernels()}) == len(kernels())
    for kernel in kernels():
        parts = (kernel.titles, kernel.openings, kernel.reasons, kernel.wishes, kernel.comments)
        assert all(len(part) >= 2 for part in parts), kernel.key
        assert kernel.yes and kernel.no
        assert {"urban", "village", "cottage", "whole"} >= set(kernel.where)


def test_every_theme_has_a_role_that_answers(content: DemoCity) -> None:
    assert set(common()["roles"]) == {theme.key for theme in content.city.themes}


def test_every_area_name_bends(content: DemoCity) -> None:
    names = {area.name_fi for area in Ground(content.city).areas}
    assert names == set(bent_areas(content.city.slug))
