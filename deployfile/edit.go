package deployfile

import (
	"errors"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Edit changes the text of a Deployment file and nothing but what it is told to: comments, quotes, indentation, line
// breaks and the order of keys stay, byte for byte. Operations accumulate; each sees the result of those before it. One
// that fails changes nothing, and its error never holds a value.
//
// Paths name entries by what identifies them, or by their index: deployment.worker_queues[name=default].worker_type,
// deployment.environment_variables[key=DB_URL].value, deployment.alert_emails["ops@example.com"]. Below a root key
// that starts with x- every key is allowed.
//
// A value that an alias or a merge brings to its place is refused, and so is one that an alias in the Deployment
// repeats: either would change in two places. The methods are not safe for concurrent use.
type Edit struct {
	name  string
	from  []byte // as it was
	text  []byte
	edits []diag.Edit    // turn from into text
	tree  *yamltree.Tree // of text; nil after an operation, until the next one needs it
	err   error          // why the text cannot be edited at all
}

// Edit starts to change the text that the file was read from. It leaves the file itself as it is: give [Edit.Bytes] to
// [Parse] to see what has become of the Deployment.
func (f *File) Edit() *Edit {
	e := &Edit{name: f.Name}
	switch {
	case f.reading == nil:
		e.err = errors.New("there is no text to edit: the file was not made by Parse")
		return e
	case f.converted:
		e.err = errors.New("the file is in UTF-16: write it in UTF-8 before it is edited")
	case f.tree.Partial:
		e.err = f.unreadable()
	case f.tree.Root == nil:
		e.err = errors.New("the file holds no mapping that could be edited: start it with the key deployment")
	}
	e.from, e.text, e.tree = f.tree.Source, f.tree.Source, f.tree
	return e
}

// Bytes returns the text with all changes. The caller must not change it.
func (e *Edit) Bytes() []byte { return e.text }

// Edits returns the changes as edits of the text that the file was read from: sorted, not overlapping, and none when
// the text is the same again.
func (e *Edit) Edits() []diag.Edit { return slices.Clone(e.edits) }

// ready makes sure that there is a tree of the text as it is now.
func (e *Edit) ready() error {
	if e.err != nil || e.tree != nil {
		return e.err
	}
	e.tree = yamltree.Parse(e.name, e.text)
	if e.tree.Partial || e.tree.Root == nil {
		e.err = errors.New("the file cannot be read whole any more")
	}
	return e.err
}

// commit carries out edits of the tree, which is out of date from then on.
func (e *Edit) commit(t *target, edits []yamltree.Edit) error {
	text := yamltree.Apply(e.text, edits)
	switch {
	case len(edits) == 0 || text == nil:
		return e.unsafe(t)
	case len(text) > yamltree.MaxBytes:
		return fmt.Errorf("%s cannot be written: the file would have %d bytes, which is above the limit of %d", t.shown, len(text), yamltree.MaxBytes)
	}
	for _, change := range slices.Backward(edits) { // the last one first: the places of the others stay what they are
		e.compose(diag.Edit(change))
	}
	e.text, e.tree = text, nil
	return nil
}

// unsafe says that nothing can be done without touching anything else.
func (e *Edit) unsafe(t *target) error {
	at := t.node
	if at == nil {
		at = t.parent
	}
	if at == nil {
		return fmt.Errorf("%s cannot be edited without touching the text around it: edit it by hand", t.shown)
	}
	return fmt.Errorf("%s on line %d cannot be edited without touching the text around it: edit it by hand", t.shown, e.tree.Line(at.Start))
}

// compose adds an edit of the text as it is to the edits of the text as it was.
func (e *Edit) compose(next diag.Edit) {
	moved := 0 // by how much the text at hand is longer than before
	i := 0
	for i < len(e.edits) && e.edits[i].Start+moved+len(e.edits[i].Text) < next.Start {
		moved += grownBy(e.edits[i])
		i++
	}
	all := diag.Edit{Start: next.Start - moved, Text: next.Text}
	j := i
	end := -1
	for ; j < len(e.edits) && e.edits[j].Start+moved <= next.End; j++ { // they touch
		old := e.edits[j]
		from := old.Start + moved
		if from < next.Start {
			all.Start, all.Text = old.Start, old.Text[:next.Start-from]+all.Text
		}
		if to := from + len(old.Text); to > next.End {
			all.Text += old.Text[next.End-from:]
			end = old.End
		}
		moved += grownBy(old)
	}
	all.End = next.End - moved
	if end >= 0 {
		all.End = end
	}
	if string(e.from[all.Start:all.End]) == all.Text {
		e.edits = slices.Delete(e.edits, i, j)
		return
	}
	e.edits = slices.Replace(e.edits, i, j, all)
}

func grownBy(e diag.Edit) int { return len(e.Text) - (e.End - e.Start) }
