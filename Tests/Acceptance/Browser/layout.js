// Checks of what a page looks like, which no accessibility engine makes. Each gives a list of
// findings, in words; an empty list is a page without one. Lengths are CSS pixels on the screen.
// The argument names the checks to make.
([names, options]) => {
  const SLACK = 1;
  const round = (number) => Math.round(number * 10) / 10;
  const quote = (text) => `"${text.trim().replace(/\s+/g, " ").slice(0, 40)}"`;

  const isVisible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true,
      contentVisibilityAuto: true });

  const describe = (element) => {
    const id = element.id ? "#" + element.id : "";
    const classes = [...element.classList].map((it) => "." + it).join("");
    return element.tagName.toLowerCase() + id + classes;
  };

  // How much larger a thing of one pixel is on the screen.
  const scaleOf = (element) => {
    const matrix = element.ownerSVGElement && element.getScreenCTM?.();
    if (matrix) return Math.sqrt(Math.abs(matrix.a * matrix.d - matrix.b * matrix.c));
    // Words in a line have no width of their own once they go on in the next one.
    if (getComputedStyle(element).display === "inline") return scaleOf(element.parentElement);
    const box = element.getBoundingClientRect();
    return element.offsetWidth > 0 ? box.width / element.offsetWidth : 1;
  };

  const intersection = (one, other) => ({
    left: Math.max(one.left, other.left), right: Math.min(one.right, other.right),
    top: Math.max(one.top, other.top), bottom: Math.min(one.bottom, other.bottom),
  });
  const isEmpty = (box) => box.right - box.left <= 0 || box.bottom - box.top <= 0;

  const scrolls = (style) => /auto|scroll/.test(style.overflowX + style.overflowY);
  const clips = (style) => /hidden|clip/.test(style.overflowX + style.overflowY);

  // What of a box can be seen: within all that scrolls or clips around it.
  const seen = (box, element) => {
    for (let it = element.parentElement; it && it !== document.body; it = it.parentElement) {
      const style = getComputedStyle(it);
      if (scrolls(style) || clips(style)) box = intersection(box, it.getBoundingClientRect());
    }
    return box;
  };

  // For screen readers only: a box of a pixel that cuts what is in it.
  const isUnseen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width <= 1 && box.height <= 1 && clips(getComputedStyle(element));
  };

  // Every line of every visible text, with the box of its letters: the font's size high, without
  // the room that a font leaves above and below.
  let known = null;
  const lines = () => {
    if (known) return known;
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("script, style, noscript, title, desc")) continue;
      if (!isVisible(element) || isUnseen(element)) continue;
      const size = parseFloat(getComputedStyle(element).fontSize) * scaleOf(element);
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        if (box.width < 0.5 || box.right < 0) continue;
        const middle = (box.top + box.bottom) / 2;
        const letters = { left: box.left, right: box.right,
          top: middle - size / 2, bottom: middle + size / 2 };
        found.push({ node, element, text: node.data, size, letters });
      }
    }
    known = found;
    return found;
  };

  const smallText = () =>
    lines().filter((it) => it.size < options.smallest)
      .map((it) => `${quote(it.text)} is ${round(it.size)} px high`);

  const overlaps = () => {
    const all = lines().map((it) => ({ ...it, box: seen(it.letters, it.element) }))
      .filter((it) => !isEmpty(it.box)).sort((one, other) => one.box.top - other.box.top);
    const found = [];
    all.forEach((one, index) => {
      for (const other of all.slice(index + 1)) {
        if (other.box.top >= one.box.bottom) break;
        // Where three dots cut a text, its line comes in two parts.
        if (one.node === other.node && one.box.top === other.box.top) continue;
        const shared = intersection(one.box, other.box);
        if (shared.right - shared.left > SLACK && shared.bottom - shared.top > SLACK) {
          found.push(`${quote(one.text)} and ${quote(other.text)} lie on each other`);
        }
      }
    });
    return found;
  };

  const isDrawn = (shape) => {
    const style = getComputedStyle(shape);
    const hasStroke = style.stroke !== "none" && parseFloat(style.strokeWidth) > 0
      && style.strokeOpacity > 0;
    const hasFill = style.fill !== "none" && style.fillOpacity > 0
      && !/^rgba\(.*, 0\)$/.test(style.fill);
    return isVisible(shape) && (hasStroke || hasFill);
  };

  // Whether the outline of a shape runs through a box.
  const runsThrough = (shape, box) => {
    const matrix = shape.getScreenCTM();
    const length = shape.getTotalLength();
    const step = Math.max(1 / scaleOf(shape), length / 5000);
    for (let at = 0; at <= length; at += step) {
      const point = shape.getPointAtLength(at).matrixTransform(matrix);
      if (point.x > box.left + SLACK && point.x < box.right - SLACK
        && point.y > box.top + SLACK && point.y < box.bottom - SLACK) return true;
    }
    return false;
  };

  const crossings = () => {
    const texts = lines().map((it) => ({ ...it, box: seen(it.letters, it.element) }))
      .filter((it) => !isEmpty(it.box));
    const found = [];
    const shapes = document.querySelectorAll(
      "svg :is(line, path, polyline, polygon, rect, circle, ellipse)");
    for (const shape of shapes) {
      if (shape.closest("defs, pattern, clipPath, mask, marker, symbol") || !isDrawn(shape)) continue;
      const outline = shape.getBoundingClientRect();
      // A line has no height, which is not nothing.
      const around = { left: outline.left - 1, right: outline.right + 1,
        top: outline.top - 1, bottom: outline.bottom + 1 };
      for (const text of texts) {
        if (isEmpty(intersection(around, text.box))) continue;
        if (runsThrough(shape, text.box)) {
          found.push(`${quote(text.text)} is crossed by ${describe(shape)}`);
        }
      }
    }
    return found;
  };

  const sidewaysScroll = () => {
    const root = document.scrollingElement;
    const excess = root.scrollWidth - root.clientWidth;
    return excess > 0 ? [`the page is ${excess} px wider than the screen`] : [];
  };

  const isBox = (style) => !style.display.startsWith("inline")
    && (!/^rgba\(.*, 0\)$/.test(style.backgroundColor) || parseFloat(style.borderLeftWidth) > 0);

  // Where a line of text ends beyond something that should hold it.
  const holderLeft = (line) => {
    const { left, right, top, bottom } = line.letters;
    for (let it = line.element; it && it !== document.documentElement; it = it.parentElement) {
      const style = getComputedStyle(it);
      const box = it.getBoundingClientRect();
      const isBeside = left < box.left - SLACK || right > box.right + SLACK;
      const isBeyond = top < box.top - SLACK || bottom > box.bottom + SLACK;
      if (it.tagName === "svg") {
        if (clips(style) && (isBeside || isBeyond)) return it;
      } else if (it.namespaceURI.endsWith("xhtml")) {
        if (scrolls(style)) return null;
        if (clips(style) && (isBeside || isBeyond)) {
          return style.textOverflow === "ellipsis" ? null : it;
        }
        if (isBeside && isBox(style)) return it;
      }
    }
    return left < -SLACK || right > document.documentElement.clientWidth + SLACK
      ? document.documentElement : null;
  };

  const clipped = () =>
    lines().map((it) => ({ it, holder: holderLeft(it) })).filter(({ holder }) => holder)
      .map(({ it, holder }) => `${quote(it.text)} does not fit into ${describe(holder)}`);

  // Columns so narrow that a text stands in them letter by letter: three lines and more, of a few
  // letters each.
  const slivers = () => {
    const texts = new Map();
    for (const { node, element, letters } of lines()) {
      if (!element.closest("td, th")) continue;
      texts.set(node, (texts.get(node) ?? new Set()).add(Math.round(letters.top)));
    }
    return [...texts].filter(([node, tops]) =>
      tops.size >= 3 && node.data.trim().length / tops.size < 3.5)
      .map(([node, tops]) => `${quote(node.data)} stands on ${tops.size} lines of a column`);
  };

  const isWithinSentence = (target) => {
    if (getComputedStyle(target).display !== "inline") return false;
    return [...target.parentElement.childNodes].some(
      (it) => it.nodeType === Node.TEXT_NODE && /\p{L}/u.test(it.data));
  };

  // WCAG 2.2, 2.5.8: large enough, or with enough room around, or a link within a sentence.
  const smallTargets = () => {
    const all = [...document.querySelectorAll(
      "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button]")]
      .filter(isVisible).map((element) => ({ element,
        box: (element.closest("label") ?? element).getBoundingClientRect() }))
      .filter(({ box }) => box.right > 0);
    const isControl = ({ element }) => !element.matches("a");
    const smallest = (it) => (isControl(it) ? options.control : options.link);
    const isSmall = (it) => Math.min(it.box.width, it.box.height) < smallest(it) - 0.5;
    const centre = ({ box }) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
    const hasRoom = (it) => {
      const [x, y] = centre(it);
      return all.every((other) => {
        if (other === it) return true;
        const { left, right, top, bottom } = other.box;
        const near = Math.hypot(x - Math.min(Math.max(x, left), right),
          y - Math.min(Math.max(y, top), bottom));
        const [otherX, otherY] = centre(other);
        return near >= 12 && (!isSmall(other) || Math.hypot(x - otherX, y - otherY) >= 24);
      });
    };
    return all.filter((it) => isSmall(it) && !isWithinSentence(it.element)
      && (smallest(it) > 24 || !hasRoom(it)))
      .map((it) => `${describe(it.element)} ${quote(it.element.textContent)} is a target of `
        + `${round(it.box.width)} × ${round(it.box.height)} px`);
  };

  const nameOf = (chart) =>
    (chart.getAttribute("aria-label") ?? chart.querySelector(":scope > title")?.textContent ?? "")
      .trim();

  // Its table is beside it, or where the chart says; a tile leads to the page where it is.
  const hasTable = (chart) => {
    const details = document.getElementById(chart.getAttribute("aria-details"));
    if (details?.querySelector("table")) return true;
    const section = chart.closest("section, article, figure");
    return section !== null && section.querySelector("table, h2 > a[href], h3 > a[href]") !== null;
  };

  const charts = () =>
    [...document.querySelectorAll("[role=img]")].flatMap((chart) => [
      ...(nameOf(chart) ? [] : [`${describe(chart)} has no name`]),
      ...(hasTable(chart) ? [] : [`${describe(chart)} "${nameOf(chart)}" has no table`]),
    ]);

  // Everything that is read, seen or not, with the language that it is said to be in.
  const words = () => {
    const found = [];
    const note = (element, text) => {
      if (!text?.trim() || element.closest("script, noscript, style, code, pre, [translate=no]")) return;
      found.push([element.closest("[lang]")?.lang ?? "", text.trim()]);
    };
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      note(node.parentElement, node.data);
    }
    for (const element of document.querySelectorAll("*")) {
      for (const key of ["aria-label", "title", "alt", "aria-description"]) {
        note(element, element.getAttribute(key));
      }
    }
    return found;
  };

  const checks = { smallText, overlaps, crossings, sidewaysScroll, clipped, slivers, smallTargets, charts,
    words };
  return names.flatMap((name) => checks[name]());
}
