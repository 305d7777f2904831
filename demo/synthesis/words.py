"""Finnish words that bend: place names in the three forms that the texts use."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"

# The last part of a playground's or park's name, and how it bends. The longest ending is tried first.
_ENDINGS = {
    "leikkipuisto": ("leikkipuistossa", "leikkipuiston", "leikkipuistoon"),
    "leikkipaikka": ("leikkipaikalla", "leikkipaikan", "leikkipaikalle"),
    "leikkialue": ("leikkialueella", "leikkialueen", "leikkialueelle"),
    "leikkikenttä": ("leikkikentällä", "leikkikentän", "leikkikentälle"),
    "päiväkoti": ("päiväkodilla", "päiväkodin", "päiväkodille"),
    "puisto": ("puistossa", "puiston", "puistoon"),
}


@dataclass(frozen=True)
class Bent:
    """A place name in the nominative, and in the forms for in, of and to."""

    name: str
    missa: str
    gen: str
    minne: str


def bent_areas(slug: str) -> dict[str, Bent]:
    """Return the bent forms of a city's postal-code area names, by the name in the data."""
    with (TEXTS / "areas.toml").open("rb") as file:
        table = tomllib.load(file)[slug]
    return {name: Bent(_spoken(name, forms[0]), *forms) for name, forms in table.items()}


def bent_playground(name: str) -> Bent | None:
    """Return the bent forms of a playground's own name, or None if its ending is not known to bend."""
    for ending, (missa, gen, minne) in _ENDINGS.items():
        if name.casefold().endswith(ending):
            stem = name[: -len(ending)]
            if not stem:
                missa, gen, minne = missa.capitalize(), gen.capitalize(), minne.capitalize()
            return Bent(name, stem + missa, stem + gen, stem + minne)
    return None


def nameless_playground(area: Bent) -> Bent:
    """Return what people call a playground that has no name of its own: the area's playground."""
    return Bent(
        f"{area.gen} leikkipaikka",
        f"{area.gen} leikkipaikalla",
        f"{area.gen} leikkipaikan",
        f"{area.gen} leikkipaikalle",
    )


def _spoken(name: str, missa: str) -> str:
    if missa == "keskustassa":
        return "keskusta"
    return name.removesuffix(" Keskus").removesuffix(" kk")
