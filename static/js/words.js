// Sentences come from templates/parts/words.html (translated there); this module fills in their values.

const sentences = () => document.getElementById("words")?.dataset ?? {};

export function word(name, values = {}) {
  let text = sentences()[name] ?? "";
  for (const [key, value] of Object.entries(values)) text = text.replaceAll(`{${key}}`, value);
  return text;
}

export const csrfToken = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";

// The page was drawn before its reader signed in anew: from here on it sends the token of today.
export function renewToken(token) {
  document.querySelector('meta[name="csrf-token"]').content = token;
  for (const field of document.querySelectorAll('input[name="csrfmiddlewaretoken"]')) field.value = token;
  if (document.body.hasAttribute("hx-headers")) document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

// A toast, read aloud because its place is a live region. tone = plain | good | warn | bad.
export function announce(text, tone = "plain") {
  const place = document.getElementById("toasts");
  if (!place || !text) return;
  const toast = document.createElement("div");
  toast.className = `toast tone-${tone}`;
  const words = document.createElement("p");
  words.textContent = text;
  toast.append(words);
  place.append(toast);
  setTimeout(() => toast.remove(), 8000);
}

export function sizeWords(bytes) {
  if (bytes >= 1024 * 1024) return `${(bytes / 1024 / 1024).toFixed(1).replace(".0", "")} MB`;
  if (bytes >= 1024) return `${(bytes / 1024).toFixed(1).replace(".0", "")} kB`;
  return `${bytes} B`;
}

export const clockTime = (moment = new Date()) =>
  `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
