"""Owners and paths of two of the demo's themes, made up and marked so."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.participation.pins.models import Theme
from service.participation.replies.models import Unit, UnitMember
from service.topics.models import ThemeOwner, ThemeStep, ThemeStepChange

Texts = dict[str, str]
Change = tuple[dt.date, dt.date, str, Texts]


def _texts(fi: str, sv: str, en: str) -> Texts:
    return {"fi": fi, "sv": sv, "en": en}


#: Theme, who of the demo's people answers for it, and its steps: text, then what it was from which day on
#: (month, state, reason).
PATHS: tuple[tuple[str, str, tuple[tuple[Texts, tuple[Change, ...]], ...]], ...] = (
    (
        "traffic",
        "planner",
        (
            (
                _texts("Kartalla kerrotut vaaranpaikat kierretään läpi",
                       "Farliga ställen från kartan gås igenom på plats",
                       "Dangerous places from the map are visited"),
                (
                    (dt.date(2026, 8, 12), dt.date(2026, 9, 1), "planned", {}),
                    (dt.date(2026, 9, 28), dt.date(2026, 9, 1), "done", {}),
                ),
            ),
            (
                _texts("Pyöräreittien parannuslista asetetaan nähtäville",
                       "Listan över förbättringar av cykelleder läggs fram",
                       "The list of better cycle routes is put on view"),
                (
                    (dt.date(2026, 8, 12), dt.date(2027, 1, 1), "planned", {}),
                    (
                        dt.date(2026, 11, 3), dt.date(2027, 3, 1), "changed",
                        _texts("Talvikunnossapidon kävelykierrokset otetaan mukaan listaan.",
                               "Vandringarna om vinterunderhåll tas med på listan.",
                               "What was noted on the winter walks is taken into the list."),
                    ),
                ),
            ),
            (
                _texts("Kaksi suojatietä saa keskisaarekkeen", "Två övergångsställen får en mittrefug",
                       "Two crossings get a refuge in the middle"),
                ((dt.date(2026, 8, 12), dt.date(2027, 6, 1), "planned", {}),),
            ),
        ),
    ),
    (
        "culture",
        "official",
        (
            (
                _texts("Asukasilta lähikirjastossa",
                       "Invånarkväll på närbiblioteket", "An evening for residents at the library"),
                ((dt.date(2026, 9, 1), dt.date(2027, 2, 1), "planned", {}),),
            ),
            (
                _texts("Avoimen kulttuuritilan kokeilu",
                       "Försök med en öppen kulturlokal", "A trial of an open culture space"),
                (
                    (dt.date(2026, 9, 1), dt.date(2026, 12, 1), "planned", {}),
                    (
                        dt.date(2026, 10, 20), dt.date(2026, 12, 1), "dropped",
                        _texts("Tila menee peruskorjaukseen; kokeilu suunnitellaan uudelleen syksyllä.",
                               "Lokalen ska renoveras; försöket planeras på nytt på hösten.",
                               "The space goes into repair; the trial is planned anew in the autumn."),
                    ),
                ),
            ),
        ),
    ),
)  # fmt: skip


def add_paths(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Owners and steps of the themes that the town has."""
    themes = {one.key: one for one in db.scalars(select(Theme).where(Theme.municipality_id == town.id))}
    for key, who, steps in PATHS:
        if key not in themes:
            continue
        theme, person = themes[key], people[who]
        unit = db.scalar(
            select(Unit.id)
            .join(UnitMember, UnitMember.unit_id == Unit.id)
            .where(Unit.municipality_id == town.id, UnitMember.person_id == person.id)
        )
        db.add(
            ThemeOwner(
                theme_id=theme.id, municipality_id=town.id, person_id=person.id, unit_id=unit, is_synthetic=True
            )
        )
        for texts, changes in steps:
            _add_step(db, theme, person, texts, changes)
    db.flush()


def _add_step(db: Session, theme: Theme, person: Person, texts: Texts, changes: tuple[Change, ...]) -> None:
    _day, month, state, _reason = changes[-1]
    step = ThemeStep(
        municipality_id=theme.municipality_id,
        theme_id=theme.id,
        month=month,
        texts=texts,
        state=state,
        is_synthetic=True,
        created_at=_noon(changes[0][0]),
    )
    db.add(step)
    db.flush()
    for day, then, was, reasons in changes:
        db.add(
            ThemeStepChange(
                municipality_id=theme.municipality_id,
                step_id=step.id,
                month=then,
                texts=texts,
                state=was,
                reasons=reasons,
                signature=", ".join(part for part in (person.display_name, person.title) if part),
                at=_noon(day),
            )
        )
        db.flush()


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(10), dt.UTC)
