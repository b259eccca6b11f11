// A second click has no second effect: the button that sent a form rests until the page changes.
import { word } from "./words.js";

const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  const button = event.submitter;
  // After this turn, so that the button's own name and value are still sent.
  setTimeout(() => rest(form, button));
});

function rest(form, button) {
  const buttons = new Set([...form.querySelectorAll("button[type=submit], button[data-once]"), button]);
  for (const one of buttons) if (one && !one.disabled) {
    one.disabled = true;
    one.dataset.resting = "";
  }
  button?.setAttribute("aria-busy", "true");
  if (button?.dataset.once !== undefined) {
    button.dataset.words = button.textContent;
    button.textContent = word("acting") || button.textContent;
  }
  // A download leaves the page where it is; so does an answer without content.
  if (form.dataset.stays !== undefined) setTimeout(() => wake(form), 4000);
}

function wake(form) {
  sent.delete(form);
  for (const button of document.querySelectorAll("button[data-resting]")) {
    if (button.form !== form) continue;
    button.disabled = false;
    button.removeAttribute("aria-busy");
    delete button.dataset.resting;
    if (button.dataset.words) button.textContent = button.dataset.words;
  }
}

// Back button: the page comes out of the browser's memory with its buttons at rest.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) wake(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) wake(form);
});
