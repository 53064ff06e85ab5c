"""Puts the web application together: guard, session gate, API, style, pages."""

from collections.abc import Sequence

from fastapi import FastAPI
from nicegui import ui

from beatstitch_ui import texts
from beatstitch_ui.api import (
    accounts,
    admin,
    archives,
    audio,
    exports,
    identities,
    media,
    project,
    projects,
    renders,
    timeline,
    titles,
    tokens,
    uploads,
)
from beatstitch_ui.api.integrations import drops, events, imports, recurring, sent, shares, webhooks
from beatstitch_ui.api.protocol import description, problems
from beatstitch_ui.api.protocol.routes import answer_the_rest, api_routes
from beatstitch_ui.auth import single_sign_on
from beatstitch_ui.auth.session import SessionGate
from beatstitch_ui.auth.sockets import guard_sockets
from beatstitch_ui.languages.accepted import AcceptedLanguage
from beatstitch_ui.pages import register_pages
from beatstitch_ui.pages.account import error_pages
from beatstitch_ui.public import drop_page, share_page
from beatstitch_ui.serving import assets, operation
from beatstitch_ui.serving.bodies import FORM_BYTES, BodyGuard
from beatstitch_ui.serving.guard import OriginGuard, own_host_names
from beatstitch_ui.serving.head import share_target, type_face, web_app
from beatstitch_ui.serving.page_costs.closed_pages import give_back_memory
from beatstitch_ui.serving.page_costs.early_modules import fetch_modules_early
from beatstitch_ui.serving.page_costs.kept_answers import KeptAnswers
from beatstitch_ui.serving.page_costs.signatures import remember_signatures
from beatstitch_ui.serving.page_costs.unseen_pages import bound_unseen_pages
from beatstitch_ui.serving.request_log import RequestLog
from beatstitch_ui.serving.reverse_proxies import ProxyGate

OF_A_PROJECT = (
    project,
    uploads,
    media,
    audio,
    timeline,
    renders,
    shares,
    sent,
    drops,
    imports,
    exports,
    titles,
)
OF_AN_ACCOUNT = (accounts, identities, tokens, webhooks, events, recurring)
ROUTERS = (*OF_AN_ACCOUNT, admin, archives, projects, *OF_A_PROJECT, description)
RECONNECT_LIMIT_S = 20


def application(host_names: Sequence[str] = (), *, proxies: tuple[str, ...] = ()) -> FastAPI:
    """Return the whole application on this process's database; once per process."""
    remember_signatures()
    fetch_modules_early()
    parent = with_api(bare())
    register_pages()
    guard_sockets()
    give_back_memory()
    bound_unseen_pages()
    return finished(parent, host_names, proxies=proxies)


def with_api(parent: FastAPI) -> FastAPI:
    """Let `parent` answer under /api, and know who asks before it reads what they send."""
    for module in ROUTERS:
        parent.include_router(module.router, max_body_size=FORM_BYTES, responses=description.PROBLEMS)
    list(api_routes(parent))  # each asks who is there
    parent.include_router(single_sign_on.router)
    parent.include_router(share_page.router)
    parent.include_router(drop_page.router)
    answer_the_rest(parent)
    parent.add_middleware(SessionGate)
    parent.add_middleware(BodyGuard)
    problems.answer_problems(parent)
    return parent


def bare() -> FastAPI:
    """Return a parent application that serves the style of the pages and tells machines how it is."""
    parent = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parent.include_router(web_app.router)
    parent.include_router(share_target.router)
    parent.include_router(type_face.router)
    parent.include_router(assets.router)
    parent.include_router(operation.router)
    assets.dress_pages(type_face.head() + web_app.HEAD + share_target.HEAD)
    error_pages.register()
    return parent


def finished(parent: FastAPI, host_names: Sequence[str] = (), *, proxies: tuple[str, ...] = ()) -> FastAPI:
    """Put the guard around everything, and the pages under what the parent serves itself.

    So `/api` and files never pass through NiceGUI's middleware, and nothing passes by the guard. Only
    what proxies say comes before it, and the log of requests.
    """
    parent.add_middleware(KeptAnswers)
    parent.add_middleware(OriginGuard, host_names=own_host_names(*host_names))
    parent.add_middleware(RequestLog)
    parent.add_middleware(AcceptedLanguage)
    parent.add_middleware(ProxyGate, proxies=proxies)
    ui.run_with(
        parent,
        mount_path="/",
        tailwind=False,
        language="en-US",
        title=texts.shell.BRAND,
        favicon=assets.FAVICON,
        dark=None,
        reconnect_timeout=RECONNECT_LIMIT_S,
        show_welcome_message=False,
    )
    return parent
