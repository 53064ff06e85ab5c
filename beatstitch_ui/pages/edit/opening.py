"""Shows the picture that a film begins with at once: as plain HTML, until the preview has drawn it."""

from html import escape

from nicegui import ElementFilter, context, ui

from beatstitch_ui.components.note import Note
from core.projects.edit.pictures_at_once import OpeningPicture, Placed

PRELOAD = '<link rel="preload" as="image" fetchpriority="high" href="{}">'
STAGE = (
    '<div class="bs-opening" data-url="{url}" style="--bs-shape: {aspect}" aria-hidden="true"{noted} hidden>'
    '<div class="bs-opening__stage"><div class="bs-player__layers">'
    '<img src="{picture}" alt="" fetchpriority="high" style="{placed}"></div></div></div>'
)
# It stands where the preview stood in this tab (components/lib/player/opening.js keeps that), and by the
# styles where a tab opens its first edit with the usual panels and without notes; else it is left out.
PLACE = """<script>(() => {
  const opening = document.currentScript.previousElementSibling;
  const { url, noted } = opening.dataset;
  const kept = (key) => JSON.parse(sessionStorage.getItem(key + url) ?? "null");
  const stage = kept("bs-stage:");
  const isBack = stage && stage.window.join() === [innerWidth, innerHeight].join();
  const isWide = matchMedia("(min-width: 801px)").matches;
  const isUsual = isWide && noted === undefined && !stage && !localStorage.getItem("bs-panels");
  if (kept("bs-place:")?.timeS || !(isBack || isUsual)) return opening.remove();
  if (isBack) opening.style.cssText += `inset: auto; --bar: 0px; ${stage.box}`;
  opening.hidden = false;
})()</script>"""


def show_opening(opening: OpeningPicture, data_url: str) -> None:
    """Have the page being made ask for the opening first, and show it where the preview will stand.

    Notes that the page has by now move that. A page that is open already needs none.
    """
    if context.client.has_socket_connection:
        return
    picture = escape(opening.url)
    ui.add_head_html(PRELOAD.format(picture))
    if opening.placed is not None:
        stage = STAGE.format(
            url=escape(data_url),
            aspect=opening.film_aspect,
            noted=" data-noted" if any(note.visible for note in ElementFilter(kind=Note)) else "",
            picture=picture,
            placed=_style(opening.placed),
        )
        ui.add_body_html(stage + PLACE)


def _style(placed: Placed) -> str:
    sides = {"left": placed.left, "top": placed.top, "width": placed.width, "height": placed.height}
    return "; ".join(f"{side}: {100 * share:.4f}%" for side, share in sides.items())
