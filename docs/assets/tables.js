// Find, filter and sort an index table, choose its columns, take what is shown along; the state
// stands in the address. Without this the table is whole.
(() => {
  // What a cell says, without its source marks; what stands on a line of its own is set apart.
  const said = (cell) => {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll(".ev")) mark.remove();
    for (const line of copy.querySelectorAll("small, br")) line.before("\u0001");
    const lines = copy.textContent.replace(/\s+/g, " ").split("\u0001");
    return lines.map((line) => line.trim()).filter(Boolean).join("; ");
  };
  // A spreadsheet takes what begins like this for a formula; an amount below zero is none.
  const harmless = (text) => (/^[=+\-@]/.test(text) && !/^[+-][\d.,]+%?$/.test(text) ? `'${text}` : text);
  const quoted = (text) => `"${harmless(text).replaceAll('"', '""')}"`;

  for (const tools of document.querySelectorAll(".tools[data-table]")) {
    const table = document.getElementById(tools.dataset.table);
    const count = document.getElementById(`${tools.dataset.table}-count`);
    const taking = document.getElementById(`${tools.dataset.table}-taking`);
    const told = taking.querySelector("[role=status]");
    const rows = [...table.tBodies[0].rows];
    const inputs = [...tools.querySelectorAll("input, select")];
    const heads = [...table.tHead.rows[0].cells];
    const names = heads.map(said);
    const asked = new URLSearchParams(location.search);
    const without = new Set();
    let sorted = null;
    const has = (values, value) => values.split(" ").some((one) => one === value || one === "any");
    const fold = (text) => text.normalize("NFC").toLowerCase();

    // A box for a day tells each row's state on it; before its first step a row is not there.
    const day = tools.querySelector("input[data-standing]");
    const words = [...(tools.querySelector("template")?.content.children ?? [])];
    const standings = rows.map((row) => row.dataset.state);
    const tell = () => {
      rows.forEach((row, i) => {
        const spans = row.dataset.spans.split(" ").map((span) => span.split(":"));
        const held = spans.filter(([, start]) => start <= day.value).pop();
        row.dataset.state = day.value ? (held ? held[0] : "") : standings[i];
        const word = words.find((one) => one.dataset.of === row.dataset.state);
        if (word) row.querySelector("td[data-standing]").replaceChildren(...word.cloneNode(true).childNodes);
      });
    };

    const show = () => {
      if (day) tell();
      let shown = 0;
      for (const row of rows) {
        const fits = inputs.every((input) => {
          if (!input.value) return true;
          if (input === day) return row.dataset.state !== "";
          if (input.tagName === "SELECT") return has(row.dataset[input.name], input.value);
          const text = fold(`${row.textContent} ${row.dataset.find || ""}`);
          return fold(input.value).split(/\s+/).every((word) => text.includes(word));
        });
        row.hidden = !fits;
        shown += fits;
      }
      for (const row of [table.tHead.rows[0], ...rows]) {
        [...row.cells].forEach((cell, i) => {
          cell.hidden = without.has(i);
        });
      }
      const used = inputs.filter((input) => input.value).map((input) => input.dataset.label);
      count.textContent = shown
        ? tools.dataset.count.replace("{shown}", shown).replace("{all}", rows.length)
        : tools.dataset.empty.replace("{filters}", used.join(", "));
      told.textContent = "";
      const address = new URLSearchParams();
      for (const input of inputs) if (input.value) address.set(input.name, input.value);
      if (sorted) address.set("sort", sorted);
      if (without.size) address.set("without", [...without].sort((a, b) => a - b).join("-"));
      const query = address.toString();
      history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
    };

    // On a phone the heads are not there to be pressed: a list of them sorts as well.
    const by = taking.querySelector("select");
    const sort = (index, down) => {
      const value = (row) => row.cells[index].dataset.sort ?? row.cells[index].textContent.trim();
      const order = [...rows].sort(
        (a, b) => value(a).localeCompare(value(b), document.documentElement.lang, { numeric: true }) * (down ? -1 : 1),
      );
      table.tBodies[0].append(...order);
      heads.forEach((head, i) => {
        if (i === index) head.setAttribute("aria-sort", down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      sorted = `${index}${down ? "-" : "+"}`;
      by.value = sorted;
    };
    const sortAs = (text) => {
      const wanted = /^(\d+)([+ -])$/.exec(text || "");
      if (wanted && heads[wanted[1]]) sort(Number(wanted[1]), wanted[2] === "-");
    };

    heads.forEach((head, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        sort(index, head.getAttribute("aria-sort") === "ascending");
        show();
      });
      head.append(button);
      by.append(new Option(`${names[index]} ↑`, `${index}+`), new Option(`${names[index]} ↓`, `${index}-`));
    });
    by.addEventListener("input", () => {
      sortAs(by.value);
      show();
    });

    // The first column names the row and stays.
    const left = (asked.get("without") || "").split("-").map(Number);
    const columns = taking.querySelector("details div");
    heads.slice(1).forEach((_head, i) => {
      const box = document.createElement("input");
      box.type = "checkbox";
      box.checked = !left.includes(i + 1);
      if (!box.checked) without.add(i + 1);
      box.addEventListener("change", () => {
        if (box.checked) without.delete(i + 1);
        else without.add(i + 1);
        show();
      });
      const label = document.createElement("label");
      label.append(box, names[i + 1]);
      columns.append(label);
    });

    const taken = () => {
      const kept = [...table.tBodies[0].rows].filter((row) => !row.hidden);
      const cells = (row) => [...row.cells].filter((cell) => !cell.hidden).map(said);
      return [names.filter((_name, i) => !without.has(i)), ...kept.map(cells)];
    };
    const say = (message, lines) => {
      told.textContent = message.replace("{rows}", lines.length - 1);
    };
    const [rowsButton, linkButton] = taking.querySelectorAll("[data-copied]");
    const copy = async (text, button, lines) => {
      const box = taking.querySelector("textarea");
      try {
        await navigator.clipboard.writeText(text);
        box.hidden = true;
        say(button.dataset.copied, lines);
      } catch {
        box.value = text; // refused, or not there without https: the reader's own copy does it
        box.hidden = false;
        box.select();
        say(rowsButton.dataset.refused, lines);
      }
    };
    rowsButton.addEventListener("click", () => {
      const lines = taken();
      copy(lines.map((line) => line.map(harmless).join("\t")).join("\n"), rowsButton, lines);
    });
    linkButton.addEventListener("click", () => copy(location.href, linkButton, taken()));
    taking.querySelector("[data-file]").addEventListener("click", ({ currentTarget: { dataset } }) => {
      const lines = taken();
      const address = location.href.replace(location.hash, "");
      const source = [dataset.head, ...lines.slice(1).map(() => `${dataset.source}, ${address}`)];
      const text = lines.map((line, i) => `${[...line, source[i]].map(quoted).join(",")}\n`).join("");
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
      link.download = dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
      say(dataset.saved, lines);
    });

    for (const input of inputs) {
      if (asked.has(input.name)) input.value = asked.get(input.name);
      input.addEventListener("input", show);
    }
    sortAs(asked.get("sort"));
    tools.hidden = false;
    taking.hidden = false;
    show();
  }
})();
