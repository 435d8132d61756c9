// The Markdown that the validator writes, as DOM nodes. Text goes in as text only: nothing of it is ever read as HTML.
// What this subset does not know (paragraphs, lists, tables, bold, code, links) stays visible as it is written.

import { safeLink } from './edits-place.js';

/** Renders Markdown. Links lead to http and https addresses and open beside the page. */
export function markdown(source: string): DocumentFragment {
  const all = document.createDocumentFragment();
  for (const block of source.split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '');
    if (lines.length > 0) {
      all.append(blockOf(lines));
    }
  }
  return all;
}

function blockOf(lines: string[]): Node {
  if (lines.every((line) => line.startsWith('- '))) {
    return element('ul', lines.map((line) => element('li', inline(line.slice(2)))));
  }
  if (lines.length > 1 && lines.every((line) => line.startsWith('|')) && /^[|\s:-]+$/.test(lines[1] ?? '')) {
    const [head, , ...rows] = lines;
    return element('table', [
      element('thead', [row(head ?? '', 'th')]),
      element('tbody', rows.map((line) => row(line, 'td'))),
    ]);
  }
  return element('p', inline(lines.join(' ')));
}

function row(line: string, cell: 'th' | 'td'): Node {
  const cells = line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/);
  return element('tr', cells.map((text) => element(cell, inline(text.trim()))));
}

const mark = /`([^`]+)`|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^()\s]+)\)|\\([!-/:-@[-`{-~])/g;

function inline(text: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  for (const match of text.matchAll(mark)) {
    const [whole, code, bold, label, address, escaped] = match;
    nodes.push(document.createTextNode(text.slice(at, match.index) + (escaped ?? '')));
    at = match.index + whole.length;
    if (code !== undefined) {
      nodes.push(element('code', [document.createTextNode(code)]));
    } else if (bold !== undefined) {
      nodes.push(element('strong', inline(bold)));
    } else if (label !== undefined) {
      nodes.push(anchor(label, address));
    }
  }
  nodes.push(document.createTextNode(text.slice(at)));
  return nodes;
}

function anchor(label: string, address: string | undefined): Node {
  const href = safeLink(address);
  if (href === undefined) {
    return document.createTextNode(label);
  }
  const a = document.createElement('a');
  a.href = href;
  a.target = '_blank';
  a.rel = 'noopener noreferrer';
  a.textContent = label;
  return a;
}

function element(name: string, children: Node[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}
