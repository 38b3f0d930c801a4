/* The demo page: which operator, which language, and a few things to say. */
"use strict";

const root = document.documentElement;
const chat = document.createElement("guichet-chat");
const names = new Map(); // of operators, by slug
const wide = matchMedia("(min-width: 1000px)");

function remember(name, value) {
  try {
    localStorage.setItem(`guichet-demo:${name}`, value);
  } catch {
    /* the choice does not survive a reload, then */
  }
}

function recall(name) {
  try {
    return localStorage.getItem(`guichet-demo:${name}`);
  } catch {
    return null;
  }
}

function speak(language) {
  root.lang = language;
  chat.dataset.language = language;
  document.title = language === "fr" ? "Guichet – démonstration" : "Guichet – demonstration";
  for (const button of document.querySelectorAll("[data-speak]"))
    button.setAttribute("aria-pressed", String(button.dataset.speak === language));
  remember("language", language);
}

function serve(slug) {
  root.dataset.operator = slug;
  chat.dataset.operator = slug;
  chat.dataset.name = names.get(slug);
  document.getElementById("snippet").textContent =
    `<script src="${location.origin}/widget.js"\n        data-operator="${slug}" async></script>`;
  remember("operator", slug);
}

function offer(operators) {
  for (const { slug, name } of operators) names.set(slug, name);
  const asked = new URLSearchParams(location.search).get("operator") ?? recall("operator") ?? "primus";
  const chosen = operators.some(({ slug }) => slug === asked) ? asked : operators[0].slug;
  const choices = operators.map(({ slug, name }) => {
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "operator", value: slug });
    input.checked = slug === chosen;
    input.addEventListener("change", () => serve(slug));
    const label = document.createElement("label");
    label.dataset.operator = slug;
    label.append(input, name);
    return label;
  });
  document.getElementById("operators").replaceChildren(...choices);
  serve(chosen);
}

const asked = new URLSearchParams(location.search).get("lang") ?? recall("language") ?? navigator.language;
speak(asked.startsWith("en") ? "en" : "fr");
for (const button of document.querySelectorAll("[data-speak]"))
  button.addEventListener("click", () => speak(button.dataset.speak));
for (const button of document.querySelectorAll(".ideas button"))
  button.addEventListener("click", () => chat.ask(button.textContent));

fetch("/api/operators")
  .then((response) => response.json())
  .then((operators) => {
    offer(operators);
    chat.toggleAttribute("data-open", wide.matches);
    document.body.append(chat);
  });
