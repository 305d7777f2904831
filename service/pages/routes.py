"""Pages about the service itself."""

from __future__ import annotations

from flask import Response, current_app, make_response, render_template

from geo.crs import METRIC
from layers.catalogue import layers_of
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import language
from service.mail import local_mailbox
from service.pages import install_routes, style_guide  # noqa: F401  (they add their routes)
from service.pages.blueprint import blueprint
from service.pages.guides import guide
from service.pages.mailbox import newest_letters
from service.pages.open_data import routes as open_data_routes  # noqa: F401  (it adds its routes)
from service.pages.open_data.datasets import DATASETS, LICENCE, LICENCE_ADDRESS
from service.personal import months_kept, registry
from service.web.context import municipality, public_db
from service.web.routing import read


@blueprint.get("/about")
@read("public")
def about() -> str:
    """What this service is and who runs it."""
    return render_template("pages/about.html")


@blueprint.get("/data")
@read("public")
def data() -> str:
    """Where the data come from, and the doors by which other programs take them out."""
    return render_template(
        "pages/data.html",
        layers=layers_of(public_db(), municipality().id),
        base=current_app.config["SETTINGS"].public_url,
        matrix=METRIC.matrix.name,
        crs=METRIC.code,
        datasets=DATASETS.values(),
        licence=LICENCE,
        licence_address=LICENCE_ADDRESS,
    )


@blueprint.get("/accessibility")
@read("public")
def accessibility() -> str:
    """How the service can be used without a map, and what does not work yet."""
    return render_template("pages/accessibility.html")


@blueprint.get("/help")
@read("public")
def resident_guide() -> str:
    """How a resident uses the service, in plain words."""
    return render_template("pages/guide.html", guide=guide("resident", language()))


@blueprint.get("/demo/mailbox")
@read("public")
def demo_mailbox() -> Response:
    """What the demo would have sent by mail. Only where nobody but this machine can sign in as an official.

    Raises NotFound everywhere else.
    """
    settings = current_app.config["SETTINGS"]
    folder = local_mailbox(settings) if settings.demo_sign_in else None
    if folder is None:
        raise NotFound(_("There is nothing at this address."))
    response = make_response(render_template("pages/mailbox.html", letters=newest_letters(folder)))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@blueprint.get("/privacy")
@read("public")
def privacy() -> str:
    """What is kept of a person, why, and for how long."""
    declared = registry().tables.values()
    return render_template(
        "pages/privacy.html",
        kept=[one for one in declared if not one.of_staff],
        kept_of_staff=[one for one in declared if one.of_staff],
        months=months_kept(municipality().settings),
    )
