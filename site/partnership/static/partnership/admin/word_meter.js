// Counts each section of a briefing as the editor types, and offers the headings of another preset. The server counts
// again, in the same way, when the briefing is saved (briefings/words.py, briefings/reading_age.py).
(() => {
  const WORD = /[\p{L}\p{N}]+(?:[-'’./][\p{L}\p{N}]+)*/gu;
  const words = (text) => text.match(WORD) || [];
  const WAIT = 300; // milliseconds after the last key

  const syllables = (word) => {
    const letters = word.toLowerCase().replace(/[^a-zà-ÿ]/g, '').replace(/(?<=[^laeiouy])es?$|(?<=[^laeiouytd])ed$/, '');
    return Math.max(1, (letters.match(/[aeiouyà-ÿ]+/g) || []).length);
  };

  const readingAge = (text) => {
    const found = words(text);
    if (found.length < 30) return '–';
    const sentences = text.split(/[.!?…]+(?=\s|$)|\n/).filter((sentence) => words(sentence).length).length;
    const spoken = found.reduce((sum, word) => sum + syllables(word), 0);
    const grade = (0.39 * found.length) / sentences + (11.8 * spoken) / found.length - 15.59;
    return String(Math.min(25, Math.max(6, Math.floor(grade + 5.5))));
  };

  // The sections there are, in their order on the page; one that was deleted stays in the form, marked.
  const sections = () => [...document.querySelectorAll('[data-contentpath="sections"] [data-streamfield-child]')]
    .filter((child) => child.querySelector('[data-contentpath="body"]')
      && child.querySelector('input[name$="-deleted"]')?.value !== '1');

  const headingOf = (section) => section.querySelector('[data-contentpath="heading"] input[type="text"]');

  const read = (section) => {
    const heading = headingOf(section)?.value || '';
    const lines = [...section.querySelectorAll('[data-contentpath="body"] [contenteditable="true"] [data-block="true"]')];
    const body = lines.map((line) => line.innerText).join('\n');
    return { heading, body, words: words(`${heading} ${body}`).length, age: readingAge(body) };
  };

  // Writes only what differs: the observer below would otherwise answer its own writing.
  const write = (element, text) => {
    if (element && element.textContent !== String(text)) element.textContent = text;
  };

  const row = (cells) => {
    const line = document.createElement('tr');
    cells.forEach((text) => { line.insertCell().textContent = text; });
    return line;
  };

  const noteUnder = (section) => {
    const body = section.querySelector('[data-contentpath="body"]');
    let note = section.querySelector('[data-word-meter-section]');
    if (!note) {
      note = document.createElement('p');
      note.className = 'help';
      note.dataset.wordMeterSection = '';
      body.after(note);
    }
    return note;
  };

  const update = (meter) => {
    const minutes = (count) => (count / Number(meter.dataset.wordsAMinute)).toFixed(1);
    const prompts = JSON.parse(document.getElementById('briefing-section-prompts').textContent);
    const found = sections().map((section) => ({ section, ...read(section) }));
    const total = found.reduce((sum, one) => sum + one.words, 0);
    write(meter.querySelector('[data-word-meter-words]'), total);
    write(meter.querySelector('[data-word-meter-minutes]'), minutes(total));
    write(meter.querySelector('[data-word-meter-age]'), readingAge(found.map((one) => one.body).join('\n')));
    write(meter.querySelector('[data-word-meter-sections]'), found.length);
    meter.querySelector('[data-word-meter-long]').hidden = total <= Number(meter.dataset.warnAbove);
    meter.querySelector('[data-word-meter-rows]').replaceChildren(...found.map((one, index) => row([
      `${index + 1}. ${one.heading}`, one.words, minutes(one.words), one.age, prompts[one.heading.trim()] || '',
    ])));
    found.forEach((one) => write(
      noteUnder(one.section),
      meter.dataset.sectionNote.replace('NUMBER', one.words).replace('MINUTES', minutes(one.words)),
    ));
  };

  const offerHeadings = (meter) => {
    const preset = document.querySelector('select[name="preset"]');
    const offer = meter.querySelector('[data-preset-offer]');
    if (!preset || !offer) return;
    const headings = JSON.parse(document.getElementById('briefing-preset-headings').textContent);
    const wanted = () => headings[preset.value] || [];
    preset.parentElement.after(offer);
    preset.addEventListener('change', () => {
      const here = sections().map((section) => headingOf(section)?.value.trim());
      offer.hidden = !here.length || wanted().every((heading, index) => here[index] === heading);
      write(offer.querySelector('[data-preset-offer-headings]'), wanted().join(' · '));
      offer.querySelector('[data-preset-offer-more]').hidden = here.length >= Number(meter.dataset.sectionCount);
    });
    offer.querySelector('[data-preset-offer-use]').addEventListener('click', () => {
      sections().forEach((section, index) => {
        const input = headingOf(section);
        if (!input || !wanted()[index]) return;
        input.value = wanted()[index];
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
      offer.hidden = true;
    });
    offer.querySelector('[data-preset-offer-keep]').addEventListener('click', () => { offer.hidden = true; });
  };

  document.addEventListener('DOMContentLoaded', () => {
    const meter = document.querySelector('[data-word-meter]');
    const field = document.querySelector('[data-contentpath="sections"]');
    if (!meter) return;
    let waiting;
    const later = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => update(meter), WAIT);
    };
    document.addEventListener('input', later);
    // Sections added, deleted and moved, and words put in without a key: pasted, undone.
    if (field) {
      new MutationObserver(later).observe(field, {
        subtree: true, childList: true, characterData: true, attributeFilter: ['value'],
      });
    }
    offerHeadings(meter);
    later();
  });
})();
