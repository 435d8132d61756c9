// The snippet syntax of the Language Server Protocol, as far as completions use it: ${1:text}, ${1} and $1.

/** Plain text, or a place to fill in with what stands there at first. */
export interface Part {
  text: string;
  /** The order of the places; 0 is where the cursor ends. */
  stop?: number;
}

const token = /\\([\\$}])|\$(\d+)|\$\{(\d+)(?::((?:\\[\\$}]|[^\\}])*))?\}/g;

/** Takes a snippet apart. What is not a place is text, so that no input is lost. */
export function parts(snippet: string): Part[] {
  const found: Part[] = [];
  let at = 0;
  for (const match of snippet.matchAll(token)) {
    const [whole, escaped, bare, stop, text = ''] = match;
    addText(found, snippet.slice(at, match.index) + (escaped ?? ''));
    at = match.index + whole.length;
    const number = bare ?? stop;
    if (number !== undefined) {
      found.push({ text: text.replace(/\\([\\$}])/g, '$1'), stop: Number(number) });
    }
  }
  addText(found, snippet.slice(at));
  return found;
}

function addText(found: Part[], text: string): void {
  const last = found.at(-1);
  if (text === '') {
    return;
  }
  if (last && last.stop === undefined) {
    last.text += text;
    return;
  }
  found.push({ text });
}
