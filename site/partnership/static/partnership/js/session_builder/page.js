/* The session builder: saves as one goes, moves parts by dragging and by keyboard, and loses nothing when the connection
   drops. The page is one form, which works without all this. Loaded in order: page, telling, queue, order, fresh,
   finding, start. They share `window.sessionBuilder`. See docs/decisions/0025-saving-a-session.md.

   Here: the page's own elements, and what is written in them. */
(function () {
  "use strict";
  var root = document.getElementById("builder");
  var form = document.getElementById("plan-form");
  if (!root || !form || !window.fetch || !window.FormData || !window.DOMParser) return;
  var builder = window.sessionBuilder = {
    root: root,
    form: form,
    url: root.dataset.url,
    words: document.getElementById("builder-words").dataset,
    parts: document.getElementById("parts"),
    ops: [], // what is not saved yet, in order
    timers: {}, // by part, what is being typed
    written: {} // by part, what was last handed to the queue
  };

  builder.all = function () { return Array.from(builder.parts.children); };
  builder.partOf = function (key) { return key ? document.getElementById("part-" + key) : null; };
  builder.field = function (part, name) { return document.getElementById(name + "-" + part.dataset.key); };
  builder.hidden = function (part, name) { return part.querySelector('[name="' + part.dataset.key + "-" + name + '"]'); };
  builder.token = function () { return document.querySelector("[name=csrfmiddlewaretoken]").value; };
  builder.version = function (now) {
    var field = form.elements.version;
    if (now) field.value = now;
    return field.value;
  };
  builder.parsed = function (html) { return new DOMParser().parseFromString(html, "text/html"); };

  /* What is written in a part, without the key with which the page's own names begin. */
  builder.fieldsOf = function (part) {
    var key = part.dataset.key, found = [["key", key], ["version", builder.version()]];
    Array.from(part.querySelectorAll("input, select, textarea")).forEach(function (one) {
      if (one.name.indexOf(key + "-") !== 0 || one.type === "checkbox" && !one.checked) return;
      var name = one.name.slice(key.length + 1);
      if (name !== "slides") return found.push([name, one.value]);
      one.value.split(" ").filter(Boolean).forEach(function (slide) { found.push(["slide", slide]); });
    });
    return found;
  };
  builder.nameOf = function (part) {
    var source = part.querySelector(".part__source");
    return builder.field(part, "title").value || (source ? source.textContent : part.querySelector(".part__kind").textContent);
  };
  /* The button of a part that does something: "up" of the part, "slide_up:3" of one of its slides. */
  builder.button = function (part, what) {
    function named(value) {
      return Array.from(part.querySelectorAll("button")).filter(function (one) { return one.value === value; })[0];
    }
    var found = named(what);
    if (!found || !found.disabled) return found;
    return named(what.replace(/up|down/, function (way) { return way === "up" ? "down" : "up"; }));
  };
  builder.uuid = function () {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var text = Array.prototype.map.call(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join("");
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
  };
})();
