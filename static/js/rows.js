// Keyboard on lists: j/k or the arrows move, Enter opens. Rows: [data-row], or the body rows of table[data-rows].

const ROWS = "table[data-rows] > tbody > tr, [data-row]:not(table[data-rows] *)";
const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => row.offsetParent);
const linkOf = (row) => (row.matches("a[href]") ? row : row.querySelector("[data-row-link]") ?? row.querySelector("a[href]"));

function move(step) {
  const all = rows();
  if (!all.length) return;
  const now = all.findIndex((row) => row.classList.contains("current"));
  const next = all[Math.min(all.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step))];
  all.forEach((row) => row.classList.toggle("current", row === next));
  linkOf(next)?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable], summary")) return;
  if (event.key === "j" || event.key === "k") {
    if (!rows().length) return;
    event.preventDefault();
    move(event.key === "j" ? 1 : -1);
  } else if (event.key === "Enter" && !event.target.closest("a, button")) {
    const row = document.querySelector("[data-row].current, table[data-rows] tr.current");
    if (row) linkOf(row)?.click();
  } else if (event.key === "/") {
    const search = document.querySelector(".filter-bar input[type=search]");
    if (!search) return;
    event.preventDefault();
    search.focus();
  }
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("table[data-rows] > tbody > tr") ?? event.target.closest("[data-row]");
  if (row) rows().forEach((one) => one.classList.toggle("current", one === row));
});
