// Tells at once that a file is too large, before it is sent for minutes only to be refused.

for (const input of document.querySelectorAll("input[type=file][data-most-bytes]")) {
  const told = Object.assign(document.createElement("p"), { className: "form-hint-invalid" });
  told.setAttribute("role", "alert");
  told.hidden = true;
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
