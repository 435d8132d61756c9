package spec

// Level is one mapping of a Deployment file with the keys that it may have.
type Level struct {
	Path   string   // deployment.worker_queues[]; "" is the root
	Fields []*Field // Current and OutputOnly, in canonical order

	keys map[string]*Field
}

// Field returns the row of a key of this level, of any status, or nil.
func (l *Level) Field(key string) *Field {
	if l == nil {
		return nil
	}
	return l.keys[key]
}

// Child returns the level inside a key, or nil when the key is unknown or holds no mappings.
func (l *Level) Child(key string) *Level {
	if f := l.Field(key); f != nil {
		return f.Level
	}
	return nil
}
