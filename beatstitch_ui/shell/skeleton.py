"""Shows the top bar of a page at once: as plain HTML, until the scripts that make the page have run."""

from html import escape

from nicegui import context, ui

from beatstitch_ui import texts

BAR = '<div class="bs-top bs-top--early" aria-hidden="true">{}<div class="bs-top__space"></div></div>'
LOGO = (
    '<span class="bs-logo"><svg class="bs-icon"><use href="/static/icons.svg#logo"></use></svg>'
    '<span class="bs-logo__name">{}</span></span>'
)
PROJECT = (
    '<div class="bs-crumb"><span class="bs-crumb__rename"><span class="bs-crumb__name">{}</span>'
    '<svg class="bs-icon"></svg></span></div><div class="bs-tabs">{}</div>'
)
TAB = '<span class="bs-tab"{}>{}</span>'


def show_skeleton(project_name: str | None, tab: str | None) -> None:
    """Put the bar of the page being made before its scripts, with the name of its project, if any.

    The styles hide it as soon as the page itself is there. A page that is open already needs none.
    """
    if context.client.has_socket_connection:
        return
    bar = LOGO.format(escape(texts.shell.BRAND))
    if project_name is not None:
        tabs = (
            TAB.format(' aria-current="page"' if name == tab else "", escape(label))
            for name, label in texts.shell.PROJECT_PAGES.items()
        )
        bar += PROJECT.format(escape(project_name), "".join(tabs))
    ui.add_body_html(BAR.format(bar))
