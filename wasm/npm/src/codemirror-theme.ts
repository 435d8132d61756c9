// The few styles of the CodeMirror adapter. They inherit colours, so that they go with light and dark themes.

import { EditorView } from '@codemirror/view';

export const theme = EditorView.baseTheme({
  '.cm-astrofile-hover': { maxWidth: 'min(36em, 90vw)', maxHeight: '22em', overflow: 'auto', padding: '4px 10px', fontSize: '90%', lineHeight: '1.45' },
  '.cm-astrofile-hover p': { margin: '4px 0' },
  '.cm-astrofile-hover ul': { margin: '4px 0', paddingLeft: '1.4em' },
  '.cm-astrofile-hover table': { borderCollapse: 'collapse', margin: '6px 0' },
  '.cm-astrofile-hover th, .cm-astrofile-hover td': { textAlign: 'left', verticalAlign: 'top', padding: '2px 10px 2px 0' },
  '.cm-astrofile-hover code': { fontFamily: 'monospace' },
  '.cm-astrofile-finding': { display: 'inline-block', maxWidth: 'min(42em, 80vw)', fontSize: '90%', lineHeight: '1.45', verticalAlign: 'top' },
  '.cm-astrofile-finding > *': { display: 'block' },
  '.cm-astrofile-hint, .cm-astrofile-related': { opacity: '0.85' },
  '.cm-astrofile-code': { fontSize: '85%', opacity: '0.8', color: 'inherit' },
  '.cm-astrofile-deprecated': { textDecoration: 'line-through' },
  '.cm-astrofile-unnecessary': { opacity: '0.6' },
});
