// 勾选: how many lines are ticked, all of a page at once; the bar to act on them shows while there are any.

const bar = document.querySelector("[data-selection]");
const all = document.querySelector("[data-tick-all]");
const ticks = [...document.querySelectorAll("[data-tick]")];
const words = bar?.querySelector("[data-ticked-words]");

function show() {
  const n = ticks.filter((tick) => tick.checked).length;
  words.textContent = words.dataset.words.replace("{n}", n);
  bar.hidden = n === 0;
  all.checked = n > 0 && n === ticks.length;
  all.indeterminate = n > 0 && n < ticks.length;
}

if (bar && all) {
  document.addEventListener("change", (event) => {
    if (event.target === all) for (const tick of ticks) tick.checked = all.checked;
    if (event.target === all || event.target.matches("[data-tick]")) show();
  });
  show();
}
