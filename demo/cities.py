"""The demo municipalities: what differs between them, as data.

Everything here could be a row of a settings table; it stands in code only so that a fresh installation can
create a living municipality with one command.
"""

from dataclasses import dataclass
from pathlib import Path

DATA_FOLDER = Path(__file__).parent / "data"
SYNTHETIC_FOLDER = Path(__file__).parent / "synthetic"


@dataclass(frozen=True)
class Theme:
    """A topic that an idea can have.

    `icon` names a drawing of the icon sprite, `colour` a theme colour of the style sheets;
    `share` (0-1) is how much of the synthetic
    ideas it gets.
    """

    key: str
    name_fi: str
    name_sv: str
    name_en: str
    icon: str
    colour: str
    share: float


THEMES = (
    Theme("green", "Puistot ja luonto", "Parker och natur", "Parks and nature", "trees", "moss", 0.26),
    Theme("traffic", "Liikkuminen ja kadut", "Trafik och gator", "Streets and getting around", "bike", "lake", 0.18),
    Theme("play", "Leikki ja liikunta", "Lek och motion", "Play and sports", "volleyball", "rowan", 0.17),
    Theme("culture", "Kulttuuri ja tapahtumat", "Kultur och evenemang", "Culture and events", "drama", "plum", 0.13),
    Theme("services", "Palvelut ja kohtaaminen", "Service och möten", "Services and meeting", "users", "rose", 0.12),
    Theme("safety", "Turvallisuus ja valo", "Trygghet och ljus", "Safety and lighting", "lamp", "amber", 0.11),
    Theme("shore", "Rannat ja mökit", "Stränder och stugor", "Shores and cottages", "waves", "teal", 0.04),
)


@dataclass(frozen=True)
class City:
    """One demo municipality.

    Attributes:
        slug: name of its files and of its address.
        code: the national municipality code, three digits with leading zeros.
        reference_prefix: begins the public references of its ideas, as in KUO-2026-0007.
        languages: those it serves its residents in, the main one first.
        opening_lonlat: WGS 84 middle of the first view, chosen so that the living town fills it.
        opening_zoom: in the national tile matrix, where zoom z shows 8192 / 2**z metres per pixel.
        plan_lonlat: WGS 84 middle of the practice plan, on built land near the first view's middle.
        plan_bearing_deg: how far the practice plan's street grid is turned, anticlockwise.
        idea_count: number of synthetic ideas: 2.0-2.5 per 1,000 residents.
        most_comments: comments under the most discussed idea.
        seed: of everything synthetic.
        missa, gen, minne: the town's Finnish name inflected: in, of, to.
    """

    slug: str
    code: str
    name_fi: str
    name_sv: str
    name_en: str
    reference_prefix: str
    languages: tuple[str, ...]
    opening_lonlat: tuple[float, float]
    opening_zoom: float
    plan_lonlat: tuple[float, float]
    plan_bearing_deg: float
    idea_count: int
    most_comments: int
    seed: int
    missa: str
    gen: str
    minne: str
    themes: tuple[Theme, ...] = THEMES

    @property
    def geodata(self) -> Path:
        """GeoPackage: municipality_2025, paavo_2019, ykr_zones_2017, lakes_gshhg; all in the metric CRS."""
        return DATA_FOLDER / f"{self.slug}.gpkg"

    @property
    def playgrounds(self) -> Path:
        """GeoPackage of one layer, playgrounds_osm, WGS 84 points; alone because of its licence (ODbL)."""
        return DATA_FOLDER / f"{self.slug}_playgrounds_osm.gpkg"


KUOPIO = City(
    slug="kuopio",
    code="297",
    name_fi="Kuopio",
    name_sv="Kuopio",
    name_en="Kuopio",
    reference_prefix="KUO",
    languages=("fi", "sv", "en"),
    opening_lonlat=(27.664, 62.888),
    opening_zoom=9.0,
    plan_lonlat=(27.6712, 62.8936),
    plan_bearing_deg=8.0,
    idea_count=260,
    most_comments=91,
    seed=297_2026,
    missa="Kuopiossa",
    gen="Kuopion",
    minne="Kuopioon",
)
MIKKELI = City(
    slug="mikkeli",
    code="491",
    name_fi="Mikkeli",
    name_sv="S:t Michel",
    name_en="Mikkeli",
    reference_prefix="MIK",
    languages=("fi", "sv", "en"),
    opening_lonlat=(27.268, 61.689),
    opening_zoom=9.0,
    plan_lonlat=(27.2706, 61.6902),
    plan_bearing_deg=-11.0,
    idea_count=120,
    most_comments=34,
    seed=491_2026,
    missa="Mikkelissä",
    gen="Mikkelin",
    minne="Mikkeliin",
)
LAHTI = City(
    slug="lahti",
    code="398",
    name_fi="Lahti",
    name_sv="Lahtis",
    name_en="Lahti",
    reference_prefix="LAH",
    languages=("fi", "sv", "en"),
    opening_lonlat=(25.655, 60.984),
    opening_zoom=9.0,
    plan_lonlat=(25.6662, 60.9844),
    plan_bearing_deg=5.0,
    idea_count=250,
    most_comments=58,
    seed=398_2026,
    missa="Lahdessa",
    gen="Lahden",
    minne="Lahteen",
)

CITIES = {city.slug: city for city in (KUOPIO, MIKKELI, LAHTI)}


def city_by_slug(slug: str) -> City:
    """Return the demo municipality of this name.

    Raises:
        KeyError: there is no such demo municipality; the message lists those there are.
    """
    try:
        return CITIES[slug]
    except KeyError:
        raise KeyError(f"No demo municipality {slug!r}; there are {', '.join(CITIES)}") from None
