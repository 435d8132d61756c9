package deployfile

import (
	"reflect"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// pathFault says why a value cannot be written at a path.
type pathFault struct {
	code    diag.Code
	path    diag.Path // as it was given
	at      diag.Path // how far it led, by index
	leaf    bool      // it led to the field, which the text does not fit
	message string
	hint    string
}

const pathHint = "write a path such as deployment.configuration.region or deployment.worker_queues[name=default].max_worker_count"

// setPath writes a scalar into the model, from the text that a file would have, without quotes, and returns its path by
// index. Lists and mappings behind d are changed in place, except when there is a fault.
func setPath(d *Deployment, p diag.Path, text string) (at diag.Path, fault *pathFault) {
	steps, err := p.Steps()
	if err != nil || len(steps) == 0 || len(steps) > spec.NestingMax {
		return "", &pathFault{code: CodeUnknownField, hint: pathHint,
			message: "path " + diag.Quote(withoutValue(string(p))) + " cannot be read"}
	}
	doc := document{*d}
	w := &pathWalk{value: reflect.ValueOf(&doc).Elem(), level: spec.LevelAt("")}
	for i := range steps {
		if fault := w.step(&steps[i]); fault != nil {
			fault.path = shownPath(steps)
			return "", fault
		}
	}
	if fault := w.write(text); fault != nil {
		fault.path, fault.leaf = shownPath(steps), w.isScalar()
		return "", fault
	}
	*d = doc.Deployment
	return w.at, nil
}

// shownPath writes a path without what may be the value of a variable in the wrong place.
func shownPath(steps []diag.Step) (p diag.Path) {
	for i := range steps {
		p = shownStep(p, &steps[i])
	}
	return p
}

// pathWalk is a place in the model on the way along a path.
type pathWalk struct {
	value reflect.Value
	field *spec.Field // nil at the root
	level *spec.Level // of the mapping that it is; nil for anything else
	at    diag.Path   // by index
	item  bool        // an entry of field, which is a list
}

// step goes on to what one element of the path names.
func (w *pathWalk) step(s *diag.Step) *pathFault {
	switch {
	case w.level != nil && s.Index < 0 && s.Match == nil:
		return w.key(s.Key)
	case w.level != nil:
		return w.fault(CodeWrongType, w.name()+" is not a list of entries").ask("name one of its keys: " + allOf(currentKeys(w.level)))
	case w.isScalar():
		return w.fault(CodeUnknownField, w.name()+" is a single value, with nothing in it").ask("end the path there")
	default:
		i, fault := w.entry(s)
		if fault != nil {
			return fault
		}
		w.value, w.at, w.item = w.value.Index(i), w.at.Index(i), w.field.Type == spec.Texts
		w.level = w.field.Level
		return nil
	}
}

// key goes on to a key of the mapping.
func (w *pathWalk) key(key string) *pathFault {
	f := w.level.Field(key)
	if f == nil || f.Status != spec.Current {
		return w.unknownKey(key, f)
	}
	w.value, w.field, w.level, w.at, w.item = w.value.Field(bindings()[f]), f, nil, w.at.Field(key), false
	if f.Type != spec.Mapping {
		return nil
	}
	w.level = f.Level
	if w.value.Kind() == reflect.Pointer {
		if w.value.IsNil() {
			w.value.Set(reflect.New(w.value.Type().Elem()))
		}
		w.value = w.value.Elem()
	}
	return nil
}

// unknownKey reports a key that cannot be set; f is its row, when it has one.
func (w *pathWalk) unknownKey(key string, f *spec.Field) *pathFault {
	shown := diag.Quote(withoutValue(clip(key)))
	if f != nil && f.Status == spec.OutputOnly {
		return w.fault(CodeUnknownField, shown+" is written by inspect and never applied").ask("leave it out")
	}
	unknown := w.fault(CodeUnknownField, "unknown field "+shown+" in "+levelName(w.level.Path))
	if f != nil && f.ReplacedBy != "" {
		switch f.Status {
		case spec.Misplaced:
			unknown.code = CodeMisplacedField
		case spec.APIName:
			unknown.code = CodeAPIFieldName
		}
		return unknown.ask("did you mean " + diag.Quote(describe(spec.Lookup(f.ReplacedBy), f)) + "?")
	}
	if elsewhere := spec.Elsewhere(key); len(elsewhere) == 1 && elsewhere[0].Status == spec.Current {
		unknown.code = CodeMisplacedField
		return unknown.ask("did you mean " + diag.Quote(elsewhere[0].Path) + "?")
	}
	keys := currentKeys(w.level)
	return unknown.ask(meant(key, keys, "name one of its keys: "+allOf(keys)))
}

// name says where the walk is.
func (w *pathWalk) name() string {
	switch {
	case w.field == nil:
		return "the top level"
	case w.item, w.level != nil && w.field.Type == spec.Mappings:
		return "an entry of " + w.field.Key()
	default:
		return w.field.Key()
	}
}

// isScalar reports whether the place holds a single value.
func (w *pathWalk) isScalar() bool {
	return w.item || w.level == nil && w.field.Type != spec.Mappings && w.field.Type != spec.Texts
}

func (w *pathWalk) fault(code diag.Code, message string) *pathFault {
	return &pathFault{code: code, at: w.at, message: message}
}

// ask adds what to do.
func (f *pathFault) ask(hint string) *pathFault {
	f.hint = hint
	return f
}

// write puts the text where the walk has ended.
func (w *pathWalk) write(text string) *pathFault {
	switch {
	case w.item:
		w.value.SetString(text)
		return nil
	case w.field == nil || w.level != nil:
		return w.fault(CodeWrongType, w.name()+" is a mapping, and an override is a single value").ask("name one of its keys: " + allOf(currentKeys(w.level)))
	}
	switch w.field.Type {
	case spec.Mappings, spec.Texts:
		return w.fault(CodeWrongType, w.name()+" is a list, and an override is a single value").ask("name one entry, such as " + string(w.at.Index(0)))
	case spec.Integer:
		n, fault := w.integer(text)
		if fault != nil {
			return fault
		}
		w.value.Set(reflect.ValueOf(&n))
	case spec.Boolean:
		b, form := readBoolean(text)
		if form == booleanNone {
			return w.notA(text)
		}
		if w.value.Kind() == reflect.Pointer {
			w.value.Set(reflect.ValueOf(&b))
		} else {
			w.value.SetBool(b)
		}
	default:
		if w.value.Kind() == reflect.Pointer {
			w.value.Set(reflect.ValueOf(&text))
		} else {
			w.value.SetString(text)
		}
	}
	return nil
}

// integer reads what the decoder reads without a finding, or with one that says how it is read.
func (w *pathWalk) integer(text string) (int, *pathFault) {
	n, form := readInteger(text)
	switch form {
	case integerDecimal, integerNotation:
		return n, nil
	case integerAmbiguous:
		old, current := ambiguousReadings(text)
		if old == current {
			return 0, w.fault(CodeIntegerAmbiguous, w.name()+" "+diag.Quote(text)+" begins with a zero").ask("write " + current)
		}
		return 0, w.fault(CodeIntegerAmbiguous, w.name()+" "+diag.Quote(text)+" is "+old+" in YAML 1.1 and "+current+" in YAML 1.2").ask("write a decimal number")
	case integerFraction:
		return 0, w.fault(CodeWrongType, w.name()+" "+diag.Quote(text)+" has a fraction where an integer belongs").ask("write an integer")
	case integerTooLarge:
		return 0, w.fault(CodeWrongType, w.name()+" "+diag.Quote(text)+" does not fit an integer of 32 bits").ask("write a smaller number")
	default:
		return 0, w.notA(text)
	}
}

// notA reports a text of another kind. What is meant for an environment variable is not shown.
func (w *pathWalk) notA(text string) *pathFault {
	subject := w.name() + " "
	if w.field.Parent != variableLevel() {
		subject += diag.Quote(text) + " "
	}
	return w.fault(CodeWrongType, subject+"is not "+wanted(w.field)).ask("write " + wanted(w.field))
}
