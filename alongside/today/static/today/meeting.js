/* At the meeting one key is enough: Enter goes on, j and k look forward and back. */
const typing = "textarea, select, input, button, a, summary, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (shortcutsAreOff()) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (document.querySelector("dialog[open]")) return;
  const inField = event.target.closest("textarea, select, input, [contenteditable]");
  if (event.key === "Enter" && !event.target.closest(typing)) follow("[data-onward]", event);
  if (event.key === "j" && !inField) follow("[data-after]", event);
  if (event.key === "k" && !inField) follow("[data-before]", event);
});

function shortcutsAreOff() {
  try {
    return localStorage.getItem("alongside-keyboard") === "off";
  } catch {
    return false;
  }
}

function follow(which, event) {
  const element = document.querySelector(which);
  if (!element) return;
  event.preventDefault();
  element.click();
}
