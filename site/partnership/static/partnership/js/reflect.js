/* Keeps what is written on a reflection sheet in this browser's own storage, and clears it. It sends nothing. */
(() => {
  "use strict";

  const sheet = document.querySelector("[data-keep]");
  if (!sheet) return;
  const name = sheet.dataset.keep;
  const fields = [...sheet.querySelectorAll("[data-answer]")];
  const told = sheet.querySelector("[data-told]");

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(name) || "{}") || {};
    } catch {
      return {};
    }
  };

  /* What is kept under a question that is not shown any more stays until it is cleared. */
  const keep = () => {
    const answers = kept();
    for (const field of fields) {
      if (field.value) answers[field.dataset.answer] = field.value;
      else delete answers[field.dataset.answer];
    }
    try {
      if (Object.keys(answers).length) localStorage.setItem(name, JSON.stringify(answers));
      else localStorage.removeItem(name);
      told.textContent = sheet.dataset.kept;
    } catch {
      told.textContent = sheet.dataset.unkept;
    }
  };

  const answers = kept();
  for (const field of fields) {
    if (!field.value && typeof answers[field.dataset.answer] === "string") field.value = answers[field.dataset.answer];
  }

  let soon;
  sheet.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(keep, 300);
  });
  addEventListener("pagehide", () => {
    if (soon) keep();
  });

  sheet.querySelector("[data-print]").addEventListener("click", () => print());
  sheet.querySelector("[data-clear]").addEventListener("click", () => {
    clearTimeout(soon);
    soon = undefined;
    for (const field of fields) field.value = "";
    try {
      localStorage.removeItem(name);
    } catch {
      /* it kept nothing */
    }
    told.textContent = sheet.dataset.cleared;
  });
  sheet.querySelector("[data-tools]").hidden = false;
})();
