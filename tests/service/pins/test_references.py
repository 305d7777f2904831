"""References are unique and as short as can be, and nothing public tells which ideas were sent one after another."""

from __future__ import annotations

import csv
import io
import random
import re
import uuid
from collections.abc import Sequence

import numpy as np
from sqlalchemy import select, update

from service.participation.pins.models import Pin, PinNumber
from service.participation.pins.references import reference
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import Submit

SEED = uuid.UUID(int=20261126)
AUTHORS, EACH = 70, 4
WORDS = ("penkki", "valo", "polku", "puu", "leikkipaikka", "silta", "pysäkki", "roskis")


def test_every_number_has_one_of_its_own() -> None:
    many = [reference("KUO", 2026, number, SEED) for number in range(1, 100_000)]
    assert len(set(many)) == len(many)
    assert {len(one) for one in many} == {len("KUO-2026-00001")}


def test_numbers_grow_by_a_digit_when_they_are_used_up() -> None:
    more = [reference("KUO", 2026, number, SEED) for number in range(100_000, 101_000)]
    assert len(set(more)) == 1000
    assert all(re.fullmatch(r"KUO-2026-[1-9]\d{5}", one) for one in more)


def test_another_municipality_has_another_order() -> None:
    numbers = range(1, 100)
    assert [reference("A", 2026, n, SEED) for n in numbers] != [
        reference("A", 2026, n, uuid.UUID(int=7)) for n in numbers
    ]


def test_a_year_that_began_in_order_goes_on_in_order() -> None:
    assert reference("KUO", 2026, 123, None) == "KUO-2026-00123"


def linked(places: Sequence[float], authors: Sequence[int]) -> float:
    """How well nearness in an order tells that two ideas have one author: the area under the ROC curve, 0.5 by chance
    (Mann and Whitney's U, ties counted half)."""
    at, who = np.asarray(places, dtype=float), np.asarray(authors)
    first, second = np.triu_indices(len(at), 1)
    apart, is_same = np.abs(at[first] - at[second]), who[first] == who[second]
    order = np.sort(apart[~is_same])
    below = np.searchsorted(order, apart[is_same], side="left")
    ties = np.searchsorted(order, apart[is_same], side="right") - below
    return float(1 - (below + ties / 2).mean() / len(order))


def test_public_outputs_do_not_link_what_one_author_sent(town: TownDatabase, client: Browser, submit: Submit) -> None:
    chance = random.Random(5)
    authors: dict[str, int] = {}
    sent: list[str] = []
    for author in range(AUTHORS):  # each sends everything in one go, as people do
        for number in range(EACH):
            place = list(lonlat_in(f"0{chance.randint(1, 6)}", chance.uniform(10, 990), chance.uniform(10, 990)))
            words = " ".join(chance.choices(WORDS, k=5))
            pin = submit(
                text=f"{words} {author * EACH + number}", lonlat=place, theme=chance.choice(["green", "traffic"])
            ).pin
            authors[pin.reference] = author
            sent.append(pin.reference)
            if len(sent) == 1:
                with town.session() as db:  # a known order of references, so that the test ends the same way each time
                    db.execute(update(PinNumber).values(seed=SEED))
                    db.commit()
    known = [authors[one] for one in sent]
    assert linked(range(len(sent)), known) > 0.95, "the attack must find what is there to be found"
    table = client.get("/data/ideas.csv").get_data(as_text=True).lstrip("\ufeff")
    rows = [row[0] for row in csv.reader(io.StringIO(table), delimiter=";") if row and row[0] in authors]
    feed = re.findall(r"/pins/(TES-\d{4}-\d{5})", client.get("/feed.atom").get_data(as_text=True))
    listed: list[str] = []
    after = ""
    while True:
        found = client.get(f"/api/pins?limit=500{after}").get_json()
        listed += [one["id"] for one in found["features"]]
        if "next" not in found.get("links", {}) and not found.get("next"):
            break
        after = "&after=" + re.search(r"after=([^&]+)", str(found.get("next") or found["links"]["next"]))[1]  # type: ignore[index]
    orders = {
        "references": [(one, int(one.rsplit("-", 1)[1])) for one in sent],
        "open data": [(one, at) for at, one in enumerate(rows)],
        "feed": [(one, at) for at, one in enumerate(dict.fromkeys(feed))],
        "api": [(one, at) for at, one in enumerate(listed)],
    }
    for name, order in orders.items():
        assert len(order) > 100 or name == "feed", name
        told = linked([at for _one, at in order], [authors[one] for one, _at in order])
        assert abs(told - 0.5) <= (0.05 if len(order) > 100 else 0.25), f"{name}: {told:.3f}"
    with town.session() as db:
        ids = [(str(row.id), authors[row.reference]) for row in db.execute(select(Pin.id, Pin.reference))]
    assert abs(linked([int(key[:8], 16) for key, _who in ids], [who for _key, who in ids]) - 0.5) <= 0.05
