"""Earlier feedback from a table: report, approval, what stands on the map after it, once, and taking it back."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from geoalchemy2.shape import to_shape
from sqlalchemy import func, select, text

from boundaries.database import sql
from geo.crs import METRIC
from service.housekeeping import STATEMENTS
from service.participation.imports import routes
from service.participation.imports.models import FeedbackImport, FeedbackImportRow
from service.participation.imports.planning import HEAP
from service.participation.imports.tasks import bring_feedback_over
from service.participation.imports.words import FINDINGS, REASONS
from service.participation.pins.models import Pin, StateChange
from service.participation.sources.models import PinSource, Source
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in

pytestmark = pytest.mark.usefixtures("notes_stay_right")

HEADING = ("tunnus", "otsikko", "palaute", "teema", "pvm", "lon", "lat")
INSIDE = lonlat_in("05")
FAR = lonlat_in("03", 5000, 500)  # four kilometres east of the town
WISH = {"source": "Vanha palvelu", "theme": "green", "day": "2018-01-15", "language": "fi", "epsg": "4326",
        "outside": "leave_out", "heaps": "whole", "state": "received", "campaign": ""}  # fmt: skip


def row(
    number: object, said: str = "Penkki tähän kiitos.", at: tuple[float, float] | None = INSIDE, **more: str
) -> list[str]:
    lon, lat = (f"{at[0]:.7f}", f"{at[1]:.7f}") if at else ("", "")
    return [str(number), more.get("title", ""), said, more.get("theme", ""), more.get("day", "31.5.2019"), lon, lat]


def table(*rows: list[str], heading: tuple[str, ...] = HEADING) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([heading, *rows])
    return out.getvalue().encode()


@pytest.fixture
def official(client: Browser) -> Browser:
    client.sign_in("official")
    return client


def send(client: Browser, data: bytes, name: str = "vanhat.csv") -> str:
    form = {"upload": (io.BytesIO(data), name)}
    answer = client.send("/desk/import-feedback", form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return str(answer.headers["Location"])


def columns(client: Browser, address: str) -> dict[str, str]:
    """The columns as the page has them chosen."""
    page = client.get(address).get_data(as_text=True)
    found = {}
    for name, options in re.findall(r'<select[^>]*name="(column_\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    return found


def report(client: Browser, address: str, **wish: str) -> tuple[str, dict[str, str]]:
    """The page with a wish, and the form that it holds."""
    form = {**columns(client, address), **WISH, **wish}
    client.send(f"{address}/report", form)
    page = client.get(f"{address}?lang=en").get_data(as_text=True)
    mark = re.search(r'name="mark" value="(\w+)"', page)
    assert mark is not None
    return page, {**form, "mark": mark.group(1)}


def bring(client: Browser, data: bytes, **wish: str) -> str:
    address = send(client, data)
    _page, form = report(client, address, **wish)
    answer = client.send(f"{address}/apply", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-3000:]
    return address


def pins(town: TownDatabase) -> list[Any]:
    with town.session() as db:
        found = select(Pin, PinSource, Source).join(PinSource, PinSource.pin_id == Pin.id).join(Source)
        return list(db.execute(found.order_by(PinSource.external_id)).all())


def place_of(town: TownDatabase, pin: Pin) -> tuple[float, float]:
    with town.session() as db:
        shape = to_shape(db.scalars(select(Pin.geom).where(Pin.id == pin.id)).one())
    return shape.x, shape.y


def test_a_row_becomes_a_pin_of_its_own_day(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(7, title="Penkki", theme="liikkuminen"), row(8, "Ilman paikkaa.", None, day="")))
    (first, link, source), (second, _link, _source) = pins(town)
    assert (first.title, first.body, first.visibility, first.author_id) == (
        "Penkki",
        "Penkki tähän kiitos.",
        "public",
        None,
    )
    assert (str(first.created_at.date()), first.shown_at, first.method) == ("2019-05-31", first.created_at, "import")
    assert (link.external_id, str(link.said_on), source.kind, source.name) == (
        "7",
        "2019-05-31",
        "import",
        "Vanha palvelu",
    )
    assert str(second.created_at.date()) == "2018-01-15"
    assert second.geom is None
    assert place_of(town, first) == pytest.approx(METRIC.from_lonlat(*INSIDE), abs=0.05)
    page = official.get(f"/pins/{first.reference}?lang=fi").get_data(as_text=True)
    assert "Vanha palvelu" in page
    assert "31.5.2019" in page
    assert "Liikkuminen" in page


def test_what_is_old_is_no_news(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(1)))
    with town.session() as db:
        days = set(db.scalars(text("SELECT happened_on FROM public_api.activity WHERE kind = 'pin_told'")))
        mails = db.scalar(text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name LIKE '%mail%'"))
    assert {str(day) for day in days} == {"2019-05-31"}
    assert mails == 0


@pytest.mark.parametrize("state", ["received", "done"])
def test_what_is_old_has_no_part_in_the_days_that_people_wait_here(
    official: Browser, town: TownDatabase, state: str
) -> None:
    bring(official, table(row(1, "Vanha toive."), row(2, "Toinen.")), state=state, public_text="Käsitelty silloin.")
    since, today = "2010-01-01", "2026-11-26"
    with town.session() as db:
        home = db.scalars(select(Pin.municipality_id)).first()
    values = {"municipality_id": home, "since": since, "today": today, "most": 100, "kinds": ["postal"]}
    with town.database.public_engine.connect() as public:
        assert public.execute(text("SELECT count(*) FROM pin WHERE state = :state"), {"state": state}).scalar() == 2
        for query in ("oldest", "ended", "waits"):
            assert public.execute(sql("service.participation.waits", query), values).all() == []


def test_the_same_table_brings_nothing_twice(official: Browser, town: TownDatabase) -> None:
    data = table(row(1), row(2, "Toinen asia."))
    bring(official, data)
    page, _form = report(official, send(official, data))
    assert "There is nothing to bring over." in page
    assert "Number 1 came over before." in page
    assert len(pins(town)) == 2


def test_each_row_that_is_left_out_says_why(official: Browser) -> None:
    same = "Sama asia kahdesti."
    data = table(
        row(1, ""), row(2, "Tunnus 131052-308T."), row(3, "Kaukana.", FAR), row(4, same), row(5, same),
        row(4, "Sama numero."), row(6, "Roskaa.", ("x", "y")) if False else row(6, "Muu.", theme="sienet"),
        row(7, "Huono päivä.", day="eilen"), row(8, title="o" * 130),
    )  # fmt: skip
    page, _form = report(official, send(official, data))
    for words in (
        "It says nothing.", "personal identity code", "outside the municipality, 4 km from the border",
        "It repeats row 5: the same words at the same place.", "Number 4 is on row 5 already.",
        "The theme “sienet” is not known here", "“eilen” is no day that has been", "goes to the head of the text",
    ):  # fmt: skip
        assert words in page, words
    assert "Bring 4 rows over" in page


def test_the_whole_report_is_a_table(official: Browser) -> None:
    address = send(official, table(row(1, "=1+1 on kaava"), row(2, "")))
    report(official, address)
    answer = official.get(f"{address}/report.csv?lang=en")
    text_of = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"
    assert "2;Brought over;'=1+1 on kaava;" in text_of
    assert "3;Left out;;It says nothing." in text_of


def test_heaps_on_one_spot_are_told_and_spread(official: Browser, town: TownDatabase) -> None:
    data = table(
        *[row(number, f"Asia {number} tästä.") for number in range(HEAP)], row(99, "Muualla.", lonlat_in("01"))
    )
    bring(official, data)
    assert sum(pin.geom is not None for pin, *_rest in pins(town)) == 1


def test_what_a_moderator_must_see_waits(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(1, "Soita 040 123 4567."), row(2, "Naapurini Matti Virtanen sahaa."), row(3)))
    assert [(pin.visibility, pin.waits_for) for pin, *_rest in pins(town)] == [
        ("pending", "premoderation"), ("pending", "name"), ("public", ""),
    ]  # fmt: skip
    assert all(pin.shown_at == pin.created_at for pin, *_rest in pins(town))


def test_rows_outside_may_wait_for_a_moderator(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(1, "Kaukana.", FAR)), outside="wait")
    [(pin, *_rest)] = pins(town)
    assert (pin.visibility, pin.waits_for) == ("pending", "outside")
    assert place_of(town, pin) == pytest.approx(METRIC.from_lonlat(*FAR), abs=0.05)


def test_the_coordinate_system_is_found_and_swapped_axes_too(official: Browser, town: TownDatabase) -> None:
    x, y = METRIC.from_lonlat(*INSIDE)
    data = table([*row(1)[:5], f"{y:.1f}", f"{x:.1f}"], heading=(*HEADING[:5], "x", "y"))
    address = send(official, data)
    page = official.get(f"{address}?lang=en").get_data(as_text=True)
    assert re.search(rf'value="{METRIC.epsg}" selected>[^<]*100\s?% of the places are inside', page)
    assert 'name="is_swapped" value="1" checked' in page
    _page, form = report(official, address, epsg=str(METRIC.epsg), is_swapped="1")
    official.send(f"{address}/apply", form)
    [(pin, *_rest)] = pins(town)
    assert place_of(town, pin) == pytest.approx((x, y), abs=0.1)


def test_what_is_missing_is_asked_and_nothing_is_lost(official: Browser, town: TownDatabase) -> None:
    address = send(official, table(row(1, day="")))
    form = {
        **columns(official, address),
        **WISH,
        "source": "",
        "theme": "",
        "day": "",
        "epsg": "",
        "public_text": "Kiitos!",
        "state": "done",
    }
    answer = official.send(f"{address}/apply?lang=en", form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for words in (
        "what the earlier service",
        "Choose the theme of the rows",
        "Give the day of the rows",
        "Choose the coordinate system",
    ):
        assert words in page
    assert "Kiitos!" in page
    assert not pins(town)


def test_a_changed_choice_shows_the_report_first(official: Browser, town: TownDatabase) -> None:
    address = send(official, table(row(1), row(2, "Kaukana.", FAR)))
    _page, form = report(official, address)
    answer = official.send(f"{address}/apply?lang=en", {**form, "outside": "whole"})
    assert answer.status_code == 200
    assert "What would be done has changed." in answer.get_data(as_text=True)
    assert not pins(town)


def test_answered_ones_carry_their_answer(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(1)), state="done", public_text="Tehtiin jo 2020.")
    [(pin, *_rest)] = pins(town)
    with town.session() as db:
        steps = [
            (one.state, one.public_text, one.at == pin.created_at)
            for one in db.scalars(select(StateChange).order_by(StateChange.id))
        ]
    assert steps == [("received", "", True), ("done", "Tehtiin jo 2020.", True)]
    assert "Tehtiin jo 2020." in official.get(f"/pins/{pin.reference}").get_data(as_text=True)


def test_taking_back_spares_what_somebody_touched(official: Browser, town: TownDatabase) -> None:
    address = bring(official, table(row(1), row(2, "Toinen asia.")))
    (first, *_), (second, *_) = pins(town)
    with town.session() as db:
        db.execute(text("UPDATE service.pin SET comment_count = 1 WHERE id = :id"), {"id": second.id})
        db.commit()
    official.send(f"{address}/undo", {})
    page = official.get(f"{address}?lang=en").get_data(as_text=True)
    assert "1 idea was taken back. 1 stays" in page
    listed = official.get("/pins").get_data(as_text=True)
    assert first.reference not in listed
    assert second.reference in listed
    # The same table may come again: what was taken back comes over, what stayed does not.
    again, _form = report(official, send(official, table(row(1), row(2, "Toinen asia."))))
    assert "Bring 1 row over" in again


def test_columns_and_wishes_are_remembered(official: Browser) -> None:
    heading = ("a", "b", "c", "d", "e", "f", "g")
    address = send(official, table(row(1), heading=heading))
    names = dict(zip(("number", "title", "text", "theme", "day", "east", "north"), heading, strict=True))
    form = {**{f"column_{part}": name for part, name in names.items()}, **WISH}
    official.send(f"{address}/report", form)
    mark = re.search(r'name="mark" value="(\w+)"', official.get(address).get_data(as_text=True))
    assert mark is not None
    official.send(f"{address}/apply", {**form, "mark": mark.group(1)})
    assert columns(official, send(official, table(row(2, "Uusi."), heading=heading)))["column_text"] == "c"


def test_a_large_table_is_brought_over_in_the_background(
    official: Browser, town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("PUBLIC_DATABASE_URL", town.settings.public_database_url),
        ("ALUEKARTTA_SECRET_KEY", town.settings.secret_key),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(routes, "AT_ONCE", 1)
    address = bring(official, table(row(1), row(2, "Toinen asia.")))
    assert "Being brought over" in official.get(f"{address}?lang=en").get_data(as_text=True)
    assert not pins(town)
    with town.session() as db:
        arguments = db.scalar(text("SELECT args FROM jobs.procrastinate_jobs WHERE task_name = 'bring_feedback_over'"))
    bring_feedback_over(**arguments)
    bring_feedback_over(**arguments)
    assert len(pins(town)) == 2
    assert "2 ideas are in the service." in official.get(f"{address}?lang=en").get_data(as_text=True)


def test_the_rows_are_deleted_after_a_week_and_what_came_of_them_stays(official: Browser, town: TownDatabase) -> None:
    bring(official, table(row(1)))
    send(official, table(row(2)))
    with town.session() as db:
        db.execute(text("UPDATE service.feedback_import SET created_at = now() - interval '8 days'"))
        for statement in STATEMENTS:
            db.execute(text(statement))
        db.commit()
        assert db.scalar(select(func.count()).select_from(FeedbackImportRow)) == 0
        assert db.scalars(select(FeedbackImport.state)).all() == ["applied"]
    assert len(pins(town)) == 1


@pytest.mark.parametrize("role", ["moderator", "planner", None])
def test_only_officials_bring_feedback_over(client: Browser, role: str | None) -> None:
    if role:
        client.sign_in(role)
    form = {"upload": (io.BytesIO(table(row(1))), "a.csv")}
    assert client.send("/desk/import-feedback", form, content_type="multipart/form-data").status_code in (
        302,
        303,
        401,
        403,
    )
    assert client.get("/desk/import-feedback").status_code in (302, 303, 401, 403)


def test_every_reason_has_a_sentence() -> None:
    assert set(FINDINGS) >= REASONS
