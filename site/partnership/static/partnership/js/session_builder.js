/* The session builder: saves as one goes, moves parts by dragging and by keyboard, and loses nothing when the connection
   drops. Everything it does is a form of the page, sent as it stands; without this script the forms do it themselves.

   Each form sent is an "op", kept in this browser's storage, under the reader and the plan, until the server has answered
   it. Ops are sent one at a time, in order; one that may have been sent is sent again unchanged (a part's key and its
   mark make twice the same as once). See docs/decisions/0025-saving-a-session.md. */
(function () {
  "use strict";
  var root = document.getElementById("builder");
  if (!root || !window.fetch || !window.FormData || !window.DOMParser) return;
  var url = root.dataset.url;
  var words = document.getElementById("builder-words").dataset;
  var prefix = "session-" + root.dataset.user + "-" + root.dataset.plan + "-";
  var state = document.getElementById("savestate");
  var live = document.getElementById("say");
  var parts = document.getElementById("parts");
  var ops = [];
  var timers = {};
  var written = {}; // by part, what was last handed to the queue
  var sending = false;
  var stopped = false;
  var stale = false;
  var wait = 0;
  root.classList.add("saves-itself");
  state.hidden = false;

  // ---- the queue ----
  function store(op) {
    try { localStorage.setItem(prefix + op.id, JSON.stringify(op)); } catch (error) { /* full or forbidden: memory only */ }
  }
  function forget(op) {
    ops = ops.filter(function (one) { return one !== op; });
    try { localStorage.removeItem(prefix + op.id); } catch (error) { /* nothing was kept */ }
  }
  function kept() {
    var found = [];
    try {
      for (var n = 0; n < localStorage.length; n += 1) {
        var name = localStorage.key(n);
        if (name.indexOf(prefix) === 0) found.push(JSON.parse(localStorage.getItem(name)));
      }
    } catch (error) { return []; }
    return found.sort(function (a, b) { return a.id < b.id ? -1 : 1; });
  }
  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var text = Array.prototype.map.call(bytes, function (one) { return (one + 256).toString(16).slice(1); }).join("");
    return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join("-");
  }
  function value(op, name) {
    var found = op.fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  }
  function set(op, name, text) {
    op.fields = op.fields.filter(function (pair) { return pair[0] !== name; }).concat([[name, text]]);
  }
  function fieldsOf(form) {
    return Array.from(new FormData(form).entries()).filter(function (pair) {
      return pair[0] !== "csrfmiddlewaretoken" && typeof pair[1] === "string";
    });
  }
  /* What was typed in a part before it is one op: the last words, measured against the words the server had first. */
  function enqueue(what, fields) {
    var op = { id: Date.now().toString(36).padStart(9, "0") + "-" + uuid().slice(0, 8), fields: fields, sent: false, held: false };
    set(op, "do", what);
    var key = value(op, "key");
    if (what === "save") {
      ops.filter(function (one) {
        return (!one.sent || one.held) && value(one, "do") === "save" && value(one, "key") === key;
      }).forEach(forget);
    }
    if ((what === "add" || what === "again" || what === "slides") && !key) set(op, "key", what === "slides" ? "" : uuid());
    if (what === "copy" || what === "both") set(op, "new_key", uuid());
    ops.push(op);
    store(op);
    show();
    pump();
    return op;
  }

  // ---- what the reader is told ----
  function show(text) {
    var waiting = ops.filter(function (op) { return !op.held; }).length;
    var held = ops.length - waiting;
    var typing = Object.keys(timers).length;
    state.className = "savestate" + (text ? " savestate--waiting" : held ? " savestate--refused" : "");
    state.textContent = text || (waiting || typing ? words.saving : held ? words.held : words.saved);
    root.dataset.state = text ? "waiting" : waiting || typing ? "saving" : held ? "held" : "saved";
  }
  function say(text) {
    live.textContent = "";
    window.setTimeout(function () { live.textContent = text; }, 60);
  }
  function partOf(key) { return key ? document.getElementById("part-" + key) : null; }
  function clearTold(part) {
    Array.from(part.querySelectorAll("[data-told]")).forEach(function (one) { one.remove(); });
  }
  function tell(key, node) {
    node.setAttribute("data-told", "");
    var part = partOf(key);
    if (part) { clearTold(part); part.appendChild(node); } else { document.getElementById("told").appendChild(node); }
  }
  function paragraph(text) {
    var node = document.createElement("p");
    node.className = "error";
    node.setAttribute("role", "alert");
    node.textContent = text;
    return node;
  }

  // ---- sending ----
  function token() { return document.querySelector("[name=csrfmiddlewaretoken]").value; }
  function pump() {
    if (sending) return;
    var op = ops.filter(function (one) { return !one.held; })[0];
    if (!op) return;
    sending = true;
    op.sent = true;
    store(op);
    var body = new FormData();
    op.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("csrfmiddlewaretoken", token());
    fetch(url, { method: "POST", body: body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual" })
      .then(function (response) {
        if (response.type === "opaqueredirect" || response.status === 403) return { stop: words.signedOut };
        if (response.status === 404) return { stop: words.notThere };
        if (response.status !== 200 && response.status !== 409 && response.status !== 422) throw new Error(response.status);
        return response.json().then(function (said) { return { status: response.status, said: said }; });
      })
      .then(function (answer) {
        sending = false;
        wait = 0;
        stopped = !!answer.stop;
        if (stopped) { show(answer.stop); return; }
        answered(op, answer.status, answer.said);
      })
      .catch(function () {
        sending = false;
        wait = Math.min(30000, wait ? wait * 2 : 2000);
        show(words.noConnection);
        window.setTimeout(pump, wait);
      });
  }
  /* Somebody who signed in again in another window has another token, which a new page holds. */
  function renew() {
    if (!stopped) return pump();
    fetch(url, { credentials: "same-origin", redirect: "manual" })
      .then(function (response) { return response.ok ? response.text() : ""; })
      .then(function (html) {
        var fresh = html && parsed(html).querySelector("[name=csrfmiddlewaretoken]");
        if (!fresh) return;
        Array.from(document.querySelectorAll("[name=csrfmiddlewaretoken]")).forEach(function (one) { one.value = fresh.value; });
        stopped = false;
        show();
        pump();
      }).catch(function () { /* no connection: asked again at the next occasion */ });
  }
  function answered(op, status, said) {
    var what = value(op, "do"), key = value(op, "key"), part = partOf(key);
    if (status === 200) {
      forget(op);
      if (part) clearTold(part);
      if (what === "save" && part) remember(part, said);
      replaceStanding(said.standing);
      if (said.told) say(said.told);
      if (said.merged) note(said.told);
      stale = stale || what !== "save" || said.merged;
      times();
    } else {
      op.held = true;
      store(op);
      if (status === 409) {
        var box = document.createElement("div");
        box.innerHTML = said.html;
        box.dataset.op = op.id;
        tell(key, box);
      } else if (said.errors && said.errors.length) {
        var all = document.createElement("div");
        said.errors.forEach(function (pair) { all.appendChild(paragraph(pair[1])); });
        tell(key, all);
      } else {
        if (what !== "save") forget(op);
        tell(key, paragraph(said.told));
      }
    }
    show();
    pump();
    if (stale && !sending) refresh();
  }
  /* From now on the part is measured against what the server has. What was typed meanwhile was typed upon that. */
  function remember(part, said) {
    part.querySelector("[name=mark]").value = said.mark;
    part.querySelector("[name=version]").value = said.version;
    ops.forEach(function (op) {
      if (!op.sent && value(op, "do") === "save" && value(op, "key") === part.dataset.key) {
        set(op, "mark", said.mark);
        store(op);
      }
    });
  }
  function note(text) {
    var node = document.createElement("p");
    node.className = "callout";
    node.textContent = text;
    document.getElementById("told").replaceChildren(node);
  }
  function parsed(html) { return new DOMParser().parseFromString(html, "text/html"); }
  function replaceStanding(html) {
    if (!html) return;
    Array.from(parsed(html).querySelectorAll("[id]")).forEach(function (fresh) {
      var old = document.getElementById(fresh.id);
      if (old && !old.contains(document.activeElement)) old.replaceWith(fresh);
    });
  }

  // ---- the page as the server has it, without what is being written here ----
  function isBusy(part) {
    var key = part.dataset.key;
    return timers[key] || part.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName) ||
      ops.some(function (op) { return value(op, "key") === key; });
  }
  function refresh() {
    return fetch(window.location.pathname + window.location.search, { credentials: "same-origin" })
      .then(function (response) { return response.ok && !response.redirected ? response.text() : ""; })
      .then(function (html) { if (html) merge(parsed(html)); })
      .catch(function () { /* the next answer brings it */ });
  }
  function merge(fresh) {
    var list = fresh.getElementById("parts");
    if (!list || ops.some(function (op) { return !op.held; }) || document.querySelector(".part--dragged")) return;
    stale = false;
    parts.dataset.begins = list.dataset.begins;
    var focused = focusPath();
    var wanted = Array.from(list.children);
    var keys = wanted.map(function (one) { return one.dataset.key; });
    Array.from(parts.children).forEach(function (old) {
      if (keys.indexOf(old.dataset.key) < 0 && !isBusy(old)) old.remove();
    });
    wanted.forEach(function (one, index) {
      var old = partOf(one.dataset.key), node = old;
      if (!old || !isBusy(old)) {
        if (old && old.querySelector("details[open]")) one.querySelector("details").open = true;
        node = one;
        delete written[one.dataset.key];
        if (old) old.replaceWith(one);
      }
      if (parts.children[index] !== node) parts.insertBefore(node, parts.children[index] || null);
      dress(node);
    });
    replace(fresh, "find");
    var suggest = document.querySelector(".suggest");
    if (suggest && !fresh.querySelector(".suggest")) suggest.remove();
    times();
    focusAgain(focused);
  }
  function replace(fresh, id) {
    var old = document.getElementById(id), next = fresh.getElementById(id);
    var active = document.activeElement;
    if (old && next && !(old.contains(active) && /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName))) old.replaceWith(next);
  }
  function focusPath() {
    var active = document.activeElement, part = active && active.closest(".part");
    return part ? { key: part.dataset.key, id: active.id, what: active.value } : null;
  }
  function focusAgain(path) {
    if (!path || document.activeElement && document.activeElement !== document.body) return;
    var part = partOf(path.key);
    if (!part) return;
    var target = (path.id && document.getElementById(path.id)) || button(part, path.what);
    if (target) target.focus({ preventScroll: true });
  }
  function button(part, what) {
    function named(value) {
      return Array.from(part.querySelectorAll("button")).filter(function (one) { return one.value === value && one.tabIndex >= 0; })[0];
    }
    var found = named(what);
    if (!found || !found.disabled) return found;
    return named(what.replace(/up|down/, function (way) { return way === "up" ? "down" : "up"; }));
  }

  // ---- times, order ----
  /* By the clock, where the plan says when it begins (in minutes after midnight); else counted from the beginning. */
  function clock(minutes) {
    var begins = parts.dataset.begins, all = (begins ? Number(begins) : 0) + minutes, hours = Math.floor(all / 60);
    return (begins ? String(hours % 24).padStart(2, "0") : hours) + ":" + String(all % 60).padStart(2, "0");
  }
  function times() {
    var at = 0, all = Array.from(parts.children);
    all.forEach(function (part, index) {
      var minutes = Math.max(0, parseInt(part.querySelector("[name=minutes]").value, 10) || 0);
      part.querySelector(".part__time").textContent = words.minute.replace("%(from)s", clock(at)).replace("%(to)s", clock(at + minutes));
      at += minutes;
      Array.from(part.querySelectorAll(".part__do button")).forEach(function (one) {
        if (one.value === "up") one.disabled = index === 0;
        if (one.value === "down") one.disabled = index === all.length - 1;
      });
    });
  }
  function sendOrder() {
    ops.filter(function (op) { return !op.sent && value(op, "do") === "order"; }).forEach(forget);
    enqueue("order", Array.from(parts.children).map(function (part) { return ["order", part.dataset.key]; }));
    times();
  }
  function move(part, by) {
    var to = by < 0 ? part.previousElementSibling : part.nextElementSibling;
    if (!to) return;
    flush(part);
    parts.insertBefore(part, by < 0 ? to : to.nextElementSibling);
    sendOrder();
    var target = button(part, by < 0 ? "up" : "down");
    if (target) target.focus();
    say(words.moved.replace("%(title)s", nameOf(part)).replace("%(place)s", Array.from(parts.children).indexOf(part) + 1)
      .replace("%(of)s", parts.children.length));
  }
  function moveSlide(part, by) {
    var row = by.closest("li"), list = row.parentElement, down = by.value.indexOf("slide_down") === 0;
    var to = down ? row.nextElementSibling : row.previousElementSibling;
    if (!to) return;
    enqueue(by.value, fieldsOf(part.querySelector("form")));
    list.insertBefore(row, down ? to.nextElementSibling : to);
    var all = Array.from(list.children);
    all.forEach(function (one, index) {
      one.querySelector("[value^=slide_up]").disabled = index === 0;
      one.querySelector("[value^=slide_down]").disabled = index === all.length - 1;
    });
    var target = button(part, by.value);
    if (target) target.focus();
    say(words.moved.replace("%(title)s", row.querySelector(".part__slidename").textContent)
      .replace("%(place)s", all.indexOf(row) + 1).replace("%(of)s", all.length));
  }
  function nameOf(part) {
    var source = part.querySelector(".part__source");
    return part.querySelector("[name=title]").value || (source ? source.textContent : part.querySelector(".part__kind").textContent);
  }

  // ---- dragging ----
  function dress(part) {
    if (part.querySelector(".part__drag")) return;
    var handle = document.createElement("span");
    handle.className = "part__drag";
    handle.setAttribute("aria-hidden", "true");
    handle.title = words.drag;
    handle.textContent = "⠿";
    part.querySelector(".part__head").appendChild(handle);
    handle.addEventListener("pointerdown", function (event) { drag(event, part); });
  }
  /* The document listens, as a part that is moved in the page lets go of the pointer. */
  function drag(event, part) {
    if (event.button) return;
    event.preventDefault();
    flush(part);
    part.classList.add("part--dragged");
    var before = Array.from(parts.children);
    function over(moved) {
      var at = Array.from(parts.children).filter(function (one) {
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
      if (Array.from(parts.children).some(function (one, index) { return one !== before[index]; })) sendOrder();
    }
    document.addEventListener("pointermove", over);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", drop);
  }

  // ---- what is typed ----
  function flush(part) {
    var key = part.dataset.key;
    if (!timers[key]) return;
    window.clearTimeout(timers[key]);
    delete timers[key];
    var fields = fieldsOf(part.querySelector("form"));
    var now = JSON.stringify(fields.filter(function (pair) { return pair[0] !== "mark" && pair[0] !== "version"; }));
    if (written[key] === now) return show(); // leaving a field says again what typing in it has said
    written[key] = now;
    enqueue("save", fields);
  }
  function typed(event) {
    var part = event.target.closest(".part");
    if (!part || !event.target.name || event.target.closest(".conflict")) return;
    var key = part.dataset.key;
    window.clearTimeout(timers[key]);
    timers[key] = window.setTimeout(function () { flush(part); }, event.type === "change" ? 150 : 900);
    // What was refused is replaced by what is typed now.
    ops.filter(function (op) { return op.held && value(op, "do") === "save" && value(op, "key") === key && !part.querySelector(".conflict"); })
      .forEach(forget);
    if (event.target.name === "minutes") times();
    show();
  }
  function submitted(event) {
    var form = event.target, by = event.submitter;
    if (!form.matches("[data-op]")) return;
    event.preventDefault();
    var what = by && by.name === "do" ? by.value : "save";
    var part = form.closest(".part"), box = form.closest("[data-told]");
    if (box && box.dataset.op) {
      ops.filter(function (op) { return op.id === box.dataset.op; }).forEach(forget);
      box.remove();
      enqueue(what, fieldsOf(form));
      return;
    }
    if (part && (what === "up" || what === "down")) return move(part, what === "up" ? -1 : 1);
    if (part && what === "save") { timers[part.dataset.key] = timers[part.dataset.key] || 1; return flush(part); }
    if (part) flush(part);
    if (part && what.indexOf("slide_") === 0) return moveSlide(part, by);
    if (part && what === "remove") return takeOut(part, form);
    enqueue(what, fieldsOf(form));
    if (form.classList.contains("find__own")) form.reset();
  }
  function takeOut(part, form) {
    var fields = fieldsOf(form), next = part.nextElementSibling || part.previousElementSibling, before = part.previousElementSibling;
    var name = nameOf(part);
    enqueue("remove", fields);
    part.remove();
    times();
    var again = document.createElement("button");
    again.type = "button";
    again.className = "small-button";
    again.textContent = words.putBack.replace("%(title)s", name);
    again.addEventListener("click", function () {
      var back = fields.filter(function (pair) { return pair[0] !== "key" && pair[0] !== "mark"; });
      if (before) back.push(["after", before.dataset.key]);
      var op = enqueue("add", back);
      again.remove();
      say(words.puttingBack);
      return op;
    });
    document.getElementById("told").replaceChildren(again);
    say(words.takenOut.replace("%(title)s", name));
    var target = next && button(next, "remove");
    if (target) target.focus();
  }

  // ---- the column beside it ----
  function find(address) {
    return fetch(address, { credentials: "same-origin" }).then(function (response) {
      if (!response.ok || response.redirected) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      var old = document.getElementById("find"), next = parsed(html).getElementById("find");
      old.replaceWith(next);
      window.history.replaceState(null, "", address);
      var heading = document.getElementById("find-heading");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }).catch(function () { window.location.href = address; });
  }
  document.addEventListener("submit", function (event) {
    if (!event.target.matches("[data-find]")) return;
    event.preventDefault();
    find(url + "?" + new URLSearchParams(new FormData(event.target)).toString());
  });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-theirs]")) {
      var box = link.closest("[data-told]");
      if (!box) return;
      event.preventDefault();
      var part = link.closest(".part");
      ops.filter(function (op) { return op.id === box.dataset.op; }).forEach(forget);
      box.remove();
      if (part) {
        window.clearTimeout(timers[part.dataset.key]);
        delete timers[part.dataset.key];
        delete written[part.dataset.key];
      }
      show();
      refresh();
    } else if (link.closest("#find .tabs, #find .pages, #find .find__filters")) {
      event.preventDefault();
      find(url + new URL(link.href).search);
    }
  });

  // ---- the start ----
  root.addEventListener("input", typed);
  root.addEventListener("change", typed);
  root.addEventListener("submit", submitted);
  window.addEventListener("online", renew);
  window.addEventListener("focus", renew);
  window.addEventListener("beforeunload", function () {
    Array.from(parts.children).forEach(flush);
  });
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) Array.from(parts.children).forEach(flush);
  });
  Array.from(parts.children).forEach(dress);
  ops = kept();
  ops.forEach(function (op) {
    op.held = false;
    var part = partOf(value(op, "key"));
    if (part && value(op, "do") === "save") {
      ["title", "minutes", "text", "notes"].forEach(function (name) {
        var field = part.querySelector("[name=" + name + "]");
        if (field) field.value = value(op, name);
      });
    }
  });
  show();
  times();
  pump();
})();
