import { StartClient, mount } from "@solidjs/start/client";

// What realtime/lift-styles.ts moved out of the way of the content policy goes back on its elements.
const lifted = document.querySelector<HTMLStyleElement>("#lifted");
for (const rule of lifted?.sheet?.cssRules ?? []) {
  if (!(rule instanceof CSSStyleRule)) continue;
  for (const element of document.querySelectorAll<HTMLElement>(rule.selectorText)) {
    element.style.cssText = rule.style.cssText;
    element.removeAttribute("data-lifted");
  }
}
lifted?.remove();

const root = document.getElementById("app");
if (root) mount(() => <StartClient />, root);
