// One upload: a file sent by PUT that goes on where the server says it broke off.

import { newId } from "beatstitch/saving/new_id.js";
import { isSystemFolder } from "beatstitch/uploads/belonging.js";
import { forget, keep, keepRefusal } from "beatstitch/uploads/kept.js";
import { markRaw } from "vue";

/** @typedef {import("beatstitch/uploads/types.d.ts").Belonging} Belonging */
/** @typedef {import("beatstitch/uploads/types.d.ts").UploadState} UploadState */

const TRIES = 5;
const FIRST_PAUSE_MS = 600;
const LONGEST_PAUSE_MS = 5000;
const AWAY = -1; // instead of an offset

/**
 * Waits, but not beyond the moment when the network is back.
 * @param {number} ms
 * @returns {Promise<void>}
 */
function pause(ms) {
  return new Promise((/** @type {(nothing?: undefined) => void} */ resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener("online", done);
  });
}

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemFileEntry}
 */
const isFile = (entry) => entry.isFile;

/**
 * @param {FileSystemEntry} entry
 * @returns {entry is FileSystemDirectoryEntry}
 */
const isFolder = (entry) => entry.isDirectory;

/**
 * @param {FileSystemEntry} entry
 * @param {Belonging} rules
 * @returns {Promise<File[]>}
 */
async function filesOfEntry(entry, rules) {
  if (isFile(entry)) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  if (!isFolder(entry) || isSystemFolder(entry.name, rules)) return [];
  const reader = entry.createReader();
  /** @type {FileSystemEntry[]} */
  const entries = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) break;
    entries.push(...batch);
  }
  entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return (await Promise.all(entries.map((one) => filesOfEntry(one, rules)))).flat();
}

/**
 * Returns the files of a drop, those in folders too but for folders of the system.
 * @param {DataTransfer} transfer
 * @param {Belonging} rules
 */
export async function filesOfDrop(transfer, rules) {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map((one) => filesOfEntry(one, rules)))).flat();
}

export class Upload {
  /**
   * `kept` is what the browser has kept of an upload that a page before this one began; it has the file, or
   * else the person is asked for it.
   * @param {File | null} file
   * @param {number} position
   * @param {import("beatstitch/uploads/types.d.ts").KeptUpload | null} kept
   */
  constructor(file, position, kept = null) {
    this.id = kept?.id ?? newId();
    this.file = file && markRaw(file);
    this.name = kept?.name ?? file?.name ?? "";
    this.size = kept?.size ?? file?.size ?? 0;
    this.modified = kept?.modified ?? file?.lastModified ?? 0;
    this.position = position;
    this.url = "";
    this.sent = 0;
    this.wasRefused = Boolean(kept?.refused);
    /** @type {UploadState} */
    this.state = this.wasRefused ? "refused" : file ? "waiting" : "asked";
    this.reason = kept?.refused ?? "";
    /** @type {XMLHttpRequest | null} */
    this.request = null;
    this.begun = Boolean(kept && !kept.isNew);
    this.isAway = false;
    this.isKept = Boolean(kept && file);
    /** @type {Promise<boolean> | null} */
    this.keeping = null;
  }

  get query() {
    return `?name=${encodeURIComponent(this.name)}&position=${this.position}&size=${this.size}&modified_ms=${this.modified}`;
  }

  /**
   * Tells whether `file` is the one that the browser has forgotten.
   * @param {File} file
   */
  asksFor(file) {
    return (
      this.state === "asked" &&
      file.name === this.name &&
      file.size === this.size &&
      file.lastModified === this.modified
    );
  }

  /** @param {File} file */
  giveFile(file) {
    this.file = markRaw(file);
    this.state = "waiting";
  }

  /**
   * Sends until done, refused or cancelled; without a connection it goes on trying.
   * @param {string} baseUrl
   * @param {() => void} onProgress
   * @param {string} lostSentence what is said when a server says no again and again
   */
  async run(baseUrl, onProgress, lostSentence) {
    this.url = `${baseUrl}/${this.id}`;
    this.state = "sending";
    this.reason = "";
    let refusals = 0;
    for (let attempt = 0; refusals < TRIES && this.state === "sending"; attempt++) {
      if (attempt) await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
      if (this.state !== "sending") return;
      const offset = attempt || this.begun ? await this.offsetOnServer() : 0;
      this.isAway = offset === AWAY;
      if (this.isAway) continue;
      if (offset === null) {
        refusals++;
        continue;
      }
      this.begun = true;
      const { status, body } = await this.send(offset, onProgress);
      if (body?.passed_over) return this.settle("passed", "");
      if (body?.refused) return this.refuse(baseUrl, body.refused);
      if (body?.same_as) return this.settle("known", body.same_as);
      if (status === 200 || status === 201) return this.settle("done", "");
      if (status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429) {
        return this.refuse(baseUrl, body?.message ?? "");
      }
      this.isAway = status === 0;
      if (status >= 500) refusals++;
      else if (this.sent > offset) attempt = 0; // it gets on
    }
    if (this.state === "sending") this.settle("failed", lostSentence);
  }

  /**
   * Shows why it was refused once the browser has noted it: a page loaded again tells the same.
   * @param {string} baseUrl
   * @param {string} reason
   */
  async refuse(baseUrl, reason) {
    await this.keeping; // the file, kept after the refusal, would hide it and be sent again
    if (this.state !== "sending") return;
    await keepRefusal(baseUrl, { ...this, reason });
    this.settle("refused", reason);
  }

  /**
   * @param {UploadState} state
   * @param {string} reason
   */
  settle(state, reason) {
    this.state = state;
    this.reason = reason;
    this.isAway = false;
    if (["done", "known", "passed"].includes(state)) this.sent = this.size;
    if (state !== "failed" && state !== "refused") this.forget();
  }

  /**
   * Lets the browser keep what is to be sent to `baseUrl`, for a page that comes after this one.
   * @param {string} baseUrl
   */
  async keep(baseUrl) {
    const { file } = this;
    if (this.isKept || !file) return;
    this.keeping = keep(baseUrl, { ...this, file });
    this.isKept = await this.keeping;
  }

  async forget() {
    await this.keeping;
    await forget(this.id);
  }

  async offsetOnServer() {
    const response = await fetch(this.url, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
    if (!response) return AWAY;
    if (response.status === 404) return 0;
    return response.ok ? Number(response.headers.get("Upload-Offset")) : null;
  }

  /**
   * @param {number} offset
   * @param {() => void} onProgress
   * @returns {Promise<{ status: number, body: { [fact: string]: string } | null }>}
   */
  send(offset, onProgress) {
    const request = markRaw(new XMLHttpRequest());
    this.request = request;
    this.sent = offset;
    request.open("PUT", this.url + this.query);
    request.responseType = "json";
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Prefer", "handling=lenient"); // else the console shows what the queue says
    return new Promise((resolve) => {
      request.upload.onprogress = (event) => {
        this.sent = offset + event.loaded;
        onProgress();
      };
      request.onloadend = () => resolve({ status: request.status, body: request.response });
      request.send(offset && this.file ? this.file.slice(offset) : this.file);
    });
  }

  // Stops sending; what is kept of it goes on when the page is loaded again.
  stop() {
    this.state = "cancelled";
    this.request?.abort();
  }

  async cancel() {
    this.stop();
    await this.forget();
    if (this.begun) fetch(this.url, { method: "DELETE", credentials: "same-origin" }).catch(() => null);
  }
}
