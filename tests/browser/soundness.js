// What tests/browser/soundness.py asks of a page. Each function gives a list of readable faults; none changes the page.
({
  // Text that its box cuts off, and what scrolls sideways but has no name or no way to scroll it by keyboard.
  lost() {
    const faults = [], short = element => element.outerHTML.slice(0, 120);
    const cut = value => value === "hidden" || value === "clip";
    const STOPS = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
    const outside = (element, box) => { // the rectangles of its words alone: what only decorates may stick out
      const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), words = document.createRange();
      while (walk.nextNode()) {
        if (!walk.currentNode.textContent.trim() || walk.currentNode.parentElement.closest(".unseen, [hidden]")) continue;
        words.selectNodeContents(walk.currentNode);
        if ([...words.getClientRects()].some(one => one.right > box.right + 1 || one.bottom > box.bottom + 1)) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll("body *")) {
      if (element.clientWidth < 3 || element.closest(".unseen, [hidden], .skip")) continue; // made unseen on purpose
      const over = element.scrollWidth > element.clientWidth + 1, under = element.scrollHeight > element.clientHeight + 1;
      if (!over && !under) continue;
      const style = getComputedStyle(element);
      if (style.clipPath !== "none" || element.matches("input, textarea, select")) continue;
      if (((over && cut(style.overflowX)) || (under && cut(style.overflowY))) && outside(element, element.getBoundingClientRect()))
        faults.push("cut off: " + short(element));
      if (over && ["auto", "scroll"].includes(style.overflowX) && !element.querySelector(STOPS)) {
        const named = element.getAttribute("aria-label") || element.getAttribute("aria-labelledby");
        if (element.tabIndex < 0 || !named) faults.push("scrolls, without a name or a tab stop: " + short(element));
      }
    }
    return faults;
  },

  // Among the children of one element, a stop of the Tab key that lies before the one it follows: above it, or left of it.
  disordered() {
    const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
    const faults = [...document.querySelectorAll("[tabindex]")].filter(element => element.tabIndex > 0)
      .map(element => "tabindex above 0: " + element.outerHTML.slice(0, 120));
    const parents = new Set();
    for (const stop of document.querySelectorAll(STOPS))
      for (let above = stop.parentElement; above && above !== document.body; above = above.parentElement) parents.add(above);
    for (const parent of parents) {
      const boxes = [...parent.children].filter(child => child.matches(STOPS) || child.querySelector(STOPS))
        .filter(child => !["absolute", "fixed", "sticky"].includes(getComputedStyle(child).position))
        .map(child => [child, child.getBoundingClientRect()]).filter(([, box]) => box.width && box.height);
      for (let n = 1; n < boxes.length; n++) {
        const before = boxes[n - 1][1], [element, box] = boxes[n];
        const above = box.bottom <= before.top + 1 && box.left < before.right - 1;
        const left = box.right <= before.left + 1 && box.top < before.bottom && before.top < box.bottom;
        if (above || left) faults.push("before what it follows: " + element.outerHTML.slice(0, 120));
      }
    }
    return faults;
  },

  // Leaving, the main content with whom to call at its end, the partnership's contacts, what is known of this site: in that order.
  helpless() {
    const ways = [".strip .leave", "main .help", ".footer .grid > :first-child", ".footer a[href='/accessibility/']"];
    const found = ways.map(way => document.querySelector(way)), faults = [];
    found.forEach((one, n) => { if (!one && n !== 1) faults.push("no help: " + ways[n]); });
    const there = found.filter(Boolean);
    const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    for (let n = 1; n < there.length; n++) if (!follows(there[n - 1], there[n])) faults.push("help out of order: " + ways[n]);
    const help = found[1], column = help && (help.closest(".layout > *") || help.closest("main"));
    const after = help && [...column.querySelectorAll("h2")].filter(heading => // what is for print alone may follow
      heading.checkVisibility() && !help.contains(heading) && !heading.closest("aside") && follows(help, heading));
    if (after && after.length) faults.push("after whom to call: " + after[0].outerHTML.slice(0, 120));
    return faults;
  },

  // Asked while colours are forced, when every background is the page's own.
  edgeless() {
    const faults = [], edged = style => ["Top", "Bottom"].some(side =>
      parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none");
    const DRAWN = "input, select, textarea, svg, svg *, img, hr, br, iframe, video, audio, canvas, td, th";
    for (const element of document.querySelectorAll("body *")) {
      if (!element.checkVisibility() || element.closest(".unseen, .skip") || element.clientWidth < 3 || element.clientHeight < 3) continue;
      const style = getComputedStyle(element), isButton = element.matches("button, .button, [type=submit], .leave, .tag");
      const looksLikeALink = style.textDecorationLine.includes("underline");
      if (isButton && !edged(style) && !looksLikeALink) faults.push("no edge: " + element.outerHTML.slice(0, 120));
      const isBox = !element.textContent.trim() && !element.children.length && !element.matches(DRAWN);
      if (isBox && style.forcedColorAdjust === "auto" && !edged(style) && element.className)
        faults.push("gone: " + element.outerHTML.slice(0, 120));
    }
    return faults;
  },

  // The text spaced as WCAG 2.2 asks in 1.4.12, or as it was. A sheet of the script's own: the policy refuses any other.
  space(much) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = much ? [sheet] : [];
    return [];
  },
})
