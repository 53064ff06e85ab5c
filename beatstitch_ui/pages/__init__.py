"""One module for each screen; importing it registers its page under its real URL."""

from importlib import import_module

from nicegui import app

from beatstitch_ui.serving.head_requests import AnswersHead

SCREENS = (
    "account.sign_in",
    "dashboard.dashboard",
    "dashboard.import_project",
    "dashboard.shared_files",
    "project.media",
    "project.music",
    "edit.edit",
    "render.render",
    "account.account",
    "admin.admin",
)


def register_pages() -> None:
    """Register every screen with NiceGUI; those who only watch over a server ask for their heads."""
    app.router.route_class = AnswersHead
    for screen in SCREENS:
        import_module(f"{__name__}.{screen}")
