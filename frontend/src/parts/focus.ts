const FOCUSABLE = "button, input, textarea, summary, a[href], [tabindex='0']";

/* Where the panel covers the whole page, Tab stays inside: what has the focus must be seen. */
export function keepFocusInside(root: HTMLElement | DocumentFragment, event: KeyboardEvent): void {
  const all = [...root.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const reachable = all.filter((element) => element.tabIndex >= 0 && element.checkVisibility());
  const [first, last] = [reachable[0], reachable.at(-1)];
  const active = (root as ShadowRoot).activeElement;
  if (event.shiftKey && active === first) last?.focus();
  else if (!event.shiftKey && active === last) first?.focus();
  else return;
  event.preventDefault();
}
