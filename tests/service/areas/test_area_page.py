"""The page of one area: what it says, what it costs, and how areas lie to each other."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select, text, update

from boundaries.models import AreaVersion, Municipality
from service.areas.activity import Whereabouts, happenings, today
from service.areas.page.relations import RelatedArea, related
from service.areas.page.waits import waits_of_area
from service.participation.pins.models import Pin, StateChange
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.areas.lively import Lively, ago, area_id, pin
from tests.service.pins.conftest import counted_statements


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" .", ".").replace(" ,", ",")


def page(client: Browser, slug: str = "05", lang: str = "fi") -> str:
    answer = client.get(f"/areas/{slug}?lang={lang}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    return str(answer.get_data(as_text=True))


def test_the_map_is_said_in_words(client: Browser) -> None:
    said = text_of(page(client, "03"))
    assert "Testilä, 1,4 km keskustasta kaakkoon." in said
    assert "Koko on 1 km²." in said or "Koko on 1,0 km²." in said
    assert re.search(r"Naapureina Alue 0[26], Alue 0[26]\.", said), said[:3000]
    assert "Testilä, keskustassa." in text_of(page(client, "05"))


def test_a_drawn_area_knows_what_it_holds_and_where_it_lies(client: Browser) -> None:
    client.send("/areas", {"name": "Etelä", "areas": ["01", "02", "03"]})
    said = text_of(page(client, "etela"))
    assert "Siihen kuuluu kokonaan postinumeroalueet Alue 01, Alue 02, Alue 03." in said
    assert re.search(r"Naapureina (Alue 0[456](, )?){3}\.", said)
    corner = [lonlat_in("01", 100, 100), lonlat_in("01", 300, 100), lonlat_in("01", 300, 300)]
    lines = "\n".join(f"{lat} {lon}" for lon, lat in corner)
    client.send("/areas", {"name": "Kulma", "coordinates": lines})
    assert "Kuuluu alueeseen Alue 01, Etelä." in text_of(page(client, "kulma")).replace(
        "Etelä, Alue 01", "Alue 01, Etelä"
    )


def one(share_of_this: float, share_of_other: float, border_m: float = 0.0) -> RelatedArea:
    return RelatedArea(1, "postal", "x", {}, share_of_this, share_of_other, border_m)


@pytest.mark.parametrize(
    ("area", "place"),
    [
        (one(1, 1), "same"),
        (one(0.999, 0.2), "within"),
        (one(0.2, 0.99), "holds"),
        (one(0.3, 0.4), "across"),
        (one(0.0001, 0.0001, 500), "beside"),
        (one(0, 0, 500), "beside"),
        (one(0, 0, 0), ""),
        (one(0, 0, 15), ""),
    ],
)
def test_areas_lie_to_each_other(area: RelatedArea, place: str) -> None:
    found = related([area])
    lists = {name: getattr(found, name) for name in ("same", "within", "holds", "across", "beside")}
    assert [name for name, areas in lists.items() if areas] == ([place] if place else [])


def test_residents_and_holiday_homes_stand_side_by_side(client: Browser) -> None:
    stats = page(client, "06").partition('class="stats"')[2].partition("</section>")[0]
    said = text_of(stats)
    assert "Asukkaita 800" in said and "Kesämökkejä 120" in said


def test_answers_and_waits_are_told_with_their_numbers(client: Browser, lively: Lively) -> None:
    said = text_of(page(client))
    assert "Ideoita on 3, ja vastauksen niistä on saanut 1." in said
    assert "Puolet kaikista" not in said  # of three ideas nothing is said
    assert "on odottanut 40 päivää" in said
    assert "Puistot" in said and "Harkitsemme." in said


def test_the_median_counts_what_still_waits(client: Browser, lively: Lively, town: TownDatabase) -> None:
    with town.database.session() as db:
        home = db.scalars(select(Municipality).where(Municipality.slug == "testila")).one()
        for number, wait in enumerate((2, 4, 6), 10):
            made = pin(db, home, f"TES-2026-00{number}", title="Idea", created_at=ago(50), state="done")
            db.add(StateChange(pin_id=made.id, state="done", public_text="Tehty.", at=ago(50 - wait)))
        version = db.scalars(select(AreaVersion.id).where(AreaVersion.area_id == area_id(db))).one()
    with town.database.public_engine.connect() as connection:
        found = waits_of_area(connection, version)
    # Waits of 2, 4, 6 and 10 days are over; those of 5 and 40 go on. Half of all six were answered by day 6.
    assert (found.waiting.n, found.waiting.answered, found.waiting.median_days) == (6, 4, 6)
    assert "Puolet kaikista ideoista sai vastauksen 6 päivän kuluessa." in text_of(page(client))


def test_walks_proposals_and_decisions_stand_on_the_page(client: Browser, lively: Lively) -> None:
    said = text_of(page(client))
    for words in (
        "Tulevat kävelyt Puistokävely",
        "Pidetyt kävelyt Valokävely",
        "Puiston uudistus",
        "Eniten tarvetta.",
    ):
        assert words in said, words


def test_what_happened_is_newest_first_and_of_every_kind(client: Browser, lively: Lively) -> None:
    lately = text_of(page(client).partition('id="lately"')[2].partition("</section>")[0])
    order = [
        "Kävely tulossa", "Uusi idea Koko alueesta", "Valittiin painopistealueeksi", "Kunta vastasi",
        "Uusi suunnitelma", "Kunta vastasi", "Kävely pidettiin",
    ]  # fmt: skip
    places, start = [], 0
    for words in order:
        start = lately.replace(" · ", " ").find(words, start)
        places.append(start)
    assert -1 not in places, (order[places.index(-1)], lately)


def test_both_ways_of_reading_find_the_same(client: Browser, lively: Lively, town: TownDatabase) -> None:
    with town.session() as db:
        number = area_id(db)
        version = db.scalars(select(AreaVersion.id).where(AreaVersion.area_id == number)).one()
    until = today()
    with town.database.public_engine.connect() as connection:
        busy, quiet = (
            happenings(
                connection,
                Whereabouts(1, number, version),
                until - dt.timedelta(days=90),
                until,
                limit=50,
                is_quiet=is_quiet,
            )
            for is_quiet in (False, True)
        )
    assert busy == quiet and len(busy) >= 8


def test_an_idea_that_waited_for_a_moderator_is_news_when_it_is_shown(
    client: Browser, lively: Lively, town: TownDatabase
) -> None:
    def day() -> object:
        with town.session() as db:
            return db.execute(
                text("SELECT happened_on FROM public_api.activity WHERE name = 'TES-2026-0005' AND kind = 'pin_told'")
            ).scalar()

    def show(visibility: str) -> None:
        with town.database.session() as db:
            db.execute(update(Pin).where(Pin.reference == "TES-2026-0005").values(visibility=visibility))

    assert day() is None
    show("public")
    with town.session() as db:
        this_day = db.scalar(select(text("CAST(now() AT TIME ZONE 'Europe/Helsinki' AS date)")))
        db.execute(
            update(Pin)
            .where(Pin.reference == "TES-2026-0005")
            .values(shown_at=Pin.shown_at - text("interval '1 day'"))
        )
        db.commit()
    yesterday = day()
    assert yesterday is not None and (this_day - yesterday).days == 1
    show("hidden")
    show("public")
    assert day() == yesterday  # coming back is no news


def test_a_changed_boundary_is_told_with_its_reason(client: Browser) -> None:
    made = client.send("/areas", {"name": "Oma", "areas": ["05"]}).headers["Location"]
    assert "Asukas piirsi alueen" in text_of(page(client, made.rpartition("/")[2]))


def test_the_page_costs_the_same_however_much_there_is(client: Browser, lively: Lively, town: TownDatabase) -> None:
    page(client, "05")
    with counted_statements(town) as few:
        page(client, "05")
    with town.database.session() as db:
        home = db.scalars(select(Municipality).where(Municipality.slug == "testila")).one()
        for number in range(30):
            pin(db, home, f"TES-2026-1{number:03}", title="Idea", created_at=ago(number))
    with counted_statements(town) as many:
        page(client, "05")
    # With little the newest things are looked for twice, each in one statement more.
    assert len(many) <= len(few) <= 31, "\n".join(few)


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_opens_in_every_language(client: Browser, lively: Lively, lang: str) -> None:
    html = page(client, lang=lang)
    assert f'<html lang="{lang}"' in html and "style=" not in html


def test_the_contents_lead_to_what_is_there(client: Browser, lively: Lively) -> None:
    html = page(client)
    anchors = re.findall(r'<li><a href="#([\w-]+)">', html)
    assert len(anchors) >= 10
    assert all(f'id="{anchor}"' in html for anchor in anchors)
