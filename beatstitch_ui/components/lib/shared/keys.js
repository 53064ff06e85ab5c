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

/** @param {EventTarget | null} target */
export function isText(target) {
  return isTyping(target) && !target.matches("select, [type=checkbox], [type=range]");
}

/** @param {{ ctrlKey: boolean, metaKey: boolean }} event */
export function withCommand(event) {
  return event.ctrlKey || event.metaKey;
}
