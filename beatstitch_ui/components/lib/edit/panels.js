// Which panels of the workshop are open and how wide they are; the browser remembers it.
import { reactive } from "vue";

const KEPT = "bs-panels";
const USUAL = { tray: true, side: "segment", trayPx: 236, sidePx: 320 };
/** @type {Record<"trayPx" | "sidePx", [number, number]>} */
export const WIDTHS_PX = { trayPx: [160, 420], sidePx: [250, 520] };

/** @returns {Partial<typeof USUAL>} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

/** @type {typeof USUAL | null} */
let state = null;

// Returns the panels as a reactive object: `tray` true or false, `side` segment, settings or "" for none.
export function panels() {
  const shown = state ?? reactive({ ...USUAL, ...kept() });
  state = shown;
  return shown;
}

/**
 * Opens, closes or resizes panels, for later pages too.
 * @param {Partial<typeof USUAL>} changes
 */
export function change(changes) {
  Object.assign(panels(), changes);
  localStorage.setItem(KEPT, JSON.stringify(state));
}

/**
 * Makes a panel as wide as asked for, within what is useful.
 * @param {"trayPx" | "sidePx"} name
 * @param {number} px
 */
export function widen(name, px) {
  const [least, most] = WIDTHS_PX[name];
  change({ [name]: Math.round(Math.max(least, Math.min(most, px))) });
}
