// Package editors holds no code, only tests: they drive yaml-language-server, which stands behind YAML in VS Code,
// Helix, Neovim and others, and the JSON Schema compiler ajv with the documents of package schema.
//
//	cd schema/internal/editors
//	npm ci
//	go test . # -update rewrites the archives in schema/testdata/editors
//
// Without node or without the npm packages the tests are skipped. The server runs over its protocol on a pipe, with an
// empty environment and without the catalogue of SchemaStore, and ends with the test that started it.
//
// # How yaml-language-server reads the documents
//
// What the tests found out about version 1.25, and what the documents are therefore shaped by:
//
// Keys. The branches of if, then and else count for completion when they stand on a mapping, also for what is inside
// it; an if that compares with const or enum holds for a value that is empty or half written. A branch can add keys and
// values to what is offered, never take one away: a key that belongs to one type or executor is doNotSuggest on its
// level, so that it is known and explained, and stands again in the branch of the type. While the type is not written,
// the keys of all types are offered. A branch that only constrains a key is doNotSuggest too, or the key comes twice.
//
// Values. Every type that a value may have is offered, true and false for boolean, null for null, also from members of
// anyOf; what stands in the value's own if, then or else is not. Other spellings and null are accepted there, unseen.
// Texts of an enum are written in quotes where YAML needs them only if type string stands beside the enum.
//
// Messages. errorMessage replaces the words of type, enum, const, pattern, required, contains and of keys that are not
// allowed, not those of bounds and lengths; not has fixed words that help nobody. Everything found is shown as an error,
// a deprecation too. The same message at the same place is shown once.
//
// Hover. Members of if, then and anyOf come before the property itself: their titles and descriptions win, and an enum
// of theirs is listed as allowed values. When all members of an anyOf match, the link is lost.
//
// Texts. Completion writes a skeleton of the required keys with the defaults of all keys that have one; a key without
// an example or a type is written without its colon. A snippet for a list entry stands on the list and is right behind
// the key, below it, behind a dash and below an entry; inside an entry that has one key already it is not. With an
// indentation of four blanks the server moves the second line of an entry too far behind "- "; with two, which is what
// VS Code sets for YAML, it does not, whatever the file itself is indented by.
package editors
