"""A made-up assessment of effects on a demo proposal and its lighter alternative, with real figures beside it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.effects.choosing import choices_for
from service.effects.models import EffectDraft
from service.effects.operations import publish, save_row
from service.effects.schemas import PublishForm
from service.permissions import Actor
from service.proposals.models import Proposal
from service.proposals.queries import own_view
from service.statements.models import Statement

SUMMARY = (
    "Esimerkkiarviointi. Kunnostus parantaa puistoa eniten lapsille ja niille, jotka liikkuvat pyörätuolilla tai "
    "rollaattorilla. Haittaa tulee työmaan aikana ja siitä, että osa niitystä jää polun alle.\n\n"
    "Kevyempi vaihtoehto maksaa vähemmän, mutta puiston reunoilla on monen yhä vaikea liikkua."
)
FOLLOW_UP = (
    "Vuosi puiston valmistumisen jälkeen tehdään kehittämiskävely. Kävijät lasketaan ennen töitä ja niiden jälkeen. "
    "Niityn kasvit tutkitaan joka toinen kesä. Tästä kaikesta vastaa kaupunkisuunnittelu."
)
NOTHING, WHOLE, LIGHTER = 0, 1, 2
#: Alternative, topic, group, direction, certainty, why, how it is eased, and the source where there is one.
Row = tuple[int, str, str, str, str, str, str, tuple[str, str, str]]
NO_SOURCE = ("", "", "")
ROWS: tuple[Row, ...] = (
    (NOTHING, "health", "children", "worse", "estimated",
     "Leikkipaikka on vanha ja osa välineistä on jo poistettu, joten lapset liikkuvat puistossa vähemmän.", "",
     NO_SOURCE),
    (WHOLE, "health", "children", "much_better", "estimated",
     "Uusi leikkipaikka ja nurmi saavat lapset liikkeelle lähellä kotia.",
     "Lähin toinen leikkipaikka kunnostetaan ennen kuin työt alkavat.", NO_SOURCE),
    (LIGHTER, "health", "children", "better", "estimated",
     "Leikkipaikka uusitaan, mutta nurmi jää ennalleen.", "", NO_SOURCE),
    (NOTHING, "moving", "disabled", "worse", "known",
     "Kivituhka on keväisin märkää ja pehmeää, eikä puiston läpi pääse pyörätuolilla.", "", NO_SOURCE),
    (WHOLE, "moving", "disabled", "much_better", "known",
     "Pääkäytävä on kova ja tasainen ympäri vuoden, ja penkkejä on sadan metrin välein.",
     "Työmaan aikana puiston läpi on merkitty esteetön kiertotie.", ("statement", "", "")),
    (LIGHTER, "moving", "disabled", "better", "estimated",
     "Keskiosaan pääsee, mutta reunojen polut jäävät pehmeiksi.", "", NO_SOURCE),
    (WHOLE, "safety", "older", "better", "guess",
     "Valot pääkäytävällä tekevät iltakävelystä turvallisempaa. Puiston kaatumisista ei ole tilastoa.",
     "Valot himmennetään yöksi.", ("other", "", "Asukaskysely puistosta, esimerkki")),
    (NOTHING, "nature", "all", "none", "estimated", "Niitty ja puut pysyvät ennallaan.", "", NO_SOURCE),
    (WHOLE, "nature", "all", "worse", "estimated",
     "Osa niitystä jää polun ja leikkipaikan alle.", "Puiston reunaan kylvetään yhtä paljon uutta niittyä.",
     NO_SOURCE),
    (WHOLE, "equality", "low_income", "better", "estimated",
     "Maksuton paikka lähellä auttaa eniten niitä, joilla ei ole varaa harrastuksiin muualla.", "",
     ("indicator", "low_income", "")),
    (WHOLE, "municipal_money", "all", "worse", "known",
     "Kunnostus maksaa 480 000 euroa ja hoito 12 000 euroa vuodessa enemmän kuin nyt.", "", NO_SOURCE),
    (LIGHTER, "municipal_money", "all", "worse", "known",
     "Kunnostus maksaa 190 000 euroa ja hoito 5 000 euroa vuodessa enemmän kuin nyt.", "", NO_SOURCE),
    (WHOLE, "noise", "older", "unknown", "guess",
     "Emme tiedä, kuuluuko leikkipaikan ääni läheiseen palvelutaloon. Melu mitataan ennen rakentamista.", "",
     NO_SOURCE),
)  # fmt: skip


def add_assessment(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Rows of a draft on the first open proposal that has an alternative, and a version made of them."""
    proposal = db.scalars(
        select(Proposal)
        .where(Proposal.municipality_id == town.id, Proposal.state == "open", Proposal.version > 1)
        .order_by(Proposal.created_at, Proposal.slug)
    ).first()
    if proposal is None:
        return
    planner = people["planner"]
    actor = Actor(town.id, person_id=planner.id, name=planner.display_name, title=planner.title)
    # Figures and alternatives are read as anyone may see them, as on the web.
    db.execute(text("SET LOCAL search_path TO public_api, public"))
    published = db.connection()
    choices = choices_for(published, town.id, own_view(proposal), [])
    ids = [None, *choices.proposal_ids]
    for row in ROWS:
        if row[0] < len(ids):
            save_row(db, actor, proposal, _columns(db, proposal, row, ids[row[0]]), None, 0)
    draft = db.get_one(EffectDraft, proposal.id)
    draft.summary, draft.follow_up = SUMMARY, FOLLOW_UP
    db.flush()
    publish(db, published, actor, proposal, choices, PublishForm(revision=draft.revision), is_synthetic=True)
    db.execute(text("SET LOCAL search_path TO public"))
    db.flush()


def _columns(db: Session, proposal: Proposal, row: Row, alternative: Any) -> dict[str, Any]:
    _at, topic, people, direction, certainty, why, easing, (kind, ref, note) = row
    if kind == "statement":  # the first that anyone may read
        said = select(Statement.reference).where(Statement.proposal_id == proposal.id, Statement.about == "paragraph")
        ref = db.scalars(said.order_by(Statement.reference)).first() or ""
    return {
        "alternative_id": alternative,
        "topic": topic,
        "topic_own": "",
        "people": people,
        "people_own": "",
        "area_slug": "",
        "direction": direction,
        "certainty": certainty,
        "why": why,
        "easing": easing,
        "source_kind": kind if ref or note else "",
        "source_ref": ref,
        "source_note": note,
    }
