"""Screens, and pages looked at on them by a browser that may ask nobody but the daemon."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

# What the crawl may find before something is wrong with it.
PAGE_LIMIT = 40
# Charts that the page's module draws to measure are there.
DRAWN = "() => document.querySelector('#signals:not([data-drawn])') === null"
# Where there is no page: the browser tells the status of its answer as an error.
MISSING_PAGE = "/no-such-page"


@dataclass(frozen=True)
class Screen:
    """A language, a size and a colour scheme."""

    language: str
    name: str
    width: int
    height: int
    touch: bool = False
    scheme: str = "light"

    def __str__(self) -> str:
        return f"{self.language}-{self.name}-{self.scheme}"


def phone(language: str, scheme: str = "light") -> Screen:
    """A small phone, upright."""
    return Screen(language, "phone", 360, 740, touch=True, scheme=scheme)


def tablet(language: str, scheme: str = "light") -> Screen:
    """A tablet, upright."""
    return Screen(language, "tablet", 820, 1180, touch=True, scheme=scheme)


def wall(language: str, scheme: str = "light") -> Screen:
    """A screen on the wall."""
    return Screen(language, "wall", 1920, 1080, scheme=scheme)


@dataclass
class Visit:
    """A browser window that looks at one daemon only, and what went wrong in it."""

    origin: str
    page: Page
    script: bool = True
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, language: str) -> None:
        """Goes to a page."""
        mark = "&" if "?" in path else "?"
        self.page.goto(f"{self.origin}{path}{mark}lang={language}", wait_until="load")
        if self.script:
            self.page.wait_for_function(DRAWN)

    def links(self) -> list[str]:
        """Where the page's links lead to within the daemon, each once, with its query."""
        links = self.page.eval_on_selector_all(
            "a[href]:not([href^='#'])", "all => all.map((it) => it.href)"
        )
        here = [urldefrag(link).url for link in links if link.startswith(self.origin + "/")]
        return list(dict.fromkeys(link.removeprefix(self.origin) for link in here))

    def expand(self) -> None:
        """Opens whatever can be opened."""
        self.page.evaluate("document.querySelectorAll('details').forEach((it) => it.open = true)")


@contextlib.contextmanager
def visit(
    browser: Browser, origin: str, screen: Screen, *, live: bool = False, script: bool = True
) -> Iterator[Visit]:
    """A window of its own; where it is not `live`, pages stand still as the server sent them."""
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height},
        has_touch=screen.touch,
        is_mobile=screen.touch,
        color_scheme=screen.scheme,
        java_script_enabled=script,
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    try:
        page = context.new_page()
        it = Visit(origin, page, script)
        guard(context, it, live)
        yield it
    finally:
        context.close()


def guard(context: BrowserContext, it: Visit, live: bool) -> None:
    """Notes every request to elsewhere, every error and every violation of the content policy."""

    def pass_or_refuse(route: Route) -> None:
        url = route.request.url
        if not url.startswith(it.origin + "/"):
            it.faults.append(f"asks {url}")
            route.abort()
        elif not live and urlsplit(url).path == "/live":
            route.fulfill(content_type="text/event-stream", body="event: beat\ndata:\n\n")
        else:
            route.continue_()

    context.route("**/*", pass_or_refuse)
    page = it.page
    page.on("pageerror", lambda error: it.faults.append(f"script failed: {error}"))

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and MISSING_PAGE not in message.location["url"]:
            it.faults.append(f"console: {message.text} {message.location['url']}")

    page.on("console", note)

    def note_failure(request: Request) -> None:
        # What the page itself no longer wants is no fault.
        if request.failure != "net::ERR_ABORTED":
            it.faults.append(f"failed: {request.url} {request.failure}")

    page.on("requestfailed", note_failure)


def crawl(browser: Browser, origin: str) -> list[str]:
    """The paths of all pages that links lead to from the first one, each once."""
    found, todo = [], ["/"]
    with visit(browser, origin, wall("en")) as it:
        while todo:
            path = todo.pop(0)
            if path in found:
                continue
            found.append(path)
            assert len(found) <= PAGE_LIMIT, f"links lead to more and more pages: {found}"
            it.open(path, "en")
            here = [urlsplit(link).path for link in it.links()]
            # Programs and downloads are no pages.
            todo += [it for it in here if not it.startswith("/api/") and not it.endswith(".csv")]
        assert not it.faults, it.faults
    return found
