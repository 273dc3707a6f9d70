/* "Leave this site": the link works by itself. With JavaScript the page goes blank at once, its title and address leave
   this tab's list of pages, Back leads to nothing of ours, and the Shift key pressed three times within five seconds does
   the same. A mark that this tab has left is kept until the tab is closed or this site is opened in it anew. Nothing is
   sent. What no page can do is said at /leaving-this-site/: the browser's own history is not ours to change. */
(function () {
  "use strict";
  var link = document.querySelector("[data-leave]");
  var status = document.querySelector("[data-leave-status]");
  if (!link) return;

  var MARK = "left";
  var presses = [];
  var alone = false;

  function mark(value) {
    try {
      if (value) sessionStorage.setItem(MARK, value);
      else sessionStorage.removeItem(MARK);
    } catch (refused) { /* a browser that keeps nothing: the rest works all the same */ }
  }

  function hasLeft() {
    try { return sessionStorage.getItem(MARK) !== null; } catch (refused) { return false; }
  }

  function leave() {
    document.documentElement.hidden = true; // before anything that takes time; nothing shows it again
    document.title = link.getAttribute("data-leave-title") || "";
    mark("1");
    // Where the next page is slow, or never comes, the tab's list does not name this one meanwhile.
    try { history.replaceState(null, "", "/"); } catch (refused) { /* too many changes in a short time */ }
    window.location.replace(link.href);
  }

  function cameBack() {
    var how = performance.getEntriesByType && performance.getEntriesByType("navigation")[0];
    return Boolean(how) && how.type === "back_forward";
  }

  function say(text) {
    if (status) status.textContent = text || "";
  }

  // With Ctrl or Shift held the browser opens the other page in a tab or window of its own; this one goes blank and leaves
  // as well: whoever presses this wants it gone.
  link.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      setTimeout(leave, 0);
    } else {
      event.preventDefault();
      leave();
    }
  });
  link.addEventListener("auxclick", function (event) {
    if (event.button === 1) setTimeout(leave, 0);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Shift") {
      alone = !event.repeat;
    } else {
      alone = false;
      presses = [];
      say("");
    }
  });

  document.addEventListener("keyup", function (event) {
    if (event.key !== "Shift" || !alone) return;
    var now = Date.now();
    presses = presses.filter(function (then) { return now - then < 5000; });
    presses.push(now);
    if (presses.length >= 3) return leave();
    say(status && status.getAttribute("data-leave-" + presses.length));
  });

  // Back, from where we left to: a page of ours read earlier in this tab leaves again. Opened anew, it is wanted.
  window.addEventListener("pageshow", function (event) {
    if (!hasLeft()) return;
    if (event.persisted || cameBack()) leave();
    else mark("");
  });
})();
