"""Mounts the page on the server's app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from ui.feedback import FeedbackStore

if TYPE_CHECKING:
    from ingest.settings import Settings
    from ui.session import Session


def mount(app: FastAPI, session: Session, settings: Settings) -> FastAPI:
    """The page at `/`, its downloads below `/page`.

    Call it last: everything that no route before it takes belongs to the page. Who may open it
    is decided by the app's own middleware.
    """
    from ui.page.gradio_import import import_gradio

    gradio = import_gradio()  # before any module of the page imports it

    from ingest.metadata.places import load_gazetteer
    from ui.page.blocks import build_blocks
    from ui.page.component import asset
    from ui.page.files import download_routes
    from ui.page.library import Library
    from ui.page.originals import Originals
    from ui.page.shell import PageShell
    from ui.page.theme import page_theme

    index = settings.index
    uploads = index.with_name(f"{index.name}.uploads")
    library = Library(session, load_gazetteer)
    originals = Originals(uploads)
    feedback = FeedbackStore.beside(index)
    blocks = build_blocks(
        library, originals, feedback, uploads=uploads, report=settings.latest_report
    )
    app.include_router(download_routes(library, originals, feedback))
    gradio.mount_gradio_app(
        app,
        blocks,
        "/",
        theme=page_theme(),
        css=asset("styles.css"),
        enable_monitoring=False,
        max_file_size=settings.max_upload_size,
        show_error=False,
        allowed_paths=[],
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
    )
    page = app.router.routes[-1]
    page.app = PageShell(page.app, f"<script>{asset('early.js')}</script>")  # type: ignore[attr-defined]
    return app
