// 现场核查: one line a screen, without signal too. 记下 keeps a line on this phone at once; it is sent when there is signal,
// with a key of its own, so that it counts once however often it is sent. What another member wrote there is shown, not overwritten.
import { announce, csrfToken, renewToken, sizeWords } from "./words.js";
import { allOf, drop, put, read, smaller } from "./visit-store.js";

const RETRY = 15000;
const page = document.querySelector("[data-visit]");
const forms = [...page.querySelectorAll("[data-visit-line]")];
const PLACE = `${document.body.dataset.person ?? ""}:${page.dataset.visit}:`;
const needsFact = new Set(page.dataset.needsFact.split(" "));
const CACHE = `xianling-visit-${page.dataset.visit}`;
let here = 0;
let sending = false;
let troubles = ""; // what stands in the way of sending at all

const say = (name, values = {}) => {
  let text = page.dataset[`word${name}`] ?? "";
  for (const [key, value] of Object.entries(values)) text = text.replaceAll(`{${key}}`, value);
  return text;
};
const find = (place, name) => place.querySelector(`[data-visit-${name}]`);
const idOf = (form) => `${PLACE}${form.dataset.subject}:${form.dataset.line}`;
const formOf = (id) => forms.find((form) => idOf(form) === id);
const labelOf = (form, result) => form.querySelector(`input[name=result][value="${result}"]`)?.nextElementSibling?.textContent ?? "";
// crypto.randomUUID wants https; the values do not.
const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

function valuesOf(form) {
  return {
    result: form.querySelector("input[name=result]:checked")?.value ?? "",
    methods: [...form.querySelectorAll("input[name=methods]:checked")].map((box) => box.value),
    fact: form.elements.fact.value.trim(),
    checked: form.elements.checked.checked,
  };
}

function show(form, values) {
  for (const radio of form.querySelectorAll("input[name=result]")) radio.checked = radio.value === values.result;
  for (const box of form.querySelectorAll("input[name=methods]")) box.checked = values.methods.includes(box.value);
  form.elements.fact.value = values.fact;
  if ("checked" in values) form.elements.checked.checked = values.checked;
}

function tell(form, record) {
  const said = find(form, "said");
  const words = { kept: "Kept", draft: "Draft", sent: "Sent", refused: "Refused" }[record.state];
  said.textContent = words ? say(words, { time: record.when ?? "", reason: record.reason ?? "" }) : "";
  said.classList.toggle("failed", record.state === "refused");
  const both = find(form, "both");
  both.hidden = record.state !== "conflict";
  if (record.state === "conflict") {
    const { who, when, result, fact } = record.theirs;
    both.querySelector("p").textContent = say("Conflict", { who, time: when, what: labelOf(form, result), fact: fact && `：${fact}` });
  }
  if (record.photo) find(form, "photo").textContent = say("Photo", { size: sizeWords(record.photo.size) });
  find(page, `mark="${form.dataset.visitLine}"`).textContent = labelOf(form, record.result);
}

// --- keeping ------------------------------------------------------------------------------------------
async function keep(form, state, more = {}) {
  const before = await read(idOf(form));
  const record = { photo: null, ...before, ...valuesOf(form), base: form.dataset.mark, ...more, id: idOf(form), state, at: Date.now() };
  const chosen = form.elements.photo.files[0];
  if (chosen && chosen.name + chosen.size !== before?.photoFrom) {
    record.photo = await smaller(chosen);
    record.photoFrom = chosen.name + chosen.size;
  }
  if (state === "kept") record.key = newKey();
  try {
    await put(record);
  } catch {
    troubles = say("NoStore");
  }
  tell(form, record);
  await tally();
  return record;
}

function wrongWith(form) {
  const values = valuesOf(form);
  if (!values.result) return say("Choose");
  if (needsFact.has(values.result) && !values.fact) return say("Fact");
  if (form.elements.photo.files.length && !values.checked) return say("Tick");
  return "";
}

async function note(form) {
  const wrong = wrongWith(form);
  if (wrong) {
    await keep(form, "refused", { reason: wrong });
    (wrong === say("Fact") ? form.elements.fact : form.querySelector("input[name=result]")).focus();
    return;
  }
  await keep(form, "kept");
  go(here + 1);
  send();
}

// --- sending ------------------------------------------------------------------------------------------
async function post(record) {
  const [, , subject, ...rest] = record.id.split(":");
  const [pk, ...line] = rest;
  const body = new FormData();
  for (const [name, value] of Object.entries({ subject: `${subject}:${pk}`, line: line.join(":"), key: record.key, base: record.base ?? "", result: record.result, fact: record.fact })) body.set(name, value);
  for (const method of record.methods) body.append("methods", method);
  if (record.photo) body.set("photo", record.photo, record.photo.type === "image/png" ? "photo.png" : "photo.jpg");
  if (record.checked) body.set("checked", "on");
  return fetch(page.dataset.answerUrl, {
    method: "POST", body, credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
  });
}

// Returns whether the next one may follow.
async function sendOne(record, renewed = false) {
  let answer;
  try {
    answer = await post(record);
  } catch {
    troubles = say("Offline");
    return false;
  }
  const told = await answer.json().catch(() => ({}));
  if (told.csrf && !renewed && told.person === document.body.dataset.person) {
    renewToken(told.csrf);
    return sendOne(record, true);
  }
  const now = await read(record.id);
  const changed = !now || now.key !== record.key || now.state !== "kept"; // written anew while it was under way
  const form = formOf(record.id);
  if (answer.ok && told.mark) {
    form.dataset.mark = told.mark;
    if (changed) await put({ ...now, base: told.mark });
    else await settle(form, { ...record, photo: null, state: "sent", when: told.when, savedAt: told.at, base: told.mark }, told);
  } else if (answer.status === 409) {
    if (!changed) await settle(form, { ...record, state: "conflict", theirs: told });
  } else if (answer.status === 422) {
    if (!changed) await settle(form, { ...record, state: "refused", reason: told.error ?? "" });
  } else {
    troubles = say([401, 403].includes(answer.status) ? "Login" : "Offline");
    return false;
  }
  return true;
}

async function settle(form, record, stands = null) {
  if (stands && stands.mark !== record.key) Object.assign(record, { result: stands.result, fact: stands.fact, methods: stands.methods });
  await put(record);
  show(form, record);
  tell(form, record);
}

async function send() {
  if (sending) return;
  sending = true;
  try {
    troubles = "";
    for (let again = true; again;) {
      const waiting = (await allOf(PLACE)).filter((record) => record.state === "kept" && formOf(record.id));
      again = waiting.length > 0;
      for (const record of waiting) {
        if (!(await sendOne(record))) { again = false; break; }
        await tally();
      }
    }
  } finally {
    sending = false;
    await tally();
  }
}

// --- the bar ------------------------------------------------------------------------------------------
async function tally() {
  const records = await allOf(PLACE).catch(() => []);
  const count = (...states) => records.filter((record) => states.includes(record.state)).length;
  const parts = [];
  if (count("kept")) parts.push(say("Waiting", { n: count("kept") }));
  if (count("draft")) parts.push(say("Drafts", { n: count("draft") }));
  if (count("conflict", "refused")) parts.push(say("Asked", { n: count("conflict", "refused") }));
  find(page, "note").textContent = troubles || (navigator.onLine ? find(page, "note").dataset.calm ?? "" : say("Offline"));
  const done = forms.filter((form) => form.dataset.mark || records.some((record) => record.id === idOf(form) && ["kept", "sent"].includes(record.state)));
  if (!parts.length) parts.push(say(done.length ? "AllSent" : "Nothing"));
  find(page, "state").textContent = parts.join("；");
  find(page, "count").textContent = say("Done", { n: done.length, all: forms.length });
}

// --- one line a screen ----------------------------------------------------------------------------------
function go(place) {
  here = Math.max(0, Math.min(place, forms.length - 1));
  forms.forEach((form, at) => { form.hidden = at !== here; });
  for (const button of forms[here]?.querySelectorAll("[data-visit-step]") ?? []) button.disabled = (button.dataset.visitStep === "-1" ? here === 0 : here === forms.length - 1);
  find(page, "list").open = false;
  sessionStorage.setItem(`xianling:visit:${page.dataset.visit}`, here);
  scrollTo(0, 0);
}

for (const form of forms) {
  form.addEventListener("submit", (event) => { event.preventDefault(); note(form); });
  form.addEventListener("input", () => keep(form, "draft"));
}
page.addEventListener("click", async (event) => {
  const button = event.target.closest("button, a");
  const { visitStep, visitGo, visitTake } = button?.dataset ?? {};
  if (visitStep) go(here + Number(visitStep));
  if (visitGo) { event.preventDefault(); go(Number(visitGo) - 1); }
  if (visitTake) {
    const form = button.closest("form");
    const record = await read(idOf(form));
    form.dataset.mark = record.theirs.mark;
    if (visitTake === "mine") await put({ ...record, state: "kept", key: newKey(), base: record.theirs.mark, at: Date.now() });
    else await settle(form, { ...record, ...record.theirs, photo: null, state: "sent", base: record.theirs.mark });
    send();
  }
  if (button?.matches("[data-visit-clear]")) clear();
});

async function clear() {
  const records = await allOf(PLACE);
  if (records.some((record) => record.state !== "sent")) { announce(say("NotYet"), "warn"); return; }
  for (const record of records) await drop(record.id);
  if (globalThis.caches) await caches.delete(CACHE);
  announce(say("Cleared"), "good");
}

// --- what this phone holds ------------------------------------------------------------------------------
async function takeUp() {
  for (const record of await allOf(PLACE)) {
    const form = formOf(record.id);
    if (!form) continue; // concluded meanwhile
    // The page was drawn after the server had it: what it shows is newer, or the same.
    if (record.state === "sent" && Number(page.dataset.drawn) >= (record.savedAt ?? 0)) { await drop(record.id); continue; }
    if (record.state === "sent") form.dataset.mark = record.base;
    show(form, record);
    tell(form, record);
  }
}

// The page and all it needs, so that it opens without signal (the service worker gives it back).
async function keepPage() {
  const note = find(page, "note");
  note.dataset.calm = say("Stay");
  if (!navigator.serviceWorker || !globalThis.caches) return;
  try {
    await navigator.serviceWorker.register(page.dataset.workerUrl, { scope: page.dataset.scope });
    await navigator.serviceWorker.ready;
    if (!navigator.onLine) { note.dataset.calm = say("Ready"); return; }
    const used = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
    const files = used.filter((one) => new URL(one).origin === location.origin && new URL(one).pathname.startsWith("/static/"));
    const cache = await caches.open(CACHE);
    await cache.addAll([location.pathname, ...new Set(files)]);
    note.dataset.calm = say("Ready");
  } catch { /* without signal now, or not allowed here: the page stays as it is as long as it is open */ }
}

addEventListener("online", send);
addEventListener("offline", tally);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") send(); });
setInterval(send, RETRY);
page.classList.add("one-by-one");
go(Number(location.hash.match(/^#line-(\d+)$/)?.[1] ?? Number(sessionStorage.getItem(`xianling:visit:${page.dataset.visit}`)) + 1) - 1);
await takeUp();
await tally();
send();
await keepPage();
await tally();
