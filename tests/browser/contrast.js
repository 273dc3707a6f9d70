// What tests/browser/axe.py asks of a page. The contrast of words with what is behind them is most of what axe costs, and most words
// of a site stand in the same few ways. Two words stand in the same way if they and all they stand in have the same names,
// classes and computed looks. Gives one visible element for each way that is not among the known ones: [ways, elements].
(known) => {
  const NONE = "rgba(0, 0, 0, 0)|none|1|none|normal|static|none", ways = new Map(), before = new Set(known), kept = new WeakMap();
  const short = text => { // 64 bits of it: what is known goes to the page and back at each look
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let n = 0; n < text.length; n++) {
      a = Math.imul(a ^ text.charCodeAt(n), 2654435761);
      b = Math.imul(b ^ text.charCodeAt(n), 1597334677);
    }
    return `${(a >>> 0).toString(36)}${(b >>> 0).toString(36)}`;
  };
  const stands = element => { // what it and all around it put behind words
    if (!element) return "";
    if (!kept.has(element)) {
      const style = getComputedStyle(element);
      const behind = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode, style.position,
        style.clipPath].join("|");
      const flags = ["disabled", "aria-disabled", "inert", "aria-hidden"].filter(name => element.hasAttribute(name)).join();
      kept.set(element, `${stands(element.parentElement)}>${element.localName}.${element.getAttribute("class") || ""}${flags}` +
        (behind === NONE ? "" : behind));
    }
    return kept.get(element);
  };
  for (const element of document.body.querySelectorAll("*")) {
    const words = element.matches("input, select, textarea") ? "field"
      : [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("").trim();
    if (!words || !element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
    const style = getComputedStyle(element), told = /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(words); // axe leaves a sign alone
    const way = short([stands(element), style.color, style.fontSize, style.fontWeight, style.textShadow, told].join("|"));
    if (!before.has(way) && !ways.has(way)) ways.set(way, element);
  }
  return [[...ways.keys()], [...ways.values()]];
}
