"""Write a demo municipality's synthetic content.

    python -m demo.generate --city kuopio

The same code and data give the same bytes: everything is drawn from the city's seed.
"""

import argparse
from pathlib import Path

from demo import files
from demo.cities import CITIES, SYNTHETIC_FOLDER, City, city_by_slug
from demo.synthesis.answers import with_answers
from demo.synthesis.calls import calls
from demo.synthesis.comments import with_comments
from demo.synthesis.drawn import drawn_areas, proposal
from demo.synthesis.ground import Ground
from demo.synthesis.ideas import write_ideas
from demo.synthesis.places import places
from demo.synthesis.plan import practice_plan
from demo.synthesis.walks import walks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--city", choices=[*CITIES, "all"], default="all")
    parser.add_argument("--into", type=Path, default=SYNTHETIC_FOLDER, help="folder of the files")
    arguments = parser.parse_args()
    for slug in CITIES if arguments.city == "all" else [arguments.city]:
        generate(city_by_slug(slug), arguments.into)
        print(f"{slug}: written into {arguments.into}")


def generate(city: City, folder: Path) -> None:
    """Write all of a city's synthetic files, and its named places, into a folder that exists."""
    ground = Ground(city)
    ideas = [w.idea for w in with_answers(with_comments(write_ideas(city, ground), city), city)]
    plan = practice_plan(city, ground)
    files.write_ideas(ideas, city, folder)
    files.write_walks(walks(city, ground), city, folder)
    files.write_plan(plan, city, folder)
    files.write_outlines(drawn_areas(city, ground), [proposal(city, ground, plan, ideas)], city, folder)
    files.write_calls(calls(city, ground), city, folder)
    files.write_places(places(ground), city, folder)


if __name__ == "__main__":
    main()
