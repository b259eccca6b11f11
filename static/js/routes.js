// 审批路线: a button of the builder sends the revision that the last autosave gave.
document.addEventListener("autosaved", (event) => {
  const form = event.target.closest?.("[data-route-form]");
  if (form) form.elements.revision.value = event.detail.revision;
});
