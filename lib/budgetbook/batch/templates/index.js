"use strict";
// Without this the table is all there, by department and year; with it, it is sorted and filtered.
(() => {
  const $ = (selector) => document.querySelector(selector);
  const body = $(".index-table tbody");
  const rows = [...body.rows].map((row) => ({
    row,
    cells: [...row.cells].map((cell) => cell.textContent.trim()),
    text: `${row.cells[0].textContent} ${row.cells[3].textContent}`.toLowerCase(),
  }));
  // A browser takes seconds to lay out thousands of rows, so it gets no more than can be read; see index.css.
  let most = 200;
  const names = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const number = (text) => (text.startsWith("[") ? NaN : Number(text.replaceAll(",", "")));
  const say = (element, values) => {
    element.textContent = element.dataset.said.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };

  const [text, year, status, findings] = ["text", "year", "status", "findings"].map((id) => $(`#filter-${id}`));
  const wanted = {
    error: (errors) => errors > 0,
    warning: (errors, warnings) => errors + warnings > 0,
    none: (errors, warnings, notes) => errors + warnings + notes === 0,
  };
  const show = () => {
    const parts = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = rows.filter(
      (one) =>
        parts.every((part) => one.text.includes(part)) &&
        (!year.value || one.cells[1] === year.value) &&
        (!status.value || (one.row.dataset.status ?? "whole") === status.value) &&
        (!findings.value || wanted[findings.value](...one.cells.slice(4, 7).map(number)))
    );
    body.replaceChildren(...fits.slice(0, most).map((one) => one.row));
    say($("#found"), { found: fits.length, total: rows.length });
    say($("#more"), { found: fits.length, most });
    $("#more").hidden = fits.length <= most;
  };

  const sort = (heading) => {
    const at = heading.cellIndex;
    const downwards = heading.getAttribute("aria-sort") === "ascending";
    for (const other of heading.parentNode.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", downwards ? "descending" : "ascending");
    const sign = downwards ? -1 : 1;
    if (heading.dataset.kind === "number") {
      for (const one of rows) one.value = number(one.cells[at]);
      // What is not known comes last either way.
      rows.sort((a, b) => isNaN(a.value) - isNaN(b.value) || sign * (a.value - b.value) || 0);
    } else {
      rows.sort((a, b) => sign * names.compare(a.cells[at], b.cells[at]));
    }
    show();
  };

  for (const heading of document.querySelectorAll(".index-table thead th[data-kind]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(heading.firstChild);
    heading.prepend(button);
    button.addEventListener("click", () => sort(heading));
  }
  $("#more").addEventListener("click", () => {
    most = Infinity;
    body.parentNode.classList.add("all");
    show();
    $(".scroll").focus();
  });
  text.addEventListener("input", show);
  for (const select of [year, status, findings]) select.addEventListener("change", show);
  for (const hidden of document.querySelectorAll(".index-filters, .index-found, .index-hint")) hidden.hidden = false;
  show();
})();
