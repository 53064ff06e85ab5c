// What the fields of the inspector need to know of the clips that are chosen.

/** @typedef {import("beatstitch/types.d.ts").Segment} Segment */
/** @typedef {import("beatstitch/types.d.ts").Asset} Asset */

/**
 * Returns the length of a clip and which part of it a segment of so many ms shows; all in ms.
 * @param {Segment} segment
 * @param {Asset} asset
 * @param {number} playedMs
 */
export function clipFacts(segment, asset, playedMs) {
  const clipMs = asset.duration_ms || 1;
  const slotMs = Math.ceil(playedMs);
  const lengthMs = Math.min(clipMs, slotMs);
  return {
    clipMs,
    lengthMs,
    isShort: slotMs > clipMs,
    latestMs: clipMs - lengthMs,
    outMs: Math.min(clipMs, segment.source_in_ms + lengthMs),
  };
}

/**
 * Returns how clips are played, of the first one where there are several: with its beats, and from which speed in
 * percent on it has a frame of its own for each of the film's.
 * @param {{ segment: Segment, beats: number }[]} clips
 * @param {{ assets: Record<string, Asset>, fps: number }} data
 */
export function clipsFacts([{ segment, beats }, ...more], data) {
  const fps = data.assets[segment.media_asset_id]?.fps ?? 0;
  return {
    speed: segment.effects.speed ?? null,
    beats: Math.max(1, beats),
    heard: Boolean(segment.volume),
    smooth: !more.length && fps > data.fps ? Math.ceil((100 * data.fps) / fps) : 0,
  };
}
