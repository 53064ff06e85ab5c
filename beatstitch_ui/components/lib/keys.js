// What the keyboard handlers of several components have in common.

export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

export function withCommand(event) {
  return event.ctrlKey || event.metaKey;
}
