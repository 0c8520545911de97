// A long <select> becomes a field in which one types to find the answer: the "editable combobox with
// list autocomplete" of the ARIA Authoring Practices. Without this script the <select> does the work;
// with it, it still carries the answer. Text that is no answer is sent as it is, so that the site
// can say so instead of saving something else.

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ".split("");
const VOWELS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ".split(" ");
const FINALS = (
  " ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
).split(" ");
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;

// As the keys are struck: "광" is ㄱㅗㅏㅇ, so that a syllable matches while it is being composed.
function keystrokes(text) {
  return Array.from(text.normalize("NFC").toLowerCase(), (letter) => {
    const code = letter.codePointAt(0);
    if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return letter.trim();
    const at = code - FIRST_SYLLABLE;
    return (
      INITIALS[Math.floor(at / 588)] + VOWELS[Math.floor(at / 28) % 21] + FINALS[at % 28]
    );
  }).join("");
}

function choicesOf(select) {
  return Array.from(select.options)
    .filter((option) => option.value)
    .map((option) => ({
      value: option.value,
      label: option.label,
      keys: keystrokes(option.label),
      isWayOut: option.value.startsWith("missing:"),
    }));
}

class SearchList {
  constructor(select) {
    this.select = select;
    this.choices = choicesOf(select);
    this.active = -1;
    this.shown = [];
    this.isTouched = false; // by the person, in this visit
    this.build();
    this.listen();
    this.showChosen();
  }

  build() {
    const { select } = this;
    const id = select.id;
    this.input = Object.assign(document.createElement("input"), {
      id,
      type: "text",
      className: "krds-input search-list-input",
      autocomplete: "off",
      spellcheck: false,
      placeholder: select.dataset.placeholder,
    });
    for (const name of ["aria-describedby", "aria-invalid"]) {
      if (select.hasAttribute(name)) this.input.setAttribute(name, select.getAttribute(name));
    }
    this.list = Object.assign(document.createElement("ul"), { id: `${id}-listbox`, hidden: true });
    this.list.className = "search-list-options";
    this.list.setAttribute("role", "listbox");
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
    if (label) {
      label.id = label.id || `${id}-label`;
      this.list.setAttribute("aria-labelledby", label.id);
    }
    this.status = Object.assign(document.createElement("span"), { className: "sr-only" });
    this.status.setAttribute("role", "status");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) {
      this.input.setAttribute(name, value);
    }
    const hadFocus = document.activeElement === select;
    const box = Object.assign(document.createElement("div"), { className: "search-list" });
    select.before(box);
    box.append(this.input, this.list, this.status);
    select.id = `${id}-select`;
    select.hidden = true;
    if (hadFocus || select.autofocus) this.input.focus();
  }

  listen() {
    this.input.addEventListener("input", () => {
      this.isTouched = true;
      this.open(this.input.value);
    });
    this.input.addEventListener("click", () => (this.isOpen ? this.close() : this.open("")));
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => this.settle());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(this.shown[Number(option.dataset.at)]);
    });
    this.select.form.addEventListener("submit", () => this.settle());
    this.select.addEventListener("choices", (event) => this.offer(event.detail));
    window.addEventListener("pageshow", () => {
      if (!this.isTouched) this.showChosen(); // the browser may have restored an answer
    });
  }

  // The answers that another <select> holds, instead of those so far; what is typed stays.
  offer(other) {
    const value = this.select.value;
    this.select.replaceChildren(...other.options);
    this.choices = choicesOf(this.select);
    this.chosen = this.choices.find((choice) => choice.value === value);
    this.settle();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  showChosen() {
    const chosen = this.choices.find((choice) => choice.value === this.select.value);
    this.input.value = chosen ? chosen.label : this.select.dataset.typed || "";
    this.chosen = chosen;
    this.settle();
  }

  open(text) {
    const wanted = keystrokes(text);
    const waysOut = this.choices.filter((choice) => choice.isWayOut); // stay, whatever is typed
    const found = this.choices.filter((one) => !one.isWayOut && one.keys.includes(wanted));
    const beginning = found.filter((choice) => choice.keys.startsWith(wanted));
    const ordered = wanted ? [...new Set([...beginning, ...found])] : found;
    this.shown = [...ordered, ...waysOut];
    this.list.replaceChildren(...this.shown.map((choice, at) => this.option(choice, at)));
    if (!found.length) {
      const none = Object.assign(document.createElement("li"), { className: "search-list-none" });
      none.textContent = this.select.dataset.none;
      none.setAttribute("role", "presentation");
      this.list.prepend(none);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.move(text ? -1 : this.shown.findIndex((choice) => choice.label === this.input.value));
    this.tell(found.length);
  }

  option(choice, at) {
    const item = document.createElement("li");
    item.id = `${this.input.id}-option-${at}`;
    item.dataset.at = at;
    item.textContent = choice.label;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(choice.value === this.select.value));
    return item;
  }

  // Said when the typing pauses, so that not each letter is talked over.
  tell(count) {
    clearTimeout(this.waiting);
    const { none, found } = this.select.dataset;
    this.waiting = setTimeout(() => {
      this.status.textContent = count ? found.replace("{count}", count) : none;
    }, 500);
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    clearTimeout(this.waiting);
    this.status.textContent = "";
  }

  move(to) {
    this.list.querySelector(".is-active")?.classList.remove("is-active");
    this.active = to;
    const item = document.getElementById(`${this.input.id}-option-${to}`);
    if (item) {
      item.classList.add("is-active");
      item.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", item.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  // To the next option, or the one before; round from the last to the first.
  step(by) {
    const from = this.active < 0 && by < 0 ? 0 : this.active;
    this.move((from + by + this.shown.length) % this.shown.length);
  }

  choose(choice) {
    this.isTouched = true;
    this.chosen = choice; // two answers may read the same
    this.input.value = choice.label;
    this.close();
    this.settle();
  }

  // The answer that the text spells; text that spells none becomes an option of its own.
  settle() {
    const text = this.input.value.trim();
    const keys = keystrokes(text);
    const isAsChosen = this.chosen && this.chosen.keys === keys;
    const chosen = isAsChosen ? this.chosen : this.choices.find((one) => one.keys === keys);
    this.select.querySelector("[data-own]")?.remove();
    if (text && !chosen) {
      const own = Object.assign(document.createElement("option"), { value: text });
      own.dataset.own = "";
      this.select.append(own);
    }
    this.select.value = chosen ? chosen.value : text;
    if (document.activeElement !== this.input) this.close();
  }

  onKey(event) {
    if (event.isComposing) return;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (!this.isOpen) {
          this.open("");
          if (this.active >= 0) return;
        }
        this.step(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        if (this.isOpen && this.active >= 0) {
          event.preventDefault();
          this.choose(this.shown[this.active]);
        }
        break;
      case "Tab":
        if (this.isOpen && this.active >= 0) this.choose(this.shown[this.active]);
        break;
      case "Escape":
        if (this.isOpen) this.close();
        else this.input.value = "";
        break;
    }
  }
}

function build() {
  for (const select of document.querySelectorAll("select[data-search]")) {
    if (!select.closest(".form-conts").querySelector(".search-list")) new SearchList(select);
  }
}

build();
document.addEventListener("questions", build); // some may have come to the page
