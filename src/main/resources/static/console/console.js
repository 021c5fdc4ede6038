// What is wider than its frame can be moved by keyboard.
// Says so when the hub does not answer, and takes it back when it does. A form is sent once. A page that moves is told
// by a stream what changed; while the stream is broken it asks by itself.
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
  // while a person writes there, a part does not bring itself up to date
  document.addEventListener("htmx:beforeRequest", function (event) {
    var hold = event.target.dataset && event.target.dataset.hold;
    if (hold && event.target.querySelector(hold)) { event.preventDefault(); }
  });
  // what a person has unfolded stays so when the page brings itself up to date
  var unfolded = [];
  document.addEventListener("htmx:beforeSwap", function (event) {
    unfolded = Array.prototype.map.call(event.detail.target.querySelectorAll("details[id][open]"), function (one) { return one.id; });
  });
  document.addEventListener("htmx:afterSwap", function () {
    unfolded.forEach(function (id) { var one = document.getElementById(id); if (one) { one.open = true; } });
    unfolded = [];
  });

  var POLL = 3000, SILENT = 25000, AGAIN = 15000;
  var stream = null, heard = 0, opened = 0;
  function live() { return document.querySelector("[data-stream]"); }
  function put(id, html) {
    var old = document.getElementById(id);
    var box = document.createElement("template");
    box.innerHTML = html;
    var fresh = box.content.firstElementChild;
    if (!old || !fresh) { return; }
    var focus = old.contains(document.activeElement) ? document.activeElement : null;
    var link = focus && focus.getAttribute("href");
    old.replaceWith(fresh);
    if (window.htmx) { window.htmx.process(fresh); }
    if (link) {
      var same = Array.prototype.find.call(fresh.querySelectorAll("a"), function (a) { return a.getAttribute("href") === link; });
      if (same) { same.focus({preventScroll: true}); }
    }
  }
  function word() { heard = Date.now(); offline(false); }
  function open() {
    close();
    opened = heard = Date.now();
    stream = new EventSource(live().dataset.stream);
    stream.addEventListener("open", word);
    stream.addEventListener("beat", word);
    stream.addEventListener("stale", function () { heard = Date.now(); offline(true); });
    stream.addEventListener("part", function (event) {
      word();
      var end = event.data.indexOf("\n");
      put(event.data.slice(0, end), event.data.slice(end + 1));
    });
    stream.addEventListener("error", function () { heard = 0; });
  }
  function close() {
    if (stream) { stream.close(); stream = null; }
  }
  function look() {
    var page = live();
    if (!page || document.hidden) { return; }
    var broken = !stream || Date.now() - heard > SILENT;
    if (broken) { window.htmx.trigger(page, "poll"); }
    if (window.EventSource && broken && Date.now() - opened > AGAIN) { open(); }
  }
  document.addEventListener("DOMContentLoaded", function () {
    if (!live()) { return; }
    if (window.EventSource) { open(); }
    window.setInterval(look, POLL);
    // nobody watches a page that is hidden
    document.addEventListener("visibilitychange", function () {
      if (document.hidden) { close(); } else if (window.EventSource) { open(); }
    });
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", function (event) { if (event.persisted && window.EventSource) { open(); } });
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
