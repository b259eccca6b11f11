// 时间表: a bar dragged sideways moves its task by whole days and saves as the form of its line would; Escape lets it go.
const svg = document.querySelector(".gantt svg");
let held = null;

const later = (text, days) => {
  const day = new Date(`${text}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};

svg?.addEventListener("pointerdown", (event) => {
  const bar = event.target.closest(".movable");
  if (!bar || event.button !== 0) return;
  held = { bar, from: event.clientX, days: 0 };
  bar.setPointerCapture(event.pointerId);
  bar.classList.add("moving");
});

svg?.addEventListener("pointermove", (event) => {
  if (!held) return;
  const scale = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
  const day = Number(svg.dataset.day);
  held.days = Math.round(((event.clientX - held.from) * scale) / day);
  held.bar.setAttribute("transform", `translate(${held.days * day} 0)`);
});

function letGo() {
  held?.bar.classList.remove("moving");
  held?.bar.removeAttribute("transform");
  held = null;
}

svg?.addEventListener("pointerup", () => {
  if (!held) return;
  const { bar, days } = held;
  if (!days) return letGo();
  const form = document.querySelector(`[data-move="${bar.dataset.task}"]`);
  bar.classList.remove("moving");
  held = null;
  for (const name of ["starts", "due"]) form.elements[name].value = later(form.elements[name].value, days);
  form.requestSubmit();
});

svg?.addEventListener("pointercancel", letGo);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") letGo(); });
