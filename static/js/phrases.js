// 常用语: a press puts the words into the box they belong to; a chosen 审核标准 quotes what concerns it, unless one has written there.

const boxOf = (button) => button.closest("form")?.querySelector(`[name="${button.dataset.phraseFor}"]`);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  if (!button) return;
  const box = boxOf(button);
  if (!box) return;
  const before = box.value.trimEnd();
  if (!before.includes(button.dataset.phrase)) box.value = before ? `${before}；${button.dataset.phrase}` : button.dataset.phrase;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form");
  if (event.target.name !== "criterion" || !form) return;
  const box = form.querySelector('[name="now"]');
  const quote = form.querySelector(`[data-quote-for="${event.target.value}"]`)?.value ?? "";
  const ours = [box.defaultValue, ...[...form.querySelectorAll("[data-quote-for]")].map((each) => each.value)];
  if (quote && ours.includes(box.value)) box.value = quote;
});
