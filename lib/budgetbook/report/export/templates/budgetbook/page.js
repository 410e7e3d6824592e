// What the page gains where scripts run. It makes every control itself, so that a page without scripts shows
// none, and it loads nothing. Its words stand in the page, in the page's language.
(() => {
  "use strict";

  const words = JSON.parse(document.querySelector("script.words").textContent);
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function make(tag, properties = {}, attributes = {}) {
    const made = Object.assign(document.createElement(tag), properties);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
    return made;
  }

  const button = (text, onclick) => make("button", { type: "button", textContent: text, onclick });

  // A button that stays pressed; `set` is told whether it is.
  function toggle(text, set) {
    const made = button(text, () => made.turn(made.getAttribute("aria-pressed") !== "true"));
    made.setAttribute("aria-pressed", "false");
    made.turn = (on) => {
      made.setAttribute("aria-pressed", on);
      set(on);
    };
    return made;
  }

  const status = make("p", { className: "status" }, { role: "status" });
  let clearing;
  function tell(key, values) {
    status.textContent = say(key, values);
    clearTimeout(clearing);
    clearing = setTimeout(() => (status.textContent = ""), 8000);
  }

  // — Contents that follow the reader, and a way back up —
  function follow() {
    const side = document.querySelector(".side");
    const links = new Map(all("#contents a").map((link) => [link.getAttribute("href").slice(1), link]));
    const headings = all("main :is(h2, h3)").filter((heading) => links.has(heading.id));
    const passed = new Set();
    const watch = new IntersectionObserver((entries) => {
      entries.forEach(({ target, isIntersecting }) => passed[isIntersecting ? "add" : "delete"](target));
      const link = links.get(headings.findLast((heading) => passed.has(heading))?.id);
      links.forEach((other) => other.removeAttribute("aria-current"));
      if (!link) return;
      link.setAttribute("aria-current", "true");
      const below = link.offsetTop + link.offsetHeight > side.scrollTop + side.clientHeight;
      if (below || link.offsetTop < side.scrollTop) side.scrollTop = link.offsetTop - side.clientHeight / 2;
    }, { rootMargin: "9999999px 0px -85% 0px" }); // all that is above the reader's line, however far
    headings.forEach((heading) => watch.observe(heading));
    const up = make("a", { href: "#top", className: "up", textContent: "↑" }, { "aria-label": say("up") });
    document.querySelector("footer").append(up);
    new IntersectionObserver(([front]) => (up.hidden = front.isIntersecting)).observe(document.querySelector("#top"));
  }

  // — Tables that sort on their header —
  const NUMBER = /^[+\-−]?\d[\d,]*(\.\d+)?%?$/;
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const printed = (cell) => (cell.dataset.wan ?? cell.textContent).trim();

  // What a cell sorts by; null for what is missing, which comes last in either order.
  function key(cell, numeric) {
    const text = printed(cell);
    if (!numeric) return ["", "[x]", "[z]", "—"].includes(text) ? null : text;
    return NUMBER.test(text) ? parseFloat(text.replaceAll(",", "").replace("−", "-")) : null;
  }

  function sortable(table, name) {
    const [body] = table.tBodies;
    const heads = [...table.tHead.rows[0].cells];
    // Parts stay below what they are parts of, and totals where they are, which must be an end of the table.
    const groups = [];
    const isPart = (row) => groups.length && row.matches(".sub, :has([class*=indent-])");
    [...body.rows].forEach((row) => (isPart(row) ? groups.at(-1).push(row) : groups.push([row])));
    const isTotal = ([row]) => row.matches(".total");
    const first = groups.findIndex((group) => !isTotal(group));
    const last = groups.findLastIndex((group) => !isTotal(group));
    const free = groups.slice(first, last + 1);
    if (free.length < 3 || free.some(isTotal)) return;
    const after = groups[last + 1]?.[0] ?? null;

    function sort(head, column) {
      const order = { ascending: "descending", descending: "" }[head.getAttribute("aria-sort")] ?? "ascending";
      const numeric = head.matches(".number");
      const compare = ([one], [other]) => {
        if (one === null || other === null) return (one === null) - (other === null);
        return (numeric ? one - other : collator.compare(one, other)) * (order === "ascending" ? 1 : -1);
      };
      const keyed = free.map((group) => [key(group[0].cells[column], numeric), group]);
      const rows = (order ? keyed.sort(compare) : keyed).flatMap(([, group]) => group);
      rows.forEach((row) => body.insertBefore(row, after));
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      if (order) head.setAttribute("aria-sort", order);
      tell(order || "unsorted", { name, column: head.textContent });
    }

    heads.filter((head) => head.textContent.trim()).forEach((head) => {
      head.replaceChildren(button(head.textContent, () => sort(head, head.cellIndex)));
    });
  }

  // — Copying and saving —
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  // As in the CSV files: text that a spreadsheet would run as a formula gets an apostrophe.
  const harmless = (text) => (/^[=+\-@＝＋－＠]/.test(text) && !NUMBER.test(text) ? `'${text}` : text);
  const content = (cell) => harmless(cell.textContent.trim());

  function asHTML(table, title) {
    const cell = (one) => `<td align="${one.matches(".number") ? "right" : "left"}">${escaped(content(one))}</td>`;
    const rows = [...table.rows].map((row) => `<tr>${[...row.cells].map(cell).join("")}</tr>`);
    return `<table border="1"><caption>${escaped(title)}</caption>${rows.join("")}</table>`;
  }

  function copyBySelection(table, kinds) {
    const fill = (event) => {
      Object.entries(kinds).forEach(([kind, text]) => event.clipboardData.setData(kind, text));
      event.preventDefault();
    };
    addEventListener("copy", fill);
    getSelection().selectAllChildren(table);
    const done = document.execCommand("copy");
    removeEventListener("copy", fill);
    getSelection().removeAllRanges();
    return done;
  }

  async function copy(table, name, title) {
    const text = [...table.rows].map((row) => [...row.cells].map(content).join("\t")).join("\r\n");
    const kinds = { "text/html": asHTML(table, title), "text/plain": text };
    let done = true;
    try {
      const blobs = Object.entries(kinds).map(([type, kind]) => [type, new Blob([kind], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch { // not allowed, or not known, where the page is a file
      done = copyBySelection(table, kinds);
    }
    tell(done ? "copied" : "not_copied", { name });
  }

  function save(file, blob) {
    make("a", { href: URL.createObjectURL(blob), download: file }).click();
    tell("saved", { file });
  }

  function unpacked(text) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).blob();
  }

  // A picture that stands on its own, on paper and under its title.
  function picture(svg, title, subtitle) {
    const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    const long = (text, size) => [...text].reduce((sum, char) => sum + (char > "\u2e80" ? 1 : 0.62) * size, 8);
    const size = { width: Math.max(width, long(title, 11), long(subtitle, 9)), height: height + 38 };
    Object.entries({ ...size, viewBox: `0 -38 ${size.width} ${size.height}` })
      .forEach(([name, value]) => svg.setAttribute(name, value));
    svg.insertAdjacentHTML("afterbegin", `<title>${escaped(title)}</title>
      <desc>${escaped(svg.getAttribute("aria-label"))}</desc>
      <rect y="-38" width="${size.width}" height="${size.height}" fill="#fff"/>
      <text x="4" y="-24" font-size="11px" font-weight="700">${escaped(title)}</text>
      <text x="4" y="-9" font-size="9px" fill="#505a5f">${escaped(subtitle)}</text>`);
    return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
  }

  // — What the marks of a chart stand for: on pointing, and on focus with the arrow keys —
  const tip = make("p", { className: "tip", hidden: true }, { role: "status" });
  let shown;
  function point(mark) {
    shown?.place.classList.remove("told");
    shown = mark;
    tip.hidden = !mark;
    if (!mark) return;
    mark.place.classList.add("told");
    tip.textContent = mark.text;
    const box = mark.place.getBoundingClientRect();
    const middle = box.left + (box.width - tip.offsetWidth) / 2;
    const left = Math.min(middle, document.body.clientWidth - tip.offsetWidth - 4);
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${scrollX + Math.max(4, left)}px`;
    tip.style.top = `${scrollY + (above > 4 ? above : box.bottom + 6)}px`;
  }

  function tellMarks(drawing, name) {
    const titles = all("title", drawing);
    const marks = titles.map((title) => ({ place: title.parentNode, text: title.textContent }));
    titles.forEach((title) => title.remove()); // or the browser would tell them once more
    if (!marks.length) return;
    drawing.classList.add("telling");
    drawing.setAttribute("aria-label", say("marks", { name }));
    const near = ({ clientX: x, clientY: y }) => {
      const far = marks.map(({ place }) => {
        const { left, right, top, bottom } = place.getBoundingClientRect();
        return Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
      });
      const least = Math.min(...far);
      point(least < 10 ? marks[far.indexOf(least)] : null);
    };
    ["pointermove", "pointerdown"].forEach((kind) => drawing.addEventListener(kind, near));
    const leave = ({ pointerType, relatedTarget }) => pointerType === "mouse" && relatedTarget !== tip && point(null);
    drawing.addEventListener("pointerleave", leave);
    drawing.addEventListener("focus", () => drawing.matches(":focus-visible") && point(marks[0]));
    drawing.addEventListener("blur", () => point(null));
    drawing.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = marks[Math.max(0, Math.min(marks.indexOf(shown) + step, marks.length - 1))];
      next.place.scrollIntoView({ block: "nearest", inline: "nearest" });
      point(next);
    });
  }

  // — 万元 or 亿元, in tables —
  // By the printed digits alone: the four decimals of 亿元 are whole 万元, and a half is rounded up.
  function inYi(text) {
    const [, sign, whole, decimal = "0"] = text.match(/^([+\-−]?)([\d,]+)(?:\.(\d))?/);
    const wan = BigInt(whole.replaceAll(",", "")) + (decimal >= "5" ? 1n : 0n);
    const digits = String(wan).padStart(5, "0");
    return `${wan ? sign : ""}${digits.slice(0, -4).replace(/\B(?=(\d{3})+$)/g, ",")}.${digits.slice(-4)}`;
  }

  const renamed = (text) => text.replaceAll(words.unit_wan, words.unit_yi).replaceAll(words.wan, words.yi);
  function change(place, on, convert) {
    if (on) place.dataset.wan = place.textContent;
    place.textContent = on ? convert(place.dataset.wan.trim()) : place.dataset.wan;
  }

  function convert(table, on) {
    const exhibit = table.closest(".exhibit");
    all("thead .money", table).forEach((head) => {
      change(head.querySelector("button") ?? head, on, renamed);
      const cells = [...table.tBodies[0].rows].map((row) => row.cells[head.cellIndex]);
      cells.filter((cell) => NUMBER.test(printed(cell))).forEach((cell) => change(cell, on, inYi));
    });
    all(".unit", exhibit).forEach((line) => line.remove());
    all("caption .subtitle", table).forEach((line) => change(line, on, renamed));
    const [place, key] = exhibit.matches("figure") ? ["figcaption", "chart_unit"] : [".caption", "table_unit"];
    const line = make("span", { className: "subtitle unit", textContent: words[key] });
    if (on) exhibit.querySelector(place).append(line);
  }

  // — The controls of an exhibit, and those of the page —
  function equip(exhibit) {
    const [name, title] = [".label", ".title"].map((part) => exhibit.querySelector(part).textContent);
    const [drawing, table, details] = [".drawing", "table", "details"].map((part) => exhibit.querySelector(part));
    const tools = make("div", { className: "tools" }, { role: "group", "aria-label": name });
    const add = (key, press) => tools.append(button(say(key), press));
    const asTable = details && toggle(say("as_table"), (on) => {
      exhibit.classList.toggle("as-table", (details.open = on));
      if (on) drawing.after(details);
      else tools.before(details);
    });
    // Where a picture is wider than the screen, its table is offered before it.
    const hint = exhibit.querySelector(":scope.full > .swipe");
    const place = () => (hint && narrow.matches ? hint.after(asTable) : tools.prepend(asTable));
    if (asTable) narrow.addEventListener("change", place);
    if (table) {
      const subtitles = () => all("caption .subtitle", table).map((line) => line.textContent);
      add("copy", () => copy(table, name, [title, ...subtitles()].join("\n")));
      sortable(table, name);
    }
    const { file, csv } = exhibit.dataset;
    if (file) add("csv", async () => save(file, await unpacked(csv)));
    if (drawing) {
      const svg = drawing.querySelector("svg").cloneNode(true);
      const subtitle = exhibit.querySelector(".subtitle")?.textContent ?? "";
      add("svg", () => save(`${exhibit.id}.svg`, picture(svg.cloneNode(true), title, subtitle)));
      tellMarks(drawing, name);
    }
    exhibit.append(tools);
    if (asTable) place();
    return asTable;
  }

  const narrow = matchMedia("(max-width: 39.9rem)");
  const figures = all(".exhibit[id]").map(equip).filter(Boolean);
  const tables = all("table:has(.money)");
  const view = make("section", { className: "view tools" }, { "aria-label": words.view });
  const allTables = toggle(words.all_tables, (on) => {
    figures.forEach((figure) => figure.turn(on));
    tell(on ? "tables_on" : "tables_off");
  });
  const yi = toggle(words.in_yi, (on) => {
    tables.forEach((table) => convert(table, on));
    tell(on ? "unit_on" : "unit_off");
  });
  view.append(...(figures.length ? [allTables] : []), ...(tables.length ? [yi] : []));
  document.querySelector(".side").prepend(view);
  document.querySelector("main").append(status, tip);
  addEventListener("keydown", ({ key }) => key === "Escape" && point(null));
  // A box that does not scroll needs no stop for the keyboard, unless it has something to tell.
  const room = new ResizeObserver((entries) => entries.forEach(({ target: box }) => {
    if (box.scrollWidth > box.clientWidth + 1 || box.matches(".telling")) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }));
  all(".scroll").forEach((box) => room.observe(box));
  follow();
})();
