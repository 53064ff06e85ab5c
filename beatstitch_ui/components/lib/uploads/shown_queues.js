// The addresses whose uploads a queue on this page shows; the dock leaves them to it.
export const SHOWN_QUEUES = new Set();
