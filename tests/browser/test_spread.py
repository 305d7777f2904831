"""Disparity and clusters as people see them, and a share tried in many divisions while the page waits."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from sqlalchemy import text

from service.analysis.runs.tasks import make_run
from tests.browser.conftest import OpenPage
from tests.conftest import TownDatabase


def test_anyone_learns_which_conclusions_hold(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/analysis/spread?measure=low_education")
    expect(page.locator("chart-figure[data-drawn]")).to_have_count(2)
    expect(page.locator(".spread-verdict")).to_contain_text("vierekkäin useammin kuin sattuma antaisi")
    page.get_by_label("Tunnusluku").select_option("rented")
    page.wait_for_url(re.compile("measure=rented"))
    page.get_by_role("link", name="Aluejako kerrallaan").click()
    # A page with scripts asks by itself, and shows that the worker has it before it.
    expect(page.get_by_role("progressbar", name=re.compile("kaikilla aluejaoilla"))).to_be_visible()
    asked = text("SELECT * FROM service.analysis_run WHERE kind = 'divisions' AND input ->> 'measure' = 'rented'")
    with kuopio.session() as db:
        run = db.execute(asked).one()
    make_run(kuopio.database, run.id, run.municipality_id)
    expect(page.get_by_role("heading", name="Mikä pitää", exact=True)).to_be_visible(timeout=15_000)
    expect(page.locator("chart-figure[data-drawn]")).to_have_count(1)
    expect(page.get_by_role("cell", name=re.compile("^0,")).first).to_be_visible()


def test_a_phone_shows_every_figure_with_its_sentence(open_page: OpenPage) -> None:
    page = open_page("/analysis/spread?measure=unemployment", size="phone", lang="sv")
    row = page.locator(".table--told tr").filter(has_text="D, olikhetsindex")
    expect(row).to_contain_text("Postnummerområden")
    expect(row).to_contain_text("behöva flytta")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
