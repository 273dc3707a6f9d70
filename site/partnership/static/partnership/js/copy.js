/* "Copy": shown only where it can work. Without JavaScript the frame is selected and copied by hand. A text field is
   copied as it stands. Of an e-mail:
   What is copied is the file that the other buttons save, as HTML and as plain text; nothing is stored or sent. */
(function () {
  "use strict";
  var button = document.querySelector("[data-copy]");
  if (!button) return;
  var status = document.querySelector("[data-copy-status]");
  button.hidden = false;

  function fetched(address, type) {
    return fetch(address).then(function (response) {
      if (!response.ok) throw new Error(response.status);
      return response.text();
    }).then(function (text) {
      return new Blob([text], { type: type });
    });
  }

  function select() {
    var shown = document.getElementById(button.getAttribute("data-copy"));
    if (shown.select) {
      shown.focus();
      shown.select();
      return;
    }
    var range = document.createRange();
    range.selectNodeContents(shown);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function say(name) {
    status.textContent = "";
    window.setTimeout(function () { status.textContent = button.getAttribute(name); }, 50);
  }

  function copySelection() {
    select();
    var copied = false;
    try { copied = document.execCommand("copy"); } catch (error) { copied = false; }
    say(copied ? "data-copied" : "data-not-copied");
  }

  button.addEventListener("click", function () {
    var html = button.getAttribute("data-copy-html");
    if (!html || !window.ClipboardItem || !navigator.clipboard || !navigator.clipboard.write) {
      copySelection();
      return;
    }
    var item = new ClipboardItem({
      "text/html": fetched(html, "text/html"),
      "text/plain": fetched(button.getAttribute("data-copy-text"), "text/plain")
    });
    navigator.clipboard.write([item]).then(function () { say("data-copied"); }, copySelection);
  });
})();
