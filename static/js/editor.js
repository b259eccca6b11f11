// 起草: what the editor does beside saving itself (autosave.js): rows that open, sentences at their field, the tick
// 已核对, and a task's row and hints as the server now sees them.
import { csrfToken } from "./words.js";

const editor = document.querySelector("[data-editor]");
const touched = (place) => place.dispatchEvent(new CustomEvent("autosave", { bubbles: true }));

// 添加成员, 添加节点: the next spare row is shown; a row that gets a text (from the other writer) shows itself.
const spareRows = (within) => [...within.querySelectorAll("[data-spare]")];

document.addEventListener("click", (event) => {
  const adder = event.target.closest("[data-show-spare]");
  if (adder) {
    const rows = spareRows(adder.closest("fieldset"));
    const next = rows.find((row) => row.hidden);
    if (next) next.hidden = false;
    adder.hidden = rows.every((row) => !row.hidden);
    next?.querySelector("input[type=text]")?.focus();
    return;
  }
  const clearer = event.target.closest("[data-clear-row]");
  if (clearer) {
    const row = clearer.closest("[data-spare]");
    for (const field of row.querySelectorAll("input")) field.value = "";
    row.hidden = true;
    touched(row.closest("form"));
  }
});

// What this browser kept (autosave.js has put it back already) is seen. A row of which only the choice is made says nothing.
const says = (row) => [...row.querySelectorAll("input:not([type=hidden])")].some((field) => field.value);
for (const row of spareRows(document)) if (says(row)) row.hidden = false;

document.addEventListener("input", (event) => {
  const row = event.target.closest("[data-spare]");
  if (row && says(row)) row.hidden = false;
});

// A refusal stands at its field until the next save.
const fieldOf = (place, name) =>
  place instanceof HTMLFormElement ? (name ? place.elements.namedItem(name) : null) : place;

function unsay(place) {
  const scope = place.closest("form, section");
  scope.querySelectorAll("[data-refused]").forEach((said) => said.remove());
  scope.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
}

function say(place, told) {
  open(place);
  const field = fieldOf(place, told.field);
  const sentence = document.createElement("p");
  sentence.className = "field-sentence";
  sentence.dataset.refused = "";
  sentence.setAttribute("role", "alert");
  sentence.textContent = told.sentence ?? told.error ?? "";
  field?.setAttribute("aria-invalid", "true");
  (field ?? place.lastElementChild).after(sentence);
  if (told.ask?.length) sentence.after(tick(place, told.ask));
}

// 已核对，不含涉密内容: asked once; then the text is saved.
function tick(place, words) {
  const label = document.getElementById("ask-template").content.firstElementChild.cloneNode(true);
  label.dataset.refused = "";
  label.querySelector("input").addEventListener("change", async (event) => {
    event.stopPropagation();
    const body = new FormData();
    for (const one of words) body.append("words", one);
    const answer = await fetch(editor.dataset.checkedUrl, {
      method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
    }).catch(() => null);
    if (answer?.ok) touched(place);
    else event.target.checked = false;
  });
  return label;
}

document.addEventListener("autosave-refused", (event) => {
  unsay(event.target);
  say(event.target, event.detail);
});

document.addEventListener("autosaved", (event) => {
  unsay(event.target);
  const entry = event.target.closest(".task-entry");
  if (!entry || event.detail.row === undefined) return;
  const row = entry.querySelector("[data-task-row]");
  const points = row.querySelector(".tone-bad");
  row.innerHTML = event.detail.row;
  if (points) row.querySelector(".task-marks")?.prepend(points);
  entry.querySelector("[data-task-hints]").innerHTML = event.detail.hints;
});

// A link to a task, to a point at it, or a text this browser still keeps for it: the task is opened.
function open(target) {
  const entry = target?.closest?.(".task-entry");
  if (entry) entry.open = true;
}

// 专项部署 4000, 综合性 5000: the advice follows the kind.
document.getElementById("id_kind")?.addEventListener("change", (event) => {
  const counter = document.querySelector("[data-count-advice]");
  counter.dataset.countAdvice = event.target.selectedOptions[0].dataset.advice;
  document.querySelector(".section-text").dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "put" }));
});

function openWanted() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  open(target);
  target.scrollIntoView({ block: "start" });
}

addEventListener("hashchange", openWanted);
document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) openWanted();
});
openWanted();
