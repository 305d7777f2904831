"""Filling a database with a demo municipality: real areas and statistics, marked synthetic input."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

import service.models  # noqa: F401  (rows refer to tables of every feature)
from boundaries.models import Municipality
from demo.cities import City
from demo.content import read_city
from demo.load.boards import add_board, add_board_comment, add_board_statement
from demo.load.calls import add_calls
from demo.load.campaigns import add_campaigns
from demo.load.decisions import add_decision
from demo.load.earlier import add_earlier_feedback
from demo.load.effects import add_assessment
from demo.load.hosts import add_hosts
from demo.load.inputs import add_ideas
from demo.load.layers import add_backdrop, add_ended_plan, add_places, add_plan, add_rooms
from demo.load.links import link_to_proposal
from demo.load.machines import add_machines
from demo.load.municipality import add_municipality, add_people, add_statistics, add_themes
from demo.load.own import add_own_indicators
from demo.load.photos import add_photos
from demo.load.proposals import add_drawn_areas, add_proposals
from demo.load.records import add_record
from demo.load.sources import add_sources
from demo.load.statements import add_statements
from demo.load.themes import add_paths
from demo.load.units import add_units
from demo.load.walks import add_walks

Say = Callable[[str], None]


def is_loaded(db: Session, city: City) -> bool:
    """Whether the demo municipality is in the database already."""
    return db.scalar(select(Municipality.id).where(Municipality.slug == city.slug)) is not None


def load_city(db: Session, city: City, say: Say = lambda line: None) -> Municipality:
    """Load one demo municipality; the caller commits, so that it is there wholly or not at all.

    Parameters
    ----------
    say : called with one sentence as each part begins.
    """
    content = read_city(city.slug)
    say("the municipality, its postal-code areas and their statistics")
    town = add_municipality(db, city)
    add_statistics(db, town, city)
    themes = add_themes(db, town, city)
    people = add_people(db, town, city)
    say("the backdrop, urban zones, playgrounds and places")
    add_backdrop(db, town, city)
    add_places(db, town, content.places)
    add_rooms(db, town, content.places)
    say("the practice plan")
    add_plan(db, town, content.plan)
    add_ended_plan(db, town, content.plan)
    say("areas that residents drew")
    add_drawn_areas(db, town, content.drawn_areas)
    add_board(db, town, city)
    say("a call for drawings")
    add_calls(db, town, content.calls, people)
    say("campaigns, ideas, comments and answers")
    add_ideas(db, town, content.ideas, themes, people, add_campaigns(db, town))
    add_photos(db, town)
    add_sources(db, town, people)
    add_earlier_feedback(db, town, city, people)
    add_machines(db, town, people)
    add_hosts(db, town, people)
    add_units(db, town, people)
    add_paths(db, town, people)
    add_board_comment(db, town)
    say("development walks and a proposal")
    add_walks(db, town, content.walks, themes)
    add_proposals(db, town, content.proposals, people)
    add_statements(db, town, people)
    add_board_statement(db, town)
    add_assessment(db, town, people)
    link_to_proposal(db, town)
    say("indicators of its own")
    add_own_indicators(db, town, people)
    say("a decision on priority areas")
    add_decision(db, town, people)
    add_record(db, town, people)
    return town
