// How hard a password that is being typed is to guess; what is refused is judged as core/accounts/passwords.py does.

const STRONG_BITS = 80;
const WEAK = 0.15; // of a full meter: what attackers try first, however long it is
const TOO_SHORT = 0.45; // at most, while it has fewer characters than it needs

/** @typedef {import("beatstitch/types.d.ts").PasswordRules} PasswordRules */

/**
 * Whether a password is a row of keys, hardly varied, or a famous word with decoration.
 * @param {string} password
 * @param {PasswordRules} rules
 */
export function isCommon(password, rules) {
  const lowered = password.toLowerCase();
  const [written, meant] = rules.looks;
  const plain = [...lowered].map((sign) => meant[written.indexOf(sign)] ?? sign).join("");
  return (
    new Set(lowered).size < rules.different ||
    rules.rows.some((row) => row.includes(lowered)) ||
    [lowered, plain].some((word) => isDecorated(word, rules))
  );
}

/**
 * @param {string} word
 * @param {PasswordRules} rules
 */
function isDecorated(word, { stems, decoration }) {
  const bare = word.replace(/[^a-z0-9]/g, "");
  const rests = stems.filter((stem) => bare.includes(stem)).map((stem) => bare.replaceAll(stem, ""));
  return rests.some((rest) => rest.length <= decoration || /^\d+$/.test(rest));
}

/**
 * How hard a password is to guess by trying all of its kind, as a share of what is plenty.
 * @param {string} password
 * @param {PasswordRules} rules
 */
export function strengthOf(password, rules) {
  /** @type {[RegExp, number][]} */
  const kinds = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 33],
  ];
  const signs = kinds.reduce((sum, [kind, size]) => sum + (kind.test(password) ? size : 0), 0);
  const different = new Set(password).size;
  const bits = Math.min(password.length, different * 2) * Math.log2(signs || 1);
  const most = password.length < rules.minimum ? TOO_SHORT : 1;
  return Math.min(isCommon(password, rules) && password ? WEAK : most, bits / STRONG_BITS);
}
