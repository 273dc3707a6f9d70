/* The session builder: what is typed and what is pressed, and the start. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var form = builder.form, timers = builder.timers, value = builder.value;

  builder.flush = function (part) {
    var key = part.dataset.key;
    if (!timers[key]) return;
    window.clearTimeout(timers[key]);
    delete timers[key];
    var fields = builder.fieldsOf(part);
    var now = JSON.stringify(fields.filter(function (pair) { return pair[0] !== "mark" && pair[0] !== "version"; }));
    if (builder.written[key] === now) return builder.show(); // leaving a field says again what typing in it has said
    builder.written[key] = now;
    builder.enqueue("save", fields);
  };
  function flushAll() { builder.all().forEach(builder.flush); }
  function typed(event) {
    var part = event.target.closest(".part");
    if (!part || !event.target.name || event.target.closest(".conflict")) return;
    var key = part.dataset.key;
    window.clearTimeout(timers[key]);
    timers[key] = window.setTimeout(function () { builder.flush(part); }, event.type === "change" ? 150 : 900);
    // What was refused is replaced by what is typed now.
    builder.forgetAll(function (op) {
      return op.held && value(op, "do") === "save" && value(op, "key") === key && !part.querySelector(".conflict");
    });
    if (event.target === builder.field(part, "minutes")) builder.times();
    builder.show();
  }
  function submitted(event) {
    var by = event.submitter, cut = by ? by.value.indexOf(":") : -1;
    var what = by ? (cut < 0 ? by.value : by.value.slice(0, cut)) : "save", rest = cut < 0 ? "" : by.value.slice(cut + 1);
    var part = by && by.closest(".part"), active = document.activeElement;
    if (what === "details" || what === "suggest") return flushAll(); // sent as the whole page is, and led back to it
    event.preventDefault();
    if (part) return pressed(part, by, what);
    if (what === "add") return builder.putIn(rest);
    if (what === "slides") return builder.putSlides();
    if (what === "find" || what === "show" || what === "page") return builder.look(what, rest);
    // Enter in a field: looks for what is asked in the column beside, saves whom it is for, or what is in a part.
    if (active.closest("[role=search]")) return builder.look("find", "");
    if (active.closest(".find__own")) return builder.putIn("own");
    // A form that is being submitted ignores a further press until that is over.
    if (active.closest("#whom")) return window.setTimeout(function () { document.querySelector("#whom [value=details]").click(); });
    flushAll();
  }
  function pressed(part, by, what) {
    if (what === "up" || what === "down") return builder.move(part, by);
    if (what === "save") { timers[part.dataset.key] = timers[part.dataset.key] || 1; return builder.flush(part); }
    builder.flush(part);
    if (what === "slide_up" || what === "slide_down") return builder.moveSlide(part, by);
    if (what === "remove") return builder.takeOut(part);
    builder.enqueue(what === "drop_slide" ? by.value.split(":").slice(0, 2).join(":") : what, builder.fieldsOf(part));
  }
  /* Of two who wrote in one place: what this one decides is sent as any other form. */
  function decided(event) {
    var box = event.target.closest("[data-told]");
    if (!box || !box.dataset.op) return;
    event.preventDefault();
    var fields = Array.from(new FormData(event.target).entries()).filter(function (pair) { return pair[0] !== "csrfmiddlewaretoken"; });
    builder.forgetAll(function (op) { return op.id === box.dataset.op; });
    box.remove();
    builder.enqueue(event.submitter.value, fields);
  }
  function takesTheirs(event) {
    var link = event.target.closest && event.target.closest("[data-theirs]"), box = link && link.closest("[data-told]");
    if (!box || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    var part = link.closest(".part");
    builder.forgetAll(function (op) { return op.id === box.dataset.op; });
    box.remove();
    if (part) {
      window.clearTimeout(timers[part.dataset.key]);
      delete timers[part.dataset.key];
      delete builder.written[part.dataset.key];
    }
    builder.show();
    builder.refresh();
  }

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", submitted);
  builder.root.addEventListener("submit", decided); // browsers keep what a form inside another says from the outer one
  document.addEventListener("click", takesTheirs);
  window.addEventListener("online", builder.renew);
  window.addEventListener("focus", builder.renew);
  window.addEventListener("beforeunload", flushAll);
  document.addEventListener("visibilitychange", function () { if (document.hidden) flushAll(); });
  builder.root.classList.add("saves-itself");
  builder.all().forEach(builder.dress);
  builder.ops = builder.kept();
  builder.ops.forEach(function (op) {
    op.held = false;
    var part = builder.partOf(value(op, "key"));
    if (part && value(op, "do") === "save") {
      ["title", "minutes", "text", "notes"].forEach(function (name) {
        var field = builder.field(part, name);
        if (field) field.value = value(op, name);
      });
    }
  });
  builder.show();
  builder.times();
  builder.pump();
})();
