// Says so when the hub does not answer, and takes it back when it does. A form is sent once. What is
// wider than its frame can be moved by keyboard.
(function () {
  "use strict";
  function offline(away) {
    document.getElementById("offline").hidden = !away;
    document.body.classList.toggle("stale", away);
  }
  document.addEventListener("htmx:sendError", function () { offline(true); });
  document.addEventListener("htmx:responseError", function () { offline(true); });
  document.addEventListener("htmx:afterOnLoad", function () { offline(false); });
  function reachable() {
    document.querySelectorAll(".scroll").forEach(function (box) {
      if (box.hasAttribute("tabindex") && !box.dataset.wide) { return; }
      if (box.scrollWidth > box.clientWidth) {
        var panel = box.closest("section") || document.getElementById("content");
        var heading = panel.querySelector("h2") || document.querySelector("h1");
        box.dataset.wide = "yes";
        box.tabIndex = 0;
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", heading ? heading.textContent.trim() : document.title);
      } else if (box.dataset.wide) {
        ["data-wide", "tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
      }
    });
  }
  document.addEventListener("DOMContentLoaded", function () {
    reachable();
    // what is loaded later, or put in place of what there was
    var content = document.getElementById("content");
    if (content) { new MutationObserver(reachable).observe(content, {childList: true, subtree: true}); }
  });
  window.addEventListener("resize", reachable);
  document.addEventListener("submit", function (event) {
    event.target.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
  });
  // a form that htmx has sent stays on the page, and may be sent again
  document.addEventListener("htmx:afterRequest", function (event) {
    if (event.target.matches("form")) {
      event.target.querySelectorAll("button").forEach(function (button) { button.disabled = false; });
    }
  });
})();
// Copies what a button holds; without a secure connection there is no clipboard API.
document.addEventListener("click", function (event) {
  "use strict";
  const button = event.target.closest("[data-copy]");
  if (!button) { return; }
  const text = button.dataset.copy;
  function done() { button.textContent = button.dataset.done; }
  function byHand() {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
    done();
  }
  if (navigator.clipboard && window.isSecureContext) {
    navigator.clipboard.writeText(text).then(done, byHand);
  } else {
    byHand();
  }
});
