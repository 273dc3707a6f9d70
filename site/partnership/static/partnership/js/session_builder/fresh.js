/* The session builder: the page as the server has it now, taken over but for what is being written here. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var parts = builder.parts;
  var WRITES = /^(INPUT|TEXTAREA|SELECT)$/;

  function isBusy(part) {
    var key = part.dataset.key, active = document.activeElement;
    return builder.timers[key] || part.contains(active) && WRITES.test(active.tagName) ||
      builder.ops.some(function (op) { return builder.value(op, "key") === key; });
  }
  builder.replaceStanding = function (html) {
    if (!html) return;
    Array.from(builder.parsed(html).querySelectorAll("[id]")).forEach(function (fresh) {
      var old = document.getElementById(fresh.id);
      if (old && !old.contains(document.activeElement)) old.replaceWith(fresh);
    });
  };
  builder.refresh = function () {
    var looks = builder.looks;
    return fetch(builder.lookedFor(builder.asked()), { credentials: "same-origin" })
      .then(function (response) { return response.ok && !response.redirected ? response.text() : ""; })
      .then(function (html) { if (html) merge(builder.parsed(html), looks === builder.looks); })
      .catch(function () { /* the next answer brings it */ });
  };
  function merge(fresh, isFindFresh) {
    var list = fresh.getElementById("parts");
    if (!list || builder.ops.some(function (op) { return !op.held; }) || document.querySelector(".part--dragged")) return;
    builder.isFresh();
    parts.dataset.begins = list.dataset.begins;
    builder.version(fresh.getElementById("plan-form").elements.version.value);
    var focused = focusPath();
    var wanted = Array.from(list.children);
    var keys = wanted.map(function (one) { return one.dataset.key; });
    builder.all().forEach(function (old) {
      if (keys.indexOf(old.dataset.key) < 0 && !isBusy(old)) old.remove();
    });
    wanted.forEach(place);
    if (isFindFresh) replaceFind(fresh.getElementById("find"));
    var suggest = document.querySelector(".suggest");
    if (suggest && !fresh.querySelector(".suggest")) suggest.remove();
    builder.times();
    focusAgain(focused);
  }
  function place(one, index) {
    var old = builder.partOf(one.dataset.key), node = old;
    if (!old || !isBusy(old)) {
      if (old && old.querySelector("details[open]")) one.querySelector("details").open = true;
      node = one;
      delete builder.written[one.dataset.key];
      if (old) old.replaceWith(one);
    }
    if (parts.children[index] !== node) parts.insertBefore(node, parts.children[index] || null);
    builder.dress(node);
  }
  function replaceFind(next) {
    var old = document.getElementById("find"), active = document.activeElement;
    if (old && next && !(old.contains(active) && WRITES.test(active.tagName))) builder.takeOver(next, true);
  }
  function focusPath() {
    var active = document.activeElement, part = active && active.closest(".part");
    return part ? { key: part.dataset.key, id: active.id, what: active.value } : null;
  }
  function focusAgain(path) {
    if (!path || document.activeElement && document.activeElement !== document.body) return;
    var part = builder.partOf(path.key);
    if (!part) return;
    var target = (path.id && document.getElementById(path.id)) || builder.button(part, path.what);
    if (target) target.focus({ preventScroll: true });
  }
})();
