// The addresses whose uploads a queue on this page shows; the dock leaves them to it.
/** @type {Set<string>} */
export const SHOWN_QUEUES = new Set();
