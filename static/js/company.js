// 谁在写: every 15 seconds, and when another row is entered, the editor says where its person is and shows who else is
// where. A hint only: it rests while the tab is hidden, is silent without an answer, and saving does not ask it.
import { csrfToken } from "./words.js";

const EVERY = 15000;
const editor = document.querySelector("[data-here-url]");
const general = editor?.querySelector("[data-in-draft]");
let others = [];
let timer = 0;

const placeOf = (element) => element?.closest?.("form#head, [id^='section-'], .task-entry")?.id ?? "";
const headOf = (place) => place.querySelector(":scope > .task-row .task-title") ?? place.querySelector(".card-head h2");

// A row says who is in it; somebody who is in none stands above the parts.
function show() {
  editor.querySelectorAll("[data-in-row]").forEach((said) => said.remove());
  const loose = [];
  for (const { place, sentence } of others) {
    const element = place && document.getElementById(place);
    const head = element && headOf(element);
    if (!head) { loose.push(sentence); continue; }
    const said = document.createElement("span");
    said.className = "status tone-wait in-row";
    said.dataset.inRow = "";
    said.textContent = sentence;
    head.append(" ", said);
  }
  general.textContent = loose.join("　");
  general.hidden = !loose.length;
}

async function say() {
  clearTimeout(timer);
  timer = setTimeout(say, EVERY);
  if (document.hidden) return;
  const body = new FormData();
  body.set("place", placeOf(document.activeElement));
  const answer = await fetch(editor.dataset.hereUrl, {
    method: "POST", body, credentials: "same-origin", headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
  }).catch(() => null);
  if ([404, 422].includes(answer?.status)) clearTimeout(timer); // handed in meanwhile: nobody writes here any more
  if (!answer?.ok || answer.redirected) return;
  others = (await answer.json().catch(() => ({}))).others ?? others;
  show();
}

if (editor) {
  let last = "";
  document.addEventListener("focusin", (event) => {
    const place = placeOf(event.target);
    if (place === last) return;
    last = place;
    say();
  });
  document.addEventListener("visibilitychange", () => document.hidden || say());
  document.addEventListener("autosaved", () => setTimeout(show)); // its row was drawn anew
  say();
}
