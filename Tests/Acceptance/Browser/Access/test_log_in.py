"""Log-in, log-out and ledger, by hand, in both languages and on every screen."""

import contextlib
import subprocess
from collections.abc import Iterator

import pytest

from daemon import Daemon
from mask_line import write_plant

from .. import checks
from ..test_pages import SCREENS
from ..visits import Visit, visit, wall

PASSWORD = "correct horse battery"


@pytest.fixture
def locked(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon with one user."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    secret = tmp_path / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as daemon:
        add = [bin_folder / "lineside", "user", "add", "mei", "--role", "manufacturer"]
        add += ["--password-file", secret, "--data", daemon.data]
        subprocess.run([str(it) for it in add], check=True, capture_output=True)
        daemon.start()
        daemon.wait_until_ready()
        yield daemon


def findings(it: Visit) -> list[str]:
    """What no page may show."""
    return (
        checks.of_layout(it.page)
        + checks.small_targets(it.page)
        + checks.untranslated(it.page, frozenset({"mei"}))
        + checks.axe(it.page)
    )


def log_in(it: Visit, password: str = PASSWORD) -> None:
    """Fills in the form by the keyboard."""
    it.page.locator("input[name=name]").fill("mei")
    it.page.locator("input[name=password]").fill(password)
    with it.page.expect_navigation():
        it.page.keyboard.press("Enter")


def test_log_in_and_ledger_have_no_finding(browser, locked) -> None:
    found = []
    for screen in SCREENS:
        with visit(browser, f"http://127.0.0.1:{locked.port}", screen) as it:
            # Led there from a page.
            it.open("/ledger", screen.language)
            assert "/login?next=" in it.page.url
            pages = [findings(it)]
            log_in(it)
            assert it.page.url.endswith(f"/ledger?lang={screen.language}")
            pages.append(findings(it))
            it.open("/benefit", screen.language)
            it.open("/ledger", screen.language)
            assert "mei" in it.page.locator("#reads").inner_text()
            pages.append(findings(it))
            with it.page.expect_navigation():
                it.page.locator("form.log-out button").click()
            assert it.page.url.endswith("/login")
            found += [f"{screen}: {finding}" for page in pages for finding in page] + it.faults
    assert not found, "\n".join(found)


def test_wrong_password_is_told_without_a_finding(browser, locked) -> None:
    for language, words in (("en", "name or the password"), ("zh-Hant", "名稱或密碼不正確")):
        with visit(browser, f"http://127.0.0.1:{locked.port}", wall(language)) as it:
            it.open("/login", language)
            log_in(it, "wrong password")
            assert words in it.page.get_by_role("alert").inner_text()
            assert not findings(it)
