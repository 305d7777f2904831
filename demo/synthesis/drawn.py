"""Areas as residents draw them, and one planner's proposal; both made up, both on real ground."""

import math
from datetime import UTC, date, datetime

from shapely.geometry import Point, Polygon

from demo.cities import City
from demo.model import DemoProposal, DrawnArea, Idea, PracticePlan
from demo.synthesis.dice import Dice
from demo.synthesis.ground import Area, Ground
from demo.synthesis.spots import heart
from demo.synthesis.words import TEXTS

# What kind of area, drawn by whom, around how large a place (metres), and why.
_KINDS = (
    (
        "Meidän {name}",
        "Asukasyhdistys (esimerkki)",
        700,
        "urban",
        "Tätä me tarkoitamme, kun puhumme omasta alueestamme: koulu, kaupat, puistot ja polut, joita "
        "käytämme joka päivä. Postinumeron raja kulkee keskeltä kotikatua, siksi piirsimme oman.",
    ),
    (
        "{gen} lähimetsä",
        "Luontoyhdistys (esimerkki)",
        420,
        "urban",
        "Metsä, jossa päiväkodit retkeilevät ja koirat lenkkeilevät. Haluamme, että sen suunnitelmista "
        "kerrotaan meille ajoissa.",
    ),
    (
        "Koulun kulkupiiri, {name}",
        "Vanhempainyhdistys (esimerkki)",
        950,
        "urban",
        "Alue, jolta lapset tulevat kouluun jalan tai pyörällä. Keräämme tältä alueelta koulumatkojen vaaranpaikat.",
    ),
    (
        "{gen} kylä ja mökkirannat",
        "Kyläyhdistys (esimerkki)",
        2100,
        "village",
        "Kylän keskusta ja rannat, joilla vakituiset ja vapaa-ajan asukkaat elävät rinnakkain. Talvella "
        "meitä on vähän, heinäkuussa moninkertaisesti.",
    ),
)
_CORNERS = (11, 17)
_TRIES = 60


def drawn_areas(city: City, ground: Ground) -> list[DrawnArea]:
    """Return the areas that residents have drawn, each inside the municipality."""
    dice = Dice(city.seed, "drawn areas")
    found: list[DrawnArea] = []
    taken: set[str] = set()
    for n, (name, drawn_by, radius, kind, description) in enumerate(_KINDS, start=1):
        area, outline = _somewhere(ground, kind == "urban", radius, taken, dice)
        taken.add(area.code)
        words = area.words
        capital = words.name[0].upper() + words.name[1:]
        title = name.format(name=words.name if name.startswith("Meidän") else capital, gen=words.gen)
        found.append(
            DrawnArea(
                slug=f"oma-alue-{n}-{area.code}",
                name=title[0].upper() + title[1:],
                description=description,
                drawn_by=drawn_by,
                created_at=datetime(2026, 4 + n, 3 + 5 * n, 15, 10 * n, tzinfo=UTC),
                geometry=_outline_lonlat(outline, ground),
            )
        )
    return found


def proposal(city: City, ground: Ground, plan: PracticePlan, ideas: list[Idea]) -> DemoProposal:
    """Return a planner's proposal to renew the practice plan's largest park, with the ideas behind it."""
    park = max((u for u in plan.units if u.letter == "VP"), key=lambda unit: unit.geometry.area)
    # In metres, since degrees are not round here; a little over the park's edge, as renewals are.
    metric = Polygon([ground.metres(corner) for corner in park.geometry.convex_hull.exterior.coords])
    outline = metric.buffer(18, join_style="mitre").simplify(6)
    middle = metric.centroid
    near = sorted(
        (i for i in ideas if i.theme in ("green", "play") and i.placement == "placed" and i.text and not i.repeats),
        key=lambda idea: middle.distance(ground.metres(idea.lonlat)),
    )[:4]
    return DemoProposal(
        slug=f"{city.slug}-puiston-uudistus",
        title=f"{park.name}: vanha puisto uudeksi",
        summary="Vanha puisto saa esteettömät käytävät, leikkipaikan varjoon ja niityn nurmen reunaan.",
        text=(TEXTS / "proposal.txt").read_text(encoding="utf-8").strip(),
        role="Kaupunkisuunnittelu, maisema-arkkitehti",
        state="open_for_comments",
        created_at=datetime(2026, 10, 26, 8, 30, tzinfo=UTC),
        comments_until=date(2026, 12, 11),
        idea_references=tuple(idea.reference for idea in near),
        geometry=_outline_lonlat(outline, ground),
    )


def _somewhere(ground: Ground, urban: bool, radius: float, taken: set[str], dice: Dice) -> tuple[Area, Polygon]:
    """Return an area not taken yet, and an outline around its heart that stays in the municipality."""
    possible = [a for a in ground.areas if a.is_urban == urban and a.residents >= 300 and a.code not in taken]
    for _ in range(_TRIES):
        area = dice.one(possible)
        outline = _by_hand(heart(area), radius, dice)
        if outline.is_valid and ground.municipality.contains(outline):
            return area, outline
    raise ValueError(f"{ground.city.slug}: no {radius} m outline fits inside the municipality")


def _by_hand(middle: Point, radius: float, dice: Dice) -> Polygon:
    """Return a roundish outline with uneven corners, as a finger draws it."""
    count = dice.between(*_CORNERS)
    stretch, turn = dice.random.uniform(0.7, 1.4), dice.random.uniform(0, math.pi)
    corners = []
    for n in range(count):
        angle = 2 * math.pi * (n + dice.random.uniform(-0.25, 0.25)) / count
        reach = radius * dice.random.uniform(0.72, 1.18)
        u, v = reach * math.cos(angle) * stretch, reach * math.sin(angle) / stretch
        corners.append(
            (
                middle.x + u * math.cos(turn) - v * math.sin(turn),
                middle.y + u * math.sin(turn) + v * math.cos(turn),
            )
        )
    return Polygon(corners)


def _outline_lonlat(outline: Polygon, ground: Ground) -> Polygon:
    return ground.geometry_lonlat(outline, decimals=6)
