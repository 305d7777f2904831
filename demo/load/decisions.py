"""A made-up decision on real figures: the demo's official chooses two areas and answers ideas with it."""

from __future__ import annotations

import datetime as dt

import numpy as np
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion, Membership, Municipality
from demo.load.links import link_to_decision
from service.accounts.models import Person
from service.analysis.disparity import Choices, Disparity, disparity
from service.participation.pins.models import Pin, StateChange
from service.permissions import Actor
from service.programmes.evaluation.fixing import fix_followup
from service.programmes.evaluation.schemas import Followup
from service.programmes.models import Decision
from service.programmes.operations import make_decision
from service.programmes.schemas import DecisionForm

#: Areas under this many residents are not chosen: a programme needs people.
FLOOR = 1000
CHOSEN = 2
TITLE = "Kehitettävät asuinalueet 2026–2027 (esimerkki)"
REASON = (
    "Esimerkkipäätös. Vertasimme alueita kolmella luvulla: työttömyys, pelkän peruskoulun varassa olevat ja "
    "pienituloiset. Valitsimme kaksi vähintään tuhannen asukkaan aluetta, joilla luvut yhdessä ovat suurimmat. "
    "Asukkaiden omat ideat ratkaisevat, mitä alueilla tehdään ensin."
)
ANSWER = "Idea otettiin mukaan alueen kehittämiseen. Se toteutetaan yhdessä asukkaiden kanssa ensi vuonna."


def add_decision(db: Session, town: Municipality, people: dict[str, Person]) -> Decision:
    """Freeze a decision on the areas with the greatest index, and link to it an idea that was accepted there."""
    official = people["official"]
    actor = Actor(town.id, person_id=official.id, name=official.display_name, title=official.title)
    # Figures are read as anyone may see them, as on the web.
    db.execute(text("SET LOCAL search_path TO public_api, public"))
    published = db.connection()
    result = disparity(published, town.id, Choices(floor=FLOOR))
    order = np.argsort(-np.nan_to_num(result.index.index, nan=-1.0), kind="stable")[:CHOSEN]
    form = DecisionForm(
        title=TITLE,
        reason=REASON,
        area=[result.frame.codes[place] for place in order],
        area_reason=[_reason(result, int(place)) for place in order],
        floor=str(FLOOR),
    )
    decision = make_decision(db, published, actor, form, result, is_synthetic=True)
    fix_followup(db, decision, Followup(first_year=2026, last_year=2027))
    db.execute(text("SET LOCAL search_path TO public"))
    for number, place in enumerate(order):
        _answer_an_idea(db, town, result.frame.codes[place], decision, official, number)
    db.flush()
    return decision


def _reason(result: Disparity, place: int) -> str:
    index = f"{result.index.index[place]:.1f}".replace(".", ",")
    people = f"{int(result.residents()[place]):,}".replace(",", "\u00a0")
    return f"Summaindeksi on {index}, kun koko kunta on 100. Alueella asuu {people} ihmistä."


def _answer_an_idea(
    db: Session, town: Municipality, code: str, decision: Decision, official: Person, number: int
) -> None:
    pin = db.scalar(
        select(Pin)
        .join(Membership, (Membership.subject_id == Pin.id) & (Membership.subject_kind == "pin"))
        .join(AreaVersion, AreaVersion.id == Membership.area_version_id)
        .join(Area, Area.id == AreaVersion.area_id)
        .where(Pin.municipality_id == town.id, Area.code == code, Pin.state.in_(("received", "considered")))
        .order_by(Pin.created_at)
        .limit(1)
    )
    if pin is None:
        return
    pin.state = "accepted"
    pin.changed_at = dt.datetime.now(dt.UTC)
    change = StateChange(
        pin_id=pin.id,
        state="accepted",
        public_text=ANSWER,
        changed_by=official.id,
        signature=official.title,
        is_synthetic=True,
    )
    db.add(change)
    db.flush()
    link_to_decision(db, change, decision, number)
