"""The real ground that the synthetic content stands on: areas, urban zones, playgrounds, water."""

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Transformer
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from demo.backdrop import water
from demo.cities import City
from demo.synthesis.words import Bent, bent_areas, bent_playground, nameless_playground

# Zones where people live, and zones that are centres (town and suburban ones).
_RESIDENTIAL = {1, 2, 3, 4, 10, 11, 12, 40, 41}
_CENTRES = {1, 10, 11, 12, 40, 41}
_URBAN_AT_LEAST_M2 = 250_000

# Paavo's age columns by our bands.
_AGES = {
    "under_16": ("he_0_2", "he_3_6", "he_7_12", "he_13_15"),
    "16_24": ("he_16_17", "he_18_19", "he_20_24"),
    "25_39": ("he_25_29", "he_30_34", "he_35_39"),
    "40_64": ("he_40_44", "he_45_49", "he_50_54", "he_55_59", "he_60_64"),
    "65_79": ("he_65_69", "he_70_74", "he_75_79"),
    "80_over": ("he_80_84", "he_85_"),
}


@dataclass(frozen=True)
class Playground:
    """A real playground; `own_name` is None when OpenStreetMap knows none."""

    own_name: str | None
    words: Bent
    point: Point


@dataclass
class Area:
    """A postal-code area with what the synthesis needs of it; geometries in the metric CRS.

    `ages` and the three shares are None where the statistics are suppressed or empty.
    """

    code: str
    name_fi: str
    name_sv: str
    words: Bent
    residents: int
    cottages: int
    geometry: BaseGeometry
    anchor: Point
    ages: dict[str, int] | None
    unemployment: float | None
    income: float | None
    higher_education: float | None
    dry: BaseGeometry = field(default_factory=Polygon)
    lived: BaseGeometry = field(default_factory=Polygon)
    centres: list[Point] = field(default_factory=list)
    playgrounds: list[Playground] = field(default_factory=list)

    @property
    def is_urban(self) -> bool:
        """Whether enough of the area lies in urban zones to be a part of town."""
        return self.lived.area >= _URBAN_AT_LEAST_M2

    @property
    def is_town_centre(self) -> bool:
        """Whether people call the area simply the centre."""
        return self.words.missa == "keskustassa"


class Ground:
    """A city's ground, and the way between metres and longitude and latitude."""

    def __init__(self, city: City) -> None:
        paavo = gpd.read_file(city.geodata, layer="paavo_2019").sort_values("posti_alue")
        self.city = city
        self.crs = paavo.crs
        self._to_lonlat = Transformer.from_crs(self.crs, "EPSG:4326", always_xy=True)
        self._from_lonlat = Transformer.from_crs("EPSG:4326", self.crs, always_xy=True)
        outline = gpd.read_file(city.geodata, layer="municipality_2025").geometry.iloc[0]
        self.municipality: BaseGeometry = outline
        self.water = shapely.union_all(water(city))
        self.shoreline = self.water.boundary
        zones = gpd.read_file(city.geodata, layer="ykr_zones_2017")
        zones = zones.assign(kind=zones["vyoh"].astype(int))
        self.built = shapely.union_all(zones.geometry.array)
        bent = bent_areas(city.slug)
        self.areas = [_area(row, bent[row["nimi"]]) for _, row in paavo.iterrows()]
        self._fill_areas(zones)
        self._fill_playgrounds(gpd.read_file(city.playgrounds).to_crs(self.crs))
        self.by_code = {area.code: area for area in self.areas}

    def lonlat(self, point: Point) -> tuple[float, float]:
        """Return WGS 84 longitude and latitude, rounded to 6 decimals (about 10 cm)."""
        lon, lat = self._to_lonlat.transform(point.x, point.y)
        return round(lon, 6), round(lat, 6)

    def metres(self, lonlat: tuple[float, float]) -> Point:
        """Return a WGS 84 pair as a point in the metric CRS."""
        return Point(self._from_lonlat.transform(*lonlat))

    def geometry_lonlat(self, geometry: BaseGeometry, decimals: int = 7) -> BaseGeometry:
        """Return a metric geometry in WGS 84, rounded; equal corners stay equal, so a coverage stays one."""

        def turn(xy: np.ndarray) -> np.ndarray:
            return np.column_stack(self._to_lonlat.transform(xy[:, 0], xy[:, 1])).round(decimals)

        return shapely.transform(geometry, turn)

    def area_at(self, point: Point) -> Area | None:
        """Return the postal-code area that holds a metric point, or None."""
        return next((area for area in self.areas if area.geometry.contains(point)), None)

    def _fill_areas(self, zones: gpd.GeoDataFrame) -> None:
        lived = shapely.union_all(zones[zones["kind"].isin(_RESIDENTIAL)].geometry.array)
        centres = zones[zones["kind"].isin(_CENTRES)].geometry.representative_point()
        for area in self.areas:
            area.dry = area.geometry.intersection(self.municipality.buffer(-60)).difference(self.water)
            area.lived = area.dry.intersection(lived)
            area.centres = [point for point in centres if area.lived.contains(point)]

    def _fill_playgrounds(self, playgrounds: gpd.GeoDataFrame) -> None:
        for _, row in playgrounds.sort_values(["osm_type", "osm_id"]).iterrows():
            area = self.area_at(row.geometry)
            if area is None or row["access"] == "private" or not area.dry.contains(row.geometry):
                continue
            name = row["name"] if isinstance(row["name"], str) else None
            words = bent_playground(name) if name else None
            area.playgrounds.append(
                Playground(name if words else None, words or nameless_playground(area.words), row.geometry)
            )


def _area(row: pd.Series, words: Bent) -> Area:
    employed, unemployed = _number(row["pt_tyoll"]), _number(row["pt_tyott"])
    adults, lower, upper = (_number(row[c]) for c in ("ko_ika18y", "ko_al_kork", "ko_yl_kork"))
    ages = {band: [_number(row[column]) for column in columns] for band, columns in _AGES.items()}
    known = all(value is not None for values in ages.values() for value in values)
    geometry = row.geometry
    anchor = Point(float(row["euref_x"]), float(row["euref_y"]))
    return Area(
        code=row["posti_alue"],
        name_fi=row["nimi"],
        name_sv=row["namn"],
        words=words,
        residents=int(row["he_vakiy"]),
        cottages=int(_number(row["ra_ke"]) or 0),
        geometry=geometry if isinstance(geometry, MultiPolygon) else MultiPolygon([geometry]),
        anchor=anchor,
        ages={band: int(sum(v or 0 for v in values)) for band, values in ages.items()} if known else None,
        unemployment=_ratio(unemployed, (employed or 0) + (unemployed or 0)),
        income=_number(row["hr_mtu"]),
        higher_education=_ratio((lower or 0) + (upper or 0), adults) if lower is not None else None,
    )


def _number(value: object) -> float | None:
    """Return a Paavo value, or None for -1 (suppressed) and for empty."""
    number = pd.to_numeric(pd.Series([value]), errors="coerce").iloc[0]
    return None if pd.isna(number) or number < 0 else float(number)


def _ratio(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None
