// Reading the paths of a plan: deployment.worker_queues[name=heavy].max_worker_count

export interface Step {
  /** The key; "" for an entry that conditions name. */
  key: string;
  /** Conditions such as name=heavy. */
  match: [string, string][];
  /** The step is an element that is its own value, as an alert e-mail is. */
  element: boolean;
}

/** Takes a path apart; undefined when it is none. */
export function steps(path: string): Step[] | undefined {
  const found: Step[] = [];
  let at = 0;
  while (at < path.length) {
    if (path[at] === '[') {
      const end = closing(path, at);
      if (end < 0) return undefined;
      const inside = path.slice(at + 1, end);
      if (inside.startsWith('"')) {
        const text = quoted(inside);
        if (text === undefined) return undefined;
        found.push({ key: text, match: [], element: true });
      } else if (/^\d+$/.test(inside)) {
        found.push({ key: inside, match: [], element: false });
      } else {
        const match = conditions(inside);
        if (!match) return undefined;
        found.push({ key: '', match, element: false });
      }
      at = end + 1;
    } else {
      if (path[at] === '.') at++;
      const key = /^[^.[\]]+/.exec(path.slice(at))?.[0];
      if (!key) return undefined;
      found.push({ key, match: [], element: false });
      at += key.length;
    }
  }
  return found;
}

/** Where the bracket at start closes; brackets in quotes do not count. */
function closing(path: string, start: number): number {
  let inQuotes = false;
  for (let i = start + 1; i < path.length; i++) {
    const c = path[i];
    if (inQuotes && c === '\\') i++;
    else if (c === '"') inQuotes = !inQuotes;
    else if (c === ']' && !inQuotes) return i;
  }
  return -1;
}

function conditions(text: string): [string, string][] | undefined {
  const found: [string, string][] = [];
  const one = /([^=,"]+)=("(?:[^"\\]|\\.)*"|[^,]*)(,|$)/y;
  while (one.lastIndex < text.length) {
    const match = one.exec(text);
    if (!match) return undefined;
    const raw = match[2] ?? '';
    const value = raw.startsWith('"') ? quoted(raw) : raw;
    if (value === undefined) return undefined;
    found.push([match[1] ?? '', value]);
  }
  return found;
}

function quoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
