// Every page loads this one module; each import listens on the document, so that htmx fragments need no wiring.
import "./dialog.js";
import "./once.js";
import "./menus.js";
import "./count.js";
import "./rows.js";
import "./files.js";
import "./poll.js";
import "./people.js";
import "./autosave.js";
import "./kept.js";
import "./counter.js";
