/* One key for what the day is made of: find somebody, move through a list, record a contact.
   Never while somebody types, never with Ctrl, Alt or Meta, and off for those who do not want it. */
const SETTING = "alongside-keyboard";

export class Keyboard {
  constructor(page) {
    this.page = page;
    this.help = page.getElementById("keyboard-help");
    this.keys = {
      "/": () => this.focus(page.getElementById("search-field")),
      j: () => this.move(1),
      k: () => this.move(-1),
      n: () => this.follow(this.newContact()),
      "?": () => this.help?.showModal(),
    };
  }

  listen() {
    this.page.addEventListener("keydown", (event) => this.press(event));
    this.offerHelp();
  }

  press(event) {
    const act = this.keys[event.key];
    if (!act || !this.isOn() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target) || this.page.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  }

  move(step) {
    const items = [...this.page.querySelectorAll("[data-item]")].filter((item) => item.offsetParent);
    if (!items.length) return;
    const here = items.findIndex((item) => item.classList.contains("app-item--here"));
    const next = items[Math.min(Math.max(here + step, 0), items.length - 1)];
    items[here]?.classList.remove("app-item--here");
    next.classList.add("app-item--here");
    next.scrollIntoView({ block: "nearest" });
    this.focus(next.querySelector("a, button") ?? next);
  }

  /* The contact of the item one is in, else of the one moved to, else the page's own. Never that of
     an item which nobody chose: it would be another person's. */
  newContact() {
    const chosen =
      this.page.activeElement?.closest("[data-item]") ?? this.page.querySelector(".app-item--here");
    const within = chosen?.matches("[data-new]") ? chosen : chosen?.querySelector("[data-new]");
    return within ?? [...this.page.querySelectorAll("[data-new]")].find((link) => !link.closest("[data-item]"));
  }

  follow(link) {
    link?.click();
  }

  focus(element) {
    if (!element) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus();
    element.select?.();
  }

  offerHelp() {
    const button = this.page.querySelector("[data-keyboard-help]");
    if (!button || !this.help) return;
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", () => this.help.showModal());
    const on = this.help.querySelector("#keyboard-on");
    on.checked = this.isOn();
    on.addEventListener("change", () => remember(on.checked));
  }

  isOn() {
    return recall() !== "off";
  }
}

function isTyping(element) {
  return element.isContentEditable || element.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");
}

function remember(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    /* Storage can be closed; the shortcuts then come back on the next page. */
  }
}

function recall() {
  try {
    return localStorage.getItem(SETTING);
  } catch {
    return null;
  }
}
