// Shows the browser's colour picker beside a box for a colour, and keeps the two alike. The box is what is sent.
(() => {
  const start = () => {
    for (const picker of document.querySelectorAll("input[data-colour-of]")) {
      const box = document.getElementById(picker.dataset.colourOf);
      if (!box || !picker.hidden) continue;
      const follow = () => {
        const colour = box.value.trim() || box.placeholder; // empty: the house's, which is then used
        if (/^#[0-9a-f]{6}$/i.test(colour)) picker.value = colour.toLowerCase();
      };
      follow();
      box.addEventListener("input", follow);
      picker.addEventListener("input", () => { box.value = picker.value; box.dispatchEvent(new Event("change", { bubbles: true })); });
      picker.hidden = false;
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
