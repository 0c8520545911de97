// What an answer changes on its page: the site decides, htmx fetches the questions as they are asked
// now, and this keeps whatever was typed meanwhile. An answer of the site that comes late finds the
// page as it is, never as it was when it was asked for.

const form = document.getElementById("page-form");
const questions = document.getElementById("questions");
const WATCHED = form.dataset.watched.split(" ");
const CONTROLS = "input:not([type=hidden]), textarea, select";

const isChecked = (control) => control.type === "radio" || control.type === "checkbox";
const isTyped = (control) =>
  control instanceof HTMLTextAreaElement ||
  (control instanceof HTMLInputElement && !isChecked(control) && control.type !== "hidden");
const controls = (root) => Array.from(root.querySelectorAll(CONTROLS)).filter((one) => one.name);

function isWatched(name) {
  return WATCHED.some(
    (code) => name === code || name.startsWith(`${code}-`) || name.startsWith(`${code}__`),
  );
}

// --- What is on the screen ---

// Control name → its values; and which choices could be made.
function screen() {
  const values = new Map();
  const offered = new Set();
  for (const control of controls(questions)) {
    if (control.type === "file") continue;
    const found = values.get(control.name) || [];
    if (isChecked(control)) offered.add(`${control.name}\n${control.value}`);
    if (!isChecked(control) || control.checked) found.push(control.value);
    values.set(control.name, found);
  }
  return { values, offered };
}

function restore({ values, offered }) {
  for (const control of controls(questions)) {
    const chosen = values.get(control.name);
    if (!chosen || control.type === "file") continue;
    if (isChecked(control)) {
      if (offered.has(`${control.name}\n${control.value}`)) {
        control.checked = chosen.includes(control.value);
      }
    } else if (control instanceof HTMLSelectElement) {
      const own = Array.from(control.options).filter((one) => chosen.includes(one.value));
      const option = own.find((one) => one.value) || own[0];
      if (option) control.value = option.value;
    }
  }
  takeAlong(values);
}

// A question that went takes along what was typed in it last, in case it is asked again.
function takeAlong(values) {
  const shown = new Set(controls(questions).map((control) => control.name));
  for (const [name, typed] of values) {
    if (shown.has(name)) continue;
    for (const input of questions.querySelectorAll("input[data-carried]")) {
      if (input.name === name) input.remove();
    }
    for (const value of typed.filter(Boolean)) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
      input.dataset.carried = "";
      questions.append(input);
    }
  }
}

// --- What htmx may touch ---

// A control in which one types stays the very element that it is, with its caret and whatever an
// input method is composing; only what describes it is new.
const DESCRIBES = ["aria-describedby", "aria-invalid"];
function describeAnew(control, by) {
  for (const name of DESCRIBES) {
    if (by.hasAttribute(name)) control.setAttribute(name, by.getAttribute(name));
    else control.removeAttribute(name);
  }
}

// A list that search-list.js made a field of goes by another id.
function nameLists(fragment) {
  for (const list of questions.querySelectorAll(".search-list select")) {
    const incoming = fragment.querySelector(`[id="${list.id.replace(/-select$/, "")}"]`);
    if (incoming instanceof HTMLSelectElement) incoming.id = list.id;
  }
}

htmx.registerExtension("keeps-typing", {
  htmx_before_morph_node(element, { newNode }) {
    if (isTyped(element) && element.id === newNode.id) {
      describeAnew(element, newNode);
      return false;
    }
    if (element.matches(".form-conts")) {
      const list = element.querySelector(".search-list select");
      const incoming = newNode.querySelector("select");
      if (list && incoming) {
        list.dispatchEvent(new CustomEvent("choices", { detail: incoming }));
        return false;
      }
      // The line that file-size.js may have added stays.
      return !element.querySelector("input[type=file]");
    }
    return true;
  },
});

// --- Asking and being answered ---

let before = null;
let focused = null;

// A request that a later one overtook is answered by nothing: that is no error to tell of. htmx
// aborts the one before; of three, the second may still come in after the third.
let latest = 0;
async function fetchUnlessOvertaken(address, request) {
  const mine = (latest += 1);
  try {
    const answer = await fetch(address, request);
    const { status, headers } = answer;
    const text = await answer.text();
    if (mine === latest) return new Response(text, { status, headers });
  } catch (problem) {
    if (problem.name !== "AbortError") throw problem;
  }
  return new Response(null, { status: 204 });
}

form.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isWatched(ctx.sourceEvent.target.name || "")) {
    event.preventDefault();
    return;
  }
  ctx.fetch = fetchUnlessOvertaken;
  for (const input of form.querySelectorAll("input[type=file]")) {
    ctx.request.body.delete(input.name);
  }
});

form.addEventListener("htmx:before:swap", (event) => {
  for (const { fragment } of event.detail.tasks) nameLists(fragment);
  before = screen();
  focused = document.activeElement;
});

form.addEventListener("htmx:after:swap", (event) => {
  restore(before);
  const isGone = focused && focused !== document.body && !focused.isConnected;
  if (isGone) event.detail.ctx.sourceEvent.target.focus();
  questions.dispatchEvent(new CustomEvent("questions", { bubbles: true }));
});
