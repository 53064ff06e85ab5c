// One upload: a file sent by PUT that goes on where the server says it broke off.

import { isSystemFolder } from "beatstitch/belonging.js";

const TRIES = 5;
const FIRST_PAUSE_MS = 600;

async function filesOfEntry(entry, rules) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  if (isSystemFolder(entry.name, rules)) return [];
  const reader = entry.createReader();
  const entries = [];
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) break;
    entries.push(...batch);
  }
  entries.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  return (await Promise.all(entries.map((one) => filesOfEntry(one, rules)))).flat();
}

// Returns the files of a drop, those in folders too but for folders of the system.
export async function filesOfDrop(transfer, rules) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  return (await Promise.all(entries.map((one) => filesOfEntry(one, rules)))).flat();
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Upload {
  constructor(file, position) {
    this.id = newId();
    this.file = Vue.markRaw(file);
    this.name = file.name;
    this.size = file.size;
    this.url = "";
    this.query = `?name=${encodeURIComponent(file.name)}&position=${position}&size=${file.size}&modified_ms=${file.lastModified}`;
    this.sent = 0;
    this.state = "waiting";
    this.reason = "";
    this.request = null;
    this.begun = false;
  }

  // Sends until done, refused, cancelled, or out of tries; states are waiting, sending, done, known (sent before), passed (only goes with others), refused, failed.
  async run(baseUrl, onProgress, lostSentence) {
    this.url = `${baseUrl}/${this.id}`;
    this.state = "sending";
    this.reason = "";
    for (let attempt = 0; attempt < TRIES && this.state === "sending"; attempt++) {
      if (attempt) await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** (attempt - 1)));
      if (this.state !== "sending") return;
      const offset = attempt || this.begun ? await this.offsetOnServer() : 0;
      if (offset === null) continue;
      this.begun = true;
      const { status, body } = await this.send(offset, onProgress);
      if (body?.passed_over) return this.settle("passed", "");
      if (body?.same_as) return this.settle("known", body.same_as);
      if (status === 200 || status === 201) return this.settle("done", "");
      if (status >= 400 && status < 500 && status !== 408 && status !== 409 && status !== 429) {
        return this.settle("refused", body?.message ?? "");
      }
    }
    if (this.state === "sending") this.settle("failed", lostSentence);
  }

  settle(state, reason) {
    this.state = state;
    this.reason = reason;
    if (["done", "known", "passed"].includes(state)) this.sent = this.size;
  }

  async offsetOnServer() {
    const response = await fetch(this.url, { method: "HEAD", credentials: "same-origin" }).catch(() => null);
    if (response?.status === 404) return 0;
    return response?.ok ? Number(response.headers.get("Upload-Offset")) : null;
  }

  send(offset, onProgress) {
    const request = Vue.markRaw(new XMLHttpRequest());
    this.request = request;
    this.sent = offset;
    request.open("PUT", this.url + this.query);
    request.responseType = "json";
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    return new Promise((resolve) => {
      request.upload.onprogress = (event) => {
        this.sent = offset + event.loaded;
        onProgress();
      };
      request.onloadend = () => resolve({ status: request.status, body: request.response });
      request.send(offset ? this.file.slice(offset) : this.file);
    });
  }

  cancel() {
    const begun = this.state === "sending";
    this.state = "cancelled";
    this.request?.abort();
    if (begun) fetch(this.url, { method: "DELETE", credentials: "same-origin" }).catch(() => null);
  }
}
