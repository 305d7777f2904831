"""Charts are drawn, stepped through by keys, read by a finger, chosen from outside, and never wider than a phone."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

INKED = """(id) => {
  const canvas = document.querySelector(`#${id} canvas`);
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen.size;
}"""
KINDS = ("scatter", "strip", "lines", "bars", "columns", "intervals")


def drawn(page: Page) -> None:
    """Wait until the page's charts are there."""
    expect(page.locator("chart-figure[data-drawn]")).to_have_count(len(KINDS))


def test_every_kind_is_drawn_and_fits_a_phone(open_page: OpenPage) -> None:
    for scheme in ("light", "dark"):
        page = open_page("/styleguide", size="phone", color_scheme=scheme)
        drawn(page)
        for kind in KINDS:
            assert page.evaluate(INKED, f"chart-{kind}") > 3, f"{kind} in {scheme}"
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        expect(page.locator("#chart-nothing .chart__nothing")).to_be_visible()


def test_keys_step_and_are_announced(open_page: OpenPage) -> None:
    page = open_page("/styleguide", lang="sv")
    drawn(page)
    page.evaluate(
        "window.told = []; document.addEventListener('chart-select', (event) => told.push(event.detail.code))"
    )
    plot = page.locator("#chart-intervals .chart__plot")
    plot.focus()
    page.keyboard.press("ArrowDown")
    live = page.locator("#live-region")
    expect(live).to_have_text(re.compile("^Pitkä-Yliniityn asuinalue.*41.*1 av 6$"))
    page.keyboard.press("ArrowDown")
    expect(live).to_have_text(re.compile("^Kirkonkylä.*2 av 6$"))
    expect(page.locator("#chart-intervals .chart__tip")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#chart-intervals .chart__tip")).to_be_hidden()
    expect(page.locator("#chart-intervals .chart__reading")).to_contain_text("Kirkonkylä")
    assert page.evaluate("told") == ["Pitkä-Yliniityn asuinalue", "Kirkonkylä"]


def test_a_finger_reads_first_and_the_link_opens(open_page: OpenPage) -> None:
    page = open_page("/styleguide", size="phone")
    drawn(page)
    chart = page.locator("#chart-scatter")
    chart.locator(".chart__plot").scroll_into_view_if_needed()
    place = page.evaluate("""() => {
      const figure = document.getElementById('chart-scatter');
      const plot = figure.querySelector('canvas').getBoundingClientRect();
      let found = null;
      for (let x = 60; x < plot.width && !found; x += 6) for (let y = 20; y < plot.height - 30 && !found; y += 6) {
        figure.querySelector('.chart__plot').dispatchEvent(new PointerEvent('pointermove',
          {pointerType: 'mouse', clientX: plot.left + x, clientY: plot.top + y}));
        if (!figure.querySelector('.chart__tip').hidden) found = {x: plot.left + x, y: plot.top + y};
      }
      return found;
    }""")
    page.touchscreen.tap(place["x"], place["y"])
    link = chart.get_by_role("link")
    expect(link).to_be_visible()
    assert not page.url.endswith("#g-charts")
    link.click()
    page.wait_for_url(re.compile("#g-charts$"))


def test_another_specification_and_a_choice_from_outside(open_page: OpenPage) -> None:
    page = open_page("/styleguide")
    drawn(page)
    bars = page.locator("#chart-bars")
    bars.evaluate("(figure) => figure.select('Satama')")
    expect(bars.locator(".chart__reading")).to_contain_text("Satama")
    bars.evaluate("""(figure) => figure.show({kind: 'bars', height: 120, x: {label: 'Aged'},
      series: [{label: 'Aged', points: [{label: 'Satama', code: 'Satama', x: 12}]}]})""")
    expect(bars.locator(".chart__reading")).to_contain_text("Aged: 12")
    expect(bars.locator(".chart__axis-x")).to_have_text("Aged")
    bars.evaluate("(figure) => figure.show({kind: 'bars', series: []})")
    expect(bars.locator(".chart__nothing")).to_be_visible()
    expect(bars.locator("canvas")).to_be_hidden()


def test_map_table_and_charts_show_the_same_area(open_page: OpenPage) -> None:
    page = open_page("/analysis/workbench")
    strip, scatter = page.locator("#bench-strip"), page.locator("#bench-scatter")
    expect(scatter).to_have_attribute("data-drawn", "")
    strip.locator(".chart__plot").focus()
    page.keyboard.press("End")
    first = page.locator("tr[data-code]").first
    expect(first).to_have_attribute("data-selected", "")
    name = first.locator("th").inner_text()
    expect(strip.locator(".chart__reading")).to_contain_text(name)
    expect(scatter.locator(".chart__reading")).to_contain_text(name)
    second = page.locator("tr[data-code]").nth(1)
    second.hover()
    expect(scatter.locator(".chart__reading")).to_contain_text(second.locator("th").inner_text())


def test_a_chart_is_saved_as_a_sharp_picture(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/styleguide")
    drawn(page)
    for kind in ("lines", "strip"):
        with page.expect_download() as download:
            page.locator(f"#chart-{kind} .chart__save").click()
        download.value.save_as(tmp_path / "chart.png")
        with Image.open(tmp_path / "chart.png") as picture:
            assert picture.width == 1920
            colours = picture.convert("RGB").getcolors(2**20)
        assert colours is not None
        assert len(colours) > 20
    assert download.value.suggested_filename == "income-then-and-now.png"


def test_without_scripts_the_table_speaks(open_page: OpenPage) -> None:
    page = open_page("/styleguide", java_script_enabled=False)
    expect(page.locator("#chart-bars canvas")).to_be_hidden()
    expect(page.locator("#chart-bars noscript")).to_be_visible()
    expect(page.get_by_role("region", name="The sample areas")).to_be_visible()
