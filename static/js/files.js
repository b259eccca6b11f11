// A chosen file says its name and size; one that is too large, empty or of another type is refused before it travels.
// input[type=file] with data-max-bytes, accept; the sentence goes to [data-file-words] beside it.
import { sizeWords, word } from "./words.js";

const accepted = (file, accept) =>
  !accept || accept.split(",").map((one) => one.trim().toLowerCase()).some((one) =>
    one.startsWith(".") ? file.name.toLowerCase().endsWith(one)
      : one.endsWith("/*") ? file.type.startsWith(one.slice(0, -1)) : file.type === one);

function complaint(file, input) {
  const limit = Number(input.dataset.maxBytes) || 0;
  if (file.size === 0) return word("emptyFile", { name: file.name });
  if (limit && file.size > limit) return word("tooLarge", { name: file.name, size: sizeWords(file.size), limit: sizeWords(limit) });
  if (!accepted(file, input.accept)) return word("wrongType", { name: file.name, accept: input.accept });
  return "";
}

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.type !== "file") return;
  const place = input.closest(".field, form")?.querySelector("[data-file-words]");
  const complaints = [...input.files].map((file) => complaint(file, input)).filter(Boolean);
  const chosen = [...input.files].map((file) => word("chosen", { name: file.name, size: sizeWords(file.size) }));
  if (complaints.length) input.value = "";
  if (!place) return;
  place.classList.toggle("refused", complaints.length > 0);
  place.textContent = (complaints.length ? complaints : chosen).join(" ");
});
