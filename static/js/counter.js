// 未读数: the number beside 通知 keeps itself right while the page is visible. Asked without cookies (notifications/counter.py).
const SECONDS = 5;
const PATIENCE = 4000; // an answer that never comes must not end the asking
const place = document.querySelector("[data-counter-url]");

async function look() {
  if (!document.hidden) {
    try {
      const answer = await ask();
      if (answer.status === 404) return;
      if (answer.ok) show((await answer.json()).unread);
    } catch {
      // asked again in a moment
    }
  }
  setTimeout(look, SECONDS * 1000);
}

function ask() {
  const how = { credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) };
  return fetch(place.dataset.counterUrl, how);
}

function show(n) {
  const number = place.querySelector("[data-counter]");
  const text = n > 999 ? "999+" : String(n);
  if (number.textContent === text) return;
  number.textContent = text;
  place.hidden = n === 0;
}

if (place) {
  setTimeout(look, SECONDS * 1000);
  document.addEventListener("visibilitychange", () => document.hidden || look_once());
}

let asked = 0;
function look_once() {
  const now = Date.now();
  if (now - asked < 1000) return;
  asked = now;
  ask()
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((told) => told && show(told.unread))
    .catch(() => {});
}
