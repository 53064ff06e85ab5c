// How refusals are told: one in a line, and none that a queue in this tab has told once more by a dock.
const KEY = "bs-refusals-seen";

/**
 * @returns {Set<string>} the ids of the uploads
 */
export function seenRefusals() {
  return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
}

/**
 * @param {{ id: string, state: string }[]} uploads
 */
export function noteSeen(uploads) {
  const refused = uploads.filter(({ state }) => state === "refused").map(({ id }) => id);
  sessionStorage.setItem(KEY, JSON.stringify([...seenRefusals(), ...refused]));
}

/**
 * @param {{ wasRefused: boolean, reason: string }[]} uploads
 * @returns {string} why the one file that is left of earlier uploads was refused, which takes a line and no list
 */
export function onlyRefusal(uploads) {
  const [first, ...more] = uploads;
  return first?.wasRefused && !more.length ? first.reason : "";
}
