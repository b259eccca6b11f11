// What is written on a visit, kept on this phone (IndexedDB, which also holds photos) until the server has it: one record a line.
const STORE = "answers";

function opened() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open("xianling-visits", 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore(STORE, { keyPath: "id" });
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });
}

function run(mode, act) {
  return opened().then((base) => new Promise((resolve, reject) => {
    const turn = base.transaction(STORE, mode);
    const asked = act(turn.objectStore(STORE));
    turn.oncomplete = () => { base.close(); resolve(asked?.result); };
    turn.onerror = turn.onabort = () => { base.close(); reject(turn.error); };
  }));
}

export const put = (record) => run("readwrite", (store) => store.put(record));
export const drop = (id) => run("readwrite", (store) => store.delete(id));
export const read = (id) => run("readonly", (store) => store.get(id));

// The records of one person on one visit, the oldest first.
export async function allOf(place) {
  const all = await run("readonly", (store) => store.getAll());
  return all.filter((record) => record.id.startsWith(place)).sort((a, b) => a.at - b.at);
}

// A photo of the camera is larger than a line of fact needs: at most 1600 pixels wide or high.
export async function smaller(file, most = 1600) {
  try {
    const image = await createImageBitmap(file);
    const share = Math.min(1, most / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * share);
    canvas.height = Math.round(image.height * share);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
    return made && made.size < file.size ? made : file;
  } catch {
    return file; // a kind of picture this browser cannot draw: the server says whether it takes it
  }
}
