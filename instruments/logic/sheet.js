/* The browser's twin of instruments/entry.py and visibility.py; needs logic.js.
 *
 * CasusSheet.work(definition, form, context) -> {visible, calculated, values, gaps}
 * CasusSheet.columns(definition, group, row, worked) -> ids of the columns that show in one row
 * definition: instruments/browser.py form_as_json. form: control name -> text or list of texts,
 * named as in instruments/sheet.py. context: {values, events, gaps, today, now} from the server.
 * What the server would refuse does not count here either. The text forms (e-mail, postcode) are
 * checked on the server only.
 */
(function (root) {
  "use strict";

  var logic = root.CasusLogic;
  var CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]/u;
  var INTEGER = /^-?\d{1,15}$/;
  var NUMBER = /^-?\d{1,15}(?:[.,](\d{1,15}))?$/;
  var TIME = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;
  var LONGEST = { text: 2000, note: 100000 };
  var SILENT = ["calculated", "descriptive", "matrix", "group"];

  /* ---- dates: the twin of instruments/dates.py ---- */

  var MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
    "september", "oktober", "november", "december"];
  var SEASONS = { lente: 3, zomer: 6, herfst: 9, winter: 12, voorjaar: 3, najaar: 9 };
  var SEASON_NAMES = { 3: "lente", 6: "zomer", 9: "herfst", 12: "winter" };
  var GUESS = /^(?:ca\.?|circa|ongeveer|omstreeks|rond|±)\s*(?=\S)|\s*[?~]$/g;
  var CANON = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-([a-z]+))?$/;
  var DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/;
  var MONTH_FIRST = /^(\d{1,2})[-/](\d{4})$/;
  var WORDS = /^(?:(\d{1,2}) )?([a-z]+)\.? (\d{4})$/;
  var WINTER = /^winter (\d{4})[-/–](\d{4})$/;

  function monthNumber(word) {
    if (word === "mrt") { return 3; }
    if (word === "sept") { return 9; }
    if (word === "febr") { return 2; }
    for (var i = 0; i < 12; i += 1) {
      if (word === MONTHS[i] || word === MONTHS[i].slice(0, 3)) { return i + 1; }
    }
    return null;
  }

  function made(year, month, day) {
    return { year: Number(year), month: month ? Number(month) : null, day: day ? Number(day) : null,
      zero: (month !== undefined && month !== null && Number(month) === 0) ||
        (day !== undefined && day !== null && Number(day) === 0), season: null };
  }

  function seasonal(word, year) {
    return logic.has(SEASONS, word)
      ? { year: Number(year), month: null, day: null, zero: false, season: SEASONS[word] } : null;
  }

  function parts(text) {
    var found = CANON.exec(text);
    if (found) {
      return found[4] ? seasonal(found[4], found[1]) : made(found[1], found[2], found[3]);
    }
    found = DAY_FIRST.exec(text);
    if (found) { return made(found[3], found[2], found[1]); }
    found = MONTH_FIRST.exec(text);
    if (found) { return made(found[2], found[1]); }
    found = WINTER.exec(text);
    if (found) {
      return Number(found[2]) === Number(found[1]) + 1 ? seasonal("winter", found[2]) : null;
    }
    found = WORDS.exec(text);
    if (!found) { return null; }
    var month = monthNumber(found[2]);
    if (month === null) { return found[1] ? null : seasonal(found[2], found[3]); }
    return made(found[3], month, found[1]);
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  /* {text, precision, estimated, first, last} with day ordinals, or null. */
  function partialDate(typed) {
    var words = typed.trim().toLowerCase().split(/\s+/).join(" ");
    var plain = words, before;
    do {
      before = plain;
      plain = plain.replace(GUESS, "").trim();
    } while (plain !== before);
    var held = parts(plain);
    if (!held || held.zero || held.year < 1900 || held.year > 2199) { return null; }
    if (held.month && held.month > 12) { return null; }
    if (held.day && held.day > logic.monthLength(held.year, held.month)) { return null; }
    var text = String(held.year), precision = "jaar";
    var start = [held.year, held.month || 1, held.day || 1], end = [held.year, held.month || 12];
    if (held.season) {
      text += "-" + SEASON_NAMES[held.season];
      precision = "seizoen";
      start = [held.year - (held.season === 12 ? 1 : 0), held.season, 1];
      end = [held.year, (held.season + 1) % 12 + 1];
    }
    if (held.month) { text += "-" + two(held.month); precision = "maand"; }
    if (held.day) { text += "-" + two(held.day); precision = "dag"; }
    var last = held.day || logic.monthLength(end[0], end[1]);
    return {
      text: text + (plain !== words ? "~" : ""), precision: precision, estimated: plain !== words,
      first: logic.ordinal(start[0], start[1], start[2]), last: logic.ordinal(end[0], end[1], last)
    };
  }

  /* ---- one control; undefined = nothing that counts ---- */

  function within(item, first, last, value) {
    var out = (item.low !== null && last < item.low) || (item.high !== null && first > item.high);
    return out ? undefined : value;
  }

  function readDate(item, typed) {
    var found = partialDate(typed);
    if (!found || !item.precision.includes(found.precision)) { return undefined; }
    if (found.estimated && !item.precision.includes("geschat")) { return undefined; }
    return within(item, found.first, found.last, found.text);
  }

  function readNumber(item, typed) {
    var found = NUMBER.exec(typed);
    if (!found) { return undefined; }
    if (item.decimals !== null && (found[1] || "").length > item.decimals) { return undefined; }
    var value = Number(typed.replace(",", ".")) + 0;
    return within(item, value, value, value);
  }

  function readTime(item, typed) {
    var found = TIME.exec(typed);
    if (!found) { return undefined; }
    var minutes = Number(found[1]) * 60 + Number(found[2]);
    return within(item, minutes, minutes, two(Number(found[1])) + ":" + found[2]);
  }

  function readText(kind, typed) {
    var text = typed.replace(/\r\n?/g, "\n").trim();
    if (CONTROL.test(text) || Array.from(text).length > LONGEST[kind]) { return undefined; }
    return kind === "text" && text.includes("\n") ? undefined : text;
  }

  function readMany(item, typed) {
    if (!typed.every(function (code) { return item.codes.includes(code); })) { return undefined; }
    var different = new Set(typed).size;
    if (different > 1 && typed.some(function (code) { return item.exclusive.includes(code); })) {
      return undefined;
    }
    return item.codes.filter(function (code) { return typed.includes(code); });
  }

  function read(item, typed) {
    switch (item.type) {
      case "text":
      case "note": return readText(item.type, typed[0]);
      case "integer":
      case "slider":
        return INTEGER.test(typed[0])
          ? within(item, Number(typed[0]), Number(typed[0]), Number(typed[0])) : undefined;
      case "number": return readNumber(item, typed[0]);
      case "date": return readDate(item, typed[0]);
      case "time": return readTime(item, typed[0]);
      case "multichoice": return readMany(item, typed);
      default:
        return typed.length === 1 && item.codes.includes(typed[0]) ? typed[0] : undefined;
    }
  }

  function typedAt(form, name) {
    var held = logic.has(form, name) ? form[name] : "";
    return (Array.isArray(held) ? held : [held]).map(function (text) { return text.trim(); })
      .filter(function (text) { return text !== ""; });
  }

  /* {value}, {gap} or {} for one control. */
  function answer(definition, item, form, name) {
    var typed = typedAt(form, name), reason = typedAt(form, name + "__gap").join(" ");
    if (readText("note", typedAt(form, name + "__remark").join(" ")) === undefined) { return {}; }
    if (reason) { return typed.length || !definition.gaps.includes(reason) ? {} : { gap: reason }; }
    var value = typed.length ? read(item, typed) : undefined;
    return value === undefined ? {} : { value: value };
  }

  /* ---- the whole form ---- */

  function allHold(conditions, context) {
    return conditions.every(function (tree) { return logic.holds(tree, context); });
  }

  function work(definition, form, context) {
    var now = {
      values: Object.assign({}, context.values), gaps: Object.assign({}, context.gaps),
      events: context.events, today: context.today, now: context.now
    };
    var visible = [], calculated = {};
    definition.steps.forEach(function (step) {
      var item = logic.has(definition.items, step.id) ? definition.items[step.id] : null;
      delete now.values[step.id];
      if (!allHold(step.conditions, now)) { return; }
      visible.push(step.id);
      if (step.calculation) {
        var result = logic.number(logic.evaluate(step.calculation, now));
        if (result !== null) { now.values[step.id] = calculated[step.id] = result; }
      } else if (item && !SILENT.includes(item.type)) {
        var given = answer(definition, item, form, step.id);
        if (given.gap) { now.gaps[step.id] = given.gap; }
        if (given.value !== undefined) { now.values[step.id] = given.value; }
      }
    });
    return { visible: visible, calculated: calculated, values: now.values, gaps: now.gaps,
      context: now };
  }

  function columns(definition, group, row, worked) {
    var now = Object.assign({}, worked.context, { values: Object.assign({}, worked.values) });
    return definition.groups[group].filter(function (column) {
      if (!allHold(column.conditions, now)) { return false; }
      var given = SILENT.includes(column.type) ? {} : answer(definition, column, row, column.id);
      if (given.value !== undefined) { now.values[column.id] = given.value; }
      return true;
    }).map(function (column) { return column.id; });
  }

  root.CasusSheet = { work: work, columns: columns, partialDate: partialDate };
})(typeof window === "undefined" ? this : window);
