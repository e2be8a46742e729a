// Find, filter and sort an index table; the state stands in the address. Without this it is whole.
(() => {
  for (const tools of document.querySelectorAll(".tools[data-table]")) {
    const table = document.getElementById(tools.dataset.table);
    const count = document.getElementById(`${tools.dataset.table}-count`);
    const rows = [...table.tBodies[0].rows];
    const inputs = [...tools.querySelectorAll("input, select")];
    const heads = [...table.tHead.rows[0].cells];
    const asked = new URLSearchParams(location.search);
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
      const used = inputs.filter((input) => input.value).map((input) => input.dataset.label);
      count.textContent = shown
        ? tools.dataset.count.replace("{shown}", shown).replace("{all}", rows.length)
        : tools.dataset.empty.replace("{filters}", used.join(", "));
      const address = new URLSearchParams();
      for (const input of inputs) if (input.value) address.set(input.name, input.value);
      if (sorted) address.set("sort", sorted);
      const query = address.toString();
      history.replaceState(null, "", query ? `?${query}` : location.pathname);
    };

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
    });
    for (const input of inputs) {
      if (asked.has(input.name)) input.value = asked.get(input.name);
      input.addEventListener("input", show);
    }
    const wanted = /^(\d+)([+ -])$/.exec(asked.get("sort") || "");
    if (wanted && heads[wanted[1]]) sort(Number(wanted[1]), wanted[2] === "-");
    tools.hidden = false;
    show();
  }
})();
