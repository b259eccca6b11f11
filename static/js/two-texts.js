// The dialog 同一处有两份文字: resolves with {choice: "mine" | "theirs" | "merged", text}.
import { word } from "./words.js";

// A field as people know it: its label, and of a choice the words instead of the value.
const named = (place, name) => {
  const field = place?.elements?.namedItem?.(name);
  return field?.labels?.[0]?.textContent.trim() || field?.getAttribute?.("aria-label") || name;
};
const chosen = (place, name, value) => {
  const options = [...(place?.elements?.namedItem?.(name)?.options ?? [])];
  return options.find((option) => option.value === String(value))?.textContent ?? value;
};
const words = (text, place) =>
  text !== null && typeof text === "object"
    ? Object.entries(text).map(([name, values]) => `${named(place, name)}：${[values].flat().map((value) => chosen(place, name, value)).join("，")}`).join("\n") : String(text ?? "");

let queue = Promise.resolve();

// One at a time: two conflicts on a page are asked one after the other.
export const chooseText = (told) => (queue = queue.then(() => ask(told)));

function ask({ mine, theirs, who, when, place }) {
  const dialog = document.getElementById("two-texts");
  const merged = dialog.querySelector("[data-two-merged]");
  const room = dialog.querySelector("[data-two-merged-field]");
  const plain = typeof mine !== "object";
  dialog.querySelector("[data-two-words]").textContent = who ? word("conflictWho", { who, when: when ?? "" }) : word("conflictAnyone");
  dialog.querySelector("[data-two-mine]").textContent = words(mine, place);
  dialog.querySelector("[data-two-theirs]").textContent = words(theirs, place);
  dialog.querySelector('[data-two-choice="merged"]').hidden = !plain;
  merged.value = plain ? `${words(theirs)}\n${words(mine)}` : "";
  room.hidden = true;
  return new Promise((resolve) => {
    const stay = (event) => event.preventDefault();
    const choose = (event) => {
      const choice = event.target.closest("[data-two-choice]")?.dataset.twoChoice;
      if (!choice) return;
      if (choice === "merged" && room.hidden) {
        room.hidden = false;
        merged.focus();
        return;
      }
      dialog.removeEventListener("click", choose);
      dialog.removeEventListener("cancel", stay);
      dialog.close();
      resolve({ choice, text: merged.value });
    };
    dialog.addEventListener("click", choose);
    dialog.addEventListener("cancel", stay);
    dialog.showModal();
  });
}
