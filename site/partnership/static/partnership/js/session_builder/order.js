/* The session builder: the parts in their order, their times, moving them by button and by dragging, taking them out. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var parts = builder.parts, words = builder.words;

  /* By the clock, where the plan says when it begins (in minutes after midnight); else counted from the beginning. */
  function clock(minutes) {
    var begins = parts.dataset.begins, all = (begins ? Number(begins) : 0) + minutes, hours = Math.floor(all / 60);
    return (begins ? String(hours % 24).padStart(2, "0") : hours) + ":" + String(all % 60).padStart(2, "0");
  }
  builder.times = function () {
    var at = 0, all = builder.all();
    all.forEach(function (part, index) {
      var minutes = Math.max(0, parseInt(builder.field(part, "minutes").value, 10) || 0);
      part.querySelector(".part__time").textContent = words.minute.replace("%(from)s", clock(at)).replace("%(to)s", clock(at + minutes));
      at += minutes;
      part.querySelector(".part__do [value^=up]").disabled = index === 0;
      part.querySelector(".part__do [value^=down]").disabled = index === all.length - 1;
    });
  };
  function sendOrder() {
    builder.forgetAll(function (op) { return !op.sent && builder.value(op, "do") === "order"; });
    builder.enqueue("order", builder.all().map(function (part) { return ["order", part.dataset.key]; }));
    builder.times();
  }
  builder.move = function (part, by) {
    var to = by.value.indexOf("up") === 0 ? part.previousElementSibling : part.nextElementSibling;
    if (!to) return;
    builder.flush(part);
    parts.insertBefore(part, to === part.previousElementSibling ? to : to.nextElementSibling);
    sendOrder();
    var target = builder.button(part, by.value);
    if (target) target.focus();
    builder.sayPlace(builder.nameOf(part), builder.all().indexOf(part) + 1, parts.children.length);
  };
  builder.moveSlide = function (part, by) {
    var row = by.closest("li"), list = row.parentElement, down = by.value.indexOf("slide_down") === 0;
    var to = down ? row.nextElementSibling : row.previousElementSibling;
    if (!to) return;
    builder.enqueue(by.value.split(":").slice(0, 2).join(":"), builder.fieldsOf(part));
    list.insertBefore(row, down ? to.nextElementSibling : to);
    var all = Array.from(list.children);
    all.forEach(function (one, index) {
      one.querySelector("[value^=slide_up]").disabled = index === 0;
      one.querySelector("[value^=slide_down]").disabled = index === all.length - 1;
    });
    var target = builder.button(part, by.value);
    if (target) target.focus();
    builder.sayPlace(row.querySelector(".part__slidename").textContent, all.indexOf(row) + 1, all.length);
  };
  builder.takeOut = function (part) {
    var fields = builder.fieldsOf(part), before = part.previousElementSibling, next = part.nextElementSibling || before;
    var name = builder.nameOf(part);
    builder.enqueue("remove", fields);
    part.remove();
    builder.times();
    var again = document.createElement("button");
    again.type = "button";
    again.className = "small-button";
    again.textContent = words.putBack.replace("%(title)s", name);
    again.addEventListener("click", function () {
      var back = fields.filter(function (pair) { return pair[0] !== "key" && pair[0] !== "mark"; });
      if (before) back.push(["after", before.dataset.key]);
      builder.enqueue("add", back);
      again.remove();
      builder.say(words.puttingBack);
    });
    document.getElementById("told").replaceChildren(again);
    builder.say(words.takenOut.replace("%(title)s", name));
    var target = next && next.querySelector("[value^=remove]");
    if (target) target.focus();
  };

  builder.dress = function (part) {
    if (part.querySelector(".part__drag")) return;
    var handle = document.createElement("span");
    handle.className = "part__drag";
    handle.setAttribute("aria-hidden", "true");
    handle.title = words.drag;
    handle.textContent = "⠿";
    part.querySelector(".part__head").appendChild(handle);
    handle.addEventListener("pointerdown", function (event) { drag(event, part); });
  };
  /* The document listens, as a part that is moved in the page lets go of the pointer. */
  function drag(event, part) {
    if (event.button) return;
    event.preventDefault();
    builder.flush(part);
    part.classList.add("part--dragged");
    var before = builder.all();
    function over(moved) {
      var at = builder.all().filter(function (one) {
        var box = one.getBoundingClientRect();
        return one !== part && moved.clientY > box.top && moved.clientY < box.bottom;
      })[0];
      if (at) {
        var box = at.getBoundingClientRect(), upper = moved.clientY < box.top + box.height / 2;
        var place = upper ? at : at.nextElementSibling;
        if (place !== part && place !== part.nextElementSibling) parts.insertBefore(part, place);
      }
      if (moved.clientY < 80) window.scrollBy(0, -12);
      if (moved.clientY > window.innerHeight - 80) window.scrollBy(0, 12);
    }
    function drop() {
      ["pointermove", "pointerup", "pointercancel"].forEach(function (name) {
        document.removeEventListener(name, name === "pointermove" ? over : drop);
      });
      part.classList.remove("part--dragged");
      if (builder.all().some(function (one, index) { return one !== before[index]; })) sendOrder();
    }
    document.addEventListener("pointermove", over);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  }
})();
