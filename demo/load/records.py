"""A made-up decision by a rule on real figures: as much need as a sum meets, one area left out, and a sum shared."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.analysis.workbench.plan import Plan
from service.errors import InvalidInput
from service.permissions import Actor
from service.programmes.choosing.asked import Wishes
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.page import chosen
from service.programmes.evaluation.fixing import fix_followup
from service.programmes.evaluation.schemas import Followup
from service.programmes.models import Decision
from service.programmes.records.making import make_record
from service.programmes.records.schemas import RecordForm
from service.programmes.sharing.share import Sharing

TITLE = "Lähiöohjelman alueet 2027–2029 (esimerkki)"
REASON = (
    "Esimerkkipäätös. Ohjelman rahoilla tavoitetaan mahdollisimman suuri osa tarpeesta, kun työ maksaa sata euroa "
    "asukasta kohti. Tarve on asukkaiden määrä kertaa se, kuinka paljon alueen indeksi ylittää koko kunnan luvun."
)
DROPPED = "Esimerkkiperustelu. Alueella on jo käynnissä toinen hanke, joten se ei tarvitse ohjelmaa nyt."
#: Euros, for cities of a hundred thousand: some four areas.
BUDGET, PER_HEAD, SHARED = 2_400_000.0, 100.0, 300_000.0


def add_record(db: Session, town: Municipality, people: dict[str, Person]) -> Decision:
    """Freeze a decision on the urban areas that meet the most need, without the smallest of them."""
    official = people["official"]
    actor = Actor(town.id, person_id=official.id, name=official.display_name, title=official.title)
    # Figures are read as anyone may see them, as on the web.
    db.execute(text("SET LOCAL search_path TO public_api, public"))
    published = db.connection()
    asked, dropped = _wishes(published, town.id)
    words = RecordForm(title=TITLE, reason=REASON, reasons={dropped: DROPPED})
    decision = make_record(db, published, actor, words, asked, is_synthetic=True)
    fix_followup(db, decision, Followup(first_year=2027, last_year=2029))
    db.execute(text("SET LOCAL search_path TO public"))
    db.flush()
    return decision


def _wishes(published: Connection, municipality_id: int) -> tuple[Wishes, str]:
    """The choices, and the code of the area that is left out: the one with the fewest people."""
    rule = Choosing(mode="budget", budget=BUDGET, per_head=PER_HEAD)
    asked = Wishes(Plan(among="urban"), rule, Sharing(SHARED, floor=20_000.0), {}, ())
    try:
        found = chosen(published, municipality_id, asked)
    except InvalidInput:  # no map of urban zones
        asked = replace(asked, plan=Plan())
        found = chosen(published, municipality_id, asked)
    assert found.made is not None, found.problem  # noqa: S101 (the demo's figures are known)
    smallest = min(found.made.chosen, key=lambda one: (one["residents"], one["code"]))["code"]
    return replace(asked, choosing=replace(rule, drop=(smallest,))), smallest
