// 选人 (people_picker.html): a filter over names, units, posts and pinyin, and the list of those chosen with one who leads.
// The boxes are the form; everything here only shows and ticks them.
import { word } from "./words.js";

const rowsOf = (picker) => [...picker.querySelectorAll("[data-picker-row]")];
const boxOf = (row) => row.querySelector('input[type="checkbox"]:not(:disabled)');
const leadOf = (row) => row.querySelector('input[type="radio"]');
const findOf = (picker) => picker.querySelector("[data-picker-find] input");

function button(text, name, role, value) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "linkish";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.dataset[role] = value;
  return made;
}

function chosenOne(picker, row) {
  const item = document.createElement("li");
  const { name, unit } = row.dataset;
  const words = document.createElement("span");
  words.textContent = `${name} `;
  const where = document.createElement("span");
  where.className = "muted";
  where.textContent = unit;
  words.append(where);
  item.append(words);
  const value = boxOf(row).value;
  const lead = leadOf(row);
  if (lead?.checked) {
    const leads = document.createElement("span");
    leads.className = "picker-leads";
    leads.textContent = picker.dataset.lead;
    item.append(leads);
  } else if (lead) {
    const text = word("makeLead", { lead: picker.dataset.lead });
    item.append(button(text, `${text} ${name}`, "pickerMakeLead", value));
  }
  item.append(button(word("remove"), `${word("remove")} ${name}`, "pickerRemove", value));
  return item;
}

function show(picker) {
  const chosen = rowsOf(picker).filter((row) => boxOf(row)?.checked);
  const place = picker.querySelector("[data-picker-chosen]");
  place.hidden = !chosen.length;
  place.querySelector("p").textContent = word("chosenPeople", { n: chosen.length });
  place.querySelector("ul").replaceChildren(...chosen.map((row) => chosenOne(picker, row)));
  picker.querySelector("[data-picker-find]").hidden = false;
}

function find(picker) {
  const terms = findOf(picker).value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const unit of picker.querySelectorAll(".picker-unit")) {
    unit.dataset.wasOpen ??= unit.open;
    const rows = rowsOf(unit);
    for (const row of rows) {
      const words = row.dataset.words.toLowerCase();
      row.hidden = !terms.every((term) => words.includes(term));
    }
    const some = rows.filter((row) => !row.hidden).length;
    found += some;
    unit.hidden = !some;
    unit.open = terms.length ? some > 0 : unit.dataset.wasOpen === "true";
    if (!terms.length) delete unit.dataset.wasOpen;
  }
  picker.querySelector("[data-picker-none]").textContent = found ? "" : word("nobodyFound");
}

function choose(picker, value, kind) {
  const row = rowsOf(picker).find((each) => boxOf(each)?.value === value);
  const [box, lead] = [boxOf(row), leadOf(row)];
  if (kind === "lead") lead.checked = true;
  else {
    box.checked = false;
    if (lead) lead.checked = false;
  }
  show(picker);
  const next = picker.querySelector("[data-picker-chosen] li button") ?? findOf(picker);
  next.focus();
}

document.addEventListener("change", (event) => {
  const row = event.target.closest("[data-picker-row]");
  if (!row) return;
  const [box, lead] = [boxOf(row), leadOf(row)];
  if (event.target === lead) box.checked = true;
  else if (lead && !box.checked) lead.checked = false;
  show(row.closest("[data-picker]"));
});

document.addEventListener("input", (event) => {
  if (event.target.closest("[data-picker-find]")) find(event.target.closest("[data-picker]"));
});

document.addEventListener("keydown", (event) => {
  // Enter in the filter looks; it does not send the form.
  if (event.key === "Enter" && event.target.closest("[data-picker-find]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const { pickerMakeLead, pickerRemove } = event.target.dataset ?? {};
  const picker = event.target.closest("[data-picker]");
  if (!picker) return;
  if (pickerMakeLead) choose(picker, pickerMakeLead, "lead");
  else if (pickerRemove) choose(picker, pickerRemove, "remove");
});

const showAll = (root = document) => root.querySelectorAll("[data-picker]").forEach(show);
document.addEventListener("htmx:load", (event) => showAll(event.target));
window.addEventListener("pageshow", () => showAll()); // a page taken back out of the browser's store keeps its ticks
showAll();
