"""One module for each screen; importing it registers its page under its real URL."""

from importlib import import_module

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
    """Register every screen with NiceGUI."""
    for screen in SCREENS:
        import_module(f"{__name__}.{screen}")
