package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/image/astroruntime"
	"github.com/astrofile/astrofile/internal/spec"
)

// Option tailors the document that [For] returns. Each may be given once.
type Option func(*settings) error

// settings are what the options say. A nil list restricts nothing.
type settings struct {
	organization Organization
	id           string
}

func newSettings(opts []Option) (*settings, error) {
	s := &settings{}
	for _, option := range opts {
		if option == nil {
			return nil, errors.New("an option is nil")
		}
		if err := option(s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// WithWorkspaces names the Workspaces that there are.
func WithWorkspaces(names ...string) Option {
	return func(s *settings) error {
		return s.names("WithWorkspaces", "Workspace", &s.organization.Workspaces, names)
	}
}

// WithRuntimeVersions names the Runtime versions that a Deployment may start with. An update does not change the
// version, so that its document offers them and refuses no other.
func WithRuntimeVersions(versions ...string) Option {
	return func(s *settings) error {
		const option, what = "WithRuntimeVersions", "Runtime version"
		canonical := slices.Clone(versions)
		for i, version := range versions {
			canonical[i] = strings.TrimPrefix(version, "v")
		}
		if err := s.names(option, what, &s.organization.RuntimeVersions, canonical); err != nil {
			return err
		}
		for _, version := range versions {
			if _, err := astroruntime.Parse(version); err != nil {
				return fmt.Errorf("%s: %s is no %s of the form X.Y-N or MAJOR.MINOR.PATCH", option, diag.Quote(version), what)
			}
		}
		return nil
	}
}

// WithWorkerTypes names the Astro machines that worker queues may use, such as A5, in any letter case.
func WithWorkerTypes(names ...string) Option {
	return func(s *settings) error {
		machines := spec.Lookup(queuesAt + ".worker_type").Enum
		canonical := slices.Clone(names)
		for i, name := range names {
			if m, ok := machines.Canonical(name); ok {
				canonical[i] = m
			} else if name != "" {
				return fmt.Errorf("WithWorkerTypes: there is no worker type %s: it is %s", diag.Quote(name), listed(machines.Names(), " or "))
			}
		}
		return s.names("WithWorkerTypes", "worker type", &s.organization.WorkerTypes, canonical)
	}
}

// WithRequiredVariables names the environment variables that every file must have.
func WithRequiredVariables(keys ...string) Option {
	return func(s *settings) error {
		for _, key := range keys {
			if strings.ContainsFunc(key, func(r rune) bool { return r == '=' || r <= ' ' || r == 0x7f }) {
				return fmt.Errorf("WithRequiredVariables: no environment variable can have the key %s", diag.Quote(key))
			}
		}
		return s.names("WithRequiredVariables", "key", &s.organization.RequiredVariables, keys)
	}
}

// WithClusters names the clusters that there are, and the node pools of each. Nil NodePools are not known and restrict
// nothing.
func WithClusters(clusters ...Cluster) Option {
	return func(s *settings) error {
		const option = "WithClusters"
		if s.organization.Clusters != nil {
			return twice(option)
		}
		o := Organization{Clusters: clusters}
		if err := checkNames(option, "cluster", o.clusterNames()); err != nil {
			return err
		}
		for i := range clusters {
			k := &clusters[i]
			if k.NodePools != nil {
				if err := checkNames(option, "node pool", k.NodePools); err != nil {
					return fmt.Errorf("%w, in cluster %s", err, diag.Quote(k.Name))
				}
			}
			if _, ok := spec.Lookup(configurationAt + ".cloud_provider").Enum.Canonical(k.CloudProvider); !ok && k.CloudProvider != "" {
				return fmt.Errorf("%s: unknown cloud provider %s of cluster %s", option, diag.Quote(k.CloudProvider), diag.Quote(k.Name))
			}
		}
		s.organization.Clusters = slices.Clone(clusters)
		return nil
	}
}

// WithID gives the document an $id of its own: the absolute URL that it is published at.
func WithID(url string) Option {
	return func(s *settings) error {
		scheme, rest, ok := strings.Cut(url, "://")
		switch {
		case s.id != "":
			return twice("WithID")
		case !ok || scheme == "" || rest == "" || strings.ContainsFunc(url, func(r rune) bool { return r <= ' ' || r > '~' }):
			return fmt.Errorf("WithID: %s is no absolute URL", diag.Quote(url))
		case strings.Contains(url, "#"):
			return fmt.Errorf("WithID: %s has a fragment, which no $id can have", diag.Quote(url))
		}
		s.id = url
		return nil
	}
}

// names takes over a list of names.
func (s *settings) names(option, what string, to *[]string, names []string) error {
	if *to != nil {
		return twice(option)
	}
	if err := checkNames(option, what, names); err != nil {
		return err
	}
	*to = slices.Clone(names)
	return nil
}

func twice(option string) error { return fmt.Errorf("%s is given twice", option) }

// longest is how long a name may be, in bytes: messages and completions show names.
const longest = 1000

// checkNames refuses an empty list, a name that stands twice and one that no file can have.
func checkNames(option, what string, names []string) error {
	if len(names) == 0 {
		return fmt.Errorf("%s: an empty list would allow no %s at all: leave out what is not known", option, what)
	}
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		switch {
		case strings.TrimSpace(name) == "":
			return fmt.Errorf("%s: a %s has no name", option, what)
		case !utf8.ValidString(name):
			return fmt.Errorf("%s: %s %s is not UTF-8", option, what, diag.Quote(name))
		case len(name) > longest:
			return fmt.Errorf("%s: %s %s is longer than %d bytes", option, what, diag.Quote(name), longest)
		case seen[name]:
			return fmt.Errorf("%s: %s %s stands twice", option, what, diag.Quote(name))
		}
		seen[name] = true
	}
	return nil
}
