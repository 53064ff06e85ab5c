// Which refusals a queue has told in this tab: the dock of another page doesn't tell them once more.
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
