// The theme's colours for canvases, read once for each theme.

const NAMES = [
  "bg",
  "surface",
  "raised",
  "sunken",
  "text",
  "muted",
  "line",
  "accent",
  "on-accent",
  "accent-soft",
  "wave",
  "wave-soft",
  "tick",
  "tick-bar",
  "unsure",
  "playhead",
  "marker",
  "picture-veil",
  "on-picture",
  "focus",
];

/**
 * @param {HTMLElement} element
 * @returns {import("beatstitch/types.d.ts").Palette}
 */
function readPalette(element) {
  const probe = element.appendChild(document.createElement("i"));
  const colours = Object.fromEntries(
    NAMES.map((name) => {
      probe.style.color = `var(--bs-${name})`;
      return [name, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return colours;
}

/**
 * Calls back with the palette now and whenever the theme changes, until `signal` is aborted.
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 * @param {(palette: import("beatstitch/types.d.ts").Palette) => void} onChange
 */
export function followPalette(element, signal, onChange) {
  const read = () => onChange(readPalette(element));
  read();
  window.addEventListener("bs-theme", read, { signal });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", read, { signal });
}
