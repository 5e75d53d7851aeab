"""Take the pictures of the main screens, from a demo that is served for this alone.

`python -m tools.pictures` writes docs/images/*.png.
"""

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path("docs/images")
PORT = 8911
ADDRESS = f"http://127.0.0.1:{PORT}"
MOMENT = "2026-06-12T08:00:00Z"
PATIENCE = 90
WIDE = {"width": 1280, "height": 780}
SMALL = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A screen as somebody of the demo sees it."""

    name: str
    who: str
    path: str
    theme: str = "light"
    is_small: bool = False


TWO_WORKING_WEEKS = "/ask?leave_type_id=1&first_day=2026-07-30&last_day=2026-08-12"
JULY = "/calendar?month=2026-07&away=1"

PICTURES = (
    Picture(name="my-leave", who="erik", path="/"),
    Picture(name="ask", who="erik", path=TWO_WORKING_WEEKS),
    Picture(name="ask-small", who="erik", path=TWO_WORKING_WEEKS, is_small=True),
    Picture(name="inbox", who="maya", path="/inbox"),
    Picture(name="wallchart", who="ada", path=JULY),
    Picture(name="wallchart-dark", who="ada", path=JULY, theme="dark"),
    Picture(name="balance", who="erik", path="/balances/4/1"),
    Picture(name="leave-types", who="ada", path="/leave-types"),
    Picture(name="reports", who="ada", path="/reports", theme="dark"),
    Picture(name="settings", who="ada", path="/settings"),
)


def main() -> int:
    """Take every picture and return the exit status."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("chromium is missing: no pictures are taken", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo_served(), sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, picture)
            print(f"docs/images/{picture.name}.png")
        browser.close()
    return 0


@contextmanager
def demo_served() -> Iterator[None]:
    """Serve the demo at a fixed moment until the block ends."""
    with tempfile.TemporaryDirectory(prefix="leavebook-pictures-") as data:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "leavebook",
                "serve",
                "--demo",
                *("--port", str(PORT), "--data", data, "--now", MOMENT),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_ready(process)
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def take(browser: Browser, picture: Picture) -> None:
    """Sign in as the person, open the screen and keep what it looks like."""
    context = browser.new_context(
        base_url=ADDRESS,
        locale="en-GB",
        color_scheme="dark" if picture.theme == "dark" else "light",
        viewport=SMALL if picture.is_small else WIDE,  # type: ignore[arg-type]  # width and height
    )
    page = context.new_page()
    _sign_in(page, picture.who)
    page.goto(picture.path, wait_until="networkidle")
    page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()


def _sign_in(page: Page, who: str) -> None:
    page.goto("/login")
    page.locator(f"form:has(input[value='{who}@acme.example']) button").click()
    page.wait_for_load_state()


def _wait_until_ready(process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{ADDRESS}/health/ready", timeout=5):  # noqa: S310  our own server
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(ADDRESS)


if __name__ == "__main__":
    sys.exit(main())
