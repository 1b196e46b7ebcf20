/* Signs in without leaving the page, in the dialog that the layout holds for it. */
export class SignIn {
  static asking = null; /* one dialog, however many forms ask */

  constructor(page) {
    this.dialog = page.getElementById("sign-in-again");
    this.form = this.dialog.querySelector("form");
    this.password = this.form.elements.password;
    this.problem = this.dialog.querySelector("[data-problem]");
  }

  /* Resolves to whether somebody signed in. */
  ask() {
    SignIn.asking ??= this.open().finally(() => (SignIn.asking = null));
    return SignIn.asking;
  }

  open() {
    this.say("");
    this.dialog.showModal();
    this.password.focus();
    return new Promise((resolve) => {
      const heard = new AbortController();
      const end = (signedIn) => {
        heard.abort();
        this.password.value = "";
        if (this.dialog.open) this.dialog.close();
        resolve(signedIn);
      };
      const options = { signal: heard.signal };
      this.dialog.addEventListener("close", () => end(false), options);
      this.form.addEventListener("submit", (event) => this.send(event, end), options);
    });
  }

  async send(event, end) {
    if (event.submitter?.value === "later") return;
    event.preventDefault();
    try {
      const answer = await fetch("/sign-in/", {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": csrfToken() },
      });
      const told = await answer.json().catch(() => ({}));
      if (told.signed_in) return end(true);
      this.say(told.sentences?.join(". ") || "Too many tries. Wait five minutes, then try again");
    } catch {
      this.say("There is no connection. Try again");
    }
    this.password.select();
  }

  say(words) {
    this.problem.textContent = words;
    this.problem.hidden = !words;
  }
}

/* Signing in changes it, so it is read when it is needed. */
export function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? "";
}
