/* Suggestions under a search box (ARIA 1.2 combobox with a list). The form works by itself; nothing is stored. */
(function () {
  "use strict";
  var box = document.querySelector("[data-suggest]");
  if (!box || !window.fetch || !window.AbortController) return;

  var said = box.dataset, list = document.createElement("ul"), status = document.createElement("span");
  var options = [], at = -1, timer, asking, asked = "";

  function set(element, attributes) {
    for (var name in attributes) element.setAttribute(name, attributes[name]);
  }

  function open(is) {
    list.hidden = !is;
    set(box, { "aria-expanded": is });
    move(-1);
  }

  function option(one, n) {
    var li = document.createElement("li"), note = document.createElement("span");
    set(li, { id: list.id + n, role: "option", "aria-selected": false });
    note.textContent = one.note;
    li.append(one.text + " ", note);
    li.onmousedown = function (event) { event.preventDefault(); };
    li.onclick = function () { location.assign(one.url); };
    return li;
  }

  function show(found) {
    var many = found.length;
    options = found;
    list.replaceChildren.apply(list, found.map(option));
    status.textContent = many > 1 ? said.suggestMany.replace("#", many) : many ? said.suggestOne : said.suggestNone;
    open(many > 0 && document.activeElement === box);
  }

  function ask() {
    var text = box.value.trim();
    timer = null;
    if (text === asked) return;
    asked = text;
    if (asking) asking.abort();
    if (text.length < 2) {
      options = [];
      return dismiss();
    }
    asking = new AbortController();
    fetch(said.suggest + "?q=" + encodeURIComponent(text.slice(0, 200)), { signal: asking.signal })
      .then(function (answer) { return answer.json(); })
      .then(function (answer) { asking = null; show(answer.suggestions); })
      .catch(function (error) { if (error.name !== "AbortError") { options = []; dismiss(); } });
  }

  // What is still to come is not wanted any more either. Says whether there was anything to close.
  function dismiss() {
    var was = timer || asking || !list.hidden;
    if (timer || asking) {
      clearTimeout(timer);
      if (asking) asking.abort();
      timer = asking = null;
      options = [];
      asked = "";
    }
    status.textContent = "";
    open(false);
    return was;
  }

  function move(to) {
    var items = list.children, one = items[to];
    if (items[at]) set(items[at], { "aria-selected": false });
    at = one ? to : -1;
    box.removeAttribute("aria-activedescendant");
    if (!one) return;
    set(one, { "aria-selected": true });
    set(box, { "aria-activedescendant": one.id });
    one.scrollIntoView({ block: "nearest" });
  }

  list.className = "suggest";
  set(list, { id: box.id + "-list", role: "listbox", "aria-label": said.suggestList });
  status.className = "unseen";
  set(status, { role: "status" });
  set(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  open(false);
  box.parentNode.classList.add("suggesting");
  box.parentNode.append(list, status);

  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  box.addEventListener("blur", dismiss);
  box.addEventListener("keydown", function (event) {
    var key = event.key, last = options.length - 1;
    if (event.isComposing) return;
    if (last >= 0 && (key === "ArrowDown" || key === "ArrowUp")) {
      if (list.hidden) open(true);
      move(key === "ArrowDown" ? at + 1 : at < 0 ? last : at - 1);
    } else if (key === "Escape") {
      if (!dismiss()) return; // with nothing open, a browser may empty the box
    } else if (key === "Enter" && at >= 0) location.assign(options[at].url);
    else return;
    event.preventDefault();
  });
})();
