// Counts a briefing's words as the editor types. The server counts again when it is published.
(() => {
  const WORD = /[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)*/gu;
  const count = (text) => (text.match(WORD) || []).length;

  const update = (meter) => {
    const sections = document.querySelector('[data-contentpath="sections"]');
    if (!sections) return;
    let words = 0;
    sections.querySelectorAll('[data-contentpath="body"] [contenteditable="true"]').forEach((body) => {
      words += count(body.innerText);
    });
    sections.querySelectorAll('[data-contentpath="heading"] input[type="text"]').forEach((heading) => {
      words += count(heading.value);
    });
    meter.querySelector('[data-word-meter-words]').textContent = words;
    meter.querySelector('[data-word-meter-minutes]').textContent = (words / Number(meter.dataset.wordsAMinute)).toFixed(1);
    meter.querySelector('[data-word-meter-long]').hidden = words <= Number(meter.dataset.warnAbove);
  };

  document.addEventListener('DOMContentLoaded', () => {
    const meter = document.querySelector('[data-word-meter]');
    if (!meter) return;
    let waiting;
    document.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => update(meter), 300);
    });
  });
})();
