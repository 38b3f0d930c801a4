/* The simulated phone: what is typed goes into the inbox of text messages, what comes back is looked for. */
"use strict";

const LOOK_MS = 1000;
const OTHER = "other";
const WORDS = {
  fr: {
    title: "Guichet – téléphone simulé", other: "un autre numéro",
    segments: (count, ucs2) => `${count} segment${count > 1 ? "s" : ""}, ${ucs2 ? "UCS-2" : "GSM-7"}`,
    failed: "Le message n’est pas parti. Réessayez.",
  },
  en: {
    title: "Guichet – simulated phone", other: "another number",
    segments: (count, ucs2) => `${count} segment${count > 1 ? "s" : ""}, ${ucs2 ? "UCS-2" : "GSM-7"}`,
    failed: "The message wasn’t sent. Please try again.",
  },
};

const root = document.documentElement;
const element = (id) => document.getElementById(id);
const threads = new Map(); // operator and number -> what is shown, and the last id
let operators = [];

const words = () => WORDS[root.lang];
const operator = () => operators.find(({ slug }) => slug === element("operator").value);
const number = () => (element("owner").value === OTHER ? element("number").value.replace(/[\s().-]/g, "") : element("owner").value);

function thread() {
  const key = `${operator().slug} ${number()}`;
  if (!threads.has(key)) threads.set(key, { shown: [], last: 0 });
  return threads.get(key);
}

function speak(language) {
  root.lang = language;
  document.title = words().title;
  for (const button of document.querySelectorAll("[data-speak]"))
    button.setAttribute("aria-pressed", String(button.dataset.speak === language));
  const other = element("owner").querySelector(`[value="${OTHER}"]`);
  if (other) other.textContent = words().other;
  if (operators.length) show();
}

function withLinks(text) {
  return text.split(/(https?:\/\/\S+)/).map((part) => {
    if (!/^https?:\/\//.test(part)) return part;
    return Object.assign(document.createElement("a"), { href: part, textContent: part, target: "_blank", rel: "noopener noreferrer" });
  });
}

function bubble({ mine, text, segments, encoding }) {
  const said = document.createElement("div");
  said.className = `bubble ${mine ? "out" : "in"}`;
  said.append(...withLinks(text));
  const size = document.createElement("p");
  size.className = mine ? "size out" : "size";
  size.textContent = words().segments(segments, encoding === "ucs2");
  return [said, size];
}

function show() {
  const chosen = operator();
  root.dataset.operator = chosen.slug;
  element("name").textContent = chosen.name;
  element("line").textContent = chosen.number;
  element("log").replaceChildren(...thread().shown.flatMap(bubble));
  element("log").scrollTop = element("log").scrollHeight;
}

function add(to, message) {
  to.shown.push(message);
  if (to !== thread()) return;
  element("log").append(...bubble(message));
  element("log").scrollTop = element("log").scrollHeight;
}

function complain(sentence) {
  element("problem").hidden = !sentence;
  element("problem").textContent = sentence ?? "";
}

async function send(text) {
  const to = thread();
  const body = JSON.stringify({ operator: operator().slug, number: number(), text });
  const response = await fetch("/demo/phone/messages", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!response.ok) throw new Error(String(response.status));
  add(to, { mine: true, text, ...(await response.json()) });
}

async function look() {
  const to = thread();
  const query = new URLSearchParams({ operator: operator().slug, number: number(), after: to.last });
  const response = await fetch(`/demo/phone/messages?${query}`);
  if (!response.ok) return;
  for (const message of await response.json()) {
    if (message.id <= to.last) continue;
    to.last = message.id;
    add(to, { mine: false, ...message });
  }
}

function offerPhones() {
  const owners = operator().phones.map(({ name, number: phone }) => new Option(`${name} (${phone})`, phone));
  element("owner").replaceChildren(...owners, new Option(words().other, OTHER));
  chooseOwner();
}

function chooseOwner() {
  element("other").hidden = element("owner").value !== OTHER;
  show();
}

async function lookForEver() {
  for (;;) {
    if (operators.length && number()) await look().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function begin() {
  const asked = new URLSearchParams(location.search);
  speak((asked.get("lang") ?? navigator.language).startsWith("en") ? "en" : "fr");
  operators = await (await fetch("/demo/phone/contacts")).json();
  element("operator").replaceChildren(...operators.map(({ slug, name }) => new Option(name, slug)));
  const wanted = asked.get("operator") ?? "primus";
  if (operators.some(({ slug }) => slug === wanted)) element("operator").value = wanted;
  offerPhones();
  lookForEver();
}

for (const button of document.querySelectorAll("[data-speak]"))
  button.addEventListener("click", () => speak(button.dataset.speak));
element("operator").addEventListener("change", offerPhones);
element("owner").addEventListener("change", chooseOwner);
element("number").addEventListener("change", show);
element("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = element("text").value.trim();
  if (!text) return;
  element("text").value = "";
  complain();
  send(text).catch(() => {
    element("text").value ||= text;
    complain(words().failed);
  });
});
element("text").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  element("form").requestSubmit();
});
begin();
