// 未保存的文字: a textarea with data-keep belongs to a form that is sent by a press. What is typed and not yet sent stays in
// this browser, per person and address, and stands in the field again when the page is opened anew.
import { word } from "./words.js";

const keyOf = (field) => `xianling:${document.body.dataset.person ?? ""}:${field.form.getAttribute("action")}:${field.name}`;

function takeUp(field) {
  let kept = null;
  try { kept = localStorage.getItem(keyOf(field)); } catch { return; }
  if (kept === null) return;
  if (kept === field.value) return localStorage.removeItem(keyOf(field)); // the server has it
  field.value = kept;
  const state = field.form.querySelector(".save-state");
  if (state) state.textContent = word("kept");
}

document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-keep]");
  if (!field) return;
  try { localStorage.setItem(keyOf(field), field.value); } catch { /* the store is full or closed: the text is still on the page */ }
});

const begin = (root) => {
  for (const field of root.querySelectorAll("[data-keep]")) takeUp(field);
};
document.addEventListener("htmx:load", (event) => begin(event.target));
begin(document);
