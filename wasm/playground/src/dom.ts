// Building the page's elements without markup in strings: texts are always text.

type Child = Node | string | null | undefined | false;

interface Properties {
  class?: string;
  [attribute: string]: string | boolean | undefined;
}

/** Makes an element. An attribute that is false or undefined is left out, one that is true stands without a value. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== undefined) made.setAttribute(name, value);
  }
  append(made, children);
  return made;
}

export function append(parent: Node, children: Child[]): void {
  for (const child of children) {
    if (child) parent.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
}

/** One of the drawings that stand at the top of the page. */
export function icon(name: string, label?: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.classList.add('icon', `icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else {
    svg.setAttribute('aria-hidden', 'true');
  }
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.appendChild(use);
  return svg;
}

/** Finds an element that the page is known to have. */
export function find<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element ${id}`);
  return found as T;
}

/** A button that does something when it is pressed. */
export function button(label: Child | Child[], properties: Properties, press: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: 'button', ...properties });
  append(made, Array.isArray(label) ? label : [label]);
  made.addEventListener('click', press);
  return made;
}

/** "1 error", "3 errors". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
