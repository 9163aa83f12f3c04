/* Filling in a form: branching and calculations live, autosave per item, a strip that says how it
 * stands. What shows is worked out by CasusSheet, the twin of the server's reading. Without this
 * script the form works too: the server shows, keeps and decides. */
(function () {
  "use strict";

  var form = document.getElementById("formulier");
  if (!form) { return; }
  var definition = JSON.parse(document.getElementById("definitie").textContent);
  var strip = document.getElementById("strook");
  var saved = document.getElementById("bewaard");
  var progress = document.getElementById("voortgang");
  var dialog = document.getElementById("opnieuw");
  var again = document.getElementById("opnieuw-knop");
  var NOT_ASKED = ["calculated", "descriptive", "matrix", "group"];
  var NOT_KEPT = ["_token", "_versie", "_reden", "_leeg", "_weiger", "_bewaar"];

  function all(selector, within) {
    return Array.prototype.slice.call((within || form).querySelectorAll(selector));
  }

  function controls(name) {
    return Array.prototype.filter.call(form.elements, function (one) {
      return one.name === name && one.type !== "submit";
    });
  }

  function read(name) {
    var found = controls(name);
    if (!found.length) { return ""; }
    if (found[0].type !== "radio" && found[0].type !== "checkbox") { return found[0].value; }
    var on = found.filter(function (one) { return one.checked; })
      .map(function (one) { return one.value; });
    return found[0].type === "checkbox" ? on : on.length ? on[0] : "";
  }

  function write(name, values) {
    var found = controls(name);
    found.forEach(function (one) {
      if (one.type === "radio" || one.type === "checkbox") {
        one.checked = values.indexOf(one.value) >= 0;
      } else { one.value = values.length ? values[0] : ""; }
    });
    if (found.length) { found[0].dispatchEvent(new Event("input", { bubbles: true })); }
  }

  /* ---- what shows, what is computed, how far we are ---- */

  function everything() {
    var typed = {};
    Array.prototype.forEach.call(form.elements, function (one) {
      if (one.name && one.name.charAt(0) !== "_" && !(one.name in typed)) {
        typed[one.name] = read(one.name);
      }
    });
    return typed;
  }

  function work() {
    var typed = everything();
    var worked = window.CasusSheet.work(definition, typed, definition.around);
    definition.steps.forEach(function (step) {
      var place = form.querySelector('[data-item="' + step.id + '"]');
      if (place) { place.hidden = worked.visible.indexOf(step.id) < 0; }
      var output = form.querySelector('[data-calculated="' + step.id + '"]');
      if (output) {
        var value = worked.calculated[step.id];
        output.textContent = value === undefined ? "–" : String(value).replace(".", ",");
      }
    });
    all("[data-group]").forEach(function (group) {
      all("[data-line]", group).forEach(function (line) { columns(group, line, typed, worked); });
    });
    count(worked);
  }

  function columns(group, line, typed, worked) {
    var prefix = group.dataset.group + "." + line.dataset.line + ".";
    var row = {};
    Object.keys(typed).forEach(function (name) {
      if (name.indexOf(prefix) === 0) { row[name.slice(prefix.length)] = typed[name]; }
    });
    var shows = window.CasusSheet.columns(definition, group.dataset.group, row, worked);
    all("[data-item]", line).forEach(function (place) {
      place.hidden = shows.indexOf(place.dataset.item) < 0;
    });
  }

  function count(worked) {
    var total = 0, done = 0;
    all("[data-section]").forEach(function (section) {
      var asked = 0, answered = 0, shows = false;
      all("[data-item]", section).forEach(function (place) {
        var id = place.dataset.item;
        if (worked.visible.indexOf(id) < 0) { return; }
        shows = true;
        var item = definition.items[id];
        if (!item || NOT_ASKED.indexOf(item.type) >= 0) { return; }
        asked += 1;
        if (id in worked.values || id in worked.gaps) { answered += 1; }
      });
      section.hidden = !shows;
      section.querySelector("[data-count]").textContent =
        asked ? answered + " van " + asked : "";
      total += asked;
      done += answered;
    });
    progress.textContent = done + " van " + total + " beantwoord";
  }

  /* Previous answers are never on a screen that the informant fills in. */
  function before() {
    form.classList.toggle("by-informant", read("_wijze") === "scherm");
  }

  function follow(name) {
    var held = read(name), why = read(name + "__gap");
    var control = controls(name)[0];
    var place = control && control.closest("[data-item]");
    if (!place) { return; }
    var earlier = place.querySelector('[data-earlier="na"]');
    if (earlier) { earlier.hidden = held.length === 0 && !why; }
    var menu = controls(name + "__gap")[0];
    var said = place.querySelector("[data-why]");
    if (menu && said) {
      said.textContent = why ? "Geen antwoord: " + menu.selectedOptions[0].textContent
        : "Geen antwoord of opmerking";
    }
    var range = place.querySelector("[data-slides]");
    if (range) {
      range.classList.toggle("blank", held === "");
      if (held !== "") { range.value = held; }
    }
    var date = place.querySelector("[data-date]");
    if (date) { understood(date, held); }
  }

  /* A partial date is shown back as understood. */
  function understood(input, held) {
    var place = document.getElementById(input.id + "-begrepen");
    if (!place) {
      place = document.createElement("span");
      place.id = input.id + "-begrepen";
      place.className = "quiet";
      place.setAttribute("role", "status");
      input.after(" ", place);
    }
    var date = held && window.CasusSheet.partialDate(held);
    var word = date && { dag: "", maand: "alleen maand", seizoen: "alleen seizoen",
      jaar: "alleen jaar" }[date.precision];
    place.textContent = !held ? "" : !date ? "nog geen datum"
      : [word, date.estimated ? "geschat" : ""].filter(Boolean).join(", ");
  }

  /* ---- autosave: changed items only, a rising number per tab, the server takes each once ---- */

  var tab = String(Date.now()).slice(-8) + String(Math.random()).slice(2, 14);
  var number = 0;
  var changed = {};
  var known = {};
  var sending = null;
  var timer = null;
  var handingIn = null;
  /* A preview has no draft: nothing is kept, and leaving loses nothing. */
  var preview = !form.dataset.draft;
  var leaving = preview;

  function waiting() { return Object.keys(changed).length; }

  function say(text, alarm) {
    if (saved.textContent !== text) { saved.textContent = text; }
    strip.classList.toggle("waiting", Boolean(alarm));
  }

  function kept(patch, error) {
    changed = Object.assign({}, patch, changed);
    sending = null;
    var held = waiting() + (waiting() === 1 ? " wijziging" : " wijzigingen") +
      " bewaard op dit scherm";
    var notYet = handingIn ? "Nog niet ingeleverd. " : "";
    handingIn = null;
    if (error.message === "uit") {
      again.hidden = false;
      say(notYet + "U bent niet meer ingelogd – " + held + ". Log opnieuw in.", true);
      if (!dialog.open) { dialog.showModal(); }
    } else if (error.message === "weg") {
      say(notYet + "Geen verbinding – " + held + ", we proberen het opnieuw.", true);
      later(4000);
    } else {
      say(notYet + error.message + " – " + held + ".", true);
      later(30000);
    }
  }

  /* Another tab or person wrote in the same place: ours stands now, theirs is shown to choose. */
  function tell(name, theirs) {
    var control = controls(name)[0];
    var place = control && control.closest("[data-item], .field");
    if (!place) { return; }
    var texts = [].concat(theirs);
    var words = texts.map(function (text) {
      var option = controls(name).filter(function (one) { return one.value === text; })[0];
      var said = option && option.closest(".option");
      return said ? said.textContent.trim() : text;
    }).join(", ");
    var line = document.createElement("p");
    line.className = "warning";
    line.setAttribute("role", "status");
    line.textContent = "In een ander scherm stond hier intussen: " + (words || "(leeg)") + ". ";
    var choose = document.createElement("button");
    choose.type = "button";
    choose.className = "plain";
    choose.textContent = "Neem dat over";
    choose.addEventListener("click", function () {
      write(name, texts);
      line.remove();
    });
    line.append(choose);
    place.append(line);
  }

  function taken(answer) {
    Object.assign(known, sending);
    sending = null;
    Object.keys(answer.anders || {}).forEach(function (name) { tell(name, answer.anders[name]); });
    again.hidden = true;
    if (answer.versie > Number(form.dataset.version)) {
      say("Opgeslagen " + answer.om + ". Een ander leverde dit formulier intussen in; bij " +
        "inleveren ziet u de verschillen, u verliest niets.", true);
    } else { say("Opgeslagen " + answer.om); }
    if (handingIn) {
      leaving = true;
      var button = handingIn;
      handingIn = null;
      form.requestSubmit(button);
    } else if (waiting()) { later(300); }
  }

  /* What this tab last knew to stand where it now writes: what was saved, else as it was loaded. */
  function knownOf(patch) {
    var found = {};
    Object.keys(patch).forEach(function (name) {
      if (name in known) {
        found[name] = known[name];
        return;
      }
      var held = controls(name).map(function (one) {
        if (one.type === "radio" || one.type === "checkbox") {
          return one.defaultChecked ? one.value : "";
        }
        if (one.tagName !== "SELECT") { return one.defaultValue; }
        var chosen = one.querySelector("option[selected]");
        return chosen ? chosen.value : "";
      }).filter(Boolean);
      found[name] = held;
    });
    return found;
  }

  function send() {
    timer = null;
    if (sending || !waiting()) { return; }
    var patch = changed;
    changed = {};
    sending = patch;
    number += 1;
    var body = new URLSearchParams({
      _token: form.elements._token.value, tab: tab, nummer: String(number),
      versie: form.dataset.version, wijzigingen: JSON.stringify(patch),
      bekend: JSON.stringify(knownOf(patch))
    });
    fetch(form.dataset.draft, {
      method: "POST", body: body, headers: { Accept: "application/json" }
    }).catch(function () { throw new Error("weg"); }).then(function (answer) {
      if (answer.status === 401) { throw new Error("uit"); }
      if (answer.ok) { return answer.json(); }
      return answer.json().catch(function () { throw new Error("weg"); })
        .then(function (told) { throw new Error(told.uitleg || told.fout); });
    }).then(taken, function (error) { kept(patch, error); });
  }

  function later(wait) {
    if (preview) { return; }
    if (timer) { clearTimeout(timer); }
    timer = setTimeout(send, wait);
  }

  form.addEventListener("input", function (event) {
    var slides = event.target.dataset.slides;
    if (slides) {
      write(slides, [event.target.value]);
      return;
    }
    var name = event.target.name;
    if (!name || NOT_KEPT.indexOf(name) >= 0) { return; }
    changed[name] = read(name);
    if (name === "_wijze") { before(); }
    if (name.charAt(0) !== "_") {
      work();
      follow(name.replace(/__(gap|remark)$/, ""));
    }
    later(600);
  });

  /* Save before handing in: a lost line or session then costs nothing. */
  form.addEventListener("submit", function (event) {
    if (leaving) { return; }
    event.preventDefault();
    var button = event.submitter || document.getElementById("lever-in");
    if (button.name === "_weiger") {
      refuse(button);
      return;
    }
    handingIn = button;
    changed._afname = read("_afname");
    later(0);
  });

  /* Enter in a field goes nowhere: handing in is a button. */
  form.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("input:not([type=submit])")) {
      event.preventDefault();
    }
  });

  window.addEventListener("beforeunload", function (event) {
    if (!leaving && (waiting() || sending)) { event.preventDefault(); }
  });
  window.addEventListener("online", function () { later(0); });

  function refuse(button) {
    all("[data-item]", button.closest("[data-section]")).forEach(function (place) {
      var menu = place.querySelector(":scope > .more select");
      if (place.hidden || !menu) { return; }
      var name = menu.name.replace(/__gap$/, "");
      if (name.indexOf(".") < 0 && read(name).length === 0 && !menu.value) {
        write(menu.name, ["weigering"]);
      }
    });
  }

  /* ---- logging in again over the page ---- */

  function offerLogIn() {
    again.addEventListener("click", function () { dialog.showModal(); });
    document.getElementById("opnieuw-later").addEventListener("click", function () {
      dialog.close();
    });
    document.getElementById("opnieuw-formulier").addEventListener("submit", function (event) {
      event.preventDefault();
      var fault = document.getElementById("opnieuw-fout");
      fault.hidden = true;
      fetch("/inloggen", {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams({
          naam: document.getElementById("opnieuw-naam").value,
          wachtwoord: document.getElementById("opnieuw-wachtwoord").value,
          code: document.getElementById("opnieuw-code").value
        })
      }).then(function (answer) { return answer.json(); }).then(function (told) {
        if (!told.token) { throw new Error(told.uitleg); }
        Array.prototype.forEach.call(document.querySelectorAll("[name=_token]"), function (one) {
          one.value = told.token;
        });
        document.getElementById("opnieuw-wachtwoord").value = "";
        again.hidden = true;
        dialog.close();
        later(0);
      }).catch(function (error) {
        fault.textContent = error.message || "Geen verbinding. Probeer het zo opnieuw.";
        fault.hidden = false;
      });
    });
  }

  if (!preview) { offerLogIn(); }

  /* ---- conveniences that need this script ---- */

  function row(button) {
    var lines = all("[data-line]", button.parentNode);
    var last = lines[lines.length - 1];
    var group = button.dataset.addRow, was = last.dataset.line, next = String(Number(was) + 1);
    var copy = last.cloneNode(true);
    copy.dataset.line = next;
    copy.querySelector("legend").textContent = last.querySelector("legend").textContent
      .replace(/regel \d+.*/, "regel " + next + " (nieuw)");
    all("input[type=hidden], .error, .warning", copy).forEach(function (one) { one.remove(); });
    all("*", copy).forEach(function (one) {
      ["name", "id", "for", "aria-describedby", "aria-labelledby", "data-clear", "data-slides"]
        .forEach(function (attribute) {
          var held = one.getAttribute(attribute);
          if (held) {
            one.setAttribute(attribute, held
              .split(group + "." + was + ".").join(group + "." + next + ".")
              .split(group + "-" + was + "-").join(group + "-" + next + "-"));
          }
        });
      if (one.type === "radio" || one.type === "checkbox") { one.checked = false; }
      else if (one.matches("input, textarea, select")) { one.value = ""; }
    });
    last.after(copy);
    work();
    var first = copy.querySelector("[data-item]:not([hidden]) input, [data-item]:not([hidden]) textarea");
    if (first) { first.focus(); }
  }

  form.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.addRow) { row(button); }
    if (button.dataset.clear) { write(button.dataset.clear, []); }
    if (button.dataset.same) { write(button.dataset.into, JSON.parse(button.dataset.same)); }
  });

  all("[data-add-row], [data-clear], [data-same], [data-slides]").forEach(function (one) {
    one.hidden = false;
  });
  /* What was typed before this script came, or was put back by the browser. */
  function touched(one) {
    if (one.type === "radio" || one.type === "checkbox") {
      return one.checked !== one.defaultChecked;
    }
    if (one.tagName === "SELECT") {
      return Array.prototype.some.call(one.options, function (option, at) {
        return option.selected !== (option.defaultSelected ||
          (at === 0 && !one.querySelector("option[selected]")));
      });
    }
    return one.value !== one.defaultValue;
  }

  Array.prototype.forEach.call(form.elements, function (one) {
    if (one.name && one.matches("input:not([type=hidden]), select, textarea") && touched(one) &&
        NOT_KEPT.indexOf(one.name) < 0) {
      changed[one.name] = read(one.name);
      later(600);
    }
  });
  all("[data-slides], [data-date]").forEach(function (one) {
    follow(one.dataset.slides || one.name);
  });
  work();
  var summary = document.getElementById("fouten");
  if (summary) { summary.focus(); }
})();
