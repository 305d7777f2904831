"""The pages on which templates are kept."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput
from service.i18n import LANGUAGES, language
from service.i18n import gettext as _
from service.participation.replies.blueprint import blueprint
from service.participation.replies.models import AnswerTemplate
from service.participation.replies.templates.operations import (
    remove_template,
    save_template,
    template_of,
    templates,
)
from service.participation.replies.templates.schemas import TemplateForm
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/desk/templates")
@read("desk.use")
def list_templates() -> str:
    """All templates, and an empty form."""
    return _page(None, {"language": language()})


@blueprint.post("/desk/templates")
@write("desk.use")
def add_template() -> Response:
    """Make a template; or show the page again with what was typed and what is wrong."""
    return _save(None)


@blueprint.get("/desk/templates/<int:number>")
@read("desk.use")
def edit_template(number: int) -> str:
    """A template's form as it stands."""
    one = template_of(db_session(), municipality().id, number)
    return _page(one.id, {"language": one.language, "name": one.name, "body": one.body})


@blueprint.post("/desk/templates/<int:number>")
@write("desk.use")
def change_template(number: int) -> Response:
    """Change a template; or show the page again with what was typed and what is wrong."""
    return _save(template_of(db_session(), municipality().id, number))


@blueprint.post("/desk/templates/<int:number>/remove")
@write("desk.use")
def drop_template(number: int) -> Response:
    """Take a template away."""
    remove_template(db_session(), actor(), template_of(db_session(), municipality().id, number))
    flash(_("The template is gone."), "success")
    return make_response(redirect(url_for("replies.list_templates"), 303))


def _save(template: AnswerTemplate | None) -> Response:
    number = template.id if template is not None else None
    try:
        save_template(db_session(), actor(), parse_form(TemplateForm), template)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_page(number, request.form.to_dict(), error), 422)
    flash(_("The template is saved."), "success")
    return make_response(redirect(url_for("replies.list_templates"), 303))


def _page(number: int | None, given: dict[str, str], error: InvalidInput | None = None) -> str:
    return render_template(
        "replies/templates.html",
        number=number,
        given=given,
        templates=templates(db_session(), municipality().id),
        language_options=list(LANGUAGES.items()),
        errors=error.errors if error else [],
        error_of={one.where: one.message for one in reversed(error.errors)} if error else {},
    )
