/* Nothing typed is lost: a form marked data-autosave is kept on the server while it is typed. When
   the sign-in has run out meanwhile, it is asked for in place, and the text stays where it is. */
import { csrfToken, SignIn } from "./sign-in.js";

const QUIET = 800; /* milliseconds without a key before saving */
const AGAIN = 5000; /* milliseconds before trying again when the network is gone */

class Autosave {
  constructor(form, account) {
    this.form = form;
    this.account = account;
    this.timer = 0;
    this.running = null;
    this.status = this.makeStatus();
    form.append(hidden("_draft_account", account), hidden("_draft_title", document.title));
    form.addEventListener("input", () => this.wait(QUIET));
    form.addEventListener("submit", () => this.stop());
    if ([...form.elements].some(wasTouched)) this.wait(QUIET); /* typed before this script came */
  }

  wait(time) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), time);
  }

  /* Sent is sent: a save that overtakes it would bring the text back as a draft. */
  stop() {
    clearTimeout(this.timer);
    this.running?.abort();
  }

  async save() {
    this.stop();
    this.running = new AbortController();
    try {
      const answer = await fetch("/drafts/", {
        method: "POST",
        body: this.typed(),
        headers: { "X-CSRFToken": csrfToken() },
        signal: this.running.signal,
      });
      await this.hear(answer);
    } catch (problem) {
      if (problem.name === "AbortError") return;
      this.say("Not saved: no connection. Keep this page open, it tries again", true);
      this.wait(AGAIN);
    }
  }

  async hear(answer) {
    const told = await answer.json().catch(() => ({}));
    if (answer.ok) return this.say(`Saved at ${told.saved}`);
    if (answer.status === 401) return this.signIn();
    this.say(told.sentence ?? "Not saved. It tries again", true);
    if (answer.status >= 500 || answer.status === 403) this.wait(AGAIN);
  }

  async signIn() {
    this.say("Not saved: you were signed out", true);
    if (!(await new SignIn(document).ask())) return;
    renewTokens();
    await this.save();
  }

  typed() {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) {
      if (typeof value === "string") body.append(name, value);
    }
    body.set("_draft_path", location.pathname);
    return body;
  }

  makeStatus() {
    const status = document.createElement("p");
    status.className = "app-autosave";
    status.setAttribute("role", "status");
    this.form.append(status);
    return status;
  }

  say(words, failed = false) {
    this.status.classList.toggle("app-autosave--failed", failed);
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

/* Signing in changes the token, so every form on the page needs the new one. */
function renewTokens() {
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = csrfToken();
  }
  if (document.body.hasAttribute("hx-headers")) {
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": csrfToken() }));
  }
}

function wasTouched(box) {
  if (box.type === "hidden" || box.tagName === "SELECT" || box.tagName === "BUTTON") return false;
  if (box.type === "checkbox" || box.type === "radio") return box.checked !== box.defaultChecked;
  return "defaultValue" in box && box.value !== box.defaultValue;
}

function hidden(name, value) {
  const input = document.createElement("input");
  Object.assign(input, { type: "hidden", name, value });
  return input;
}

const account = document.body.dataset.account;
if (account) {
  for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form, account);
}
