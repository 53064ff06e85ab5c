// The markers of the timeline: notes on beats, to which cuts and the playhead snap.

const SNAP_PX = 9;
const FLAG_PX = 11;
const LONGEST_NAME_PX = 120;

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/shared/viewport.js").Viewport} Viewport */
/** @typedef {import("beatstitch/types.d.ts").Marker} Marker */
/** @typedef {import("beatstitch/types.d.ts").Palette} Palette */

/**
 * The edit that a strip shows, and which stretch of it; what the timeline's scene has besides is not asked for.
 * @typedef {{ model: EditModel | null, view: Viewport }} Strip
 * @typedef {{ model: EditModel, view: Viewport }} LoadedStrip
 */

/**
 * @param {EditModel} model
 * @param {Marker} marker
 */
const secondsOf = (model, { used }) => model.song.beatsMs[used] / 1000;

/**
 * The marker nearest to `xPx` as far as it is near, or null.
 * @param {Strip} strip
 * @param {number} xPx
 */
export function markerNear({ model, view }, xPx, reachPx = SNAP_PX) {
  if (!model) return null;
  /** @param {Marker} marker */
  const awayPx = (marker) => Math.abs(view.x(secondsOf(model, marker)) - xPx);
  const near = model.markers.filter((marker) => awayPx(marker) <= reachPx);
  return near.sort((one, other) => awayPx(one) - awayPx(other))[0] ?? null;
}

/**
 * The time at `xPx`, or that of a marker beside it.
 * @param {Strip} strip
 * @param {number} xPx
 */
export function snappedS(strip, xPx) {
  const marker = markerNear(strip, xPx);
  return strip.model && marker ? secondsOf(strip.model, marker) : strip.view.time(xPx);
}

/**
 * The used beat nearest to `xPx`, or that of a marker beside it.
 * @param {LoadedStrip} strip
 * @param {number} xPx
 */
export function snappedBeat(strip, xPx) {
  return markerNear(strip, xPx)?.used ?? strip.model.nearestBeat(strip.view.time(xPx) * 1000);
}

/**
 * The used beat nearest to a time, and its marker if it has one.
 * @param {EditModel} model
 * @param {number} timeS
 */
export function markAt(model, timeS) {
  const used = model.nearestBeat(timeS * 1000);
  const beat = model.song.gridIndex[used];
  return { beat, used, marker: model.markers.find((one) => one.beat === beat) ?? null };
}

/**
 * When the next marker on either side of a time is, in s; null where there is none.
 * @param {EditModel} model
 * @param {number} nowS
 * @param {number} by 1 or -1
 */
export function besideMarkerS(model, nowS, by) {
  const times = model.markers.map((marker) => secondsOf(model, marker));
  const beyond = times.filter((timeS) => (timeS - nowS) * by > 0.002);
  return (by < 0 ? beyond.at(-1) : beyond[0]) ?? null;
}

/**
 * Flags on the ruler, with names as far as the next one leaves room for them.
 * @param {CanvasRenderingContext2D} context
 * @param {LoadedStrip} strip
 * @param {{ ruler: number, bottom: number }} heights in pixels
 * @param {Palette} colours
 */
export function paintMarkers(context, { view, model }, { ruler, bottom }, colours) {
  const seen = model.markers.map((marker) => ({ name: marker.name, x: view.x(secondsOf(model, marker)) }));
  seen.forEach(({ name, x }, at) => {
    if (x < -LONGEST_NAME_PX || x > view.widthPx) return;
    context.fillStyle = colours.marker;
    context.fillRect(Math.round(x) - 0.5, 0, 1, bottom);
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x + FLAG_PX, ruler / 4);
    context.lineTo(x, ruler / 2);
    context.fill();
    const room = Math.min(LONGEST_NAME_PX, (seen[at + 1]?.x ?? Infinity) - x - FLAG_PX - 6);
    const whole = context.measureText(name).width;
    if (name && room >= Math.min(whole, 24)) paintName(context, name, x + FLAG_PX, room, colours);
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} name
 * @param {number} x
 * @param {number} room in pixels
 * @param {Palette} colours
 */
function paintName(context, name, x, room, colours) {
  context.save();
  context.beginPath();
  context.rect(x, 0, room + 4, 16);
  context.clip();
  context.fillStyle = colours.surface;
  context.fillRect(x, 0, Math.min(room, context.measureText(name).width) + 4, 15);
  context.fillStyle = colours.text;
  context.textBaseline = "middle";
  context.fillText(name, x + 2, 8);
  context.restore();
}
