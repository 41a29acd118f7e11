// The staff pages' scripts. Every page works without them; each module adds one ease.
import { countdowns } from "./countdown.js";
import { composer } from "./composer.js";
import { codeBox } from "./codebox.js";
import { dialogs, palette } from "./dialogs.js";
import { forms } from "./forms.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { theme } from "./theme.js";

document.documentElement.classList.add("js");

// What must be set up again on elements a swap brought in.
function adorn(root) {
  composer(root);
  codeBox(root);
  forms(root);
  countdowns(root);
}

theme();
dialogs();
palette();
keys();
adorn(document);
live(adorn);
