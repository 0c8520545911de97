// Writing questionnaires at the desk: what makes it more comfortable. Nothing here is needed.
(() => {
  "use strict";

  document.documentElement.classList.add("desk-scripted");

  // Rows dragged to another place get the numbers of their places.
  window.addEventListener("desk-sorted", (event) => {
    const list = document.getElementById(event.detail);
    list?.querySelectorAll("input[name$='-position']").forEach((input, at) => {
      input.value = at + 1;
    });
  });

  // A previewed page is as high as what is on it, and the links of its error summary lead to fields.
  const settle = (frame) => {
    const page = frame.contentDocument;
    if (!page?.body) {
      return;
    }
    const fit = () => {
      frame.style.height = `${page.documentElement.scrollHeight + 2}px`;
    };
    new ResizeObserver(fit).observe(page.body);
    fit();
    page.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (link) {
        event.preventDefault();
        page.getElementById(link.getAttribute("href").slice(1))?.focus();
      }
    });
  };
  document.querySelectorAll(".desk-frame").forEach((frame) => {
    if (frame.contentDocument?.readyState === "complete") {
      settle(frame);
    }
    frame.addEventListener("load", () => settle(frame));
  });
})();
