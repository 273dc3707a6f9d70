/* The session builder: the column beside the running order, from which parts are put in. */
(function () {
  "use strict";
  var builder = window.sessionBuilder;
  if (!builder) return;
  var LOOKED_FOR = ["find", "q", "theme", "review", "resource"];

  function field(name) { return builder.form.elements[name]; }
  function goTo(asked) {
    var given = Object.keys(asked).filter(function (name) { return asked[name]; });
    var query = new URLSearchParams(given.map(function (name) { return [name, asked[name]]; })).toString();
    var address = builder.url + (query ? "?" + query : "");
    return fetch(address, { credentials: "same-origin" }).then(function (response) {
      if (!response.ok || response.redirected) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      document.getElementById("find").replaceWith(builder.parsed(html).getElementById("find"));
      window.history.replaceState(null, "", address);
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
  };
  builder.putSlides = function () {
    var ticked = Array.from(document.querySelectorAll("[name=put-slide]:checked"));
    builder.enqueue("slides", [["version", builder.version()], ["kind", "slides"], ["key", field("put-key").value]]
      .concat(ticked.map(function (one) { return ["slide", one.value]; })));
  };
})();
