// Says so when the hub does not answer, and takes it back when it does. A form is sent once.
(function () {
  "use strict";
  function offline(away) {
    document.getElementById("offline").hidden = !away;
    document.body.classList.toggle("stale", away);
  }
  document.addEventListener("htmx:sendError", function () { offline(true); });
  document.addEventListener("htmx:responseError", function () { offline(true); });
  document.addEventListener("htmx:afterOnLoad", function () { offline(false); });
  document.addEventListener("submit", function (event) {
    event.target.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
  });
})();
