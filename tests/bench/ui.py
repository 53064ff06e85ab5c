"""`make bench-ui` and `make screenshots`: how heavy and quick the pages of the demo are, and their pictures.

Measured in Chromium at 1440x900 with an empty cache: the largest contentful paint as the browser tells it,
the median of some loads, and the bytes of the page and all it loads, as they came.
"""

import argparse
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from tests.bench.bars import Bar, table
from tests.browser.conftest import SYSTEM_CHROMIUM, free_port, served
from tests.browser.visitor import SIZES, Theme

PASSWORD = "a long enough secret"  # noqa: S105 - of an account that lives as long as this run
DEMO_LIMIT_MS = 300_000
SETTLING_MS = 2000
LOADS = 5
MOST_LCP_S = 1.5
MOST_MB = 1.2
THEMES: tuple[Theme, ...] = ("light", "dark")
IN_README = {"edit-desktop-light", "edit-desktop-dark", "edit-phone-light", "media-desktop-light"}
READY = {
    "dashboard": ".bs-card img",
    "media": ".bs-cell img",
    "music": ".bs-song[aria-busy=false]",
    "edit": ".bs-timeline[aria-busy=false]",
    "render": ".bs-order",
}
NOTE_LCP = """new PerformanceObserver((list) => { window.lcpMs = list.getEntries().at(-1).startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true })"""
WEIGHT = """["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.encodedBodySize, 0)"""


@dataclass(frozen=True)
class Demo:
    """The demo project on a server of its own, as the account sees it that made it."""

    browser: Browser
    home: str
    project: str
    signed_in: StorageState

    @contextmanager
    def page(self, name: str, size: str = "desktop", theme: Theme = "light") -> Iterator[Page]:
        """Open a page in a fresh context and let it settle."""
        context = self.browser.new_context(
            viewport=SIZES[size],
            color_scheme=theme,
            has_touch=size == "phone",
            reduced_motion="reduce",
            storage_state=self.signed_in,
        )
        context.add_init_script(NOTE_LCP)
        page = context.new_page()
        page.goto(self.home if name == "dashboard" else f"{self.project}/{name}")
        page.wait_for_selector(READY[name])
        page.wait_for_timeout(SETTLING_MS)
        yield page
        context.close()


@contextmanager
def demo() -> Iterator[Demo]:
    """Serve a fresh data folder and make the demo project in it."""
    with (
        TemporaryDirectory(prefix="beatstitch-pages-") as data,
        served(Path(data), free_port()) as (studio, _),
        sync_playwright() as playwright,
    ):
        path = SYSTEM_CHROMIUM if SYSTEM_CHROMIUM.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(studio.way_in)
        page.get_by_label("User name").fill("ada")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Create the account").click()
        page.get_by_role("button", name="demo").click()
        page.wait_for_url("**/p/**", timeout=DEMO_LIMIT_MS)
        project = page.url.rpartition("/")[0]
        page.goto(f"{project}/edit")
        page.wait_for_selector(READY["edit"], timeout=DEMO_LIMIT_MS)
        signed_in = page.context.storage_state()
        page.close()
        yield Demo(browser, f"{studio.url}/", project, signed_in)
        browser.close()


def bench(of: Demo) -> list[Bar]:
    """Return what each page weighs and when its largest picture or text was there.

    The pages take turns, so that what else the machine does meets all of them.
    """
    paints_s: dict[str, list[float]] = {name: [] for name in READY}
    weights_mb: dict[str, float] = {}
    for _ in range(LOADS):
        for name, paints in paints_s.items():
            with of.page(name) as page:
                paints.append(page.evaluate("lcpMs") / 1000)
                weights_mb[name] = page.evaluate(WEIGHT) / 1e6
    bars: list[Bar] = []
    for name, paints in paints_s.items():
        bars.append(Bar(f"{name}: largest contentful paint", median(paints), MOST_LCP_S, "s"))
        bars.append(Bar(f"{name}: page with all it loads", weights_mb[name], MOST_MB, "MB"))
    return bars


def screenshots(of: Demo, folder: Path, images: Path) -> None:
    """Take each page in both sizes and themes; those of the README are stored small in `images` besides."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in READY:
        for size in SIZES:
            for theme in THEMES:
                taken = folder / f"{name}-{size}-{theme}.png"
                with of.page(name, size, theme) as page:
                    if name == "edit" and size == "desktop":
                        page.locator(".bs-timeline__hit").focus()
                        page.wait_for_timeout(SETTLING_MS)
                    page.screenshot(path=taken)
                if taken.stem in IN_README:
                    with Image.open(taken) as picture:
                        picture.convert("RGB").save(images / f"{taken.stem}.webp", quality=82, method=6)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ui", description="Measure the pages.")
    parser.add_argument("--screenshots", type=Path, metavar="FOLDER", help="take pictures of them instead")
    folder = parser.parse_args().screenshots
    began_s = time.perf_counter()
    with demo() as made:
        print(f"The demo was ready to edit after {time.perf_counter() - began_s:.0f} s")  # noqa: T201
        if folder is None:
            print(table(bench(made)))  # noqa: T201
        else:
            screenshots(made, folder, Path("docs/images"))


if __name__ == "__main__":
    main()
