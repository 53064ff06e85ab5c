// What the keyboard handlers of several components have in common.

export function isTyping(target) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))
  );
}

export function isText(target) {
  return isTyping(target) && !target.matches("select, [type=checkbox], [type=range]");
}

export function withCommand(event) {
  return event.ctrlKey || event.metaKey;
}
