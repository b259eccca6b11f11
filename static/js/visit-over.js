// A visit that has ended leaves nothing on the phone of one of its group: neither the page nor what was written there.
import { allOf, drop } from "./visit-store.js";

const over = document.querySelector("[data-visit-over]");
if (over) {
  const visit = over.dataset.visitOver;
  if (globalThis.caches) caches.delete(`xianling-visit-${visit}`);
  const records = await allOf(`${document.body.dataset.person ?? ""}:${visit}:`).catch(() => []);
  for (const record of records) await drop(record.id);
}
