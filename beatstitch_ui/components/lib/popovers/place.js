// Where a popover opens: at a point of the screen, as far inside as it must.

const MARGIN_PX = 8;

/**
 * Opens a popover at a point; one that is as high as the screen begins at its upper edge.
 * @param {HTMLElement} popover
 * @param {import("beatstitch/types.d.ts").Point} point
 */
export function openAt(popover, { x, y }) {
  popover.showPopover(); // before it is placed: until then it has no size
  const left = Math.min(x, innerWidth - popover.offsetWidth - MARGIN_PX);
  const top = Math.min(y, innerHeight - popover.offsetHeight - MARGIN_PX);
  const place = { left: `${Math.max(MARGIN_PX, left)}px`, top: `${Math.max(MARGIN_PX, top)}px` };
  Object.assign(popover.style, place);
}
