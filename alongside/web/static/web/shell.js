import { initAll } from "../nhsuk/nhsuk-frontend.min.js";
import { Keyboard } from "./keyboard.js";

initAll();
new Keyboard(document).listen();
/* What htmx put on the page wakes up like the rest of it. */
document.addEventListener("htmx:afterSettle", (event) => initAll({ scope: event.target }));
