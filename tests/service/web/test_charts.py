"""What a page tells its charts: only numbers that are there, text that cannot break out, a height that is known."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
from flask import Flask, render_template_string

from service.i18n import speaking
from service.pages.sample_charts import sample_charts
from service.web.charts import drawable
from tests.conftest import Browser

PAGE = '{% from "charts.html" import chart with context %}{{ chart(spec, label) }}'


def test_what_has_no_number_is_left_out_and_counted() -> None:
    points = [{"x": np.float64(2.5), "label": "a"}, {"x": None, "label": "b"}, {"x": float("nan"), "label": "c"}]
    drawn = drawable({"kind": "intervals", "series": [{"label": "s", "points": points}]})
    assert drawn.missing == 2
    assert drawn.spec["series"][0]["points"] == [{"x": 2.5, "label": "a"}]
    assert json.loads(json.dumps(drawn.spec, allow_nan=False)) == drawn.spec


def test_a_gap_in_a_line_stays_a_gap() -> None:
    points = [{"x": 2019, "y": 1.0}, {"x": 2020, "y": np.nan, "low": np.inf}, {"x": None, "y": 2}]
    drawn = drawable({"kind": "lines", "series": [{"points": points}]})
    assert drawn.spec["series"][0]["points"][1] == {"x": 2020, "y": None, "low": None}
    assert (len(drawn.spec["series"][0]["points"]), drawn.missing, drawn.is_empty) == (2, 2, False)


def test_only_gaps_are_nothing_to_draw() -> None:
    assert drawable({"kind": "lines", "series": [{"points": [{"x": 2019, "y": None}]}]}).is_empty
    assert drawable({"kind": "bars", "series": []}).is_empty


def test_a_true_or_false_is_no_number_and_a_kind_must_be_known() -> None:
    assert drawable({"kind": "strip", "series": [{"points": [{"x": "3"}]}]}).is_empty
    with pytest.raises(ValueError, match="pie"):
        drawable({"kind": "pie", "series": []})


def test_more_rows_are_higher() -> None:
    def height(rows: int) -> int:
        points = [{"label": str(row), "x": row} for row in range(rows)]
        return drawable({"kind": "intervals", "series": [{"points": points}]}).height

    assert height(40) - height(20) == 20 * 24


def test_text_stays_text_and_nothing_is_said_in_words(app: Flask) -> None:
    evil = "</script><script>alert(1)</script>"
    spec = {"kind": "bars", "series": [{"label": evil, "points": [{"label": evil, "x": 1}]}]}
    with app.test_request_context("/"), speaking("sv"):
        app.preprocess_request()
        html = render_template_string(PAGE, spec=spec, label=evil)
        empty = render_template_string(PAGE, spec={"kind": "bars", "series": []}, label="x")
    assert evil not in html
    carried = re.search(r'<script type="application/json" class="chart-spec">(.*?)</script>', html, re.DOTALL)
    assert carried
    assert json.loads(carried[1])["series"][0]["label"] == evil
    assert '<p class="chart__nothing" hidden>' in html
    assert '<p class="chart__nothing">Det finns inget att rita' in empty


def test_the_style_guide_shows_each_kind(client: Browser) -> None:
    page = client.get("/styleguide")
    assert page.status_code == 200
    assert page.text.count("<chart-figure") == len(sample_charts())
    assert page.text.count("Kuviosta puuttuu") == 4
