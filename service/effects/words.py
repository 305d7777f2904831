"""The fixed lists of an assessment: topics, groups of people, directions and certainties, in the reader's language.

The lists are the same for every proposal, so that what nobody assessed can be told.
"""

from __future__ import annotations

from collections.abc import Mapping

from service.i18n import N_
from service.i18n import gettext as _

#: Instead of a key of the list: words of the planner's own.
OWN = "own"
#: A group of people: those who live in one area.
AREA = "area"
TOPICS = {
    "health": N_("Health and wellbeing"),
    "safety": N_("Safety"),
    "equality": N_("Equality"),
    "community": N_("Living together and taking part"),
    "services": N_("Services"),
    "moving": N_("Traffic and getting around"),
    "housing": N_("Housing and everyday life"),
    "surroundings": N_("Townscape, culture and recreation"),
    "nature": N_("Nature and waters"),
    "climate": N_("Climate and energy"),
    "noise": N_("Noise, air and light"),
    "own_money": N_("Residents' money"),
    "business": N_("Work and businesses"),
    "municipal_money": N_("The municipality's economy"),
}
PEOPLE = {
    "all": N_("All residents"),
    "children": N_("Children"),
    "young": N_("Young people"),
    "families": N_("Families with children"),
    "working": N_("Working-age people"),
    "older": N_("Older people"),
    "disabled": N_("People with disabilities"),
    "languages": N_("Language minorities"),
    "low_income": N_("People with small incomes"),
    "genders": N_("Women, men and other genders"),
    "seasonal": N_("Holiday residents and visitors"),
    "businesses": N_("Businesses and those who work here"),
    "associations": N_("Associations"),
    "staff": N_("The municipality's staff"),
}
#: From the best to the worst; what is not known stands last.
DIRECTIONS = {
    "much_better": N_("much better"),
    "better": N_("better"),
    "none": N_("no effect"),
    "worse": N_("worse"),
    "much_worse": N_("much worse"),
    "unknown": N_("not known"),
}
#: A sign beside the words, so that a table can be looked over without colours.
SIGNS = {"much_better": "++", "better": "+", "none": "0", "worse": "−", "much_worse": "−−", "unknown": "?"}
GAINS, LOSES = ("much_better", "better"), ("worse", "much_worse")
CERTAINTIES = {"known": N_("known"), "estimated": N_("estimated"), "guess": N_("a guess")}
#: What statements can be about, as their own pages name it.
ABOUT = {
    "whole": N_("The whole proposal"),
    "part": N_("A part of the plan or the drawing"),
    "paragraph": N_("A paragraph of the text"),
    "effect": N_("An effect as it was assessed"),
    "place": N_("A place on the map"),
    "area": N_("A drawn area"),
}


def topic_words(topic: str, own: str) -> str:
    """A topic in the reader's language, or the planner's own words."""
    return own if topic == OWN else word_of(TOPICS, topic)


def word_of(words: Mapping[str, str], key: str) -> str:
    """The word of a key; a key that a later list has no more is shown as it is."""
    return _(words[key]) if key in words else key
