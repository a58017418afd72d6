/* Pictures that move: zoom, pan, tooltips, neighbours in a network. Without it every picture is whole and readable. */
"use strict";

(() => {
  const STEP = 1.4;
  const LARGEST = 12;

  function box(svg) {
    const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
    return { x, y, width, height };
  }

  function movable(figure) {
    const svg = figure.querySelector("svg.picture");
    const whole = box(svg);
    const inside = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));

    function show(view) {
      const width = inside(view.width, whole.width / LARGEST, whole.width);
      const height = (width / whole.width) * whole.height;
      const x = inside(view.x, whole.x, whole.x + whole.width - width);
      const y = inside(view.y, whole.y, whole.y + whole.height - height);
      svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
      svg.classList.toggle("zoomed", width < whole.width);
    }

    function zoom(factor, x, y) {
      const view = box(svg);
      const atX = x ?? view.x + view.width / 2;
      const atY = y ?? view.y + view.height / 2;
      const width = view.width / factor;
      show({ x: atX - (atX - view.x) / factor, y: atY - (atY - view.y) / factor, width });
    }

    function place(event) {
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [point.x, point.y];
    }

    svg.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(event.deltaY < 0 ? STEP : 1 / STEP, ...place(event));
      }
    }, { passive: false });

    let held = null;
    svg.addEventListener("pointerdown", (event) => {
      if (svg.classList.contains("zoomed") && event.button === 0) held = { at: place(event), moved: false };
    });
    svg.addEventListener("pointermove", (event) => {
      if (!held) return;
      const [x, y] = place(event);
      const view = box(svg);
      held.moved = held.moved || Math.hypot(x - held.at[0], y - held.at[1]) > view.width / 200;
      if (held.moved) show({ ...view, x: view.x - x + held.at[0], y: view.y - y + held.at[1] });
    });
    window.addEventListener("pointerup", () => { if (held && !held.moved) held = null; });
    svg.addEventListener("click", (event) => {
      if (held && held.moved) event.preventDefault();
      held = null;
    }, true);
    svg.addEventListener("dragstart", (event) => { if (held) event.preventDefault(); });

    const tools = document.createElement("p");
    tools.className = "tools";
    for (const [words, act] of [["Larger", () => zoom(STEP)], ["Smaller", () => zoom(1 / STEP)], ["Whole", () => show(whole)]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("click", act);
      tools.append(button);
    }
    figure.prepend(tools);
    return svg;
  }

  function telling(figure, svg) {
    const tip = document.createElement("p");
    tip.className = "tip";
    tip.hidden = true;
    figure.append(tip);

    function told(element) {
      for (let each = element; each && each !== svg; each = each.parentNode) {
        const title = each.querySelector(":scope > title");
        if (title) {
          each.dataset.told = title.textContent; // the browser's own tooltip would stand beside ours
          title.remove();
        }
        if (each.dataset.told) return each;
      }
      return null;
    }

    svg.addEventListener("pointerover", (event) => {
      const mark = told(event.target);
      tip.hidden = !mark;
      tip.textContent = mark ? mark.dataset.told : "";
    });
    svg.addEventListener("pointermove", (event) => {
      const around = figure.getBoundingClientRect();
      const left = Math.min(event.clientX - around.left + 14, around.width - tip.offsetWidth - 4);
      tip.style.left = `${Math.max(left, 0)}px`;
      tip.style.top = `${event.clientY - around.top + 18}px`;
    });
    svg.addEventListener("pointerleave", () => { tip.hidden = true; });
  }

  function neighbours(svg) {
    const lines = [...svg.querySelectorAll("[data-from]")];
    if (!lines.length) return;
    const marks = [...svg.querySelectorAll("[data-node]")];
    svg.addEventListener("pointerover", (event) => {
      const mark = event.target.closest("[data-node]");
      svg.classList.toggle("dimmed", Boolean(mark));
      const key = mark ? mark.dataset.node : null;
      const near = new Set([key]);
      for (const line of lines) {
        const joined = line.dataset.from === key || line.dataset.to === key;
        line.classList.toggle("near", joined);
        if (joined) near.add(line.dataset.from).add(line.dataset.to);
      }
      for (const each of marks) each.classList.toggle("near", near.has(each.dataset.node));
    });
  }

  for (const figure of document.querySelectorAll("figure.seen")) {
    const svg = movable(figure);
    telling(figure, svg);
    neighbours(svg);
  }
})();
