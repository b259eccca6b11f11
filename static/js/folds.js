// On a phone a task is one line until it is opened: [data-fold], open from the start where it has something to say.
// Wider pages and paper show everything (plan.css); without this script everything is shown everywhere.
const folds = [...document.querySelectorAll("[data-fold]")];
const all = document.querySelector("[data-fold-all]");

function fold(one, closed) {
  one.classList.toggle("folded", closed);
  one.querySelector("[data-fold-toggle]").setAttribute("aria-expanded", String(!closed));
}

const foldOf = (element) => element?.closest?.("[data-fold]");

// A link to a task, to a line or a point in it: it is opened before it is shown.
function openWanted() {
  const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!foldOf(wanted)) return;
  fold(foldOf(wanted), false);
  wanted.scrollIntoView({ block: "start" });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-fold-toggle]")) {
    const one = foldOf(event.target);
    fold(one, !one.classList.contains("folded"));
  }
  if (event.target.closest("[data-fold-all]")) {
    const closing = folds.every((one) => !one.classList.contains("folded"));
    for (const one of folds) fold(one, closing);
    [all.textContent, all.dataset.other] = [all.dataset.other, all.textContent];
  }
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) openWanted();
});
addEventListener("hashchange", openWanted);

document.documentElement.classList.add("folds");
for (const one of folds) fold(one, one.dataset.fold !== "open");
openWanted();
