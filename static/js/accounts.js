// The log-in page of the demo: the accounts are sifted while one types; without this script the box asks the server.
const box = document.querySelector("[data-account-search] input[type=search]");
const groups = [...document.querySelectorAll("[data-account-group]")];

function sift() {
  const words = box.value.trim().toLowerCase();
  for (const group of groups) {
    let found = 0;
    for (const account of group.querySelectorAll(".account")) {
      account.hidden = !`${account.dataset.account} ${account.textContent}`.toLowerCase().includes(words);
      if (!account.hidden) found += 1;
    }
    group.hidden = !found;
    group.open = Boolean(words) && found > 0;
    group.querySelector("summary .num").textContent = found;
  }
  document.querySelector("[data-main-job]")?.toggleAttribute("hidden", Boolean(words));
  document.querySelector("[data-no-account]").hidden = groups.some((group) => !group.hidden);
}

box?.addEventListener("input", sift);
