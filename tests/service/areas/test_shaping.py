"""Commands on an outline: by the API as the map uses it, and by the buttons of the form without scripts."""

from __future__ import annotations

import json
import re

import pytest
import shapely
import shapely.geometry
from sqlalchemy import select

from boundaries.models import Area
from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in, square
from tests.service.areas.test_facts import part
from tests.service.areas.test_shapes import A, B, C, D, polygon

DRAWN = geometry_to_geojson(part(1100, 1100, 1900, 1900))


def shaped(client: Browser, operation: str, **asked: object) -> dict:
    answer = client.send_json("/api/areas/shape", {"operation": operation, **asked})
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def metres(view: dict) -> shapely.Geometry:
    return METRIC.geometry_from_lonlat(shapely.geometry.shape(view["geometry"]))


def test_cutting_an_area_away_says_what_is_left(client: Browser) -> None:
    whole = shaped(client, "add", other=["05", "06"])
    left = shaped(client, "cut", geometry=whole["geometry"], other=["06"])
    assert metres(left).symmetric_difference(square("05")).area < 30
    assert left["said"] == ["Koko ennen: 2,0 km², nyt: 1,0 km²."]
    assert left["words"].startswith("Pituus noin 1 km, leveys noin 1 km. Kokonaan alueella: Alue 05. Vieressä: Alue 0")


@pytest.mark.parametrize(
    ("operation", "asked", "area_m2"),
    [
        ("add", {"other": ["05"]}, 1_000_000),
        ("inside", {"other": ["05"]}, 640_000),
        ("grow", {"distance_m": -100}, 360_000),
        ("grow", {"distance_m": "100"}, 640_000 + 3200 * 100 + 31_214),
        ("simplify", {"tolerance_m": 5}, 640_000),
        ("municipality", {}, 640_000),
        ("around", {"place": list(lonlat_in("09", 500, 500)), "distance_m": 100}, 640_000 + 31_365),
    ],
)
def test_each_command_gives_its_area(client: Browser, operation: str, asked: dict, area_m2: float) -> None:
    view = shaped(client, operation, geometry=DRAWN, **asked)
    assert metres(view).area == pytest.approx(area_m2, rel=1e-3)
    assert view["words"]


def test_a_line_gives_two_sides_with_names(client: Browser) -> None:
    ends = [list(lonlat_in("05", -100, 400)), list(lonlat_in("05", 1100, 400))]
    view = shaped(client, "split", geometry=DRAWN, line={"type": "LineString", "coordinates": ends})
    sides = {side["label"]: side["geometry"] for side in view["sides"]}
    assert sorted(sides) == ["Eteläpuoli, 24 ha", "Pohjoispuoli, 40 ha"]
    assert sum(metres({"geometry": side}).area for side in sides.values()) == pytest.approx(640_000, rel=1e-5)


def test_a_bow_tie_is_mended_and_its_place_is_marked(client: Browser) -> None:
    view = shaped(client, "mend", geometry=polygon([A, C, B, D, A]))
    assert metres(view).is_valid and metres(view).area == pytest.approx(320_000, rel=1e-3)
    assert view["marks"] == [pytest.approx(lonlat_in("05", 500, 500), abs=1e-5)]
    assert "risteää" not in view["said"][0] and view["said"][0].startswith("Viiva risteytyi itsensä kanssa lähellä")


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (polygon([p[::-1] for p in (A, B, C, D, A)]), "vaihtaneet paikkaa"),
        (polygon([METRIC.from_lonlat(*p) for p in (A, B, C, D, A)]), "metreinä"),
        (polygon([METRIC.from_lonlat(*p)[::-1] for p in (A, B, C, D, A)]), "metreinä"),
        (polygon([A, B, C, lonlat_in("05", 1900, 900), C, D, A]), "risteytyi"),
    ],
)
def test_what_else_is_mended(client: Browser, geometry: dict, words: str) -> None:
    view = shaped(client, "mend", geometry=geometry)
    assert metres(view).area == pytest.approx(640_000, rel=1e-3)
    assert words in " ".join(view["said"])


def test_what_was_mended_is_not_wrong_again_when_the_browser_sends_it_back(client: Browser) -> None:
    """A trembling finger leaves a crumb that rounding to a centimetre would make a line."""
    ring = [
        (27.6541743, 62.9034595), (27.6540508, 62.8979146), (27.654164, 62.9029974), (27.6540508, 62.8979146),
        (27.6541743, 62.9034595), (27.6540508, 62.8979146), (27.6662048, 62.8978577), (27.6659516, 62.8978589),
        (27.6662048, 62.8978577), (27.6660774, 62.9034038), (27.6663306, 62.9034026), (27.6660774, 62.9034038),
        (27.6663306, 62.9034026), (27.6541743, 62.9034595),
    ]  # fmt: skip
    view = shaped(client, "mend", geometry=polygon(ring))
    again = shaped(client, "mend", geometry=view["geometry"])
    assert view["said"] and again["said"] == []
    assert view["geometry"]["type"] == "Polygon"


def test_a_sound_shape_is_left_alone(client: Browser) -> None:
    view = shaped(client, "mend", geometry=DRAWN)
    assert (view["said"], view["marks"]) == ([], [])


@pytest.mark.parametrize(
    ("operation", "asked", "where", "words"),
    [
        ("cut", {"other": ["05"]}, "geometry", "ei jäisi mitään"),
        ("grow", {"distance_m": -600}, "geometry", "ei jäisi mitään"),
        ("cut", {}, "other", "Valitse ensin alue"),
        ("cut", {"other": ["nowhere"]}, "areas", "nowhere"),
        ("grow", {}, "distance_m", "metriä"),
        ("grow", {"distance_m": 90_000}, "distance_m", "ulkopuolella"),
        ("grow", {"distance_m": "paljon"}, "distance_m", "luku"),
        ("simplify", {"tolerance_m": 0}, "tolerance_m", "metriä"),
        ("split", {}, "bearing", "viiva"),
        ("around", {"place_name": "Ei mikään"}, "place_name", "Ei mikään"),
        ("around", {"place": [2.3, 48.8]}, "geometry", "liian kaukana"),
        ("cells", {}, "cells", "ruutu"),
        ("mend", {"geometry": {"type": "Point", "coordinates": [27.68, 62.88]}}, "type", "muotoa"),
    ],
)
def test_what_cannot_be_done_is_said_and_where(
    client: Browser, operation: str, asked: dict, where: str, words: str
) -> None:
    answer = client.send_json("/api/areas/shape", {"geometry": DRAWN, "operation": operation} | asked)
    problem = answer.get_json()
    assert answer.status_code == 422
    assert words in problem["detail"] + problem["errors"][0]["message"]
    assert problem["errors"][0]["where"] == where


def test_a_line_beside_the_area_does_not_split_it(client: Browser) -> None:
    ends = [list(lonlat_in("06", 500, 0)), list(lonlat_in("06", 500, 900))]
    body = {"operation": "split", "geometry": DRAWN, "line": {"type": "LineString", "coordinates": ends}}
    answer = client.send_json("/api/areas/shape", body)
    assert answer.get_json()["code"] == "not_split"


def test_squares_near_a_place_make_an_area(client: Browser) -> None:
    lon, lat = lonlat_in("05", 500, 500)
    squares = client.get(f"/api/areas/cells?lon={lon}&lat={lat}").get_json()
    here = next(one for one in squares if (one["column"], one["row"]) == (2, 2))
    assert here["label"].startswith("Paikan kohdalla")
    east = next(one for one in squares if (one["column"], one["row"]) == (3, 2))
    assert east["label"].startswith("1 km itään")
    view = shaped(client, "cells", cells=[here["key"], east["key"]])
    assert metres(view).area == pytest.approx(2_000_000, rel=1e-5)


def test_what_the_commands_do_is_said_with_the_facts(client: Browser) -> None:
    view = client.send_json("/api/areas/facts", {"geometry": DRAWN}).get_json()
    assert view["around"].startswith("Pituus noin 800 m, leveys noin 800 m. Kokonaan alueella: Alue 05.")


# Without scripts: each button sends the form.


def press(client: Browser, action: str, **fields: object) -> str:
    answer = client.send("/areas", {"action": action, **fields})
    assert answer.status_code == 200, answer.get_data(as_text=True)[-2000:]
    return answer.get_data(as_text=True)


def hidden(html: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', html)
    assert found
    return found[1].replace("&#34;", '"')


def fields(html: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}"[^>]*? value="([^"]*)"', html)


def test_two_areas_grown_and_saved_by_buttons_alone(town: TownDatabase, client: Browser) -> None:
    html = press(client, "grow", areas=["05", "06"], distance_m="100", name="Kaksi ja reuna")
    assert "Koko ennen: 2,0 km², nyt: 2,6 km²." in html and 'value="Kaksi ja reuna"' in html
    assert "asukasta" in html and "Vieressä:" in html
    grown = hidden(html, "geometry")
    assert not re.search(r'name="areas" value="05" checked', html), "they are part of the drawing now"
    back = press(client, "back", geometry=grown, before=hidden(html, "before"))
    assert metres({"geometry": json.loads(hidden(back, "geometry"))}).area == pytest.approx(2e6, rel=1e-4)
    answer = client.send("/areas", {"name": "Kaksi ja reuna", "geometry": grown, "action": "save", "distance_m": "x"})
    assert answer.headers["Location"] == "/areas/kaksi-ja-reuna"


def test_corners_are_moved_added_and_deleted_by_buttons(client: Browser) -> None:
    html = press(client, "corners", geometry=json.dumps(DRAWN))
    texts, rings = fields(html, "corner"), fields(html, "corner_ring")
    assert (len(texts), set(rings)) == (4, {"0.0"})
    form = {"geometry": hidden(html, "geometry"), "corner": texts, "corner_ring": rings}
    more = fields(press(client, "corner-after:0", **form), "corner")
    assert len(more) == 5 and more[0] == texts[0] and more[2] == texts[1]
    fewer = press(client, "corner-delete:0", **form)
    assert metres({"geometry": json.loads(hidden(fewer, "geometry"))}).area == pytest.approx(320_000, rel=1e-3)
    lon, lat = lonlat_in("05", 100, 500)
    moved = press(client, "corners", **{**form, "corner": [f"{lat:.6f} {lon:.6f}", *texts[1:]]})
    assert hidden(moved, "geometry") != hidden(html, "geometry")


def test_corners_changed_by_hand_are_saved_without_another_press(client: Browser) -> None:
    html = press(client, "corners", geometry=json.dumps(DRAWN))
    texts, rings = fields(html, "corner"), fields(html, "corner_ring")
    form = {"name": "Kolmio", "geometry": hidden(html, "geometry"), "corner_ring": rings, "corner": ["", *texts[1:]]}
    assert client.send("/areas", form).status_code == 303
    saved = client.get("/api/areas/kolmio").get_json(force=True)
    assert len(saved["geometry"]["coordinates"][0][0]) == 4


def test_a_wrong_corner_is_named_and_what_was_typed_stays(client: Browser) -> None:
    html = press(client, "corners", geometry=json.dumps(DRAWN))
    texts, rings = fields(html, "corner"), fields(html, "corner_ring")
    form = {"action": "corners", "geometry": hidden(html, "geometry"), "corner_ring": rings}
    answer = client.send("/areas", {**form, "corner": ["tuolla", *texts[1:]]})
    assert answer.status_code == 422 and 'value="tuolla"' in answer.get_data(as_text=True)


def test_a_tangled_paste_can_be_mended_by_a_button(town: TownDatabase, client: Browser) -> None:
    lines = "\n".join(f"{lat} {lon}" for lon, lat in (A, C, B, D))
    answer = client.send("/areas", {"name": "Rusetti", "coordinates": lines})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'value="mend"' in html and lines.split("\n")[0] in html
    mended = press(client, "mend", name="Rusetti", coordinates=lines)
    assert "Viiva risteytyi itsensä kanssa" in mended
    answer = client.send("/areas", {"name": "Rusetti", "geometry": hidden(mended, "geometry")})
    assert answer.status_code == 303
    with town.session() as db:
        assert db.scalars(select(Area.slug).where(Area.kind == "resident")).all() == ["rusetti"]


def test_squares_and_places_work_without_scripts(client: Browser) -> None:
    html = press(client, "squares", near_name="Alue 05")
    assert "1 km itään" in html
    keys = re.findall(r'name="cells" value="([\d-]+)"', html)
    html = press(client, "cells", near_name="Alue 05", cells=keys[:1])
    assert "1,0 km²" in html
    html = press(client, "around", place_name="Alue 05", radius_m="200")
    assert "13 ha" in html
    answer = client.send("/areas", {"action": "around", "place_name": "Alue 05", "radius_m": "nolla"})
    assert answer.status_code == 422 and 'id="field-radius_m-error"' in answer.get_data(as_text=True)


def test_metres_of_the_national_grid_can_be_pasted(client: Browser) -> None:
    for order in (lambda x, y: f"{y:.1f} {x:.1f}", lambda x, y: f"{x:.1f} {y:.1f}"):
        lines = "\n".join(order(*METRIC.from_lonlat(*corner)) for corner in (A, B, C, D))
        html = press(client, "use", coordinates=lines)
        assert metres({"geometry": json.loads(hidden(html, "geometry"))}).area == pytest.approx(640_000, rel=1e-3)


def test_a_script_that_sends_the_form_is_told_the_page(client: Browser) -> None:
    form = {"name": "Meidän kylä", "geometry": json.dumps(DRAWN), "action": "save", "idempotency_key": "k" * 32}
    headers = {"X-CSRF-Token": client.token(), "Accept": "application/json"}
    first = client.post("/areas", data=form, headers=headers)
    again = client.post("/areas", data=form, headers=headers)
    assert (first.status_code, first.get_json()) == (201, {"slug": "meidan-kyla", "page": "/areas/meidan-kyla"})
    assert again.get_json() == first.get_json() and again.headers["Idempotent-Replay"] == "true"
    wrong = client.post("/areas", data={**form, "name": "", "idempotency_key": "j" * 32}, headers=headers)
    assert wrong.status_code == 422 and wrong.content_type == "application/problem+json"


def test_changing_only_the_name_without_scripts_keeps_the_boundary(client: Browser) -> None:
    client.send("/areas", {"name": "Ranta", "geometry": json.dumps(DRAWN)})
    html = client.get("/areas/ranta/edit").get_data(as_text=True)
    form = {name: hidden(html, name) for name in ("geometry", "version")}
    form |= {"corner": fields(html, "corner"), "corner_ring": fields(html, "corner_ring"), "name": "Lahti"}
    assert client.send("/areas/ranta/edit", form).status_code == 303
    assert client.get("/api/areas/ranta").get_json(force=True)["properties"]["version"] == 1
