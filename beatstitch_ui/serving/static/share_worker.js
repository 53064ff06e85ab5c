// Takes photos that a phone shares with the installed app: they are kept as uploads that wait for their project.

const SHARED = "/shared"; // where the phone sends them, and the page that asks for the project
const DATABASE = "bs-uploads"; // as components/lib/uploads/kept.js has it
const STORE = "uploads";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "POST" || new URL(request.url).pathname !== SHARED) return;
  event.respondWith(keepShared(request));
});

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function keepShared(request) {
  const sent = (await request.formData()).getAll("files");
  const files = sent.filter((file) => file instanceof File && file.size > 0);
  const database = await opened();
  await new Promise((resolve, reject) => {
    const transaction = database.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    files.forEach((file, n) => store.put(waiting(file, n)));
    transaction.oncomplete = () => resolve(null);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  database.close();
  return Response.redirect(SHARED, 303);
}

function waiting(file, n) {
  const { name, size, lastModified: modified } = file;
  const id = crypto.randomUUID().replaceAll("-", "");
  return { id, baseUrl: SHARED, name, size, modified, position: 0, at: Date.now() + n, isNew: true, file };
}
