// The desk without this file: whole pages. With it: live parts, forms that keep the page, keyboard shortcuts.
"use strict";

const FRAGMENT = { "X-Fragment": "1" };
const $ = (selector, root = document) => root.querySelector(selector);

// --- Parts of a page -------------------------------------------------------------------------------------------

// The server escapes everything; its HTML is parsed apart, so that no script in it could run.
function parse(html) {
  return [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
}

async function fetchPart(url, options = {}) {
  const response = await fetch(url, { ...options, headers: FRAGMENT, redirect: "follow" });
  if (response.status === 401) {
    location.assign(`/desk/login?next=${encodeURIComponent(location.pathname + location.search)}`);
    throw new Error("login needed");
  }
  return response;
}

function announce(text) {
  if (text) $("#announce").textContent = text;
}

function isIn(element) {
  return element.contains(document.activeElement);
}

async function refresh(part) {
  if ($("details[open]", part)) return; // an agent is filling in a form in it
  const address = part.dataset.refresh;
  const response = await fetchPart(address);
  if (!response.ok || address !== part.dataset.refresh) return; // other filters were chosen meanwhile
  const html = await response.text();
  const focused = isIn(part) ? document.activeElement.closest("[data-key]")?.dataset.key : null;
  part.replaceChildren(...parse(html));
  if (focused) $(`[data-key="${CSS.escape(focused)}"] a`, part)?.focus();
  const title = $("[data-title]", part)?.dataset.title;
  if (title) document.title = (document.title.match(COUNT)?.[0] ?? "") + title;
}

// --- What calls for the agent: counted in the title and the menu, and said when something new comes -------------

const COUNT = /^\(\d+\) /;
const CALLS_EVERY = 15000; // milliseconds; asking also says that the agent is there
let asking = false;

async function checkCalls() {
  const calls = $("#calls");
  if (!calls || asking) return;
  asking = true;
  try {
    const response = await fetch(`/desk/calls?${calls.dataset.mark}`, { headers: FRAGMENT });
    if (isAway(response)) return showOffline(true);
    if ([...streams.values()].every((source) => source.readyState === EventSource.OPEN)) showOffline(false);
    if (!response.ok) return; // no login either: what is being written on this page stays there
    const now = parse(await response.text()).find((node) => node.nodeType === Node.ELEMENT_NODE);
    calls.dataset.mark = now.dataset.mark;
    showCalls(now.dataset.count, now.dataset.words);
    for (const news of now.querySelectorAll(".news")) showNews(calls, news);
  } catch {
    showOffline(true);
  } finally {
    asking = false;
  }
}

function showCalls(count, words) {
  document.title = (count > 0 ? `(${count}) ` : "") + document.title.replace(COUNT, "");
  const badge = $("[data-calls]");
  Object.assign(badge, { textContent: count, title: words, hidden: count === "0" });
}

// The page itself shows what is new in it.
function showNews(calls, news) {
  const address = $("a", news).pathname;
  if (address === location.pathname) return;
  for (const link of calls.querySelectorAll("a")) if (link.pathname === address) link.closest(".news").remove();
  calls.append(news);
}

// --- Live: an event says that something changed; the part is then asked for -------------------------------------

const streams = new Map();

const AGAIN = 3000; // milliseconds until what failed is tried again

// What a proxy answers while the web process is gone.
function isAway(response) {
  return [502, 503, 504].includes(response.status);
}

function showOffline(isOffline) {
  $("#offline").hidden = !isOffline;
}

function live(part) {
  const source = new EventSource(part.dataset.live);
  let timer = null;
  const update = () => {
    clearTimeout(timer);
    (part.dataset.append ? append(part) : refresh(part)).then(
      () => showOffline(false),
      () => { showOffline(true); timer = setTimeout(update, AGAIN); },
    );
  };
  source.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(update, 60); });
  source.addEventListener("calls", () => void checkCalls());
  source.addEventListener("over", () => location.reload());
  source.addEventListener("open", () => showOffline(false));
  source.addEventListener("error", () => {
    showOffline(true);
    // The browser itself tries again after a lost connection, but never after an answer such as 502.
    if (source.readyState === EventSource.CLOSED && streams.get(part) === source) setTimeout(() => live(part), AGAIN);
  });
  streams.set(part, source);
}

// --- Drafts: what was typed outlives the page, in this tab, until it is sent ---------------------------------------

const draftOf = (field) => `guichet-draft:${location.pathname.replace(/\/reveal$/, "")}:${field.id}`;

function restoreDrafts() {
  for (const field of document.querySelectorAll("#reply-text, #note-text")) {
    const draft = sessionStorage.getItem(draftOf(field));
    if (draft && !field.value) field.value = draft;
    if (draft && field.closest("details")) field.closest("details").open = true;
  }
}

function keepDraft(event) {
  const field = event.target;
  if (!field.matches("#reply-text, #note-text")) return;
  if (field.value) sessionStorage.setItem(draftOf(field), field.value);
  else sessionStorage.removeItem(draftOf(field));
}

async function append(part) {
  const last = [...part.querySelectorAll("[data-id]")].at(-1)?.dataset.id ?? 0;
  const response = await fetchPart(`${part.dataset.append}?after=${last}&after_note=${part.dataset.lastNote}`);
  if (isAway(response)) throw new Error("the web process is gone");
  if (!response.ok) return;
  const atEnd = part.scrollHeight - part.scrollTop - part.clientHeight < 120;
  for (const node of parse(await response.text())) {
    if (node.nodeType !== Node.ELEMENT_NODE) continue;
    const { id, note } = node.dataset;
    if ($(note ? `[data-note="${note}"]` : `[data-id="${id}"]`, part)) continue;
    if (note) part.dataset.lastNote = note;
    node.classList.add("fresh");
    part.append(node);
    const text = $(".text", node)?.textContent;
    if (node.classList.contains("customer")) announce(text);
    if (note) announce(`${$(".sort", node).textContent} ${text}`);
  }
  if (atEnd) part.scrollTop = part.scrollHeight;
  const state = $("#standing");
  if (!state) return;
  await refresh(state);
  const isMine = Boolean($("form[action$='/return']", state));
  if ($("#reply-text")?.disabled === isMine) location.reload(); // it was given to the agent, or taken; drafts stay
}

addEventListener("pagehide", () => streams.forEach((source) => source.close()));

// --- Forms ------------------------------------------------------------------------------------------------------

async function sendInPlace(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.dataset.into) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "1";
  const data = new URLSearchParams(new FormData(form, event.submitter));
  const trouble = $("[data-lost]", form);
  try {
    const response = await fetchPart(form.action, { method: "POST", body: data });
    if (isAway(response)) return showTrouble(trouble, trouble.dataset.lost);
    if (response.status >= 500) return showTrouble(trouble, trouble.dataset.broken);
    const nodes = parse(await response.text());
    trouble.replaceChildren(...(response.ok ? [] : nodes));
    if (!response.ok) return;
    for (const field of form.querySelectorAll("textarea")) sessionStorage.removeItem(draftOf(field));
    form.reset();
    const id = $("[name=form_id]", form);
    if (id) id.value = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`;
    await append($(form.dataset.into));
    const log = $(form.dataset.into);
    log.scrollTop = log.scrollHeight;
    const fold = form.closest("details.fold"); // of a note: it is written, and the form goes away
    if (fold) fold.open = false;
    (fold ? $("summary", fold) : $("textarea", form)).focus();
  } catch {
    showTrouble(trouble, trouble.dataset.lost);
  } finally {
    delete form.dataset.sending;
  }
}

function showTrouble(place, words) {
  place.replaceChildren(Object.assign(document.createElement("p"), { className: "problem", role: "alert", textContent: words }));
}

// A phone has no room for filters that nobody uses; turned to its wider side, it shows them again.
const NARROW = matchMedia("(max-width: 44rem)");

function foldFilters() {
  for (const part of document.querySelectorAll("details[data-fold]:not([data-chosen])")) part.open = !NARROW.matches;
}

// Only the list is asked for again: the focus stays in the filter, where arrow keys go on choosing.
function filter(event) {
  const form = event.target.closest("form[data-filters]");
  if (!form) return;
  const chosen = [...new FormData(form)].filter(([name, value]) => value && !(name === "state" && value === "open"));
  const address = new URL(form.action).pathname + (chosen.length ? `?${new URLSearchParams(chosen)}` : "");
  history.replaceState(null, "", address);
  $(".who [name=back]").value = address;
  rememberQueue();
  const list = $(form.dataset.filters);
  list.dataset.refresh = address;
  refresh(list).then(() => announce($("[data-found]", list)?.dataset.found), () => showOffline(true));
}

// The way back to the queue keeps its filters, as this tab saw them last, or the tab that it was opened from.
const QUEUE = "guichet-queue";

function rememberQueue() {
  const from = [location.href, document.referrer].filter(Boolean).map((address) => new URL(address))
    .find((address) => address.origin === location.origin && address.pathname === "/desk");
  if (from) sessionStorage.setItem(QUEUE, from.pathname + from.search);
  for (const link of document.querySelectorAll("a[data-back]")) link.href = sessionStorage.getItem(QUEUE) ?? "/desk";
}

function useCanned(event) {
  const select = event.target.closest("select[data-canned]");
  if (!select?.value) return;
  const field = $(select.dataset.canned);
  const text = select.selectedOptions[0].dataset.text;
  const before = field.value.slice(0, field.selectionStart);
  field.setRangeText((before && !/\s$/.test(before) ? " " : "") + text, field.selectionStart, field.selectionEnd, "end");
  select.value = "";
  field.focus();
}

async function loadEarlier(event) {
  const link = event.target.closest("a[data-earlier]");
  if (!link) return;
  event.preventDefault();
  const log = $(link.dataset.earlier);
  const response = await fetchPart(link.href).catch(() => null);
  if (!response || isAway(response)) return showOffline(true);
  if (!response.ok) return;
  const height = log.scrollHeight;
  const nodes = parse(await response.text()).filter((node) => node.nodeType === Node.ELEMENT_NODE);
  log.prepend(...nodes.filter((node) => node.tagName === "LI"));
  log.scrollTop = log.scrollHeight - height;
  const next = nodes.find((node) => node.tagName === "P");
  if (next) link.closest("p").replaceWith(next);
  else link.closest("p").remove();
}

// --- Keyboard ---------------------------------------------------------------------------------------------------

const KEYS_OFF = "guichet-desk-keys-off";

function move(step) {
  const rows = [...document.querySelectorAll("tr.open a")];
  if (!rows.length) return;
  const now = rows.indexOf(document.activeElement);
  rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + step, 0), rows.length - 1)].focus();
}

const SHORTCUTS = {
  "?": () => $("#shortcuts").showModal(),
  "/": () => ($("#search-text") ? $("#search-text").focus() : location.assign("/desk/search")),
  g: () => location.assign(sessionStorage.getItem(QUEUE) ?? "/desk"),
  j: () => move(1),
  k: () => move(-1),
  c: () => $("[data-key-claim]")?.click(),
  r: () => $("#reply-text")?.focus(),
  n: () => { const note = $("#note-text"); if (note) { note.closest("details").open = true; note.focus(); } },
};

function onKey(event) {
  const field = event.target.closest("textarea");
  if (field && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    field.form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (localStorage.getItem(KEYS_OFF) && event.key !== "?") return;
  const act = SHORTCUTS[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

// --- Waiting times ----------------------------------------------------------------------------------------------

function showWaits() {
  const day = document.documentElement.lang === "en" ? "d" : "j";
  for (const element of document.querySelectorAll("[data-since]")) {
    const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(element.dataset.since)) / 60000));
    element.textContent = minutes < 100 ? `${minutes} min` : minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} ${day}`;
  }
}

document.addEventListener("submit", (event) => void sendInPlace(event));
document.addEventListener("change", (event) => { filter(event); useCanned(event); });
document.addEventListener("click", (event) => {
  void loadEarlier(event);
  event.target.closest("[data-dismiss]")?.closest("p").remove();
  const row = event.target.closest("tr.open");
  if (row && !event.target.closest("a, button") && !String(getSelection())) $("a", row).click();
});
document.addEventListener("keydown", onKey);
document.addEventListener("input", keepDraft);
restoreDrafts();
rememberQueue();
foldFilters();
NARROW.addEventListener("change", foldFilters);
$(".bar [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
for (const part of document.querySelectorAll("[data-live]")) live(part);
for (const log of document.querySelectorAll(".log")) log.scrollTop = log.scrollHeight;
const keys = $("#shortcuts-on");
if (keys) {
  keys.checked = !localStorage.getItem(KEYS_OFF);
  keys.addEventListener("change", () => (keys.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1")));
}
setInterval(showWaits, 15000);
setInterval(checkCalls, CALLS_EVERY);
