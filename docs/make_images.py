"""The pictures of the documentation: `python docs/make_images.py` builds the memo and photographs its page.

Needs playwright and a Chromium (`apt-get install chromium`, or its path in CHROMIUM).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import graphbuild

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
DESK = {"viewport": {"width": 1280, "height": 800}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        kg = graphbuild.build(ROOT / "data" / "memo.txt", Path(folder) / "memo")
        statement = next(s for s in kg.statements if s.status == "hedged" and s.source is not None)
        executable = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for name, settings, fragment in (
            ("memo-light", DESK, ""),
            ("memo-evidence", DESK, f"e={statement.id}"),
            ("memo-phone", PHONE, ""),
        ):
            page = browser.new_context(**settings, locale="fr-FR", offline=True).new_page()
            page.goto((Path(folder) / "memo" / "index.html").as_uri() + (f"#{fragment}" if fragment else ""))
            page.wait_for_selector("html[data-ready]")
            page.wait_for_timeout(1000)
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
