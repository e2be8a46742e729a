// Which rules apply: filter the record's scope rows by a choice. Without this, tables by actor stand.
(() => {
  const EFFECTS = ["excluded", "depends", "binds", "permits", "protects"];
  const WAITING = ["promulgated", "deferred", "postponed", "suspended"];
  const covers = (one, chosen) => one === chosen || one === "any";

  // The same answer as model/scope.py gives; a test holds the two together.
  const decide = (record, who, what, asset, day) => {
    const strongest = new Map();
    for (const row of record.scope) {
      if (!covers(row[1], who) || !covers(row[2], what) || !covers(row[3], asset)) continue;
      const other = strongest.get(row[0]);
      if (!other || EFFECTS.indexOf(row[4]) < EFFECTS.indexOf(other[4])) strongest.set(row[0], row);
    }
    const found = [];
    for (const [rule, row] of strongest) {
      const values = record.rules[rule].values;
      const held = values.filter((value) => value[0] <= day);
      const first = values[0][3] && values[0][3] <= day ? values[0] : null;
      const value = held.length ? held[held.length - 1] : first;
      if (!value) continue;
      const waits = value[0] > day || WAITING.includes(value[1]);
      if (!waits && value[1] === "repealed") continue;
      const start = waits ? values.find((one) => one[0] > day && one[1] === "in_force") : null;
      found.push({ rule, outcome: waits ? "not_yet" : row[4], row, value, start });
    }
    return found.sort((a, b) => (a.rule < b.rule ? -1 : 1));
  };
  globalThis.kcrDecide = decide;

  const form = document.getElementById("check");
  if (!form) return;
  const answer = document.getElementById("check-answer");
  const count = document.getElementById("check-count");
  const add = (parent, tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    parent.append(made);
    return made;
  };
  const link = (parent, href, text) => {
    const made = add(parent, "a", text);
    made.href = href;
    return made;
  };

  // The day from which the state of a value has held without a break, as model/rules.py counts it.
  const since = (values, value) => {
    let first = value;
    for (const one of values.slice(0, values.indexOf(value)).reverse()) {
      if (one[1] !== value[1] || !one[4] !== !value[4]) break;
      first = one;
    }
    return first[0];
  };

  const show = (record) => {
    const chosen = new FormData(form);
    const found = decide(record, chosen.get("who"), chosen.get("do"), chosen.get("with"), chosen.get("on"));
    for (const section of answer.querySelectorAll("section")) {
      const list = section.querySelector("ul");
      list.replaceChildren();
      for (const { rule, row, value, start } of found.filter((one) => one.outcome === section.dataset.outcome)) {
        const item = add(list, "li", "");
        const about = record.rules[rule];
        link(item, `../rules/${rule}/`, about.title);
        add(item, "span", `: ${value[2]} `);
        if (row[5]) add(item, "em", row[5]);
        const note = add(item, "small", row[6]);
        const [words, day] = start ? ["from", start[0]] : ["since", since(about.values, value)];
        add(note, "span", ` · ${form.dataset[words].replace("{day}", day)} · `);
        const [publisher, address] = record.sources[row[7]];
        link(note, /^https?:/.test(address) ? address : "#", publisher);
        if (value[4]) add(note, "span", ` · ${value[4]}`).className = "force";
      }
      section.hidden = !list.children.length;
    }
    count.textContent = found.length ? form.dataset.count.replace("{count}", found.length) : form.dataset.nothing;
    answer.hidden = false;
    count.hidden = false;
    history.replaceState(null, "", `?${new URLSearchParams(chosen)}`);
  };

  const asked = new URLSearchParams(location.search);
  for (const input of form.elements) {
    if (!asked.has(input.name)) continue;
    const before = input.value;
    input.value = asked.get(input.name);
    if (!input.value) input.value = before;
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  fetch(form.dataset.record)
    .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
    .then((record) => {
      form.hidden = false;
      form.addEventListener("input", () => form.elements.on.value && show(record));
      show(record);
    })
    .catch(() => {
      count.textContent = form.dataset.failed;
      count.hidden = false;
    });
})();
