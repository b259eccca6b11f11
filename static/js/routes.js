// 审批路线: a button of the builder sends the revision that the last autosave gave.
document.addEventListener("autosaved", (event) => {
  const form = event.target.closest?.("[data-route-form]");
  if (form) form.elements.revision.value = event.detail.revision;
});

// A button pressed while what was typed is just being saved waits for that: else a person would contradict themselves.
document.addEventListener("submit", (event) => {
  const form = event.target.closest?.("[data-route-form]");
  if (!form?.dataset.saving) return;
  event.preventDefault();
  event.stopImmediatePropagation(); // nothing has been sent yet, so no button is to be shut
  form.addEventListener("autosave-ended", () => form.requestSubmit(event.submitter), { once: true });
}, true);
