// When clips are heard over the song and how loud: the same curves as core/render/sound/mix.py and clip_track.py.

/** @typedef {import("beatstitch/edit/model.js").EditModel} EditModel */
/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */
/** @typedef {import("beatstitch/types.d.ts").ClipSound} ClipSound */

/**
 * A clip that is heard for a while; runs of one key play one file in step.
 * @typedef {object} Run
 * @property {string} key
 * @property {string} url
 * @property {number} inMs which moment of the clip it begins with
 * @property {number} thereMs how much there is of the clip from there on
 * @property {boolean} loop
 * @property {number} volume 0 to 1
 * @property {number} rate how fast the clip plays
 * @property {number} beginMs when the picture comes in; the sound is heard from startMs to endMs
 * @property {number} startMs
 * @property {number} endMs
 * @property {number} riseMs
 * @property {number} fallMs
 */

/** @param {number} value */
const clamped = (value) => Math.max(0, Math.min(1, value));

/**
 * Returns the runs of clips that are heard, in timeline milliseconds; what goes on across a cut is one run.
 * @param {EditModel} model
 * @param {Record<string, Asset>} assets
 * @param {ClipSound} figures
 */
export function heardRuns(model, assets, figures) {
  /** @type {Run[]} */
  const runs = [];
  model.pieces.forEach((piece, at) => {
    const run = runOf(model, at, assets[piece.segment.media_asset_id], figures);
    const before = runs.at(-1);
    if (run && before?.key === run.key && before.volume === run.volume && before.endMs === run.startMs) {
      Object.assign(before, { endMs: run.endMs, fallMs: run.fallMs });
    } else if (run) runs.push(run);
  });
  return runs;
}

/**
 * @param {EditModel} model
 * @param {number} at
 * @param {Asset | undefined} asset
 * @param {ClipSound} figures
 * @returns {Run | null}
 */
function runOf(model, at, asset, figures) {
  const {
    source_in_ms: inMs,
    source_out_ms: outMs,
    loop = false,
    volume,
    effects,
  } = model.pieces[at].segment;
  if (!volume || !asset?.sound || effects?.speed?.ramp) return null; // with a ramp a clip is silent
  const rate = (effects?.speed?.percent ?? 100) / 100;
  const [late, riseMs] = edge(model, at, figures);
  const [early, fallMs] = edge(model, at + 1, figures);
  const beginMs = model.beginMs(at) - model.overlapMs(at);
  const thereMs = (outMs ?? asset.duration_ms ?? Infinity) - inMs;
  const [lastMs, overMs] = [model.endMs(at) - early, loop ? Infinity : beginMs + thereMs / rate];
  const run = {
    key: `${asset.sound} ${Math.round(beginMs - inMs / rate)} ${rate} ${loop ? thereMs : ""}`,
    url: asset.sound,
    inMs,
    thereMs,
    loop,
    volume,
    rate,
    beginMs,
    startMs: beginMs + late,
    endMs: Math.min(lastMs, overMs),
    riseMs,
    fallMs: overMs < lastMs ? figures.edge_ms : fallMs,
  };
  return run.endMs > run.startMs ? run : null;
}

/**
 * Returns how long a sound keeps silent at the cut before piece `at`, and over how long it fades beside it.
 * @param {EditModel} model
 * @param {number} at
 * @param {ClipSound} figures
 */
function edge(model, at, figures) {
  const overlapMs = at < model.length ? model.overlapMs(at) : 0;
  const kind = overlapMs ? model.pieces[at].segment.transition_in?.type : "cut";
  if (kind === "cut") return [0, figures.edge_ms];
  return kind === "crossfade" ? [0, overlapMs] : [overlapMs / 2, overlapMs / 2];
}

/**
 * Returns how loud a run is at a moment, 0 to 1: a quarter of a sine in and out.
 * @param {Run} run
 * @param {number} timeMs
 */
export function gainAt(run, timeMs) {
  const rising = clamped((timeMs - run.startMs) / run.riseMs);
  const falling = clamped((run.endMs - timeMs) / run.fallMs);
  return run.volume * Math.sin((Math.PI / 2) * rising) * Math.sin((Math.PI / 2) * falling);
}

/**
 * Returns which moment of its clip a run plays, in milliseconds; negative before its first picture.
 * @param {Run} run
 * @param {number} timeMs
 */
export function momentAt(run, timeMs) {
  const sinceMs = (timeMs - run.beginMs) * run.rate;
  return run.inMs + (run.loop && sinceMs > 0 ? sinceMs % Math.max(1, run.thereMs) : sinceMs);
}

/**
 * Returns what is left of the song, 0 to 1, where it is ducked under clips.
 * @param {Run[]} runs
 * @param {number} timeMs
 * @param {ClipSound} figures
 */
export function songShare(runs, timeMs, figures) {
  const taken = runs.map((run) => {
    const falling = clamped(1 - (run.startMs - timeMs) / figures.lead_ms);
    const returning = clamped(1 - (timeMs - run.endMs) / figures.return_ms);
    return Math.min(falling, returning) * (1 - 10 ** ((-figures.ducking_db * run.volume) / 20));
  });
  return 1 - Math.max(0, ...taken);
}
