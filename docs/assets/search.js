// The search: its index is asked for when a reader opens it, never before; without this there is none.
(() => {
  const dialog = document.querySelector("dialog.kcr-find");
  if (!dialog || !dialog.showModal) return;
  const root = new URL("..", document.currentScript.src);
  const field = dialog.querySelector("input");
  const note = dialog.querySelector(".kcr-find__note");
  const list = dialog.querySelector(".kcr-find__found");
  const MOST = 10;
  const MARK = "zz"; // opens and closes a whole name in the index, as build_scripts/search.py sets it
  const PARTICLE =
    /([가-힣]{2,}?)(은|는|이|가|을|를|의|에|와|과|도|로|만|으로|에서|에게|에는|부터|까지|보다|라는|라고)$/;
  const SMALL =
    /(?<![\p{L}\p{N}-])(an?|the|is|are|am|be|do|does|did|it|its|to|of|in|on|for|by|with|from|at|and|or|i|my|me|you|your|we|can|may|will|must|should|how|who|what|when|where|why|which|there|this|that|has|have|becomes?|goes)(?![\p{L}\p{N}-])/giu;
  let engine = null;
  let names = null;
  let asked = 0;
  let chosen = -1;

  const load = () => {
    engine ||= (async () => {
      const found = await import(new URL("search/pagefind.js", root));
      await found.options({ baseUrl: root.pathname, ranking: { pageLength: 0.1 } });
      await found.search(MARK); // wakes the engine before the first word is typed
      return found;
    })();
    engine.catch(() => {
      engine = null;
    });
    return engine;
  };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    field.select();
    load().catch(() => {
      note.textContent = dialog.dataset.failed;
    });
  };

  const squeezed = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

  // What is called so, whole or in its beginning; a particle at the end is no part of a name.
  const called = async (search, query) => {
    for (const one of [query, query.replace(PARTICLE, "$1")]) {
      const name = MARK + squeezed(one);
      const [whole, begun] = await Promise.all([name + MARK, name].map((text) => search.search(text)));
      const results = [...whole.results.slice(0, 4), ...begun.results.slice(0, 4)];
      if (results.length) return results;
    }
    return [];
  };

  // What is called by the most words of a query that stand side by side.
  const partly = async (search, words) => {
    for (let size = words.length - 1; size; size -= 1) {
      const phrases = [...Array(words.length - size + 1).keys()].map((at) =>
        squeezed(words.slice(at, at + size).join("").replace(PARTICLE, "$1")),
      );
      const told = await Promise.all(phrases.map((name) => search.search(MARK + name + MARK)));
      const named = told.flatMap(({ results }) => results.slice(0, 4));
      if (named.length) return { size, named };
    }
    return { size: 0, named: [] };
  };

  // How many letters apart two words are (Korean ones by their parts), two swapped letters as one.
  const apart = (one, other) => {
    const rows = [[...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i += 1) {
      rows[i] = [i];
      for (let j = 1; j <= other.length; j += 1) {
        const same = one[i - 1] === other[j - 1];
        rows[i][j] = Math.min(
          rows[i - 1][j] + 1,
          rows[i][j - 1] + 1,
          rows[i - 1][j - 1] + (same ? 0 : 1),
        );
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[one.length][other.length];
  };

  const meant = async (query) => {
    names ||= fetch(new URL("assets/names.json", root)).then((answer) => answer.json());
    const parts = (text) => squeezed(text).normalize("NFD");
    const typed = parts(query);
    let [best, least] = ["", typed.length < 5 ? 0 : typed.length < 9 ? 1 : 2];
    for (const name of await names) {
      const spelt = parts(name);
      if (Math.abs(spelt.length - typed.length) > least) continue;
      const distance = apart(typed, spelt);
      if (distance && (distance < least || (distance === least && !best))) {
        [best, least] = [name, distance];
      }
    }
    return best;
  };

  const choose = (number) => {
    const options = list.children;
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = options.length ? (number + options.length) % options.length : -1;
    if (chosen < 0) {
      field.removeAttribute("aria-activedescendant");
      return;
    }
    options[chosen].setAttribute("aria-selected", "true");
    options[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", options[chosen].id);
  };

  const part = (name, text) => {
    const made = document.createElement("span");
    made.className = `kcr-find__${name}`;
    made.textContent = text;
    return made;
  };

  const show = (pages) => {
    list.replaceChildren(
      ...pages.map(({ url, meta }, number) => {
        const option = document.createElement("a");
        option.id = `kcr-found-${number}`;
        option.href = url.replace(/(\/glossary\/)([^/]+)\/$/, "$1#$2"); // a term, not a page
        option.tabIndex = -1;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.append(part("title", meta.title));
        if (meta.section) option.append(part("section", meta.section));
        if (meta.about) option.append(part("about", meta.about));
        return option;
      }),
    );
    field.setAttribute("aria-expanded", String(pages.length > 0));
    choose(pages.length ? 0 : -1);
  };

  const unlike = (results) => {
    const seen = new Set();
    return results.filter(({ id }) => !seen.has(id) && seen.add(id)).slice(0, MOST);
  };

  const read = (results) => Promise.all(unlike(results).map((result) => result.data()));

  const ask = async () => {
    const turn = (asked += 1);
    const old = () => turn !== asked;
    const query = field.value.replace(/[ㄱ-ㅎㅏ-ㅣ]+$/, "").trim(); // a syllable half typed
    if (!squeezed(query)) {
      note.textContent = "";
      show([]);
      return;
    }
    const search = await load();
    let first = await called(search, query);
    if (old()) return;
    if (first.length) {
      const pages = await read(first.slice(0, 3));
      if (old()) return;
      show(pages);
      await new Promise((go) => setTimeout(go)); // let them be seen before the longer search
      if (old()) return;
    }
    const plain = query.replace(SMALL, " ").replace(/\s+/g, " ").trim() || query;
    let { results } = await search.search(plain);
    let told = "";
    if (old()) return;
    const words = plain.toLowerCase().split(/\s+/);
    if (!first.length && words.length > 1) {
      const { size, named } = await partly(search, words);
      if (old()) return;
      const all = new Set(results.map(({ id }) => id));
      first = named.filter(({ id }) => all.has(id));
      if (!first.length && (size > 1 || words.length === 2 || !results.length)) {
        first = named.slice(0, 1);
      }
      results = [...results, ...named];
    }
    if (!first.length) {
      const [top] = await read(results.slice(0, 1));
      if (!top || !words.every((word) => top.content.toLowerCase().includes(word))) {
        const word = await meant(query);
        if (old()) return;
        if (word) {
          told = dialog.dataset.instead.replace("{query}", query).replace("{word}", word);
          first = await called(search, word);
          ({ results } = await search.search(word));
        }
      }
    }
    const every = [...first, ...results];
    const pages = await read(every);
    if (old()) return;
    const kept = chosen;
    show(pages);
    if (kept > 0) choose(kept);
    const count = new Set(every.map(({ id }) => id)).size;
    const { found, none } = dialog.dataset;
    note.textContent = count
      ? `${told} ${found.replace("{count}", count)}`.trim()
      : none.replace("{query}", query);
  };

  field.addEventListener("input", () => {
    const turn = asked + 1;
    list.setAttribute("aria-busy", "true");
    ask()
      .catch(() => {
        note.textContent = dialog.dataset.failed;
      })
      .finally(() => {
        if (turn === asked) list.setAttribute("aria-busy", "false");
      });
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(chosen + step);
    }
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    list.children[chosen]?.click();
  });
  dialog.querySelector(".kcr-find__close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the box
  });
  for (const button of document.querySelectorAll("[data-open-search]")) {
    button.addEventListener("click", open);
  }
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== "k") return; // no key alone: WCAG 2.1.4
    event.preventDefault();
    open();
  });
})();
