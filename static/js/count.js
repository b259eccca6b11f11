// 字数: one Chinese character is one 字, a run of Latin letters or digits is one 字, blanks do not count.
import { word } from "./words.js";

export const countOf = (text) => (text.match(/[A-Za-z0-9]+(?:[.,'%-][A-Za-z0-9]+)*|[^\sA-Za-z0-9]/gu) ?? []).length;

const fieldsOf = (counter) =>
  counter.dataset.countSeveral
    ? [...document.getElementsByClassName(counter.dataset.countSeveral)]
    : [document.getElementById(counter.dataset.countFor)].filter(Boolean);

function show(counter) {
  const n = fieldsOf(counter).reduce((sum, field) => sum + countOf(field.value ?? ""), 0);
  const advice = Number(counter.dataset.countAdvice) || 0;
  const over = advice > 0 && n > advice;
  const name = over ? "countedOver" : advice ? "countedAdvice" : "counted";
  counter.classList.toggle("over", over);
  counter.textContent = (counter.dataset.countLabel ?? "") + word(name, { n, advice, over: n - advice });
}

const showAll = (root = document) => root.querySelectorAll("[data-count]").forEach(show);

document.addEventListener("input", (event) => {
  for (const counter of document.querySelectorAll("[data-count]")) if (fieldsOf(counter).includes(event.target)) show(counter);
});
document.addEventListener("htmx:load", (event) => showAll(event.target));
showAll();
