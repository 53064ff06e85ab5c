// Which dropped files only go with others, by the lists of core/media/capture/belonging.py.

/** @typedef {import("beatstitch/uploads/types.d.ts").Belonging} Belonging */

/** @param {string} path */
const nameOf = (path) => path.slice(path.lastIndexOf("/") + 1).toLowerCase();

/**
 * Returns what stands before the suffix, and the suffix with its dot, both in lower case.
 * @param {string} path
 */
function split(path) {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") + 1
    ? [path.slice(0, dot).toLowerCase(), path.slice(dot).toLowerCase()]
    : [path.toLowerCase(), ""];
}

/** @param {File} file */
const pathOf = (file) => file.webkitRelativePath || file.name;

/**
 * @param {string} name
 * @param {Belonging} rules
 */
export const isSystemFolder = (name, rules) =>
  name.startsWith(".") || rules.folders.includes(name.toLowerCase());

/**
 * @param {string} path
 * @param {Belonging} rules
 */
function isSidecar(path, rules) {
  const inSystemFolder = path
    .split("/")
    .slice(0, -1)
    .some((name) => isSystemFolder(name, rules));
  return inSystemFolder || rules.names.includes(nameOf(path)) || rules.suffixes.includes(split(path)[1]);
}

/**
 * Returns the files without sidecars, and without raw photos of which a JPEG or HEIC is among them.
 * @param {File[]} files
 * @param {Belonging} rules
 */
export function needed(files, rules) {
  const pictures = new Set(
    files
      .map((file) => split(pathOf(file)))
      .filter(([, suffix]) => rules.pictures.includes(suffix))
      .map(([base]) => base),
  );
  return files.filter((file) => {
    const [base, suffix] = split(pathOf(file));
    return !isSidecar(pathOf(file), rules) && !(rules.raws.includes(suffix) && pictures.has(base));
  });
}
