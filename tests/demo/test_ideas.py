"""The synthetic ideas follow the measured habits of a real service, and stand where they should."""

import statistics
from collections import Counter

import geopandas as gpd
import pytest
from shapely.geometry import Point

from demo.content import DemoCity, Idea
from demo.synthesis.answers import STATES

TOTALS = {"kuopio": 260, "mikkeli": 120, "lahti": 250}


@pytest.fixture
def ideas(content: DemoCity) -> tuple[Idea, ...]:
    return content.ideas


def share(ideas: tuple[Idea, ...], is_so) -> float:
    return sum(map(is_so, ideas)) / len(ideas)


def test_totals_follow_the_population(content: DemoCity, areas: gpd.GeoDataFrame) -> None:
    assert len(content.ideas) == TOTALS[content.city.slug]
    assert 2.0 <= 1000 * len(content.ideas) / areas["he_vakiy"].sum() <= 2.5


def test_references_are_unique_and_in_order(content: DemoCity) -> None:
    references = [idea.reference for idea in content.ideas]
    assert references == sorted(set(references))
    assert all(reference.startswith(f"{content.city.reference_prefix}-2026-") for reference in references)
    instants = [idea.created_at for idea in content.ideas]
    assert instants == sorted(instants)


def test_theme_shares(content: DemoCity) -> None:
    counts = Counter(idea.theme for idea in content.ideas)
    for theme in content.city.themes:
        assert counts[theme.key] / len(content.ideas) == pytest.approx(theme.share, abs=0.025)


def test_state_shares(ideas: tuple[Idea, ...]) -> None:
    counts = Counter(idea.state for idea in ideas)
    for state, wanted in STATES.items():
        assert counts[state] / len(ideas) == pytest.approx(wanted, abs=0.02)


def test_languages(ideas: tuple[Idea, ...]) -> None:
    assert share(ideas, lambda i: i.language == "en") == pytest.approx(0.02, abs=0.01)
    assert share(ideas, lambda i: i.language == "sv") == pytest.approx(0.01, abs=0.01)


def test_a_quarter_has_no_point(ideas: tuple[Idea, ...]) -> None:
    assert share(ideas, lambda i: i.lonlat is None) == pytest.approx(0.24, abs=0.02)
    for idea in ideas:
        assert (idea.lonlat is None) == (idea.placement == "none")
        if idea.lonlat is None:
            assert idea.precision in ("area", "none") and idea.accuracy_m is None


def test_a_few_points_are_misplaced_and_say_so(ideas: tuple[Idea, ...]) -> None:
    assert share(ideas, lambda i: i.placement in ("outside", "default_point")) == pytest.approx(0.02, abs=0.01)
    assert len({i.lonlat for i in ideas if i.placement == "default_point"}) == 1


def test_points_lie_in_their_municipality_unless_misplaced(ideas: tuple[Idea, ...], outline: gpd.GeoSeries) -> None:
    inside = outline.iloc[0]
    for idea in ideas:
        if idea.lonlat is not None:
            assert inside.contains(Point(idea.lonlat)) == (idea.placement != "outside"), idea.reference


def test_points_lie_in_the_area_they_name(content: DemoCity, areas: gpd.GeoDataFrame) -> None:
    shapes = areas.to_crs(4326).set_index("posti_alue").geometry
    for idea in content.ideas:
        if idea.placement == "placed":
            assert shapes[idea.area_code].contains(Point(idea.lonlat)), idea.reference


def test_cottages_take_part_where_there_are_cottages(content: DemoCity, areas: gpd.GeoDataFrame) -> None:
    cottages = areas["ra_ke"].where(areas["ra_ke"] > 0, 0).sum()
    expected = cottages / (cottages + areas["he_vakiy"].sum())
    assert share(content.ideas, lambda i: i.tie == "seasonal") == pytest.approx(expected, abs=0.03)


def test_text_lengths(ideas: tuple[Idea, ...]) -> None:
    lengths = [len(idea.text) for idea in ideas if idea.text]
    twentieths = statistics.quantiles(lengths, n=20)
    assert 60 <= twentieths[0] <= 160
    assert 380 <= twentieths[9] <= 530
    assert 750 <= twentieths[18] <= 1100
    assert share(ideas, lambda i: not i.text) == pytest.approx(0.023, abs=0.01)


def test_title_lengths(ideas: tuple[Idea, ...]) -> None:
    lengths = [len(idea.title) for idea in ideas]
    assert 26 <= statistics.median(lengths) <= 40
    assert max(lengths) <= 76


def test_comment_counts(content: DemoCity) -> None:
    counts = sorted(len(idea.comments) for idea in content.ideas)
    assert statistics.median(counts) == 1
    assert statistics.quantiles(counts, n=20)[18] <= 6
    assert counts[-1] == content.city.most_comments


def test_exact_repeats_point_at_what_they_repeat(ideas: tuple[Idea, ...]) -> None:
    by_reference = {idea.reference: idea for idea in ideas}
    repeats = [idea for idea in ideas if idea.repeats]
    assert share(ideas, lambda i: i.repeats is not None) == pytest.approx(0.02, abs=0.005)
    for idea in repeats:
        first = by_reference[idea.repeats]
        assert (first.title, first.text) == (idea.title, idea.text)
        assert first.created_at < idea.created_at
        assert idea.state == "rejected" and idea.repeats in idea.answers[-1].text


def test_nothing_is_said_before_its_time(ideas: tuple[Idea, ...]) -> None:
    for idea in ideas:
        said = [comment.created_at for comment in idea.comments]
        assert said == sorted(said)
        answered = [answer.answered_at for answer in idea.answers]
        assert answered == sorted(answered)
        assert all(at >= idea.created_at for at in said + answered)
        for n, comment in enumerate(idea.comments):
            assert comment.replies_to is None or comment.replies_to < n


def test_decided_ideas_have_an_answer_that_gives_their_state(ideas: tuple[Idea, ...]) -> None:
    for idea in ideas:
        if idea.state in ("accepted", "in_progress", "done", "rejected"):
            assert idea.answers[-1].state == idea.state
            assert len(idea.answers[-1].text) > 15 and idea.answers[-1].role
        if idea.state in ("received", "withdrawn"):
            assert not idea.answers
