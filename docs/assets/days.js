// A day box leads to the page of the last day on which something changed. Without this, a list.
(() => {
  const bar = document.querySelector(".daybar[data-days]");
  if (!bar) return;
  const form = bar.querySelector("form");
  const days = bar.dataset.days.split(" ");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const asked = form.elements.day.value;
    if (!asked) return;
    const held = days.filter((day) => day <= asked).pop() || days[0];
    location.assign(`${bar.dataset.on}${held}/${held === asked ? "" : `?day=${asked}`}`);
  });
  const asked = new URLSearchParams(location.search).get("day");
  if (!asked || !/^\d{4}-\d\d-\d\d$/.test(asked)) return;
  form.elements.day.value = asked;
  const note = document.querySelector("p.asked");
  note.textContent = bar.dataset.asked.replace("{day}", asked);
  note.hidden = false;
})();
