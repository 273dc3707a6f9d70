/* The session builder: the column beside the running order, from which parts are put in. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var LOOKED_FOR = ["find", "q", "theme", "review", "resource"];

  builder.looks = 0; // how often something was looked for: an answer to an earlier question is out of date

  function field(name) { return builder.form.elements[name]; }
  function boxes(list) { return Array.from(list.querySelectorAll("[name=put-slide]")); }
  /* What is asked for, as an address that has the slides ticked so far too: "0" where each tick was taken away. */
  builder.lookedFor = function (asked) {
    var given = Object.keys(asked).filter(function (name) { return asked[name]; });
    var query = new URLSearchParams(given.map(function (name) { return [name, asked[name]]; }));
    var found = boxes(document), ticked = field("ticked"), into = field("put-key");
    if (found.length) {
      query.set("ticked", found.filter(function (one) { return one.checked; }).map(function (one) { return one.value; }).join(".") || "0");
    } else if (ticked && !ticked.disabled) query.set("ticked", ticked.value);
    if (into) query[into.value ? "set" : "delete"]("put-key", into.value);
    return builder.url + (query.toString() ? "?" + query : "");
  };
  /* Takes over a new column. What was begun in the old one stays: ticks, and a part of one's own, unseen where the new one
     has no fields for it. With `all`, what is typed to look for too. */
  builder.takeOver = function (fresh, all) {
    var old = document.getElementById("find"), was = {};
    boxes(old).forEach(function (one) { was[one.value] = one.checked; });
    boxes(fresh).forEach(function (one) { if (one.value in was) one.checked = was[one.value]; });
    Array.from(old.querySelectorAll("[name]")).forEach(function (one) {
      var next = fresh.querySelector('[name="' + one.name + '"]'), own = one.name.indexOf("own-") === 0;
      if (next && (own || all && LOOKED_FOR.indexOf(one.name) > 0)) next.value = one.value;
      if (next || !own) return;
      var kept = document.createElement("input");
      kept.type = "hidden";
      kept.name = one.name;
      kept.value = one.value;
      fresh.appendChild(kept);
    });
    var details = old.querySelector("details"), now = fresh.querySelector("details");
    if (all && details && now) now.open = details.open;
    old.replaceWith(fresh);
  };
  function goTo(asked) {
    var address = builder.lookedFor(asked), nth = builder.looks += 1;
    window.history.replaceState(null, "", address); // at once: what is asked for again meanwhile is this
    return fetch(address, { credentials: "same-origin" }).then(function (response) {
      if (!response.ok || response.redirected) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      if (nth !== builder.looks) return; // meanwhile something else was asked for
      builder.takeOver(builder.parsed(html).getElementById("find"));
      var heading = document.getElementById("find-heading");
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    }).catch(function () { window.location.href = address; });
  }
  /* "find" what is asked for in its fields, "show" another list, turn to a "page". */
  builder.look = function (verb, rest) {
    if (verb === "show") return goTo({ find: rest });
    var asked = {};
    LOOKED_FOR.forEach(function (name) { if (field(name)) asked[name] = field(name).value; });
    if (verb === "page") asked.page = rest;
    return goTo(asked);
  };
  /* "point:3", "briefing:4", or "own", with what is written for it. */
  builder.putIn = function (what) {
    var kind = what.split(":")[0], fields = [["version", builder.version()]];
    if (kind !== "own") return builder.enqueue("add", fields.concat([["kind", kind], [kind, what.split(":")[1]]]));
    builder.enqueue("add", fields.concat(["kind", "title", "minutes", "text"].map(function (name) {
      return [name, field("own-" + name).value];
    })));
    ["own-title", "own-text"].forEach(function (name) { field(name).value = ""; });
    field("own-minutes").value = field("own-minutes").defaultValue;
  };
  builder.putSlides = function () {
    var ticked = boxes(document).filter(function (one) { return one.checked; });
    builder.enqueue("slides", [["version", builder.version()], ["kind", "slides"], ["key", field("put-key").value]]
      .concat(ticked.map(function (one) { return ["slide", one.value]; })));
  };
  /* They are in: they need not be put in once more. */
  builder.untick = function (slides) {
    boxes(document).forEach(function (one) { if (slides.indexOf(one.value) >= 0) one.checked = false; });
    window.history.replaceState(null, "", builder.lookedFor(builder.asked()));
  };
  builder.asked = function () { return Object.fromEntries(new URLSearchParams(window.location.search)); };
  builder.form.addEventListener("change", function (event) { // a page that is loaded again has the ticks too
    if (/^put-/.test(event.target.name)) window.history.replaceState(null, "", builder.lookedFor(builder.asked()));
  });
})();
