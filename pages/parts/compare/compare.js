// Shows data.pictures side by side. All panes share one view: how large, and moved how far.
// Whatever is shown comes in as text or as the address of a picture, never as HTML.

const LARGEST = 12; // times; beyond it single pixels fill the pane
const STEP = 1.5; // times, of a button
const DOUBLE_CLICK = 3; // times
const running = new WeakMap(); // by parent element: ends what an earlier run has begun

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function pane(picture) {
  const figure = element("figure", "pane");
  const frame = element("div", "frame");
  const image = element("img", "");
  image.src = picture.address;
  image.alt = picture.alt;
  image.draggable = false;
  frame.append(image);
  figure.append(frame, element("figcaption", "", picture.caption));
  return { figure, frame, image };
}

function isTyping(event) {
  const target = event.composedPath()[0];
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

export default function ({ data, parentElement }) {
  running.get(parentElement)?.();
  const ends = new AbortController();
  const panes = data.pictures.map(pane);
  const root = element("div", "compare");
  const shown = element("div", "panes");
  const said = element("output", "");
  const view = { scale: 1, x: 0, y: 0, alone: -1 }; // x and y in panes: they differ in pixels
  const fingers = new Map(); // by pointer id: where it is

  function draw() {
    // The picture never leaves its pane: at scale 1 there is nothing to move.
    for (const axis of ["x", "y"]) view[axis] = Math.min(0, Math.max(1 - view.scale, view[axis]));
    const move = `translate(${100 * view.x}%, ${100 * view.y}%) scale(${view.scale})`;
    const isAlone = view.alone >= 0;
    panes.forEach(({ figure, image }, number) => {
      image.style.transform = move;
      figure.hidden = isAlone && number !== view.alone;
    });
    shown.style.setProperty("--across", isAlone ? 1 : panes.length);
    shown.classList.toggle("flipped", isAlone);
    root.classList.toggle("zoomed", view.scale > 1);
    const which = isAlone ? `第 ${view.alone + 1} 张，共 ${panes.length} 张` : `${panes.length} 张并排`;
    said.textContent = `${which}，${Math.round(100 * view.scale)}%`;
  }

  /** Zoom by a factor around a point, which is given in panes. */
  function zoom(factor, at = { x: 0.5, y: 0.5 }) {
    const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
    for (const axis of ["x", "y"])
      view[axis] = at[axis] - ((at[axis] - view[axis]) * scale) / view.scale;
    view.scale = scale;
    draw();
  }

  function flip() {
    view.alone = (view.alone + 1) % panes.length;
    draw();
  }

  function reset() {
    Object.assign(view, { scale: 1, x: 0, y: 0, alone: -1 });
    draw();
  }

  function place(frame, { clientX, clientY }) {
    const box = frame.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  }

  function drag(frame, event) {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = place(frame, event);
    fingers.set(event.pointerId, now);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      zoom(apart(now) / apart(before), { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
    } else if (view.scale > 1) {
      view.x += now.x - before.x;
      view.y += now.y - before.y;
      draw();
    }
  }

  function listen(target, name, act, options = {}) {
    target.addEventListener(name, act, { signal: ends.signal, ...options });
  }

  for (const { frame } of panes) {
    listen(frame, "dblclick", (event) => {
      zoom(view.scale > 1 ? 0 : DOUBLE_CLICK, place(frame, event));
    });
    listen(
      frame,
      "wheel",
      (event) => {
        if (!event.ctrlKey) return; // plain scrolling belongs to the page
        event.preventDefault();
        zoom(Math.exp(-event.deltaY / 300), place(frame, event));
      },
      { passive: false },
    );
    listen(frame, "pointerdown", (event) => {
      fingers.set(event.pointerId, place(frame, event));
      frame.setPointerCapture(event.pointerId);
    });
    listen(frame, "pointermove", (event) => drag(frame, event));
    for (const name of ["pointerup", "pointercancel"])
      listen(frame, name, (event) => fingers.delete(event.pointerId));
  }

  function onKey(event) {
    if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const isChanged = view.scale > 1 || view.alone >= 0;
    if (event.key.toLowerCase() === "f") flip();
    else if (event.key === "Escape" && isChanged) reset();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Esc would close the dialog as well
  }
  listen(document, "keydown", onKey, { capture: true });

  const bar = element("div", "bar");
  const buttons = { "放大": () => zoom(STEP), "缩小": () => zoom(1 / STEP), "翻看": flip, "还原": reset };
  const keys = { "翻看": "F", "还原": "Esc" };
  for (const [name, act] of Object.entries(buttons)) {
    const button = element("button", "", name);
    if (keys[name]) button.append(element("kbd", "", keys[name]));
    button.type = "button";
    button.setAttribute("aria-label", name);
    listen(button, "click", act);
    bar.append(button);
  }
  said.setAttribute("aria-live", "polite");
  bar.append(said);
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `对比 ${panes.length} 张图片`);
  shown.append(...panes.map(({ figure }) => figure));
  root.append(bar, shown, element("p", "hint", hint()));
  parentElement.append(root);
  draw();

  const stop = () => {
    ends.abort();
    root.remove();
    running.delete(parentElement);
  };
  running.set(parentElement, stop);
  return stop;
}

function hint() {
  return matchMedia("(pointer: coarse)").matches
    ? "双指张开或双击放大，放大后拖动；几张图片一起动。"
    : "按住 Ctrl 滚动滚轮或双击放大，放大后拖动；几张图片一起动。";
}
