/* The form: live branching and calculations, autosave per item, and a strip that says how it stands.
 * Without this script the form works too: every question shows and the server decides. */
(function () {
  "use strict";

  var form = document.getElementById("formulier");
  if (!form) { return; }
  var steps = JSON.parse(document.getElementById("logica").textContent);
  var strip = document.getElementById("strook");
  var saved = document.getElementById("bewaard");
  var progress = document.getElementById("voortgang");
  var tab = String(Date.now()).slice(-8) + String(Math.random()).slice(2, 14);
  var token = form.elements._token.value;
  var number = 0;
  var changed = {};
  var sending = null;
  var timer = null;
  var handingIn = false;
  var today = new Date().toISOString().slice(0, 10);

  function controls(name) {
    return Array.prototype.filter.call(form.elements, function (one) { return one.name === name; });
  }

  function read(name) {
    var found = controls(name);
    if (!found.length) { return ""; }
    if (found[0].type === "radio") {
      var on = found.filter(function (one) { return one.checked; });
      return on.length ? on[0].value : "";
    }
    if (found[0].type === "checkbox") {
      return found.filter(function (one) { return one.checked; })
        .map(function (one) { return one.value; });
    }
    return found[0].value.trim();
  }

  function iso(text) {
    var parts = /^(\d{1,2})[-\/](\d{1,2})[-\/](\d{4})$/.exec(text);
    return parts ? parts[3] + "-" + ("0" + parts[2]).slice(-2) + "-" + ("0" + parts[1]).slice(-2) : text;
  }

  function value(name, kind) {
    var held = read(name);
    if (Array.isArray(held) || held === "") { return held; }
    if (kind === "date") { return iso(held); }
    if (kind === "integer" || kind === "number" || kind === "slider") {
      var as = Number(held.replace(",", "."));
      return isNaN(as) ? "" : as;
    }
    return held;
  }

  /* ---- live logic: the twin of instruments/visibility.py ---- */

  function holds(tree, context) {
    var result = window.CasusLogic.evaluate(tree, context);
    return result !== "" && result !== false && result !== 0;
  }

  function work() {
    var context = { values: {}, events: {}, gaps: {}, today: today, now: "" };
    var answered = 0;
    var asked = 0;
    steps.forEach(function (step) {
      var id = step[0], kind = step[3];
      var shows = step[1].every(function (tree) { return holds(tree, context); });
      var place = form.querySelector('[data-item="' + id + '"]');
      if (place && kind !== "matrix") { place.hidden = !shows; }
      if (!shows) { return; }
      if (step[2]) {
        var result = window.CasusLogic.evaluate(step[2], context);
        if (result !== "") { context.values[id] = result; }
        var output = form.querySelector('[data-calculated="' + id + '"]');
        if (output) { output.textContent = result === "" ? "–" : String(result).replace(".", ","); }
        return;
      }
      if (kind === "descriptive" || kind === "matrix" || kind === "group") { return; }
      asked += 1;
      var gap = read(id + "__gap");
      var held = value(id, kind);
      if (gap) { context.gaps[id] = gap; answered += 1; }
      else if (held !== "" && held.length !== 0) { context.values[id] = held; answered += 1; }
    });
    Array.prototype.forEach.call(form.querySelectorAll("[data-matrix]"), function (matrix) {
      matrix.hidden = !matrix.querySelector("[data-item]:not([hidden])");
    });
    progress.textContent = answered + " van " + asked + " beantwoord";
  }

  function reveal(name) {
    var control = controls(name)[0];
    var place = control && control.closest("[data-item]");
    var earlier = place && place.querySelector('[data-earlier="na"]');
    if (earlier) { earlier.hidden = read(name).length === 0 && !read(name + "__gap"); }
  }

  /* ---- autosave: changed items only, a rising number per tab, the server takes each once ---- */

  function waiting() { return Object.keys(changed).length; }

  function say(text, alarm) {
    saved.textContent = text;
    strip.classList.toggle("waiting", Boolean(alarm));
  }

  function send() {
    timer = null;
    if (sending || !waiting()) { return; }
    var patch = changed;
    changed = {};
    sending = patch;
    number += 1;
    var body = new URLSearchParams({
      _token: token, tab: tab, nummer: String(number), versie: form.dataset.version,
      wijzigingen: JSON.stringify(patch)
    });
    fetch(form.dataset.draft, {
      method: "POST", body: body, headers: { Accept: "application/json" }
    }).then(function (answer) {
      if (answer.status === 401) { throw new Error("uit"); }
      if (!answer.ok) { throw new Error("weg"); }
      return answer.json();
    }).then(function (answer) {
      sending = null;
      say("Opgeslagen " + answer.om);
      if (waiting()) { later(300); }
    }).catch(function (error) {
      changed = Object.assign({}, patch, changed);
      sending = null;
      var count = waiting() + (waiting() === 1 ? " wijziging" : " wijzigingen");
      say(error.message === "uit"
        ? "U bent uitgelogd – " + count + " bewaard op dit scherm. Log in een ander tabblad opnieuw in; daarna wordt alles opgeslagen."
        : "Geen verbinding – " + count + " bewaard op dit scherm, we proberen het opnieuw.", true);
      later(4000);
    });
  }

  function later(wait) {
    if (timer) { clearTimeout(timer); }
    timer = setTimeout(send, wait);
  }

  form.addEventListener("input", function (event) {
    var name = event.target.name;
    if (!name || name.charAt(0) === "_") { return; }
    changed[name] = read(name);
    work();
    reveal(name.replace(/__(gap|remark)$/, ""));
    later(600);
  });

  form.addEventListener("submit", function () { handingIn = true; });
  window.addEventListener("beforeunload", function (event) {
    if (!handingIn && (waiting() || sending)) { event.preventDefault(); }
  });
  window.addEventListener("online", function () { later(0); });

  /* ---- a further row of a repeated group ---- */

  Array.prototype.forEach.call(form.querySelectorAll("[data-add-row]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var lines = button.parentNode.querySelectorAll("[data-line]");
      var last = lines[lines.length - 1];
      var next = Number(last.dataset.line) + 1;
      var group = button.dataset.addRow;
      var copy = last.cloneNode(true);
      copy.dataset.line = String(next);
      copy.querySelector("legend").textContent = last.querySelector("legend").textContent
        .replace(/regel \d+.*/, "regel " + next + " (nieuw)");
      Array.prototype.forEach.call(copy.querySelectorAll("[name], [id], [for], [aria-describedby]"), function (one) {
        ["name", "id", "for", "aria-describedby"].forEach(function (attribute) {
          var held = one.getAttribute(attribute);
          if (held) {
            one.setAttribute(attribute, held
              .replace(group + "." + last.dataset.line + ".", group + "." + next + ".")
              .split(group + "-" + last.dataset.line + "-").join(group + "-" + next + "-"));
          }
        });
        if (one.type === "hidden") { one.remove(); return; }
        if (one.type === "radio" || one.type === "checkbox") { one.checked = false; }
        else if (one.matches("input, textarea, select")) { one.value = ""; }
      });
      last.after(copy);
      var first = copy.querySelector("input, select, textarea");
      if (first) { first.focus(); }
    });
  });

  work();
  Array.prototype.forEach.call(form.querySelectorAll('[data-earlier="na"]'), function (earlier) {
    reveal(earlier.closest("[data-item]").dataset.item);
  });
  var summary = document.getElementById("fouten");
  if (summary) { summary.focus(); }
})();
