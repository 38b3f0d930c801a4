/* Guichet's widget: <script src="https://…/widget.js" data-operator="primus" async></script> is all a page needs. */
import { GuichetChat } from "./element";
import { Composer } from "./parts/composer";
import { RatingForm } from "./parts/rating";
import { SatisfactionForm } from "./parts/satisfaction";

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>("script[src*='widget.js'][data-operator]");

function define(): void {
  if (customElements.get("guichet-chat")) return; // the page has the script twice
  GuichetChat.home = new URL(".", script?.src || location.href).href;
  customElements.define("guichet-composer", Composer);
  customElements.define("guichet-rating", RatingForm);
  customElements.define("guichet-satisfaction", SatisfactionForm);
  customElements.define("guichet-chat", GuichetChat);
}

/* Puts one widget on the page, unless the page has an element of its own. */
function start(): void {
  if (!script?.dataset.operator || document.querySelector("guichet-chat")) return;
  const chat = document.createElement("guichet-chat");
  Object.assign(chat.dataset, script.dataset);
  document.body.append(chat);
}

define();
if (document.body) start();
else addEventListener("DOMContentLoaded", start, { once: true });
