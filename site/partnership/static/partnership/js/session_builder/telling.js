/* The session builder: what the reader is told, in the line above the running order, beside a part, and aloud. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var state = document.getElementById("savestate"), live = document.getElementById("say");
  var words = builder.words;
  state.hidden = false;

  builder.show = function (text) {
    var waiting = builder.ops.filter(function (op) { return !op.held; }).length;
    var held = builder.ops.length - waiting;
    var typing = Object.keys(builder.timers).length;
    state.className = "savestate" + (text ? " savestate--waiting" : held ? " savestate--refused" : "");
    state.textContent = text || (waiting || typing ? words.saving : held ? words.held : words.saved);
    builder.root.dataset.state = text ? "waiting" : waiting || typing ? "saving" : held ? "held" : "saved";
  };
  builder.say = function (text) {
    live.textContent = "";
    window.setTimeout(function () { live.textContent = text; }, 60);
  };
  builder.sayPlace = function (name, place, of) {
    builder.say(words.moved.replace("%(title)s", name).replace("%(place)s", place).replace("%(of)s", of));
  };
  builder.clearTold = function (part) {
    Array.from(part.querySelectorAll("[data-told]")).forEach(function (one) { one.remove(); });
  };
  builder.tell = function (key, node) {
    node.setAttribute("data-told", "");
    var part = builder.partOf(key);
    if (part) { builder.clearTold(part); part.appendChild(node); } else { document.getElementById("told").appendChild(node); }
  };
  builder.paragraph = function (text) {
    var node = document.createElement("p");
    node.className = "error";
    node.setAttribute("role", "alert");
    node.textContent = text;
    return node;
  };
  builder.note = function (text) {
    var node = document.createElement("p");
    node.className = "callout";
    node.textContent = text;
    document.getElementById("told").replaceChildren(node);
  };
})();
