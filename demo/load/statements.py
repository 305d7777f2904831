"""Made-up statements on a demo proposal: on the whole, a part, a paragraph, a place and an area; some answered."""

from __future__ import annotations

import datetime as dt
from typing import Any

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.load.geometry import stored
from service.accounts.models import Person
from service.i18n import TIME_ZONE
from service.proposals.models import Proposal
from service.proposals.queries import own_view
from service.statements.models import Statement, StatementResponse
from service.statements.references import LEAST
from service.statements.signatures.models import StatementSignature
from service.statements.signatures.rules import signed_words
from service.statements.targets import paragraphs_of, parts_of

#: The proposal's paragraph on which two people say something, from 1.
PARAGRAPH = 2
#: A statement drawn on the map is about so much ground around a spot.
DRAWN_M = 25.0
#: Of made-up people who sign: trees, so that nobody takes them for neighbours.
SURNAMES = (
    "Haapa", "Honka", "Kataja", "Koivu", "Kuusi", "Lehmus", "Leppä", "Mänty", "Paju", "Pihlaja", "Raita", "Saarni",
    "Tammi", "Vaahtera",
)  # fmt: skip
SAID: tuple[dict[str, Any], ...] = (
    {
        "about": "whole",
        "title": "Hyvä suunta, mutta valaistus ratkaisee",
        "body": "Suunnitelma on hyvä ja vanhat puut saavat jäädä. Iltaisin puistossa on kuitenkin pimeää, "
        "ja moni kiertää sen kaukaa.\n\nToivon valoja pääkäytävän varteen, mutta en niityn reunaan, "
        "jotta lepakoille jää pimeää.",
        "outcome": "partly",
        "change_note": "Pääkäytävälle lisättiin matalat valaisimet.",
        "lead": "Kiitos kannanotosta. Vastaamme sen molempiin kohtiin erikseen.",
        "answers": (
            ("changed", "Pääkäytävän varteen lisätään matalat valaisimet, jotka himmenevät yöksi."),
            ("not_changed", "Niityn reuna jätetään pimeäksi jo nykyisessä suunnitelmassa, joten sitä ei muutettu."),
        ),
    },
    {
        "about": "whole",
        "on_behalf": "Mallipuiston asukasyhdistys",
        "author_name": "Esimerkki Edustaja",
        "is_name_public": True,
        "body": "Yhdistys kannattaa suunnitelmaa. Pyydämme, että työmaan aikana puiston läpi pääsee pyörätuolilla.",
        "signers": 14,
    },
    {
        "about": "paragraph",
        "title": "Kivituhka ei talvella riitä",
        "body": "Kivituhka on kesällä hyvä, mutta keväällä se on märkää ja pehmeää. "
        "Rollaattorilla pääsee vain asfaltilla tai laatoilla.",
        "outcome": "changed",
        "change_note": "Pääkäytävän päällyste vaihdettiin asfaltiksi.",
        "lead": "Kiitos. Pääkäytävä päällystetään asfaltilla, ja kivituhka jää sivupoluille.",
    },
    {
        "about": "paragraph",
        "body": "Pitkä pöytä on hieno ajatus. Pöydän toiseen päähän pitää mahtua pyörätuoli.",
    },
    {
        "about": "part",
        "body": "Tälle osalle ei pidä tuoda lisää kovaa pintaa. Hulevesi seisoo siinä jo nyt joka kevät.",
        "outcome": "noted",
        "lead": "Kiitos. Kovaa pintaa ei tule lisää, ja hulevedelle varataan painanne.",
    },
    {
        "about": "place",
        "title": "Penkki näköalapaikalle",
        "body": "Tästä näkyy koko puisto. Penkki tähän, selkänojalla ja käsinojilla.",
    },
    {
        "about": "area",
        "language": "sv",
        "title": "Ängen får gärna bli större",
        "body": "Ängen är det bästa i förslaget. Den kunde gott täcka hela det område som jag ritade.",
    },
)


def add_statements(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Statements on the first proposal that is open; the newest a day old, the others from the days before."""
    proposal = db.scalars(
        select(Proposal)
        .where(Proposal.municipality_id == town.id, Proposal.state == "open")
        .order_by(Proposal.created_at, Proposal.version.desc(), Proposal.slug)
    ).first()
    if proposal is None:
        return
    today = dt.datetime.now(TIME_ZONE).date()
    for number, said in enumerate(SAID, 1):
        made = Statement(
            municipality_id=town.id,
            proposal_id=proposal.id,
            proposal_version=proposal.version,
            reference=f"{town.reference_prefix}-L-{LEAST + number}",
            kind="organisation" if "on_behalf" in said else "person",
            language=said.get("language", "fi"),
            received_on=today - dt.timedelta(days=min(number, 6)),
            is_synthetic=True,
            **{name: said[name] for name in ("about", "body")},
            **{name: said[name] for name in ("title", "author_name", "is_name_public", "on_behalf") if name in said},
            **_place(db, town, proposal, said["about"]),
        )
        db.add(made)
        db.flush()
        _sign(db, made, said.get("signers", 0))
        if "outcome" in said:
            _answer(db, made, said, people["planner"])
    db.flush()


def _place(db: Session, town: Municipality, proposal: Proposal, about: str) -> dict[str, Any]:
    """The columns that say where a statement is about what it is about."""
    view = own_view(proposal)
    spot: Point = view.geom.representative_point()
    if about == "paragraph":
        return {"paragraph": PARAGRAPH, "quote": paragraphs_of(view)[PARAGRAPH - 1]}
    if about == "part":
        part = next(iter(parts_of(db.connection(), town.id, view)), None)
        return {"part": part.record, "geom": stored(part.geom)} if part else {}
    places: dict[str, BaseGeometry] = {
        "place": spot,
        "area": shapely.box(spot.x, spot.y, spot.x + 2 * DRAWN_M, spot.y + DRAWN_M),
    }
    return {"geom": stored(places[about])} if about in places else {}


def _sign(db: Session, made: Statement, count: int) -> None:
    """So many made-up people sign a statement, a few of them without letting their name be shown."""
    db.refresh(made)
    now = dt.datetime.now(dt.UTC)
    for number in range(count):
        db.add(
            StatementSignature(
                municipality_id=made.municipality_id,
                statement_id=made.id,
                name=f"Esimerkki {SURNAMES[number % len(SURNAMES)]}",
                is_name_public=number % 3 != 2,
                language="sv" if number == 4 else "fi",
                words_hash=signed_words(made),
                confirmed_at=now - dt.timedelta(hours=count - number),
                is_synthetic=True,
            )
        )


def _answer(db: Session, made: Statement, said: dict[str, Any], planner: Person) -> None:
    """The official response, with an answer to each paragraph where they are answered one by one."""
    texts = made.body.split("\n\n")
    signature = ", ".join(part for part in (planner.display_name, planner.title) if part)
    parts = [
        {"number": number, "text": text, "answer": answer, "outcome": outcome, "signature": signature}
        for number, (text, (outcome, answer)) in enumerate(zip(texts, said.get("answers", ()), strict=False), 1)
    ]
    db.add(
        StatementResponse(
            municipality_id=made.municipality_id,
            statement_id=made.id,
            version=1,
            lead=said["lead"],
            parts=parts,
            outcome=said["outcome"],
            change_note=said.get("change_note", ""),
            signature=signature,
            answered_by=planner.id,
            is_synthetic=True,
        )
    )
    made.state, made.outcome = "answered", said["outcome"]
