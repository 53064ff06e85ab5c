// What the keyboard handlers of several components have in common.

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLElement}
 */
export function isTyping(target) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

const WORDLESS = "select, [type=checkbox], [type=radio], [type=range], [type=file]";

/**
 * Fields with words of their own undo those; on any other the page's undo is meant.
 * @param {EventTarget | null} target
 */
export function isText(target) {
  return isTyping(target) && !target.matches(WORDLESS);
}

/** @param {{ ctrlKey: boolean, metaKey: boolean }} event */
export function withCommand(event) {
  return event.ctrlKey || event.metaKey;
}
