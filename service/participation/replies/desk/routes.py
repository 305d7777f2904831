"""The desk's page."""

from __future__ import annotations

import datetime as dt

from flask import render_template, url_for

from service.i18n import TIME_ZONE
from service.participation.pins.queries import area_options, areas_of_pins, themes
from service.participation.replies.blueprint import blueprint
from service.participation.replies.desk.queries import PAGE_SIZE, Seat, desk
from service.participation.replies.desk.schemas import DeskQuery
from service.participation.replies.units.queries import unit_choices, units_of_person
from service.web.context import actor, db_session, municipality, public_db
from service.web.parse import parse_query
from service.web.routing import read


@blueprint.get("/desk")
@read("desk.use")
def show_desk() -> str:
    """What waits for me, my unit, nobody or anybody; what is late stands first."""
    home, db, connection = municipality(), db_session(), public_db()
    query = parse_query(DeskQuery)
    seat = own_seat()
    if query.whose is None:
        query = query.model_copy(update={"whose": "unit" if seat.unit_ids else "all"})
    found = desk(db, home.id, seat, query)
    theme_list = themes(connection, home.id)
    first = (query.page - 1) * PAGE_SIZE
    last = first + len(found.items)
    values = query.named_values()
    return render_template(
        "replies/desk.html",
        query=query,
        values=values,
        found=found,
        first=first + 1,
        last=last,
        previous_href=url_for("replies.show_desk", **values, page=query.page - 1) if query.page > 1 else None,
        next_href=url_for("replies.show_desk", **values, page=query.page + 1) if last < found.total else None,
        areas_by_pin=areas_of_pins(connection, list({item.pin_id for item in found.items})),
        theme_by_key={theme.key: theme for theme in theme_list},
        themes=theme_list,
        areas=area_options(connection, home.id),
        units=unit_choices(db, home.id),
        has_unit=bool(seat.unit_ids),
        today=dt.datetime.now(TIME_ZONE).date(),
    )


def own_seat() -> Seat:
    """The seat of whoever is signed in."""
    who = actor()
    return Seat(who.person_id, [unit.id for unit in units_of_person(db_session(), municipality().id, who.person_id)])
