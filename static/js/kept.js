// 您填写的内容保留在本机: what is typed into an ordinary form stays in this tab until the server has taken it, and stands
// in its field again after a log-in in between, a reload or a wrong turn. Forms that save themselves: autosave.js.
import { word } from "./words.js";

const person = document.body.dataset.person ?? "";
const PREFIX = "xianling:kept:";

const isOurs = (field) =>
  field instanceof HTMLTextAreaElement && field.name && field.form?.method === "post" && !field.closest("[data-autosave-url]");

// The same words are asked for in a dialog and on a page of its own: the address of the form is what they have in common.
function keyOf(field) {
  const about = [...field.form.querySelectorAll("input[type=hidden]")].filter((one) => one.name !== "csrfmiddlewaretoken");
  const address = new URL(field.form.getAttribute("action") || location.href, location.href).pathname;
  return `${PREFIX}${person}:${address}:${about.map((one) => one.value).join(",")}:${field.name}`;
}

const all = () => Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
function write(key, kept) {
  try { sessionStorage.setItem(key, JSON.stringify(kept)); } catch { /* the browser's store is full or closed: the text is still on the page */ }
}
const ourFieldsOf = (root) => [...root.querySelectorAll("textarea")].filter(isOurs);

document.addEventListener("input", (event) => {
  if (event.detail === "put" || !isOurs(event.target)) return;
  const field = event.target;
  if (field.value === field.defaultValue) sessionStorage.removeItem(keyOf(field));
  else write(keyOf(field), { text: field.value, base: field.defaultValue, sent: false });
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  for (const field of ourFieldsOf(event.target)) {
    const kept = read(keyOf(field));
    if (kept) write(keyOf(field), { ...kept, sent: true });
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt?.closest?.("form");
  if (form && event.detail.successful) for (const field of ourFieldsOf(form)) sessionStorage.removeItem(keyOf(field));
});

// The page that answers: nothing was done where it asks to log in, says what is wrong, or is a page of an error.
const refused = !person || document.querySelector("[data-toast].tone-bad, .error-summary, [data-not-done]");
for (const key of all()) {
  const kept = read(key);
  if (!kept.sent) continue;
  if (refused) write(key, { ...kept, sent: false });
  else if (key.startsWith(`${PREFIX}${person}:`)) sessionStorage.removeItem(key);
}

function putBack(root) {
  for (const field of ourFieldsOf(root)) {
    const kept = read(keyOf(field));
    if (!kept || kept.text === field.value || field.value !== field.defaultValue) continue;
    const newer = kept.base !== field.defaultValue; // somebody wrote here since: it is shown beside, not over it
    if (!newer) field.value = kept.text;
    const said = document.createElement("p");
    said.className = "help";
    said.setAttribute("role", "status");
    said.textContent = word(newer ? "keptBeside" : "kept", { text: kept.text });
    field.after(said);
    field.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "put" }));
  }
}
document.addEventListener("htmx:load", (event) => putBack(event.target));
if (person) putBack(document);
