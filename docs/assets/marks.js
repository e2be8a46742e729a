// A source mark opens its entry of the page's list of sources in place; without this it is a link.
(() => {
  let open = null;
  const close = (focus) => {
    if (!open) return;
    const { box, mark } = open;
    open = null;
    box.remove();
    mark.removeAttribute("aria-expanded");
    if (focus) mark.focus();
  };
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.ev");
    if (!mark) {
      if (open && !open.box.contains(event.target)) close(false);
      return;
    }
    const entry = document.getElementById(mark.hash.slice(1));
    if (!entry || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const same = open && open.mark === mark;
    close(true);
    if (same) return;
    const list = entry.closest("ol.sources");
    const box = document.createElement("div");
    box.className = "kcr-pop md-typeset";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", mark.getAttribute("aria-label"));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", list.dataset.close);
    button.addEventListener("click", () => close(true));
    const text = document.createElement("div");
    for (const node of entry.childNodes) text.append(node.cloneNode(true));
    const all = document.createElement("a");
    all.href = "#sources";
    all.textContent = list.dataset.all;
    all.addEventListener("click", () => close(false));
    box.append(button, text, all);
    const place = mark.getBoundingClientRect();
    const left = Math.min(place.left, document.documentElement.clientWidth - 400);
    document.body.append(box);
    box.style.left = `${Math.max(8, left) + scrollX}px`;
    box.style.top = `${place.bottom + scrollY + 4}px`;
    mark.setAttribute("aria-expanded", "true");
    open = { box, mark };
    button.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
  });
})();
