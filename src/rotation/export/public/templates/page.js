(() => {
  "use strict";
  const moment = Date.now();
  const now = moment / 60000;
  for (const item of document.querySelectorAll("[data-w]")) {
    const windows = item.dataset.w.split(" ").map((pair) => pair.split("-").map(Number));
    const over = windows[windows.length - 1][1] <= now;
    const on = windows.some(([start, end]) => start <= now && now < end);
    item.classList.toggle("past", over);
    item.classList.toggle("now", on);
    const mark = item.querySelector(".mark");
    if (on && mark) mark.textContent = " · now";
  }
  for (const list of document.querySelectorAll("ol.next")) {
    list.classList.add("live");
    let shown = 0;
    for (const item of list.children) item.hidden = item.classList.contains("past") || ++shown > 3;
    if (!shown) list.nextElementSibling.hidden = false;
  }
  const parts = { timeZone: document.body.dataset.zone, year: "numeric", month: "2-digit", day: "2-digit" };
  const day = new Intl.DateTimeFormat("en-CA", parts).format(moment);
  for (const cell of document.querySelectorAll(`[data-d="${day}"]`)) {
    cell.classList.add("today");
    cell.setAttribute("aria-current", "date");
  }
  const month = document.getElementById(`m${day.slice(0, 7)}`);
  if (month && !location.hash) {
    for (const other of document.querySelectorAll("details.cal")) other.open = other === month;
  }
  for (const link of document.querySelectorAll("a.address")) link.textContent = link.href;
})();
