// A place that fills itself: [data-poll-url] is fetched every data-poll-seconds (2) and replaced by the answer, until the
// answer has no data-poll-url of its own; 204 says that nothing has changed. It rests while the tab is hidden, and slows
// down when there is no answer.
import { announce, word } from "./words.js";

const started = new WeakSet();

function start(root = document) {
  const places = [...root.querySelectorAll("[data-poll-url]")];
  if (root.matches?.("[data-poll-url]")) places.push(root);
  for (const place of places) {
    if (started.has(place)) continue;
    started.add(place);
    next(place, Number(place.dataset.pollSeconds) || 2);
  }
}

const next = (place, seconds) => setTimeout(() => look(place, seconds), seconds * 1000);

async function look(place, seconds) {
  if (!place.isConnected) return;
  if (document.hidden) return next(place, seconds);
  let text;
  try {
    const answer = await fetch(place.dataset.pollUrl, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    if (answer.status === 204) return next(place, Number(place.dataset.pollSeconds) || 2);
    text = await answer.text();
  } catch {
    return next(place, Math.min(seconds * 2, 60));
  }
  const fragment = document.createRange().createContextualFragment(text);
  const done = !fragment.querySelector("[data-poll-url]");
  const held = place.contains(document.activeElement);
  const parent = place.parentElement;
  const fresh = fragment.firstElementChild;
  place.replaceWith(fragment);
  if (held) fresh?.querySelector("a, button")?.focus();
  window.htmx?.process(parent);
  if (done) announce(fresh?.dataset.said || word("updated"), "good");
  start(parent);
}

document.addEventListener("htmx:load", (event) => start(event.target));
start();
