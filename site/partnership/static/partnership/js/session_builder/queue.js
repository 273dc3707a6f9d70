/* The session builder: what is not saved yet. Each change is an "op", kept in this browser's storage, under the reader and
   the plan, until the server has answered it. Ops are sent one at a time, in order; one that may have been sent is sent
   again unchanged (a part's key and its mark make twice the same as once). */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var prefix = "session-" + builder.root.dataset.user + "-" + builder.root.dataset.plan + "-";
  var sending = false, stopped = false, stale = false, wait = 0;

  function store(op) {
    try { localStorage.setItem(prefix + op.id, JSON.stringify(op)); } catch (error) { /* full or forbidden: memory only */ }
  }
  builder.forget = function (op) {
    builder.ops = builder.ops.filter(function (one) { return one !== op; });
    try { localStorage.removeItem(prefix + op.id); } catch (error) { /* nothing was kept */ }
  };
  builder.forgetAll = function (which) { builder.ops.filter(which).forEach(builder.forget); };
  builder.kept = function () {
    var found = [];
    try {
      for (var n = 0; n < localStorage.length; n += 1) {
        var name = localStorage.key(n);
        if (name.indexOf(prefix) === 0) found.push(JSON.parse(localStorage.getItem(name)));
      }
    } catch (error) { return []; }
    return found.sort(function (a, b) { return a.id < b.id ? -1 : 1; });
  };
  var value = builder.value = function (op, name) {
    var found = op.fields.filter(function (pair) { return pair[0] === name; })[0];
    return found ? found[1] : "";
  };
  function set(op, name, text) {
    op.fields = op.fields.filter(function (pair) { return pair[0] !== name; }).concat([[name, text]]);
  }

  /* What was typed in a part before it is one op: the last words, measured against the words the server had first. */
  builder.enqueue = function (what, fields) {
    var id = Date.now().toString(36).padStart(9, "0") + "-" + builder.uuid().slice(0, 8);
    var op = { id: id, fields: fields, sent: false, held: false };
    set(op, "do", what);
    var key = value(op, "key");
    if (what === "save") {
      builder.forgetAll(function (one) {
        return (!one.sent || one.held) && value(one, "do") === "save" && value(one, "key") === key;
      });
    }
    if ((what === "add" || what === "again" || what === "slides") && !key) set(op, "key", what === "slides" ? "" : builder.uuid());
    if (what === "copy" || what === "both") set(op, "new_key", builder.uuid());
    builder.ops.push(op);
    store(op);
    builder.show();
    builder.pump();
    return op;
  };
  builder.pump = function () {
    if (sending) return;
    var op = builder.ops.filter(function (one) { return !one.held; })[0];
    if (!op) return;
    sending = true;
    op.sent = true;
    store(op);
    var body = new FormData();
    op.fields.forEach(function (pair) { body.append(pair[0], pair[1]); });
    body.append("csrfmiddlewaretoken", builder.token());
    fetch(builder.url, { method: "POST", body: body, headers: { Accept: "application/json" }, credentials: "same-origin", redirect: "manual" })
      .then(function (response) {
        if (response.type === "opaqueredirect" || response.status === 403) return { stop: builder.words.signedOut };
        if (response.status === 404) return { stop: builder.words.notThere };
        if (response.status !== 200 && response.status !== 409 && response.status !== 422) throw new Error(response.status);
        return response.json().then(function (said) { return { status: response.status, said: said }; });
      })
      .then(function (answer) {
        sending = false;
        wait = 0;
        stopped = !!answer.stop;
        if (stopped) { builder.show(answer.stop); return; }
        answered(op, answer.status, answer.said);
      })
      .catch(function () {
        sending = false;
        wait = Math.min(30000, wait ? wait * 2 : 2000);
        builder.show(builder.words.noConnection);
        window.setTimeout(builder.pump, wait);
      });
  };
  /* Somebody who signed in again in another window has another token, which a new page holds. */
  builder.renew = function () {
    if (!stopped) return builder.pump();
    fetch(builder.url, { credentials: "same-origin", redirect: "manual" })
      .then(function (response) { return response.ok ? response.text() : ""; })
      .then(function (html) {
        var fresh = html && builder.parsed(html).querySelector("[name=csrfmiddlewaretoken]");
        if (!fresh) return;
        Array.from(document.querySelectorAll("[name=csrfmiddlewaretoken]")).forEach(function (one) { one.value = fresh.value; });
        stopped = false;
        builder.show();
        builder.pump();
      }).catch(function () { /* no connection: asked again at the next occasion */ });
  };
  builder.isFresh = function () { stale = false; };

  function answered(op, status, said) {
    var what = value(op, "do"), key = value(op, "key"), part = builder.partOf(key);
    if (status === 200) {
      builder.forget(op);
      builder.version(said.version);
      if (part) builder.clearTold(part);
      if (what === "save" && part) remember(part, said);
      builder.replaceStanding(said.standing);
      if (what === "slides") builder.untick(op.fields.map(function (pair) { return pair[0] === "slide" ? pair[1] : ""; }));
      if (said.told) builder.say(said.told);
      if (said.merged) builder.note(said.told);
      stale = stale || what !== "save" || said.merged;
      builder.times();
    } else {
      op.held = true;
      store(op);
      refused(op, status, said, what, key);
    }
    builder.show();
    builder.pump();
    if (stale && !sending) builder.refresh();
  }
  function refused(op, status, said, what, key) {
    var box = document.createElement("div");
    if (status === 409) {
      box.innerHTML = said.html;
      box.dataset.op = op.id;
      builder.tell(key, box);
    } else if (said.errors && said.errors.length) {
      said.errors.forEach(function (pair) { box.appendChild(builder.paragraph(pair[1])); });
      builder.tell(key, box);
    } else {
      if (what !== "save") builder.forget(op);
      builder.tell(key, builder.paragraph(said.told));
    }
  }
  /* From now on the part is measured against what the server has. What was typed meanwhile was typed upon that. */
  function remember(part, said) {
    builder.hidden(part, "mark").value = said.mark;
    builder.ops.forEach(function (op) {
      if (!op.sent && value(op, "do") === "save" && value(op, "key") === part.dataset.key) {
        set(op, "mark", said.mark);
        store(op);
      }
    });
  }
})();
