"""Pictures of the pages, for people to look at: LINESIDE_SCREENSHOTS names the folder."""

import os
import pathlib

import pytest

from .visits import Screen, phone, tablet, visit

MOST_BYTES = 200_000
PICTURES = {
    "overview": ("/", tablet("en")),
    "line": ("/line/mask-1", Screen("en", "desk", 1280, 1000)),
    "line-zh": ("/line/mask-1", Screen("zh-Hant", "desk", 1280, 1000, scheme="dark")),
    "signals": ("/line/mask-1/signals?length=360m", Screen("en", "desk", 1280, 1000)),
    "phone": ("/line/mask-1", phone("zh-Hant")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_made(browser, workshop, tmp_path, name) -> None:
    folder = pathlib.Path(os.environ.get("LINESIDE_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    path, screen = PICTURES[name]
    with visit(browser, workshop.origin, screen) as it:
        it.open(path, screen.language)
        file = folder / f"{name}.png"
        it.page.screenshot(path=file, animations="disabled")
    assert file.stat().st_size < MOST_BYTES
