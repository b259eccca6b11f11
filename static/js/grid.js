// 批量填报 as in a spreadsheet: a block pasted from Excel fills the cells from the one it is pasted into; arrows move up and down.
import { announce } from "./words.js";

const form = document.querySelector("[data-grid]");
const lines = () => [...form.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("input")]).filter((cells) => cells.length);

// A block as Excel copies it: lines and tabs; a cell with a line break of its own stands in quotes.
export function cellsOf(text) {
  const rows = [[]];
  let cell = "", quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const sign = text[i];
    if (quoted && sign === '"' && text[i + 1] === '"') { cell += sign; i += 1; }
    else if (quoted && sign === '"') quoted = false;
    else if (!quoted && sign === '"' && cell === "") quoted = true;
    else if (!quoted && (sign === "\t" || sign === "\n")) {
      rows.at(-1).push(cell);
      cell = "";
      if (sign === "\n") rows.push([]);
    } else if (sign !== "\r" || quoted) cell += sign === "\n" || sign === "\r" ? " " : sign;
  }
  rows.at(-1).push(cell);
  if (rows.at(-1).join("") === "") rows.pop();
  return rows;
}

form?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  const at = event.target.closest("tbody input");
  if (!at || !/[\t\n]/.test(text)) return;
  event.preventDefault();
  const grid = lines();
  const row = grid.findIndex((cells) => cells.includes(at));
  const column = grid[row].indexOf(at);
  let filled = 0, over = 0;
  cellsOf(text).forEach((cells, down) => cells.forEach((words, right) => {
    const place = grid[row + down]?.[column + right];
    if (!place) { if (words.trim()) over += 1; return; }
    place.value = words.trim();
    place.dispatchEvent(new Event("input", { bubbles: true }));
    filled += 1;
  }));
  const said = form.dataset.pasted.replace("{n}", filled) + (over ? form.dataset.leftOver.replace("{n}", over) : "");
  announce(said, over ? "warn" : "good");
});

form?.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, Enter: 1 }[event.key];
  const at = event.target.closest("tbody input");
  if (!step || !at || event.isComposing) return;
  event.preventDefault();
  const grid = lines();
  const row = grid.findIndex((cells) => cells.includes(at));
  const next = grid[row + step]?.[grid[row].indexOf(at)];
  next?.focus();
  next?.select();
});

// What is empty need not be sent: a long plan has more cells than a request may have fields.
form?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (/^(done_on|words)-/.test(name) && !value.trim()) event.formData.delete(name);
});
