// Tells at once that a file is too large, before it is sent for minutes only to be refused.

function tellOf(input) {
  const told = Object.assign(document.createElement("p"), { className: "form-hint-invalid" });
  told.setAttribute("role", "alert");
  told.hidden = true;
  input.dataset.isTold = "";
  input.after(told);
  input.addEventListener("change", () => {
    const isTooLarge = Array.from(input.files).some(
      (file) => file.size > Number(input.dataset.mostBytes),
    );
    told.hidden = !isTooLarge;
    told.textContent = isTooLarge ? input.dataset.tooLarge : "";
    if (isTooLarge) input.value = "";
  });
}

function build() {
  document.querySelectorAll("input[data-most-bytes]:not([data-is-told])").forEach(tellOf);
}

build();
document.addEventListener("questions", build); // some may have come to the page
