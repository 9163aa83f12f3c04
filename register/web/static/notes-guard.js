/* The notes guard on a form: when a text field is left, the server says where somebody can be known.
 * Hits are shown under the field; one click puts the role word there, undoable until handing in.
 * Nothing of it is kept. Without this script the form works; the guard is silent then. */
(function () {
  "use strict";

  var form = document.getElementById("formulier");
  if (!form) { return; }
  var place = form.getAttribute("action");
  var boxes = {};
  var undoable = {};

  function token() { return form.querySelector("[name=_token]").value; }

  function post(path, fields) {
    var body = new URLSearchParams(fields);
    return fetch(place + path, {
      method: "POST",
      body: body,
      headers: { "accept": "application/json", "x-form-token": token() },
    }).then(function (answer) { return answer.ok ? answer.json() : null; },
      function () { return null; });
  }

  function isText(field) {
    return field.tagName === "TEXTAREA" || (field.tagName === "INPUT" && field.type === "text" &&
      !field.hasAttribute("inputmode") && !field.hasAttribute("data-date"));
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  function box(field) {
    if (!boxes[field.name]) {
      var made = document.createElement("div");
      made.className = "guard note";
      made.setAttribute("role", "status");
      field.insertAdjacentElement("afterend", made);
      boxes[field.name] = made;
    }
    return boxes[field.name];
  }

  function clear(field) {
    if (boxes[field.name]) { boxes[field.name].remove(); delete boxes[field.name]; }
  }

  function write(field, text) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function replace(field, hit, word) {
    undoable[field.name] = undoable[field.name] || [];
    undoable[field.name].push(field.value);
    write(field, field.value.slice(0, hit.van) + hit.rolwoord + field.value.slice(hit.tot));
    check(field, word);
  }

  function show(field, hits, blind, told) {
    clear(field);
    var past = undoable[field.name] || [];
    if (!hits.length && !past.length) { return; }
    var here = box(field);
    var line = document.createElement("p");
    line.textContent = hits.length
      ? "Hier is misschien iemand aan te herkennen. Vervang het door een rolwoord."
      : "Vervangen" + (told ? ": " + told : "") + ". Tot het inleveren kunt u dat terugdraaien.";
    here.appendChild(line);
    hits.forEach(function (hit) {
      var word = field.value.slice(hit.van, hit.tot);
      var row = document.createElement("p");
      var mark = document.createElement("mark");
      mark.textContent = word;
      row.appendChild(mark);
      row.appendChild(document.createTextNode(" "));
      row.appendChild(button("Vervang door " + hit.rolwoord, function () {
        replace(field, hit, hit.rolwoord);
      }));
      if (!/\d/.test(word)) {
        row.appendChild(document.createTextNode(" "));
        row.appendChild(button("Geen naam", function () {
          post("/geen-naam", { woord: word }).then(function () { check(field); });
        }));
      }
      here.appendChild(row);
    });
    if (past.length) {
      here.appendChild(button("Draai terug", function () {
        write(field, past.pop());
        check(field);
      }));
    }
    var more = document.createElement("details");
    var head = document.createElement("summary");
    head.textContent = "Wat dit niet ziet";
    more.appendChild(head);
    var list = document.createElement("ul");
    blind.forEach(function (one) {
      var item = document.createElement("li");
      item.textContent = one;
      list.appendChild(item);
    });
    more.appendChild(list);
    here.appendChild(more);
  }

  function check(field, told) {
    var asked = field.value;
    if (!asked.trim()) { delete undoable[field.name]; clear(field); return; }
    var texts = {};
    texts[field.name] = asked;
    post("/namen", { teksten: JSON.stringify(texts) }).then(function (found) {
      // What was typed meanwhile is checked when the field is left again.
      if (found && field.value === asked) {
        show(field, found.treffers[field.name] || [], found.ziet_niet, told);
      }
    });
  }

  form.addEventListener("change", function (event) {
    if (event.isTrusted && event.target.name && isText(event.target)) { check(event.target); }
  });
})();
