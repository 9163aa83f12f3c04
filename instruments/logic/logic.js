/* The browser's twin of instruments/logic/evaluate.py, numbers.py and moments.py.
 *
 * CasusLogic.evaluate(tree, context) -> number, text, boolean, or "" for blank.
 * tree: the lists of instruments/logic/browser.py. context: {values, events, gaps, today, now};
 * a value is text, number or a list of codes. No code is ever built from text, so the strictest
 * content security policy allows it. tests/spec/logic_cases.py runs against both twins.
 */
(function (root) {
  "use strict";

  var NUMBER = /^-?(?:\d+(?:\.\d+)?|\.\d+)$/;
  var MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?~?$/;
  var PART = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)/;
  var TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;
  var DAY = 86400;
  var LENGTHS = { y: 365.2425 * DAY, M: 30.44 * DAY, d: 86400, h: 3600, m: 60, s: 1 };
  var MOST_PLACES = 15;

  function has(object, key) {
    return object !== null && object !== undefined &&
      Object.prototype.hasOwnProperty.call(object, key);
  }

  function trim(text) {
    return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  }

  /* ---- numbers ---- */

  function number(value) {
    if (typeof value === "boolean") { return value ? 1 : 0; }
    if (typeof value === "string") {
      var text = trim(value);
      if (!NUMBER.test(text)) { return null; }
      var held = Number(text);
      return Number.isFinite(held) ? held : null;
    }
    return value;
  }

  function ordinary(value) {
    return Number.isFinite(value) ? value + 0 : "";
  }

  function divided(left, right) {
    return right === 0 ? "" : ordinary(left / right);
  }

  function power(base, exponent) {
    if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
      var product = 1;
      for (var i = 0; i < Math.abs(exponent); i += 1) { product *= base; }
      return exponent >= 0 ? ordinary(product) : divided(1, product);
    }
    if (base <= 0) { return base === 0 && exponent > 0 ? 0 : ""; }
    var raised = Math.pow(base, exponent);
    return Number.isFinite(raised) ? ordinary(Number(raised.toPrecision(12))) : "";
  }

  /* The digits of the shortest notation: value = sign 0.DIGITS x 10^point. */
  function digits(value) {
    var parts = Math.abs(value).toExponential().split("e");
    return { text: parts[0].replace(".", ""), point: Number(parts[1]) + 1 };
  }

  function increased(text) {
    var result = "";
    for (var i = text.length - 1; i >= 0; i -= 1) {
      if (text[i] !== "9") {
        return text.slice(0, i) + String(Number(text[i]) + 1) + result;
      }
      result = "0" + result;
    }
    return "1" + result;
  }

  function rounded(value, places, how) {
    if (!Number.isInteger(places) || Math.abs(places) > MOST_PLACES) { return ""; }
    if (value === 0) { return 0; }
    var held = digits(value);
    var kept = held.point + places;
    if (kept >= held.text.length) { return ordinary(value); }
    var whole = kept > 0 ? held.text.slice(0, kept) : "0";
    var rest = kept >= 0 ? held.text.slice(kept) : "0" + held.text;
    var up;
    if (how === "round") {
      up = rest[0] >= "5";
    } else {
      up = /[1-9]/.test(rest) && (how === "roundup") === (value > 0);
    }
    var result = Number((value < 0 ? "-" : "") + (up ? increased(whole) : whole) + "e" + (-places));
    return ordinary(result);
  }

  function summed(values) {
    var total = 0;
    for (var i = 0; i < values.length; i += 1) { total += values[i]; }
    return total;
  }

  function median(values) {
    var ordered = values.slice().sort(function (a, b) { return a - b; });
    var middle = Math.floor(ordered.length / 2);
    return ordered.length % 2 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
  }

  function deviation(values) {
    if (values.length < 2) { return ""; }
    var mean = summed(values) / values.length;
    var squares = summed(values.map(function (value) { return (value - mean) * (value - mean); }));
    return ordinary(Math.sqrt(squares / (values.length - 1)));
  }

  var LISTS = {
    sum: summed,
    mean: function (values) { return summed(values) / values.length; },
    median: median,
    stdev: deviation,
    min: function (values) { return values.reduce(function (a, b) { return b < a ? b : a; }); },
    max: function (values) { return values.reduce(function (a, b) { return b > a ? b : a; }); }
  };

  /* ---- days and times ---- */

  function leap(year) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  }

  function monthLength(year, month) {
    if (month === 2) { return leap(year) ? 29 : 28; }
    return [4, 6, 9, 11].indexOf(month) >= 0 ? 30 : 31;
  }

  function ordinal(year, month, day) {
    var before = year - 1;
    var days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) +
      Math.floor(before / 400);
    for (var m = 1; m < month; m += 1) { days += monthLength(year, m); }
    return days + day;
  }

  function seconds(text) {
    var found = MOMENT.exec(text);
    if (!found) { return null; }
    var year = Number(found[1]), month = Number(found[2]), day = Number(found[3]);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) {
      return null;
    }
    var hour = Number(found[4] || 0), minute = Number(found[5] || 0), second = Number(found[6] || 0);
    if (hour > 23 || minute > 59 || second > 59) { return null; }
    return ordinal(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
  }

  function moment(value, context) {
    if (typeof value !== "string") { return ""; }
    if (value === "today") { return context.today || ""; }
    if (value === "now") { return context.now || ""; }
    return value;
  }

  function datediff(values, context) {
    var first = seconds(moment(values[0], context));
    var second = seconds(moment(values[1], context));
    if (first === null || second === null || !has(LENGTHS, String(values[2]))) { return ""; }
    var signed = values.slice(3).some(function (value) {
      return value === true || value === "true" || value === 1;
    });
    var apart = second - first;
    return (signed ? apart : Math.abs(apart)) / LENGTHS[values[2]];
  }

  function part(text, which) {
    var found = PART.exec(text);
    return found && found[which] ? Number(found[which]) : "";
  }

  /* ---- comparing ---- */

  function ordered(op, sign) {
    switch (op) {
      case "=": return sign === 0;
      case "<>": return sign !== 0;
      case "<": return sign < 0;
      case "<=": return sign <= 0;
      case ">": return sign > 0;
      default: return sign >= 0;
    }
  }

  function sign(low, high) {
    return (low > high ? 1 : 0) - (low < high ? 1 : 0);
  }

  function compare(op, left, right) {
    var low = number(left), high = number(right);
    if (low !== null && high !== null) { return ordered(op, sign(low, high)); }
    var texts = typeof left === "string" && typeof right === "string";
    if (op === "=" || op === "<>") {
      return (texts && trim(left) === trim(right)) === (op === "=");
    }
    if (!texts) { return false; }
    var first = seconds(left), second = seconds(right);
    if (first !== null && second !== null) { return ordered(op, sign(first, second)); }
    return TIME.test(left) && TIME.test(right) ? ordered(op, sign(left, right)) : false;
  }

  function truth(value) {
    if (typeof value === "string") { return value !== "" && number(value) !== 0; }
    return Boolean(value);
  }

  /* ---- functions ---- */

  function lower(value) {
    return (typeof value === "string" ? value : "").replace(/[A-Z]/g, function (sign_) {
      return sign_.toLowerCase();
    });
  }

  function numeric(work) {
    return function (values) {
      var held = number(values[0]);
      return held === null ? "" : work(held);
    };
  }

  var ONE = {
    abs: numeric(Math.abs),
    sqrt: numeric(function (held) { return held < 0 ? "" : Math.sqrt(held) + 0; }),
    mod: function (values) {
      var left = number(values[0]), right = number(values[1]);
      return left === null || !right ? "" : ordinary(left % right);
    },
    isblank: function (values) { return values[0] === ""; },
    isblankormissingcode: function (values) { return values[0] === ""; },
    isnumber: function (values) { return number(values[0]) !== null; },
    isinteger: function (values) { return Number.isInteger(number(values[0])); },
    contains: function (values) { return lower(values[0]).includes(lower(values[1])); },
    not_contain: function (values) { return !lower(values[0]).includes(lower(values[1])); },
    starts_with: function (values) { return lower(values[0]).startsWith(lower(values[1])); },
    ends_with: function (values) { return lower(values[0]).endsWith(lower(values[1])); },
    length: function (values) {
      return typeof values[0] === "string" ? Array.from(values[0]).length : "";
    }
  };
  var PARTS = { year: 1, month: 2, day: 3 };

  function missing(operands, context) {
    var asked = operands[0];
    var gap = asked[0] === "field" && has(context.gaps, asked[1]) ? context.gaps[asked[1]] : "";
    if (operands.length === 1) { return gap !== ""; }
    var codes = evaluate(operands[1], context);
    return gap !== "" && typeof codes === "string" && codes.split(",").map(trim).includes(gap);
  }

  function call(name, operands, context) {
    if (name === "if") {
      return evaluate(holds(operands[0], context) ? operands[1] : operands[2], context);
    }
    if (name === "ismissingcode" || name === "hasmissingcode") {
      return missing(operands, context);
    }
    var values = operands.map(function (operand) { return evaluate(operand, context); });
    if (has(LISTS, name)) {
      var numbers = values.map(number).filter(function (held) { return held !== null; });
      if (!numbers.length) { return ""; }
      var result = LISTS[name](numbers);
      return result === "" ? "" : ordinary(result);
    }
    if (name === "round" || name === "roundup" || name === "rounddown") {
      var value = number(values[0]), places = values.length > 1 ? number(values[1]) : 0;
      return value === null || places === null ? "" : rounded(value, places, name);
    }
    if (name === "datediff") { return datediff(values, context); }
    if (has(PARTS, name)) { return part(moment(values[0], context), PARTS[name]); }
    if (!has(ONE, name)) { throw new Error("unknown function"); }
    return ONE[name](values);
  }

  /* ---- the tree ---- */

  function field(tree, context) {
    var sheet = context.values;
    if (tree[3] !== null) { sheet = has(context.events, tree[3]) ? context.events[tree[3]] : null; }
    var held = has(sheet, tree[1]) ? sheet[tree[1]] : "";
    if (tree[2] !== null) {
      return (Array.isArray(held) ? held : [held]).includes(tree[2]) ? "1" : "0";
    }
    return Array.isArray(held) ? held.join(",") : held;
  }

  function chain(tree, context) {
    var total = number(evaluate(tree[1], context));
    for (var i = 0; i < tree[2].length; i += 1) {
      var op = tree[2][i][0], other = number(evaluate(tree[2][i][1], context));
      if (total === null || other === null) { return ""; }
      if (op === "/") {
        total = number(divided(total, other));
      } else {
        total = number(ordinary(op === "+" ? total + other : op === "-" ? total - other
          : total * other));
      }
    }
    return total === null ? "" : ordinary(total);
  }

  function compared(tree, context) {
    var value = evaluate(tree, context);
    return tree[0] === "text" ? moment(value, context) : value;
  }

  function evaluate(tree, context) {
    var low, high;
    switch (tree[0]) {
      case "number":
      case "text": return tree[1];
      case "field": return field(tree, context);
      case "call": return call(tree[1], tree[2], context);
      case "chain": return chain(tree, context);
      case "power":
        low = number(evaluate(tree[1], context));
        high = number(evaluate(tree[2], context));
        return low === null || high === null ? "" : power(low, high);
      case "compare":
        return compare(tree[1], compared(tree[2], context), compared(tree[3], context));
      case "and": return tree[1].every(function (one) { return holds(one, context); });
      case "or": return tree[1].some(function (one) { return holds(one, context); });
      case "not": return !holds(tree[1], context);
      case "minus":
        low = number(evaluate(tree[1], context));
        return low === null ? "" : ordinary(-low);
      default: throw new Error("unknown node");
    }
  }

  function holds(tree, context) {
    return truth(evaluate(tree, context));
  }

  root.CasusLogic = { evaluate: evaluate, holds: holds, number: number, ordinal: ordinal,
    monthLength: monthLength, has: has };
})(typeof window === "undefined" ? this : window);
