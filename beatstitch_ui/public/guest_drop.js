// Sends the files that a guest chose, one after the other, and says what became of each.

const form = document.querySelector("#drop");
const arrivals = document.querySelector("#arrivals");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  const failed = new DataTransfer();
  for (const file of form.elements.files.files) {
    if (!(await sent(file, form.elements.guest.value))) failed.items.add(file);
  }
  form.elements.files.files = failed.files; // what did not arrive can be sent again
  button.disabled = false;
});

async function sent(file, guest) {
  const line = document.createElement("li");
  const [name, state] = [document.createElement("span"), document.createElement("span")];
  line.append(name, state);
  name.textContent = file.name;
  arrivals.append(line);
  try {
    await send(file, guest, (percent) => (state.textContent = `${percent} %`));
    state.textContent = form.dataset.sent;
    return true;
  } catch (problem) {
    state.textContent = problem.message;
    return false;
  }
}

function send(file, guest, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells no progress of what it sends
    const query = new URLSearchParams({ filename: file.name, guest });
    request.open("POST", `${form.dataset.url}?${query}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / total));
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(said(request.responseText))));
    request.onerror = () => reject(new Error(form.dataset.failed));
    request.send(file);
  });
}

function said(answer) {
  try {
    return JSON.parse(answer).message;
  } catch {
    return form.dataset.failed;
  }
}
