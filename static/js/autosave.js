// 自动保存: a form or field with data-autosave-url and data-revision saves itself; nothing typed is ever lost.
// POST (multipart): its fields + revision. 200 {"revision", "saved_at"?}; 409 {"mine","theirs","revision","who","when"};
// any other refusal {"error"}: said in words, the text stays in this browser. Until the server confirms a text there is
// a copy of it in localStorage, per person and address. Of a form written by two at once only what both wrote is asked.
import { announce, clockTime, csrfToken, renewToken, word } from "./words.js";
import { chooseText } from "./two-texts.js";

const PAUSE = 800;
const RETRY = 10000;
const drafts = new Map();

const keyOf = (place) => `xianling:${document.body.dataset.person ?? ""}:${place.dataset.autosaveUrl}`;
const fieldsOf = (place) =>
  place instanceof HTMLFormElement
    ? [...place.elements].filter((field) => field.name && field.type !== "file" && field.name !== "csrfmiddlewaretoken" && !field.closest("[data-autosave-url]:not(form)"))
    : [place];
const stateOf = (place) =>
  (place.dataset.saveState && document.getElementById(place.dataset.saveState)) ||
  place.closest("[data-save-scope]")?.querySelector("[data-save-state]") ||
  place.closest(".field, form, section")?.querySelector("[data-save-state]") || document.querySelector("[data-save-state]");

function valuesOf(place) {
  const values = {};
  for (const field of fieldsOf(place)) {
    if (["checkbox", "radio"].includes(field.type) && !field.checked) continue;
    (values[field.name] ??= []).push(...(field.multiple && field.options ? [...field.selectedOptions].map((one) => one.value) : [field.value]));
  }
  return values;
}

// What the page was drawn with.
function drawnOf(place) {
  const values = {};
  for (const field of fieldsOf(place)) {
    if (["checkbox", "radio"].includes(field.type)) {
      if (field.defaultChecked) (values[field.name] ??= []).push(field.value);
    } else if (field.options) {
      const chosen = [...field.options].filter((one) => one.defaultSelected);
      (values[field.name] ??= []).push(...(field.multiple || chosen.length ? chosen : [...field.options].slice(0, 1)).map((one) => one.value));
    } else (values[field.name] ??= []).push(field.defaultValue);
  }
  return values;
}

function put(place, values) {
  for (const field of fieldsOf(place)) {
    if (!(field.name in values)) continue;
    const given = [values[field.name]].flat();
    if (["checkbox", "radio"].includes(field.type)) field.checked = given.includes(field.value);
    else field.value = given[0] ?? "";
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "put" }));
  }
}

// group-0-name and group-0-post are parts of one list, which only makes sense as a whole.
const partsOf = (values) => Object.values(Object.groupBy(Object.keys(values), (name) => name.split("-")[0]));
const saysOf = (values, names) => names.map((name) => [values?.[name] ?? ""].flat().join("\n").trim()).join("\u0000");
const only = (values, names) => Object.fromEntries(names.map((name) => [name, values[name] ?? [""]]));

function say(place, text, failed = false) {
  const state = stateOf(place);
  if (!state) return;
  if (state.textContent !== text) state.textContent = text;
  state.classList.toggle("failed", failed);
}

function keep(place, confirmed = false) {
  try {
    const { base } = draftOf(place);
    localStorage.setItem(keyOf(place), JSON.stringify({ revision: place.dataset.revision, values: valuesOf(place), base, confirmed }));
  } catch { /* the browser's store is full or closed: the text is still on the page */ }
}

function forget(place) {
  try { localStorage.removeItem(keyOf(place)); } catch { /* nothing kept */ }
}

const draftOf = (place) => {
  // base: what the server last said stands here; a field that still says so was not touched on this page.
  if (!drafts.has(place)) drafts.set(place, { timer: 0, going: false, again: false, dirty: false, blocked: false, base: drawnOf(place) });
  return drafts.get(place);
};

function changed(place) {
  const draft = draftOf(place);
  draft.dirty = true;
  draft.blocked = false;
  keep(place);
  say(place, word("unsaved"));
  clearTimeout(draft.timer);
  draft.timer = setTimeout(() => save(place), PAUSE);
}

function request(place, keepalive = false) {
  const body = new FormData();
  for (const [name, values] of Object.entries(valuesOf(place))) for (const value of values) body.append(name, value);
  body.set("revision", place.dataset.revision ?? "");
  return fetch(place.dataset.autosaveUrl, {
    method: "POST", body, keepalive, credentials: "same-origin",
    headers: { "X-CSRFToken": csrfToken(), "X-Requested-With": "autosave", Accept: "application/json" },
  });
}

async function save(place) {
  const draft = draftOf(place);
  clearTimeout(draft.timer);
  if (draft.going) { draft.again = true; return; }
  if (!draft.dirty || draft.blocked || !place.isConnected) return;
  draft.going = true;
  draft.dirty = false;
  place.dataset.saving = "1";
  say(place, word("saving"));
  const sent = valuesOf(place);
  try {
    const answer = await request(place);
    const told = await answer.json().catch(() => ({}));
    if (answer.ok && told.revision !== undefined) confirmed(place, told, sent);
    else if (answer.status === 409) await conflict(place, told, sent, draft.base);
    else if (told.csrf && !draft.renewed && told.person === document.body.dataset.person) {
      renewToken(told.csrf);
      draft.renewed = draft.dirty = draft.again = true;
    } else if (answer.status >= 500 || answer.redirected || answer.ok) throw new Error(String(answer.status));
    else {
      draft.dirty = true;
      // Logged out meanwhile: it goes on by itself once the person has come back, in whichever tab.
      if (answer.status === 401) draft.timer = setTimeout(() => save(place), RETRY);
      else draft.blocked = true;
      say(place, word("refused", { reason: told.error ?? "" }), true);
      place.dispatchEvent(new CustomEvent("autosave-refused", { bubbles: true, detail: told }));
    }
  } catch {
    draft.dirty = true;
    say(place, word("failed"), true);
    draft.timer = setTimeout(() => save(place), RETRY);
  } finally {
    draft.going = false;
    delete place.dataset.saving;
    place.dispatchEvent(new CustomEvent("autosave-ended", { bubbles: true }));
  }
  if (draft.again) { draft.again = false; save(place); }
}

function confirmed(place, told, sent, leaving = false) {
  place.dataset.revision = told.revision;
  draftOf(place).base = sent;
  draftOf(place).renewed = false;
  if (draftOf(place).dirty) keep(place);
  else if (leaving) keep(place, true);
  else forget(place);
  say(place, word("saved", { time: told.saved_at ?? clockTime() }));
  place.dispatchEvent(new CustomEvent("autosaved", { bubbles: true, detail: told }));
}

// Two have written in one place. What only one of them wrote stands; where both wrote, the person chooses, and the other
// text is only replaced after having been seen. `sent` is what the server has answered to.
async function conflict(place, told, sent, base) {
  const draft = draftOf(place);
  const single = fieldsOf(place).length === 1 ? fieldsOf(place)[0].name : null;
  const said = told.theirs !== null && typeof told.theirs === "object" ? told.theirs : single ? { [single]: told.theirs ?? "" } : {};
  const mine = valuesOf(place);
  const theirs = { ...sent, ...said };
  const hidden = new Set(fieldsOf(place).filter((field) => field.type === "hidden").map((field) => field.name));
  const taken = {};
  const asked = [];
  for (const names of partsOf(theirs)) {
    const [now, other] = [saysOf(mine, names), saysOf(theirs, names)];
    if (now === other || other === saysOf(sent, names) || (base && other === saysOf(base, names))) continue;
    if (base && now === saysOf(base, names)) Object.assign(taken, only(theirs, names));
    else asked.push(...names.filter((name) => !hidden.has(name) && saysOf(mine, [name]) !== saysOf(theirs, [name])));
  }
  put(place, taken);
  place.dataset.revision = told.revision;
  draft.base = theirs;
  if (asked.length) {
    draft.blocked = true;
    const shown = (values) => (single ? [values[single] ?? ""].flat().join("\n") : only(values, asked));
    const chosen = await chooseText({ ...told, mine: shown(mine), theirs: shown(theirs), place });
    draft.blocked = false;
    if (chosen.choice === "theirs") put(place, only(theirs, asked));
    if (chosen.choice === "merged" && single) put(place, { [single]: chosen.text });
  } else if (Object.keys(taken).length) announce(word("joined"));
  if (partsOf(theirs).every((names) => saysOf(valuesOf(place), names) === saysOf(theirs, names))) {
    clearTimeout(draft.timer);
    draft.dirty = false;
    confirmed(place, told, theirs);
    return;
  }
  draft.dirty = true;
  draft.again = true;
}

// A copy that the server never confirmed: taken up again, or shown beside the newer text. A copy confirmed while the page
// was left only matters when this page was drawn before that save arrived.
function takeUp(place) {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(keyOf(place)) ?? "null"); } catch { kept = null; }
  if (!kept) return;
  if (JSON.stringify(kept.values) === JSON.stringify(valuesOf(place))) return forget(place);
  const theirs = valuesOf(place);
  const revision = place.dataset.revision;
  if (kept.confirmed) {
    if (Number(revision) < Number(kept.revision)) {
      put(place, kept.values);
      place.dataset.revision = kept.revision;
    }
    return forget(place);
  }
  if (String(kept.revision) === String(revision)) {
    put(place, kept.values);
    changed(place);
    say(place, word("kept"));
    return;
  }
  put(place, kept.values);
  conflict(place, { theirs, revision }, kept.values, kept.base ?? null).then(() => save(place));
}

const begin = (root = document) => {
  const places = [...root.querySelectorAll("[data-autosave-url]")];
  if (root.matches?.("[data-autosave-url]")) places.push(root);
  for (const place of places) if (!drafts.has(place)) { draftOf(place); takeUp(place); }
};

const placeOf = (target) => target.closest?.("[data-autosave-url]") ?? (target.form?.dataset.autosaveUrl ? target.form : null);
document.addEventListener("input", (event) => {
  const place = event.detail !== "put" && placeOf(event.target);
  if (place && event.target.name && event.target.type !== "file") changed(place);
});
document.addEventListener("change", (event) => {
  const place = placeOf(event.target);
  if (place && draftOf(place).dirty) save(place);
});
// A page's own script changed something in a place, or removed what stood in the way of saving it.
document.addEventListener("autosave", (event) => {
  const place = placeOf(event.target);
  if (place) changed(place);
});
addEventListener("online", () => { for (const place of drafts.keys()) save(place); });

// The page lives on after all (another tab was shown): the ordinary way takes over, with its sentences and its dialog.
const again = (place) => {
  draftOf(place).dirty = true;
  draftOf(place).timer = setTimeout(() => save(place), PAUSE);
};

// Leaving: what is still unsent goes out with the page; larger texts stay in the browser's copy and are taken up later.
const flush = () => {
  for (const [place, draft] of drafts) {
    if (!draft.dirty || draft.blocked || draft.going || !place.isConnected) continue;
    keep(place);
    draft.dirty = false;
    const sent = valuesOf(place);
    request(place, true).then(async (answer) => {
      if (answer.ok) confirmed(place, await answer.json(), sent, true);
      else again(place);
    }).catch(() => again(place));
  }
};
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
addEventListener("pagehide", flush);
addEventListener("beforeunload", (event) => {
  flush();
  if ([...drafts.values()].some((draft) => draft.blocked)) event.preventDefault();
});
// The form's own submission carries everything: nothing is left to save.
document.addEventListener("submit", (event) => {
  for (const [place, draft] of drafts) if (event.target.contains(place)) { clearTimeout(draft.timer); draft.dirty = false; }
});
document.addEventListener("htmx:load", (event) => begin(event.target));
begin();
