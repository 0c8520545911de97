// Keeps what is typed between one Continue and the next, so that a closed laptop costs at most ten
// seconds' typing. The page says how that goes in its status line.

const PAUSE = 2500; // after the last key
const LONGEST = 8000; // however long somebody types on
const AGAIN = 5000; // after a failure
const BEFORE_LEAVING = 4000; // what Continue waits for a draft that is on its way
const NOT_GONE = 30000;
const MOST_AT_THE_END = 60000; // bytes that a browser still sends for a page that it closes

const form = document.getElementById("page-form");
const status = document.getElementById("draft-status");
let isDirty = false;
let isLeaving = false;
let dirtySince = 0;
let timer = 0;
let sending = null;

function body() {
  const typed = new FormData(form);
  for (const input of form.querySelectorAll("input[type=file]")) typed.delete(input.name);
  return new URLSearchParams(typed);
}

// Says in which of a person's windows this was typed, so that a draft replaces the one before.
function nameWindow() {
  const name = form.elements.namedItem("window");
  if (name.value) return;
  const random = crypto.getRandomValues(new Uint8Array(12));
  name.value = Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function tell(text, isTrouble) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle("is-trouble", isTrouble);
}

function schedule(pause = PAUSE) {
  clearTimeout(timer);
  const left = Math.max(0, dirtySince + LONGEST - Date.now());
  timer = setTimeout(keep, pause === PAUSE ? Math.min(pause, left) : pause);
}

function onTyping(event) {
  if (event.target.type === "file") return;
  if (!isDirty) dirtySince = Date.now();
  isDirty = true;
  if (!sending) schedule();
}

async function send(isLast) {
  nameWindow();
  isDirty = false;
  const typed = body();
  try {
    const answer = await fetch(form.dataset.draft, {
      method: "POST",
      body: typed,
      keepalive: isLast && typed.toString().length < MOST_AT_THE_END,
      signal: isLast ? undefined : AbortSignal.timeout(20000),
    });
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) throw new Error();
    const { told, is_trouble: isTrouble } = await answer.json();
    tell(told, isTrouble);
    return true;
  } catch (problem) {
    isDirty = true;
    const isOffline = problem instanceof TypeError || problem.name === "TimeoutError";
    tell(isOffline ? status.dataset.offline : status.dataset.failed, true);
    return false;
  }
}

async function keep(isLast = false) {
  clearTimeout(timer);
  if (!isDirty || isLeaving || (sending && !isLast)) return;
  sending = send(isLast);
  const isSent = await sending;
  sending = null;
  if (!isDirty || isLeaving) return;
  dirtySince = Date.now();
  schedule(isSent ? PAUSE : AGAIN);
}

// A page that answers a post shows what was typed, and nothing has kept it yet.
if (form.dataset.unsaved !== undefined) onTyping({ target: form });

form.addEventListener("input", onTyping);
form.addEventListener("change", onTyping);

// The page itself takes everything along. A draft that arrived after it would be offered as news.
form.addEventListener("submit", async (event) => {
  isLeaving = true;
  clearTimeout(timer);
  setTimeout(() => { isLeaving = false; }, NOT_GONE); // the connection may have failed
  if (!sending) return;
  event.preventDefault();
  await Promise.race([sending, new Promise((done) => setTimeout(done, BEFORE_LEAVING))]);
  sending = null;
  form.requestSubmit(event.submitter);
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") keep(true);
});
window.addEventListener("pagehide", () => keep(true));
window.addEventListener("online", () => keep());
window.addEventListener("pageshow", (event) => {
  if (event.persisted) isLeaving = false;
});
