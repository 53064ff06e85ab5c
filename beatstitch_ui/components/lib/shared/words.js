// Turns the texts and numbers that come from the server into what people read.

/**
 * @param {string} template
 * @param {Record<string, any>} facts
 */
export function fill(template, facts) {
  return template.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

/**
 * @param {number} seconds
 * @returns {string}
 */
export function clock(seconds, decimals = 0) {
  const whole = Math.max(0, seconds);
  const minutes = Math.floor(whole / 60);
  const rest = (whole - minutes * 60).toFixed(decimals);
  if (Number(rest) === 60) return clock(Math.round(whole), decimals);
  return `${minutes}:${rest.padStart(decimals ? 3 + decimals : 2, "0")}`;
}

/**
 * Says how long a clip is, in tenths below a second: half a second is not nothing.
 * @param {number} seconds
 */
export function clipLength(seconds) {
  return clock(seconds, seconds < 1 ? 1 : 0);
}

/** @param {number} count */
export function bytes(count) {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} GB`;
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(count / 1e3))} kB`;
}
