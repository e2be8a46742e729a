// "Explore" puts plotly's chart in the place of the drawing; nothing is fetched before that.
(() => {
  // Plotly writes style attributes, which the page's policy forbids; a style property says the same.
  const write = SVGElement.prototype.setAttribute;
  SVGElement.prototype.setAttribute = function (name, value) {
    if (name === "style") this.style.cssText = value;
    else write.call(this, name, value);
  };
  let library = null;
  const load = (address) => {
    library ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => reject(new Error(address));
      document.head.append(script);
    });
    return library;
  };
  for (const button of document.querySelectorAll("button[data-explore]")) {
    const figure = button.closest("figure");
    button.hidden = false;
    const draw = async () => {
      const wide = figure.querySelector(".wide").offsetParent !== null;
      const holder = figure.querySelector(wide ? ".wide" : ".narrow");
      const height = holder.clientHeight;
      const asked = document.activeElement === button; // by keyboard: disabling it drops the focus
      button.disabled = true;
      try {
        const [plotly, answer] = await Promise.all([
          load(button.dataset.library),
          fetch(button.dataset.explore).then((reply) => {
            if (!reply.ok) throw new Error(reply.status);
            return reply.text();
          }),
        ]);
        const style = getComputedStyle(document.body);
        let text = answer;
        for (const [colour, name] of Object.entries(JSON.parse(answer).colours)) {
          text = text.replaceAll(colour, style.getPropertyValue(name).trim());
        }
        const chart = JSON.parse(text)[wide ? "wide" : "narrow"];
        const place = document.createElement("div");
        place.className = "chart";
        place.setAttribute("role", "img"); // the chart says what the drawing said
        place.setAttribute("aria-label", holder.querySelector("svg").getAttribute("aria-label"));
        place.tabIndex = -1;
        holder.replaceChildren(place);
        chart.layout.width = Math.min(holder.clientWidth, chart.layout.width);
        chart.layout.height = height;
        await plotly.newPlot(place, chart.data, chart.layout, { displaylogo: false, displayModeBar: false, responsive: false });
        button.remove();
        if (asked) place.focus({ preventScroll: true });
      } catch {
        button.disabled = false;
        button.textContent = button.dataset.failed;
      }
    };
    button.addEventListener("click", draw);
  }
})();
