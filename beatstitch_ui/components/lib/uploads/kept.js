// Uploads that are not through yet, kept in the browser: a page that is loaded again goes on with them.

const DATABASE = "bs-uploads";
const STORE = "uploads";
const COPIED_BYTES = 1 << 30; // the browser copies what it keeps; of a longer file only its name is kept
const DAYS = 3; // the server forgets what has come of a file after a while as well
const DAY_MS = 86_400_000;

/** @typedef {import("beatstitch/uploads/types.d.ts").KeptUpload} KeptUpload */
/** @typedef {import("beatstitch/uploads/types.d.ts").UploadFacts} UploadFacts */

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/**
 * Does something to what is kept; the promise holds once that is on the disk.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
async function inStore(mode, work) {
  const transaction = (await database()).transaction(STORE, mode);
  const request = work(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** @param {number} size */
async function hasRoomFor(size) {
  const { quota = 0, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
  return size <= COPIED_BYTES && size < (quota - usage) / 2;
}

/**
 * Keeps an upload to `baseUrl`, with its file where the browser has room; true if the file is kept.
 * @param {string} baseUrl
 * @param {UploadFacts & { file: File }} upload
 */
export async function keep(baseUrl, { id, file, name, size, modified, position }) {
  const facts = { id, baseUrl, name, size, modified, position, at: Date.now() };
  // The name first: a tab that is closed before its file is copied leaves it to be asked for.
  await inStore("readwrite", (store) => store.put(facts)).catch(() => null);
  try {
    if (!(await hasRoomFor(size))) return false;
    await inStore("readwrite", (store) => store.put({ ...facts, file }));
    return true;
  } catch {
    return false; // a private window or a full disk
  }
}

/**
 * Keeps why a file was refused, until a person has seen it; the file itself is let go.
 * @param {string} baseUrl
 * @param {UploadFacts & { reason: string }} upload
 */
export async function keepRefusal(baseUrl, { id, name, size, modified, position, reason }) {
  const facts = { id, baseUrl, name, size, modified, position, at: Date.now(), refused: reason };
  await inStore("readwrite", (store) => store.put(facts)).catch(() => null);
}

/** @param {string} id */
export async function forget(id) {
  await inStore("readwrite", (store) => store.delete(id)).catch(() => null);
}

/** Returns what is kept, in the order of dropping; what is too old is forgotten. */
export async function allKept() {
  /** @type {KeptUpload[]} */
  const kept = await inStore("readonly", (store) => store.getAll()).catch(() => []);
  const fresh = kept.filter(({ at }) => at > Date.now() - DAYS * DAY_MS);
  for (const { id } of kept) if (!fresh.some((one) => one.id === id)) forget(id);
  return fresh.sort((a, b) => a.position - b.position || a.at - b.at);
}

/**
 * Lets what was kept for one address go to another one.
 * @param {string} from
 * @param {string} to
 */
export async function moveKept(from, to) {
  for (const one of await allKept()) {
    if (one.baseUrl === from) await inStore("readwrite", (store) => store.put({ ...one, baseUrl: to }));
  }
}

/** @type {Set<string>} */
const held = new Set();

/**
 * Calls `begin` as soon as no other tab sends what is kept for `name`; this one then does until it closes.
 * @param {string} name
 * @param {() => unknown} begin
 */
export function whenAlone(name, begin) {
  if (!navigator.locks || held.has(name)) {
    begin();
    return;
  }
  navigator.locks.request(`bs-uploads:${name}`, () => {
    held.add(name);
    begin();
    return new Promise(() => {});
  });
}
