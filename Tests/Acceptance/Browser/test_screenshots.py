"""Pictures of the pages, for people to look at: LINESIDE_SCREENSHOTS names the folder."""

import os
import pathlib

import pytest

from .visits import phone, tablet, visit, wall

MOST_BYTES = 200_000
PICTURES = {
    "overview": ("/", tablet("en")),
    "line": ("/line/mask-1", wall("en")),
    "line-zh": ("/line/mask-1", wall("zh-Hant", "dark")),
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
