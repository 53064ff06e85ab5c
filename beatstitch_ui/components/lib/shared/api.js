// Fetches data of our own server; a failure carries the server's sentence.

/**
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<any>}
 */
export async function fetchJson(url, options = {}) {
  const response = await fetch(url, { credentials: "same-origin", ...options });
  const body = await response.json().catch(() => null);
  if (!response.ok) throw new Error(body?.message ?? response.statusText);
  return body;
}

/**
 * Returns an address with more asked of it, whether it asks for something already or not.
 * @param {string} url
 * @param {Record<string, string>} query
 */
export function withQuery(url, query) {
  return `${url}${url.includes("?") ? "&" : "?"}${new URLSearchParams(query)}`;
}

/** @param {string} url */
export async function fetchBytes(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(response.statusText);
  return response.arrayBuffer();
}
