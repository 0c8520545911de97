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

  // An answer of the server that was overtaken by somebody's typing is asked for again: shown, it
  // would take back what was typed since.
  const typed = (element) => {
    const form = element.closest("form");
    return form ? new URLSearchParams(new FormData(form)).toString() : "";
  };
  document.addEventListener("htmx:beforeRequest", (event) => {
    event.detail.requestConfig.typed = typed(event.detail.target);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig, target } = event.detail;
    if (target.id === "condition" && requestConfig.typed !== typed(target)) {
      event.detail.shouldSwap = false;
      const command = requestConfig.parameters.do;
      htmx.ajax("POST", requestConfig.path, {
        source: target,
        target: target,
        swap: "outerHTML settle:0ms",
        values: command ? { do: command } : {},
      });
    }
  });

  // A previewed page is as high as what is on it, and the links of its error summary lead to fields.
  const settle = (frame) => {
    const page = frame.contentDocument;
    if (!page?.body) {
      return;
    }
    const fit = () => {
      frame.style.height = `${page.body.scrollHeight + 2}px`;
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
