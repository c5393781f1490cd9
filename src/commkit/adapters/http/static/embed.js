/* A thread under a page: <script src=".../-/embed.js" data-community="town" data-thread="ID"></script>
   or later <commkit-thread community="town" thread="ID"></commkit-thread>. */
(() => {
  const script = document.currentScript;
  const BASE = new URL(script.src).pathname.replace(/\/-\/embed\.js$/, "");
  const LIVE = "created edited removed restored moved reaction_added reaction_removed thread_locked thread_unlocked "
    + "state_changed hidden shown";
  const WORDS = {
    thread: "Discussion", accepted: "Accepted answer", staff: "Staff", agent: "Program", gone: "Somebody",
    reply: "Your reply", send: "Reply", more: "Load more", again: "Try again", empty: "No replies yet.",
    sent: "Your reply was published.", fresh: "There is something new.",
    failed: "It could not be reached; try again.",
  };
  const STYLE = `
    :host { display: block; color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif }
    section { --ink: var(--commkit-ink, light-dark(#1c2024, #eceef0)); --soft: light-dark(#5a6169, #a7b0b9);
      --accent: var(--commkit-accent, light-dark(#1a5fb4, #8ab8f5));
      color: var(--ink); background: var(--commkit-paper, light-dark(#fff, #16191d)); padding: 1rem }
    h2 { margin: 0 0 .5rem; font-size: 1.25rem } ol { list-style: none; margin: 0; padding: 0 }
    li { border-top: 1px solid #8885; padding: .75rem 0; margin-inline-start: calc(var(--depth) * 1.25rem) }
    header { display: flex; flex-wrap: wrap; gap: .75rem; color: var(--soft); font-size: .875rem }
    b { color: var(--ink) } a { color: var(--accent) } div { overflow-wrap: anywhere } img { max-width: 100% }
    pre { overflow-x: auto } label { display: block; margin-top: .75rem; font-weight: 600 }
    textarea, button { font: inherit; color: inherit; background: none; border: 1px solid #888; border-radius: .4rem }
    textarea { box-sizing: border-box; width: 100%; min-height: 6rem }
    button { margin-top: .5rem; padding: .4rem 1rem; color: var(--accent) }
    [hidden] { display: none } [role=alert] { color: light-dark(#a51d2d, #ff9ea7) }`;
  const first = !customElements.get("commkit-thread");
  const policy = first && globalThis.trustedTypes?.createPolicy("commkit", { createHTML: (html) => html });

  function make(name, properties = {}, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  /** Writes moments in a language, else in the browser's. */
  function dates(language) {
    try {
      return new Intl.DateTimeFormat(language || [], { dateStyle: "medium", timeStyle: "short" });
    } catch {
      return dates();
    }
  }

  class CommkitThread extends HTMLElement {
    #next; #wanted = 0; #known = new Map(); #stream; #timer; #key; #order = 0; #page; #dates;

    connectedCallback() {
      this.words = { ...WORDS, ...JSON.parse(this.getAttribute("words")) };
      this.#dates = dates((this.closest("[lang]") ?? document.documentElement).lang);
      if (!this.#page) this.#build();
      this.refresh();
      if (this.getAttribute("live") !== "off") this.#follow();
    }

    disconnectedCallback() {
      this.#stream?.close();
      clearTimeout(this.#timer);
    }

    #build() {
      const words = this.words;
      const root = this.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      const page = this.#page = {
        title: make("h2"), list: make("ol"), empty: make("p", { hidden: true, textContent: words.empty }),
        more: make("button", { hidden: true }),
        text: make("textarea", { id: "text", required: true, maxLength: 40000 }),
        send: make("button", { textContent: words.send }),
        error: make("p", { role: "alert" }), status: make("p", { role: "status" }),
      };
      const label = make("label", { htmlFor: "text", textContent: words.reply });
      page.form = make("form", { hidden: true }, label, page.text, page.send);
      page.form.onsubmit = (event) => { event.preventDefault(); this.#reply(); };
      page.text.oninput = () => { this.#key = null; };
      page.more.onclick = () => { this.#wanted += this.#next ? 1 : 0; this.refresh(); };
      root.append(make("section", { ariaLabel: words.thread }, page.title, page.list, page.empty, page.more, page.form,
        page.error, page.status));
    }

    get place() {
      return `${BASE}/${encodeURIComponent(this.getAttribute("community"))}`;
    }

    /** Sends a request; an error says what to do. */
    async #call(path, options) {
      let answer, found;
      try {
        answer = await fetch(this.place + path, options);
        found = await answer.json();
      } catch {
        throw new Error(this.words.failed);
      }
      if (!answer.ok) {
        const said = found.errors?.[0]?.hint || found.detail || this.words.failed, gone = answer.status < 405;
        throw Object.assign(new Error(said), { gone });
      }
      return found;
    }

    /** Reads again what is shown; `said` is told where more is. */
    async refresh(said = "") {
      const order = ++this.#order, items = [];
      try {
        let page, after = null;
        do {
          const query = new URLSearchParams({ thread: this.getAttribute("thread"), limit: 50 });
          if (after) query.set("after", after);
          page = await this.#call(`/posts/view-thread?${query}`);
          items.push(...page.items);
          after = page.next;
        } while (after && items.length < this.#wanted);
        if (order !== this.#order) return;
        this.#next = after;
        this.#wanted = items.length;
        if (!said || items.some(({ post }) => !this.#known.has(post.id))) this.#page.status.textContent = said;
        this.#show(page.thread, items);
        this.#tell("");
      } catch (error) {
        if (order !== this.#order) return;
        if (error.gone) this.#show({ post: { title: "" }, may: [] }, []);
        this.#tell(error.message, true);
      }
    }

    #tell(said, retry) {
      const { error, more } = this.#page;
      error.textContent = said;
      more.textContent = retry ? this.words.again : this.words.more;
      more.hidden = !retry && !this.#next;
    }

    /** Puts posts in order; what did not change keeps its focus. */
    #show(thread, items) {
      const { title, list, empty, form } = this.#page;
      title.textContent = thread.post.title;
      empty.hidden = items.length !== 1;
      form.hidden = !thread.may.includes("posts.create_reply");
      const known = new Map(), depths = new Map();
      for (const item of items) {
        const { id, parent } = item.post;
        const depth = parent ? Math.min(5, (depths.get(parent) ?? -1) + 1) : 0;
        if (parent) depths.set(id, depth);
        const stamp = JSON.stringify([item, thread.post.answer === id, depth]);
        const old = this.#known.get(id);
        known.set(id, old?.stamp === stamp ? old : { stamp, element: this.#post(item, thread, depth) });
      }
      for (const [id, old] of this.#known) if (known.get(id) !== old) old.element.remove();
      this.#known = known;
      let place = list.firstChild;
      for (const { element } of known.values()) {
        if (element === place) place = place.nextSibling;
        else list.insertBefore(element, place);
      }
    }

    #post(item, thread, depth) {
      const { post, author } = item, words = this.words, at = post.created_at;
      const time = make("time", { dateTime: at, textContent: this.#dates.format(new Date(at)) });
      const notes = [author.staff && words.staff, author.kind === "agent" && words.agent,
        thread.post.answer === post.id && words.accepted,
        ...item.reactions.map((each) => `${each.reaction} ${each.local_count + each.imported_count}`)].filter(Boolean);
      const text = make("div", { innerHTML: policy?.createHTML(item.html) ?? item.html });
      const element = make("li", {}, make("article", {},
        make("header", {}, make("b", { textContent: author.name || words.gone }), time,
          ...notes.map((note) => make("span", { textContent: note }))), text));
      element.style.setProperty("--depth", depth);
      return element;
    }

    /** A reply that is sent again is published once. */
    async #reply() {
      const { text, send, status } = this.#page;
      this.#key ??= String(crypto.getRandomValues(new Uint32Array(4)));
      send.disabled = text.readOnly = true;
      try {
        const made = await this.#call("/posts/create-reply", {
          method: "POST",
          headers: {
            "Content-Type": "application/json", "Idempotency-Key": this.#key,
            "X-CSRFToken": this.getAttribute("csrf") ?? "",
          },
          body: JSON.stringify({ parent: this.getAttribute("thread"), body: text.value }),
        });
        text.value = "";
        this.#key = null;
        this.#wanted += 1;
        this.#known.set(made.id, { element: make("li") });
        await this.refresh();
        status.textContent = this.words.sent;
      } catch (error) {
        this.#tell(error.message);
      } finally {
        send.disabled = text.readOnly = false;
      }
    }

    #follow() {
      this.#stream = new EventSource(`${this.place}/-/stream`);
      const thread = this.getAttribute("thread");
      const later = () => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.refresh(this.words.fresh), 300);
      };
      const heard = (event) => {
        const fact = JSON.parse(event.data);
        const named = [fact.thread, fact.post, fact.posts].flat().filter(Boolean);
        if (!named.length || named.some((id) => id === thread || this.#known.has(id))) later();
      };
      for (const name of LIVE.split(" ")) this.#stream.addEventListener(`posts.${name}`, heard);
      this.#stream.addEventListener("reset", later);
    }
  }

  if (first) customElements.define("commkit-thread", CommkitThread);
  if (script.dataset.thread) {
    const element = make("commkit-thread");
    for (const [name, value] of Object.entries(script.dataset)) element.setAttribute(name, value);
    script.after(element);
  }
})();
