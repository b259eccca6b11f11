// Native dialogs: data-dialog-open="ID" (or empty: the dialog right after the button), data-dialog-close.

const wanted = (button) =>
  button.dataset.dialogOpen ? document.getElementById(button.dataset.dialogOpen) : button.nextElementSibling;

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = wanted(opener);
    if (dialog?.showModal && !dialog.open) {
      dialog.showModal();
      dialog.querySelector("[autofocus], .dialog-body :is(textarea, select, input:not([type=hidden]))")?.focus();
    }
    return;
  }
  if (event.target.closest("[data-dialog-close]")) event.target.closest("dialog")?.close();
  else if (event.target instanceof HTMLDialogElement && event.target.open) {
    // A click beside the dialog closes it only when nothing has been typed: typed text is never lost.
    const box = event.target.getBoundingClientRect();
    const beside = event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
    const typed = [...event.target.querySelectorAll("textarea, input")].some((field) => field.value !== field.defaultValue);
    if (beside && !typed) event.target.close();
  }
});

// A dialog that contains an error opens by itself after a refused form.
for (const dialog of document.querySelectorAll("dialog.dialog")) {
  if (dialog.querySelector(".error-summary, .errorlist") && !document.querySelector("dialog[open]")) dialog.showModal();
}
