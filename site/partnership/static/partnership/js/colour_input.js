// Shows the browser's colour picker beside a box for a colour, and keeps the two alike. The box is what is sent.
(() => {
  const start = () => {
    for (const picker of document.querySelectorAll("input[data-colour-of]")) {
      const box = document.getElementById(picker.dataset.colourOf);
      if (!box || !picker.hidden) continue;
      const follow = () => { if (/^#[0-9a-f]{6}$/i.test(box.value.trim())) picker.value = box.value.trim().toLowerCase(); };
      follow();
      box.addEventListener("input", follow);
      picker.addEventListener("input", () => { box.value = picker.value; box.dispatchEvent(new Event("change", { bubbles: true })); });
      picker.hidden = false;
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
