"""A deep link over a sign-in: kept for who is signed out, followed once, and never to elsewhere."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from core.web.deep_link import CALLBACK, COOKIE, USER_COOKIE, DeepLinkMiddleware, own_path

FOREIGN = (
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "/ /evil.example",
    "\t//evil.example",
    "/a\\b",
    "/a\r\nset-cookie: a=b",
    "evil.example",
    "",
    "/é",
    "/" + "a" * 2000,
)


def callback(request: Request) -> Response:
    """Answer as Streamlit does: with its cookie where the sign-in worked."""
    answer = RedirectResponse("/", status_code=302)
    if "error" not in request.query_params:
        answer.set_cookie(USER_COOKIE, "signed")
    else:
        answer.delete_cookie(USER_COOKIE)
    return answer


def page(request: Request) -> Response:
    """Answer any address with the page, or say that the browser has it."""
    known = "if-none-match" in request.headers
    return HTMLResponse("" if known else "<html></html>", status_code=304 if known else 200)


def plain(_: Request) -> Response:
    """Answer with what is no page."""
    return PlainTextResponse("ok")


@pytest.fixture
def browser() -> TestClient:
    """Return a browser before an app of this middleware, with cookies of its own."""
    routes = [Route(CALLBACK, callback), Route("/picture", plain), Route("/{path:path}", page)]
    app = DeepLinkMiddleware(Starlette(routes=routes))
    return TestClient(app, follow_redirects=False)


def arrive(browser: TestClient, query: str = "?code=1") -> str:
    """Come back from the issuer; return where the browser is sent."""
    return browser.get(f"{CALLBACK}{query}").headers["location"]


@pytest.mark.parametrize("link", ["/ledger?order=0a1b", "/gallery", "/?prompt=misty-lake&x=%E4%BD"])
def test_who_signs_in_arrives_where_they_wanted_to(browser: TestClient, link: str) -> None:
    """The end of a sign-in leads to what was asked for signed out, once."""
    kept = browser.get(link).headers["set-cookie"]
    assert "HttpOnly; SameSite=Lax" in kept
    assert arrive(browser) == link
    assert COOKIE not in browser.cookies
    assert arrive(browser) == "/"


def test_a_page_that_the_browser_has_is_kept_too(browser: TestClient) -> None:
    """Who opens a bookmark, whose page their browser knows, arrives there all the same."""
    browser.get("/ledger?order=1", headers={"if-none-match": '"known"'})
    assert arrive(browser) == "/ledger?order=1"


def test_a_sign_in_that_failed_may_be_tried_again(browser: TestClient) -> None:
    """An error of the issuer's leads to / and keeps the link; the next sign-in follows it."""
    browser.get("/ledger?order=1")
    assert arrive(browser, "?error=denied") == "/"
    assert arrive(browser) == "/ledger?order=1"


def test_a_link_that_was_given_up_is_forgotten(browser: TestClient) -> None:
    """Who then asks for the first page signs in to that."""
    browser.get("/ledger?order=1")
    browser.get("/")
    assert arrive(browser) == "/"


@pytest.mark.parametrize("cookie", ["of an old secret", "", "signed"])
def test_a_cookie_that_is_worth_nothing_keeps_no_link_away(
    browser: TestClient, cookie: str
) -> None:
    """Who comes with a sign-in that is over, or counts no more, arrives after the new one."""
    browser.cookies.set(USER_COOKIE, cookie)
    browser.get("/ledger?order=1")
    assert arrive(browser) == "/ledger?order=1"


def test_who_signs_out_begins_anew(browser: TestClient) -> None:
    """The way out leads to the first page, so whoever signs in next is led nowhere else."""
    browser.cookies.set(USER_COOKIE, "signed")
    browser.get("/ledger?order=1")
    browser.cookies.delete(USER_COOKIE)
    browser.get("/")
    assert arrive(browser) == "/"


def test_nothing_is_kept_of_what_is_no_page(browser: TestClient) -> None:
    """A file sets no cookie."""
    assert "set-cookie" not in browser.get("/picture?x=1").headers


@pytest.mark.parametrize("address", FOREIGN)
def test_no_cookie_leads_to_another_site(browser: TestClient, address: str) -> None:
    """A cookie that somebody else has set leads to /, not to their site."""
    browser.cookies.set(COOKIE, quote(address, safe=""))
    assert arrive(browser) == "/"


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/?a=1", "/%5Cevil.example"])
def test_an_address_that_looks_like_another_site_is_not_followed(
    browser: TestClient, path: str
) -> None:
    """Nor is one that was asked for at this app."""
    browser.get(f"http://testserver{path}")
    assert not arrive(browser).startswith(("//", "/\\"))


@given(st.text())
def test_what_is_followed_begins_with_one_slash(words: str) -> None:
    """Of any words only a path of this app is taken."""
    path = own_path(words)
    assert path is None or (path[0] == "/" and path[1:2] not in {"/", "\\"} and path.isprintable())
