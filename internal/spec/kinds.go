package spec

// Kinds is a set of deployment types.
type Kinds uint8

const (
	Standard Kinds = 1 << iota
	Dedicated
	Hybrid

	Hosted  = Standard | Dedicated
	AnyKind = Standard | Dedicated | Hybrid
)

// KindOf returns the set with the one deployment type that has this canonical name, the empty set for other names.
func KindOf(name string) Kinds {
	switch name {
	case "STANDARD":
		return Standard
	case "DEDICATED":
		return Dedicated
	case "HYBRID":
		return Hybrid
	}
	return 0
}

// Has reports whether every type of k belongs to the set; the empty set belongs to every set.
func (s Kinds) Has(k Kinds) bool { return s&k == k }

// Names returns the canonical names of the set, from Standard to Hybrid.
func (s Kinds) Names() []string {
	var names []string
	for _, k := range [...]struct {
		kind Kinds
		name string
	}{{Standard, "STANDARD"}, {Dedicated, "DEDICATED"}, {Hybrid, "HYBRID"}} {
		if s.Has(k.kind) {
			names = append(names, k.name)
		}
	}
	return names
}

// Executors is a set of executors.
type Executors uint8

const (
	Celery Executors = 1 << iota
	Kubernetes
	Astro

	AnyExecutor = Celery | Kubernetes | Astro
)

// ExecutorOf returns the set with the one executor that has this canonical name, the empty set for other names.
func ExecutorOf(name string) Executors {
	switch name {
	case "CELERY":
		return Celery
	case "KUBERNETES":
		return Kubernetes
	case "ASTRO":
		return Astro
	}
	return 0
}

// Has reports whether every executor of x belongs to the set; the empty set belongs to every set.
func (s Executors) Has(x Executors) bool { return s&x == x }

// Names returns the canonical names of the set in the order of the constants.
func (s Executors) Names() []string {
	var names []string
	for _, x := range [...]struct {
		executor Executors
		name     string
	}{{Celery, "CELERY"}, {Kubernetes, "KUBERNETES"}, {Astro, "ASTRO"}} {
		if s.Has(x.executor) {
			names = append(names, x.name)
		}
	}
	return names
}
