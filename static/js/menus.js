// Small things of the page: menus that close, the bar on the phone, toasts, error summaries, ways back.
import { announce, renewToken, word } from "./words.js";

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== except) menu.open = false;
};

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-menu]"));
  const toggle = event.target.closest("[data-what-now-toggle]");
  if (toggle) openBar(toggle.closest("[data-what-now]"), toggle.getAttribute("aria-expanded") !== "true");
  if (event.target.closest("[data-toast-close]")) event.target.closest("[data-toast]").remove();
  if (event.target.closest("[data-go-back]")) history.back();
  if (event.target.closest("[data-retry]")) location.reload();
  if (event.target.closest("[data-print]")) print();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[data-menu][open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

function openBar(bar, open) {
  if (!bar) return;
  bar.classList.toggle("open", open);
  bar.querySelector("[data-what-now-toggle]")?.setAttribute("aria-expanded", String(open));
}

// A required field inside the closed bar would stop the form without a word: open the bar.
document.addEventListener("invalid", (event) => openBar(event.target.closest("[data-what-now]"), true), true);
for (const bar of document.querySelectorAll("[data-what-now]")) if (bar.querySelector(".error-summary, .errorlist")) openBar(bar, true);

document.querySelector("[data-error-summary]")?.focus();
for (const toast of document.querySelectorAll("[data-toast]:not(.tone-bad, .tone-warn)")) setTimeout(() => toast.remove(), 10000);

document.addEventListener("htmx:sendError", () => announce(word("noAnswer"), "bad"));
document.addEventListener("htmx:responseError", (event) => {
  const header = (name) => event.detail.xhr?.getResponseHeader(name);
  const said = header("X-Sentence");
  if (header("X-Token") && header("X-Token-Of") === document.body.dataset.person) renewToken(header("X-Token"));
  announce(said ? decodeURIComponent(said) : word("noAnswer"), "bad");
});

// On a phone the navigation is a strip: the current place is in sight.
const place = document.querySelector(".nav [aria-current]");
const strip = place?.closest("ul");
if (strip) strip.scrollLeft = place.offsetLeft - (strip.clientWidth - place.offsetWidth) / 2;
