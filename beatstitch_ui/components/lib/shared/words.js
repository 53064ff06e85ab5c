// Turns the texts and numbers that come from the server into what people read.

/**
 * @param {string} template
 * @param {Record<string, any>} facts
 */
export function fill(template, facts) {
  return template.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}

/** @type {Intl.PluralRules | undefined} */
let rules;

/**
 * Picks the form of a text that goes with a number: {"one": "{n} item", "other": "{n} items"}.
 * @param {Record<string, string>} forms
 * @param {number} n
 * @param {Record<string, any>} [facts] that stand in the text besides
 */
export function counted(forms, n, facts) {
  rules ??= new Intl.PluralRules(language()); // making them takes longer than a frame may
  return fill(forms[rules.select(n)] ?? forms.other, { n, ...facts });
}

/**
 * Leaves the name of a file out at the beginning of a sentence that stands beside it.
 * @param {string} sentence
 * @param {string} name
 */
export function besideName(sentence, name) {
  return sentence.startsWith(`${name} `) ? sentence.slice(name.length + 1) : sentence;
}

/** Tells the language of the page, as it is spoken where the browser is at home: "en-GB" for "en". */
export function language() {
  const said = document.documentElement.lang.split("-")[0];
  return navigator.languages.find((one) => one.split("-")[0] === said) ?? said;
}

/** @type {Map<number, Intl.NumberFormat>} */
const formats = new Map();

/**
 * @param {number} value
 * @param {number} decimals
 */
export function decimal(value, decimals) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: false };
  const format = formats.get(decimals) ?? new Intl.NumberFormat(language(), digits);
  formats.set(decimals, format); // making one takes longer than a frame may
  return format.format(value);
}

/**
 * @param {number} seconds
 * @returns {string}
 */
export function clock(seconds, decimals = 0) {
  const whole = Math.max(0, seconds);
  const minutes = Math.floor(whole / 60);
  const rest = decimal(whole - minutes * 60, decimals);
  if (rest.startsWith("60")) return clock(Math.round(whole), decimals);
  return `${minutes}:${rest.padStart(decimals ? 3 + decimals : 2, "0")}`;
}

/**
 * Says how long a clip is, in tenths below a second: half a second is not nothing.
 * @param {number} seconds
 */
export function clipLength(seconds) {
  return clock(seconds, seconds < 1 ? 1 : 0);
}

/** @param {number} count */
export function bytes(count) {
  if (count >= 1e9) return `${decimal(count / 1e9, 1)} GB`;
  if (count >= 1e6) return `${decimal(count / 1e6, 1)} MB`;
  return `${Math.max(1, Math.round(count / 1e3))} kB`;
}
