/* "Leave this site": the link works by itself. With JavaScript it also leaves no way back to this page,
   and answers to the Shift key pressed three times within five seconds. Nothing is stored or sent. */
(function () {
  "use strict";
  var link = document.querySelector("[data-leave]");
  var status = document.querySelector("[data-leave-status]");
  if (!link) return;

  var presses = [];
  var alone = false;

  function leave() {
    document.documentElement.hidden = true;
    document.title = link.getAttribute("data-leave-title") || "";
    window.location.replace(link.href);
  }

  function say(text) {
    if (status) status.textContent = text || "";
  }

  link.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave();
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

  window.addEventListener("pageshow", function () {
    document.documentElement.hidden = false;
  });
})();
